"""
Queues of devices on a bad network: lost, doubled and made up must each be nothing.

`python -m tests.soak.replay [QUEUES [LENGTH]]`, with DATABASE=postgresql for the other database.
Queues hold presses that were pressed twice, in no order; every fifth answer is lost on its way;
every other queue is sent by two devices, in turns. The oracle knows what was sent and what was
answered, and reads the tables; tests/stations/test_replay.py shows that it sees planted faults.
"""

import os
import sys
import time

from tests import scratch
from tests.benchmarks.measuring import tell

QUEUES, LENGTH = 200, 500


def main():
    told = [int(each) for each in sys.argv[1:]]
    queues, length = told + [QUEUES, LENGTH][len(told) :]
    tell(f"{queues} queues of {length} on {os.environ.get('DATABASE', 'sqlite')}")
    with scratch.database():
        sys.exit(replayed(queues, length))


def replayed(queues, length) -> int:
    """Send the queues, and count what is wrong afterwards."""
    from tests.soak.hall import hall
    from tests.soak.queues import Crowd
    from tests.soak.server import Server
    from tests.soak.whole import told
    from tests.stations.oracle import Oracle

    place = hall(families=queues * length // 4 + length, stations=20)
    oracle = Oracle()
    with Server().running() as server:
        crowd = Crowd(server.port, place, oracle, length=length)
        started = time.perf_counter()
        crowd.deliver(queues)
        took = time.perf_counter() - started
    tell(f"{len(oracle.sent)} operations sent in {took:.0f} s; answers: {dict(crowd.counted)}")
    return judged(oracle) + told()


def judged(oracle) -> int:
    found = {"lost": oracle.lost(), "doubled": oracle.doubled(), "made up": oracle.made_up()}
    tell(", ".join(f"{name}: {len(ids)}" for name, ids in found.items()))
    return sum(map(len, found.values()))


if __name__ == "__main__":
    main()
