"""Numbers are read for what they tell; only what cannot be a number at all is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.indonesia.identity import check_kk, check_nik, check_nip, group_digits, normalize_phone

TODAY = date(2024, 12, 24)
CONTOH = "6301030107900001"  # made up: Pelaihari, 1 July 1990, a man

ANY_TEXT = st.text() | st.text(alphabet="0123456789 .-\x00٣", max_size=30)


def read(nik, **form):
    return check_nik(nik, today=TODAY, **form)


def test_a_nik_tells_region_birth_date_and_sex():
    found = read(CONTOH)

    assert found.is_valid
    assert found.digits == CONTOH
    assert found.warnings == []
    assert found.sex == "L"
    assert found.birth_date == date(1990, 7, 1)
    assert found.region == "Pelaihari, Tanah Laut, Kalimantan Selatan"


def test_forty_on_the_day_is_a_woman():
    found = read("6301034107900001")

    assert found.sex == "P"
    assert found.birth_date == date(1990, 7, 1)


@pytest.mark.parametrize(
    "written",
    [
        "6301 0301 0790 0001",
        "630103.010790.0001",
        "630103-010790-0001",
        " 6301030107900001\n",
        "6301\xa00301 0790 0001",
        "630103–010790–0001",
    ],
)
def test_spaces_dots_and_dashes_between_digits_are_welcome(written):
    assert read(written).digits == CONTOH


@pytest.mark.parametrize(
    "written",
    [
        "630103010790000l",
        "6301030107900001\x00",
        "٦٣٠١٠٣٠١٠٧٩٠٠٠٠١",
        "６３０１０３０１０７９００００１",
        "6301030107900001/2",
        "6.30103E+15",
        "'6301030107900001",
        "<b>6301030107900001</b>",
    ],
)
def test_other_signs_are_refused(written):
    assert read(written).errors == ["NIK hanya boleh berisi angka 0 sampai 9."]


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("", "NIK harus diisi."),
        (None, "NIK harus diisi."),
        (" - ", "NIK harus diisi."),
        ("630103010790001", "NIK harus 16 angka; yang tertulis 15."),
        ("63010301079000011", "NIK harus 16 angka; yang tertulis 17."),
        ("6301030107900000", "Empat angka terakhir NIK tidak boleh 0000."),
        ("6301033102900001", "Tanggal lahir di dalam NIK tidak ada di kalender."),
        ("6301030013900001", "Tanggal lahir di dalam NIK tidak ada di kalender."),
        ("6301034013900001", "Tanggal lahir di dalam NIK tidak ada di kalender."),
        ("6301037207900001", "Tanggal lahir di dalam NIK tidak ada di kalender."),
        ("0001030107900001", "Kode wilayah di awal NIK tidak boleh memuat 00."),
        ("6300030107900001", "Kode wilayah di awal NIK tidak boleh memuat 00."),
        ("6301000107900001", "Kode wilayah di awal NIK tidak boleh memuat 00."),
    ],
)
def test_what_cannot_be_a_nik_is_refused_with_the_reason(written, error):
    found = read(written)

    assert found.errors == [error]
    assert not found.is_valid


def test_an_impossible_number_tells_neither_sex_nor_birth_date():
    found = read("6301033102900001")

    assert (found.sex, found.birth_date) == ("", None)


@pytest.mark.parametrize(
    ("digits", "region"),
    [
        ("6473010107900001", "Kalimantan Timur"),  # Tarakan, before Kalimantan Utara
        ("9471010107900001", "Papua Tengah"),  # Jayapura, before Papua was split
        ("6599010107900001", "Kalimantan Utara"),
        ("9901010107900001", ""),
        ("5401010107900001", ""),  # Timor Timur
    ],
)
def test_a_region_unknown_today_is_only_a_warning(digits, region):
    found = read(digits)

    assert found.is_valid
    assert len(found.warnings) == 1
    assert f"Kode wilayah {digits[:6]} pada NIK tidak ada" in found.warnings[0]
    assert found.region == region


@pytest.mark.parametrize("province", ["65", "92", "93", "95", "96"])
def test_the_youngest_provinces_are_known(province):
    found = read(f"{province}01010107900001")

    assert found.is_valid
    assert found.region


def test_the_form_may_differ_at_the_price_of_a_warning():
    found = read(CONTOH, sex="P", birth_date=date(1990, 7, 2))

    assert found.is_valid
    assert found.warnings == [
        "Menurut NIK laki-laki, di formulir perempuan.",
        "Tanggal lahir menurut NIK 1 Juli 1990, di formulir 2 Juli 1990.",
    ]


def test_a_form_that_agrees_draws_no_warning():
    assert read(CONTOH, sex="L", birth_date=date(1990, 7, 1)).warnings == []


@pytest.mark.parametrize(
    ("ddmmyy", "warnings"),
    [
        ("241207", []),
        ("251207", ["Menurut NIK umurnya 16 tahun, belum 17 tahun."]),
        ("241224", ["Menurut NIK umurnya 0 tahun, belum 17 tahun."]),
        ("251224", []),  # tomorrow in this century, so 99 years old
    ],
)
def test_the_very_young_draw_a_warning(ddmmyy, warnings):
    assert read(f"630103{ddmmyy}0001").warnings == warnings


def test_the_very_old_draw_a_warning_once_the_form_says_so():
    found = read("6301030107200001", birth_date=date(1920, 7, 1))

    assert found.birth_date == date(1920, 7, 1)
    assert found.warnings == ["Menurut NIK umurnya 104 tahun, lebih dari 100 tahun."]


@pytest.mark.parametrize(
    ("ddmmyy", "born"),
    [
        ("241224", date(2024, 12, 24)),
        ("251224", date(1924, 12, 25)),
        ("010125", date(1925, 1, 1)),
        ("290200", date(2000, 2, 29)),
        ("010105", date(2005, 1, 1)),
    ],
)
def test_nobody_is_born_after_today(ddmmyy, born):
    assert read(f"630103{ddmmyy}0001").birth_date == born


PARTS = st.fixed_dictionaries(
    {
        "born": st.dates(min_value=TODAY - timedelta(days=99 * 365), max_value=TODAY),
        "sex": st.sampled_from("LP"),
        "serial": st.integers(1, 9999),
        "region": st.sampled_from(["630103", "110101", "310101", "920203", "647301", "999999"]),
    }
)


def nik_of(born, sex, serial, region):
    day = born.day + (40 if sex == "P" else 0)
    return f"{region}{day:02}{born:%m%y}{serial:04}"


@given(PARTS)
def test_a_nik_made_of_parts_reads_back(parts):
    found = read(nik_of(**parts), sex=parts["sex"], birth_date=parts["born"])

    assert found.is_valid
    assert found.sex == parts["sex"]
    assert found.birth_date == parts["born"]


@given(ANY_TEXT, st.sampled_from(["", "L", "P", "?"]), st.none() | st.dates())
def test_no_text_upsets_the_reader(text, sex, birth_date):
    for found in [
        read(text, sex=sex, birth_date=birth_date),
        check_kk(text, today=TODAY),
        check_nip(text),
    ]:
        assert found.digits == "" or (found.digits.isascii() and found.digits.isdigit())
        assert found.digits or found.errors or not text.strip()


@given(st.from_regex("[0-9]{16}", fullmatch=True))
def test_sixteen_digits_get_an_answer(digits):
    assert read(digits).digits == digits
    assert check_kk(digits, today=TODAY).is_valid


def test_a_card_number_tells_its_region():
    found = check_kk("6301 0324 1215 0001", today=TODAY)

    assert found.digits == "6301032412150001"
    assert (found.errors, found.warnings) == ([], [])
    assert found.region == "Pelaihari, Tanah Laut, Kalimantan Selatan"
    assert (found.sex, found.birth_date) == ("", None)


@pytest.mark.parametrize(
    ("digits", "warning"),
    [
        ("6301036412150001", "Tanggal di dalam nomor KK tidak wajar."),
        ("6301032512240001", "Tanggal di dalam nomor KK tidak wajar."),
        ("6301032412150000", "Empat angka terakhir nomor KK biasanya bukan 0000."),
    ],
)
def test_an_odd_card_number_is_only_warned_about(digits, warning):
    found = check_kk(digits, today=TODAY)

    assert found.is_valid
    assert found.warnings == [warning]


def test_a_card_of_an_unknown_region_is_only_warned_about():
    found = check_kk("9900002412150001", today=TODAY)

    assert found.is_valid
    assert "990000 pada nomor KK" in found.warnings[0]


@pytest.mark.parametrize("written", ["", "63010324121500", "630103241215000A"])
def test_a_card_number_has_sixteen_digits(written):
    (error,) = check_kk(written, today=TODAY).errors

    assert error.startswith("Nomor KK")


def test_a_civil_servant_number_may_be_blank():
    assert check_nip("").is_valid
    assert check_nip(None).is_valid


@pytest.mark.parametrize("written", ["19800101 200501 1 001", "198001012005011001"])
def test_a_civil_servant_number_tells_sex_and_birth_date(written):
    found = check_nip(written)

    assert found.digits == "198001012005011001"
    assert (found.sex, found.birth_date) == ("L", date(1980, 1, 1))
    assert (found.errors, found.warnings) == ([], [])


def test_a_contract_employee_is_ordinary():
    assert check_nip("199001012024212001").warnings == []


@pytest.mark.parametrize(
    "digits", ["198013012005011001", "198001012005131001", "198001012005013001"]
)
def test_an_odd_civil_servant_number_is_only_warned_about(digits):
    found = check_nip(digits)

    assert found.is_valid
    assert found.warnings == ["Susunan NIP tidak wajar. Periksa lagi."]


def test_a_civil_servant_number_has_eighteen_digits():
    assert check_nip("1980").errors == ["NIP harus 18 angka; yang tertulis 4."]


@pytest.mark.parametrize(
    "written",
    ["0812-3456-7890", "+62 812 3456 7890", "6281234567890", "81234567890", "(0812) 3456.7890"],
)
def test_a_phone_is_kept_in_one_spelling(written):
    assert normalize_phone(written) == "+6281234567890"


def test_a_phone_on_the_wall_is_a_phone():
    assert normalize_phone("(0511) 123456") == "+62511123456"


@pytest.mark.parametrize("written", ["", "  ", None])
def test_no_phone_is_no_phone(written):
    assert normalize_phone(written) == ""


@pytest.mark.parametrize("written", ["12345", "0812", "0812abc45678", "+1 202 555 0100", "08\x00"])
def test_what_is_no_indonesian_phone_is_refused_in_words(written):
    with pytest.raises(ValueError, match=r"Nomor|telepon"):
        normalize_phone(written)


@given(ANY_TEXT | st.from_regex(r"\+?62?0?8?[0-9]*", fullmatch=True))
def test_a_phone_is_kept_or_refused(text):
    try:
        kept = normalize_phone(text)
    except ValueError:
        return
    assert kept == "" or (kept.startswith("+62") and kept[1:].isdigit() and len(kept) <= 15)
    assert normalize_phone(kept) == kept


def test_long_numbers_are_shown_in_fours():
    assert group_digits("6301014107900001") == "6301 0141 0790 0001"
    assert group_digits("630101******0001") == "6301 01** **** 0001"
    assert group_digits("") == ""
