"""A whole import is taken back, until one of its families is on a frozen list."""

import pytest
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.audit.trail import verify
from bansos.handovers.models import Entitlement
from bansos.imports import actions
from bansos.imports.models import Import, Kind
from facilities.models import Facility
from recipients.models import Inmate, Kinship, Member, Recipient
from tests.factories import UserFactory
from tests.handovers.factories import EntitlementFactory, EventFactory
from tests.imports.sheets import brought, packed, row, rows, sheet
from tests.imports.snapshot import registers
from tests.recipients.factories import (
    InmateFactory,
    KinshipFactory,
    RecipientFactory,
    made_up_kk,
    made_up_nik,
)

HEADER = ["Nama", "NIK", "No KK", "Tanggal lahir", "Alamat"]


def undone(imported, by):
    return actions.undo(imported, by=by, at=timezone.now())


def test_what_an_import_added_goes(send, apply, officer):
    before = registers()
    imported = undone(apply(send(*rows(3))), officer)

    assert imported.state == Import.State.UNDONE
    assert registers() == before
    assert Entry.objects.filter(action="import.undo").count() == 1
    assert list(verify(imported.facility_id)) == []


def test_what_an_import_changed_is_as_it_was(send, apply, officer, facility):
    family = RecipientFactory(
        facility=facility, nik=made_up_nik(1), name="Dewi", kk=made_up_kk(1), verified=True
    )
    KinshipFactory(recipient=family, inmate=InmateFactory(facility=facility, name="Budi"))
    before = registers()

    changed = ["Dewi Sari", made_up_nik(1), made_up_kk(2), "02/07/1990", "Jalan Baru"]
    imported = apply(send(changed, header=HEADER))
    assert registers() != before
    undone(imported, officer)

    assert registers() == before
    family.refresh_from_db()
    assert family.is_verified
    assert Recipient.objects.matching(made_up_kk(1)).get() == family


def test_what_somebody_changed_since_stays(send, apply, officer, facility):
    family = RecipientFactory(facility=facility, nik=made_up_nik(1), name="Dewi", address="Lama")
    imported = apply(send(["Dewi", made_up_nik(1), "", "", "Impor"], header=HEADER))
    Recipient.objects.filter(pk=family.pk).update(address="Sesudahnya")

    undone(imported, officer)

    family.refresh_from_db()
    assert family.address == "Sesudahnya"


def test_whoever_verified_what_is_taken_back_looks_again(send, apply, officer, facility):
    family = RecipientFactory(facility=facility, nik=made_up_nik(1), name="Dewi", kk=made_up_kk(1))
    imported = apply(send(["Dewi", made_up_nik(1), made_up_kk(2)], header=HEADER[:3]))
    Recipient.objects.filter(pk=family.pk).update(
        verified_at=timezone.now(), verified_by=UserFactory()
    )

    undone(imported, officer)

    family.refresh_from_db()
    assert (family.kk, family.is_verified) == (made_up_kk(1), False)


def test_a_frozen_list_keeps_the_import_and_is_named(send, apply, officer, facility):
    imported = apply(send(*rows(2)))
    family = Recipient.objects.get(name="Penerima Contoh 1")
    event = EventFactory(facility=facility, frozen=True)
    EntitlementFactory(event=event, recipient=family)

    with pytest.raises(actions.Refused, match="Penerima Contoh 1") as refusal:
        undone(imported, officer)

    assert event.campaign.name in str(refusal.value)
    assert Recipient.objects.count() == 2


def test_families_leave_drafts_with_their_import(send, apply, officer, facility):
    imported = apply(send(*rows(2)))
    EntitlementFactory(event=EventFactory(facility=facility), recipient=Recipient.objects.first())

    undone(imported, officer)

    assert not Recipient.objects.exists()
    assert not Entitlement.objects.exists()


def test_an_inmate_who_has_another_family_by_now_stays(send, apply, officer, facility):
    imported = apply(send(row(1, inmate="Budi")))
    other = RecipientFactory(facility=facility)
    KinshipFactory(recipient=other, inmate=Inmate.objects.get())

    undone(imported, officer)

    assert Inmate.objects.get().name == "Budi"
    assert Kinship.objects.get().recipient == other
    assert Member.objects.count() == 1


def test_an_import_is_undone_once(send, apply, officer):
    imported = undone(apply(send(*rows(1))), officer)

    with pytest.raises(actions.Refused):
        undone(imported, officer)


def test_after_undoing_the_same_file_may_come_again(send, apply, officer):
    first = apply(send(*rows(2)))
    undone(first, officer)

    again = apply(send(*rows(2)))

    assert again != first
    assert Recipient.objects.count() == 2


UPT = ["Kantor Wilayah", "Jenis", "Kelas", "Tempat", "Nama Resmi", "Nama Singkat", "Zona Waktu"]


def of_facilities(send, administrator, *lines):
    content = packed(sheet(UPT, *lines))
    return brought(content, kind=Kind.FACILITIES, facility=None, by=administrator)


def test_facilities_come_in_and_go_again(send, apply, administrator):
    line = ["Contoh", "Rutan", "IIB", "Contoh", "Rutan Kelas IIB Contoh", "Rutan Contoh B", "WITA"]
    wrong = [*line[:6], "WAKTU"]
    imported = of_facilities(send, administrator, line, wrong, line)
    assert (imported.new, imported.to_mend, imported.duplicate) == (1, 1, 1)

    imported = apply(imported, by=administrator)
    assert Facility.objects.get(place="Contoh").time_zone == "Asia/Makassar"

    undone(imported, administrator)
    assert not Facility.objects.filter(place="Contoh").exists()
