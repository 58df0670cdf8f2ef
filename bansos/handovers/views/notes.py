from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from bansos.accounts.roles import Permission
from facilities.access import may, requires

from .. import actions
from ..doors import done, event_for, show_tab
from ..forms import DirectiveForm, GuestForm, ObstaclesForm, StatementForm
from ..models import Directive, Event, Guest, Statement

KINDS = {"tamu": Guest, "arahan": Directive, "pernyataan": Statement}


@require_safe
@requires(Permission.SEE_NAMES)
def event_notes(request, event_id):
    return _notes(request, event_for(request, event_id))


@require_POST
@requires(Permission.PLAN_EVENT)
def note_guest(request, event_id):
    return _note(request, event_id, "guest", GuestForm, actions.note_guest)


@require_POST
@requires(Permission.PLAN_EVENT)
def note_directive(request, event_id):
    return _note(request, event_id, "directive", DirectiveForm, actions.note_directive)


@require_POST
@requires(Permission.PLAN_EVENT)
def note_statement(request, event_id):
    return _note(request, event_id, "statement", StatementForm, actions.note_statement)


@require_POST
@requires(Permission.PLAN_EVENT)
def note_obstacles(request, event_id):
    return _note(request, event_id, "obstacles", ObstaclesForm, actions.note_obstacles)


@require_POST
@requires(Permission.PLAN_EVENT)
def drop_note(request, event_id, kind, note_id):
    if kind not in KINDS:
        raise Http404
    event = event_for(request, event_id, Permission.PLAN_EVENT)
    notes = KINDS[kind].objects.filter(event=event).select_related("event")
    done(request, actions.drop_note, get_object_or_404(notes, pk=note_id), say="Catatan dihapus.")
    return redirect("handovers:event_notes", event.pk)


def _note(request, event_id, name, form_class, deed):
    event = event_for(request, event_id, Permission.PLAN_EVENT)
    form = form_class(request.POST, prefix=name)
    if form.is_valid() and done(request, deed, event, say="Dicatat.", **form.cleaned_data):
        return redirect("handovers:event_notes", event.pk)
    return _notes(request, event, **{name: form})


def _notes(request, event, guest=None, directive=None, statement=None, obstacles=None):
    """The page of notes; a form that was refused comes back as it was filled in."""
    is_reported = event.state == Event.State.REPORTED
    return show_tab(
        request,
        "event_notes",
        event,
        may_note=not is_reported and may(request.user, Permission.PLAN_EVENT, event.facility),
        guests=event.guests.all(),
        directives=event.directives.all(),
        statements=event.statements.all(),
        guest_form=guest or GuestForm(prefix="guest"),
        directive_form=directive or DirectiveForm(prefix="directive"),
        statement_form=statement or StatementForm(prefix="statement"),
        obstacles_form=obstacles or ObstaclesForm(instance=event, prefix="obstacles"),
    )
