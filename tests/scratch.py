"""A database of one's own, for what measures or stops the program from outside the tests."""

import contextlib
import os

import django

from tests.postgresql import PostgreSQL


@contextlib.contextmanager
def database(*, is_durable=False):
    """
    Set Django up on an empty database: SQLite, or PostgreSQL where DATABASE=postgresql.

    Yields the server, if there is one.

    :param is_durable: as of PostgreSQL; SQLite always is.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from django.conf import settings

    server = None
    if settings.ON_POSTGRESQL:
        server = PostgreSQL(settings.SCRATCH_DIR, is_durable=is_durable)
    if server:
        server.start()
    try:
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield server
    finally:
        from django.db import connections

        connections.close_all()
        if server:
            server.stop()
