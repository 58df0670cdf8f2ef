"""The list is put before the head, decided, and changed with a reason; as it is done on screen."""

import pytest
from django.urls import reverse

from bansos.handovers.models import Event
from tests.factories import PostingFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)

State = Event.State


def url(name, *args):
    return reverse(f"handovers:{name}", args=args)


def state_of(event):
    return Event.objects.get(pk=event.pk).state


@pytest.fixture
def draft(facility):
    event = EventFactory(facility=facility)
    EntitlementFactory.create_batch(2, event=event)
    return event


@pytest.fixture
def submitted(facility, officer):
    event = EventFactory(facility=facility, submitted=True, submitted_by=officer)
    EntitlementFactory(event=event, recipient__name="Dewi", name="Dewi")
    return event


@pytest.fixture
def entitlement(facility):
    """Rusdi's, on a decided list."""
    return EntitlementFactory(event__facility=facility, event__frozen=True, name="Rusdi")


def test_looking_at_a_question_answers_nothing(client, draft, officer):
    client.force_login(officer)

    response = client.get(url("submit", draft.pk))

    assert "2 keluarga" in response.text
    assert state_of(draft) == State.DRAFT


def test_an_officer_submits_the_list(client, draft, officer):
    client.force_login(officer)

    response = client.post(url("submit", draft.pk), follow=True)

    assert "Daftar diajukan ke Kepala." in response.text
    assert state_of(draft) == State.SUBMITTED


def test_an_empty_list_is_not_submitted(client, facility, officer):
    event = EventFactory(facility=facility)
    client.force_login(officer)

    response = client.post(url("submit", event.pk))

    assert "Daftar penerima masih kosong." in response.text
    assert state_of(event) == State.DRAFT


def test_a_second_press_finds_it_submitted(client, draft, officer):
    client.force_login(officer)
    client.post(url("submit", draft.pk))

    response = client.post(url("submit", draft.pk), follow=True)

    assert "Kegiatan ini sekarang diajukan." in response.text


def test_the_head_sends_the_list_back_with_a_reason(client, submitted, head):
    client.force_login(head)

    client.post(url("send_back", submitted.pk), {"reason": "Alamat nomor 3 keliru."})

    event = Event.objects.get(pk=submitted.pk)
    assert (event.state, event.sent_back_reason) == (State.DRAFT, "Alamat nomor 3 keliru.")


def test_without_a_reason_nothing_is_sent_back(client, submitted, head):
    client.force_login(head)

    response = client.post(url("send_back", submitted.pk), {"reason": " "})

    assert response.context["form"].errors
    assert state_of(submitted) == State.SUBMITTED


def test_the_head_freezes_the_list(client, submitted, head):
    client.force_login(head)

    response = client.post(url("freeze", submitted.pk), follow=True)

    assert "Daftar ditetapkan." in response.text
    assert state_of(submitted) == State.FROZEN
    assert submitted.entitlements.get().number == 1


def test_who_submitted_does_not_freeze(client, submitted, facility, head):
    Event.objects.filter(pk=submitted.pk).update(submitted_by=head)
    client.force_login(head)

    response = client.post(url("freeze", submitted.pk))

    assert "tidak boleh orang yang mengajukannya" in response.text
    assert state_of(submitted) == State.SUBMITTED


@pytest.mark.parametrize("name", ["send_back", "freeze"])
def test_officers_decide_no_list(client, submitted, officer, name):
    client.force_login(officer)

    assert client.post(url(name, submitted.pk), {"reason": "x"}).status_code == 403
    assert state_of(submitted) == State.SUBMITTED


@pytest.mark.parametrize("name", ["submit", "send_back", "freeze"])
def test_a_head_of_elsewhere_finds_no_list(client, submitted, name):
    client.force_login(PostingFactory(role="head").user)

    assert client.get(url(name, submitted.pk)).status_code == 404
    assert client.post(url(name, submitted.pk), {"reason": "x"}).status_code == 404


# One entitlement


def test_the_page_of_an_entitlement_tells_what_became_of_it(client, facility, officer):
    handover = HandoverFactory(
        entitlement__event__facility=facility, entitlement__event__opened=True, by_proxy=True
    )
    client.force_login(officer)

    page = client.get(url("entitlement_detail", handover.entitlement_id)).text

    assert "630199******0001" in page
    assert "Diwakili Wakil Contoh (Adik), KTP" in page
    assert url("void", handover.pk) in page


