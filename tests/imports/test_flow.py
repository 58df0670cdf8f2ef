"""From a file to the register and back, by the deeds that screens and the shell share."""

from datetime import date

import pytest
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.audit.trail import verify
from bansos.imports import actions
from bansos.imports.models import Import, Kind, Verdict
from recipients.models import Category, Inmate, Kinship, Member, Recipient, Relation
from tests.imports.sheets import brought, packed, row, rows, sheet
from tests.recipients.factories import (
    InmateFactory,
    KinshipFactory,
    MemberFactory,
    RecipientFactory,
    made_up_kk,
    made_up_nik,
)


def counts(imported):
    return {v.value: getattr(imported, v.counter) for v in Verdict if getattr(imported, v.counter)}


def lines(imported, verdict):
    return [line.content | {"row": line.number} for line in imported.lines.filter(verdict=verdict)]


def test_good_rows_become_families_with_their_inmates(send, apply, facility, officer):
    imported = apply(send(*rows(3)))

    assert (imported.state, imported.rows_written) == (Import.State.APPLIED, 3)
    family = Recipient.objects.get(name="Penerima Contoh 1")
    assert family.facility == facility
    assert family.category == Category.INMATE_FAMILY
    assert (family.registered_by, family.is_verified) == (officer, False)
    main = family.main_member
    assert (main.nik, main.sex, main.birth_date) == (made_up_nik(1), "P", date(1990, 7, 1))
    assert main.nik_index and main.nik_tail_index
    kinship = family.main_kinship
    assert kinship.relation == Relation.WIFE
    assert kinship.inmate.legal_status == Inmate.LegalStatus.CONVICT
    assert family in Recipient.objects.matching("contoh penerima 1")


def test_nothing_is_written_before_it_is_applied(send):
    imported = send(*rows(3))

    assert imported.state == Import.State.CHECKED
    assert counts(imported) == {"baru": 3}
    assert not Recipient.objects.exists()
    assert not Inmate.objects.exists()


def test_every_row_falls_under_one_verdict(send):
    bad = row(7, nik=("6301990000000000", "N"))
    imported = send(row(1), None, row(2), row(1, name="Lain"), bad)

    assert counts(imported) == {"baru": 2, "ganda": 1, "perbaiki": 1}
    assert (imported.rows_total, imported.rows_checked, imported.blank) == (5, 5, 1)


def test_the_same_file_again_changes_nothing(send, apply):
    first = apply(send(*rows(2)))
    again = send(*rows(2))

    assert again == first
    assert Import.objects.count() == 1
    assert Recipient.objects.count() == 2


def test_what_was_imported_is_the_same_when_it_comes_in_another_file(send, apply):
    apply(send(*rows(3)))

    imported = send(*rows(3), None, row(9))

    assert counts(imported) == {"sama": 3, "baru": 1}


def test_what_differs_is_shown_old_and_new_and_then_written(send, apply):
    header = ["Nama", "NIK", "Alamat", "No KK"]
    family = RecipientFactory(nik=made_up_nik(1), name="Dewi Contoh", address="Jalan Lama 1")
    facility = family.facility
    content = packed(sheet(header, ["Dewi Contoh", made_up_nik(1), "Jalan Baru 2", made_up_kk(1)]))
    imported = brought(content, kind=Kind.FAMILIES, facility=facility, by=family.registered_by)

    [line] = lines(imported, Verdict.CHANGED)
    assert line["changes"] == [
        ["address", "Jalan Lama 1", "Jalan Baru 2"],
        ["kk", "", made_up_kk(1)],
    ]

    apply(imported, by=family.registered_by)
    family.refresh_from_db()
    assert (family.address, family.kk) == ("Jalan Baru 2", made_up_kk(1))
    assert Recipient.objects.filter(kk_index=family.kk_index).exists()


def test_a_change_of_identity_takes_the_verification_back(send, apply, facility, officer):
    family = RecipientFactory(facility=facility, nik=made_up_nik(1), name="Dewi", verified=True)

    apply(send(["Dewi Sartika Contoh", made_up_nik(1)], header=["Nama", "NIK"]))

    family.refresh_from_db()
    assert (family.name, family.is_verified) == ("Dewi Sartika Contoh", False)
    assert family.identity_changed_by == officer


