"""
Statements whose SQL is composed once, and then sent again and again with other values.

The ORM takes several times as long to compose a statement as PostgreSQL to answer it, which is
most of what the one deed costs that is done thousands of times in an hour. What is asked is
still said by a queryset, so that models, joins and both databases are the ORM's to know.
"""

from secrets import token_hex
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression

BY_KEY = "SET LOCAL enable_seqscan = off; "
"""A plan made when a table was empty reads all of it, and is kept while the table grows."""


class Slot(Expression):
    """
    Stands in a queryset where a value will be told.

    :param nth: which value of a list it is; where the list is shorter, its last one.
    :param field: by which the value is made ready for the database, where that is more than
        itself.
    """

    def __init__(self, name, nth=0, field=None):
        super().__init__(output_field=field)
        self.name, self.nth = name, nth

    def as_sql(self, compiler, connection):
        return "%s", [self]


def slots(name, count, field=None) -> list[Slot]:
    """Slots for a list of so many values, as `shape()` says it."""
    return [Slot(name, nth, field) for nth in range(count)]


def shape(values) -> int:
    """For how many values a statement is composed: the next power of two, so that few differ."""
    return 1 << (len(values) - 1).bit_length() if values else 0


class Composed:
    """:param rows: a queryset of `values_list()`, with slots."""

    def __init__(self, rows):
        self.compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.params = self.compiler.as_sql()
        held = [each for each in self.params if isinstance(each, Slot)]
        self.fields = {each.name: each._output_field_or_none for each in held}
        columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        self.plans: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

    def rows(self, **values) -> list[Any]:
        """What the database answers; each value a list, of one if it is one."""
        database = connections[DEFAULT_DB_ALIAS]
        for name, field in self.fields.items():
            if field is not None:
                values[name] = [field.get_db_prep_value(each, database) for each in values[name]]
        params = [_told(each, values) for each in self.params]
        with database.cursor() as cursor:
            if _is_planned(database):
                self._execute_planned(cursor, database.connection, params)
            else:
                cursor.execute(self.sql, params)
            found = cursor.fetchall()
        return list(self.compiler.apply_converters(found, self.converters))

    def _execute_planned(self, cursor, line, params) -> None:
        """PostgreSQL plans it once for each connection too: planning is most of its work."""
        name = self.plans.get(line)
        places = ", ".join(["%s"] * len(params))
        by_key = BY_KEY if cursor.db.in_atomic_block else ""
        if name is not None:
            cursor.execute(f"{by_key}EXECUTE {name}({places})", params)
            return
        name = f"composed_{token_hex(8)}"
        # The database learns the types from the columns; a name is used once, so that one that
        # was not remembered is in nobody's way, and no other process means something else by it.
        plan = self.sql % tuple(f"${nth}" for nth in range(1, len(params) + 1))
        cursor.execute(f"{by_key}PREPARE {name} AS {plan}; EXECUTE {name}({places})", params)
        self.plans[line] = name


def _is_planned(database) -> bool:
    """Not where each transaction may be on another connection, as Django is told of a pool."""
    is_pooled = database.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    return database.vendor == "postgresql" and not is_pooled


def _told(param, values):
    if not isinstance(param, Slot):
        return param
    given = values[param.name]
    return given[param.nth] if param.nth < len(given) else given[-1]
