from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from bansos.audit import trail
from bansos.audit.models import Entry, Head

CHAIN = 7


entries_stay = import_module("bansos.audit.migrations.0002_entries_stay")
EDITOR = SimpleNamespace(connection=connection)


@pytest.fixture
def unguarded(db):
    """A database without its triggers, so that a hand can be laid on the trail."""
    entries_stay.allow(apps, EDITOR)


@pytest.fixture
def guarded(unguarded):
    """A database with its triggers, whether or not it was made by the migrations."""
    entries_stay.forbid(apps, EDITOR)
    yield
    entries_stay.allow(apps, EDITOR)


@pytest.fixture
def chain(unguarded):
    """Six entries in the trail of one facility, and one in that of another."""
    for number in range(1, 7):
        record(CHAIN, label=f"catatan {number}")
    record(8, label="catatan rantai lain")
    return CHAIN


def record(chain, **about):
    about = {"by": None, "at": timezone.now(), "details": {"alasan": "contoh"}} | about
    return trail.record("contoh.catat", None, facility=chain, **about)


def tamper(number=None, chain=CHAIN):
    """The rows of entries as a hand in the database reaches them, past the models."""
    rows = QuerySet(Entry).filter(chain=chain)
    return rows if number is None else rows.filter(number=number)


def tamper_head(chain=CHAIN):
    return QuerySet(Head).filter(chain=chain)
