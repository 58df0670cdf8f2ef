"""SQLite between two tests."""

# By way of base: on PostgreSQL nobody has read it yet, and the two import each other.
from django.db.backends.sqlite3.base import DatabaseOperations


def let_flushes_pass_triggers():
    """
    Let Django empty tables whose own triggers forbid it.

    PostgreSQL truncates, which row triggers do not see; SQLite deletes, which they do.
    """
    plain = DatabaseOperations.sql_flush

    def sql_flush(self, *args, **kwargs):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drop = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        return [*drop, *plain(self, *args, **kwargs), *(create for _, create in triggers)]

    DatabaseOperations.sql_flush = sql_flush
