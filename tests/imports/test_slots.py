"""A file that takes the reader long keeps the others from being read, not from being served."""

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from bansos.imports import batches, slots
from bansos.imports.models import Import
from bansos.imports.refusals import Busy
from tests.imports.sheets import row
from tests.imports.test_views import HTMX, uploaded, url

BUSY = "Sedang ada berkas lain yang dibaca; coba lagi sebentar lagi."
HOLD = """
import fcntl, sys
file = open(sys.argv[1], "wb")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def one_slot(monkeypatch):
    monkeypatch.setattr(slots, "SLOTS", 1)


@pytest.mark.usefixtures("folders")
def test_as_many_read_at_once_as_there_are_places(monkeypatch):
    monkeypatch.setattr(slots, "SLOTS", 2)

    with slots.slot(), slots.slot(), pytest.raises(Busy, match=BUSY), slots.slot():
        pass
    with slots.slot(), slots.slot():
        pass


@pytest.mark.usefixtures("one_slot")
def test_another_process_holds_its_place_until_it_is_killed(folders):
    place = folders.parent / "readers" / "0"
    place.parent.mkdir()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    holder.stdout.readline()

    try:
        with pytest.raises(Busy), slots.slot():
            pass
    finally:
        holder.kill()
        holder.communicate()
    with slots.slot():
        pass


@pytest.mark.django_db
@pytest.mark.usefixtures("one_slot")
def test_who_meets_others_is_told_and_the_page_asks_again(desk):
    with slots.slot():
        response = uploaded(desk, {"name": "A", "is_hidden": False, "rows": [], "hidden": []})
        imported = Import.objects.get()
        assert response["Location"] == imported.get_absolute_url()

        part = desk.post(url("advance", imported), **HTMX).content.decode()
        assert BUSY in part
        assert 'hx-trigger="load delay:3s' in part

        page = desk.post(url("advance", imported), follow=True).content.decode()
        assert BUSY in page

    imported.refresh_from_db()
    assert imported.state == Import.State.UPLOADED
    desk.post(url("advance", imported), **HTMX)
    imported.refresh_from_db()
    assert imported.state != Import.State.UPLOADED


@pytest.mark.django_db
@pytest.mark.usefixtures("one_slot")
def test_the_shell_is_told_and_goes_on_when_asked_again(facility, tmp_path, monkeypatch):
    from bansos.imports import reading

    monkeypatch.setattr(batches, "read", reading.read)
    path = tmp_path / "daftar.csv"
    path.write_text(f"Nama;NIK\n{row(1)[0]};{row(1)[1]}\n")

    with slots.slot(), pytest.raises(CommandError, match=BUSY):
        call_command("import_recipients", path, facility="Rutan Contoh")
    call_command("import_recipients", path, facility="Rutan Contoh")

    assert Import.objects.get().new == 1
