"""The databases under the tests are the ones of production, and nobody's own."""

import importlib.util
from threading import Thread

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from bansos.accounts.models import User
from tests.factories import UserFactory


def test_psycopg_3_is_not_importable():
    assert importlib.util.find_spec("psycopg") is None
    assert importlib.util.find_spec("psycopg2") is not None


def test_django_uses_the_database_and_driver_meant(db):
    driver = connection.Database.__name__

    if settings.ON_POSTGRESQL:
        assert (connection.vendor, driver) == ("postgresql", "psycopg2")
    else:
        assert (connection.vendor, driver) == ("sqlite", "sqlite3.dbapi2")


def test_each_worker_has_a_database_of_its_own_in_the_scratch_folder(db, worker_id):
    suffix = "" if worker_id == "master" else f"_{worker_id}"
    database = connection.settings_dict

    if settings.ON_POSTGRESQL:
        assert (database["HOST"], database["NAME"]) == (
            str(settings.SCRATCH_DIR),
            f"test_postgres{suffix}",
        )
    else:
        assert database["NAME"] == f"{settings.SCRATCH_DIR}/tests.sqlite3{suffix}"


def test_sqlite_runs_as_it_does_in_production(db):
    if not settings.ON_POSTGRESQL:
        assert pragma("journal_mode") == "wal"
        assert pragma("foreign_keys") == 1
        assert connection.transaction_mode == "IMMEDIATE"


def pragma(name):
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


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


@pytest.mark.django_db(transaction=True)
def test_a_trigger_outlives_the_emptying_of_its_table():
    if not settings.ON_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TRIGGER users_stay BEFORE DELETE ON accounts_user "
                "BEGIN SELECT RAISE(ABORT, 'tetap'); END"
            )
        UserFactory()

        call_command("flush", interactive=False, verbosity=0)

        assert not User.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER users_stay")
