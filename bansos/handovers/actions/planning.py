"""An event is planned: when, where, by whom; and who was there and what was said."""

from django.db import transaction

from bansos.audit import trail
from bansos.campaigns.models import Campaign

from ..models import Directive, Event, Guest, Statement, Tally
from .refusals import WrongPlace, WrongState
from .standing import locked, require_state

PEOPLE = ["officiant", "spokesperson", "first_witness", "second_witness"]
CHANGEABLE = ["campaign", "package", "starts_at", "venue", *PEOPLE, "agenda"]


@transaction.atomic
def plan(
    *,
    facility,
    campaign,
    package,
    starts_at,
    venue,
    officiant=None,
    spokesperson=None,
    first_witness=None,
    second_witness=None,
    agenda="",
    by,
    at,
) -> Event:
    """
    Set down a facility's part of a campaign, with an empty list.

    :raises WrongPlace: if the campaign, the package or a person is not this facility's.
    """
    trail.lock(facility.pk)
    event = Event(
        facility=facility,
        campaign=campaign,
        package=package,
        starts_at=starts_at,
        venue=venue,
        officiant=officiant,
        spokesperson=spokesperson,
        first_witness=first_witness,
        second_witness=second_witness,
        agenda=agenda,
        created_at=at,
        created_by=by,
    )
    _require_own(event)
    event.save()
    Tally.objects.create(event=event)
    trail.record("event.plan", event, by=by, at=at, details={"campaign": campaign.pk})
    return event


@transaction.atomic
def revise(event, *, by, at, **fields) -> Event:
    """
    Change what was planned; the campaign and the package only while the list is a draft.

    :raises WrongState: if it is too late for the change.
    :raises WrongPlace: if something is not this facility's.
    """
    if unknown := fields.keys() - set(CHANGEABLE):
        raise TypeError(f"An event has no {', '.join(sorted(unknown))} to revise.")
    event = locked(event)
    require_unreported(event)
    changed = [name for name, value in fields.items() if getattr(event, name) != value]
    if not changed:
        return event
    for name in changed:
        setattr(event, name, fields[name])
    _revise_promise(event, changed)
    _require_own(event)
    event.save(update_fields=changed)
    trail.record("event.revise", event, by=by, at=at, details={"fields": sorted(changed)})
    return event


def note_guest(event, *, name, position, presence, by, at) -> Guest:
    """Write down who attended, in the hall or by video link."""
    return _note(Guest(event=event, name=name, position=position, presence=presence), by, at)


def note_directive(event, *, speaker, text, by, at) -> Directive:
    """Write down what everybody was told to do."""
    return _note(Directive(event=event, speaker=speaker, text=text), by, at)


def note_statement(event, *, speaker, capacity, text, consented_on, by, at) -> Statement:
    """Write down somebody's words, and since when they may be quoted."""
    said = {"speaker": speaker, "capacity": capacity, "text": text}
    return _note(Statement(event=event, consented_on=consented_on, **said), by, at)


@transaction.atomic
def drop_note(note, *, by, at) -> None:
    """
    Take a guest, a directive or a statement off an event that is not reported yet.

    :raises WrongState: if it is.
    """
    event = locked(note.event)
    require_unreported(event)
    kind = note._meta.model_name
    trail.record(f"event.drop_{kind}", event, by=by, at=at, details={kind: note.pk})
    note.delete()


@transaction.atomic
def _note(note, by, at):
    note.event = locked(note.event)
    require_unreported(note.event)
    note.save()
    kind = note._meta.model_name
    trail.record(f"event.note_{kind}", note.event, by=by, at=at, details={kind: note.pk})
    return note


@transaction.atomic
def note_obstacles(event, *, obstacles, by, at) -> Event:
    """
    Write down what stood in the way, for the report; once it is reported no more.

    :raises WrongState: if it is.
    """
    event = locked(event)
    require_unreported(event)
    if event.obstacles != obstacles:
        event.obstacles = obstacles
        event.save(update_fields=["obstacles"])
        trail.record("event.note_obstacles", event, by=by, at=at)
    return event


def require_unreported(event) -> None:
    """:raises WrongState: if the event is reported: nothing is added to it any more."""
    require_state(event, *(state for state in Event.State if state != Event.State.REPORTED))


def _require_own(event) -> None:
    facility, campaign, package = event.facility, event.campaign, event.package
    if not Campaign.objects.open_to(facility).filter(pk=campaign.pk).exists():
        raise WrongPlace(f"Kampanye {campaign} tidak untuk {facility}.")
    if package.campaign_id != campaign.pk or package.facility_id not in {None, facility.pk}:
        raise WrongPlace(f"{package} bukan paket kampanye ini untuk {facility}.")
    for name in PEOPLE:
        person = getattr(event, name)
        if person and person.facility_id != facility.pk:
            raise WrongPlace(f"{person.name} tidak terdaftar di {facility}.")


def _revise_promise(event, changed) -> None:
    """What is given, and in whose name, changes together with the list."""
    if not {"campaign", "package"} & set(changed):
        return
    require_state(event, Event.State.DRAFT)
    if "campaign" in changed and event.entitlements.exists():
        raise WrongState("Kampanye hanya dapat diganti selama daftar penerima masih kosong.")
    event.entitlements.update(package=event.package)
