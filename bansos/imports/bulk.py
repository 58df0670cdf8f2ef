"""
Many new rows in few statements.

A model's instance asks every field of every row several questions whose answers are known here;
that was most of the time an import took. What the database is sent is the same, and so are its
walls.
"""

from django.db import connection
from django.db.models import DateField, DateTimeField, JSONField

from bansos.privacy.ciphers import encrypt
from bansos.privacy.fields import BlindIndexField, EncryptedField

ROWS_AT_ONCE = 250


def insert(model, rows) -> list[int]:
    """
    Add new rows to a model's table, and return their keys in the same order.

    :param rows: a dict each, of values by attribute (`facility_id`); what is left out is the
        field's default, and blind indexes follow their sources.
    """
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    makers = [(field.attname, _maker(field), field.get_default()) for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    start = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608
    end = f" RETURNING {quote(model._meta.pk.column)}"
    one = f"({', '.join(['%s'] * len(fields))})"
    keys: list[int] = []
    with connection.cursor() as cursor:
        for first in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[first : first + ROWS_AT_ONCE]
            cursor.execute(start + ", ".join([one] * len(part)) + end, _values(makers, part))
            keys += [key for (key,) in cursor.fetchall()]
    return keys


def _values(makers, rows) -> list:
    values = []
    for row in rows:
        for name, make, default in makers:
            value = row.get(name, default)
            values.append(make(value, row) if make else value)
    return values


def _maker(field):
    """How a field's value becomes the column's; None where it is the same."""
    if isinstance(field, EncryptedField):
        context = field.context
        return lambda value, row: encrypt(value, context=context) if value else value
    if isinstance(field, BlindIndexField):
        return lambda value, row: field.index_of(row.get(field.source))
    if isinstance(field, DateTimeField | DateField | JSONField):
        return lambda value, row: value and field.get_db_prep_save(value, connection)
    return None
