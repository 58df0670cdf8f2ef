"""What everybody sees first: what goes on, and what waits for them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from bansos.dashboards import views
from bansos.handovers.models import Handover
from recipients.likenesses import look
from tests.factories import OfficialFactory, PostingFactory, UserFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.recipients.factories import InstitutionFactory, RecipientFactory
from tests.stock.factories import BalanceFactory

HOME = reverse("dashboards:home")
# Tuesday, 24 December 2024, 08.10 in the hall of Pelaihari.
MORNING = datetime(2024, 12, 24, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_the_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def home_of(client, user):
    client.force_login(user)
    response = client.get(HOME)
    assert response.status_code == 200
    return response.text


def titles(client, user):
    client.force_login(user)
    return [task.title for task in client.get(HOME).context["tasks"]]


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (0, "Selamat malam"),
        (3, "Selamat malam"),
        (4, "Selamat pagi"),
        (10, "Selamat pagi"),
        (11, "Selamat siang"),
        (14, "Selamat siang"),
        (15, "Selamat sore"),
        (17, "Selamat sore"),
        (18, "Selamat malam"),
        (23, "Selamat malam"),
    ],
)
def test_the_greeting_follows_the_hour(hour, words):
    assert views.greeting(hour) == words


def test_an_officer_is_greeted_by_the_clock_on_the_wall(client, facility):
    officer = PostingFactory(facility=facility, user__name="Siti Contoh").user

    page = home_of(client, officer)

    assert "Selamat pagi, Siti" in page
    assert "Selasa, 24 Desember 2024 · pukul 08.10 WITA" in page


def test_a_regional_office_has_the_clock_of_its_facilities(client, regional):
    assert "pukul 08.10 WITA" in home_of(client, regional)


def test_the_capital_has_its_own_clock(client, national):
    assert "pukul 07.10 WIB" in home_of(client, national)


def test_the_day_is_that_of_the_east_when_it_has_begun_there(client, facility, officer):
    facility.time_zone = "Asia/Jayapura"
    facility.save()

    with time_machine.travel(datetime(2024, 12, 24, 15, 30, tzinfo=UTC), tick=False):
        page = home_of(client, officer)

    assert "Rabu, 25 Desember 2024 · pukul 00.30 WIT" in page


def test_in_an_empty_house_the_first_step_is_a_family(client, officer):
    page = home_of(client, officer)

    assert "Mulai dari keluarga" in page
    assert reverse("recipients:register") in page
    assert "Tidak ada yang menunggu Anda." in page


def test_with_families_the_next_step_is_an_event(client, officer, facility):
    RecipientFactory(facility=facility, verified=True)

    page = home_of(client, officer)

    assert "Belum ada kegiatan yang akan datang" in page
    assert reverse("handovers:plan") in page


def running_event(facility, *, families, handed):
    event = EventFactory(facility=facility, opened=True, venue="Aula Pengayoman", starts_at=MORNING)
    official = OfficialFactory(facility=facility)
    for number in range(families):
        entitlement = EntitlementFactory(event=event)
        if number < handed:
            kind = {"kind": Handover.Kind.SYMBOLIC, "handed_by": official} if number == 0 else {}
            HandoverFactory(entitlement=entitlement, **kind)
    return event


def test_a_running_event_comes_with_its_numbers_and_the_way_to_the_desk(client, officer, facility):
    event = running_event(facility, families=5, handed=2)
    BalanceFactory(facility=facility, package=event.package, on_hand=4)

    page = home_of(client, officer)

    assert "Berlangsung" in page
    assert "Aula Pengayoman" in page
    assert "2 dari 5 keluarga sudah menerima" in page
    for number, word in [(2, "diserahkan"), (3, "belum"), (1, "simbolis"), (4, "sisa stok")]:
        assert f"<b>{number}</b><span>{word}</span>" in page
    assert reverse("handovers:desk", args=[event.pk]) in page
    assert "Stok kurang" not in page


def test_stock_that_will_not_do_is_told_before_the_queue_finds_out(client, officer, facility):
    event = running_event(facility, families=5, handed=1)
    BalanceFactory(facility=facility, package=event.package, on_hand=1)

    assert "Stok kurang 3 paket untuk daftar ini." in home_of(client, officer)


def test_when_nothing_runs_the_next_event_is_shown(client, officer, facility):
    EventFactory(
        facility=facility, frozen=True, starts_at=MORNING - timedelta(days=9), venue="Lalu"
    )
    EventFactory(
        facility=facility, frozen=True, starts_at=MORNING + timedelta(days=9), venue="Kelak"
    )
    EventFactory(
        facility=facility, frozen=True, starts_at=MORNING + timedelta(days=2), venue="Segera"
    )

    page = home_of(client, officer)

    assert "Segera" in page
    assert "Kelak" not in page
    assert "Lalu" not in page
    assert "meja penyerahan" not in page


def test_an_event_earlier_today_is_still_to_come(client, officer, facility):
    EventFactory(
        facility=facility, frozen=True, starts_at=MORNING - timedelta(hours=2), venue="Tadi"
    )

    assert "Tadi" in home_of(client, officer)


def test_events_of_another_facility_are_not_shown(client, stranger, facility):
    running_event(facility, families=1, handed=0)

    page = home_of(client, stranger)

    assert "Aula Pengayoman" not in page
    assert "Mulai dari keluarga" in page


def test_who_serves_two_facilities_sees_both_and_which_is_which(client, officer, facility):
    second = PostingFactory(user=officer).facility
    running_event(facility, families=1, handed=0)
    running_event(second, families=1, handed=0)

    page = home_of(client, officer)

    assert page.count("Aula Pengayoman") == 2
    assert f"· {second}" in page


def test_a_draft_waits_for_the_officer(client, officer, facility):
    EventFactory(facility=facility)

    assert titles(client, officer) == ["Daftar belum diajukan"]


def test_a_submitted_list_waits_for_the_head_alone(client, officer, head, facility):
    EventFactory(facility=facility, submitted=True)

    assert titles(client, head) == ["Daftar menunggu penetapan"]
    assert titles(client, officer) == []


def test_a_head_here_decides_nothing_where_they_are_an_officer(client, head, facility):
    second = PostingFactory(user=head).facility
    EventFactory(facility=second, submitted=True)

    assert titles(client, head) == []


def test_a_list_waits_for_another_than_who_submitted_it(client, head, facility):
    EventFactory(facility=facility, submitted=True, submitted_by=head)

    assert titles(client, head) == []


def test_a_decided_event_waits_on_its_day_and_not_before(client, officer, facility):
    EventFactory(facility=facility, frozen=True, starts_at=MORNING + timedelta(days=1))
    assert titles(client, officer) == []

    EventFactory(facility=facility, frozen=True, starts_at=MORNING)
    assert titles(client, officer) == ["Kegiatan belum dibuka"]


def test_a_closed_event_waits_for_its_certificate_and_then_the_report(
    client, head, officer, facility
):
    event = EventFactory(facility=facility, closed=True)
    assert titles(client, head) == ["Berita acara belum terbit"]
    assert titles(client, officer) == []

    event.certified_at = event.closed_at
    event.save()
    assert titles(client, head) == ["Kegiatan belum dilaporkan"]


def test_a_reported_event_waits_for_nobody(client, head, facility):
    EventFactory(facility=facility, reported=True)

    assert titles(client, head) == []


def test_events_wait_in_the_order_of_their_days(client, officer, facility):
    for days in [5, 1, 3]:
        EventFactory(facility=facility, starts_at=MORNING + timedelta(days=days))

    client.force_login(officer)
    remarks = [task.remark for task in client.get(HOME).context["tasks"]]

    assert [remark.rpartition(", ")[2] for remark in remarks] == [
        "25 Desember 2024",
        "27 Desember 2024",
        "29 Desember 2024",
    ]


def test_families_wait_to_be_verified_by_a_second_person(client, officer, facility):
    RecipientFactory(facility=facility, verified=True)
    RecipientFactory(facility=facility, registered_by=officer)
    RecipientFactory(facility=facility)
    RecipientFactory()

    page = home_of(client, officer)

    assert "2 keluarga menunggu verifikasi" in page
    assert "1 dari Anda sendiri; rekan yang memeriksanya" in page


def test_the_list_behind_the_link_is_as_long_as_it_says(client, officer, facility):
    FamilyFactory(facility=facility, nik="")
    FamilyFactory(facility=facility)
    InstitutionFactory(facility=facility, verified=True)

    client.force_login(officer)
    tasks = client.get(HOME).context["tasks"]

    (task,) = tasks
    assert task.title == "1 keluarga tanpa NIK"
    assert len(client.get(task.url).context["page"].rows) == 1


def test_retired_families_wait_for_nothing(client, officer, facility):
    retirement = {"retired_at": MORNING, "retired_by": officer}
    RecipientFactory(facility=facility, nik="", **retirement)

    assert titles(client, officer) == []


@pytest.mark.parametrize(
    ("who", "word"), [("regional", "Lihat per UPT"), ("national", "Lihat per kantor wilayah")]
)
def test_above_the_facility_there_are_numbers_and_no_names(client, who, word, facility, request):
    event = running_event(facility, families=3, handed=1)
    user = request.getfixturevalue(who)

    page = home_of(client, user)

    assert "<b>1</b><span>dari 3 keluarga sudah menerima</span>" in page
    assert word in page
    assert reverse("dashboards:numbers") in page
    for entitlement in event.entitlements.all():
        assert entitlement.name not in page


def test_a_rehearsal_is_not_counted_in_earnest(client, national, facility):
    event = running_event(facility, families=3, handed=1)
    event.campaign.is_rehearsal = True
    event.campaign.save()

    assert "Belum ada kegiatan." in home_of(client, national)


def test_an_auditor_is_shown_the_trail(client, auditor):
    assert reverse("dashboards:trail") in home_of(client, auditor)


def test_an_administrator_is_shown_the_admin_and_nothing_else(client, administrator, facility):
    running_event(facility, families=1, handed=0)

    page = home_of(client, administrator)

    assert reverse("admin:index") in page
    assert "keluarga sudah menerima" not in page
    assert "Perlu dikerjakan" not in page


def test_without_a_posting_one_is_told_whom_to_ask(client, db):
    assert "belum mempunyai penugasan" in home_of(client, UserFactory())


def test_the_first_superuser_is_led_to_where_administrators_are_made(client, db):
    page = home_of(client, UserFactory(is_superuser=True))

    assert reverse("admin:facilities_posting_changelist") in page
    assert "belum mempunyai penugasan" not in page


def test_who_has_a_password_can_change_it(client, officer, head):
    head.set_unusable_password()
    head.save()
    change = reverse("accounts:change_password")

    assert change in home_of(client, officer)
    assert change not in home_of(client, head)


@pytest.mark.parametrize("who", ["officer", "head", "regional", "national", "auditor"])
def test_home_takes_no_more_queries_when_there_is_more_to_do(
    client, who, facility, request, django_assert_max_num_queries
):
    user = request.getfixturevalue(who)
    for _ in range(4):
        running_event(facility, families=1, handed=1)
        EventFactory(facility=facility)
        EventFactory(facility=facility, submitted=True)
        EventFactory(facility=facility, closed=True)
        RecipientFactory(facility=facility)
    client.force_login(user)

    with django_assert_max_num_queries(12):
        client.get(HOME)


def test_home_only_shows(client, officer):
    client.force_login(officer)

    assert client.post(HOME).status_code == 405


def test_open_duplicates_wait_on_the_home_page(client, facility, officer, stranger):
    pair = RecipientFactory.create_batch(2, facility=facility, name="Sama Contoh")
    look([pair[0].pk], at=MORNING)

    page = home_of(client, officer)

    assert "1 dugaan ganda" in page
    assert reverse("recipients:likeness_list") in page
    assert "dugaan ganda" not in home_of(client, stranger)
