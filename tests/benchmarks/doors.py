"""Doors under load: servers with somebody to let in, and clients that come at full speed."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Thread
from uuid import uuid4

from tests import scratch
from tests.benchmarks.measuring import Times

ROOT = Path(__file__).resolve().parents[2]
BATCH = 200


@dataclass
class Round:
    """What one round of equal requests took."""

    operations: int
    seconds: float
    times: Times = field(default_factory=Times)

    @property
    def per_second(self) -> float:
        return self.operations / self.seconds


def rush(wires, bodies, is_right, *, each=1) -> Round:
    """
    Send all bodies, every client as quickly as it is answered.

    :param each: how many operations a body holds.
    """
    times, wrong, ready = Times(), [], Barrier(len(wires) + 1)

    def come(wire, own):
        ready.wait()
        for body in own:
            with times.one():
                answer = wire.post(body)
            if not is_right(*answer):
                wrong.append(answer)

    shares = [bodies[nth :: len(wires)] for nth in range(len(wires))]
    clients = [Thread(target=come, args=pair) for pair in zip(wires, shares, strict=True)]
    for client in clients:
        client.start()
    ready.wait()
    started = time.perf_counter()
    for client in clients:
        client.join()
    seconds = time.perf_counter() - started
    if wrong:
        raise SystemExit(f"{len(wrong)} wrong answers, as {wrong[0]}")
    return Round(len(bodies) * each, seconds, times)


class Ours:
    """
    Our server, and families that wait at its tables.

    :param families: ids of entitlements that nobody asked for yet.
    """

    def __init__(self, server, families, tokens):
        self.server, self.families, self.tokens = server, families, tokens

    def wires(self, count):
        from tests.soak.wire import Wire

        tokens = [self.tokens[nth % len(self.tokens)] for nth in range(count)]
        return [Wire(self.server.port, token) for token in tokens]

    def singles(self, count, *, clients=8) -> Round:
        return rush(self.wires(clients), self.bodies(count, 1), are_done)

    def batches(self, count, *, clients=2) -> Round:
        return rush(self.wires(clients), self.bodies(count, BATCH), are_done, each=BATCH)

    def bodies(self, count, size) -> list[bytes]:
        from tests.stations.device import pressed

        taken, self.families = self.families[: count * size], self.families[count * size :]
        parts = [taken[first : first + size] for first in range(0, len(taken), size)]
        return [
            json.dumps(
                {"operations": [pressed(each, op_id=str(uuid4())) for each in part]}
            ).encode()
            for part in parts
        ]


class Theirs:
    """The door of pretix."""

    def __init__(self, server, door):
        self.server, self.door = server, door

    def singles(self, count, *, clients=8) -> Round:
        from tests.benchmarks.peer_door import is_redeemed

        taken, self.door.secrets = self.door.secrets[:count], self.door.secrets[count:]
        wires = [self.door.wire(self.server.port) for _ in range(clients)]
        return rush(wires, [self.door.body(secret) for secret in taken], is_redeemed)


def are_done(status, answer) -> bool:
    return status == 200 and all(each["status"] == "ok" for each in json.loads(answer)["results"])


def on_postgresql(families) -> Ours:
    """On the database of this process."""
    from tests.soak.hall import hall
    from tests.soak.server import Server

    place = hall(families=families, stations=8)
    return Ours(Server(), place.families, place.tokens)


def on_sqlite(families, folder) -> Ours:
    """On a database of its own, made by a process of its own."""
    from tests.soak.server import Server

    env = os.environ | {"DATABASE": "sqlite", "SCRATCH_DIR": str(folder)}
    made = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.doors", str(families)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise SystemExit(made.stderr)
    told = json.loads(made.stdout.splitlines()[-1])
    url = f"sqlite:///{folder}/bansos.sqlite3"
    settings = {"DJANGO_SETTINGS_MODULE": "bansos.settings", "DATABASE_URL": url}
    return Ours(Server(env=settings), told["families"], told["tokens"])


if __name__ == "__main__":
    with scratch.database():
        from tests.soak.hall import hall

        made = hall(families=int(sys.argv[1]), stations=8)
    sys.stdout.write(json.dumps({"families": made.families, "tokens": made.tokens}))
