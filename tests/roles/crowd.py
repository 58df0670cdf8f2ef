"""Many rows where one of each was, to see what a page makes of them."""

from random import Random

from django.utils import timezone

from bansos.audit import trail
from bansos.handovers.models import Directive, Guest, Statement
from recipients.likenesses import look
from tests.campaigns.factories import PackageItemFactory
from tests.factories import FacilityFactory, OfficialFactory, UserFactory
from tests.handovers.factories import EntitlementFactory, FamilyFactory, HandoverFactory
from tests.recipients.factories import KinshipFactory, MemberFactory
from tests.roles.world import planned
from tests.stations.factories import PaperScanFactory


def grow(place, by=3):
    """Add some of everything to a place, and facilities beside it."""
    for state in ["closed", "reported"]:
        HandoverFactory(entitlement=place.entitlements[state])
    for _ in range(by):
        _another_of_each(place)
        family = FamilyFactory(facility=place.facility)
        for state, event in place.events.items():
            planned(place.facility, state)
            listed = EntitlementFactory(event=event, recipient=family)
            if state in {"opened", "closed"}:
                HandoverFactory(entitlement=listed, by_proxy=True)
            trail.record("event.revise", event, by=UserFactory())


def _another_of_each(place):
    facility, event = place.facility, place.events["draft"]
    planned(FacilityFactory(regional_office=facility.regional_office), "opened")
    FamilyFactory(facility=facility, unverified=True)
    MemberFactory(recipient=place.family)
    KinshipFactory(recipient=place.family)
    inmate = place.family.kinships.first().inmate
    KinshipFactory(recipient=FamilyFactory(facility=facility), inmate=inmate)
    FamilyFactory(facility=facility, name=place.likenesses["open"].first.name)
    look([place.likenesses["open"].first_id], at=timezone.now())
    OfficialFactory(facility=facility)
    came = FamilyFactory(facility=facility, unverified=True)
    EntitlementFactory(
        event=place.events["opened"], recipient=came, walk_in_reason="Undangan hilang"
    )
    PackageItemFactory(package=place.events["opened"].package)
    Guest.objects.create(event=event, name="Tamu Contoh", presence=Guest.Presence.ONLINE)
    Directive.objects.create(event=event, text="Arahan contoh.")
    Statement.objects.create(event=event, speaker="Penerima Contoh", text="Terima kasih.")
    PaperScanFactory(page=place.scan.page)
    trail.record("recipient.revise", place.family, by=UserFactory())
    trail.record("inmate.revise", inmate, by=UserFactory())


def crowd(place, size):
    """
    Put so many families on the list of the open event, which makes them candidates for the draft.

    Their names and addresses are noise, which packs worse than what people are called.
    """
    random = Random(size)  # noqa: S311
    by = UserFactory()

    def noise(words):
        lengths = [random.randint(3, 9) for _ in range(words)]
        return " ".join("".join(random.choices("aeioumnrstk", k=k)) for k in lengths).title()

    for _ in range(size):
        family = FamilyFactory(
            facility=place.facility,
            inmate=False,
            name=noise(3),
            address=noise(3),
            registered_by=by,
        )
        EntitlementFactory(
            event=place.events["opened"], recipient=family, address=family.address, added_by=by
        )
