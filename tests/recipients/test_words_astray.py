"""`check_invariants` names whoever is not found by what they are called."""

from importlib import import_module

from django.apps import apps

from recipients.models import Inmate, InmateWord, Recipient, RecipientWord
from recipients.words import renew_words
from tests.factories import FacilityFactory
from tests.handovers.test_invariants import told
from tests.recipients.factories import InmateFactory, KinshipFactory, RecipientFactory


def test_a_name_behind_the_words_back_is_named(family, inmate):
    RecipientFactory(facility=family.facility)
    Recipient.objects.filter(pk=family.pk).update(search_name="lain")
    Inmate.objects.filter(pk=inmate.pk).update(register_number="A.I.1/2020")

    lines, error = told()

    assert lines == [
        f"Penerima {family.pk}: kata pencariannya tidak sesuai dengan namanya.",
        f"Warga binaan {inmate.pk}: kata pencariannya tidak sesuai dengan namanya.",
    ]
    assert error == "Ada 2 perbedaan."


def test_words_too_few_and_too_many_are_named(family, inmate):
    other = KinshipFactory().recipient
    RecipientWord.objects.filter(recipient=family, word="bagus").delete()
    RecipientWord.objects.create(recipient=other, facility=other.facility, word="tamu")
    InmateWord.objects.filter(inmate=inmate).delete()

    assert len(told()[0]) == 3
    assert len(told(facility=family.facility_id)[0]) == 2

    renew_words([family.pk, other.pk], inmates=[inmate.pk])
    assert told() == (["Semua cocok."], "")


def test_words_of_another_place_are_named(family):
    Recipient.objects.filter(pk=family.pk).update(facility=FacilityFactory())

    assert [line for line in told()[0] if "kata pencarian" in line] != []


def test_the_migration_lets_everybody_be_found_who_was_there_before(family, inmate):
    migration = import_module("recipients.migrations.0004_words")
    InmateFactory(name="Sendiri")
    before = set(RecipientWord.objects.values_list()), set(InmateWord.objects.values_list())
    RecipientWord.objects.all().delete()
    InmateWord.objects.all().delete()

    migration.fill(apps, None)

    assert told() == (["Semua cocok."], "")
    after = set(RecipientWord.objects.values_list()), set(InmateWord.objects.values_list())
    assert after == before
