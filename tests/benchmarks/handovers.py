"""
How quickly packages go out, beside the check-in of pretix, on one machine in one run.

`python -m tests.benchmarks.handovers [ROUNDS]`. Three servers stand side by side, each gunicorn
with two workers: pretix on PostgreSQL, ours on the same PostgreSQL, ours on SQLite. They are
measured in turns, so that what the machine does besides meets them all; the clients run on the
same processors. Everything that was committed is on disk, as in production.
"""

import contextlib
import os
import sys
from statistics import median

from tests import scratch
from tests.benchmarks import doors, peer_door
from tests.benchmarks.measuring import table, tell

ROUNDS = 5
SINGLES, BATCHES, THEIRS = 1500, 20, 150
"""Requests in a round: ours alone, ours of two hundred operations, pretix's."""
WARM = 40
MOST_TRIPS = 8
COLUMNS = {
    "pretix": ("pretix", "singles", THEIRS),
    "single": ("postgresql", "singles", SINGLES),
    "batch": ("postgresql", "batches", BATCHES),
    "single, SQLite": ("sqlite", "singles", SINGLES),
    "batch, SQLite": ("sqlite", "batches", BATCHES),
}


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    os.environ["DATABASE"] = "postgresql"
    has_peer = peer_door.is_here()
    with scratch.database(is_durable=True) as postgresql, contextlib.ExitStack() as stack:
        places = made(rounds, has_peer)
        for place in places.values():
            stack.enter_context(place.server.running())
            place.singles(WARM)
        found = measured(places, rounds)
        trips = round_trips(places["postgresql"], postgresql)
        report(found, trips, deadlocks())


def made(rounds, has_peer) -> dict:
    """The servers, each with enough people at the door."""
    from django.conf import settings
    from django.db import connection

    folder = settings.SCRATCH_DIR
    families = rounds * (SINGLES + BATCHES * doors.BATCH) + WARM + 2 * doors.BATCH
    (folder / "sqlite").mkdir()
    places = {
        "postgresql": doors.on_postgresql(families),
        "sqlite": doors.on_sqlite(families, folder / "sqlite"),
    }
    if has_peer:
        with connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE pretix")
        door = peer_door.Door(rounds * THEIRS + WARM, folder=folder, host=folder)
        places = {"pretix": doors.Theirs(door.server(), door), **places}
    with connection.cursor() as cursor:
        # What the server does by itself within minutes.
        cursor.execute("ANALYZE")
    return places


def measured(places, rounds) -> dict:
    """The rounds of each column, all columns in turns."""
    columns = {name: row for name, row in COLUMNS.items() if row[0] in places}
    found = {name: [] for name in columns}
    for _ in range(rounds):
        for name, (place, deed, count) in columns.items():
            found[name].append(getattr(places[place], deed)(count))
        tell("  ".join(f"{name} {each[-1].per_second:.0f}/s" for name, each in found.items()))
    return found


def round_trips(place, postgresql) -> dict[int, int]:
    """How often the server spoke to PostgreSQL for one operation and for two hundred."""
    from django.db import connection

    log = postgresql.home / "postgresql.log"
    with connection.cursor() as cursor:
        cursor.execute("ALTER SYSTEM SET log_statement = 'all'")
        cursor.execute("SELECT pg_reload_conf()")
    connection.close()
    place.singles(WARM)
    trips = {}
    for size in [1, doors.BATCH]:
        before = log.read_text().count("LOG:  statement: ")
        [wire] = place.wires(1)
        if not doors.are_done(*wire.post(*place.bodies(1, size))):
            raise SystemExit("An operation was not done.")
        trips[size] = log.read_text().count("LOG:  statement: ") - before
    return trips


def deadlocks() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def report(found, trips, deadlocks) -> None:
    middle = {name: median(each.per_second for each in rounds) for name, rounds in found.items()}
    late = {name: median(each.times.p95 for each in rounds) for name, rounds in found.items()}
    half = {name: median(each.times.p50 for each in rounds) for name, rounds in found.items()}
    tell()
    heading = ["medians", "operations/s", "p50 ms", "p95 ms"]
    rows = [[name, round(middle[name]), half[name], late[name]] for name in found]
    for line in table([heading, *rows]):
        tell(line)
    tell()
    if "pretix" in found:
        judge("single, times pretix", middle["single"] / middle["pretix"], at_least=10)
        judge("p95, pretix's over ours", late["pretix"] / late["single"], at_least=8)
        judge("batches of 200, times pretix", middle["batch"] / middle["pretix"], at_least=130)
    judge("SQLite over PostgreSQL", middle["single, SQLite"] / middle["single"], at_least=1)
    judge("the same in batches", middle["batch, SQLite"] / middle["batch"], at_least=1)
    for size, count in trips.items():
        judge(f"round trips for {size}", count, at_most=MOST_TRIPS)
    judge("deadlocks", deadlocks, at_most=0)


def judge(name, value, *, at_least=None, at_most=None) -> None:
    is_held = value >= at_least if at_most is None else value <= at_most
    bound = f"at least {at_least}" if at_most is None else f"at most {at_most}"
    tell(f"{name:32}{value:8.4g}   {bound}{'' if is_held else ': FALLS SHORT'}")


if __name__ == "__main__":
    main()
