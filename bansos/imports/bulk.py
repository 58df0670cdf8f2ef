"""
Many new rows in few statements.

`bulk_create` asks every field of every row several questions whose answers are known here; that
was most of the time an import took. What the database is sent is the same, and so are its walls.
"""

from django.db import connection
from django.db.models import DateField, DateTimeField, JSONField

from bansos.privacy.ciphers import encrypt
from bansos.privacy.fields import BlindIndexField, EncryptedField

ROWS_AT_ONCE = 250


def insert(model, objects) -> None:
    """Add new objects, of which none has a key yet, and give each its key."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    makers = [(field.attname, _maker(field)) for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    key = model._meta.pk
    table = quote(model._meta.db_table)
    start = f"INSERT INTO {table} ({columns}) VALUES "  # noqa: S608
    end = f" RETURNING {quote(key.column)}"
    one = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        for first in range(0, len(objects), ROWS_AT_ONCE):
            part = objects[first : first + ROWS_AT_ONCE]
            cursor.execute(start + ", ".join([one] * len(part)) + end, _values(makers, part))
            for made, (pk,) in zip(part, cursor.fetchall(), strict=True):
                setattr(made, key.attname, pk)
                made._state.adding, made._state.db = False, connection.alias


def _values(makers, objects) -> list:
    values = []
    for each in objects:
        told = each.__dict__
        for name, make in makers:
            value = told.get(name)
            values.append(make(value, told) if make else value)
    return values


def _maker(field):
    """How a field's value becomes the column's; None where it is the same."""
    if isinstance(field, EncryptedField):
        context = field.context
        return lambda value, told: encrypt(value, context=context) if value else value
    if isinstance(field, BlindIndexField):
        return lambda value, told: field.index_of(told.get(field.source))
    if isinstance(field, DateTimeField | DateField | JSONField):
        return lambda value, told: value and field.get_db_prep_save(value, connection)
    return None
