"""Real ends in the middle of an import: a process that kills itself at a row."""

import os
import signal
import warnings
from itertools import count

from django.db import connections

from bansos.imports import batches, bulk
from bansos.imports.applying import families
from recipients.models import Kinship, Member, Recipient

SURVIVED = 7


def die():
    """End as by a power cut: nothing is tidied up, nothing rolled back by this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def is_killed(deed, arm, k) -> bool:
    """Do a deed in a process that dies at row k, and say whether it did."""
    # No connection outlives the fork: two processes on one would talk over each other.
    connections.close_all()
    with warnings.catch_warnings():
        # Threads of the test runner stay behind; the child needs none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            arm(k)
            deed()
        finally:
            os._exit(SURVIVED)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def while_checking(k):
    """Die on reading row k, or, for every other k, when its line is half written."""
    if k % 2:
        batches.checker = _dying_checker(batches.checker, k)
    else:
        batches.insert = _dying_insert(batches.Line, k)


def while_applying(k):
    """Die as row k of one of the tables goes in, or, at times, when its batch is all but kept."""
    victims = [Recipient, Member, Kinship]
    if k % 4 == 3:
        batches.write = _dying_write(batches.write, k)
    else:
        families.insert = _dying_insert(victims[k % 4], k)


def _dying_checker(real, k):
    seen = count(1)

    def checker(*args, **about):
        check = real(*args, **about)

        def checked(*row):
            if next(seen) == k:
                die()
            return check(*row)

        return checked

    return checker


def _dying_insert(victim, k):
    seen = 0

    def insert(model, rows):
        nonlocal seen
        if model is victim:
            if seen + len(rows) >= k:
                bulk.insert(model, rows[: k - seen])
                die()
            seen += len(rows)
        return bulk.insert(model, rows)

    return insert


def _dying_write(real, k):
    seen = 0

    def write(kind, rows, **about):
        nonlocal seen
        written, seen = real(kind, rows, **about), seen + len(rows)
        if seen >= k:
            die()
        return written

    return write
