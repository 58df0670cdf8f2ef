import re

import pytest
from django.urls import reverse
from django.utils import timezone

from recipients import actions
from recipients.models import Category, Inmate, Recipient
from tests.factories import FacilityFactory, PostingFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import InmateFactory, RecipientFactory

CHOOSE = reverse("recipients:choose_inmate")
REGISTER = reverse("recipients:register")
HTMX = {"HX-Request": "true"}
FILLED = {
    "name": "Dewi",
    "relation": "istri",
    "nik": NIK,
    "kk": KK,
    "address": "Jalan Contoh 1",
    "region_text": "angsau pelaihari tanah laut",
    "phone": "0812 3456 7890",
    "consent_manner": "lisan",
    "consent_on": "24/12/2024",
    "anggota-TOTAL_FORMS": "1",
    "anggota-INITIAL_FORMS": "0",
    "anggota-0-name": "Bagus",
    "anggota-0-relation": "anak",
    "anggota-0-may_collect": "on",
}


def form_of(inmate):
    return f"{REGISTER}?wb={inmate.pk}"


def text_of(response):
    return response.content.decode()


# Whose family


def test_the_first_step_offers_inmates_and_a_way_without(desk, inmate):
    html = text_of(desk.get(CHOOSE))

    assert form_of(inmate) in html
    assert f"{REGISTER}?golongan=masyarakat" in html
    assert f"{REGISTER}?golongan=lembaga" in html


def test_an_inmate_is_searched_without_a_word_in_the_address(desk, inmate):
    InmateFactory(facility=inmate.facility, name="Lain Sekali")

    html = text_of(desk.post(CHOOSE, {"q": "warga contoh"}))

    assert "Contoh Warga" in html
    assert "Lain Sekali" not in html


def test_while_typing_only_the_list_comes_back(desk, inmate):
    html = text_of(desk.post(CHOOSE, {"q": "BI.123"}, headers=HTMX))

    assert "Contoh Warga" in html
    assert "<html" not in html


def test_nobody_found_says_what_to_do(desk, inmate):
    assert "Periksa ejaannya" in text_of(desk.post(CHOOSE, {"q": "zzz"}))


def test_inmates_of_other_facilities_are_not_offered(desk, facility):
    InmateFactory(name="Orang Jauh")

    assert "Orang Jauh" not in text_of(desk.post(CHOOSE, {"q": "jauh"}))


@pytest.mark.parametrize("query", ["", "golongan=", "golongan=x", "golongan=keluarga_wb", "x=1"])
def test_without_a_first_step_the_form_leads_back_to_it(desk, query):
    assert desk.get(f"{REGISTER}?{query}").url == CHOOSE


@pytest.mark.parametrize("pk", ["", "0", "x", "-1", "99999999999999999999", "1%00", "1e3"])
def test_an_inmate_that_is_none_is_not_found(desk, pk):
    assert desk.get(f"{REGISTER}?wb={pk}").status_code == 404


def test_an_inmate_of_another_facility_is_not_found(desk, facility):
    assert desk.get(form_of(InmateFactory())).status_code == 404
    assert desk.post(form_of(InmateFactory()), FILLED).status_code == 404
    assert not Recipient.objects.exists()


# The form


def test_the_form_names_the_inmate_and_families_already_there(desk, family, inmate):
    html = text_of(desk.get(form_of(inmate)))

    assert "Contoh Warga" in html
    assert "Sudah terdaftar untuk warga binaan ini" in html
    assert family.get_absolute_url() in html
    assert "Bacakan lebih dulu" in html


def test_a_family_is_registered(desk, officer, inmate):
    response = desk.post(form_of(inmate), FILLED)

    family = Recipient.objects.get()
    assert response.url == family.get_absolute_url()
    assert family.category == Category.INMATE_FAMILY
    assert family.registered_by == officer
    assert family.region_code == "63.01.03.1004"
    assert family.phone == "+6281234567890"
    assert [member.name for member in family.members.all()] == ["Dewi", "Bagus"]
    assert family.main_kinship.inmate == inmate
    assert "Menunggu verifikasi" in text_of(desk.get(response.url))


def test_save_and_add_another_leads_to_the_next_family(desk, inmate):
    response = desk.post(form_of(inmate), FILLED | {"lagi": "1"})

    assert response.url == CHOOSE
    assert Recipient.objects.count() == 1


def test_save_and_add_another_neighbour_opens_the_same_form(desk, facility):
    address = f"{REGISTER}?golongan=masyarakat"

    assert desk.post(address, FILLED | {"lagi": "1"}).url == address
    family = Recipient.objects.get()
    assert family.category == Category.COMMUNITY
    assert not family.kinships.exists()