def test_a_change_of_address_leaves_the_verification(send, apply, facility):
    family = RecipientFactory(facility=facility, nik=made_up_nik(1), name="Dewi", verified=True)

    apply(send(["Dewi", made_up_nik(1), "Jalan Baru"], header=["Nama", "NIK", "Alamat"]))

    family.refresh_from_db()
    assert (family.address, family.is_verified) == ("Jalan Baru", True)


def test_a_blank_cell_erases_nothing(send, facility):
    RecipientFactory(facility=facility, nik=made_up_nik(1), name="Dewi", address="Jalan Contoh 1")

    imported = send(["Dewi", made_up_nik(1), ""], header=["Nama", "NIK", "Alamat"])

    assert counts(imported) == {"sama": 1}


def test_a_nik_of_another_facility_is_told_without_opening_it(send, facility):
    there = RecipientFactory(nik=made_up_nik(1), name="Rahasia Contoh")

    imported = send(row(1))

    [line] = lines(imported, Verdict.DUPLICATE)
    assert line["reason"] == f"NIK ini sudah terdaftar di {there.facility.short_name}."
    assert "Rahasia" not in str(line)


def test_a_nik_of_a_further_member_is_a_duplicate(send, facility):
    family = RecipientFactory(facility=facility, name="Dewi")
    MemberFactory(recipient=family, facility=facility, nik=made_up_nik(77))

    [line] = lines(send(row(77)), Verdict.DUPLICATE)

    assert line["reason"] == "NIK ini sudah tercatat sebagai anggota keluarga Dewi."


def test_a_kk_of_another_family_is_a_duplicate(send, facility):
    RecipientFactory(facility=facility, name="Dewi", kk=made_up_kk(5))

    imported = send(["Lain", made_up_nik(80), made_up_kk(5)], header=["Nama", "NIK", "KK"])

    [line] = lines(imported, Verdict.DUPLICATE)
    assert "atas nama Dewi" in line["reason"]


def test_a_kk_twice_in_the_file_is_a_duplicate_of_the_first(send):
    imported = send(
        ["Satu", made_up_nik(1), made_up_kk(5)],
        ["Dua", made_up_nik(2), made_up_kk(5)],
        header=["Nama", "NIK", "KK"],
    )

    [line] = lines(imported, Verdict.DUPLICATE)
    assert (line["row"], line["reason"]) == (3, "Nomor KK ini sama dengan baris 2 di berkas ini.")


def test_two_families_of_one_inmate_share_them(send, apply):
    apply(send(row(1, inmate="Budi"), row(2, inmate="Budi")))

    assert Inmate.objects.count() == 1
    assert Kinship.objects.count() == 2


def test_an_inmate_who_is_registered_is_taken(send, apply, facility):
    inmate = InmateFactory(facility=facility, name="Budi Contoh")

    apply(send(row(1, inmate="BUDI CONTOH")))

    assert Inmate.objects.count() == 1
    assert inmate.recipients.count() == 1


def test_two_inmates_of_one_name_need_the_register_number(send, facility):
    InmateFactory(facility=facility, name="Budi")
    InmateFactory(facility=facility, name="Budi")

    [line] = lines(send(row(1, inmate="Budi")), Verdict.TO_MEND)

    assert line["faults"][0][3] == "Ada 2 warga binaan bernama itu. Isi nomor registernya."


def test_a_new_inmate_needs_a_legal_status(send):
    header = ["Nama", "NIK", "Nama WBP"]
    lacking = send(["Dewi", made_up_nik(1), "Budi"], header=header)
    given = send(
        ["Sari", made_up_nik(2), "Tono"], header=header, defaults={"legal_status": "tahanan"}
    )

    assert counts(lacking) == {"perbaiki": 1}
    assert counts(given) == {"baru": 1}


