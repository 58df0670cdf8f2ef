"""
Encrypting anew with the first key, in steps small enough to be stopped after any of them.

Plain SQL, because the models would open and close every value on the way. A value is written
only where the old token still stands: what somebody changes meanwhile is never lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, transaction

from .ciphers import DecryptionError, decrypt, encrypt, needs_rotation
from .fields import EncryptedField

BATCH = 500


@dataclass
class Step:
    """What one batch came to."""

    read: int = 0
    renewed: int = 0
    # Changed by somebody else in that very moment, perhaps with the old key: for the next run.
    left: int = 0
    unreadable: list[str] = field(default_factory=list)


def encrypted_models() -> list[type]:
    """All models with a table of their own that have encrypted fields."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if encrypted_fields(model) and not model._meta.proxy and model._meta.managed
    ]


def encrypted_fields(model) -> list[EncryptedField]:
    return [each for each in model._meta.local_concrete_fields if isinstance(each, EncryptedField)]


def rotate(model) -> Iterator[Step]:
    """Renew the model's tokens in the order of its keys; each step is a transaction of its own."""
    last = None
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            rows = _rows_after(cursor, model, last)
            step = Step(read=len(rows))
            for pk, *tokens in rows:
                _renew(cursor, model, pk, tokens, step)
        if not rows:
            return
        last = rows[-1][0]
        yield step


def _rows_after(cursor, model, last) -> list[tuple]:
    key, columns, table = _quoted(model)
    select = f"SELECT {', '.join([key, *columns])} FROM {table}"  # noqa: S608
    further = f"WHERE {key} > %s" if last is not None else ""
    parameters = [last] if last is not None else []
    cursor.execute(f"{select} {further} ORDER BY {key} LIMIT {BATCH}", parameters)
    return cursor.fetchall()


def _quoted(model) -> tuple[str, list[str], str]:
    quoted = connection.ops.quote_name
    columns = [quoted(str(each.column)) for each in encrypted_fields(model)]
    return quoted(str(model._meta.pk.column)), columns, quoted(model._meta.db_table)


def _renew(cursor, model, pk, tokens, step) -> None:
    old, new = {}, {}
    for each, token in zip(encrypted_fields(model), tokens, strict=True):
        if not token or not needs_rotation(token):
            continue
        try:
            text = decrypt(token, context=each.context)
        except DecryptionError:
            step.unreadable.append(f"{each.context}, {model._meta.pk.column} {pk}")
            continue
        old[each.column] = token
        new[each.column] = encrypt(text, context=each.context)
    if new:
        done = _swap(cursor, model, pk, old, new)
        step.renewed += done * len(new)
        step.left += (not done) * len(new)


def _swap(cursor, model, pk, old, new) -> int:
    """Write the new tokens if the old ones still stand; 1 if so, else 0."""
    key, _, table = _quoted(model)
    columns = [f"{connection.ops.quote_name(column)} = %s" for column in new]
    update = f"UPDATE {table} SET {', '.join(columns)}"  # noqa: S608
    as_before = " AND ".join([f"{key} = %s", *columns])
    cursor.execute(f"{update} WHERE {as_before}", [*new.values(), pk, *old.values()])
    return cursor.rowcount
