"""The desk: found, looked at, pressed once; and taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from bansos.handovers.models import Entitlement, Event, Handover, Tally
from bansos.stock.models import Balance
from tests.factories import OfficialFactory, PostingFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory
from tests.stock.factories import BalanceFactory

HTMX = {"HX-Request": "true"}


def url(name, *args):
    return reverse(f"handovers:{name}", args=args)


@pytest.fixture
def event(facility):
    """A running event with ten packages in stock."""
    event = EventFactory(facility=facility, opened=True)
    BalanceFactory(facility=facility, package=event.package, on_hand=10)
    return event


@pytest.fixture
def rusdi(event):
    """Who waits for his package."""
    return EntitlementFactory(event=event, name="Rusdi", code="7K2MQ9", relation="Ayah")


def card_url(entitlement):
    return url("hand_over", entitlement.event_id, entitlement.pk)


def press(client, entitlement, operation=None, **data):
    """One press of the button on the card."""
    return client.post(card_url(entitlement), {"operation": operation or uuid4()} | data)


def search(client, event, text, **extra):
    return client.post(url("desk", event.pk), {"q": text}, **extra)


# Finding somebody


def test_a_coupon_that_was_replaced_opens_no_card(client, event, rusdi, officer):
    client.force_login(officer)
    reissue = url("reissue_coupon", rusdi.pk)
    assert "7K2-MQ9" in client.get(reissue).content.decode()

    client.post(reissue, {"reason": "Kupon hilang"})

    rusdi.refresh_from_db()
    assert "sudah diganti" in search(client, event, "7K2-MQ9").content.decode()
    assert search(client, event, rusdi.shown_code.lower()).url == card_url(rusdi)


@pytest.mark.parametrize("text", ["1", " 1 ", "7K2-MQ9", "7k2mq9", "rusdi", "RUS"])
def test_one_match_opens_the_card_at_once(client, event, rusdi, officer, text):
    EntitlementFactory(event=event, name="Dewi")
    client.force_login(officer)

    assert search(client, event, text).url == card_url(rusdi)


def test_a_number_means_that_number_and_not_every_name_with_it(client, event, rusdi, officer):
    EntitlementFactory(event=event, name="Panti 1")
    client.force_login(officer)

    assert search(client, event, "1").url == card_url(rusdi)


def test_several_matches_are_listed_those_waiting_first(client, event, officer):
    first = EntitlementFactory(event=event, name="Contoh A")
    second = EntitlementFactory(event=event, name="Contoh B")
    HandoverFactory(entitlement=first)
    client.force_login(officer)

    response = search(client, event, "contoh")

    assert response.context["found"] == [second, first]
    assert "contoh" not in response.request["PATH_INFO"]


def test_nobody_found_is_said_calmly(client, event, rusdi, officer):
    client.force_login(officer)

    assert "Tidak ada yang cocok" in search(client, event, "Entah").text


def test_who_would_rather_point_sees_the_first_of_those_waiting(client, event, rusdi, officer):
    HandoverFactory(entitlement=EntitlementFactory(event=event, name="Sudah Contoh"))
    client.force_login(officer)

    page = client.get(url("desk", event.pk)).content.decode()

    assert "Rusdi" in page
    assert "Sudah Contoh" not in page


def test_an_empty_search_asks_for_something(client, event, officer):
    client.force_login(officer)

    assert "Tulis nama, nomor, atau kode kupon." in search(client, event, " ").text


def test_many_matches_are_cut_and_it_is_said(client, event, officer):
    EntitlementFactory.create_batch(21, event=event, name="Contoh")
    client.force_login(officer)

    response = search(client, event, "contoh")

    assert len(response.context["found"]) == 20
    assert "Tulis nama lebih lengkap" in response.text


@pytest.mark.parametrize("text", ["\0", "%", "'; --", "9" * 201, "<b>", "\u202e", "🙂"])
def test_no_search_breaks_the_desk(client, event, rusdi, officer, text):
    client.force_login(officer)

    response = search(client, event, text)

    assert response.status_code == 200
    assert "<b></b>" not in response.text


def test_nobody_of_another_event_is_found(client, event, rusdi, officer, facility):
    other = EventFactory(facility=facility, opened=True)
    client.force_login(officer)

    assert search(client, other, "rusdi").context["found"] == []
    assert client.get(url("hand_over", other.pk, rusdi.pk)).status_code == 404


# The card


def test_the_card_says_who_and_what(client, event, rusdi, officer):
    EntitlementFactory(event=event)
    client.force_login(officer)

    page = client.get(card_url(rusdi)).text

    for words in ["Rusdi", "1 dari 2", "630199******0001", "Ayah", "1 paket", "Serahkan"]:
        assert words in page


def test_the_card_tells_what_the_family_received_before(client, rusdi, officer, facility):
    earlier = EntitlementFactory(
        recipient=rusdi.recipient, event__facility=facility, event__closed=True
    )
    HandoverFactory(entitlement=earlier)
    client.force_login(officer)

    page = client.get(card_url(rusdi)).text

    assert "Pernah menerima" in page
    assert earlier.campaign.name in page


def test_every_card_carries_an_operation_of_its_own(client, rusdi, officer):
    client.force_login(officer)

    first, second = (client.get(card_url(rusdi)).context["operation"] for _ in range(2))

    assert first != second


def test_the_card_takes_few_queries(client, rusdi, officer, django_assert_max_num_queries):
    client.force_login(officer)

    with django_assert_max_num_queries(10):
        client.get(card_url(rusdi))


def test_htmx_gets_the_inside_of_the_desk_alone(client, event, rusdi, officer):
    client.force_login(officer)

    for page in [card_url(rusdi), url("desk", event.pk)]:
        assert "<html" in client.get(page).text
        inside = client.get(page, headers=HTMX).text
        assert "<html" not in inside
        assert "csrfmiddlewaretoken" in inside


# Handing over


def test_a_press_hands_the_package_over(client, event, rusdi, officer):
    operation = uuid4()
    client.force_login(officer)

    response = press(client, rusdi, operation)

    handover = Handover.objects.get()
    assert (handover.pk, handover.entitlement, handover.recorded_by) == (operation, rusdi, officer)
    assert response.url == f"{url('desk', event.pk)}?terakhir={operation}"
    assert Balance.objects.get(package=event.package).on_hand == 9
    assert Tally.objects.get(event=event).handed == 1


def test_after_it_the_desk_says_so_and_offers_to_take_it_back(client, event, rusdi, officer):
    client.force_login(officer)

    page = client.get(press(client, rusdi).url).text

    assert "No. 1 diserahkan" in page
    assert url("void", Handover.objects.get().pk) in page
    assert "1 dari 1 diserahkan" in page


def test_a_double_press_hands_over_once_and_reads_as_once(client, rusdi, officer):
    operation = uuid4()
    client.force_login(officer)

    first, second = (press(client, rusdi, operation) for _ in range(2))

    assert first.url == second.url
    assert Handover.objects.count() == 1


def test_the_second_officer_reads_calmly_who_was_first(client, rusdi, officer, facility):
    second = PostingFactory(role="officer", facility=facility).user
    client.force_login(officer)
    with time_machine.travel("2024-12-24T02:42:00Z", tick=False):
        press(client, rusdi)
        client.force_login(second)
        response = press(client, rusdi)

    assert f"Sudah diserahkan pukul 10.42 WITA oleh {officer.name}." in response.text
    assert 'role="alert">Sudah' not in response.text
    assert Handover.objects.count() == 1


def test_on_another_day_the_day_is_told_too(client, rusdi, officer):
    client.force_login(officer)
    with time_machine.travel("2024-12-24T02:42:00Z", tick=False):
        press(client, rusdi)

    assert "Sudah diserahkan 24 Desember 2024 pukul 10.42 WITA" in client.get(card_url(rusdi)).text


def test_without_stock_nothing_is_handed_over(client, event, rusdi, officer):
    Balance.objects.update(on_hand=0)
    client.force_login(officer)

    response = press(client, rusdi)

    assert "Stok tidak cukup: tersisa 0, diperlukan 1." in response.text
    assert not Handover.objects.exists()


def test_a_refusal_keeps_what_was_typed(client, rusdi, officer):
    Balance.objects.update(on_hand=0)
    proxy = {"proxy_name": "Wakil", "proxy_relation": "Kakak", "proxy_document": "ktp"}
    client.force_login(officer)

    response = press(client, rusdi, **proxy, proxy=1)

    assert 'value="Wakil"' in response.text


def test_somebody_withdrawn_gets_nothing(client, rusdi, officer, head):
    rusdi.withdrawn_at, rusdi.withdrawn_by = timezone.now(), head
    rusdi.withdrawn_reason = "Pindah"
    rusdi.save()
    client.force_login(officer)

    response = press(client, rusdi)

    assert "Jatah ini dicabut dari daftar: Pindah" in response.text
    assert "btn-hand" not in response.text
    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({}, "Daftar penerima belum ditetapkan."),
        ({"frozen": True}, "Kegiatan ini belum dibuka."),
        ({"closed": True, "campaign__late_days": 0}, "Kegiatan ini sudah selesai."),
        ({"reported": True}, "Kegiatan ini sudah selesai."),
    ],
)
def test_outside_its_day_the_desk_is_shut(client, facility, officer, state, words):
    entitlement = EntitlementFactory(
        event__facility=facility, **{f"event__{k}": v for k, v in state.items()}
    )
    client.force_login(officer)

    assert words in client.get(url("desk", entitlement.event_id)).text
    assert "btn-hand" not in client.get(card_url(entitlement)).text
    press(client, entitlement)
    assert not Handover.objects.exists()


# By proxy, symbolically


def test_a_proxy_is_written_down_with_their_document(client, rusdi, officer):
    proxy = {"proxy_name": "Wakil", "proxy_relation": "Kakak", "proxy_document": "ktp"}
    client.force_login(officer)

    response = press(client, rusdi, **proxy, proxy_number="6301990107900001", proxy=1)

    handover = Handover.objects.get()
    assert (handover.proxy_name, handover.proxy_relation) == ("Wakil", "Kakak")
    assert handover.proxy_number == "6301990107900001"
    assert "diwakili Wakil" in client.get(response.url).text


@pytest.mark.parametrize("missing", ["proxy_name", "proxy_relation", "proxy_document"])
def test_half_a_proxy_is_asked_for_the_rest(client, rusdi, officer, missing):
    proxy = {"proxy_name": "Wakil", "proxy_relation": "Kakak", "proxy_document": "ktp"}
    client.force_login(officer)

    # With the big button: what was typed below it must not be lost unseen.
    response = press(client, rusdi, **proxy | {missing: ""})

    assert missing in response.context["form"].errors
    assert not Handover.objects.exists()


def test_the_proxys_button_without_a_proxy_hands_nothing_over(client, rusdi, officer):
    client.force_login(officer)

    response = press(client, rusdi, proxy=1)

    assert "Tulis nama wakil." in response.text
    assert not Handover.objects.exists()


def test_a_symbolic_handover_names_the_official(client, event, rusdi, officer, facility):
    official = OfficialFactory(facility=facility)
    client.force_login(officer)

    press(client, rusdi, official=official.pk)

    handover = Handover.objects.get()
    assert (handover.kind, handover.handed_by) == (Handover.Kind.SYMBOLIC, official)
    assert Tally.objects.get(event=event).symbolic == 1


def test_what_was_planned_symbolic_is_preset(client, rusdi, officer, facility):
    official = OfficialFactory(facility=facility)
    Entitlement.objects.filter(pk=rusdi.pk).update(is_symbolic=True, symbolic_official=official)
    client.force_login(officer)

    page = client.get(card_url(rusdi)).text

    assert "Serahkan simbolis" in page
    assert f'<option value="{official.pk}" selected>' in page


@pytest.mark.parametrize("official", ["abc", "\0", 2**63, "-1"])
def test_an_official_nobody_knows_hands_nothing_over(client, rusdi, officer, official):
    client.force_login(officer)

    response = press(client, rusdi, official=official)

    assert "official" in response.context["form"].errors
    assert not Handover.objects.exists()


@pytest.mark.parametrize("operation", ["abc", "\0", "0" * 31, "<b>", "x" * 10_000])
def test_without_a_sound_operation_the_press_is_asked_again(client, rusdi, officer, operation):
    client.force_login(officer)

    response = press(client, rusdi, operation)

    assert "Tekan Serahkan sekali lagi." in response.text
    assert response.context["operation"] != operation
    assert not Handover.objects.exists()


def test_an_operation_of_another_family_is_not_replayed(client, event, rusdi, officer):
    other, operation = EntitlementFactory(event=event), uuid4()
    client.force_login(officer)
    press(client, other, operation)

    response = press(client, rusdi, operation)

    assert "Nomor operasi ini sudah dipakai." in response.text
    assert response.context["operation"] != operation
    assert Handover.objects.count() == 1


# Doors


def test_strangers_find_no_desk(client, event, rusdi, stranger):
    client.force_login(stranger)

    assert client.get(url("desk", event.pk)).status_code == 404
    assert search(client, event, "rusdi").status_code == 404
    assert client.get(card_url(rusdi)).status_code == 404
    assert press(client, rusdi).status_code == 404
    assert not Handover.objects.exists()


def test_who_signed_out_comes_back_to_the_card(client, rusdi):
    response = press(client, rusdi)

    assert response.url.endswith(f"?next={card_url(rusdi)}")


# The station


def test_a_device_keeps_its_name_and_writes_it_down(client, event, rusdi, officer):
    client.force_login(officer)

    client.post(url("name_station", event.pk), {"station": "Meja 2"})
    press(client, rusdi)

    assert Handover.objects.get().station == "Meja 2"
    assert "Meja 2" in client.get(url("desk", event.pk)).text


@pytest.mark.parametrize("station", ["x" * 41, "\0"])
def test_a_name_that_does_not_fit_is_refused(client, event, officer, station):
    client.force_login(officer)

    response = client.post(url("name_station", event.pk), {"station": station}, follow=True)

    assert "paling banyak 40 huruf" in response.text


@pytest.mark.parametrize("operation", ["", "abc", "\0", "00000000-0000-4000-8000-000000000000"])
def test_a_last_handover_nobody_knows_is_not_told(client, event, officer, operation):
    client.force_login(officer)

    response = client.get(url("desk", event.pk), {"terakhir": operation})

    assert response.context["last"] is None


def test_a_last_handover_of_another_event_is_not_told(client, event, officer):
    theirs = HandoverFactory()
    client.force_login(officer)

    response = client.get(url("desk", event.pk), {"terakhir": theirs.pk})

    assert response.context["last"] is None


# Taking it back


@pytest.fixture
def handover(rusdi, officer):
    """Just recorded by the officer."""
    return HandoverFactory(entitlement=rusdi, recorded_by=officer)


def void(client, handover, reason="Salah orang"):
    return client.post(url("void", handover.pk), {"reason": reason}, follow=True)


def test_the_officer_takes_a_mistake_back(client, event, handover, officer):
    client.force_login(officer)

    response = void(client, handover)

    handover.refresh_from_db()
    assert response.request["PATH_INFO"] == url("desk", event.pk)
    assert "dibatalkan" in response.text
    assert (handover.voided_by, handover.voided_reason) == (officer, "Salah orang")


def test_after_fifteen_minutes_it_is_the_heads_to_decide(client, handover, officer, head):
    Handover.objects.update(recorded_at=timezone.now() - timedelta(minutes=16))
    client.force_login(officer)

    assert "hanya Kepala yang dapat membatalkan" in client.get(url("void", handover.pk)).text
    assert "Hanya" in void(client, handover).text
    handover.refresh_from_db()
    assert handover.is_valid

    client.force_login(head)
    void(client, handover)
    handover.refresh_from_db()
    assert handover.voided_by == head


def test_another_officer_takes_nothing_back(client, handover, facility):
    client.force_login(PostingFactory(role="officer", facility=facility).user)

    void(client, handover)

    handover.refresh_from_db()
    assert handover.is_valid


def test_the_head_voids_after_the_end_and_sees_the_family(client, event, handover, head):
    event.campaign.late_days = 0
    event.campaign.save()
    Event.objects.filter(pk=event.pk).update(
        state=Event.State.CLOSED, closed_at=timezone.now(), closed_by=head
    )
    client.force_login(head)

    response = void(client, handover)

    assert response.request["PATH_INFO"] == url("entitlement_detail", handover.entitlement_id)
    assert "Salah orang" in response.text


def test_without_a_reason_nothing_is_taken_back(client, handover, officer):
    client.force_login(officer)

    void(client, handover, reason=" ")

    handover.refresh_from_db()
    assert handover.is_valid


def test_what_is_void_is_said_to_be(client, handover, officer):
    client.force_login(officer)
    void(client, handover)

    assert "sudah dibatalkan" in void(client, handover).text
    assert "sudah dibatalkan" in client.get(url("void", handover.pk)).text


def test_after_a_void_the_package_can_be_handed_over_again(client, handover, rusdi, officer):
    client.force_login(officer)
    void(client, handover)

    press(client, rusdi)

    assert Handover.objects.valid().get().pk != handover.pk


def test_a_press_repeated_after_its_void_hands_nothing_over(client, handover, rusdi, officer):
    client.force_login(officer)
    void(client, handover)

    response = press(client, rusdi, handover.pk)

    assert "sudah dibatalkan" in response.text
    assert not Handover.objects.valid().exists()


def test_a_stranger_finds_no_handover_to_void(client, handover, stranger):
    client.force_login(stranger)

    assert client.get(url("void", handover.pk)).status_code == 404
    assert client.post(url("void", handover.pk), {"reason": "x"}).status_code == 404
    assert client.get(url("void", uuid4())).status_code == 404


def test_of_several_who_may_be_meant_it_is_told_who_was_served(client, event, officer):
    served, _ = (EntitlementFactory(event=event, name=f"Dewi {n}") for n in "AB")
    HandoverFactory(entitlement=served)
    client.force_login(officer)

    page = search(client, event, "dewi").content.decode()

    assert page.index("Dewi B") < page.index("Dewi A")
    assert page.split("Dewi A")[1].split("</li>")[0].count("Diserahkan") == 1
    assert "Diserahkan" not in page.split("Dewi B")[1].split("</li>")[0]
