"""A number is given once: by the pattern, by hand, or not at all."""

from datetime import UTC, datetime

import pytest

from bansos.documents import issuing
from bansos.documents.models import Document, Kind
from bansos.documents.numbering import LONGEST, Manner, Wish, expected
from bansos.documents.refusals import NumberRefused
from bansos.documents.registry import Subject
from bansos.handovers.models import Event
from facilities.models import LetterCounter
from tests.handovers.factories import EventFactory

AT = datetime(2024, 12, 24, 2, 0, tzinfo=UTC)
NEXT = Wish(Manner.NEXT)


def written(text):
    return Wish(Manner.WRITTEN, text)


@pytest.fixture
def lettered(facility):
    """The facility knows how its letters are numbered."""
    facility.unit_code, facility.classification = "WP.19.PAS.7", "SA.04.04"
    facility.save()
    return facility


def closed(facility, **more):
    return EventFactory(facility=facility, closed=True, **{"starts_at": AT} | more)


def certify(event, head, wish=NEXT) -> Document:
    about = Subject(event.facility, event)
    return issuing.issue(Kind.CERTIFICATE, about, wish=wish, by=head, at=AT)


def test_certificates_are_numbered_one_after_the_other(lettered, head):
    documents = [certify(closed(lettered), head) for _ in range(2)]

    assert [each.number for each in documents] == [
        "WP.19.PAS.7-SA.04.04-1",
        "WP.19.PAS.7-SA.04.04-2",
    ]
    assert [each.serial for each in documents] == [1, 2]


def test_the_number_belongs_to_the_year_the_event_was_in(lettered, head):
    lettered.number_template = "{serial}/{year}"
    lettered.save()
    # In Kalimantan it is 2025 already.
    event = closed(lettered, starts_at=datetime(2024, 12, 31, 17, 0, tzinfo=UTC))

    assert certify(event, head).number == "1/2025"
    assert LetterCounter.objects.get().year == 2025


def test_every_year_begins_with_one(lettered, head):
    years = [datetime(year, 6, 1, tzinfo=UTC) for year in [2024, 2025]]

    assert [certify(closed(lettered, starts_at=year), head).serial for year in years] == [1, 1]


def test_every_facility_counts_for_itself(lettered, head):
    other = EventFactory().facility
    other.number_template = "{serial}"
    other.save()

    assert [certify(closed(here), head).serial for here in [lettered, other]] == [1, 1]


def test_a_number_may_be_written_by_hand(facility, head):
    document = certify(closed(facility), head, written("  W15-001\t A "))

    assert (document.number, document.serial) == ("W15-001 A", None)
    assert not LetterCounter.objects.exists()


def test_dots_are_no_number(facility, head):
    document = certify(closed(facility), head, Wish(Manner.DOTS))

    assert (document.number, document.serial) == ("", None)
    assert not LetterCounter.objects.exists()


def test_without_its_codes_a_facility_has_no_next_number(facility, head):
    with pytest.raises(NumberRefused, match="Kode surat UPT belum lengkap"):
        certify(closed(facility), head)

    assert expected(facility, 2024) == ""
    assert not LetterCounter.objects.exists()
    assert not Document.objects.exists()


def test_the_next_number_is_foretold_and_not_taken(lettered, head):
    assert expected(lettered, 2024) == expected(lettered, 2024) == "WP.19.PAS.7-SA.04.04-1"

    certify(closed(lettered), head)

    assert expected(lettered, 2024) == "WP.19.PAS.7-SA.04.04-2"


def test_a_pattern_is_filled_in_and_never_interpreted(lettered, head):
    lettered.number_template = "{unit.__class__}{0}{serial}{"
    lettered.save()

    assert certify(closed(lettered), head).number == "{unit.__class__}{0}1{"


@pytest.mark.parametrize("wish", [written("9" * (LONGEST + 1)), written(" "), written("")])
def test_a_number_that_does_not_fit_is_refused(facility, head, wish):
    with pytest.raises(NumberRefused):
        certify(closed(facility), head, wish)

    assert not Document.objects.exists()


def test_a_pattern_too_long_for_a_number_is_refused(lettered, head):
    lettered.number_template, lettered.unit_code = "{unit}{unit}{unit}{serial}", "W" * 50
    lettered.save()

    with pytest.raises(NumberRefused, match="paling banyak"):
        certify(closed(lettered), head)

    assert not LetterCounter.objects.exists()


def test_a_number_written_by_hand_is_taken_for_that_year(facility, head):
    certify(closed(facility), head, written("7"))

    with pytest.raises(NumberRefused, match="sudah dipakai"):
        certify(closed(facility), head, written(" 7 "))

    later = closed(facility, starts_at=datetime(2025, 6, 1, tzinfo=UTC))
    assert certify(later, head, written("7")).number == "7"


def test_the_pattern_steps_over_what_was_written_by_hand(facility, head):
    facility.number_template = "{serial}"
    facility.save()
    certify(closed(facility), head, written("1"))

    assert certify(closed(facility), head).number == "2"


def test_a_void_paper_keeps_its_number(lettered, head):
    document = certify(closed(lettered), head)
    issuing.void(document, reason="Salah tanggal", by=head, at=AT)

    assert certify(document.event, head).serial == 2
    assert Document.objects.get(serial=1).state == "batal"


def test_a_number_given_before_papers_were_kept_is_used(lettered, head):
    event = closed(lettered, certificate_number="W15-009")

    assert certify(event, head).number == "W15-009"
    assert not LetterCounter.objects.exists()


def test_a_rehearsal_takes_no_number(lettered, head):
    event = closed(lettered, campaign__is_rehearsal=True)

    assert certify(event, head).number == ""
    assert not LetterCounter.objects.exists()


def test_the_event_knows_the_number_of_its_certificate(lettered, head):
    event = closed(lettered)
    document = certify(event, head)

    event = Event.objects.get(pk=event.pk)
    assert (event.certificate_number, event.certified_at) == (document.number, AT)

    issuing.void(document, reason="Salah tanggal", by=head, at=AT)
    event.refresh_from_db()
    assert (event.certificate_number, event.certified_at) == ("", None)