def test_one_who_has_no_nik_comes_in_with_a_reason(send, apply, facility):
    header = ["Nama", "NIK", "Alasan tanpa NIK"]
    apply(send(["Dewi", "", "KTP hilang"], header=header))
    again = send(["Dewi", "", "KTP hilang"], None, ["Sari", "", ""], header=header)

    member = Member.objects.get()
    assert (member.nik, member.nik_missing_reason) == ("", "KTP hilang")
    assert counts(again) == {"sama": 1, "perbaiki": 1}


def test_an_institution_needs_no_nik(send, apply):
    header = ["Nama", "NIK", "Golongan", "Narahubung"]
    apply(send(["Panti Contoh", "", "Lembaga sosial", "Ibu Contoh"], header=header))

    panti = Recipient.objects.get()
    assert (panti.category, panti.contact_name) == (Category.INSTITUTION, "Ibu Contoh")
    assert not Member.objects.exists()


def test_rows_that_changed_since_the_preview_are_not_written_over(send, apply, facility):
    imported = send(row(1), row(2))
    RecipientFactory(facility=facility, nik=made_up_nik(1), name="Seseorang Lain")

    imported = apply(imported)

    assert counts(imported) == {"baru": 1, "perbaiki": 1}
    assert imported.rows_written == 1
    assert Recipient.objects.filter(name="Seseorang Lain").exists()


def test_rows_that_somebody_entered_alike_since_the_preview_are_the_same(send, apply, facility):
    imported = send(["Dewi", made_up_nik(1)], header=["Nama", "NIK"])
    RecipientFactory(facility=facility, nik=made_up_nik(1), name="Dewi")

    imported = apply(imported)

    assert counts(imported) == {"sama": 1}
    assert imported.rows_written == 0


def test_every_batch_is_in_the_trail_without_names(send, apply, facility):
    imported = apply(send(*rows(2)))

    [entry] = Entry.objects.filter(action="import.apply")
    assert (entry.chain, entry.object_id) == (facility.pk, str(imported.pk))
    assert len(entry.details["recipients"]) == 2
    assert "Contoh" not in str(entry.details)
    assert list(verify(facility.pk)) == []


def test_what_went_in_is_kept_in_the_register_alone(send, apply, folders):
    imported = send(*rows(2), row(3, nik=""))
    assert imported.place.stat().st_mode & 0o777 == 0o700
    apply(imported)

    assert not imported.place.exists()
    kept = {line.verdict: bool(line.payload) for line in imported.lines.all()}
    assert kept == {"baru": False, "perbaiki": True}


def test_a_file_may_be_thrown_away_and_sent_again(send, officer):
    imported = send(*rows(2))
    actions.discard(imported)

    again = send(*rows(2))

    assert again != imported
    assert not imported.lines.exists()
    with pytest.raises(actions.Refused):
        actions.apply(Import.objects.get(pk=imported.pk), by=officer, at=timezone.now())


def test_inmates_come_in_alone(send, apply, facility):
    InmateFactory(
        facility=facility, name="Budi", register_number="BI.1/2024", legal_status="tahanan"
    )
    imported = send(
        ["Budi", "B.I 1/2024", "Narapidana"],
        ["Tono", "AI.2/2024", "Tahanan"],
        ["Tono", "AI.2/2024", "Tahanan"],
        header=["Nama", "No Reg", "Status"],
        kind=Kind.INMATES,
    )
    assert counts(imported) == {"berubah": 1, "baru": 1, "ganda": 1}

    apply(imported)

    assert Inmate.objects.get(name="Budi").legal_status == "narapidana"
    assert Inmate.objects.count() == 2


def test_a_second_inmate_is_tied_to_a_family(send, apply, facility):
    family = RecipientFactory(facility=facility, nik=made_up_nik(1), name="Dewi")
    KinshipFactory(recipient=family, inmate=InmateFactory(facility=facility, name="Budi"))

    imported = send(row(1, name="Dewi", inmate="Tono"))
    assert counts(imported) == {"berubah": 1}
    apply(imported)

    assert {inmate.name for inmate in family.inmates.all()} == {"Budi", "Tono"}
