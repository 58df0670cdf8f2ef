"""Where uploaded files lie: a folder of its own each, closed to others, gone when done with."""

import hashlib
import shutil

LARGEST = 10 * 1024 * 1024
FILE = "berkas"


def keep(imported, chunks) -> str:
    """Write what was uploaded into the import's folder, and return its SHA-256."""
    imported.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    imported.place.mkdir(mode=0o700)
    digest = hashlib.sha256()
    with file_of(imported).open("xb") as kept:
        for chunk in chunks:
            digest.update(chunk)
            kept.write(chunk)
    return digest.hexdigest()


def file_of(imported):
    return imported.place / FILE


def clear(imported):
    """Remove the file and what was read out of it."""
    shutil.rmtree(imported.place, ignore_errors=True)
