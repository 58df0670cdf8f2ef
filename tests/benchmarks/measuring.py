"""What the benchmarks share: times and their percentiles, memory, and how they are printed."""

import resource
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


@dataclass
class Times:
    """How long each of many equal deeds took, in milliseconds."""

    each: list[float] = field(default_factory=list)

    @contextmanager
    def one(self):
        started = perf_counter()
        yield
        self.each.append((perf_counter() - started) * 1000)

    def percentile(self, percent) -> float:
        """The time within which so many of a hundred deeds were done."""
        ordered = sorted(self.each)
        return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]

    @property
    def p50(self) -> float:
        return self.percentile(50)

    @property
    def p95(self) -> float:
        return self.percentile(95)


def peak_memory() -> int:
    """The most memory this process ever held, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held // (1024 * 1024 if sys.platform == "darwin" else 1024)


def tell(line="") -> None:
    """Print a line at once, also where nobody watches."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def table(rows) -> list[str]:
    """Rows of words and numbers as lines, with the columns under each other."""
    texts = [[cell(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return [
        "  ".join(
            text.ljust(width) if nth == 0 else text.rjust(width)
            for nth, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in texts
    ]


def cell(value) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
