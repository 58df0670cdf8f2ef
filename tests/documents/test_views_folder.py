"""Who gets which paper of the folder, from when on, and that it is noted."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bansos.audit.models import Entry
from bansos.documents.catalogue import BEGUN, KINDS
from bansos.documents.demo_folder import files_of
from bansos.documents.paper_sheets import SHEETS
from bansos.documents.registry import PAPERS
from bansos.handovers.models import Event
from bansos.stock.models import Movement
from tests.documents.samples import text_of
from tests.documents.test_facts import LATER, reread
from tests.stock.factories import BalanceFactory

SLUGS = list(KINDS)


def url(event, slug, name="paper"):
    return reverse(f"documents:{name}", args=[event.pk, slug])


def to_state(event, state):
    facts = {} if state in {"selesai", "dilaporkan"} else {"closed_at": None, "closed_by": None}
    Event.objects.filter(pk=event.pk).update(state=state, **facts)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_paper_opens_under_a_good_name_and_is_noted(client, officer, event, slug):
    client.force_login(officer)

    response = client.get(url(event, slug))

    kind = KINDS[slug]
    assert response["Content-Type"] == "application/pdf"
    assert (
        f"{kind.filename}-Rutan-Kelas-IIB-Pelaihari-2024-12-24.pdf"
        in (response["Content-Disposition"])
    )
    assert Entry.objects.get(action="document.print").details == {
        "paper": slug if slug in PAPERS else kind.name
    }


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if KINDS[slug].waits_for])
def test_a_paper_waits_for_what_it_tells(client, officer, event, slug):
    to_state(event, "ditetapkan" if KINDS[slug].waits_for == BEGUN else "diajukan")
    client.force_login(officer)

    papers = reverse("documents:event_papers", args=[event.pk])
    assert client.get(url(event, slug)).url in {event.get_absolute_url(), papers}
    assert not Entry.objects.filter(action="document.print").exists()


@pytest.mark.parametrize("slug", SLUGS)
def test_no_paper_of_the_folder_names_an_inmate_or_a_number(client, officer, event, dewi, slug):
    client.force_login(officer)
    numbers = [dewi.kk, *(member.nik for member in dewi.members.all())]

    shown = text_of(client.get(url(event, slug)).content)

    assert "Warga Contoh" not in shown
    assert all(number and number not in shown for number in numbers)


def test_what_is_no_paper_is_not_found(client, officer, event):
    client.force_login(officer)

    assert client.get(url(event, "surat-cinta")).status_code == 404
    assert client.get(url(event, "surat-cinta", "paper_sheet")).status_code == 404


def test_a_stranger_finds_no_paper_of_the_folder(client, stranger, event):
    client.force_login(stranger)

    assert client.get(url(event, "sk-penerima")).status_code == 404


def test_many_letters_come_in_parts(client, officer, event, monkeypatch):
    kind = KINDS["undangan"]
    monkeypatch.setitem(KINDS, kind.slug, replace(kind, per_part=4))
    client.force_login(officer)

    page = client.get(reverse("documents:event_papers", args=[event.pk])).text
    third = client.get(url(event, kind.slug), {"bagian": "3"})
    odd = client.get(url(event, kind.slug), {"bagian": "9" * 30})

    assert "?bagian=3" in page
    assert "?bagian=4" not in page
    assert text_of(third.content).count("Nomor urut:") == 2
    assert "Undangan-3-" in third["Content-Disposition"]
    assert text_of(odd.content).count("Nomor urut:") == 4


@pytest.mark.parametrize("slug", SHEETS)
def test_a_table_on_paper_is_a_workbook_too(client, officer, event, slug):
    client.force_login(officer)

    content = client.get(url(event, slug, "paper_sheet")).getvalue()

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "No"
    assert Entry.objects.get(action="document.export").details["format"] == "xlsx"


def test_the_workbook_of_receipts_has_real_numbers_dates_and_text_niks(client, officer, event):
    client.force_login(officer)

    content = client.get(url(event, "tanda-terima", "paper_sheet")).getvalue()

    head, first, *_, total = (
        CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    line = dict(zip(head, first, strict=True))
    assert line["NIK"] == "630199******0001"
    assert line["Jumlah Paket"] == 1
    assert f"{line['Diserahkan pada (WITA)']:%Y-%m-%d %H.%M}" == "2024-12-24 09.12"
    assert total[head.index("Jumlah Paket")] == 10


def test_the_papers_of_the_stock_open(client, officer, event):
    balance = BalanceFactory(facility=event.facility, package=event.package)
    received = event.facility.movements.filter(kind=Movement.Kind.RECEIVED).first()
    client.force_login(officer)

    card = client.get(reverse("documents:stock_card", args=[balance.pk]), {"sampai": "24/12/2024"})
    sheet = client.get(reverse("documents:stock_card_sheet", args=[balance.pk]))
    goods = client.get(reverse("documents:goods_receipt", args=[received.pk]))

    assert "Diserahkan kepada 1 (satu) penerima" in text_of(card.content)
    assert "saldo akhir 0 (nol)" in text_of(card.content)
    assert sheet.status_code == 200
    assert "BERITA ACARA PENERIMAAN BARANG" in text_of(goods.content)


def test_what_left_the_stock_was_not_received(client, officer, event):
    handed = event.facility.movements.filter(kind=Movement.Kind.HANDED).first()
    client.force_login(officer)

    assert client.get(reverse("documents:goods_receipt", args=[handed.pk])).status_code == 404


def test_the_folder_holds_each_paper_under_the_name_of_its_kind(event):
    BalanceFactory(facility=event.facility, package=event.package)

    names = {name for name, content in files_of(reread(event), at=LATER) if content}

    assert {
        "berita-acara.pdf",
        "berita-acara-penerima.pdf",
        "tanda-terima.pdf",
        "kupon.pdf",
        "undangan.pdf",
        "daftar-hadir.pdf",
        "sk-penerima.pdf",
        "laporan-kegiatan.pdf",
        "laporan-kegiatan.docx",
        "siaran-pers.txt",
        "kartu-stok.pdf",
        "rekapitulasi.pdf",
        "rekapitulasi.xlsx",
    } <= names


def test_outside_demo_mode_there_is_no_folder(settings, tmp_path):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo_folder", into=tmp_path)
