"""The trail is only ever added to: by the models, and by the database itself."""

import pytest
from django.db import IntegrityError, transaction

from bansos.audit.models import Entry, Unchangeable

from .conftest import tamper


def test_an_entry_cannot_be_saved_again(chain):
    entry = Entry.objects.on_chains([chain]).first()
    entry.label = "lain"

    with pytest.raises(Unchangeable):
        entry.save()


def test_an_entry_cannot_be_saved_over_another(chain):
    old = Entry.objects.on_chains([chain]).first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry(pk=old.pk, chain=chain, number=99, at=old.at, action="a", hash="a").save()


def test_an_entry_cannot_be_deleted(chain):
    with pytest.raises(Unchangeable):
        Entry.objects.on_chains([chain]).first().delete()


@pytest.mark.parametrize(
    "deed",
    [
        lambda entries: entries.update(label="lain"),
        lambda entries: entries.delete(),
        lambda entries: entries.bulk_update(list(entries), ["label"]),
    ],
    ids=["update", "delete", "bulk_update"],
)
def test_entries_cannot_be_changed_together(chain, deed):
    with pytest.raises(Unchangeable):
        deed(Entry.objects.on_chains([chain]))


def test_a_number_is_taken_once(chain):
    first, second = Entry.objects.on_chains([chain]).order_by("number")[:2]

    with pytest.raises(IntegrityError), transaction.atomic():
        tamper(second.number).update(number=first.number)


@pytest.mark.parametrize(
    "deed",
    [lambda rows: rows.update(label="lain"), lambda rows: rows.delete()],
    ids=["update", "delete"],
)
def test_the_database_refuses_too(chain, guarded, deed):
    with pytest.raises(IntegrityError, match="hanya dapat ditambah"), transaction.atomic():
        deed(tamper(3))

    assert Entry.objects.on_chains([chain]).count() == 6


def test_the_database_takes_new_entries(chain, guarded):
    old = Entry.objects.on_chains([chain]).first()

    Entry(chain=chain, number=7, at=old.at, action="a", hash="a").save()

    assert Entry.objects.on_chains([chain]).count() == 7
