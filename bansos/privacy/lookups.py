"""Asking for many blind indexes, names or keys at once."""

import json

from django.core.exceptions import EmptyResultSet
from django.db.models import AutoField, BigAutoField, CharField, Lookup


@BigAutoField.register_lookup
@AutoField.register_lookup
@CharField.register_lookup
class Among(Lookup):
    """
    `name__among=values` is `name__in=values` with one parameter, however many values there are.

    `in` prepares and binds each by itself; for the thousands that a file asks about this took
    longer than the database's answer. Values are texts or whole numbers, as the column has them.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        left, params = self.process_lhs(compiler, connection)
        values = [value for value in self.rhs if value is not None]
        if not values:
            raise EmptyResultSet
        if connection.vendor == "postgresql":
            return f"{left} = ANY(%s)", [*params, values]
        rows = "SELECT value FROM json_each(%s)"
        return f"{left} IN ({rows})", [*params, json.dumps(values)]
