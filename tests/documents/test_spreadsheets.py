"""The lists as files: what one may see, as one filtered it; home again they change nothing."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from bansos.accounts.roles import Role
from bansos.audit.models import Entry
from bansos.documents import spreadsheets
from bansos.imports.models import Kind, Verdict
from recipients import actions
from recipients.models import Category, Inmate, Recipient, Relation
from tests.factories import PostingFactory
from tests.handovers.factories import EventFactory, FamilyFactory
from tests.imports.sheets import brought
from tests.recipients.factories import (
    InmateFactory,
    InstitutionFactory,
    KinshipFactory,
    MemberFactory,
    RecipientFactory,
    made_up_kk,
    made_up_nik,
)
from tests.stock.factories import BalanceFactory, MovementFactory

FORMS = ["xlsx", "csv"]


@pytest.fixture
def take(client, officer):
    """Asks for a file as somebody; the rows by their titles."""

    def taken(name, *args, by=officer, form="xlsx", **query):
        client.force_login(by)
        response = client.get(reverse(f"documents:{name}", args=args), {"format": form, **query})
        assert response.status_code == 200
        return rows_of(response.getvalue(), form)

    return taken


@pytest.fixture
def take_in_full(client, head):
    def taken(form="xlsx", reason="pemadanan data", **query):
        client.force_login(head)
        path = reverse("documents:full_families_sheet", query=query)
        return client.post(path, {"format": form, "reason": reason})

    return taken


def rows_of(content, form):
    if form == "csv":
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        titles, *rows = csv.reader(text, delimiter=";")
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        titles, *rows = book.get_sheet_by_index(0).to_python()
    return [dict(zip(titles, row, strict=False)) for row in rows]


def names_in(rows):
    return [row["Nama penerima"] for row in rows]


@pytest.mark.parametrize("form", FORMS)
def test_families_go_with_masked_numbers(take, facility, form):
    RecipientFactory(facility=facility, name="Dewi", nik=made_up_nik(1), kk=made_up_kk(1))

    [row] = take("families_sheet", form=form)

    assert (row["Nama penerima"], row["NIK"]) == ("Dewi", "630199******0002")
    assert row["Nomor KK"] == "630199******0002"
    assert row["Tanggal lahir"] == "01/07/1990"
    assert row["Nama wilayah"].startswith("Angsau, Pelaihari")


def test_only_what_one_may_see_is_in_the_file(take, facility, stranger):
    RecipientFactory(facility=facility, name="Dewi")
    RecipientFactory(name="Orang Lain")

    assert names_in(take("families_sheet")) == ["Dewi"]
    assert take("families_sheet", by=stranger) == []


def test_the_filters_of_the_list_are_in_force(take, facility):
    RecipientFactory(facility=facility, name="Dewi")
    InstitutionFactory(facility=facility, name="Panti Contoh")

    assert names_in(take("families_sheet", golongan="lembaga")) == ["Panti Contoh"]
    assert names_in(take("families_sheet", golongan="apa saja")) == ["Dewi", "Panti Contoh"]


def test_what_was_searched_is_in_force_and_not_in_the_trail(take, client, facility, officer):
    RecipientFactory(facility=facility, name="Dewi")
    RecipientFactory(facility=facility, name="Sari")
    client.force_login(officer)
    found = client.post(reverse("recipients:recipient_list"), {"q": "dewi"})
    token = found["Location"].partition("cari=")[2]
    path = reverse("documents:families_sheet")

    rows = rows_of(client.get(path, {"cari": token, "format": "csv"}).getvalue(), "csv")

    assert names_in(rows) == ["Dewi"]
    entry = Entry.objects.get(action="document.export")
    assert entry.details["filters"] == {"cari": True}
    assert "dewi" not in str(entry.details).lower()


def test_an_export_is_in_the_trail_of_each_facility_it_is_about(take, facility, officer):
    other = RecipientFactory().facility
    PostingFactory(user=officer, role=Role.OFFICER, facility=other)

    take("families_sheet", form="csv")

    told = Entry.objects.filter(action="document.export").values_list("chain", "details__rows")
    assert set(told) == {(facility.pk, 0), (other.pk, 1)}


def test_the_list_leads_to_its_file_with_its_filters(client, facility, head, officer):
    InstitutionFactory(facility=facility)
    pages = {}
    for user in [officer, head]:
        client.force_login(user)
        response = client.get(reverse("recipients:recipient_list"), {"golongan": "lembaga"})
        pages[user] = response.content.decode()

    path = reverse("documents:families_sheet")
    assert f'{path}?format=csv&amp;golongan=lembaga"' in pages[officer]
    full = reverse("documents:full_families_sheet")
    assert full not in pages[officer]
    assert f"{full}?golongan=lembaga" in pages[head]


def test_full_numbers_are_for_the_head_and_a_reason(take_in_full, facility):
    RecipientFactory(facility=facility, name="Dewi", nik=made_up_nik(1))

    [row] = rows_of(take_in_full().getvalue(), "xlsx")

    assert row["NIK"] == made_up_nik(1)
    entry = Entry.objects.get(action="document.export")
    assert entry.details["kind"] == "keluarga nomor lengkap"
    assert entry.details["reason"] == "pemadanan data"


@pytest.mark.parametrize("reason", ["", "abcd", "a b c"])
def test_without_a_reason_the_head_is_asked_for_one(take_in_full, facility, reason):
    RecipientFactory(facility=facility, nik=made_up_nik(1))

    response = take_in_full(reason=reason)

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/html")
    assert made_up_nik(1) not in response.content.decode()
    assert not Entry.objects.filter(action="document.export").exists()


def test_looking_at_the_question_is_no_export(client, head, facility):
    RecipientFactory(facility=facility)
    client.force_login(head)

    page = client.get(reverse("documents:full_families_sheet")).content.decode()

    assert "NIK dan nomor KK 1 penerima" in page
    assert not Entry.objects.exists()


def test_a_head_here_takes_no_full_numbers_from_where_they_are_an_officer(
    take_in_full, facility, head
):
    elsewhere = RecipientFactory(name="Orang Lain")
    PostingFactory(user=head, role=Role.OFFICER, facility=elsewhere.facility)
    RecipientFactory(facility=facility, name="Dewi")

    assert names_in(rows_of(take_in_full().getvalue(), "xlsx")) == ["Dewi"]
    assert {e.chain for e in Entry.objects.filter(action="document.export")} == {facility.pk}


@pytest.fixture
def register(facility):
    """Families of every sort, some of them trying to be formulas."""

    def family(**facts):
        return RecipientFactory(facility=facility, **facts)

    for n, text in enumerate(["=1+1", "+62", "-Dewi", "@Sari", "'=2", "'Aisyah", "Dewi; Sari"]):
        family(name=f"{text} Contoh", nik=made_up_nik(n + 1), note=text, address=text)
    full = family(name="Ibu Contoh", nik=made_up_nik(20), kk=made_up_kk(20), phone="+6281200000000")
    MemberFactory(recipient=full, nik=made_up_nik(21))
    for _ in range(2):
        KinshipFactory(recipient=full, inmate__name="Warga Kembar", relation=Relation.MOTHER)
    bare = InmateFactory(facility=facility, name="Warga Lain", register_number="")
    KinshipFactory(
        recipient=family(name="Diri", nik=made_up_nik(22)),
        relation=Relation.SELF,
        inmate=bare,
    )
    nameless = {"nik": "", "nik__nik_missing_reason": "belum punya KTP"}
    family(name="Tanpa Nomor", nik__birth_date=None, nik__sex="", **nameless)
    family(name="Tanpa Nomor", nik__birth_date=date(1950, 3, 2), **nameless)
    family(name="Di Kecamatan", nik=made_up_nik(23), region_code="63.01.03")
    family(name="Di Luar", nik=made_up_nik(24), region_code="99.99.99.9999", kk=made_up_kk(24))
    family(name="Lain Lagi", nik=made_up_nik(25), category=Category.OTHER)
    InstitutionFactory(facility=facility, phone="+6281200000001")
    return Recipient.objects.filter(facility=facility)


def imported(content, form, kind, facility, by):
    return brought(content, kind=kind, facility=facility, by=by, name=f"ekspor.{form}")


@pytest.mark.parametrize("form", FORMS)
def test_families_that_come_home_are_all_the_same(
    take_in_full, register, facility, officer, settings, tmp_path, form
):
    settings.MEDIA_ROOT = tmp_path

    found = imported(take_in_full(form).getvalue(), form, Kind.FAMILIES, facility, officer)

    others = found.lines.exclude(verdict=Verdict.SAME)
    assert [line.content for line in others] == []
    assert (found.rows_total, found.same) == (register.count(), register.count())


@pytest.mark.parametrize("form", FORMS)
def test_inmates_that_come_home_are_all_the_same(
    take, register, client, facility, officer, settings, tmp_path, form
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(officer)

    content = client.get(reverse("documents:inmates_sheet"), {"format": form}).getvalue()
    found = imported(content, form, Kind.INMATES, facility, officer)

    count = Inmate.objects.filter(facility=facility).count()
    assert (found.rows_total, found.same) == (count, count)


@pytest.fixture
def odd_ones(register, facility, officer):
    """Families and inmates whom their numbers and names alone do not tell apart."""

    def family(**facts):
        return RecipientFactory(facility=facility, **facts)

    family(name="Tanggal Tertukar", nik=made_up_nik(40), nik__birth_date=date(1990, 1, 7))
    for _ in range(2):
        nameless = {"nik": "", "nik__nik_missing_reason": "KTP hilang", "nik__birth_date": None}
        family(name="Senama Contoh", **nameless)
        InmateFactory(facility=facility, name="Warga Senama", register_number="")
    for inmate in Inmate.objects.filter(name="Warga Senama"):
        both = family(name=f"Ibu {inmate.pk}", nik=made_up_nik(50 + inmate.pk % 40))
        KinshipFactory(recipient=both, inmate=inmate)
    both = family(name="Ibu Dua Senama", nik=made_up_nik(43))
    for inmate in Inmate.objects.filter(name="Warga Senama"):
        KinshipFactory(recipient=both, inmate=inmate)
    family(name="Tanpa Ikatan", nik=made_up_nik(44), category=Category.INMATE_FAMILY)
    KinshipFactory(
        recipient=family(name="Ikatan Jauh", nik=made_up_nik(45)),
        inmate=InmateFactory(name="Warga Pindah"),
    )
    return register


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("in_full", [True, False])
def test_the_odd_ones_come_home_the_same_by_their_codes(
    take_in_full, client, odd_ones, facility, officer, settings, tmp_path, form, in_full
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(officer)
    masked = client.get(reverse("documents:families_sheet"), {"format": form})
    content = (take_in_full(form) if in_full else masked).getvalue()

    found = imported(content, form, Kind.FAMILIES, facility, officer)

    others = found.lines.exclude(verdict=Verdict.SAME)
    assert [line.content for line in others] == []
    assert (found.rows_total, found.same) == (odd_ones.count(), odd_ones.count())


@pytest.mark.parametrize("form", FORMS)
def test_inmates_of_one_name_come_home_the_same_by_their_codes(
    client, odd_ones, facility, officer, settings, tmp_path, form
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(officer)
    content = client.get(reverse("documents:inmates_sheet"), {"format": form}).getvalue()

    found = imported(content, form, Kind.INMATES, facility, officer)

    count = Inmate.objects.filter(facility=facility).count()
    assert (found.rows_total, found.same) == (count, count)


def test_the_retired_leave_only_when_asked_for_and_come_home_the_same(
    take, client, facility, officer, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    RecipientFactory(facility=facility, name="Dewi", nik=made_up_nik(1), kk=made_up_kk(1))
    gone = RecipientFactory(facility=facility, name="Dewi", nik=made_up_nik(2), kk=made_up_kk(2))
    actions.retire(gone, reason="Pindah alamat", by=officer, at=timezone.now())

    assert [row["Keadaan"] for row in take("families_sheet")] == ["Aktif"]
    asked = {"keadaan": "nonaktif"}
    assert [row["Keadaan"] for row in take("families_sheet", **asked)] == ["Nonaktif"]
    content = client.get(reverse("documents:families_sheet"), asked).getvalue()
    found = imported(content, "xlsx", Kind.FAMILIES, facility, officer)
    assert (found.rows_total, found.same) == (1, 1)


def test_rows_of_a_second_facility_are_told_apart_and_not_opened(
    client, facility, officer, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    other = RecipientFactory(name="Orang Lain", nik=made_up_nik(2)).facility
    PostingFactory(user=officer, role=Role.OFFICER, facility=other)
    RecipientFactory(facility=facility, name="Dewi", nik=made_up_nik(1))
    client.force_login(officer)
    content = client.get(reverse("documents:families_sheet")).getvalue()

    here, there = (
        imported(content, "xlsx", Kind.FAMILIES, place, officer) for place in [facility, other]
    )

    for found, elsewhere in [(here, other), (there, facility)]:
        assert (found.rows_total, found.same, found.duplicate) == (2, 1, 1)
        [line] = found.lines.filter(verdict=Verdict.DUPLICATE)
        assert line.content["reason"] == f"Baris ini keluarga dari {elsewhere}; impor di sana."


def test_in_a_csv_nothing_begins_like_a_formula(take_in_full, register):
    content = take_in_full("csv").getvalue().decode("utf-8-sig")

    cells = [c for row in csv.reader(io.StringIO(content, newline=""), delimiter=";") for c in row]
    assert {cell for cell in cells if cell[:1] in set("=+-@\t\r")} == set()


def test_many_families_take_no_more_queries_than_few(
    facility, django_assert_num_queries, monkeypatch
):
    def read(count):
        with django_assert_num_queries(count):
            table = spreadsheets.families(
                Recipient.objects.filter(facility=facility), chains=set(), filters={}
            )
            return len(list(table.rows))

    FamilyFactory.create_batch(2, facility=facility)
    assert read(3) == 2
    FamilyFactory.create_batch(10, facility=facility)
    assert read(3) == 12
    # One chunk more costs what belongs to its rows, and the register is read once.
    monkeypatch.setattr(spreadsheets.registers, "AT_ONCE", 6)
    assert read(5) == 12


def test_a_family_of_two_inmates_is_one_row(take, facility):
    family = RecipientFactory(facility=facility)
    KinshipFactory(recipient=family, inmate__name="Satu", inmate__register_number="")
    KinshipFactory(recipient=family, inmate__name="Dua", inmate__register_number="")

    [row] = take("families_sheet")

    assert (row["Nama warga binaan"], row["Warga binaan lain"]) == ("Satu", "Dua (Istri)")


def test_an_inmate_elsewhere_does_not_stand_for_the_family(take, facility):
    family = RecipientFactory(facility=facility)
    KinshipFactory(recipient=family, inmate=InmateFactory(name="Jauh"))
    KinshipFactory(recipient=family, inmate__name="Dekat")

    [row] = take("families_sheet")

    assert row["Nama warga binaan"] == "Dekat"


def test_inmates_are_counted_with_their_families(take, facility):
    KinshipFactory(inmate=InmateFactory(facility=facility, name="Warga"), recipient__name="Dewi")
    family = RecipientFactory(facility=facility)
    KinshipFactory(recipient=family, inmate=Inmate.objects.get(name="Warga"))

    [row] = take("inmates_sheet")

    assert (row["Nama warga binaan"], row["Jumlah keluarga"]) == ("Warga", 1)


def test_the_list_of_an_event_tells_what_became_of_each(take, event, officer):
    rows = take("event_sheet", event.pk)

    assert len(rows) == 10
    dewi, proxy, absent = rows[0], rows[8], rows[9]
    assert (dewi["Nama penerima"], dewi["Keadaan"]) == ("Dewi", "Diserahkan")
    assert dewi["Diserahkan pada"] == "24/12/2024 09.12 WITA"
    assert (dewi["Diserahkan oleh"], dewi["Cara"]) == ("Fani Andika", "Simbolis")
    assert proxy["Wakil"]
    assert (absent["Keadaan"], absent["Keterangan"]) == ("Tidak hadir", "sakit")
    [entry] = Entry.objects.filter(action="document.export").about(event)
    assert (entry.chain, entry.details["rows"]) == (event.facility_id, 10)


def test_the_list_of_an_event_goes_as_it_is_filtered(take, event):
    assert names_in(take("event_sheet", event.pk, keadaan="belum")) == ["Keluarga Contoh 10"]
    assert Entry.objects.get(action="document.export").details["filters"] == {"keadaan": "belum"}


def test_a_list_of_another_facility_is_not_to_be_had(client, event, stranger):
    client.force_login(stranger)

    response = client.get(reverse("documents:event_sheet", args=[event.pk]))

    assert response.status_code == 404
    assert not Entry.objects.filter(action="document.export").exists()


def test_events_go_with_their_figures(take, event, officer):
    EventFactory(facility=event.facility)

    rows = take("events_sheet", form="csv")

    assert {row["Keadaan"]: (row["Berhak"], row["Diserahkan"]) for row in rows} == {
        "Selesai": ("10", "9"),
        "Draf": ("", ""),
    }


def test_the_ledger_goes_with_its_signs(take, facility):
    moved = MovementFactory(facility=facility, quantity=5, moved_at=timezone.now())

    [row] = take("movements_sheet", form="csv", upt=facility.pk)

    assert (row["Mutasi"], row["Jumlah"]) == ("Barang masuk", "5")
    assert row["Paket"] == str(moved.package)


def test_the_stock_goes_package_by_package(take, facility):
    balance = BalanceFactory(facility=facility, on_hand=5)
    BalanceFactory(package=balance.package)

    [row] = take("balances_sheet", form="csv", upt=facility.pk)

    assert row["Paket"] == str(balance.package)
    assert (row["Masuk"], row["Diserahkan"], row["Stok"]) == ("5", "0", "5")


@pytest.mark.parametrize("asked", ["", "pdf", "\0", "XLSX"])
def test_an_unknown_format_is_a_workbook(client, officer, asked):
    client.force_login(officer)

    response = client.get(reverse("documents:inmates_sheet"), {"format": asked})

    assert response["Content-Disposition"].endswith('.xlsx"')
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_asking_whether_a_file_is_there_takes_nothing(client, officer):
    client.force_login(officer)

    assert client.head(reverse("documents:families_sheet")).status_code == 405
    assert not Entry.objects.exists()
