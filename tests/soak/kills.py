"""
The server killed in the middle of its work again and again: what it acknowledged is there.

`python -m tests.soak.kills [SERVER [POSTGRESQL]]`: how often gunicorn, master and workers, and
how often PostgreSQL with all its processes; with DATABASE=postgresql, else the first alone. The
devices of tests.soak.replay go on sending all the while, and everything is on disk as in
production. Told is also how long it took at worst until the server answered again.
"""

import os
import sys
import time
from random import Random
from threading import Thread

from tests import scratch
from tests.benchmarks.measuring import tell

ON_POSTGRESQL = os.environ.get("DATABASE") == "postgresql"
KILLS = (100, 20 if ON_POSTGRESQL else 0)
LENGTH, FAMILIES, LARGEST = 200, 40_000, 30
LONGEST = 5
"""Seconds within which the server must answer again."""


def main():
    told = [int(each) for each in sys.argv[1:]]
    kills = dict(zip(["server", "PostgreSQL"], [*told, *KILLS[len(told) :]], strict=True))
    tell(f"Kills on {'PostgreSQL' if ON_POSTGRESQL else 'SQLite'}: {kills}")
    with scratch.database(is_durable=True) as postgresql:
        sys.exit(survived(kills, postgresql))


def survived(kills, postgresql, *, families=FAMILIES, length=LENGTH) -> int:
    """Kill under load, and count what is wrong afterwards."""
    from django.db import connections

    from tests.soak.hall import hall
    from tests.soak.queues import Crowd
    from tests.soak.replay import judged
    from tests.soak.server import Server
    from tests.soak.whole import told
    from tests.stations.oracle import Oracle

    place, oracle = hall(families=families, stations=20), Oracle()
    server = Server()
    crowd = Crowd(server.port, place, oracle, length=length, largest=LARGEST)
    with server.running():
        load = Thread(target=crowd.deliver, args=[None])
        load.start()
        try:
            worst = killed(server, postgresql, kills, crowd)
        except BaseException:
            crowd.is_given_up = True
            raise
        finally:
            crowd.is_over = True
            load.join()
    # Our own line to the database was cut as well.
    connections.close_all()
    tell(f"{len(oracle.sent)} operations sent; answers: {dict(crowd.counted)}")
    tell(", ".join(f"{name}: again after {took:.1f} s at worst" for name, took in worst.items()))
    return judged(oracle) + told() + sum(took > LONGEST for took in worst.values())


def killed(server, postgresql, kills, crowd) -> dict[str, float]:
    """The longest that each of them was away."""
    chance = Random(1)  # noqa: S311 - a story, not a secret
    order = [name for name, times in kills.items() for _ in range(times)]
    chance.shuffle(order)
    worst = {name: 0.0 for name, times in kills.items() if times}
    for nth, name in enumerate(order, start=1):
        before = crowd.counted["operations"]
        while crowd.counted["operations"] == before:
            time.sleep(0.01)
        time.sleep(chance.random() / 2)
        started = time.perf_counter()
        if name == "server":
            server.kill()
            server.start()
        else:
            postgresql.kill()
            postgresql.launch()
            server.wait()
        worst[name] = max(worst[name], time.perf_counter() - started)
        if nth % 10 == 0:
            tell(f"  {nth} kills, {crowd.counted['operations']} operations answered")
    return worst


if __name__ == "__main__":
    main()
