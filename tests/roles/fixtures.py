"""The world as a fixture: a test module asks for it by `pytest_plugins`."""

import logging

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.factories import UserFactory
from tests.roles.world import World


@pytest.fixture
def world(
    facility, officer, head, stranger, regional, national, auditor, administrator, settings, caplog
):
    # Its door is one of the doors.
    settings.DEMO = True
    UserFactory(username="petugas", is_demo=True)
    # Codes that were guessed by others are no fault of this one.
    cache.clear()
    # Whoever is turned away is logged with a traceback, a thousand times over.
    caplog.set_level(logging.ERROR, "django.request")
    cast = {
        "officer": officer,
        "head": head,
        "regional": regional,
        "national": national,
        "auditor": auditor,
        "administrator": administrator,
    }
    with transaction.atomic():
        return World(cast=cast, facility=facility, stranger=stranger)
