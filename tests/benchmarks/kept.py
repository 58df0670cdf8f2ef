"""
Databases that take minutes to build, kept under var/bench/ for the next time.

Each belongs to what it was built by: where that changed, it is built anew.
"""

import os
import tempfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg2

from tests.postgresql import PostgreSQL

ROOT = Path(__file__).resolve().parents[2]
BUILDERS = [
    "recipients/synthetic/*.py",
    "*/migrations/*.py",
    "bansos/*/migrations/*.py",
    "tests/benchmarks/lookups.py",
]


def on_postgresql() -> bool:
    return os.environ.get("DATABASE", "sqlite") == "postgresql"


def home() -> Path:
    """Where they lie. PostgreSQL, run by root as nobody, may not look into root's own folders."""
    is_out_of_sight = on_postgresql() and os.geteuid() == 0
    parent = Path(tempfile.gettempdir()) / "bansos-bench" if is_out_of_sight else ROOT / "var/bench"
    place = parent / ("postgresql" if on_postgresql() else "sqlite")
    place.mkdir(parents=True, exist_ok=True)
    return place


def fingerprint() -> str:
    """Tells apart what the databases are built by."""
    sources = sorted({path for pattern in BUILDERS for path in ROOT.glob(pattern)})
    return sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:8]


@contextmanager
def server():
    """A PostgreSQL for the databases, where one is asked for."""
    os.environ["SCRATCH_DIR"] = str(home())
    if not on_postgresql():
        yield
        return
    running = PostgreSQL(home(), keeps=True)
    running.start()
    try:
        yield
    finally:
        running.stop()


def name_of(what, size) -> str:
    """What Django calls the database of so many families."""
    name = f"{what}_{size}_{fingerprint()}"
    return name if on_postgresql() else str(home() / f"{name}.sqlite3")


def is_built(name) -> bool:
    if on_postgresql():
        return name in _databases()
    return Path(name).exists()


def begin(what, size) -> str:
    """A new database, under a name of its own until it is done; those of old builders go."""
    if on_postgresql():
        for name in _databases():
            if name.startswith((f"{what}_{size}_", "building")):
                _execute(f'DROP DATABASE "{name}"')
        _execute('CREATE DATABASE "building"')
        return "building"
    for path in [*home().glob(f"{what}_{size}_*"), *home().glob("building*")]:
        path.unlink()
    return str(home() / "building.sqlite3")


def finish(building, name) -> None:
    """Call it by its name, now that all of it is there."""
    if on_postgresql():
        _execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    else:
        Path(building).rename(name)


def _databases() -> list[str]:
    return [name for (name,) in _execute("SELECT datname FROM pg_database")]


def _execute(sql) -> list:
    connection = psycopg2.connect(host=str(home()), user="postgres", dbname="postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
