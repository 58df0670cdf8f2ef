"""Whoever comes by a file is found like whoever was typed in, and no longer once it is undone."""

import pytest
from django.utils import timezone

from bansos.imports import actions
from bansos.imports.models import Kind
from recipients.models import Inmate, InmateWord, Recipient, RecipientWord
from recipients.words import astray
from tests.imports.sheets import rows
from tests.recipients.factories import (
    InmateFactory,
    KinshipFactory,
    RecipientFactory,
    made_up_kk,
    made_up_nik,
)

pytestmark = pytest.mark.django_db


def found(text):
    return sorted(recipient.name for recipient in Recipient.objects.matching(text))


@pytest.fixture(autouse=True)
def all_words_are_right(db):
    yield
    assert list(astray()) == []


def test_a_new_family_is_found_by_its_own_and_its_inmates_name(send, apply, facility, officer):
    imported = apply(send(*rows(3)))

    assert found("contoh penerima 2") == ["Penerima Contoh 2"]
    inmate = Recipient.objects.get(name="Penerima Contoh 2").inmates.get()
    assert "Penerima Contoh 2" in found(inmate.name)
    assert inmate in Inmate.objects.named(inmate.name, at=[facility.pk])

    actions.undo(imported, by=officer, at=timezone.now())
    assert not RecipientWord.objects.exists()
    assert not InmateWord.objects.exists()


def test_a_changed_name_is_found_until_it_is_as_it_was(send, apply, facility, officer):
    family = RecipientFactory(
        facility=facility, nik=made_up_nik(1), name="Dewi", kk=made_up_kk(1), verified=True
    )
    KinshipFactory(recipient=family, inmate=InmateFactory(facility=facility, name="Budi"))

    imported = apply(send(["Rusdi Umpama", made_up_nik(1)], header=["Nama", "NIK"]))
    assert found("umpama") == ["Rusdi Umpama"]
    assert found("dewi") == []

    actions.undo(imported, by=officer, at=timezone.now())
    assert found("umpama") == []
    assert found("dewi budi") == ["Dewi"]


def test_an_inmates_new_number_finds_the_family_that_is_not_in_the_file(
    send, apply, facility, officer
):
    inmate = InmateFactory(facility=facility, name="Budi Contoh", register_number="")
    KinshipFactory(recipient__facility=facility, recipient__name="Dewi", inmate=inmate)
    row = ["Budi Contoh", "BI.7/2024", "Narapidana"]

    imported = apply(send(row, header=["Nama", "No Reg", "Status"], kind=Kind.INMATES))
    assert found("bi.7/2024") == ["Dewi"]

    actions.undo(imported, by=officer, at=timezone.now())
    assert found("bi.7/2024") == []


def test_a_new_family_without_an_inmate_is_found(send, apply):
    apply(send(["Sari Umpama", made_up_nik(1)], header=["Nama", "NIK"]))

    assert found("umpama sari") == ["Sari Umpama"]
