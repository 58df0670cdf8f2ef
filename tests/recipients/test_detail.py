import re

import pytest
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from recipients import actions
from recipients.history import history_of
from recipients.models import Recipient, Relation
from tests.factories import FacilityFactory, PostingFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import (
    InmateFactory,
    InstitutionFactory,
    KinshipFactory,
    MemberFactory,
    RecipientFactory,
)


def url(name, family, *more):
    return reverse(f"recipients:{name}", args=[family.pk, *more])


def text_of(response):
    return response.content.decode()


def without_tokens(response):
    return re.sub(r"[A-Za-z0-9]{64}", "", text_of(response))


# What it shows


def test_the_page_tells_the_facts_with_masked_numbers(desk, family):
    html = text_of(desk.get(family.get_absolute_url()))

    for fact in ["Dewi", "Bagus", "Istri dari", "Contoh Warga", "Angsau", "630101******0001"]:
        assert fact in html
    assert NIK not in html
    assert KK not in html


def test_an_institution_shows_its_contact_and_no_people(desk, facility):
    home = InstitutionFactory(facility=facility)

    html = text_of(desk.get(home.get_absolute_url()))

    assert "Pengurus Contoh" in html
    assert "Orangnya" not in html
    assert "Lihat NIK lengkap" not in html


def test_a_stranger_finds_what_is_not_theirs_as_missing_as_what_does_not_exist(
    client, family, stranger
):
    client.force_login(stranger)
    missing = reverse("recipients:recipient_detail", args=[family.pk + 1000])

    theirs, nobodys = client.get(family.get_absolute_url()), client.get(missing)

    assert theirs.status_code == nobodys.status_code == 404
    assert without_tokens(theirs) == without_tokens(nobodys)


@pytest.mark.parametrize("pk", ["0", "9223372036854775808", "99999999999999999999999"])
def test_an_id_no_database_holds_is_not_found(desk, facility, pk):
    assert desk.get(f"/keluarga/{pk}/").status_code == 404
    assert desk.get(f"/warga-binaan/{pk}/").status_code == 404


def test_a_large_family_takes_no_more_queries_than_a_small_one(
    desk, family, django_assert_max_num_queries
):
    for _ in range(8):
        MemberFactory(recipient=family)
        KinshipFactory(recipient=family)

    with django_assert_max_num_queries(12):
        desk.get(family.get_absolute_url())


# History


@pytest.fixture
def long_told(family, officer, head):
    """A family with something of everything behind it."""
    now = timezone.now()
    actions.verify(family, by=head, at=now)
    actions.revise(
        family,
        name="Dewi Sartika",
        members=[actions.Person(name="Ani", relation="anak")],
        confirmed=[FacilityFactory()],
        by=officer,
        at=now,
    )
    actions.retire(family, reason="Pindah ke Jawa", by=officer, at=now)
    return Recipient.objects.for_display().get(pk=family.pk)


def test_the_history_is_told_newest_first_in_words(long_told, officer, head):
    retired, revised, verified = history_of(long_told)

    assert (retired.deed, retired.remark) == ("Menonaktifkan keluarga", "Alasan: Pindah ke Jawa")
    assert revised.deed == "Mengubah data keluarga"
    assert revised.remark == (
        "Nama penerima; 1 anggota ditambahkan; 1 anggota diubah; verifikasi dicabut; "
        "diteruskan walau terdaftar di UPT lain"
    )
    assert (verified.deed, verified.who) == ("Memverifikasi keluarga", str(head))
    assert retired.who == str(officer)


def test_the_page_shows_the_history_on_the_facilitys_clock(desk, long_told):
    html = text_of(desk.get(long_told.get_absolute_url()))

    assert "Alasan: Pindah ke Jawa" in html
    assert "WITA" in html
    assert "Nonaktif" in html
    assert "Verifikasi</button>" not in html


def test_the_history_of_an_inmate_is_told_too(inmate, officer):
    actions.revise_inmate(inmate, legal_status="tahanan", by=officer, at=timezone.now())

    [line] = history_of(inmate)
    assert (line.deed, line.remark) == ("Mengubah data warga binaan", "Status hukum")


def test_nothing_of_another_facilitys_trail_is_told(family, officer):
    other = RecipientFactory()
    actions.revise(other, note="x", by=officer, at=timezone.now())

    assert history_of(family) == []


# Verifying


def test_a_colleague_verifies(client, family, head):
    client.force_login(head)
    assert "Verifikasi</button>" in text_of(client.get(family.get_absolute_url()))

    response = client.post(url("verify", family), follow=True)

    family.refresh_from_db()
    assert family.verified_by == head
    assert "Terverifikasi" in text_of(response)


def test_who_registered_is_told_to_wait_and_refused(desk, family):
    html = text_of(desk.get(family.get_absolute_url()))
    assert "Menunggu orang kedua" in html
    assert "Verifikasi</button>" not in html

    response = desk.post(url("verify", family), follow=True)

    family.refresh_from_db()
    assert not family.is_verified
    assert "orang kedua" in text_of(response)


def test_looking_does_not_verify(client, family, head):
    client.force_login(head)

    assert client.get(url("verify", family)).status_code == 405


@pytest.mark.parametrize("name", ["verify", "retire", "reveal", "revise", "add_kinship"])
def test_a_stranger_does_nothing(client, family, stranger, name):
    client.force_login(stranger)

    assert client.post(url(name, family), {"reason": "Ingin tahu"}).status_code == 404
    family.refresh_from_db()
    assert not (family.is_verified or family.is_retired)