def test_an_institution_is_registered_by_its_contact(desk, facility):
    desk.post(f"{REGISTER}?golongan=lembaga", {"name": "Panti Contoh", "contact_name": "Pengurus"})

    home = Recipient.objects.get()
    assert (home.category, home.contact_name) == (Category.INSTITUTION, "Pengurus")
    assert not home.members.exists()


def test_an_error_loses_nothing_that_was_typed(desk, inmate):
    html = text_of(desk.post(form_of(inmate), FILLED | {"nik": "123", "note": "Catatan saya"}))

    assert "Belum tersimpan" in html
    for value in ["Dewi", "123", KK, "Jalan Contoh 1", "angsau pelaihari", "Bagus", "Catatan saya"]:
        assert value in html
    assert not Recipient.objects.exists()


def test_a_warning_does_not_keep_anybody_out(desk, inmate):
    desk.post(form_of(inmate), FILLED | {"nik": "9999994107900001", "sex": "L"})

    family = Recipient.objects.get()
    html = text_of(desk.get(family.get_absolute_url()))
    assert "tidak ada dalam daftar wilayah" in html
    assert "Menurut NIK perempuan" in html


def test_one_more_row_works_without_javascript(desk, inmate):
    html = text_of(desk.post(form_of(inmate), FILLED | {"tambah": "1", "nik": "123"}))

    assert 'name="anggota-TOTAL_FORMS" value="2"' in html
    assert 'name="anggota-1-name"' in html
    assert "Belum tersimpan" not in html
    assert not Recipient.objects.exists()


def test_a_number_of_ones_own_facility_is_answered_with_the_family(desk, family, inmate):
    html = text_of(desk.post(form_of(inmate), FILLED))

    assert "NIK ini sudah terdaftar di UPT ini" in html
    assert family.get_absolute_url() in html
    assert Recipient.objects.count() == 1


def test_a_number_of_another_facility_is_a_notice_with_a_way_on(desk, inmate):
    RecipientFactory(facility=FacilityFactory(short_name="Lapas Jauh"), name="Rahasia", nik=NIK)

    html = text_of(desk.post(form_of(inmate), FILLED))

    assert "NIK ini sudah terdaftar di Lapas Jauh" in html
    assert "Rahasia" not in html
    key = re.search(r'name="yakin" value="(\w+)"', html).group(1)
    desk.post(form_of(inmate), FILLED | {"yakin": [key]})
    assert Recipient.objects.filter(facility=inmate.facility).count() == 1


def test_who_comes_a_moment_too_late_is_told_so_at_the_field(desk, officer, inmate, monkeypatch):
    register = actions.register

    def register_late(**facts):
        register(
            facility=inmate.facility,
            name="Ani",
            category=Category.COMMUNITY,
            main=actions.Person(name="Ani", nik=NIK),
            by=officer,
            at=timezone.now(),
        )
        return register(**facts)

    monkeypatch.setattr(actions, "register", register_late)
    response = desk.post(form_of(inmate), FILLED)

    assert response.status_code == 200
    html = text_of(response)
    assert "NIK ini sudah terdaftar di UPT ini" in html
    assert Recipient.objects.get().get_absolute_url() in html


def test_somebody_at_two_facilities_says_for_which(client, officer, facility):
    second = PostingFactory(user=officer, facility__short_name="Rutan Zamrud").facility
    client.force_login(officer)
    html = text_of(client.get(CHOOSE))
    address = f"{REGISTER}?golongan=masyarakat&upt={second.pk}"
    assert address.replace("&", "&amp;") in html

    client.post(address, FILLED)

    assert Recipient.objects.get().facility == second
    other = FacilityFactory()
    assert client.get(f"{REGISTER}?golongan=masyarakat&upt={other.pk}").status_code == 404


