"""What is read under the lock is found by keys, whatever the database thinks of its tables."""

import pytest
from django.db import connection, transaction

from bansos.handovers.composing import BY_KEY
from bansos.handovers.reading import _about_entitlements, _about_facts
from bansos.stations.tokens import _stations

pytestmark = pytest.mark.django_db

STATEMENTS = {
    "entitlements": lambda: _about_entitlements(256, 0),
    "entitlements by coupon": lambda: _about_entitlements(1, 256),
    "facts": lambda: _about_facts(256, 256),
}


def plan_of(statement) -> str:
    """How the database would go about it, for whatever values it will be told."""
    count = len(statement.params)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement.sql}", [0] * count)
            return "\n".join(row[-1] for row in cursor.fetchall())
        # Statistics of empty tables: the worst that a plan can be made of and be kept.
        cursor.execute("ANALYZE")
        cursor.execute(BY_KEY)
        numbered = statement.sql % tuple(f"${nth}" for nth in range(1, count + 1))
        cursor.execute(f"EXPLAIN (GENERIC_PLAN, COSTS OFF) {numbered}")
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_table_that_grows_is_never_read_through(name):
    plan = plan_of(STATEMENTS[name]())

    for table in ["handovers_entitlement", "handovers_handover", "handovers_conflict"]:
        assert f"Seq Scan on {table}" not in plan
        assert f"SCAN {table}" not in plan
    # Of a facility's or an officer's rows there are as many as of the table.
    assert "facility_id_" not in plan
    assert "recorded_by_id_" not in plan


def test_the_plan_of_a_token_is_its_own_index():
    assert "token" in plan_of(_stations())
