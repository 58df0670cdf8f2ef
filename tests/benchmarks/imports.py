"""
How quickly a list becomes a register: ours against django-import-export, on the same rows.

`python -m tests.benchmarks.imports`, with DATABASE=postgresql for the other database. Each run is
a process of its own on an empty database, so that its peak of memory is its own. Three peers:

- as it comes: a resource as its documentation shows it;
- without its diff: what its documentation says of speed, so far as it goes for a resource with
  related rows (`skip_diff`); this is the one to beat;
- in bulk by hand: its `use_bulk`, with all that it does not do for related rows written by us.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

from tests import scratch

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / "var" / "bench" / "peer"
PACKAGES = ["django-import-export==4.4.*", "tablib", "diff-match-patch", "openpyxl", "et-xmlfile"]
ROWS = 10_000
PEER_ROWS = 2_000  # of the same list: each of its rows takes it as long as the one before
SIZES = [1_000, ROWS, 50_000]
OURS = "ours"
VARIANTS = ["as it comes", "without its diff", "in bulk by hand"]


def tell(line=""):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def peer_is_here() -> bool:
    """Whether django-import-export is at hand; installed aside, as only this needs it."""
    if (PEER / "import_export").is_dir():
        return True
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*pip, "--no-deps", "--target", PEER, *PACKAGES], capture_output=True, text=True
    )
    if done.returncode:
        tell("django-import-export cannot be installed here, so there is nothing to compare with:")
        tell(done.stderr.strip().splitlines()[-1])
    return done.returncode == 0


def measured(variant, path, count) -> dict:
    """What a run in a process of its own says of itself."""
    asked = [sys.executable, "-m", "tests.benchmarks.imports", variant, path, str(count)]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def run(variant, path, count) -> dict:
    """Import a file into an empty database, and say what it took."""
    with scratch.database():
        from bansos.indonesia import regions
        from tests.benchmarks.import_rows import REGENCY
        from tests.factories import FacilityFactory, UserFactory

        deed = ours if variant == OURS else peer(variant)
        facility = FacilityFactory(regency_code=REGENCY, time_zone="Asia/Makassar")
        about = {"facility": facility, "by": UserFactory()}
        # A server has its regions loaded long before anybody sends a file.
        regions.search("angsau", within=REGENCY)
        regions.children(REGENCY)
        readers = Readers()
        readers.start()
        started, worked = time.perf_counter(), cpu()
        families = deed(path, **about)
        seconds, worked = time.perf_counter() - started, cpu() - worked
        readers.is_over.set()
        if families != count:
            raise SystemExit(f"{families} families came of {count} rows.")
    return {"seconds": seconds, "cpu": worked, "own": peak(), "reader": readers.peak}


def peer(variant):
    """Its deed, for one of its variants."""
    sys.path.append(str(PEER))
    from tests.benchmarks import import_peer

    return partial(import_peer.run, variant=variant)


def ours(path, *, facility, by) -> int:
    """Bring a file in as a screen does: upload, read, match, check, apply."""
    from django.utils import timezone

    from bansos.imports import actions
    from bansos.imports.models import Kind
    from recipients.models import Recipient

    def work(imported):
        while imported.is_at_work:
            imported = actions.advance(imported, by=by)
        return imported

    with path.open("rb") as file:
        chunks = iter(lambda: file.read(64 * 1024), b"")
        about = {"name": path.name, "kind": Kind.FAMILIES, "facility": facility}
        imported, _ = actions.upload(chunks, **about, by=by, at=timezone.now())
    imported = work(imported)
    columns = imported.mapping["columns"]
    imported = work(actions.match(imported, columns=columns, defaults={}))
    work(actions.apply(imported, by=by, at=timezone.now()))
    return Recipient.objects.count()


def cpu() -> float:
    """The seconds that processors worked for this process and its children."""
    return sum(os.times()[:4])


def peak(process="self") -> int:
    """The most memory a process ever held, in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if "VmHWM" in line)


class Readers(threading.Thread):
    """Looks after the processes that read files, to tell the most memory any of them held."""

    def __init__(self):
        super().__init__(daemon=True)
        self.peak, self.is_over = 0, threading.Event()

    def run(self):
        while not self.is_over.wait(0.01):
            for process in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
                with contextlib.suppress(OSError, StopIteration):
                    if b"child.py" in Path(f"/proc/{process}/cmdline").read_bytes():
                        self.peak = max(self.peak, peak(process))


def main():
    from tests.benchmarks import import_rows

    tell(f"Import of families, 14 columns, on {os.environ.get('DATABASE', 'sqlite')}.")
    tell("Each line a process of its own; CPU and memory of the database server are not counted.")
    tell()
    columns = ["rows", "seconds", "CPU s", "rows/s", "µs/row", "CPU µs", "MB", "reader MB"]
    tell(f"{'':32}" + "".join(f"{column:>10}" for column in columns))
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for count in sorted({*SIZES, ROWS, PEER_ROWS}):
            files[count] = Path(folder) / f"{count}.xlsx"
            import_rows.write(files[count], count)
        own = {count: line("bansos", OURS, files[count], count) for count in SIZES}
        if peer_is_here():
            for variant in VARIANTS:
                told = line(f"import-export, {variant}", variant, files[PEER_ROWS], PEER_ROWS)
                compare(own[ROWS], told)


def line(name, variant, path, count) -> dict:
    told = measured(variant, path, count)
    told["each"], told["cpu each"] = (told[name] / count * 1e6 for name in ["seconds", "cpu"])
    tell(
        f"{name:32}{count:10}{told['seconds']:10.2f}{told['cpu']:10.2f}"
        f"{count / told['seconds']:10.0f}{told['each']:10.0f}{told['cpu each']:10.0f}"
        f"{told['own']:10}{told['reader']:10}"
    )
    return told


def compare(ours, theirs):
    times = [theirs[name] / ours[name] for name in ["each", "cpu each"]]
    tell(f"{'':32}ours is {times[0]:.1f} times as fast; by CPU {times[1]:.1f} times")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        tell(json.dumps(run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        main()
