"""How many files are read at once: a hostile one may hold a worker and 512 MiB for 30 s."""

import fcntl
import os
from contextlib import contextmanager

from django.conf import settings

from .refusals import Busy

SLOTS = max(1, (os.cpu_count() or 1) // 2)
"""Half of the workers, of which there are as many as cores, go on serving whoever reads nothing."""


@contextmanager
def slot():
    """
    One of this machine's places to read a file at, until the block ends or the process does.

    :raises Busy: at once, if all are taken.
    """
    folder = settings.MEDIA_ROOT / "readers"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(SLOTS):
        with (folder / str(number)).open("wb") as file:
            if _is_locked(file):
                yield
                return
    raise Busy("Sedang ada berkas lain yang dibaca; coba lagi sebentar lagi.")


def _is_locked(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
