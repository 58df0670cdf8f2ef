"""
Plain SQL for the one deed that is done thousands of times in an hour.

The ORM spends more time building each statement than PostgreSQL needs to run it. What is
collected here is sent as one string on PostgreSQL, so that a batch of two hundred costs
the same round trips as a single press; SQLite takes the statements one by one.
"""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, connection, connections

MISSING = object()


class Writes:
    """Statements that are collected first and sent together."""

    def __init__(self):
        self._statements: list[tuple[str, list]] = []

    def insert(self, model, rows) -> None:
        """
        Insert rows of one model, without asking for their keys.

        :param rows: values by the columns of the model, which all name the same ones; what they
            do not name is as the model says. Instances would cost more than the statement.
        """
        if not rows:
            return
        fields, into, places = _insertion(model, model._meta.pk.attname in rows[0])
        # The proxy would look its connection up for each value again.
        database = connections[DEFAULT_DB_ALIAS]
        prepared = [_prepared(field, rows, database) for field in fields]
        values = [value for row in zip(*prepared, strict=True) for value in row]
        self._statements.append((into + ", ".join([places] * len(rows)), values))

    def add(self, model, key, **amounts) -> None:
        """Count fields of one row up by these amounts."""
        quote = connection.ops.quote_name
        columns = [quote(model._meta.get_field(name).column) for name in amounts]
        sums = ", ".join(f"{column} = {column} + %s" for column in columns)
        self._update(model, key, sums, list(amounts.values()))

    def set(self, model, key, **values) -> None:
        """Give fields of one row these values."""
        quote = connection.ops.quote_name
        fields = {model._meta.get_field(name): value for name, value in values.items()}
        settings = ", ".join(f"{quote(field.column)} = %s" for field in fields)
        prepared = [field.get_db_prep_save(value, connection) for field, value in fields.items()]
        self._update(model, key, settings, prepared)

    def _update(self, model, key, settings, values) -> None:
        quote = connection.ops.quote_name
        meta = model._meta
        table, key_column = quote(meta.db_table), quote(meta.pk.column)
        sql = f"UPDATE {table} SET {settings} WHERE {key_column} = %s"  # noqa: S608
        self._statements.append((sql, [*values, key]))

    def send(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                together = b"; ".join(
                    cursor.mogrify(sql, values) for sql, values in self._statements
                )
                cursor.execute(together.decode())
                return
            for sql, values in self._statements:
                cursor.execute(sql, values)


@cache
def _insertion(model, has_key) -> tuple[list, str, str]:
    """The columns of a model, how its statement begins, and the places of one row."""
    fields = [f for f in model._meta.concrete_fields if has_key or not f.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    # Names come from the models alone, values go as parameters.
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608
    return fields, into, "({})".format(", ".join(["%s"] * len(fields)))


def _prepared(field, rows, database) -> list:
    """One column as the database wants it. Most of them say the same in every row."""
    prepared, last, made = [], MISSING, None
    name = field.attname
    if name not in rows[0]:
        return [field.get_db_prep_save(field.get_default(), database)] * len(rows)
    for row in rows:
        value = row[name]
        # Only what is no secret: two rows with one sealed text would be known for the same.
        if value is not last or (value and type(value) is str):
            last, made = value, field.get_db_prep_save(value, database)
        prepared.append(made)
    return prepared
