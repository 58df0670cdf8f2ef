"""The world as a fixture: a test module asks for it by `pytest_plugins`."""

import logging

import pytest

from tests.roles.world import World


@pytest.fixture
def world(
    facility, officer, head, stranger, regional, national, auditor, administrator, settings, caplog
):
    settings.DEMO = True  # Its door is one of the doors.
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
    return World(cast=cast, facility=facility, stranger=stranger)
