"""Coupons: what they open, what they tell and what they do not."""

import time
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from bansos.audit.models import Entry
from bansos.documents.papers import CodeList, Coupon, Coupons
from bansos.documents.typesetting import typeset
from bansos.handovers import actions
from bansos.handovers.codes import new_code, read_code, shown
from bansos.handovers.models import Event
from tests.documents.conftest import MORNING, make_event
from tests.documents.qr import codes_in
from tests.documents.samples import occasion, opened, text_of
from tests.documents.test_typesetting import HOSTILE
from tests.handovers.factories import EntitlementFactory

PAPERS = ["coupons", "code_list", "invitation_sheet"]
MOST_SECONDS = 5
"""For 250 coupons, on a machine that does other things meanwhile; alone it takes one."""


@pytest.fixture
def open_event(pelaihari, fani):
    """Ten families; nine of them have been given to."""
    event = make_event(pelaihari, fani)
    Event.objects.filter(pk=event.pk).update(state="berlangsung", closed_at=None, closed_by=None)
    event.refresh_from_db()
    return event


@pytest.fixture
def decided(pelaihari, fani):
    """Ten families, and nobody has come yet."""
    return listed(pelaihari, fani, 10)


def listed(facility, head, families):
    event = make_event(facility, head, families=0)
    facts = {"closed_at": None, "closed_by": None, "state": "ditetapkan"}
    Event.objects.filter(pk=event.pk).update(**facts)
    event.refresh_from_db()
    for number in range(1, families + 1):
        name = "Dewi Sartika Contoh" if number == 1 else f"Keluarga Contoh {number}"
        EntitlementFactory(
            event=event, number=number, name=name, address="Desa Contoh", inmate_name="Warga Contoh"
        )
    return event


def url(name, about):
    return reverse(f"documents:{name}", args=[about.pk])


def coupon(number=1, **facts):
    return Coupon(**{"number": number, "name": "Dewi Sartika Contoh", "code": new_code()} | facts)


def printed(*coupons, **facts):
    return typeset("coupons.typ", Coupons(occasion=occasion(**facts), coupons=coupons).payload())


def test_the_square_on_a_coupon_is_read_back_as_its_code(client, officer, decided):
    client.force_login(officer)

    pdf = client.get(url("coupons", decided)).content

    codes = list(decided.entitlements.order_by("number").values_list("code", flat=True))
    assert codes_in(pdf) == codes
    assert all(shown(code) in text_of(pdf) for code in codes)
    assert [read_code(code) for code in codes_in(pdf)] == codes


def test_eight_coupons_go_on_a_page():
    assert [len(opened(printed(*map(coupon, range(count)))).pages) for count in [1, 8, 9, 17]] == [
        1,
        1,
        2,
        3,
    ]


def test_a_coupon_tells_when_and_where_and_whom_in_short(client, officer, decided):
    client.force_login(officer)

    text = text_of(client.get(url("coupons", decided)).content)

    for expected in [
        "Rutan Kelas IIB Pelaihari",
        "Penyerahan Bantuan Sosial Serentak",
        "Selasa, 24 Desember 2024",
        "pukul 09.00 WITA",
        "Aula Pengayoman",
        "Dewi S. C.",
        "Nomor 1",
    ]:
        assert expected in text
    for secret in ["Sartika", "Desa Contoh", "Warga Contoh", "630199"]:
        assert secret not in text


def test_nothing_in_the_file_of_a_coupon_leads_to_a_person():
    pdf = printed(coupon(address="Desa Contoh"))

    for secret in [b"Sartika", b"Desa"]:
        assert secret not in pdf
    assert "Sartika" not in str(opened(pdf).metadata)


def test_who_has_the_package_gets_no_coupon(client, officer, open_event):
    client.force_login(officer)

    pdf = client.get(url("coupons", open_event)).content

    assert codes_in(pdf) == [open_event.entitlements.get(number=10).code]


def test_a_reissued_coupon_is_printed_with_the_new_code(client, officer, decided):
    entitlement = decided.entitlements.get(number=1)
    old = entitlement.code
    facts = {"reason": "Kupon hilang", "by": officer, "at": timezone.now()}
    new = actions.reissue_coupon(entitlement, **facts).code
    client.force_login(officer)

    [code] = codes_in(client.get(url("coupon", entitlement)).content)

    assert code == new != old


def test_one_coupon_alone_comes_under_its_number(client, officer, decided):
    entitlement = decided.entitlements.get(number=3)
    client.force_login(officer)

    response = client.get(url("coupon", entitlement))

    assert "Kupon-3-Rutan-Kelas-IIB-Pelaihari-2024-12-24.pdf" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    entry = Entry.objects.get(action="document.print")
    assert (entry.details, entry.object_id) == ({"paper": "coupon"}, str(entitlement.pk))


