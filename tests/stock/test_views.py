"""Stock on screen: what is on hand, what came, what went without being handed over."""

import pytest
from django.urls import reverse

from bansos.stock.models import Balance, Movement
from tests.campaigns.factories import CampaignFactory, PackageFactory
from tests.factories import FacilityFactory, PostingFactory
from tests.handovers.factories import HandoverFactory
from tests.stock.factories import BalanceFactory, MovementFactory

LIST, RECEIVE, WRITE_OFF = (
    reverse(f"stock:{name}") for name in ["balance_list", "receive", "write_off"]
)


@pytest.fixture
def package(facility):
    """Ten of it are on hand."""
    return BalanceFactory(facility=facility).package


def on_hand(package):
    return Balance.objects.get(package=package).on_hand


def test_the_page_counts_by_what_happened(client, facility, package, officer):
    HandoverFactory(entitlement__event__facility=facility, entitlement__event__package=package)
    for kind, quantity in [("rusak", -2), ("dikembalikan", -3)]:
        MovementFactory(facility=facility, package=package, kind=kind, quantity=quantity)
    MovementFactory(package=package, quantity=100)
    client.force_login(officer)

    [balance] = client.get(LIST).context["balances"]

    counted = (balance.received, balance.handed, balance.damaged, balance.returned)
    assert counted == (11, 1, 2, 3)


def test_a_void_handover_counts_as_not_handed_over(client, facility, package, officer):
    handover = HandoverFactory(
        entitlement__event__facility=facility,
        entitlement__event__package=package,
        entitlement__event__opened=True,
        recorded_by=officer,
    )
    client.force_login(officer)
    client.post(reverse("handovers:void", args=[handover.pk]), {"reason": "Salah orang"})

    [balance] = client.get(LIST).context["balances"]

    assert balance.handed == 0


def test_an_empty_store_says_what_to_do(client, officer):
    client.force_login(officer)

    assert "Catat barang masuk" in client.get(LIST).text


def test_another_facilitys_stock_is_not_shown(client, officer):
    theirs = BalanceFactory()
    client.force_login(officer)

    assert list(client.get(LIST).context["balances"]) == []
    assert client.get(LIST, {"upt": theirs.facility_id}).status_code == 404


@pytest.mark.parametrize("upt", ["0", "abc", "\0", "9" * 30, "-1"])
def test_a_facility_nobody_knows_is_not_found(client, officer, upt):
    client.force_login(officer)

    for address in [LIST, RECEIVE, WRITE_OFF]:
        assert client.get(address, {"upt": upt}).status_code == 404


def test_who_works_at_two_facilities_chooses(client, facility, officer, package):
    second = PostingFactory(user=officer).facility
    client.force_login(officer)

    client.post(f"{RECEIVE}?upt={second.pk}", {"package": package.pk, "quantity": 5})

    assert Balance.objects.get(facility=second).on_hand == 5
    assert "Pindah" in client.get(LIST).text


def test_many_packages_and_movements_take_no_more_queries(
    client, facility, officer, django_assert_max_num_queries
):
    BalanceFactory.create_batch(12, facility=facility)
    client.force_login(officer)

    with django_assert_max_num_queries(8):
        client.get(LIST)


def test_an_officer_receives_packages(client, facility, package, officer):
    client.force_login(officer)

    response = client.post(
        RECEIVE, {"package": package.pk, "quantity": 40, "note": "Surat jalan 7"}, follow=True
    )

    movement = Movement.objects.latest("pk")
    assert on_hand(package) == 50
    assert (movement.kind, movement.quantity, movement.recorded_by) == ("masuk", 40, officer)
    assert "40 paket diterima." in response.text
    assert "Surat jalan 7" in response.text


def test_the_package_may_be_named_in_the_address(client, package, officer):
    client.force_login(officer)

    page = client.get(RECEIVE, {"paket": package.pk}).text

    assert f'<option value="{package.pk}" selected>' in page


@pytest.mark.parametrize("name", ["abc", "\0", "9" * 30])
def test_a_package_nobody_knows_is_not_preset(client, package, officer, name):
    client.force_login(officer)

    assert client.get(RECEIVE, {"paket": name}).status_code == 200


def test_packages_of_others_are_not_received(client, officer):
    theirs = PackageFactory(facility=FacilityFactory())
    foreign = PackageFactory(campaign=CampaignFactory(scope="upt", facility=FacilityFactory()))
    client.force_login(officer)

    for package in [theirs, foreign]:
        client.post(RECEIVE, {"package": package.pk, "quantity": 1})

    assert not Movement.objects.exists()


@pytest.mark.parametrize("quantity", ["", "0", "-5", "1.5", "100001", "abc", "\0", "9" * 5000])
@pytest.mark.parametrize("address", [RECEIVE, WRITE_OFF])
def test_a_wrong_quantity_moves_nothing(client, package, officer, address, quantity):
    client.force_login(officer)

    response = client.post(
        address, {"package": package.pk, "quantity": quantity, "kind": "rusak", "note": "Basah"}
    )

    assert "quantity" in response.context["form"].errors
    assert "Basah" in response.text
    assert on_hand(package) == 10


def test_damaged_packages_are_written_off(client, package, officer):
    client.force_login(officer)

    client.post(WRITE_OFF, {"package": package.pk, "quantity": 2, "kind": "rusak", "note": "Basah"})

    assert on_hand(package) == 8
    assert Movement.objects.latest("pk").note == "Basah"


def test_more_than_there_is_is_refused_in_words(client, package, officer):
    client.force_login(officer)

    response = client.post(
        WRITE_OFF, {"package": package.pk, "quantity": 11, "kind": "rusak", "note": "Basah"}
    )

    assert "Stok tidak cukup: tersisa 10, diperlukan 11." in response.text
    assert 'value="Basah"' in response.text
    assert on_hand(package) == 10


@pytest.mark.parametrize("kind", ["", "diserahkan", "masuk", "\0"])
def test_nothing_leaves_for_another_reason(client, package, officer, kind):
    client.force_login(officer)

    client.post(WRITE_OFF, {"package": package.pk, "quantity": 2, "kind": kind, "note": "x"})

    assert on_hand(package) == 10


@pytest.mark.parametrize("note", ["x" * 201, "a\0b"])
def test_a_note_that_does_not_fit_moves_nothing(client, package, officer, note):
    client.force_login(officer)

    client.post(RECEIVE, {"package": package.pk, "quantity": 2, "note": note})

    assert on_hand(package) == 10


def test_markup_in_a_note_is_shown_as_text(client, package, officer):
    client.force_login(officer)
    data = {"package": package.pk, "quantity": 2, "note": "<script>alert(1)</script>"}

    page = client.post(RECEIVE, data, follow=True).text

    assert "&lt;script&gt;alert(1)" in page


def test_who_sees_numbers_only_may_not_look(client, regional):
    client.force_login(regional)

    for address in [LIST, RECEIVE, WRITE_OFF]:
        assert client.get(address).status_code == 403