@pytest.mark.parametrize("name", ["verify", "retire", "reveal", "revise", "add_kinship"])
def test_who_sees_only_numbers_does_nothing(client, family, regional, name):
    client.force_login(regional)

    assert client.post(url(name, family), {"reason": "Ingin tahu"}).status_code == 403


# Retiring


def test_retiring_asks_for_a_reason(desk, family):
    assert "Tidak dapat dibatalkan" in text_of(desk.get(url("retire", family)))

    response = desk.post(url("retire", family), {"reason": "  "})
    assert response.status_code == 200
    family.refresh_from_db()
    assert not family.is_retired

    response = desk.post(url("retire", family), {"reason": "Pindah ke Jawa"})
    assert response.url == family.get_absolute_url()
    family.refresh_from_db()
    assert family.retired_reason == "Pindah ke Jawa"


def test_a_retired_family_is_not_retired_again(desk, long_told):
    assert desk.get(url("retire", long_told)).url == long_told.get_absolute_url()
    entries = Entry.objects.count()

    desk.post(url("retire", long_told), {"reason": "Sekali lagi"})

    assert Entry.objects.count() == entries


# Full numbers


def test_a_number_is_shown_once_for_a_reason_that_is_kept(desk, family, officer):
    choice = f"nik-{family.main_member.pk}"

    response = desk.post(url("reveal", family), {"number": choice, "reason": "Cocokkan dengan KTP"})

    html = text_of(response)
    assert "6301 0141 0790 0001" in html
    assert "no-store" in response["Cache-Control"]
    entry = Entry.objects.newest_first().first()
    assert (entry.action, entry.actor_id) == ("privacy.reveal", officer.pk)
    assert entry.details == {"field": "nik", "reason": "Cocokkan dengan KTP"}
    history = text_of(desk.get(family.get_absolute_url()))
    assert "Melihat nomor lengkap" in history
    assert "Cocokkan dengan KTP" in history
    assert NIK not in history


def test_the_kk_is_shown_likewise(desk, family):
    filled = {"number": "kk", "reason": "Cocokkan dengan KK"}

    assert "6301 0124 1219 0001" in text_of(desk.post(url("reveal", family), filled))


@pytest.mark.parametrize(
    "filled",
    [
        {"number": "kk", "reason": ""},
        {"number": "kk", "reason": "a b"},
        {"number": "", "reason": "Cocokkan dengan KTP"},
        {"number": "nik-999999", "reason": "Cocokkan dengan KTP"},
        {},
    ],
)
def test_without_a_reason_or_a_choice_nothing_is_shown(desk, family, filled):
    html = text_of(desk.post(url("reveal", family), filled))

    assert "6301 0124 1219 0001" not in html
    assert not Entry.objects.exists()


def test_a_number_of_another_family_cannot_be_chosen(desk, family):
    other = RecipientFactory()

    desk.post(
        url("reveal", family), {"number": f"nik-{other.main_member.pk}", "reason": "Ingin tahu"}
    )

    assert not Entry.objects.exists()


def test_without_numbers_there_is_nothing_to_reveal(desk, facility):
    bare = RecipientFactory(facility=facility, nik="")

    assert "Tidak ada NIK atau KK" in text_of(desk.get(url("reveal", bare)))


# Ties to inmates


def test_an_inmate_is_searched_and_tied(desk, family, facility):
    brother = InmateFactory(facility=facility, name="Kakak Contoh")
    InmateFactory(facility=facility, name="Lain Sekali")

    html = text_of(desk.post(url("add_kinship", family), {"q": "kakak", "cari": "1"}))
    assert "Kakak Contoh" in html
    assert "Lain Sekali" not in html

    filled = {"inmate": brother.pk, "relation": Relation.SIBLING}
    response = desk.post(url("add_kinship", family), filled)
    assert response.url == family.get_absolute_url()
    assert family.kinships.filter(inmate=brother, relation="saudara").exists()


def test_while_typing_only_the_choices_come_back(desk, family, facility):
    InmateFactory(facility=facility, name="Kakak Contoh")

    response = desk.post(url("add_kinship", family), {"q": "kakak"}, headers={"HX-Request": "true"})

    assert "<html" not in text_of(response)
    assert "Kakak Contoh" in text_of(response)


@pytest.mark.parametrize("choice", ["", "x", "99999999999999999999", "1\0"])
def test_without_an_inmate_nothing_is_tied(desk, family, choice):
    response = desk.post(url("add_kinship", family), {"inmate": choice, "relation": "istri"})

    assert response.status_code == 200
    assert family.kinships.count() == 1


def test_an_inmate_of_another_facility_is_not_tied(desk, family):
    filled = {"inmate": InmateFactory().pk, "relation": "istri"}

    desk.post(url("add_kinship", family), filled)

    assert family.kinships.count() == 1


def test_a_tie_noted_by_mistake_is_taken_away(desk, family):
    kinship = family.main_kinship

    desk.post(url("drop_kinship", family, kinship.pk))

    assert not family.kinships.exists()


def test_a_tie_of_another_family_is_not_found(desk, family):
    other = KinshipFactory()

    assert desk.post(url("drop_kinship", family, other.pk)).status_code == 404


def test_powers_are_those_at_the_familys_facility(client, family, officer):
    elsewhere = RecipientFactory()
    PostingFactory(user=officer, role="auditor", facility=elsewhere.facility)
    client.force_login(officer)

    assert client.get(elsewhere.get_absolute_url()).status_code == 404