def test_the_coupon_is_offered_where_its_family_is_shown(client, officer, decided):
    entitlement = decided.entitlements.get(number=3)
    client.force_login(officer)

    page = client.get(reverse("handovers:entitlement_detail", args=[entitlement.pk])).text

    assert url("coupon", entitlement) in page


@pytest.mark.parametrize("name", PAPERS)
def test_the_papers_of_the_event_offer_it(client, officer, decided, name):
    client.force_login(officer)

    assert (
        url(name, decided) in client.get(reverse("documents:event_papers", args=[decided.pk])).text
    )
    assert url(name, decided) in client.get(reverse("documents:index")).text


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("state", ["draf", "diajukan", "selesai", "dilaporkan"])
def test_coupons_are_printed_between_the_decision_and_the_end(
    client, officer, decided, name, state
):
    facts = {"closed_at": MORNING, "closed_by": officer} if state == "selesai" else {}
    Event.objects.filter(pk=decided.pk).update(state=state, **facts)
    client.force_login(officer)

    assert client.get(url(name, decided)).url == decided.get_absolute_url()
    first = decided.entitlements.first()
    assert client.get(url("coupon", first)).url == decided.get_absolute_url()
    assert not Entry.objects.filter(action__startswith="document.").exists()


def test_a_withdrawn_family_has_no_coupon(client, officer, head, decided):
    entitlement = decided.entitlements.get(number=3)
    actions.withdraw(entitlement, reason="Pindah", by=head, at=timezone.now())
    client.force_login(officer)

    assert client.get(url("coupon", entitlement)).status_code == 302
    assert entitlement.code not in codes_in(client.get(url("coupons", decided)).content)


@pytest.mark.parametrize("name", PAPERS)
def test_a_stranger_finds_no_coupon(client, stranger, decided, name):
    client.force_login(stranger)

    assert client.get(url(name, decided)).status_code == 404
    assert client.get(url("coupon", decided.entitlements.first())).status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"),
    [("coupons", "coupons"), ("code_list", "code_list")],
)
def test_printing_coupons_is_noted(client, officer, decided, name, kind):
    client.force_login(officer)

    client.get(url(name, decided))

    entry = Entry.objects.get(action="document.print")
    assert (entry.details, entry.object_id) == ({"paper": kind}, str(decided.pk))


def test_a_rehearsal_is_marked_on_each_coupon():
    pdf = printed(*map(coupon, range(3)), mark="GLADI")

    assert text_of(pdf).count("GLADI") == 3


def test_the_letter_is_filled_in_from_a_sheet(client, officer, decided):
    client.force_login(officer)

    response = client.get(url("invitation_sheet", decided))

    rows = (
        CalamineWorkbook.from_filelike(BytesIO(response.getvalue()))
        .get_sheet_by_index(0)
        .to_python()
    )
    titles, first = rows[0], dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 11
    assert first == {
        "Nomor": 1,
        "Nama penerima": "Dewi Sartika Contoh",
        "Alamat": "Desa Contoh",
        "Kode kupon": decided.entitlements.get(number=1).shown_code,
        "Kegiatan": "Penyerahan Bantuan Sosial Serentak",
        "Hari, tanggal": "Selasa, 24 Desember 2024",
        "Pukul": "09.00 WITA",
        "Tempat": "Aula Pengayoman",
        "UPT": "Rutan Kelas IIB Pelaihari",
    }
    assert "NIK" not in titles
    assert Entry.objects.get(action="document.export").details["rows"] == 10


def test_the_table_of_codes_names_everybody_in_full(client, officer, decided):
    client.force_login(officer)

    text = text_of(client.get(url("code_list", decided)).content)

    assert "Dewi Sartika Contoh" in text
    assert "10 (sepuluh) penerima" in text
    assert all(each.shown_code in text for each in decided.entitlements.all())
    assert "Warga Contoh" not in text


@pytest.mark.parametrize("name", ["coupons", "code_list"])
def test_coupons_take_a_fixed_number_of_queries(
    client, officer, decided, fani, name, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(officer)
    client.get(url(name, decided))
    longer = listed(decided.facility, fani, 30)

    with django_assert_max_num_queries(14) as captured:
        client.get(url(name, decided))
    with django_assert_num_queries(len(captured)):
        client.get(url(name, longer))


def test_two_hundred_and_fifty_coupons_come_within_the_request():
    coupons = [coupon(number) for number in range(1, 251)]

    begun = time.perf_counter()
    pdf = printed(*coupons)

    assert time.perf_counter() - begun < MOST_SECONDS
    assert len(opened(pdf).pages) == 32
    assert codes_in(pdf) == [each.code for each in coupons]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value)[:20])
def test_no_value_upsets_a_coupon(value):
    around = {"short_name": value, "title": value, "venue": value, "reason": value}
    coupons = [coupon(number, name=value, address=value) for number in [1, 2]]

    assert len(opened(printed(*coupons, **around)).pages) == 1
    codes = CodeList(occasion=occasion(**around), coupons=coupons)
    assert opened(typeset("code_list.typ", codes.payload())).pages
