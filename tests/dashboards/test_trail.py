"""Reading the trail: as far as one is posted, as far back as one likes, and never changing it."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from bansos.accounts.roles import Role
from bansos.audit import trail
from bansos.audit.models import Entry
from bansos.dashboards.trail import told
from bansos.dashboards.views import ENTRIES_PER_PAGE
from tests.audit.conftest import unguarded  # noqa: F401 (a fixture)
from tests.factories import FacilityFactory, PostingFactory

TRAIL = reverse("dashboards:trail")
VERIFY = reverse("dashboards:verify_chain")
NOON = datetime(2024, 12, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def far_away(db):
    """A facility under another regional office."""
    return FacilityFactory(short_name="Rutan Jauh")


@transaction.atomic
def note(facility, action="event.open", *, by=None, at=NOON, **facts):
    """An entry in the facility's chain, or in the house's for None."""
    return trail.record(action, facility, by=by, at=at, facility=facility or 0, **facts)


def lines_of(client, user, **query):
    client.force_login(user)
    response = client.get(TRAIL, query)
    assert response.status_code == 200
    return [line.entry for line in response.context["lines"]]


def test_a_head_reads_the_trail_of_their_facility_newest_first(client, head, facility, far_away):
    first, second = note(facility), note(facility, "event.close")
    note(far_away)
    note(None)

    assert lines_of(client, head) == [second, first]


def test_the_auditor_of_the_nation_reads_everything(client, auditor, facility, far_away):
    entries = [note(facility), note(far_away), note(None)]

    assert lines_of(client, auditor) == entries[::-1]


def test_the_auditor_of_a_region_reads_its_facilities_and_not_the_house(client, facility, far_away):
    office = facility.regional_office
    user = PostingFactory(role=Role.AUDITOR, facility=None, regional_office=office).user
    ours = note(facility)
    note(far_away)
    note(None)

    assert lines_of(client, user) == [ours]


@pytest.mark.parametrize("who", ["officer", "regional", "national", "administrator"])
def test_the_others_do_not_read_it(client, who, facility, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(TRAIL).status_code == 403
    assert client.post(VERIFY, {"upt": facility.pk}).status_code == 403


def test_an_entry_is_told_in_words_on_the_facilitys_clock(client, head, facility, officer):
    note(facility, "event.close", by=officer, details={"absent": 3, "reason": "hujan lebat"})
    client.force_login(head)

    page = client.get(TRAIL).text

    assert "Menutup kegiatan" in page
    assert "24 Desember 2024" in page
    assert "pukul 12.00 WITA" in page
    assert officer.name in page
    assert "tidak hadir: 3; alasan: hujan lebat" in page


def test_what_the_admin_changed_is_told_by_the_forms_names(client, head, facility):
    note(facility, "facilities.facility.change", details={"fields": ["letterhead", "unit_code"]})
    client.force_login(head)

    page = client.get(TRAIL).text

    assert "Mengubah UPT" in page
    assert f"UPT {facility.pk} · kolom: kop surat, kode unit surat" in page


def test_a_deed_without_words_is_shown_as_it_is(client, head, facility):
    note(facility, "sesuatu.baru")
    client.force_login(head)

    assert "sesuatu.baru" in client.get(TRAIL).text


def test_markup_in_the_details_stays_text(client, head, facility):
    note(facility, details={"reason": "<script>alert(1)</script>"})
    client.force_login(head)

    assert "<script>alert(1)" not in client.get(TRAIL).text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("hujan", "hujan"),
        (3, "3"),
        (True, "ya"),
        ([1, 2], "1, 2"),
        (list(range(30)), "30"),
        ([{"entitlement": 1}, {"entitlement": 2}], "2"),
        ({"added": [4], "changed": {"7": ["name"]}}, "added 4, changed 7 name"),
    ],
)
def test_details_are_short(value, words):
    assert told(value) == words


def test_the_trail_is_searched_by_deed(client, head, facility):
    opened = note(facility, "event.open")
    note(facility, "event.close")

    assert lines_of(client, head, perbuatan="event.open") == [opened]


def test_the_trail_is_searched_by_who_did_it(client, head, facility, officer):
    theirs = note(facility, by=officer)
    note(facility, by=head)
    client.force_login(head)

    response = client.get(TRAIL, {"pelaku": officer.pk})

    assert [line.entry for line in response.context["lines"]] == [theirs]
    assert f"hanya oleh {officer.name}" in response.text


def test_a_day_is_a_day_on_the_facilitys_clock(client, head, facility):
    note(facility, at=datetime(2024, 12, 23, 15, 59, tzinfo=UTC))
    first = note(facility, at=datetime(2024, 12, 23, 16, 0, tzinfo=UTC))
    last = note(facility, at=datetime(2024, 12, 24, 15, 59, tzinfo=UTC))
    note(facility, at=datetime(2024, 12, 24, 16, 0, tzinfo=UTC))

    assert lines_of(client, head, hari="2024-12-24") == [last, first]


def test_an_auditor_chooses_one_facility_or_the_house(client, auditor, facility, far_away):
    ours, theirs, house = note(facility), note(far_away), note(None)

    assert lines_of(client, auditor, upt=facility.pk) == [ours]
    assert lines_of(client, auditor, upt=far_away.pk) == [theirs]
    assert lines_of(client, auditor, upt=0) == [house]


def test_a_head_cannot_choose_another_facility(client, head, facility, far_away):
    ours = note(facility)
    note(far_away)
    note(None)

    for upt in [far_away.pk, 0]:
        assert lines_of(client, head, upt=upt) == [ours]


def test_a_head_of_two_facilities_reads_both_or_one(client, head, facility):
    second = PostingFactory(user=head, role=Role.HEAD).facility
    here, there = note(facility), note(second)

    assert lines_of(client, head) == [there, here]
    assert lines_of(client, head, upt=second.pk) == [there]


@pytest.mark.parametrize("name", ["upt", "perbuatan", "hari", "pelaku", "sebelum"])
@pytest.mark.parametrize(
    "value", ["x", "-1", "9" * 40, "\0", "<b>", "{{ 7 }}", "0001-01-01", "9999-12-31", "01/13/2024"]
)
def test_what_cannot_be_meant_is_as_if_not_asked(client, auditor, facility, name, value):
    entry = note(facility)

    assert lines_of(client, auditor, **{name: value}) == [entry]


def test_a_field_asked_twice_breaks_nothing(client, auditor, facility):
    note(facility)
    client.force_login(auditor)

    assert client.get(f"{TRAIL}?upt=1&upt=2&hari=a&hari=b&lain=c").status_code == 200


def test_a_long_trail_is_read_page_by_page_and_nothing_twice(client, head, facility, officer):
    entries = [note(facility, by=officer) for _ in range(ENTRIES_PER_PAGE + 3)]
    note(facility, by=head)
    client.force_login(head)

    first = client.get(TRAIL, {"pelaku": officer.pk})
    second = client.get(f"{TRAIL}?{first.context['older']}")

    read = [line.entry for page in [first, second] for line in page.context["lines"]]
    assert read == entries[::-1]
    assert second.context["older"] is None


def test_new_entries_do_not_shift_the_older_page(client, head, facility):
    entries = [note(facility) for _ in range(ENTRIES_PER_PAGE + 1)]
    client.force_login(head)
    older = client.get(TRAIL).context["older"]
    note(facility)

    page = client.get(f"{TRAIL}?{older}")

    assert [line.entry for line in page.context["lines"]] == [entries[0]]


def test_an_empty_trail_says_so(client, head):
    client.force_login(head)

    assert "Tidak ada catatan untuk saringan ini." in client.get(TRAIL).text


def verify(client, user, upt):
    client.force_login(user)
    return client.post(VERIFY, {"upt": upt}, follow=True)


def test_a_whole_chain_is_found_whole(client, head, facility):
    note(facility)
    note(facility)

    response = verify(client, head, facility.pk)

    assert f"Rantai jejak {facility} utuh sampai catatan nomor 2." in response.text


def test_a_chain_without_entries_is_empty(client, head, facility):
    assert f"Rantai jejak {facility} masih kosong." in verify(client, head, facility.pk).text


def test_the_house_has_a_chain_too(client, auditor):
    note(None)

    assert "Rantai jejak Pusat utuh sampai catatan nomor 1." in verify(client, auditor, 0).text


@pytest.mark.usefixtures("unguarded")
def test_a_changed_entry_is_found(client, head, facility):
    note(facility)
    entry = note(facility)
    note(facility)
    # Past the model, which would refuse: what somebody at the database itself can do.
    QuerySet(Entry).filter(pk=entry.pk).update(action="event.close")

    response = verify(client, head, facility.pk)

    assert f"{facility}: Rantai {facility.pk}: catatan nomor 2 diubah." in response.text


@pytest.mark.parametrize("upt", ["", "x", "0", "\0", "9" * 40])
def test_only_a_chain_one_may_read_is_verified(client, head, far_away, upt):
    client.force_login(head)

    assert client.post(VERIFY, {"upt": upt}).status_code == 404
    assert client.post(VERIFY, {"upt": far_away.pk}).status_code == 404


def test_verifying_is_asked_for_by_a_button(client, head, facility):
    client.force_login(head)

    assert client.get(VERIFY, {"upt": facility.pk}).status_code == 405


def test_over_several_facilities_one_is_chosen_first(client, auditor, facility):
    client.force_login(auditor)

    assert "Pilih satu UPT untuk memeriksa keutuhan rantainya." in client.get(TRAIL).text
    assert VERIFY in client.get(TRAIL, {"upt": facility.pk}).text


def test_the_page_writes_nothing(client, head, facility):
    client.force_login(head)
    note(facility)

    client.get(TRAIL)
    client.post(VERIFY, {"upt": facility.pk})

    assert Entry.objects.count() == 1
    assert client.post(TRAIL).status_code == 405


@pytest.mark.parametrize("who", ["head", "auditor"])
def test_a_full_page_takes_no_more_queries(
    client, who, facility, request, django_assert_max_num_queries
):
    user = request.getfixturevalue(who)
    for _ in range(30):
        note(facility, by=user)
        FacilityFactory()
    client.force_login(user)

    with django_assert_max_num_queries(12):
        client.get(TRAIL)


def test_the_admin_shows_entries_and_heads_and_changes_neither(client, administrator, facility):
    entry = note(facility)
    client.force_login(administrator)

    for model, pk in [("entry", entry.pk), ("head", facility.pk)]:
        listing = reverse(f"admin:audit_{model}_changelist")
        page = reverse(f"admin:audit_{model}_change", args=[pk])
        assert client.get(listing).status_code == 200
        assert client.get(page).status_code == 200
        assert client.post(page, {"action": "lain"}).status_code == 403
        assert client.get(reverse(f"admin:audit_{model}_add")).status_code == 403
        delete = reverse(f"admin:audit_{model}_delete", args=[pk])
        assert client.post(delete, {"post": "yes"}).status_code == 403
