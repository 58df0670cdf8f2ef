"""The event on screen: planned, found, revised; where it stands, and what is next for whom."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from bansos.accounts.roles import Role
from bansos.audit.models import Entry
from bansos.handovers.models import Event, Guest, Handover
from bansos.stock.models import Movement
from tests.campaigns.factories import CampaignFactory, PackageFactory, PackageItemFactory
from tests.factories import FacilityFactory, OfficialFactory, PostingFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory
from tests.stock.factories import BalanceFactory, MovementFactory

TABS = ["event_detail", "event_stock", "event_notes", "documents:event_papers", "event_history"]


def url(name, *args):
    return reverse(name if ":" in name else f"handovers:{name}", args=args)


def plan_of(package, **changes):
    return {
        "package": package.pk,
        "starts_on": "24 Desember 2024",
        "starts_time": "09.00",
        "venue": "Aula Pengayoman",
        "agenda": "Pembukaan\nPenyerahan",
    } | changes


@pytest.fixture
def event(facility):
    """An event whose list is a draft."""
    return EventFactory(facility=facility)


# The list of events


def test_an_officer_sees_the_events_of_their_facility_alone(client, event, officer):
    other = EventFactory()
    client.force_login(officer)

    response = client.get(url("event_list"))

    assert list(response.context["page"]) == [event]
    assert other.campaign.name not in response.text


def test_without_events_the_page_says_what_to_do(client, officer):
    client.force_login(officer)

    assert "Rencanakan harinya" in client.get(url("event_list")).text


@pytest.mark.parametrize("page", ["0", "-1", "abc", "9" * 5000, "\0"])
def test_a_page_that_does_not_exist_is_another_page(client, event, officer, page):
    client.force_login(officer)

    assert client.get(url("event_list"), {"halaman": page}).status_code == 200


def test_a_long_list_of_events_takes_no_more_queries(
    client, facility, officer, django_assert_max_num_queries
):
    EventFactory.create_batch(30, facility=facility)
    client.force_login(officer)

    with django_assert_max_num_queries(8):
        assert client.get(url("event_list")).status_code == 200


def test_who_sees_numbers_only_may_not_look(client, event, regional):
    client.force_login(regional)

    assert client.get(url("event_list")).status_code == 403
    assert client.get(event.get_absolute_url()).status_code == 403


# Planning


def test_an_officer_plans_an_event(client, facility, officer):
    package, official = PackageFactory(), OfficialFactory(facility=facility)
    client.force_login(officer)

    response = client.post(url("plan"), plan_of(package, officiant=official.pk))

    event = Event.objects.get()
    assert response.url == url("choose_recipients", event.pk)
    assert (event.facility, event.package, event.officiant) == (facility, package, official)
    assert event.campaign == package.campaign
    assert event.starts_at == datetime(2024, 12, 24, 9, tzinfo=ZoneInfo("Asia/Makassar"))
    assert event.created_by == officer


def test_a_plan_may_not_name_what_is_anothers(client, facility, officer):
    elsewhere = FacilityFactory()
    theirs = PackageFactory(facility=elsewhere)
    official = OfficialFactory(facility=elsewhere)
    client.force_login(officer)

    response = client.post(url("plan"), plan_of(theirs, officiant=official.pk))

    assert {"package", "officiant"} <= response.context["form"].errors.keys()
    assert not Event.objects.exists()


def test_one_person_cannot_hand_over_and_witness_it(client, facility, officer):
    official = OfficialFactory(facility=facility)
    people = {"officiant": official.pk, "second_witness": official.pk}
    client.force_login(officer)

    response = client.post(url("plan"), plan_of(PackageFactory(), **people))

    assert "harus orang yang berbeda" in response.text
    assert not Event.objects.exists()


def test_what_was_typed_is_still_there_after_a_mistake(client, officer):
    client.force_login(officer)

    response = client.post(url("plan"), plan_of(PackageFactory(), starts_on="31/02/2025"))

    assert "Tanggal itu tidak ada di kalender" in response.text
    assert "Aula Pengayoman" in response.text


def test_fields_that_the_form_does_not_have_change_nothing(client, officer):
    extra = {"state": "dilaporkan", "certificate_number": "1", "created_by": 1, "facility": 1}
    client.force_login(officer)

    client.post(url("plan"), plan_of(PackageFactory(), **extra))

    event = Event.objects.get()
    assert (event.state, event.certificate_number) == (Event.State.DRAFT, "")


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999", "2024-13-01", "24/12/1999", "9" * 500])
def test_a_day_out_of_all_reason_is_refused(client, officer, day):
    client.force_login(officer)

    response = client.post(url("plan"), plan_of(PackageFactory(), starts_on=day))

    assert "starts_on" in response.context["form"].errors


def test_who_works_at_two_facilities_says_where(client, facility, officer):
    second = PostingFactory(user=officer, role=Role.OFFICER).facility
    package = PackageFactory()
    client.force_login(officer)

    client.post(f"{url('plan')}?upt={second.pk}", plan_of(package))

    assert Event.objects.get().facility == second
    assert "Pindah" in client.get(url("plan")).text


@pytest.mark.parametrize("upt", ["0", "abc", "\0", "9" * 30])
def test_a_facility_that_is_not_ones_own_is_not_found(client, officer, upt):
    client.force_login(officer)

    assert client.get(url("plan"), {"upt": upt}).status_code == 404


# Revising


def test_an_officer_changes_a_plan(client, event, officer):
    client.force_login(officer)

    response = client.post(url("revise", event.pk), plan_of(event.package, venue="Lapangan"))

    event.refresh_from_db()
    assert response.url == event.get_absolute_url()
    assert event.venue == "Lapangan"


def test_the_form_shows_the_hour_of_the_facility(client, event, officer):
    event.starts_at = datetime(2024, 12, 24, 1, tzinfo=ZoneInfo("UTC"))
    event.save()
    client.force_login(officer)

    page = client.get(url("revise", event.pk)).text

    assert 'value="24/12/2024"' in page
    assert 'value="09.00"' in page


def test_a_decided_event_keeps_its_package(client, facility, officer):
    event = EventFactory(facility=facility, frozen=True)
    other = PackageFactory(campaign=event.campaign)
    client.force_login(officer)

    client.post(url("revise", event.pk), plan_of(other, venue="Lapangan"))

    changed = Event.objects.get(pk=event.pk)
    assert (changed.venue, changed.package) == ("Lapangan", event.package)


def test_the_spokesperson_is_one_of_the_list(client, event, officer):
    listed, other = EntitlementFactory(event=event), EntitlementFactory()
    client.force_login(officer)

    client.post(url("revise", event.pk), plan_of(event.package, spokesperson=listed.recipient_id))
    response = client.post(
        url("revise", event.pk), plan_of(event.package, spokesperson=other.recipient_id)
    )

    assert "spokesperson" in response.context["form"].errors
    assert Event.objects.get(pk=event.pk).spokesperson == listed.recipient


def test_a_change_that_comes_too_late_is_refused_in_words(client, event, officer):
    EntitlementFactory(event=event)
    client.force_login(officer)

    response = client.post(url("revise", event.pk), plan_of(PackageFactory()))

    assert "selama daftar penerima masih kosong" in response.text
    assert Event.objects.get(pk=event.pk).package == event.package


def test_a_reported_event_is_not_revised(client, facility, officer):
    event = EventFactory(facility=facility, reported=True)
    client.force_login(officer)

    response = client.get(url("revise", event.pk), follow=True)

    assert "Kegiatan ini sekarang dilaporkan." in response.text


# The event's page


def test_the_head_of_the_page_tells_when_where_and_who_watches(client, event, officer):
    Guest.objects.create(event=event, name="Menteri", presence=Guest.Presence.ONLINE)
    event.starts_at = datetime(2024, 12, 24, 1, tzinfo=ZoneInfo("UTC"))
    event.save()
    client.force_login(officer)

    page = " ".join(client.get(event.get_absolute_url()).text.split())

    assert "Selasa, 24 Desember 2024, pukul 09.00 WITA · Aula Contoh" in page
    assert "dihadiri Menteri secara daring" in page


@pytest.mark.parametrize("tab", TABS)
def test_a_stranger_finds_no_event(client, event, stranger, tab):
    client.force_login(stranger)

    assert client.get(url(tab, event.pk)).status_code == 404


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("event_id", [0, 99999, 2**63, 10**30])
def test_an_event_that_does_not_exist_is_not_found(client, officer, tab, event_id):
    client.force_login(officer)

    assert client.get(url(tab, event_id)).status_code == 404


@pytest.mark.parametrize("tab", TABS)
def test_pages_are_only_looked_at(client, event, officer, tab):
    client.force_login(officer)

    assert client.post(url(tab, event.pk)).status_code == 405


@pytest.mark.parametrize("tab", TABS)
def test_a_long_event_takes_no_more_queries_than_a_short_one(
    client, facility, officer, tab, django_assert_max_num_queries
):
    event = EventFactory(facility=facility, opened=True)
    for entitlement in EntitlementFactory.create_batch(12, event=event):
        HandoverFactory(entitlement=entitlement)
    Guest.objects.bulk_create([Guest(event=event, name=f"Tamu {n}") for n in range(12)])
    client.force_login(officer)

    with django_assert_max_num_queries(11):
        assert client.get(url(tab, event.pk)).status_code == 200


@pytest.mark.parametrize(
    ("state", "listed", "by_officer", "by_head"),
    [
        ({}, 0, "Pilih penerima", "Pilih penerima"),
        ({}, 1, "Ajukan ke Kepala", "Ajukan ke Kepala"),
        ({"submitted": True}, 1, None, "Tetapkan daftar"),
        ({"frozen": True}, 1, "Buka kegiatan", "Buka kegiatan"),
        ({"opened": True}, 1, "Meja penyerahan", "Meja penyerahan"),
        ({"closed": True}, 1, "Cetak berita acara", "Cetak berita acara"),
        ({"reported": True}, 1, "Cetak berita acara", "Cetak berita acara"),
    ],
)
def test_one_deed_is_next(client, facility, officer, head, state, listed, by_officer, by_head):
    event = EventFactory(facility=facility, **state)
    EntitlementFactory.create_batch(listed, event=event)
    for user, label in [(officer, by_officer), (head, by_head)]:
        client.force_login(user)
        deeds = client.get(event.get_absolute_url()).context["deeds"]
        assert (deeds.next and deeds.next.label) == label
        assert client.get(deeds.next_url).status_code == 200 if label else deeds.waiting


def test_once_everybody_has_come_closing_is_next(client, facility, officer):
    event = EventFactory(facility=facility, opened=True)
    HandoverFactory(entitlement__event=event)
    client.force_login(officer)

    assert client.get(event.get_absolute_url()).context["deeds"].next.view == "close_event"


def test_who_submitted_is_told_that_another_decides(client, facility, head):
    event = EventFactory(facility=facility, submitted=True, submitted_by=head)
    client.force_login(head)

    page = client.get(event.get_absolute_url()).text

    assert "orang lain yang menetapkannya" in page
    assert url("freeze", event.pk) not in page


def test_what_the_head_said_when_sending_back_is_read_by_the_officer(client, event, officer):
    Event.objects.filter(pk=event.pk).update(sent_back_reason="Periksa alamatnya.")
    client.force_login(officer)

    assert "Periksa alamatnya." in client.get(event.get_absolute_url()).text


def test_the_tally_counts_what_was_handed_over(client, facility, officer):
    event = EventFactory(facility=facility, opened=True)
    official = OfficialFactory(facility=facility)
    HandoverFactory(entitlement__event=event, by_proxy=True)
    HandoverFactory(entitlement__event=event, kind=Handover.Kind.SYMBOLIC, handed_by=official)
    EntitlementFactory(event=event)
    client.force_login(officer)

    page = " ".join(client.get(event.get_absolute_url()).text.split())

    assert "<b>2</b><span>dari 3 diserahkan</span>" in page
    assert "<b>1</b><span>simbolis</span>" in page
    assert "<b>1</b><span>diwakili</span>" in page
    assert "<b>1</b><span>belum</span>" in page


def test_too_little_stock_is_said_before_the_hall_notices(client, facility, officer):
    event = EventFactory(facility=facility, frozen=True)
    EntitlementFactory.create_batch(3, event=event)
    BalanceFactory(facility=facility, package=event.package, on_hand=2)
    client.force_login(officer)

    page = " ".join(client.get(event.get_absolute_url()).text.split())

    assert "Tersedia 2 paket, masih diperlukan 3." in page


# The list on the page


@pytest.fixture
def running(facility):
    """A running event: Dewi has her package, Rusdi waits, Sinta was withdrawn."""
    event = EventFactory(facility=facility, opened=True)
    HandoverFactory(entitlement__event=event, entitlement__name="Dewi")
    EntitlementFactory(event=event, name="Rusdi", is_symbolic=True)
    gone = EntitlementFactory(event=event, name="Sinta")
    gone.withdrawn_at, gone.withdrawn_by = event.opened_at, event.opened_by
    gone.withdrawn_reason = "Pindah"
    gone.save()
    return event


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("", ["Dewi", "Rusdi", "Sinta"]),
        ("diserahkan", ["Dewi"]),
        ("belum", ["Rusdi"]),
        ("simbolis", ["Rusdi"]),
        ("dicabut", ["Sinta"]),
        ("entah", ["Dewi", "Rusdi", "Sinta"]),
        ("\0", ["Dewi", "Rusdi", "Sinta"]),
    ],
)
def test_the_list_is_narrowed_by_state(client, running, officer, state, names):
    client.force_login(officer)

    page = client.get(running.get_absolute_url(), {"keadaan": state}).context["page"]

    assert [entitlement.name for entitlement in page] == names


def test_a_search_finds_by_name_and_stays_out_of_the_address(client, running, officer):
    client.force_login(officer)

    response = client.post(url("search_list", running.pk), {"q": "rus", "keadaan": "belum"})

    assert "rus" not in response.url
    page = client.get(response.url).context["page"]
    assert [entitlement.name for entitlement in page] == ["Rusdi"]


@pytest.mark.parametrize("how", ["number", "code", "shown_code"])
def test_a_search_finds_by_number_and_code(client, running, officer, how):
    rusdi = running.entitlements.get(name="Rusdi")
    client.force_login(officer)

    response = client.post(url("search_list", running.pk), {"q": getattr(rusdi, how)}, follow=True)

    assert list(response.context["page"]) == [rusdi]


@pytest.mark.parametrize("text", ["\0", "%", "_", "'; --", "<b>", "9" * 300, "\u202e", "🙂", " "])
def test_no_search_breaks_the_list(client, running, officer, text):
    client.force_login(officer)

    response = client.post(url("search_list", running.pk), {"q": text}, follow=True)

    assert response.status_code == 200
    assert "<b></b>" not in response.text


def test_a_search_of_another_session_is_none_of_ours(client, running, officer, head):
    client.force_login(officer)
    address = client.post(url("search_list", running.pk), {"q": "rus"}).url
    client.logout()
    client.force_login(head)

    assert len(client.get(address).context["page"].object_list) == 3


def test_a_name_full_of_markup_is_a_name(client, running, officer):
    running.entitlements.filter(name="Rusdi").update(name="<script>alert(1)</script>")
    client.force_login(officer)

    page = client.get(running.get_absolute_url()).text

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


# The other pages


def test_the_stock_page_adds_up(client, running, officer):
    MovementFactory(
        facility=running.facility,
        package=running.package,
        kind=Movement.Kind.DAMAGED,
        quantity=-2,
        note="Basah",
    )
    PackageItemFactory(package=running.package, name="Beras")
    client.force_login(officer)

    page = client.get(url("event_stock", running.pk)).text

    assert "5 kg Beras" in page
    assert "Basah" in page


@pytest.mark.parametrize(
    ("state", "papers"),
    [
        ("draft", set()),
        ("frozen", {"/tanda-terima/"}),
        ("opened", {"/tanda-terima/", "/berita-acara/"}),
    ],
)
def test_papers_are_offered_once_there_is_something_to_say(
    client, facility, officer, state, papers
):
    event = EventFactory(facility=facility, **{} if state == "draft" else {state: True})
    client.force_login(officer)

    page = client.get(url("documents:event_papers", event.pk)).text

    assert {name for name in ["/tanda-terima/", "/berita-acara/"] if name in page} == papers


def test_history_tells_who_did_what_to_whom(client, facility, officer, head):
    event = EventFactory(facility=facility, submitted=True, submitted_by=officer)
    EntitlementFactory(event=event, recipient__name="Dewi", name="Dewi")
    client.force_login(head)
    client.post(url("freeze", event.pk))
    dewi = event.entitlements.get()
    client.post(url("withdraw", dewi.pk), {"reason": "Pindah ke Lapas lain"})

    lines = client.get(url("event_history", event.pk)).context["lines"]

    assert [(line.deed, line.who) for line in lines] == [
        ("Mencabut jatah", head.name),
        ("Menetapkan daftar", head.name),
    ]
    assert lines[0].whom == dewi
    assert lines[0].remark == "Alasan: Pindah ke Lapas lain"


def test_history_is_that_of_the_event_alone(client, facility, officer, head):
    event = EventFactory(facility=facility)
    other = EventFactory(facility=facility)
    client.force_login(officer)
    client.post(url("revise", other.pk), plan_of(other.package))

    assert Entry.objects.exists()
    assert client.get(url("event_history", event.pk)).context["lines"] == []


def test_without_a_package_there_is_nothing_to_plan(client, facility, officer):
    CampaignFactory()
    client.force_login(officer)

    assert "Belum ada kampanye dengan paket" in client.get(url("plan")).text
