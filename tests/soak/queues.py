"""Devices with queues full of what they wrote down, on a network that loses every fifth answer."""

import json
import time
from collections import Counter
from random import Random
from threading import Lock, Thread

from tests.soak.wire import Wire
from tests.stations.device import pressed

LOST_ANSWERS = 0.2
TWICE = 0.1
"""How much of a queue was pressed twice, so that it stands in it twice."""
OFFLINE = 0.3
NONSENSE = 0.02
BUSY = 503
BREATH = 0.02
"""Seconds before asking again a server that did not answer."""


def queue_of(families, length, chance) -> list[dict]:
    """What a device wrote down, in no order: presses, second presses, some of it nonsense."""
    queue = [press(families, chance) for _ in range(length - int(length * TWICE))]
    queue += chance.sample(queue, length - len(queue))
    chance.shuffle(queue)
    return queue


def press(families, chance) -> dict:
    if chance.random() < NONSENSE:
        return pressed(coupon="0000-0000-0000-1")
    return pressed(chance.choice(families), offline=chance.random() < OFFLINE)


class Crowd:
    """
    Devices that send queue after queue, each queue until every operation in it is answered.

    :param oracle: is told what was sent and what was answered, and nothing else.
    :param largest: operations in one request.
    """

    def __init__(self, port, place, oracle, *, length, largest=200, seed=1):
        self.port, self.place, self.oracle = port, place, oracle
        self.length, self.largest, self.seed = length, largest, seed
        self.counted, self.lock, self.next = Counter(), Lock(), 0
        self.is_over = self.is_given_up = False

    def deliver(self, queues, *, clients=8) -> None:
        """So many queues, or with None as many as there are until `is_over`."""
        devices = [Thread(target=self.work, args=[nth, queues]) for nth in range(clients)]
        for device in devices:
            device.start()
        for device in devices:
            device.join()

    def work(self, nth, queues) -> None:
        while not self.is_over and (number := self.take()) < (queues or number + 1):
            chance = Random(self.seed * 1_000_000 + number)  # noqa: S311 - a story, not a secret
            queue = queue_of(self.families_of(number), self.length, chance)
            with self.lock:
                self.oracle.saw(queue)
                self.counted["queues"] += 1
            # Every other queue was copied to a second device, which sends it too.
            devices = [number, number + 1][: 1 + number % 2]
            self.send(queue, [self.wire(each) for each in devices], chance)

    def take(self) -> int:
        with self.lock:
            self.next += 1
            return self.next - 1

    def families_of(self, number) -> list[int]:
        """Half as many as it has operations; neighbouring queues have half of theirs in common."""
        families, wide = self.place.families, max(self.length // 2, 1)
        first = number * wide // 2 % max(len(families) - wide, 1)
        return families[first : first + wide]

    def wire(self, number):
        return Wire(self.port, self.place.tokens[number % len(self.place.tokens)])

    def send(self, queue, wires, chance) -> None:
        """From each device all of it, in batches of any size, in turns."""
        waiting = [(wire, list(queue)) for wire in wires]
        while waiting and not self.is_given_up:
            wire, rest = waiting.pop(0)
            size = chance.randint(1, self.largest)
            batch, rest = rest[:size], rest[size:]
            if not self.is_answered(wire, batch, chance):
                rest += batch
                chance.shuffle(rest)
            if rest:
                waiting.append((wire, rest))
        for wire in wires:
            wire.close()

    def is_answered(self, wire, batch, chance) -> bool:
        try:
            if chance.random() < LOST_ANSWERS:
                self.count("lost answers")
                wire.leave(json.dumps({"operations": batch}).encode())
                return False
            status, said = wire.post(json.dumps({"operations": batch}).encode())
        except ConnectionError:
            return self.pause("no answers")
        if status >= 500:
            return self.pause("busy" if status == BUSY else f"{status}")
        if status != 200:
            raise SystemExit(f"Turned away: {status} {said[:300]}")
        results = json.loads(said)["results"]
        with self.lock:
            self.oracle.heard(results)
            self.counted["operations"] += len(batch)
            self.counted.update(each["status"] for each in results)
        return True

    def pause(self, why) -> bool:
        self.count(why)
        time.sleep(BREATH)
        return False

    def count(self, what) -> None:
        with self.lock:
            self.counted[what] += 1
