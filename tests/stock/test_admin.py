"""Stock is looked at in the admin, and moved by its deeds."""

import pytest
from django.urls import reverse

from bansos.stock.models import Balance
from tests.factories import FacilityFactory
from tests.stock.factories import BalanceFactory, MovementFactory


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("name", ["balance", "movement"])
def test_long_lists_take_few_queries(admin_client, django_assert_max_num_queries, name):
    for _ in range(8):
        BalanceFactory(facility=FacilityFactory())

    with django_assert_max_num_queries(12):
        response = admin_client.get(reverse(f"admin:stock_{name}_changelist"), {"q": "sembako"})

    assert response.status_code == 200


@pytest.mark.parametrize("row", [BalanceFactory, MovementFactory])
def test_a_row_is_looked_at_and_not_changed(admin_client, row, django_assert_max_num_queries):
    row = row()
    name = row._meta.model_name
    page = reverse(f"admin:stock_{name}_change", args=[row.pk])

    with django_assert_max_num_queries(12):
        assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, {"on_hand": 999}).status_code == 403
    assert admin_client.post(reverse(f"admin:stock_{name}_add")).status_code == 403
    assert (
        admin_client.post(reverse(f"admin:stock_{name}_delete", args=[row.pk])).status_code == 403
    )
    assert not Balance.objects.filter(on_hand=999).exists()
