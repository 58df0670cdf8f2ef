"""Whether the books agree with themselves, after whatever was done to the program."""

from tests.benchmarks.measuring import tell


def told() -> int:
    """Recount everything as check_invariants does; how many differences there are."""
    from bansos.handovers.invariants import differences, one_moment

    with one_moment():
        found = list(differences())
    for difference in found[:10]:
        tell(f"  {difference}")
    tell(f"invariants and trail: {len(found)} differences")
    return len(found)
