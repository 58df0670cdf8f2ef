"""How the database would answer the statements that something asks."""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection

ON_POSTGRESQL = connection.vendor == "postgresql"
OURS = "recipients_"


@dataclass
class Plans:
    """
    :param read: names of tables of the registers, and by which index each is read.
    :param scanned: tables of the registers that are read from their first row to their last.
    """

    statements: list[tuple] = field(default_factory=list)
    read: set[tuple[str, str]] = field(default_factory=set)
    scanned: set[str] = field(default_factory=set)

    def note(self, execute, sql, params, many, context):
        if sql.startswith("SELECT"):
            self.statements.append((sql, params))
        return execute(sql, params, many, context)

    def explain(self):
        with connection.cursor() as cursor:
            for sql, params in self.statements:
                if ON_POSTGRESQL:
                    # So few rows would be scanned whatever the index.
                    cursor.execute("SET LOCAL enable_seqscan = off")
                    cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                    told = cursor.fetchone()[0]
                    told = json.loads(told) if isinstance(told, str) else told
                    self._walk(told[0]["Plan"])
                else:
                    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                    self._read([row[3] for row in cursor.fetchall()], sql)

    def _walk(self, node):
        table = node.get("Relation Name", "")
        if table.startswith(OURS):
            self.read.add((table, node.get("Index Name", "")))
            if node["Node Type"] == "Seq Scan" or (
                "Index Name" in node and "Index Cond" not in node
            ):
                self.scanned.add(table)
        for each in node.get("Plans", []):
            self._walk(each)

    def _read(self, lines, sql):
        for line in lines:
            verb, _, rest = line.partition(" ")
            if verb not in ("SCAN", "SEARCH"):
                continue
            name, _, how = rest.partition(" ")
            index = how.partition("INDEX ")[2].partition(" ")[0]
            self.read.add((name, index))
            # In a subquery a table bears an alias: U0, V0.
            if verb == "SCAN" and (name.startswith(OURS) or name[1:].isdigit()):
                self.scanned.add(name)


@contextmanager
def plans():
    """Notes what is asked inside, and explains it afterwards."""
    asked = Plans()
    with connection.execute_wrapper(asked.note):
        yield asked
    asked.explain()
