"""What stands in the columns is what `save()` would have put there."""

import gc
from datetime import date

import pytest

from bansos.privacy.ciphers import decrypt
from bansos.privacy.columns import collecting_later, maker
from recipients.models import Member
from tests.recipients.factories import made_up_nik

NIK = made_up_nik(1)


def made(name, value):
    make = maker(Member._meta.get_field(name))
    return make(value) if make else value


def test_a_number_is_encrypted_for_its_own_column():
    context = Member._meta.get_field("nik").context

    assert decrypt(made("nik", NIK), context=context) == NIK
    assert made("nik", "") == ""


@pytest.mark.parametrize("name", ["nik_index", "nik_tail_index"])
def test_a_blind_index_is_made_of_its_source(name):
    assert made(name, NIK) == getattr(Member(nik=NIK), name)
    assert made(name, "") is None


def test_a_date_is_what_the_database_takes_for_it(db):
    assert str(made("birth_date", date(1990, 7, 1))) == "1990-07-01"
    assert made("birth_date", None) is None


def test_plain_text_stays_as_it_is():
    assert maker(Member._meta.get_field("name")) is None


def test_garbage_is_looked_for_again_however_it_ends():
    with pytest.raises(ValueError, match="aduh"), collecting_later():
        assert not gc.isenabled()
        raise ValueError("aduh")

    assert gc.isenabled()


def test_who_looks_for_no_garbage_is_not_made_to():
    gc.disable()
    try:
        with collecting_later():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
