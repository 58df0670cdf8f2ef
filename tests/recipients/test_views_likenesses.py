from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from recipients import actions
from recipients.likenesses import look
from recipients.models import Likeness
from tests.factories import FacilityFactory, PostingFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import InmateFactory, KinshipFactory, RecipientFactory

LIST = reverse("recipients:likeness_list")
DISTINCT = {"decision": "bukan_ganda", "reason": "Nama pasaran di kampung ini"}


@pytest.fixture
def twin(facility, family):
    return RecipientFactory(facility=facility, name="Dewi", phone="+628111")


@pytest.fixture
def likeness(family, twin):
    [likeness] = look([twin.pk], at=timezone.now())
    return likeness


@pytest.fixture
def abroad(family):
    """The family stands in another facility's register too, under a name of its own."""
    there = FacilityFactory(short_name="Lapas Jauh")
    other = RecipientFactory(
        facility=there, name="Rahasia Contoh", nik=NIK, phone="+62999", address="Jalan Rahasia 9"
    )
    [likeness] = look([other.pk], at=timezone.now())
    return likeness


def test_the_list_names_both_of_ones_own(desk, likeness):
    page = desk.get(LIST).text

    assert page.count("<b>Dewi</b>") == 2
    assert "Nama, tanggal lahir, dan kabupaten atau kota yang sama" in page
    assert likeness.get_absolute_url() in page


def test_of_another_facility_it_tells_where_and_no_more(desk, abroad):
    for path in [LIST, abroad.get_absolute_url()]:
        page = desk.get(path).text
        assert "Lapas Jauh" in page
        for secret in ["Rahasia", "+62999", NIK]:
            assert secret not in page


def test_nothing_open_is_said_so(desk, likeness, officer):
    actions.tell_apart(likeness, reason="Nama pasaran", by=officer, at=timezone.now())

    assert "Tidak ada dugaan ganda" in desk.get(LIST).text


def test_the_two_are_side_by_side_with_numbers_masked(desk, likeness, twin):
    page = desk.get(likeness.get_absolute_url()).text

    assert page.count("Tanggal lahir") == 2
    assert page.count(">sama</span>") == 2 * len(["birth date", "address"])
    assert "+628111" in page
    for number in [NIK, KK, twin.members.get().nik]:
        assert number not in page


def test_a_number_is_the_same_only_when_all_of_it_is(facility, desk):
    pair = [
        RecipientFactory(facility=facility, name="Dewi", nik=nik, nik__birth_date=date(1990, 7, 1))
        for nik in ["6301014107900001", "6301994107900001"]
    ]
    [likeness] = look([pair[0].pk], at=timezone.now())

    # Born on the same day in the same street; the masks of their numbers look alike.
    assert desk.get(likeness.get_absolute_url()).text.count(">sama</span>") == 4


def test_two_families_are_told_apart_with_a_reason(desk, likeness, officer):
    response = desk.post(likeness.get_absolute_url(), DISTINCT)

    likeness.refresh_from_db()
    assert response.url == LIST
    assert (likeness.decision, likeness.decided_by) == (Likeness.Decision.DISTINCT, officer)
    assert "Nama pasaran" in desk.get(likeness.get_absolute_url()).text


@pytest.mark.parametrize(
    "facts", [{}, {**DISTINCT, "reason": ""}, {**DISTINCT, "decision": "digabung"}]
)
def test_what_is_no_answer_decides_nothing(facts, desk, likeness):
    assert desk.post(likeness.get_absolute_url(), facts).status_code == 200

    likeness.refresh_from_db()
    assert likeness.is_open


def test_the_same_family_in_two_facilities_stays_in_both(desk, abroad):
    desk.post(abroad.get_absolute_url(), {**DISTINCT, "decision": "keluarga_sama"})

    abroad.refresh_from_db()
    assert abroad.decision == Likeness.Decision.SAME
    assert not any(each.is_retired for each in abroad.pair)


def test_the_other_facility_learns_the_decision_and_not_the_words(client, desk, abroad):
    desk.post(abroad.get_absolute_url(), DISTINCT)
    client.force_login(PostingFactory(facility=abroad.second_facility).user)

    page = client.get(abroad.get_absolute_url()).text

    assert "Bukan ganda" in page
    assert "Nama pasaran" not in page


def test_in_one_register_they_are_not_called_the_same(desk, likeness):
    response = desk.post(
        likeness.get_absolute_url(), {**DISTINCT, "decision": "keluarga_sama"}, follow=True
    )

    assert "Gabungkan keduanya" in response.text


def test_who_decides_second_is_told_what_was_decided(desk, likeness, head):
    actions.tell_apart(likeness, reason="Nama pasaran", by=head, at=timezone.now())

    page = desk.post(likeness.get_absolute_url(), DISTINCT, follow=True).text

    assert "sudah diputuskan: bukan ganda" in page


def test_a_stranger_finds_nothing(client, stranger, likeness):
    client.force_login(stranger)

    assert client.get(likeness.get_absolute_url()).status_code == 404
    assert "Dewi" not in client.get(LIST).text


def test_the_familys_page_asks_to_compare(desk, family, likeness):
    assert likeness.get_absolute_url() in desk.get(family.get_absolute_url()).text


def test_a_merged_familys_page_leads_to_the_merge(desk, family, twin, likeness, officer):
    actions.merge(likeness, keep=family, by=officer, at=timezone.now())

    for each in [twin, family]:
        page = desk.get(each.get_absolute_url()).text
        assert "Digabung dengan keluarga lain" in page
        assert likeness.get_absolute_url() in page


def test_two_of_one_name_are_told_apart_wherever_one_of_them_is_chosen(desk, likeness, twin):
    for path in [LIST, likeness.get_absolute_url(), reverse("handovers:merge", args=[likeness.pk])]:
        page = desk.get(path).text
        for each in likeness.pair:
            assert f"NIK {each.main_member.masked_nik} ·" in page
            assert f"{each.full_address} · didaftarkan" in page


def test_who_stayed_when_the_inmate_went_is_not_told_there(client, desk, family, inmate, head):
    KinshipFactory(recipient=family, inmate=InmateFactory(facility=family.facility))
    there = FacilityFactory(short_name="Lapas Jauh")
    actions.transfer_inmate(inmate, to=there, reason="Mutasi", by=head, at=timezone.now())

    page = desk.get(family.get_absolute_url()).text
    assert "Contoh Warga (di UPT lain)" in page
    assert inmate.get_absolute_url() not in page
    client.force_login(PostingFactory(facility=there).user)
    for path in [
        inmate.get_absolute_url(),
        reverse("recipients:inmate_list"),
        f"{reverse('recipients:register')}?wb={inmate.pk}",
    ]:
        page = client.get(path)
        assert page.status_code == 200
        assert "Dewi" not in page.text
    assert "belum ada keluarga" in client.get(reverse("recipients:inmate_list")).text


def test_who_has_left_is_not_offered_for_a_new_family(desk, inmate, officer):
    choose = reverse("recipients:choose_inmate")
    assert inmate.name in desk.get(choose).text
    facts = {"manner": "bebas", "on": timezone.localdate(), "by": officer, "at": timezone.now()}

    actions.release_inmate(inmate, **facts)

    assert inmate.name not in desk.get(choose).text
    page = desk.get(inmate.get_absolute_url()).text
    assert "Bebas, " in page
    assert "Daftarkan keluarga" not in page
