"""Whether the books agree with themselves, after whatever was done to the program."""

from tests.benchmarks.measuring import tell


def told() -> int:
    """Recount everything as check_invariants does; how many differences there are."""
    from django.db import connection

    from bansos.handovers.invariants import differences, one_moment

    with connection.cursor() as cursor:
        # What a server does by itself within minutes; without it a recount takes minutes.
        cursor.execute("ANALYZE")
    with one_moment():
        found = list(differences())
    for difference in found[:10]:
        tell(f"  {difference}")
    tell(f"invariants and trail: {len(found)} differences")
    return len(found)
