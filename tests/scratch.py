"""A database of one's own, for what measures or stops the program from outside the tests."""

import contextlib
import os

import django

from tests.postgresql import PostgreSQL


@contextlib.contextmanager
def database():
    """Set Django up on an empty database: SQLite, or PostgreSQL where DATABASE=postgresql."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from django.conf import settings

    server = PostgreSQL(settings.SCRATCH_DIR) if settings.ON_POSTGRESQL else None
    if server:
        server.start()
    try:
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield
    finally:
        from django.db import connections

        connections.close_all()
        if server:
            server.stop()