def test_a_page_about_one_takes_few_queries(
    client, facility, officer, django_assert_max_num_queries
):
    handover = HandoverFactory(
        entitlement__event__facility=facility, entitlement__event__opened=True
    )
    client.force_login(officer)

    with django_assert_max_num_queries(9):
        client.get(url("entitlement_detail", handover.entitlement_id))


def test_strangers_find_no_entitlement(client, entitlement, stranger):
    client.force_login(stranger)

    assert client.get(url("entitlement_detail", entitlement.pk)).status_code == 404
    assert client.get(url("entitlement_detail", 2**63)).status_code == 404


def test_the_head_withdraws_with_a_reason(client, entitlement, head):
    client.force_login(head)

    response = client.post(url("withdraw", entitlement.pk), {"reason": "Pindah"}, follow=True)

    entitlement.refresh_from_db()
    assert "Jatah Rusdi dicabut." in response.text
    assert (entitlement.withdrawn_by, entitlement.withdrawn_reason) == (head, "Pindah")


def test_what_was_handed_over_is_not_withdrawn(client, facility, head):
    handover = HandoverFactory(
        entitlement__event__facility=facility, entitlement__event__opened=True
    )
    client.force_login(head)

    response = client.post(
        url("withdraw", handover.entitlement_id), {"reason": "Alasan yang panjang"}
    )

    assert "sudah diserahkan" in response.text
    assert "Alasan yang panjang" in response.text


def test_the_head_puts_another_family_in_the_place(client, entitlement, head, facility):
    other = FamilyFactory(facility=facility, name="Sinta")
    client.force_login(head)

    client.post(url("replace", entitlement.pk), {"recipient": other.pk, "reason": "Pindah"})

    entitlement.refresh_from_db()
    assert entitlement.replaced_by.recipient == other
    assert entitlement.replaced_by.number == 2


def test_only_families_without_an_entitlement_are_offered(client, entitlement, head, facility):
    free = FamilyFactory(facility=facility)
    FamilyFactory(facility=facility, unverified=True)
    FamilyFactory()
    client.force_login(head)

    form = client.get(url("replace", entitlement.pk)).context["form"]

    assert form.found == [free]


def test_searching_a_replacement_keeps_what_was_typed(client, entitlement, head, facility):
    sinta = FamilyFactory(facility=facility, name="Sinta")
    FamilyFactory(facility=facility, name="Tuti")
    client.force_login(head)

    response = client.post(
        url("replace", entitlement.pk), {"q": "sin", "reason": "Pindah", "search": "1"}
    )

    assert response.context["form"].found == [sinta]
    assert "Pindah" in response.text
    assert "Pilih keluarga pengganti." not in response.text


@pytest.mark.parametrize("recipient", ["", "abc", "\0", "0", 2**63, "9" * 30])
def test_a_family_that_does_not_exist_replaces_nobody(client, entitlement, head, recipient):
    client.force_login(head)

    response = client.post(
        url("replace", entitlement.pk), {"recipient": recipient, "reason": "Pindah"}
    )

    entitlement.refresh_from_db()
    assert "recipient" in response.context["form"].errors
    assert entitlement.is_active


def test_a_family_of_elsewhere_replaces_nobody(client, entitlement, head):
    client.force_login(head)

    client.post(
        url("replace", entitlement.pk), {"recipient": FamilyFactory().pk, "reason": "Pindah"}
    )

    entitlement.refresh_from_db()
    assert entitlement.is_active


@pytest.mark.parametrize(("name", "late_days"), [("withdraw", 7), ("replace", 0)])
def test_after_the_end_the_list_stays_as_it_is(client, facility, head, name, late_days):
    entitlement = EntitlementFactory(
        event__facility=facility, event__closed=True, event__campaign__late_days=late_days
    )
    client.force_login(head)

    response = client.post(url(name, entitlement.pk), {"reason": "Pindah"}, follow=True)

    assert "Kegiatan ini sekarang selesai." in response.text


@pytest.mark.parametrize("name", ["withdraw", "replace"])
def test_officers_change_no_decided_list(client, entitlement, officer, name):
    client.force_login(officer)

    assert client.post(url(name, entitlement.pk), {"reason": "Pindah"}).status_code == 403
