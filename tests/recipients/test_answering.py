import pytest
from django.urls import reverse

from tests.factories import FacilityFactory, PostingFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import RecipientFactory

CHECK = reverse("recipients:check_number")
REGIONS = reverse("recipients:search_regions")


def text_of(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def check(desk, text, name="nik", **more):
    return text_of(desk.post(CHECK, {"bidang": name, name: text} | more))


# Numbers


def test_a_nik_answers_back_with_sex_birth_date_and_place(desk, facility):
    html = check(desk, "6301 0141 0790 0001")

    assert "Perempuan, lahir 1 Juli 1990, Takisung, Tanah Laut, Kalimantan Selatan" in html


def test_half_a_number_is_counted_calmly(desk, facility):
    assert "yang tertulis 7" in check(desk, "6301014")


def test_nothing_typed_answers_nothing(desk, facility):
    assert check(desk, "  ") == ""


@pytest.mark.parametrize(
    ("filled", "warning"),
    [
        ({"sex": "L"}, "di formulir laki-laki"),
        ({"birth_date": "2/7/1990"}, "di formulir 2 Juli 1990"),
    ],
)
def test_what_differs_from_the_form_is_a_warning_beside_the_field(desk, facility, filled, warning):
    assert warning in check(desk, NIK, **filled)


def test_a_member_is_compared_with_their_own_row(desk, facility):
    html = check(
        desk, NIK, name="anggota-2-nik", **{"sex": "P", "anggota-2-sex": "L", "anggota-1-sex": "P"}
    )

    assert "di formulir laki-laki" in html


def test_a_kk_is_read_as_a_kk(desk, facility):
    html = check(desk, KK, name="kk")

    assert "Tanah Laut" in html
    assert "lahir" not in html


def test_ones_own_family_is_named_and_linked(desk, family):
    html = check(desk, NIK)

    assert "NIK ini sudah terdaftar di UPT ini" in html
    assert family.get_absolute_url() in html
    assert 'name="yakin"' not in html


def test_of_another_facility_only_the_name_of_the_facility_is_told(desk, facility):
    elsewhere = FacilityFactory(short_name="Lapas Jauh")
    other = RecipientFactory(facility=elsewhere, name="Rahasia", nik=NIK)

    html = check(desk, NIK)

    assert "NIK ini sudah terdaftar di Lapas Jauh" in html
    assert "Rahasia" not in html
    assert other.get_absolute_url() not in html
    assert 'name="yakin"' in html


def test_a_tick_stays_while_typing_goes_on(desk, facility):
    RecipientFactory(nik=NIK)
    html = check(desk, NIK)
    key = html.partition('value="')[2].partition('"')[0]

    assert "checked" not in html
    assert "checked" in check(desk, NIK, yakin=[key])


def test_the_family_being_revised_is_no_duplicate(desk, family):
    assert "sudah terdaftar" not in check(desk, NIK, penerima=family.pk)


def test_a_family_of_another_facility_cannot_be_passed_over(desk, family):
    other = RecipientFactory()

    assert "sudah terdaftar" in check(desk, NIK, penerima=other.pk)


def test_somebody_at_two_facilities_asks_for_one_of_them(client, family, officer):
    second = PostingFactory(user=officer).facility
    client.force_login(officer)

    assert "terdaftar di UPT ini" in check(client, NIK, upt=family.facility_id)
    assert "terdaftar di Rutan Contoh" in check(client, NIK, upt=second.pk)


@pytest.mark.parametrize(
    "filled",
    [
        {},
        {"bidang": "nik"},
        {"bidang": "x", "x": "1"},
        {"bidang": "-", "-": "\0" * 20},
        {"bidang": "nik", "nik": "\0"},
        {"bidang": "nik", "nik": "<script>" * 500},
        {"bidang": "nik", "nik": NIK, "birth_date": "\0", "sex": "x", "upt": "x", "penerima": "x"},
        {"bidang": "nik", "nik": NIK, "upt": "9" * 30, "penerima": "9" * 30},
        {"bidang": "nik" * 5000},
    ],
)
def test_the_answer_bears_anything(desk, facility, filled):
    assert "<script>" not in text_of(desk.post(CHECK, filled))


def test_numbers_are_asked_for_in_the_body_alone(desk, facility):
    assert desk.get(CHECK, {"bidang": "nik", "nik": NIK}).status_code == 405


def test_an_answer_costs_few_queries(desk, family, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        check(desk, NIK, penerima=family.pk)


# Places


def test_a_place_is_found_while_typing(desk, facility):
    html = text_of(desk.post(REGIONS, {"region_text": "angsau pelaihari"}))

    assert "Angsau, Pelaihari, Tanah Laut, Kalimantan Selatan · 70814" in html
    assert 'value="63.01.03.1004"' in html


def test_places_near_the_facility_come_first(desk, facility):
    facility.regency_code = "63.01"
    facility.save()

    html = text_of(desk.post(REGIONS, {"region_text": "sukamaju"}))
    near = html.partition('value="')[2][:5]

    assert near == "63.01" or "63.01" not in html


def test_higher_regions_are_found_too(desk, facility):
    assert "belum sampai desa" in text_of(desk.post(REGIONS, {"region_text": "kalimantan selatan"}))


@pytest.mark.parametrize("text", ["", " ", "zzzz", "\0", "<b>", "a" * 10_000, "%", "\u202e"])
def test_the_search_for_places_bears_any_text(desk, facility, text):
    assert "<b>" not in text_of(desk.post(REGIONS, {"region_text": text, "region_code": text}))


@pytest.mark.parametrize("address", [CHECK, REGIONS])
@pytest.mark.parametrize("role", ["regional", "national", "auditor", "administrator"])
def test_only_who_keeps_registers_is_answered(client, request, facility, address, role):
    client.force_login(request.getfixturevalue(role))

    assert client.post(address, {"bidang": "nik", "nik": NIK}).status_code == 403
