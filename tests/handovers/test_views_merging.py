import pytest
from django.urls import reverse
from django.utils import timezone

from recipients.likenesses import look
from tests.factories import FacilityFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, FamilyFactory


@pytest.fixture
def pair(facility):
    return [
        FamilyFactory(facility=facility, name="Dewi", address=f"Jalan Contoh {n}") for n in [1, 2]
    ]


@pytest.fixture
def likeness(pair):
    [likeness] = look([pair[0].pk], at=timezone.now())
    return likeness


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def merge_url(likeness, keep=None):
    query = f"?simpan={keep.pk}" if keep else ""
    return reverse("handovers:merge", args=[likeness.pk]) + query


def test_before_the_merge_it_says_what_becomes_of_the_lists(desk, pair, likeness, facility):
    draft = EntitlementFactory(event=EventFactory(facility=facility), recipient=pair[1])
    frozen = EntitlementFactory(
        event=EventFactory(facility=facility, frozen=True), recipient=pair[1]
    )

    page = desk.get(merge_url(likeness, pair[0])).text

    assert "Daftar yang masih disusun" in page
    assert "Tetap atas nama lama" in page
    for each in [draft, frozen]:
        assert reverse("handovers:entitlement_detail", args=[each.pk]) in page


@pytest.mark.parametrize("place", [0, 1])
def test_the_one_asked_for_is_kept(place, desk, pair, likeness):
    kept, other = pair[place], pair[1 - place]

    response = desk.post(merge_url(likeness), {"simpan": kept.pk}, follow=True)

    other.refresh_from_db()
    assert response.redirect_chain == [(kept.get_absolute_url(), 302)]
    assert "Keduanya digabung." in response.text
    assert other.merged_into == kept


@pytest.mark.parametrize("wanted", ["", "0", "a\0b", str(2**64)])
def test_without_a_choice_the_older_one_is_kept(wanted, desk, pair, likeness):
    desk.post(merge_url(likeness), {"simpan": wanted})

    pair[1].refresh_from_db()
    assert pair[1].merged_into == pair[0]


def test_two_promised_packages_are_named_and_nothing_is_merged(desk, pair, likeness, facility):
    event = EventFactory(facility=facility, opened=True)
    for each in pair:
        EntitlementFactory(event=event, recipient=each)

    page = desk.get(merge_url(likeness)).text
    refused = desk.post(merge_url(likeness)).text

    assert "Putuskan jatahnya dulu" in page
    assert ">Gabungkan</button>" not in page
    assert "Cabut dulu salah satu jatahnya" in refused
    likeness.refresh_from_db()
    assert likeness.is_open


def test_a_merge_is_undone_from_the_comparison(desk, pair, likeness):
    desk.post(merge_url(likeness))
    undo = reverse("handovers:undo_merge", args=[likeness.pk])
    assert undo in desk.get(likeness.get_absolute_url()).text

    page = desk.post(undo, follow=True).text

    assert "Penggabungan diurungkan." in page
    assert page.count("Gabungkan ke data ini") == 2
    assert "tidak sedang digabung" in desk.post(undo, follow=True).text


def test_what_is_decided_already_only_leads_back(desk, likeness):
    desk.post(merge_url(likeness))

    assert desk.get(merge_url(likeness)).url == likeness.get_absolute_url()


def test_another_facilitys_record_is_not_shown_by_this_way(desk, facility):
    other = FamilyFactory(facility=FacilityFactory(), name="Rahasia")
    own = FamilyFactory(facility=facility, nik=other.main_member and other.members.get().nik)
    [likeness] = look([own.pk], at=timezone.now())

    response = desk.get(merge_url(likeness), follow=True)

    assert response.redirect_chain == [(likeness.get_absolute_url(), 302)]
    assert "Rahasia" not in response.text


def test_the_page_of_a_draft_shows_who_was_taken_off(desk, pair, likeness, facility):
    event = EventFactory(facility=facility)
    EntitlementFactory(event=event, recipient=pair[1])
    desk.post(merge_url(likeness))

    page = desk.get(event.get_absolute_url()).text

    assert page.count("Keluarkan Dewi") == 1
    assert "Dicabut" in page
