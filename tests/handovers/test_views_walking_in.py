"""The way of somebody at the gate over the screens, and what is found out afterwards."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bansos.handovers import actions
from bansos.stock.actions import receive
from recipients import actions as register
from recipients.models import Kinship, Likeness, Recipient
from tests.handovers.factories import EntitlementFactory, EventFactory, FamilyFactory
from tests.handovers.test_walking_in import hand, newcomer, take_up
from tests.recipients.factories import InmateFactory, made_up_nik

SAID = {"name": "Budi Contoh", "category": "masyarakat", "reason": "Undangan tidak sampai"}


@pytest.fixture
def event(facility, officer):
    event = EventFactory(facility=facility, opened=True, campaign__walk_ins=5)
    receive(event.package, facility=facility, quantity=9, by=officer, at=timezone.now())
    return event


@pytest.fixture
def gate(client, event, officer):
    client.force_login(officer)
    url = reverse("handovers:walk_in", args=[event.pk])
    return lambda **said: client.post(url, SAID | said)


def card_of(event, entitlement):
    return reverse("handovers:hand_over", args=[event.pk, entitlement.pk])


def test_the_desk_offers_it_only_where_the_campaign_does(client, event, officer):
    client.force_login(officer)
    desk = reverse("handovers:desk", args=[event.pk])
    assert "Tidak ada di daftar" in client.get(desk).text

    event.campaign.walk_ins = 0
    event.campaign.save()

    assert "Tidak ada di daftar" not in client.get(desk).text
    page = client.get(reverse("handovers:walk_in", args=[event.pk])).text
    assert "tidak menerima yang datang langsung" in page
    assert "<form method" not in page.split("<main")[1]


def test_a_name_leads_straight_to_the_card(client, event, gate):
    response = gate()

    entitlement = event.entitlements.get()
    assert response.url == card_of(event, entitlement)
    assert "Datang langsung" in client.get(response.url).text


def test_an_inmate_is_found_by_name_and_ties_the_family(event, gate):
    inmate = InmateFactory(facility=event.facility, name="Rahmat Contoh")

    gate(inmate_name="rahmat", relation="istri")

    kinship = Kinship.objects.get(inmate=inmate)
    assert kinship.recipient == event.entitlements.get().recipient
    assert kinship.recipient.category == "keluarga_wb"


def test_of_several_inmates_one_is_chosen(event, gate):
    inmates = [InmateFactory(facility=event.facility, name=f"Rahmat {n}") for n in "AB"]

    asked = gate(inmate_name="rahmat", relation="istri")
    assert "Pilih salah satu" in asked.text
    assert not event.entitlements.exists()

    gate(inmate_name="rahmat", relation="istri", inmate=inmates[1].pk)
    assert Kinship.objects.get(inmate=inmates[1]).recipient.name == "Budi Contoh"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"inmate_name": "Tidak Ada"}, "Tidak ditemukan"),
        ({"nik": "123"}, "NIK"),
        ({"kk": "123"}, "KK"),
        ({"category": "lembaga"}, "Golongan"),
        ({"name": " "}, "Nama lengkap"),
        ({"reason": ""}, "Mengapa diterima"),
        ({"keluarga": "9" * 30, "reason": ""}, "Mengapa diterima"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(event, gate, said, told):
    response = gate(**said)

    assert response.status_code == 200
    assert told in response.text
    assert not event.entitlements.exists()


def test_a_known_number_offers_the_family_of_the_register(client, event, gate):
    nik = made_up_nik(950)
    family = FamilyFactory(facility=event.facility, name="Dewi Contoh")
    family.members.create(name="Dewi Contoh", nik=nik, is_main=False)

    asked = gate(nik=nik)
    assert "Dewi Contoh" in asked.text
    assert "Ini orangnya" in asked.text

    response = gate(nik=nik, keluarga=family.pk)
    entitlement = event.entitlements.get()
    assert (response.url, entitlement.recipient) == (card_of(event, entitlement), family)


def test_who_is_on_the_list_already_is_led_to_the_card(event, gate):
    listed = EntitlementFactory(event=event)

    response = gate(keluarga=listed.recipient_id)

    assert "sudah ada di daftar" in response.text
    assert card_of(event, listed) in response.text


def test_a_family_of_another_facility_cannot_be_pointed_at(event, gate):
    other = FamilyFactory()

    gate(keluarga=other.pk)

    assert event.entitlements.get().recipient != other


def test_a_namesake_is_asked_about_and_then_left_alone(event, gate):
    FamilyFactory(facility=event.facility, name="Budi Contoh")
    [notice] = newcomer().notices(event.facility)

    assert "Bukan orangnya" in gate().text
    gate(yakin=notice.key)

    assert event.entitlements.get().name == "Budi Contoh"


def test_afterwards_the_event_tells_whom_nobody_knows_yet(client, event, officer, head):
    take_up(event, newcomer(), officer)
    client.force_login(officer)

    page = client.get(event.get_absolute_url()).text
    assert "1 yang datang langsung belum dikenali" in page

    listed = client.get(reverse("handovers:walk_in_list", args=[event.pk])).text
    assert "Belum dikenali" in listed
    assert "Budi Contoh" in listed


def test_a_walk_in_is_matched_with_a_registered_family(client, event, officer):
    came = take_up(event, newcomer(), officer)
    family = FamilyFactory(facility=event.facility, name="Lestari Contoh")
    client.force_login(officer)
    url = reverse("handovers:identify", args=[came.pk])

    assert "Lestari Contoh" not in client.get(url).text
    assert "Lestari Contoh" in client.post(url, {"q": "lestari", "search": 1}).text
    response = client.post(url, {"q": "lestari", "recipient": family.pk})

    likeness = Likeness.objects.get()
    merging = reverse("handovers:merge", args=[likeness.pk])
    assert response.url == f"{merging}?simpan={family.pk}"
    client.post(merging, {"simpan": family.pk})
    assert Recipient.objects.get(pk=came.recipient_id).merged_into == family
    listed = client.get(reverse("handovers:walk_in_list", args=[event.pk])).text
    assert "Sudah dicocokkan" in listed
    assert client.get(url).status_code == 302


def test_the_list_tells_of_a_second_package(client, event, officer):
    listed = EntitlementFactory(event=event)
    came = take_up(event, newcomer(), officer)
    at = timezone.now()
    for each in [listed, came]:
        hand(each, officer)
    likeness = register.point_out(came.recipient, listed.recipient, by=officer, at=at)
    client.force_login(officer)
    merging = reverse("handovers:merge", args=[likeness.pk])
    assert "Temuan" in client.get(merging).text
    actions.merge_families(likeness, keep=listed.recipient, by=officer, at=at)

    page = client.get(reverse("handovers:walk_in_list", args=[event.pk])).text
    assert "keduanya sudah diserahkan" in page


def test_a_long_list_takes_no_more_queries_than_a_short_one(
    client, event, officer, django_assert_max_num_queries
):
    for number in range(5):
        take_up(event, newcomer(f"Tamu {number}"), officer)
    client.force_login(officer)

    with django_assert_max_num_queries(9):
        client.get(reverse("handovers:walk_in_list", args=[event.pk]))


def test_a_list_that_is_not_decided_has_no_walk_ins(client, officer, facility):
    client.force_login(officer)
    draft = EventFactory(facility=facility)

    response = client.get(reverse("handovers:walk_in_list", args=[draft.pk]))

    assert response.url == draft.get_absolute_url()
