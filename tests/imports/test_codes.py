"""Rows with a code of ours: whom they are about, and what a code never opens."""

import pytest
from django.utils import timezone

from bansos.imports.models import Kind, Verdict
from bansos.privacy.codes import Register, code_of
from bansos.privacy.masking import mask
from recipients import actions
from recipients.models import Inmate
from tests.recipients.factories import (
    InmateFactory,
    RecipientFactory,
    made_up_kk,
    made_up_nik,
)

HEADER = ["Nama", "NIK", "No KK", "Alamat", "Kode Bansos"]


@pytest.fixture
def family(facility):
    return RecipientFactory(
        facility=facility, name="Dewi", nik=made_up_nik(1), kk=made_up_kk(1), address="Jalan 1"
    )


@pytest.fixture
def back(send):
    """Sends rows under HEADER; the lines with their verdicts."""

    def sent(*rows):
        return list(send(*rows, header=HEADER).lines.order_by("number"))

    return sent


def row(family, **told):
    facts = {
        "name": family.name,
        "nik": mask(made_up_nik(1)),
        "kk": mask(made_up_kk(1)),
        "address": family.address,
        "code": code_of(Register.FAMILIES, family.pk),
    }
    return list((facts | told).values())


def advice(line):
    return [(fault[0], fault[3].partition(".")[0]) for fault in line.content["faults"]]


def test_what_was_edited_in_a_masked_export_comes_in(send, apply, family):
    imported = send(row(family, address="Jalan Baru 2"), header=HEADER)

    [line] = imported.lines.all()
    assert line.content["changes"] == [["address", "Jalan 1", "Jalan Baru 2"]]
    apply(imported)
    family.refresh_from_db()
    assert family.address == "Jalan Baru 2"
    assert (family.kk, family.main_member.nik) == (made_up_kk(1), made_up_nik(1))


def test_a_full_number_in_place_of_the_mask_is_a_change(back, family):
    [line] = back(row(family, nik=made_up_nik(7)))

    assert line.content["changes"] == [["nik", made_up_nik(1), made_up_nik(7)]]


def test_a_mask_of_somebody_else_is_to_be_mended(back, family):
    [line] = back(row(family, nik="630101******9999", kk="630101******9999"))

    told = "Nomor yang disamarkan ini bukan milik keluarga ini"
    assert advice(line) == [("nik", told), ("kk", told)]


def test_a_mask_without_a_code_is_to_be_mended(back, family):
    [line] = back(row(family, code=""))

    assert advice(line)[:2] == [("nik", "Nomor ini disamarkan"), ("kk", "Nomor ini disamarkan")]


def test_a_code_of_another_facility_opens_nothing(back, facility):
    there = RecipientFactory(name="Rahasia Contoh", nik=made_up_nik(1), kk=made_up_kk(1))

    [line] = back(row(there, name="Dewi"))

    assert line.verdict == Verdict.DUPLICATE
    reason = f"Baris ini keluarga dari {there.facility.short_name}; impor di sana."
    assert line.content["reason"] == reason
    assert "Rahasia" not in str(line.content)


@pytest.mark.parametrize("code", ["K1", "apa saja", code_of(Register.INMATES, 1)])
def test_what_is_no_code_is_to_be_mended(back, family, code):
    [line] = back(row(family, code=code))

    assert ("code", "Ini bukan kode Bansos") in advice(line)


def test_a_code_of_nobody_any_more_is_to_be_mended(back, family):
    [line] = back(row(family, code=code_of(Register.FAMILIES, 10**17)))

    assert advice(line) == [("code", "Kode ini tidak ada di daftar UPT ini")]


def test_the_same_family_twice_is_a_duplicate_however_it_is_named(back, family):
    lines = back(
        row(family),
        row(family, nik=made_up_nik(1)),
        row(family, nik=made_up_nik(1), kk="", code=""),
    )

    assert [line.verdict for line in lines] == [
        Verdict.SAME,
        Verdict.DUPLICATE,
        Verdict.DUPLICATE,
    ]


def test_a_code_does_not_take_somebody_elses_nik(back, family, facility):
    RecipientFactory(facility=facility, name="Sari", nik=made_up_nik(9))

    [line] = back(row(family, nik=made_up_nik(9)))

    assert line.verdict == Verdict.DUPLICATE
    assert "atas nama Sari" in line.content["reason"]


def test_the_retired_are_not_changed(back, family, officer):
    actions.retire(family, reason="Pindah alamat", by=officer, at=timezone.now())

    [line] = back(row(family, address="Jalan Baru 2"))

    assert advice(line) == [("code", "Keluarga ini sudah dinonaktifkan dan tidak diubah")]


def test_one_who_is_registered_needs_no_inmate_named_again(send, family):
    [line] = send(["Dewi", made_up_nik(1), "", "Jalan 1", ""], header=HEADER).lines.all()
    assert line.verdict == Verdict.SAME

    header = [*HEADER, "Nama WBP"]
    dewi, sari = send(
        ["Dewi", made_up_nik(1), "", "Jalan 1", "", ""],
        ["Sari", made_up_nik(2), "", "", "", ""],
        header=header,
        defaults={"category": ""},
    ).lines.order_by("number")
    assert dewi.verdict == Verdict.SAME
    assert advice(sari)[0][0] == "inmate_name"


def test_an_inmate_is_renamed_by_code(send, apply, facility):
    inmate = InmateFactory(facility=facility, name="Budi", register_number="")
    header = ["Nama WBP", "Kode Bansos"]
    line = ["Budi Santoso Contoh", code_of(Register.INMATES, inmate.pk)]

    apply(send(line, header=header, kind=Kind.INMATES))

    assert Inmate.objects.get().name == "Budi Santoso Contoh"


def test_an_inmates_code_of_another_facility_opens_nothing(send, facility):
    inmate = InmateFactory(name="Rahasia Contoh")
    lines = [
        ["Budi", code_of(Register.INMATES, inmate.pk)],
        ["Tono", code_of(Register.INMATES, 10**17)],
    ]

    found = send(*lines, header=["Nama WBP", "Kode Bansos"], kind=Kind.INMATES)

    there, nowhere = found.lines.order_by("number")
    assert there.content["reason"].startswith("Baris ini warga binaan dari ")
    assert "Rahasia" not in str(there.content)
    assert advice(nowhere)[0][0] == "inmate_code"
