"""For whom a form is opened: the inmate's family, or somebody without an inmate."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from bansos.accounts.roles import Permission
from facilities.models import Facility

from .doors import inmate_for
from .forms import FamilyForm, InstitutionForm, RecipientForm
from .models import Category, Inmate
from .pages import row_id

WITHOUT_INMATE = [Category.COMMUNITY, Category.INSTITUTION, Category.OTHER]


@dataclass(frozen=True)
class Intake:
    facility: Facility
    category: Category | None = None
    inmate: Inmate | None = None

    @property
    def facts(self) -> dict:
        """What `actions.register` is told besides the form."""
        return {"facility": self.facility, "category": self.category, "inmate": self.inmate}

    def form(self, data) -> RecipientForm:
        return form_for(data, self.facility, self.category, inmate=self.inmate)


def intake_of(request) -> Intake | None:
    """
    What the address says; None where it says nothing that can be meant.

    :raises Http404: for an inmate or a facility that is not the user's.
    """
    if "wb" in request.GET:
        inmate = inmate_for(request, row_id(request.GET["wb"]), Permission.EDIT_REGISTERS)
        return Intake(inmate.facility, inmate=inmate)
    if request.GET.get("golongan") not in WITHOUT_INMATE:
        return None
    wanted = request.GET.get("upt")
    own = workplaces(request.user)
    here = [facility for facility in own if wanted in (None, "", str(facility.pk))]
    if not here:
        raise Http404
    return Intake(here[0], category=Category(request.GET["golongan"]))


def workplaces(user) -> list[Facility]:
    """Where the user keeps registers: for most, one facility."""
    visible = Facility.objects.visible_to(user, Permission.EDIT_REGISTERS)
    return list(visible.order_by("short_name", "pk"))


def form_for(data, facility, category, *, inmate=None, instance=None) -> RecipientForm:
    today = timezone.now().astimezone(facility.zone).date()
    about = {"facility": facility, "today": today}
    if instance:
        about["instance"] = instance
    if category == Category.INSTITUTION:
        return InstitutionForm(data, **about)
    return FamilyForm(data, inmate=inmate, **about)
