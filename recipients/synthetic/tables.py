"""
Very many new rows, sent the quickest way each database knows: COPY, or one prepared INSERT.

What stands in the columns is what `save()` would have put there, and the constraints see it all.
"""

import csv
import io
from contextlib import contextmanager
from itertools import islice

from django.db import connection
from django.db.models import Max

from bansos.privacy.columns import maker

NULL = r"\N"
PRAGMAS = {"cache_size": -200_000, "synchronous": "NORMAL", "wal_autocheckpoint": 250_000}


@contextmanager
def hurried():
    """
    Let SQLite write much at once: 200 MB of pages in memory, 1 GB of log before it is tidied up.

    What a power cut could take is the last chunk, never a part of one.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        before = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
        for name, value in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}={value}")
        try:
            yield
        finally:
            for name, value in before.items():
                cursor.execute(f"PRAGMA {name}={value}")


class Table:
    """
    A model's table, to be filled with rows of these attributes, a key of its own first.

    Columns that are not named get the default of their field.
    """

    def __init__(self, model, attributes):
        self.model = model
        fields = {field.attname: field for field in model._meta.local_concrete_fields}
        self.named = [fields.pop(name) for name in attributes]
        self.columns = [field.column for field in [*self.named, *fields.values()]]
        self.rest = [field.get_default() for field in fields.values()]

    def prepare(self, rows) -> None:
        """
        Make of the values what the columns hold; a blind index is told its source's value.

        Asks nothing of the database.
        """
        makers = [(i, make) for i, field in enumerate(self.named) if (make := maker(field))]
        for row in rows:
            for i, make in makers:
                if row[i]:
                    row[i] = make(row[i])

    def add(self, rows) -> list[int] | range:
        """Write prepared rows, and give their keys in the same order. Needs a transaction."""
        keys = self._reserve(len(rows))
        for row, key in zip(rows, keys, strict=True):
            row[0] = key
        self.put(rows)
        return keys

    def put(self, rows) -> None:
        """Write prepared rows that have what the table is keyed by."""
        whole = ([*row, *self.rest] for row in rows) if self.rest else rows
        with connection.cursor() as cursor:
            put = _copy if connection.vendor == "postgresql" else _insert
            put(cursor, self.model._meta.db_table, self.columns, whole)

    def _reserve(self, count) -> list[int] | range:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [self.model._meta.db_table, count],
                )
                return [pk for (pk,) in cursor.fetchall()]
        # An immediate transaction keeps others from writing, so that nobody takes them meanwhile.
        last = self.model.objects.aggregate(last=Max("pk"))["last"] or 0
        return range(last + 1, last + 1 + count)


def _copy(cursor, table, columns, rows):
    names = ", ".join(map(connection.ops.quote_name, columns))
    start = f"COPY {connection.ops.quote_name(table)} ({names})"
    cursor.copy_expert(f"{start} FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", _Lines(rows))


class _Lines:
    """Rows as the lines of a file, made as it is read: the server works on those before."""

    AT_ONCE = 500

    def __init__(self, rows):
        self.rows = iter(rows)

    def read(self, size) -> str:
        text = io.StringIO(newline="")
        part = islice(self.rows, self.AT_ONCE)
        csv.writer(text).writerows([NULL if v is None else v for v in row] for row in part)
        return text.getvalue()


def _insert(cursor, table, columns, rows):
    names = ", ".join(map(connection.ops.quote_name, columns))
    places = ", ".join(["%s"] * len(columns))
    start = f"INSERT INTO {connection.ops.quote_name(table)} ({names})"
    cursor.executemany(f"{start} VALUES ({places})", rows)
