import pytest
from django.utils import timezone

from bansos.imports import actions, batches
from bansos.imports.models import Kind
from tests.imports.sheets import HEADER, brought, fake_read, packed, sheet, worked


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Where uploaded files lie during a test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"


@pytest.fixture(autouse=True)
def reader(monkeypatch):
    """Tables without a spreadsheet around them."""
    monkeypatch.setattr(batches, "read", fake_read)


@pytest.fixture
def send(facility, officer):
    """Uploads rows under HEADER, and works on them until somebody is to decide."""

    def sent(*lines, header=HEADER, kind=Kind.FAMILIES, by=officer, **about):
        content = packed(sheet(header, *lines))
        return brought(content, kind=kind, facility=facility, by=by, **about)

    return sent


@pytest.fixture
def apply(officer):
    """Applies an import to its end."""

    def applied(imported, by=officer):
        imported = actions.apply(imported, by=by, at=timezone.now())
        return worked(imported, by)

    return applied
