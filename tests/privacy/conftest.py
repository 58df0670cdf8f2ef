import base64

import pytest
from django.db import connection

from .models import Card, Plain

NIK = "6301014107900001"
OLD_KEY = "lama:" + base64.b64encode(b"kunci lama untuk uji, 32 bita ..").decode()
NEW_KEY = "baru:" + base64.b64encode(b"kunci baru untuk uji, 32 bita ..").decode()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        tables = connection.introspection.table_names()
        with connection.schema_editor() as editor:
            for model in [Card, Plain]:
                if model._meta.db_table not in tables:
                    editor.create_model(model)


@pytest.fixture
def card(db, facility):
    return Card.objects.create(facility_id=facility.pk, nik=NIK, kk="6301010101200001")


def stored(column, table="test_card"):
    """What the database itself holds, in the order of the keys."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id")  # noqa: S608
        return [value for (value,) in cursor.fetchall()]


def store(column, value, table="test_card"):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])  # noqa: S608