def test_a_form_for_a_large_family_takes_no_more_queries(
    desk, inmate, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        desk.get(form_of(inmate))


# Revising


def revise_of(family):
    return reverse("recipients:revise", args=[family.pk])


def revision(family, **facts):
    child = family.members.get(name="Bagus")
    return {
        "name": "Dewi",
        "relation": "istri",
        "birth_date": "1/7/1990",
        "sex": "P",
        "anggota-TOTAL_FORMS": "1",
        "anggota-INITIAL_FORMS": "1",
        "anggota-0-id": child.pk,
        "anggota-0-name": "Bagus",
        "anggota-0-relation": "anak",
        "anggota-0-sex": "L",
        "anggota-0-birth_date": "1/7/1990",
        "anggota-0-may_collect": "on",
    } | facts


def test_the_form_opens_with_what_is_recorded_and_no_full_number(desk, family):
    html = text_of(desk.get(revise_of(family)))

    assert 'value="Dewi"' in html
    assert 'value="Bagus"' in html
    assert "01/07/1990" in html
    assert "Angsau, Pelaihari, Tanah Laut" in html
    assert NIK not in html
    assert KK not in html


def test_a_family_is_revised(desk, family):
    response = desk.post(revise_of(family), revision(family, phone="0812 3456 7890"))

    assert response.url == family.get_absolute_url()
    family.refresh_from_db()
    assert family.phone == "+6281234567890"
    assert family.kk == KK
    assert family.main_member.nik == NIK


def test_the_screen_says_that_a_verification_falls(desk, family, head):
    actions.verify(family, by=head, at=timezone.now())
    assert "mencabut verifikasinya" in text_of(desk.get(revise_of(family)))

    response = desk.post(revise_of(family), revision(family, name="Dewi Sartika"))

    assert "Verifikasi dicabut" in text_of(desk.get(response.url))
    family.refresh_from_db()
    assert not family.is_verified


def test_an_error_while_revising_changes_nothing(desk, family):
    response = desk.post(revise_of(family), revision(family, name="", phone="x"))

    assert response.status_code == 200
    family.refresh_from_db()
    assert (family.name, family.phone) == ("Dewi", "")


def test_an_institution_is_revised_by_its_own_form(desk, facility):
    home = RecipientFactory(
        facility=facility, category=Category.INSTITUTION, contact_name="Lama", nik__main=False
    )

    desk.post(revise_of(home), {"name": home.name, "contact_name": "Baru"})

    home.refresh_from_db()
    assert home.contact_name == "Baru"


def test_a_retired_family_is_not_revised(desk, family, officer):
    actions.retire(family, reason="Pindah", by=officer, at=timezone.now())

    assert desk.get(revise_of(family)).url == family.get_absolute_url()


def test_a_stranger_finds_no_form(client, family, stranger):
    client.force_login(stranger)

    assert client.get(revise_of(family)).status_code == 404
    assert client.post(revise_of(family), revision(family)).status_code == 404


def test_fields_the_form_does_not_have_are_not_changed(desk, family, facility):
    other = FacilityFactory()
    extra = {
        "facility": other.pk,
        "category": "lembaga",
        "registered_by": "1",
        "verified_by": "1",
        "verified_at": "2024-12-24",
        "retired_at": "2024-12-24",
        "kk_index": "x",
    }

    desk.post(revise_of(family), revision(family, **extra))

    family.refresh_from_db()
    assert family.facility == facility
    assert family.category == Category.INMATE_FAMILY
    assert not family.is_verified
    assert not family.is_retired


# Inmates


def test_an_inmate_is_added_on_the_way_to_the_family(desk, facility, officer):
    filled = {"name": "Contoh Baru", "register_number": "BI.9/2024", "legal_status": "narapidana"}

    response = desk.post(reverse("recipients:register_inmate"), filled | {"keluarga": "1"})

    inmate = Inmate.objects.get()
    assert response.url == form_of(inmate)
    assert (inmate.facility, inmate.registered_by) == (facility, officer)


def test_an_inmate_is_added_alone(desk, facility):
    filled = {"name": "Contoh Baru", "legal_status": "tahanan"}

    response = desk.post(reverse("recipients:register_inmate"), filled)

    assert response.url == Inmate.objects.get().get_absolute_url()


def test_an_inmate_without_a_name_is_not_added(desk, facility):
    response = desk.post(reverse("recipients:register_inmate"), {"name": " "})

    assert response.status_code == 200
    assert not Inmate.objects.exists()


def test_an_inmate_is_revised(desk, inmate):
    address = reverse("recipients:revise_inmate", args=[inmate.pk])
    assert "Contoh Warga" in text_of(desk.get(address))

    filled = {"name": "Contoh Warga", "register_number": "aneh", "legal_status": "narapidana"}
    response = desk.post(address, filled)

    html = text_of(desk.get(response.url))
    assert "aneh" in html
    assert "biasanya ditulis seperti" in html


def test_the_page_of_an_inmate_shows_their_families(desk, family, inmate):
    html = text_of(desk.get(inmate.get_absolute_url()))

    assert family.get_absolute_url() in html
    assert "Istri" in html


def test_a_stranger_finds_no_inmate(client, inmate, stranger):
    client.force_login(stranger)

    assert client.get(inmate.get_absolute_url()).status_code == 404
    address = reverse("recipients:revise_inmate", args=[inmate.pk])
    assert client.post(address, {"name": "x", "legal_status": "tahanan"}).status_code == 404
