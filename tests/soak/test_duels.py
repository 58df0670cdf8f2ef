"""A few duels over HTTP, as `make soak` fights thousands of them."""

from collections import Counter

import pytest

from bansos.handovers.invariants import differences
from tests.soak import duels
from tests.soak.hall import hall

DUELS = 20


@pytest.mark.django_db(transaction=True)
def test_two_tables_at_the_same_instant_over_http_serve_a_family_once():
    place = hall(families=DUELS)

    with duels.server().running() as server:
        outcomes = duels.duels(server.port, place)

    assert outcomes == Counter({duels.RIGHT: DUELS})
    assert list(differences()) == []
