"""The demonstration: the public facts, acted out by the program's own deeds."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from bansos.accounts.models import User
from bansos.audit.models import Entry
from bansos.documents import press
from bansos.documents.facts import RELATED
from bansos.handovers.demo.families import dewi, families
from bansos.handovers.models import Event, Handover
from bansos.indonesia.identity import check_nik
from facilities.models import Facility, RegionalOffice
from recipients.models import Recipient

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """What the command printed. It takes seconds, so all tests here look at one building."""
    told = StringIO()
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        call_command("demo", stdout=told)
        yield told.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def pelaihari(demo):
    return Event.objects.get(venue="Aula Pengayoman")


def everything():
    return {
        model._meta.label: set(model._base_manager.values_list("pk", flat=True))
        for model in apps.get_models()
    }


def test_outside_demo_mode_nothing_is_made(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")


def test_it_is_built_once_and_the_second_time_changes_nothing(demo):
    before = everything()

    call_command("demo")

    assert everything() == before


def test_the_event_is_told_by_the_public_facts(pelaihari):
    assert str(pelaihari) == "Penyerahan Bantuan Sosial Serentak, Natal dan Tahun Baru"
    assert f"{pelaihari.local_start:%Y-%m-%d %H.%M}" == "2024-12-24 09.00"
    assert pelaihari.officiant.name == "Fani Andika"
    assert pelaihari.spokesperson.name == "Dewi"
    assert pelaihari.guests.get(presence="daring").name.startswith("Menteri")
    said = " ".join(directive.text for directive in pelaihari.directives.all())
    assert "Inkopasindo" in said
    assert "paling sedikit 5%" in said
    assert pelaihari.statements.filter(speaker="Dewi").exclude(consented_on=None).exists()


def test_eight_packages_went_symbolically_from_officials_hands(pelaihari):
    symbolic = pelaihari.handovers.symbolic()

    assert symbolic.count() == pelaihari.tally.symbolic == 8
    assert not symbolic.filter(handed_by=None).exists()
    assert symbolic.filter(entitlement__recipient__name="Dewi").exists()
    assert pelaihari.is_closed


def test_a_newcomer_finds_an_open_event_with_packages_left(demo):
    event = Event.objects.running().get()

    assert event.facility.official_name == "Rumah Tahanan Negara Kelas IIB Pelaihari"
    assert event.entitlements.waiting().exists()
    assert event.facility.balances.get(package=event.package).on_hand >= event.tally.remaining


def test_the_whole_country_and_another_facility_are_there(demo):
    assert (RegionalOffice.objects.count(), Facility.objects.count()) == (33, 613)
    offices = Recipient.objects.values_list("facility__regional_office", flat=True).distinct()
    assert len(set(offices)) == 2


def test_accounts_are_told_and_all_of_them_end_with_the_demo(demo):
    assert "petugas" in demo
    assert not User.objects.filter(is_demo=False).exists()


def test_everything_adds_up(demo):
    call_command("check_invariants")
    call_command("verify_trail")

    assert Handover.objects.exists()
    assert Entry.objects.exists()


def test_no_real_persons_number_is_among_the_made_up_ones():
    for family in [dewi(), *families(60)]:
        identity = check_nik(family.nik, sex=family.sex, birth_date=family.birth_date)
        assert identity.errors == []
        assert len(identity.warnings) == 1, "the district 99 is unknown, and nothing else is odd"


def test_the_press_is_told_what_the_article_told(pelaihari):
    told = press.draft(
        Event.objects.select_related(*RELATED).get(pk=pelaihari.pk), at=timezone.now()
    )

    for fact in [
        "PELAIHARI, INFO_PAS – Rutan Kelas IIB Pelaihari",
        "Selasa (24 Desember 2024)",
        "Aula Pengayoman",
        "Natal dan Tahun Baru",
        "serentak",
        "Pejabat struktural",
        "Warga binaan",
        "daring: Menteri Imigrasi dan Pemasyarakatan",
        "Siap menghadapi perubahan",
        "13 Program Akselerasi",
        "ketahanan pangan",
        "Inkopasindo",
        "paling sedikit 5%",
        "8 (delapan) paket sembako diserahkan secara simbolis oleh pejabat struktural",
        "ujar Fani Andika",
        "ujar Dewi",
    ]:
        assert fact in told
    assert "Warga Binaan Contoh" not in told


def test_the_report_has_obstacles_and_photos(pelaihari):
    assert pelaihari.obstacles
    assert pelaihari.photos.count() == 3
