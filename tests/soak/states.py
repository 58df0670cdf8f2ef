"""Whole databases, with the files beside them, put aside and put back."""

import shutil

import psycopg2
from django.conf import settings
from django.db import connection, connections

WORK = "kerja"


class States:
    """
    Copies by name. SQLite's are files; PostgreSQL's are databases made after one another.

    On PostgreSQL the work goes on in a database of its own, so that this one can drop it.
    """

    def __init__(self, folder):
        self.folder = folder
        self.store = PostgreSQLStore() if settings.ON_POSTGRESQL else SQLiteStore(folder)

    def keep(self, name):
        connections.close_all()
        self.store.keep(name)
        shutil.copytree(settings.MEDIA_ROOT, self.folder / f"media-{name}")

    def put_back(self, name):
        connections.close_all()
        self.store.put_back(name)
        shutil.rmtree(settings.MEDIA_ROOT)
        shutil.copytree(self.folder / f"media-{name}", settings.MEDIA_ROOT)


class SQLiteStore:
    def __init__(self, folder):
        self.folder = folder
        self.file = settings.SCRATCH_DIR / "bansos.sqlite3"

    def keep(self, name):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
        shutil.copy(self.file, self.folder / f"{name}.sqlite3")

    def put_back(self, name):
        for ending in ["-wal", "-shm"]:
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copy(self.folder / f"{name}.sqlite3", self.file)


class PostgreSQLStore:
    def __init__(self):
        self.home = connection.settings_dict["NAME"]
        self.copy(self.home, WORK)
        connection.settings_dict["NAME"] = WORK

    def keep(self, name):
        self.copy(WORK, name)

    def put_back(self, name):
        self.copy(name, WORK)

    def copy(self, source, target):
        connections.close_all()
        about = connection.settings_dict
        keeper = psycopg2.connect(host=about["HOST"], user=about["USER"], dbname="template1")
        keeper.autocommit = True
        with keeper.cursor() as cursor:
            # A process that was killed may still have its server's end of the line open.
            cursor.execute(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {target} TEMPLATE {source}")
        keeper.close()
