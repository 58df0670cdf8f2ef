"""Every deed the program writes down has words, and what has none is shown as it is."""

import ast
import re

import pytest

from bansos.audit import words
from tests.sources import MODULES, tree


@pytest.mark.parametrize(
    ("action", "shown"),
    [
        ("handover.give", "Menyerahkan paket"),
        ("facilities.posting.add", "Menambah penugasan"),
        ("accounts.user.change", "Mengubah pengguna"),
        ("facilities.facility.delete", "Menghapus UPT"),
        ("facilities.nothing.add", "facilities.nothing.add"),
        ("sesuatu.baru", "sesuatu.baru"),
        ("tanpa titik", "tanpa titik"),
        ("", ""),
    ],
)
def test_a_deed_is_told_in_words_where_there_are_any(action, shown):
    assert words.deed(action) == shown


@pytest.mark.parametrize(
    ("object_type", "shown"),
    [
        ("handovers.event", "Kegiatan"),
        ("facilities.facility", "UPT"),
        ("", ""),
        ("lain.apa", "lain.apa"),
    ],
)
def test_a_thing_is_called_what_the_screen_calls_it(object_type, shown):
    assert words.thing(object_type) == shown


def test_fields_are_called_what_the_form_calls_them():
    names = ["letterhead", "officials", "tidak_ada"]

    assert words.fields("facilities.facility", names) == ["kop surat", "officials", "tidak_ada"]
    assert words.fields("lain.apa", ["kolom"]) == ["kolom"]


def actions_written_down():
    """Every action that is named where an entry is recorded."""
    for path in MODULES:
        for call in ast.walk(tree(path)):
            if isinstance(call, ast.Call):
                yield from actions_in(call)


def actions_in(call):
    function = getattr(call.func, "attr", getattr(call.func, "id", ""))
    given = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
    if function in {"record", "_record", "_told"}:
        given += call.args[:1]
    for part in (node for argument in given for node in ast.walk(argument)):
        if isinstance(part, ast.Constant) and re.fullmatch(
            r"[a-z]+\.[a-z_]*[a-z]", str(part.value)
        ):
            yield part.value


def test_every_deed_that_is_written_down_has_words():
    written = set(actions_written_down())

    assert {"handover.give", "recipient.register", "stock.receive"} <= written
    assert written - words.DEEDS.keys() == set()
