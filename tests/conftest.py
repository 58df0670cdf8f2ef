"""The standing cast, and the database they play on."""

import pytest
from django.conf import settings

from bansos.accounts.roles import Role
from tests.factories import FacilityFactory, PostingFactory
from tests.postgresql import PostgreSQL
from tests.sources import test_lines_per_code_line
from tests.sqlite import let_flushes_pass_triggers


def pytest_sessionstart(session):
    let_flushes_pass_triggers()
    is_xdist_worker = hasattr(session.config, "workerinput")
    if settings.ON_POSTGRESQL and not is_xdist_worker:
        server = PostgreSQL(settings.SCRATCH_DIR)
        server.start()
        session.config.add_cleanup(server.stop)


def pytest_report_header():
    return f"size: {test_lines_per_code_line():.2f} lines of test for a line of code"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    # What a migration wrote goes when a test empties the database, and others look for it.
    items.sort(key=empties_the_database)


def empties_the_database(item):
    mark = item.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"}.intersection(item.fixturenames)
    return bool(fixtures or (mark and mark.kwargs.get("transaction")))


@pytest.fixture
def facility(db):
    """Where the story plays."""
    return FacilityFactory(short_name="Rutan Contoh", time_zone="Asia/Makassar")


@pytest.fixture
def officer(facility):
    """Registers families and hands packages over."""
    return PostingFactory(role=Role.OFFICER, facility=facility).user


@pytest.fixture
def head(facility):
    """Decides the list and signs the papers."""
    return PostingFactory(role=Role.HEAD, facility=facility).user


@pytest.fixture
def stranger(db):
    """An officer of another facility under another regional office."""
    return PostingFactory(role=Role.OFFICER).user


@pytest.fixture
def regional(facility):
    """Sees the numbers of the facility's regional office."""
    office = facility.regional_office
    return PostingFactory(role=Role.REGIONAL, facility=None, regional_office=office).user


@pytest.fixture
def national(db):
    """Sees everybody's numbers."""
    return PostingFactory(role=Role.NATIONAL, facility=None).user


@pytest.fixture
def auditor(db):
    """Reads everybody's trail."""
    return PostingFactory(role=Role.AUDITOR, facility=None).user


@pytest.fixture
def administrator(db):
    """Keeps users, postings and facilities in the Django admin."""
    return PostingFactory(role=Role.ADMINISTRATOR, facility=None).user
