"""The databases under the tests are the ones of production, and nobody's own."""

import importlib.util
from threading import Thread

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from bansos.accounts.models import User
from tests.factories import UserFactory

on_postgresql = pytest.mark.skipif(not settings.ON_POSTGRESQL, reason="speaks of PostgreSQL")
on_sqlite = pytest.mark.skipif(settings.ON_POSTGRESQL, reason="speaks of SQLite")


def pragma(name):
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_psycopg_3_is_not_importable():
    assert importlib.util.find_spec("psycopg") is None
    assert importlib.util.find_spec("psycopg2") is not None


@on_postgresql
def test_django_talks_to_postgresql_through_psycopg2(db):
    connection.ensure_connection()

    assert connection.vendor == "postgresql"
    assert type(connection.connection).__module__ == "psycopg2.extensions"


@on_postgresql
def test_each_worker_has_a_database_of_its_own(db, worker_id):
    suffix = "" if worker_id == "master" else f"_{worker_id}"

    assert connection.settings_dict["NAME"] == f"test_postgres{suffix}"
    assert connection.settings_dict["HOST"] == str(settings.SCRATCH_DIR)


@on_sqlite
def test_sqlite_runs_as_it_does_in_production(db):
    assert pragma("journal_mode") == "wal"
    assert pragma("foreign_keys") == 1
    assert connection.transaction_mode == "IMMEDIATE"


@on_sqlite
def test_sqlite_is_a_file_in_the_scratch_folder(db):
    assert connection.settings_dict["NAME"].startswith(f"{settings.SCRATCH_DIR}/tests.sqlite3")


@pytest.mark.django_db(transaction=True)
def test_threads_meet_in_one_database():
    def write():
        UserFactory(username="dari-utas")
        connection.close()

    thread = Thread(target=write)
    thread.start()
    thread.join()

    assert User.objects.filter(username="dari-utas").exists()


def test_constraints_hold_inside_a_test(db):
    UserFactory(username="sama")

    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(username="sama")


def test_nothing_of_the_developers_own_is_used():
    for path in [settings.STATIC_ROOT, settings.MEDIA_ROOT]:
        assert path.is_relative_to(settings.SCRATCH_DIR)
    assert not settings.SCRATCH_DIR.is_relative_to(settings.VAR_DIR)
    assert settings.SECRET_KEY.startswith("for-the-tests")
