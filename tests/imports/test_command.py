"""The same deeds from a shell."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bansos.imports import batches, reading
from bansos.imports.models import Import
from recipients.models import Recipient
from tests.recipients.factories import made_up_nik


@pytest.fixture
def run(monkeypatch, tmp_path, facility, capsys):
    """Runs the command on a CSV file of these rows; gives its exit code and what it said."""
    monkeypatch.setattr(batches, "read", reading.read)
    path = tmp_path / "daftar.csv"

    def ran(*lines, **options):
        path.write_text("\n".join(["Nama;NIK;Catatan", *lines]))
        options = {"facility": "rutan contoh"} | options
        try:
            call_command("import_recipients", str(path), **options)
            code = 0
        except SystemExit as left:
            code = left.code
        return code, capsys.readouterr().out

    return ran


GOOD = f"Dewi;{made_up_nik(1)};baik"
BAD = "Sari;123;buruk"


def test_without_apply_it_only_checks(run):
    code, said = run(GOOD)

    assert code == 0
    assert "1 baris: 1 baru, 0 berubah, 0 sama, 0 ganda, 0 perlu diperbaiki, 0 kosong." in said
    assert not Recipient.objects.exists()


def test_with_apply_it_writes_and_its_author_is_the_shell(run, facility):
    assert run(GOOD, apply=True)[0] == 0

    family = Recipient.objects.get()
    assert (family.facility, family.registered_by.username) == (facility, "impor-shell")
    assert not family.registered_by.is_active


def test_what_was_checked_is_applied_by_the_next_call(run):
    run(GOOD)
    code, said = run(GOOD, apply=True)

    assert (code, Import.objects.count(), Recipient.objects.count()) == (0, 1, 1)
    assert "Berkas ini sudah pernah diunggah." in said


def test_it_may_stand_in_somebodys_name(run, officer):
    run(GOOD, apply=True, by=officer.username)

    assert Recipient.objects.get().registered_by == officer


def test_bad_rows_go_into_a_report_and_change_the_exit_code(run, tmp_path):
    report = tmp_path / "perbaikan.xlsx"

    code, said = run(GOOD, BAD, apply=True, report=report)

    assert code == 2
    assert "1 perlu diperbaiki" in said
    assert report.read_bytes().startswith(b"PK")
    assert Recipient.objects.count() == 1


@pytest.mark.parametrize("options", [{"facility": "Tidak Ada"}, {"by": "siapa"}])
def test_who_or_where_nobody_knows_is_refused(run, options):
    with pytest.raises(CommandError):
        run(GOOD, **options)


def test_a_file_that_is_not_there_is_refused(run, facility):
    with pytest.raises(CommandError):
        call_command("import_recipients", "tidak-ada.csv", facility=facility.short_name)


def test_a_file_without_titles_is_refused(run, monkeypatch, tmp_path, facility):
    path = tmp_path / "lain.csv"
    path.write_text("a;b\n1;2\n")

    with pytest.raises(CommandError, match="judul kolom"):
        call_command("import_recipients", str(path), facility=facility.official_name)


class Screen(StringIO):
    """A terminal, on which a bar is drawn."""

    def isatty(self):
        return True


def test_a_bar_shows_how_many_rows_were_checked_and_written(run):
    screen = Screen()
    run(GOOD, BAD, apply=True, stderr=screen)

    last = screen.getvalue().rpartition("\r")[2]
    assert "█" in last
    assert "·" not in last
    assert "2/2 diperiksa, 1 ditulis" in last


def test_no_bar_goes_into_a_file(run):
    screen = StringIO()
    run(GOOD, apply=True, stderr=screen)

    assert screen.getvalue() == ""
