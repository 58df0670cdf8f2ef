"""Every form of the registers, fed with what no form should be fed with."""

import pytest
from django.urls import reverse

from recipients.models import Recipient
from tests.recipients.conftest import NIK

HOSTILE = {
    "nothing": "",
    "huge": "x" * 20_000,
    "NUL": "a\0b",
    "markup": "<script>alert(1)</script>\"'><img src=x>",
    "template": "{{ 7|add:7 }}{% now 'Y' %}",
    "sql": "'; DROP TABLE recipients_recipient; --",
    "right to left": "\u202egnitset\u200f",
    "date": "31/02/2024",
    "far date": "1/1/99999",
    "number": "9" * 40,
    "negative": "-1",
    "list": "[1, 2]",
    "emoji": "👪" * 60,
}
FIELDS = """
    name nik nik_missing_reason sex birth_date kk relation contact_name address region_text
    region_code phone needs consent_manner consent_on note yakin reason number inmate q cari
    register_number legal_status facility bidang upt penerima may_collect drop_kk
    anggota-TOTAL_FORMS anggota-INITIAL_FORMS anggota-0-id anggota-0-name anggota-0-relation
    anggota-0-nik anggota-0-sex anggota-0-birth_date anggota-0-DELETE
""".split()


def addresses(family, inmate):
    def url(name, *args):
        return reverse(f"recipients:{name}", args=args)

    return [
        url("recipient_list"),
        url("choose_inmate"),
        f"{url('register')}?wb={inmate.pk}",
        f"{url('register')}?golongan=masyarakat",
        f"{url('register')}?golongan=lembaga",
        url("check_number"),
        url("search_regions"),
        url("revise", family.pk),
        url("retire", family.pk),
        url("reveal", family.pk),
        url("add_kinship", family.pk),
        url("inmate_list"),
        url("register_inmate"),
        url("revise_inmate", inmate.pk),
    ]


@pytest.fixture
def before(family):
    return Recipient.objects.values().get(pk=family.pk)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_every_form_bears_it_in_every_field(desk, family, inmate, before, value):
    rows = {"anggota-TOTAL_FORMS": "1", "anggota-INITIAL_FORMS": "0"}
    for address in addresses(family, inmate):
        for filled in [dict.fromkeys(FIELDS, value), dict.fromkeys(FIELDS, value) | rows]:
            # A reason that passes would retire the family before its other forms are tried.
            filled["reason"] = value if "nonaktif" not in address else ""
            response = desk.post(address, filled)
            assert response.status_code in {200, 302}, address
            assert b"<script>alert" not in response.content
            assert b"<img src=x" not in response.content


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_one_bad_field_at_a_time_saves_nothing_broken(desk, family, inmate, value):
    filled = {
        "name": "Ani",
        "relation": "ibu",
        "nik": "6301014107900077",
        "anggota-TOTAL_FORMS": "0",
        "anggota-INITIAL_FORMS": "0",
    }
    for field in ["name", "nik", "kk", "address", "region_text", "phone", "birth_date", "note"]:
        address = f"{reverse('recipients:register')}?wb={inmate.pk}"
        response = desk.post(address, filled | {field: value}, follow=True)

        assert response.status_code == 200
        assert b"<script>alert" not in response.content
        for made in Recipient.objects.exclude(pk=family.pk):
            assert "\0" not in made.name + made.note + made.address
            made.kinships.all().delete()
            made.members.all().delete()
            made.delete()


def test_repeated_and_extra_parameters_change_nothing_else(desk, family, before):
    address = reverse("recipients:revise", args=[family.pk])
    filled = {
        "name": ["Lain", "Dewi"],
        "relation": ["ibu", "istri"],
        "birth_date": "1/7/1990",
        "sex": "P",
        "id": "1",
        "pk": "1",
        "facility_id": "1",
        "search_name": "x",
        "verified_at": "2024-12-24",
        "anggota-TOTAL_FORMS": ["5", "0"],
        "anggota-INITIAL_FORMS": "0",
    }

    desk.post(address, filled)

    kept = {"address", "region_code"}
    after = Recipient.objects.values().get(pk=family.pk)
    assert {name for name in after if after[name] != before[name]} <= kept


def test_names_with_markup_are_shown_as_typed_and_never_run(desk, family, inmate):
    nasty = "<script>alert(1)</script>"
    family.name = family.note = family.address = nasty
    family.save()
    family.members.update(name=nasty, nik_missing_reason=nasty)
    inmate.name = inmate.register_number = nasty
    inmate.save()

    for name, pk in [("recipient_detail", family.pk), ("revise", family.pk), ("retire", family.pk)]:
        html = desk.get(reverse(f"recipients:{name}", args=[pk])).content.decode()
        assert nasty not in html
        assert "&lt;script&gt;" in html
    for name in ["recipient_list", "choose_inmate", "inmate_list"]:
        html = desk.get(reverse(f"recipients:{name}")).content.decode()
        assert nasty not in html
        assert "&lt;script&gt;" in html


def test_no_address_holds_personal_data(desk, family, inmate):
    for name in ["recipient_list", "inmate_list"]:
        for text in ["Dewi", NIK, "Contoh Warga"]:
            response = desk.post(reverse(f"recipients:{name}"), {"q": text})
            assert text not in response.url
            assert text.replace(" ", "+") not in response.url
