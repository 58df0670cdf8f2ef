"""The wording, before any of it is set."""

from decimal import Decimal

import pytest

from bansos.documents.papers import Item, Letterhead, Receiver, Signatory, Stock
from bansos.documents.papers.certificate import rupiah_in_words
from tests.documents.samples import (
    HEAD,
    LETTERHEAD,
    OFFICIAL_NAME,
    certificate,
    occasion,
    package,
    receipt,
    receipt_list,
)


def test_a_certificate_begins_with_the_day_in_words():
    assert certificate().payload()["opening"] == (
        "Pada hari ini Selasa tanggal dua puluh empat bulan Desember tahun dua ribu dua puluh "
        "empat, bertempat di Aula Pengayoman, kami yang bertanda tangan di bawah ini:"
    )


def test_the_deed_counts_packages_in_figures_and_words():
    deed = certificate(basis="Surat Nomor 1").payload()["deed"]

    assert deed.startswith("Berdasarkan Surat Nomor 1, PIHAK PERTAMA telah menyerahkan")
    assert "8 (delapan) paket sembako dalam rangka Natal 2024 dan Tahun Baru 2025" in deed
    assert "untuk 8 (delapan) penerima sebagaimana daftar terlampir" in deed


def test_one_family_needs_nobody_to_speak_for_it():
    payload = certificate(families=1, packages=1).payload()

    assert payload["parties"][1]["introduction"] == ""
    assert "daftar terlampir" not in payload["deed"]


def test_many_families_are_spoken_for():
    assert "diwakili oleh" in certificate().payload()["parties"][1]["introduction"]


def test_a_receiver_who_is_nobodys_relative_has_no_such_line():
    neighbour = certificate(receiver=Receiver(name="Panti Contoh")).payload()["parties"][1]
    unknown = certificate(receiver=Receiver()).payload()["parties"][1]

    assert "Hubungan" not in [label for label, _ in neighbour["particulars"]]
    assert ["Hubungan", ""] in unknown["particulars"]


def test_the_whole_is_worth_a_package_times_their_number():
    after = " ".join(certificate().payload()["after"])

    assert "Nilai seluruhnya Rp960.000,00 (sembilan ratus enam puluh ribu rupiah)." in after


def test_no_value_is_told_while_one_price_is_missing():
    gift = Item(name="Selimut", quantity=Decimal(1), unit="helai")
    payload = certificate(package=package(items=[*package().items, gift])).payload()

    assert payload["package"]["value"] is None
    assert payload["package"]["rows"][2] == ["3", "Selimut", "1", "helai"]
    assert "Nilai" not in " ".join(payload["after"])


def test_an_empty_package_has_no_contents_to_announce():
    assert certificate(package=package(items=[])).payload()["deed"].endswith("terlampir.")


def test_symbolic_handovers_and_sources_are_named_where_there_are_any():
    told = " ".join(certificate(sources=["iuran pegawai", "koperasi"]).payload()["after"])
    silent = " ".join(certificate(symbolic=0).payload()["after"])

    assert "8 (delapan) paket diserahkan secara simbolis oleh pejabat struktural" in told
    assert "Sumber bantuan: iuran pegawai; koperasi." in told
    assert silent == (
        "Nilai seluruhnya Rp960.000,00 (sembilan ratus enam puluh ribu rupiah). "
        "Penyerahan bantuan ini tidak dipungut biaya apa pun."
    )


def test_the_stock_says_until_when_it_counts():
    stock = certificate().payload()["stock"]

    assert stock["caption"].endswith("posisi 24 Desember 2024 pukul 11.30 WITA:")
    assert [count for _, count in stock["columns"]] == ["40", "8", "2", "1", "29"]


def test_the_stock_tells_of_lost_packages_where_there_are_any():
    stock = certificate(stock=Stock(received=9, handed=8, returned=0, damaged=0, left=0, lost=1))

    assert ["+ Di luar daftar", "1"] in stock.payload()["stock"]["columns"]


def test_there_are_always_places_for_two_witnesses():
    one = certificate(witnesses=[Signatory(name="Saksi Contoh")]).payload()["signatures"]
    none = certificate().payload()["signatures"]

    assert [witness["name"] for witness in one["witnesses"]] == ["Saksi Contoh", ""]
    assert [witness["name"] for witness in none["witnesses"]] == ["", ""]


def test_the_head_acknowledges_only_what_another_gave():
    other = Signatory(name="Contoh", title="Kepala Subseksi Contoh")

    assert certificate().payload()["signatures"]["head"] is None
    assert certificate(giver=other, head=HEAD).payload()["signatures"]["head"]["above"] == [
        "Mengetahui,",
        f"Kepala {OFFICIAL_NAME}",
    ]


@pytest.mark.parametrize(
    "name, counted",
    [
        ("Paket sembako", "2 (dua) paket sembako"),
        ("Bingkisan", "2 (dua) paket bingkisan"),
        ("", "2 (dua) paket"),
    ],
)
def test_packages_are_counted_by_their_unit(name, counted):
    assert package(name=name).counted(2).strip() == counted


@pytest.mark.parametrize(
    "amount, spelt",
    [("2600000", "dua juta enam ratus ribu rupiah"), ("0.5", "nol rupiah lima puluh sen")],
)
def test_rupiah_are_spelt_to_the_cent(amount, spelt):
    assert rupiah_in_words(Decimal(amount)) == spelt


def test_a_letterhead_makes_its_own_name_stand_out():
    looks = [line["look"] for line in LETTERHEAD.payload()["lines"]]

    assert looks == ["parent", "parent", "parent", "facility", "address", "web"]


def test_a_letterhead_that_writes_the_name_otherwise_is_read_by_its_capitals():
    lines = ["KEMENTERIAN CONTOH", "RUTAN CONTOH", "Jalan Contoh", ""]
    styled = Letterhead(lines=lines, facility=OFFICIAL_NAME).payload()["lines"]

    assert [line["look"] for line in styled] == ["parent", "facility", "address"]


def test_a_letterhead_may_be_empty():
    assert Letterhead(lines=[], facility="").payload() == {"lines": [], "logo": None}


def test_the_list_adds_packages_up_not_lines():
    payload = receipt_list(receipts=[receipt(1, quantity=4), receipt(2)]).payload()

    assert payload["total"] == "5"
    assert payload["in-words"] == (
        "Jumlah seluruhnya 5 (lima) paket sembako untuk 2 (dua) penerima."
    )


def test_a_public_copy_does_not_hold_whose_family_somebody_is():
    payload = receipt_list(is_public=True).payload()

    assert not payload["with-inmate"]
    assert "Warga Contoh" not in str(payload)


def test_papers_wear_their_mark_in_the_foot_too():
    assert occasion(mark="KONSEP").payload("Berita Acara")["foot"].startswith("KONSEP · ")
