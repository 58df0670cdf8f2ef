"""Nothing leaves as a file without the trail knowing."""

import pytest
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.audit.trail import verify
from bansos.indonesia.spreadsheets import Format
from bansos.privacy.actions import ReasonMissing
from bansos.privacy.exporting import Table, answer, export, export_in_full
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def table(*rows, chains=(3,), **facts):
    return Table("keluarga", ["Nama"], iter(rows), set(chains), **facts)


def test_an_export_is_told_with_what_and_how_much():
    user, at = UserFactory(), timezone.now()

    filters = {"golongan": "lembaga"}
    export(table((3, ["A"]), (3, ["B"]), filters=filters), Format.CSV, by=user, at=at)

    entry = Entry.objects.get()
    assert (entry.action, entry.chain, entry.actor_id) == ("document.export", 3, user.pk)
    assert entry.deed == "Mengekspor daftar"
    assert entry.details == {"kind": "keluarga", "format": "csv", "rows": 2, "filters": filters}


def test_every_chain_is_told_of_its_own_rows():
    rows = [(5, ["A"]), (3, ["B"]), (5, ["C"])]

    export(table(*rows, chains=[3, 5, 8]), Format.XLSX, by=UserFactory(), at=timezone.now())

    told = Entry.objects.order_by("pk").values_list("chain", "details__rows")
    assert list(told) == [(3, 1), (5, 2), (8, 0)]
    assert [next(verify(chain), None) for chain in [3, 5, 8]] == [None, None, None]


def test_nothing_is_told_of_a_file_that_was_not_made():
    def broken():
        yield 3, ["A"]
        raise OSError

    with pytest.raises(OSError):
        unfinished = Table("keluarga", ["Nama"], broken(), {3})
        export(unfinished, Format.XLSX, by=UserFactory(), at=timezone.now())

    assert not Entry.objects.exists()


def test_full_numbers_leave_with_their_reason():
    told = {"by": UserFactory(), "at": timezone.now()}

    export_in_full(table(), Format.XLSX, reason="  pemadanan\0 data  ", **told)

    details = Entry.objects.get().details
    assert (details["full"], details["reason"]) == (True, "pemadanan data")


@pytest.mark.parametrize("reason", ["", "a b c", "    ", "\0\0\0\0\0\0"])
def test_full_numbers_stay_without_a_reason(reason):
    with pytest.raises(ReasonMissing):
        export_in_full(table(), Format.XLSX, reason=reason, by=UserFactory(), at=timezone.now())

    assert not Entry.objects.exists()


def test_a_file_is_named_after_what_it_is_and_its_day():
    at = timezone.now()
    exported = table((3, ["A"]))
    file = export(exported, Format.CSV, by=UserFactory(), at=at)

    response = answer(exported, Format.CSV, file, at=at)

    assert response["Content-Disposition"] == (f'attachment; filename="keluarga-{at:%Y-%m-%d}.csv"')
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert b"".join(response).endswith(b"A\r\n")
