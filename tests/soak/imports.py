"""
An import killed at every row in turn, on a database put back each time: all of a batch or nothing.

`python -m tests.soak.imports`, with DATABASE=postgresql for the other database, and EVERY=10 for
every tenth row only. Each end is a SIGKILL of a process of its own, once while it checks and once
while it applies. Afterwards the registers, the trail and the lines must be those of some number
of whole batches, and the same file sent again must give the database of an import nobody stopped.
"""

import hashlib
import os
import sys
import time

from tests import scratch

ROWS, BATCH = 1_000, 250
EVERY = int(os.environ.get("EVERY", 1))


def main():
    with scratch.database():
        from django.conf import settings

        from tests.soak.states import States

        tell(f"{ROWS} rows in batches of {BATCH} on {os.environ.get('DATABASE', 'sqlite')}")
        states = States(settings.SCRATCH_DIR)
        soak = Soak(states, *prepared(states))
        sys.exit(soak.run())


def prepared(states):
    """An import whose columns are matched and one that is about to be applied, both put aside."""
    from django.conf import settings
    from django.utils import timezone

    from bansos.imports import actions, batches
    from bansos.imports.models import Kind
    from tests.benchmarks import import_rows
    from tests.factories import FacilityFactory, UserFactory

    batches.CHECKED_AT_ONCE = batches.WRITTEN_AT_ONCE = BATCH
    path = settings.SCRATCH_DIR / "daftar.xlsx"
    import_rows.write(path, ROWS)
    facility, by = FacilityFactory(regency_code=import_rows.REGENCY), UserFactory()
    about = {"name": path.name, "kind": Kind.FAMILIES, "facility": facility, "by": by}
    imported, _ = actions.upload([path.read_bytes()], **about, at=timezone.now())
    imported = worked(imported)
    columns = imported.mapping["columns"]
    imported = actions.match(imported, columns=columns, defaults={})
    states.keep("checking")
    imported = actions.apply(worked(imported), by=by, at=timezone.now())
    states.keep("applying")

    def send():
        return actions.upload([path.read_bytes()], **about, at=timezone.now())

    return imported.pk, facility.pk, send


class Soak:
    """The states after each whole batch, and the count of those that are none of them."""

    def __init__(self, states, imported_id, facility_id, send):
        self.states, self.imported_id, self.facility_id = states, imported_id, facility_id
        self.send = send
        self.survived = self.partial = self.unequal = self.killed = 0

    def run(self) -> int:
        from tests.soak import killing

        for name, arm in [
            ("checking", killing.while_checking),
            ("applying", killing.while_applying),
        ]:
            started = time.perf_counter()
            whole = self.undisturbed(name)
            for k in range(1, ROWS + 1, EVERY):
                self.interrupt(name, arm, k, whole)
            took = time.perf_counter() - started
            tell(
                f"{name}: {self.killed} interruptions, {self.survived} survivors, "
                f"{self.partial} partial imports, {self.unequal} unequal databases ({took:.0f} s)"
            )
            is_good = not (self.survived or self.partial or self.unequal)
            if not is_good:
                return 1
            self.killed = 0
        return 0

    def undisturbed(self, name) -> list[str]:
        """What the database says before the first batch and after each, with nobody in between."""
        self.states.put_back(name)
        found = [self.fingerprint()]
        while self.imported().state == name_of(name):
            step(self.imported())
            if (now := self.fingerprint()) != found[-1]:
                found.append(now)
        return found

    def interrupt(self, name, arm, k, whole):
        from tests.soak.killing import is_killed

        self.states.put_back(name)
        dead = is_killed(lambda: worked(self.imported(), until=name), arm, k)
        self.killed += dead
        self.survived += not dead
        self.partial += self.fingerprint() != whole[(k - 1) // BATCH]
        # Whoever does not know how far it came sends the same file again.
        again, is_known = self.send()
        worked(again, until=name)
        is_equal = is_known and again.pk == self.imported_id and self.fingerprint() == whole[-1]
        self.unequal += not is_equal

    def imported(self):
        from bansos.imports.models import Import

        return Import.objects.select_related("facility").get(pk=self.imported_id)

    def fingerprint(self) -> str:
        """A digest of all that an import may touch; keys, tokens and hours are left out."""
        from bansos.audit.models import Entry
        from bansos.audit.trail import verify
        from bansos.imports.models import Line, Step
        from tests.imports.snapshot import registers

        imported = self.imported()
        told = [
            registers(),
            list(Line.objects.order_by("number").values_list("number", "verdict", "payload")),
            list(Step.objects.order_by("number").values_list("number", flat=True)),
            list(Entry.objects.order_by("pk").values_list("action", "number")),
            list(verify(self.facility_id)),
            [imported.state, imported.rows_checked, imported.rows_written, imported.new],
            others(),
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def others() -> list[int]:
    """How many rows every other table of the registers has: likenesses, words to search by."""
    from django.apps import apps

    return [model._base_manager.count() for model in apps.get_app_config("recipients").get_models()]


def name_of(name):
    from bansos.imports.models import Import

    return Import.State[name.upper()]


def step(imported):
    from bansos.imports import actions

    return actions.advance(imported, by=imported.uploaded_by, seconds=0)


def worked(imported, until=None):
    """Work on until somebody is to decide, or a stage is over."""
    while imported.is_at_work and (until is None or imported.state == name_of(until)):
        imported = step(imported)
    return imported


def tell(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
