"""
How quickly packages are handed over while fifty screens in the hall look on.

`python -m tests.benchmarks.hall_screen`, with DATABASE=postgresql for the other database. The same
presses one by one, without the screens and with them, turn by turn: what drifts on the machine
meanwhile meets both. The screens are a process of their own, as they are machines of their own.
"""

import contextlib
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4

from tests import scratch
from tests.benchmarks.measuring import Times, table, tell

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
PRESSES = 200
CONNECTIONS = 8
SCREENS = 50
EVERY = 3.0
ALLOWED = 1.2


def request(port, method, path, body=None, **headers):
    """The status, the headers and the body of one answer, over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


@contextlib.contextmanager
def serving():
    """The program as it is deployed, with two workers, on the database of this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--config", ROOT / "deploy/gunicorn.conf.py", "--workers", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, "bansos.wsgi"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 60
        while not answers(port):
            if time.monotonic() > until:
                raise SystemExit("The server does not answer.")
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def answers(port) -> bool:
    with contextlib.suppress(OSError):
        return request(port, "GET", "/stasiun/layar/")[0] == 401
    return False


def stage(families):
    """An open event with so many families: the token of a station, that of a screen, their ids."""
    from django.db import transaction
    from django.utils import timezone

    from bansos.stations import actions, hall
    from tests.factories import FacilityFactory, OfficialFactory, PostingFactory
    from tests.handovers.factories import EntitlementFactory, EventFactory
    from tests.stock.factories import BalanceFactory

    facility = FacilityFactory()
    officer = PostingFactory(facility=facility).user
    agenda = "Pembukaan\nPenyerahan\nPenutup"
    event = EventFactory(facility=facility, opened=True, agenda=agenda, opened_by=officer)
    BalanceFactory(facility=facility, package=event.package, on_hand=families)
    official = OfficialFactory(facility=facility)
    called = {"is_symbolic": True, "symbolic_official": official}
    with transaction.atomic():
        ids = [
            EntitlementFactory(
                event=event, number=number, added_by=officer, **called if number <= 8 else {}
            ).pk
            for number in range(1, families + 1)
        ]
    _, token = actions.pair(event, name="Meja 1", by=officer, at=timezone.now())
    return token, hall.new_token(event), ids


def hand_over(port, token, ids) -> Times:
    """Press once for each family, from several stations at once."""
    times, left, lock = Times(), list(ids), threading.Lock()

    def station():
        while True:
            with lock:
                if not left:
                    return
                entitlement = left.pop()
            body = operation(entitlement)
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            with times.one():
                answer = request(port, "POST", "/api/stations/operations", body, **headers)
            status = json.loads(answer[2])["results"][0]["status"] if answer[0] == 200 else answer
            if status != "ok":
                raise SystemExit(f"A press was answered {status}.")

    stations = [threading.Thread(target=station) for _ in range(CONNECTIONS)]
    for each in stations:
        each.start()
    for each in stations:
        each.join()
    if len(times.each) != len(ids):
        raise SystemExit("Not every press was answered.")
    return times


def operation(entitlement) -> str:
    from django.utils import timezone

    pressed = {"op_id": str(uuid4()), "entitlement": entitlement, "kind": "regular"}
    pressed |= {"happened_at": timezone.now().isoformat(), "offline": False}
    return json.dumps({"operations": [pressed]})


@contextlib.contextmanager
def looked_at(port, token):
    """Screens that look on meanwhile; what they found is there at the end."""
    command = [sys.executable, "-m", "tests.benchmarks.hall_screen", "screens", str(port), token]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)
    process.stdout.readline()
    found = {}
    try:
        yield found
    finally:
        told, _ = process.communicate()
    found |= json.loads(told)


def look_on(port, token) -> None:
    """Ask as the page does, from fifty screens at their own times, until the input ends."""
    is_over, times, statuses = threading.Event(), Times(), []

    def screen():
        tag = ""
        is_over.wait(random.uniform(0, EVERY))  # noqa: S311
        while not is_over.is_set():
            headers = {"Authorization": f"Screen {token}", "If-None-Match": tag}
            with times.one():
                status, answered, _ = request(port, "GET", "/stasiun/layar/", **headers)
            tag = answered.get("ETag", "")
            statuses.append(status)
            is_over.wait(EVERY)

    screens = [threading.Thread(target=screen) for _ in range(SCREENS)]
    for each in screens:
        each.start()
    tell("ready")
    sys.stdin.read()
    is_over.set()
    for each in screens:
        each.join()
    known = {status: statuses.count(status) for status in sorted(set(statuses))}
    tell(json.dumps({"times": times.each, "statuses": known}))


def main() -> None:
    families = ROUNDS * PRESSES * 2
    with scratch.database():
        tell(f"Building an event with {families} families …")
        token, screen, ids = stage(families)
        alone, watched, looks, statuses = [], [], Times(), {}
        with serving() as port:
            hand_over(port, token, [])
            for nth in range(ROUNDS):
                mine = ids[nth * PRESSES * 2 : (nth + 1) * PRESSES * 2]
                alone.append(hand_over(port, token, mine[:PRESSES]))
                with looked_at(port, screen) as found:
                    watched.append(hand_over(port, token, mine[PRESSES:]))
                looks.each += found["times"]
                for status, times in found["statuses"].items():
                    statuses[status] = statuses.get(status, 0) + times
    show(alone, watched, looks, statuses)


def show(alone, watched, looks, statuses) -> None:
    database = os.environ.get("DATABASE", "sqlite")
    tell(f"\nHand-overs one by one, {CONNECTIONS} stations, {SCREENS} screens, {database} (ms)")
    middle = {
        what: [
            statistics.median(getattr(times, what) for times in each) for each in (alone, watched)
        ]
        for what in ["p50", "p95"]
    }
    rows = [["", "p50", "p95"]]
    rows += [
        [label, middle["p50"][place], middle["p95"][place]]
        for place, label in enumerate(["without screens", "with screens"])
    ]
    rows.append(["a screen's own question", looks.p50, looks.p95])
    for line in table(rows):
        tell(line)
    ratio = middle["p95"][1] / middle["p95"][0]
    tell(f"answers to screens: {statuses}")
    tell(f"p95 with screens is {ratio:.2f} × that without (wanted: at most {ALLOWED})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["screens"]:
        look_on(int(sys.argv[2]), sys.argv[3])
    else:
        main()
