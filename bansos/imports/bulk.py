"""
Many new rows in few statements.

A model's instance asks every field of every row several questions whose answers are known here;
that was most of the time an import took. What the database is sent is the same, and so are its
walls.
"""

from functools import cache

from django.db import connection
from django.db.models import DateField

from bansos.privacy.ciphers import encrypter
from bansos.privacy.fields import BlindIndexField, EncryptedField

ROWS_AT_ONCE = 250


def insert(model, rows) -> list[int]:
    """
    Add new rows to a model's table, and return their keys in the same order.

    :param rows: a dict each, of values by attribute (`facility_id`); what is left out is the
        field's default, and blind indexes follow their sources.
    """
    told = {name for row in rows for name in row}
    fields = [field for field in model._meta.local_concrete_fields if _is_told(field, told)]
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


def _is_told(field, told) -> bool:
    """Whether a column needs a value. Where nobody tells one, the database knows NULL by itself."""
    if field.primary_key:
        return False
    return field.attname in told or isinstance(field, BlindIndexField) or not field.null


def _maker(field):
    """How a field's value becomes the column's; None where it is the same."""
    if isinstance(field, EncryptedField):
        encrypt = encrypter(context=field.context)
        return lambda value, row: encrypt(value) if value else value
    if isinstance(field, BlindIndexField):
        index_of, source = field.indexer(), field.source
        return lambda value, row: index_of(row.get(source))
    if isinstance(field, DateField):
        # Many rows tell the same instant.
        prepare = cache(lambda value: value and field.get_db_prep_save(value, connection))
        return lambda value, row: prepare(value)
    return None
