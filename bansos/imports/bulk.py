"""
Many new rows in few statements.

A model's instance asks every field of every row several questions whose answers are known here;
that was most of the time an import took. What the database is sent is the same, and so are its
walls.
"""

from django.db import connection

from bansos.privacy.columns import maker
from bansos.privacy.fields import BlindIndexField

ROWS_AT_ONCE = 250


def insert(model, rows) -> list[int]:
    """
    Add new rows to a model's table, and return their keys in the same order.

    :param rows: a dict each, of values by attribute (`facility_id`); what is left out is the
        field's default, and blind indexes follow their sources.
    """
    told = {name for row in rows for name in row}
    fields = [field for field in model._meta.local_concrete_fields if _is_told(field, told)]
    makers = [(_source(field), maker(field), field.get_default()) for field in fields]
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
            values.append(make(value) if make else value)
    return values


def _is_told(field, told) -> bool:
    """Whether a column needs a value. Where nobody tells one, the database knows NULL by itself."""
    if field.primary_key:
        return False
    return field.attname in told or isinstance(field, BlindIndexField) or not field.null


def _source(field) -> str:
    """By which name a row tells the value from which the column's is made."""
    return field.source if isinstance(field, BlindIndexField) else field.attname
