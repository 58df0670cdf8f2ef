"""
Two tables reach for one package at the same instant, ten thousand times: each has one winner.

`python -m tests.soak.duels [PACKAGES]`: 1,000 on SQLite, and 10,000 on PostgreSQL with
DATABASE=postgresql, over HTTP against the server as it is deployed. Then the control: the same
without the lock and without the constraints, where packages must go out twice.
"""

import json
import os
import sys
import time
from collections import Counter
from threading import Barrier, Thread
from uuid import uuid4

from tests import scratch
from tests.benchmarks.measuring import tell

ON_POSTGRESQL = os.environ.get("DATABASE") == "postgresql"
PACKAGES = 10_000 if ON_POSTGRESQL else 1_000
CONTROL = 500
RIGHT = ("already_handed_over", "ok")


def main():
    packages = int(sys.argv[1]) if len(sys.argv) > 1 else PACKAGES
    tell(f"{packages} duels on {'PostgreSQL' if ON_POSTGRESQL else 'SQLite'}")
    with scratch.database():
        sys.exit(guarded(packages) + control(min(CONTROL, packages)))


def guarded(packages) -> int:
    """The duels, and what is wrong with their outcome."""
    from tests.soak.hall import hall
    from tests.soak.whole import told

    place = hall(families=packages)
    with server().running() as running:
        started = time.perf_counter()
        outcomes = duels(running.port, place)
        took = time.perf_counter() - started
    statuses = Counter()
    for pair, times in outcomes.items():
        for status in pair:
            statuses[status] += times
    others = sum(times for pair, times in outcomes.items() if pair != RIGHT)
    tell(f"{dict(statuses)}, {others} other duels ({took:.0f} s)")
    return told() + (outcomes != {RIGHT: packages})


def control(packages) -> int:
    """The same without guards; wrong is here if nothing goes wrong."""
    from bansos.handovers.models import Handover
    from tests.soak.hall import hall

    take_the_constraints_away()
    place = hall(families=2 * packages, packages=4 * packages)
    place.families = place.families[:packages]
    with server("tests.soak.unguarded").running() as running:
        duels(running.port, place)
    handed = Handover.objects.valid().filter(event=place.event)
    doubled = handed.count() - handed.values("entitlement").distinct().count()
    tell(f"control without lock and constraints: {doubled} of {packages} packages went out twice")
    return int(doubled == 0)


def take_the_constraints_away():
    """One valid handover per entitlement, and the numbering of the trail behind it."""
    from django.db import connection

    from bansos.audit.models import Entry
    from bansos.handovers.models import Handover

    for model, name in [
        (Handover, "one_valid_handover_per_entitlement"),
        (Entry, "entry_number_is_taken_once"),
    ]:
        [constraint] = [each for each in model._meta.constraints if each.name == name]
        with connection.schema_editor() as editor:
            editor.remove_constraint(model, constraint)


def server(app="bansos.wsgi"):
    from tests.soak.server import Server

    return Server(app)


def duels(port, place) -> Counter:
    """How often each pair of answers was given."""
    meet, said = Barrier(2), {token: [] for token in place.tokens}

    def fight(token):
        from tests.soak.wire import Wire

        wire = Wire(port, token)
        try:
            for family in place.families:
                body = pressed(family)
                meet.wait()
                said[token].append(status_of(*wire.post(body)))
        finally:
            meet.abort()

    threads = [Thread(target=fight, args=[token]) for token in place.tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(tuple(sorted(pair)) for pair in zip(*said.values(), strict=False))


def status_of(status, body) -> str:
    return json.loads(body)["results"][0]["status"] if status == 200 else str(status)


def pressed(family) -> bytes:
    from tests.stations.device import pressed

    return json.dumps({"operations": [pressed(family, op_id=str(uuid4()))]}).encode()


if __name__ == "__main__":
    main()
