from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from .conftest import tamper


def verify_trail(*arguments):
    out = StringIO()
    call_command("verify_trail", *arguments, stdout=out)
    return out.getvalue()


def test_a_whole_trail_is_counted(chain):
    assert verify_trail() == "Jejak utuh: 7 entri dalam 2 rantai.\n"


def test_one_chain_is_counted_alone(chain):
    assert verify_trail("--chain=8") == "Jejak utuh: 1 entri dalam 1 rantai.\n"


def test_a_broken_trail_fails_and_names_the_first_broken_entry(chain):
    tamper(3).delete()
    out = StringIO()

    with pytest.raises(CommandError, match="Jejak rusak pada 1 rantai"):
        call_command("verify_trail", stdout=out)

    assert out.getvalue() == "Rantai 7: catatan nomor 3 dihapus.\n"
