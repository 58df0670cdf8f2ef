"""Stopped anywhere, an import leaves all of a batch or nothing of it, and goes on from there."""

import pytest
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.audit.trail import verify
from bansos.handovers.models import Entitlement
from bansos.imports import actions, batches, bulk, slots
from bansos.imports.applying import families, inmates
from bansos.imports.models import Import, Step
from recipients.models import Inmate, Kinship, Member, Recipient
from tests.handovers.threads import all_at_once
from tests.imports.sheets import row, rows, worked
from tests.imports.snapshot import registers
from tests.recipients.factories import RecipientFactory, made_up_nik
from tests.soak.killing import is_killed, while_applying, while_checking


class Killed(Exception):
    pass


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(batches, "WRITTEN_AT_ONCE", 4)
    monkeypatch.setattr(batches, "CHECKED_AT_ONCE", 4)


@pytest.fixture
def kill_at(monkeypatch):
    """Let the nth writing of rows be the last thing that happens."""

    def arm(n):
        calls = iter(range(1, 1000))

        def dying(model, rows):
            if next(calls) == n:
                # Some of the rows are in already.
                bulk.insert(model, rows[: len(rows) // 2])
                raise Killed
            return bulk.insert(model, rows)

        for module in [families, inmates, batches]:
            monkeypatch.setattr(module, "insert", dying)

    yield arm


def whole():
    """Whether there is a main member and a kinship for each family, and nobody besides."""
    return Recipient.objects.count() == Member.objects.count() == Kinship.objects.count()


@pytest.mark.parametrize("n", range(1, 13))
@pytest.mark.usefixtures("small_batches")
def test_killed_while_writing_it_leaves_whole_batches_and_goes_on(
    send, officer, kill_at, monkeypatch, n
):
    imported = actions.apply(send(*rows(10)), by=officer, at=timezone.now())
    kill_at(n)

    with pytest.raises(Killed):
        worked(imported, officer)

    imported.refresh_from_db()
    assert whole()
    assert Recipient.objects.count() == imported.rows_written == 4 * imported.steps.count()
    assert imported.state == Import.State.APPLYING

    monkeypatch.undo()
    imported = worked(imported, officer)
    assert (imported.state, imported.rows_written) == (Import.State.APPLIED, 10)
    assert Recipient.objects.count() == Inmate.objects.count() == 10
    assert list(verify(imported.facility_id)) == []


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.usefixtures("small_batches")
def test_killed_while_checking_it_goes_on_with_the_next_row(
    send, facility, officer, kill_at, monkeypatch, n
):
    kill_at(n)
    with pytest.raises(Killed):
        send(*rows(10), row(3))

    imported = Import.objects.get()
    assert imported.rows_checked == imported.lines.count() == 4 * (n - 1)

    monkeypatch.setattr(batches, "insert", bulk.insert)
    imported = worked(imported, officer)
    assert (imported.new, imported.duplicate, imported.rows_checked) == (10, 1, 11)


@pytest.mark.usefixtures("small_batches")
def test_after_a_kill_the_same_file_gives_the_register_it_would_have_given(
    send, apply, officer, kill_at, monkeypatch
):
    apply(send(*rows(10)))
    expected = registers()
    for model in [Kinship, Member, Entitlement, Recipient, Inmate]:
        model.objects.all().delete()
    Import.objects.update(state=Import.State.UNDONE)

    imported = actions.apply(send(*rows(10)), by=officer, at=timezone.now())
    kill_at(7)
    with pytest.raises(Killed):
        worked(imported, officer)
    monkeypatch.undo()

    again = send(*rows(10))

    assert again == imported
    assert worked(again, officer).state == Import.State.APPLIED
    assert registers() == expected


def test_whoever_enters_a_nik_in_that_very_moment_is_not_written_over(
    send, apply, facility, monkeypatch
):
    imported = send(row(1), row(2))
    real, intruded = bulk.insert, []

    def beaten(model, rows):
        if model is Member and not intruded:
            intruded.append(True)
            RecipientFactory(facility=facility, nik=made_up_nik(1), name="Lebih Dulu")
        return real(model, rows)

    monkeypatch.setattr(families, "insert", beaten)
    imported = apply(imported)

    # The intruder was rolled back with the batch that failed: only the trying again matters.
    assert imported.state == Import.State.APPLIED
    assert imported.rows_written == 2
    assert intruded


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("small_batches")
def test_two_who_apply_at_once_apply_once(send, officer, head):
    imported = send(*rows(20))

    def by(user):
        def deed():
            return worked(actions.apply(imported, by=user, at=timezone.now()), user)

        return deed

    results = all_at_once(by(officer), by(head), by(officer))

    assert [result.state for result in results] == [Import.State.APPLIED] * 3
    imported.refresh_from_db()
    assert imported.rows_written == Recipient.objects.count() == 20
    assert Step.objects.count() == 5
    assert Inmate.objects.count() == Kinship.objects.count() == 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("small_batches")
def test_two_who_go_on_checking_at_once_check_each_row_once(send, officer, head):
    imported = send(*rows(20), matched=False)
    mapping = imported.mapping
    matched = actions.match(imported, columns=mapping["columns"], defaults={})

    results = all_at_once(lambda: worked(matched, officer), lambda: worked(matched, head))

    assert [result.state for result in results] == [Import.State.CHECKED] * 2
    matched.refresh_from_db()
    assert matched.rows_checked == matched.lines.count() == matched.new == 20


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_twice_at_once_is_kept_once(send, officer, head, folders, monkeypatch):
    monkeypatch.setattr(slots, "SLOTS", 3)

    sent = all_at_once(*[lambda: send(*rows(3), matched=False)] * 3)

    assert len({imported.pk for imported in sent}) == 1
    assert len(list(folders.iterdir())) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("k", [1, 2, 4, 5, 7, 8, 10])
def test_a_process_that_dies_at_a_row_leaves_whole_batches_and_others_go_on(send, officer, k):
    imported = send(*rows(10), matched=False)
    matched = actions.match(imported, columns=imported.mapping["columns"], defaults={})

    assert is_killed(lambda: worked(matched, officer), while_checking, k)

    matched.refresh_from_db()
    assert matched.rows_checked == matched.lines.count() == (k - 1) // 4 * 4
    imported = actions.apply(worked(matched, officer), by=officer, at=timezone.now())

    assert is_killed(lambda: worked(imported, officer), while_applying, k)

    imported.refresh_from_db()
    assert whole()
    assert Recipient.objects.count() == imported.rows_written == (k - 1) // 4 * 4
    assert Recipient.objects.count() == Inmate.objects.count() == 4 * imported.steps.count()
    assert Entry.objects.filter(action="import.apply").count() == imported.steps.count()
    assert list(verify(imported.facility_id)) == []

    again = worked(send(*rows(10)), officer)
    assert (again, again.state) == (imported, Import.State.APPLIED)
    assert Recipient.objects.count() == Inmate.objects.count() == again.rows_written == 10
