"""
Eight processes, one register of numbers.

The lock of the facility keeps the peace, the constraint is the truth; the controls take them away
one after the other.
"""

import subprocess
import sys
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bansos.audit import trail
from bansos.documents import issuing, numbering, refusals
from bansos.documents.models import Document, Kind
from bansos.documents.numbering import Manner, Wish
from bansos.documents.registry import Subject
from facilities.models import LetterCounter
from tests.handovers.factories import EventFactory
from tests.handovers.threads import all_at_once
from tests.sources import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

DOCUMENTS, PROCESSES = 100, 8
PRESS = [sys.executable, "-m", "tests.documents.press"]


@pytest.fixture
def events(facility):
    """Makes events that are over, at a facility whose numbers are serials alone."""
    facility.number_template = "{serial}"
    facility.save()

    def make(count):
        with transaction.atomic():
            first = EventFactory(facility=facility, closed=True)
            more = {"campaign": first.campaign, "package": first.package}
            people = dict.fromkeys(["created_by", "frozen_by", "opened_by"], first.created_by)
            people |= {"closed_by": first.created_by}
            others = [
                EventFactory(facility=facility, closed=True, **more, **people)
                for _ in range(count - 1)
            ]
            trail.lock(facility.pk)
        return [first, *others]

    return make


def issue(event, by):
    return issuing.issue(
        Kind.CERTIFICATE,
        Subject(event.facility, event),
        wish=Wish(Manner.NEXT),
        by=by,
        at=timezone.now(),
    )


def test_a_hundred_papers_issued_by_eight_processes_have_a_hundred_numbers(events, head):
    made, database = events(DOCUMENTS), connection.settings_dict["NAME"]
    presses = [
        subprocess.Popen(
            [*PRESS, database, str(head.pk), *(str(event.pk) for event in made[place::PROCESSES])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for place in range(PROCESSES)
    ]
    assert [press.stdout.readline() for press in presses] == ["siap\n"] * PROCESSES
    for press in presses:
        press.stdin.write("\n")
        press.stdin.flush()
    told = [int(line) for press in presses for line in press.communicate()[0].split()]

    every = list(range(1, DOCUMENTS + 1))
    assert sorted(told) == every
    assert list(Document.objects.order_by("serial").values_list("serial", flat=True)) == every
    assert len(set(Document.objects.values_list("number", flat=True))) == DOCUMENTS
    assert LetterCounter.objects.get().last == DOCUMENTS
    assert not Document.objects.filter(sha256="").exists()
    assert list(trail.verify()) == []


def test_one_paper_pressed_by_many_is_issued_once(events, head):
    [event] = events(1)

    answers = all_at_once(*[lambda: issue(event, head)] * 8)

    assert sum(isinstance(each, Document) for each in answers) == 1
    assert sum(isinstance(each, refusals.AlreadyIssued) for each in answers) == 7
    assert LetterCounter.objects.get().last == 1


@pytest.fixture
def without_the_lock(monkeypatch):
    """Two reserve a number outside it, and both read the counter before either writes."""
    met, filled = Barrier(2), numbering._filled

    def filled_together(*args):
        number = filled(*args)
        if not met.broken and not getattr(met, "used", False):
            met.wait(10)
            met.used = True
        return number

    monkeypatch.setattr(numbering, "_filled", filled_together)


def reserved(facility):
    """What an issuing does with numbers, and nothing else."""
    number, serial = numbering.reserve(Wish(Manner.NEXT), facility=facility, year=2024)
    return Document.objects.create(
        facility=facility,
        kind=Kind.STOCK_CARD,
        year=2024,
        number=number,
        serial=serial,
        code=issuing.new_code(),
        snapshot="-",
        issued_at=timezone.now(),
        issued_by_id=facility.postings.get().user_id,
    )


def test_control_without_the_lock_only_the_constraint_keeps_one_number_from_two(
    events, head, without_the_lock
):
    facility = events(1)[0].facility

    answers = all_at_once(*[lambda: reserved(facility)] * 2)

    assert sum(isinstance(each, IntegrityError) for each in answers) == 1
    assert Document.objects.count() == 1


@pytest.fixture
def without_the_constraints(transactional_db):
    names = {"one_document_per_number", "one_document_per_serial"}
    constraints = [c for c in Document._meta.constraints if c.name in names]
    for constraint in constraints:
        with connection.schema_editor() as editor:
            editor.remove_constraint(Document, constraint)
    yield
    Document.objects.all().delete()
    for constraint in constraints:
        with connection.schema_editor() as editor:
            editor.add_constraint(Document, constraint)


def test_control_without_lock_and_constraint_two_papers_have_one_number(
    events, head, without_the_lock, without_the_constraints
):
    facility = events(1)[0].facility

    answers = all_at_once(*[lambda: reserved(facility)] * 2)

    assert [each.number for each in answers] == ["1", "1"]
