"""Loading the list of facilities: everything that can be, and a word on everything that cannot."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from bansos.audit import trail
from bansos.audit.models import Entry
from bansos.indonesia import regions
from facilities import seeding
from facilities.models import Facility, RegionalOffice
from facilities.upt_file import COLUMNS, MAX_BYTES

pytestmark = pytest.mark.django_db

ROW = {
    "regional_office": "Kalimantan Selatan",
    "kind": "RUTAN",
    "class": "IIB",
    "specialty": "",
    "place": "Contoh",
    "official_name": "Rumah Tahanan Negara Kelas IIB Contoh",
    "short_name": "Rutan Kelas IIB Contoh",
    "regency_code": "63.01",
    "time_zone": "Asia/Makassar",
}
OTHER = ROW | {"official_name": "Lembaga Pemasyarakatan Kelas III Contoh", "kind": "LAPAS"}


def as_text(*rows, columns=COLUMNS, delimiter=",", line_end="\n"):
    text = io.StringIO()
    writer = csv.DictWriter(
        text, columns, delimiter=delimiter, lineterminator=line_end, extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def load(content, by=None):
    content = content.encode() if isinstance(content, str) else content
    return seeding.load(io.BytesIO(content), by=by, at=timezone.now())


def load_rows(*rows, **options):
    return load(as_text(*rows, **options))


def load_seed():
    with seeding.SEED.open("rb") as file:
        return seeding.load(file, by=None, at=timezone.now())


def test_the_seed_holds_the_country():
    report = load_seed()

    assert (report.created, report.updated, report.same, report.bad_rows) == (613, 0, 0, [])
    assert RegionalOffice.objects.count() == 33
    assert Facility.objects.count() == 613
    assert all(regions.exists(code) for code in codes_in_use())


def codes_in_use():
    return set(Facility.objects.exclude(regency_code="").values_list("regency_code", flat=True))


def test_pelaihari_is_where_the_story_plays():
    load_seed()

    rutan = Facility.objects.get(official_name="Rumah Tahanan Negara Kelas IIB Pelaihari")
    assert rutan.short_name == "Rutan Kelas IIB Pelaihari"
    assert rutan.get_time_zone_display() == "WITA"
    assert regions.region_name(rutan.regency_code) == "Kabupaten Tanah Laut"
    assert rutan.letterhead_lines[2:] == [
        "KANTOR WILAYAH KALIMANTAN SELATAN",
        "RUMAH TAHANAN NEGARA KELAS IIB PELAIHARI",
    ]


def test_loading_the_seed_again_changes_nothing():
    load_seed()

    report = load_seed()

    assert (report.created, report.updated, report.same) == (0, 0, 613)
    assert RegionalOffice.objects.count() == 33


def test_loading_asks_for_many_facilities_at_once(django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        load_seed()


def test_what_differs_is_updated_and_what_the_file_does_not_know_is_kept():
    load_rows(ROW)
    Facility.objects.update(address="Jalan Contoh 1", unit_code="WP.19")

    report = load_rows(ROW | {"short_name": "Rutan Contoh", "class": "I"})

    assert (report.created, report.updated, report.same) == (0, 1, 0)
    facility = Facility.objects.get()
    assert (facility.short_name, facility.facility_class) == ("Rutan Contoh", "I")
    assert (facility.address, facility.unit_code) == ("Jalan Contoh 1", "WP.19")


def test_a_facility_moves_to_another_regional_office():
    load_rows(ROW)

    report = load_rows(ROW | {"regional_office": "Kalimantan Tengah"})

    assert report.updated == 1
    assert Facility.objects.get().regional_office.name == "Kalimantan Tengah"


def test_a_facility_the_file_does_not_name_stays():
    load_rows(ROW, OTHER)

    load_rows(OTHER)

    assert Facility.objects.count() == 2


def test_a_facility_renamed_here_first_is_not_doubled():
    load_rows(ROW)
    new = ROW | {"official_name": "Lembaga Pemasyarakatan Kelas IIB Contoh", "kind": "LAPAS"}
    Facility.objects.update(official_name=new["official_name"])

    report = load_rows(new)

    assert (report.created, report.updated) == (0, 1)


def test_names_are_the_same_whatever_their_capitals():
    load_rows(ROW)

    report = load_rows(
        ROW
        | {
            "official_name": ROW["official_name"].upper(),
            "regional_office": ROW["regional_office"].lower(),
        }
    )

    assert (report.created, report.updated) == (0, 1)
    assert RegionalOffice.objects.count() == 1


@pytest.mark.parametrize(
    "options",
    [
        {"line_end": "\r\n"},
        {"line_end": "\r"},
        {"delimiter": ";"},
        {"columns": [*reversed(COLUMNS)]},
        {"columns": [*COLUMNS, "catatan"]},
    ],
    ids=["CRLF", "CR", "semicolons", "other order", "a column more"],
)
def test_a_list_is_read_however_it_was_saved(options):
    report = load_rows(ROW, OTHER, **options)

    assert (report.created, report.bad_rows) == (2, [])


def test_a_byte_order_mark_is_no_part_of_the_first_column():
    assert load("\ufeff" + as_text(ROW)).created == 1


def test_spaces_around_a_cell_and_empty_lines_mean_nothing():
    row = {column: f" {cell} " for column, cell in ROW.items()}
    text = as_text(row).replace("\n", "\n\n,,,,,,,,\n", 1)

    report = load(text)

    assert (report.created, report.bad_rows) == (1, [])
    assert Facility.objects.get().short_name == ROW["short_name"]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("kind", "KANTIN", "Jenis tidak dikenal"),
        ("time_zone", "Asia/Singapore", "Zona waktu tidak dikenal"),
        ("time_zone", "WITA", "Pilih Asia/Jakarta, Asia/Makassar, Asia/Jayapura"),
        ("regency_code", "99.99", "Kode kabupaten/kota tidak dikenal"),
        ("regency_code", "DROP TABLE", "Kode kabupaten/kota tidak dikenal"),
        ("class", "IIIIII", "5 karakter"),
        ("official_name", "", "tidak boleh kosong"),
        ("official_name", "x" * 201, "200 karakter"),
        ("short_name", "", "tidak boleh kosong"),
        ("place", "", "tidak boleh kosong"),
        ("regional_office", "", "tidak boleh kosong"),
        ("regional_office", "x" * 101, "100 karakter"),
        ("place", "Contoh\0", "tidak dapat dibaca"),
        ("place", "Con\ntoh", "tidak dapat dibaca"),
        ("place", "Contoh\u202e", "tidak dapat dibaca"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_loaded(column, value, message):
    report = load_rows(ROW | {column: value}, OTHER)

    assert report.created == 1
    (bad,) = report.bad_rows
    assert bad.column == column
    assert message in bad.message
    assert len(bad.value) <= 80
    assert bad.value.isprintable()


def test_a_bad_row_is_named_by_its_line():
    report = load_rows(ROW, OTHER | {"kind": "?"})

    assert report.bad_rows[0].line == 3
    assert report.bad_rows[0].value == "?"


def test_a_bad_row_leaves_no_regional_office_behind():
    load_rows(ROW, OTHER | {"kind": "?", "regional_office": "Wilayah Salah"})

    assert not RegionalOffice.objects.filter(name="Wilayah Salah").exists()


def test_a_name_that_comes_twice_is_loaded_once():
    report = load_rows(ROW, ROW | {"official_name": ROW["official_name"].upper()})

    assert report.created == 1
    assert report.bad_rows[0].message == "Sudah ada di baris 2."


@pytest.mark.parametrize("line", ["satu,dua", "a,b,c,d,e,f,g,h,i,j", '"tidak ditutup,,,,,,,,'])
def test_a_row_with_other_columns_is_named(line):
    report = load(f"{as_text(ROW)}{line}\n")

    assert report.created == 1
    assert report.bad_rows[0].line == 3
    assert "Jumlah kolom" in report.bad_rows[0].message


def test_a_cell_without_end_is_named():
    report = load(f"{as_text(ROW)}{'x' * 200_000}\n{as_text(OTHER).splitlines()[1]}\n")

    assert report.created == 2
    assert "Jumlah kolom" in report.bad_rows[0].message


def test_missing_columns_are_named():
    with pytest.raises(seeding.Unreadable, match="kolom kind, time_zone"):
        load_rows(ROW, columns=[c for c in COLUMNS if c not in {"kind", "time_zone"}])


@pytest.mark.parametrize("content", ["", "\n", "bukan daftar", '"', "\0\0\0", ",,,,,,,,"])
def test_what_is_no_list_of_facilities_is_refused(content):
    with pytest.raises(seeding.Unreadable, match="tidak memuat kolom"):
        load(content)
    assert not Entry.objects.exists()


def test_a_file_in_another_alphabet_is_refused():
    with pytest.raises(seeding.Unreadable, match="UTF-8"):
        load(as_text(ROW).encode("utf-16"))


def test_a_file_too_large_is_refused():
    with pytest.raises(seeding.Unreadable, match="2 MB"):
        load(b"x" * (MAX_BYTES + 1))


def test_loading_is_told_in_the_trail(administrator):
    load(as_text(ROW), by=administrator)

    load(as_text(ROW | {"place": "Lain"}, OTHER | {"kind": "?"}), by=administrator)

    entry = Entry.objects.get(number=2)
    assert (entry.action, entry.chain, entry.actor_id) == ("facilities.load", 0, administrator.pk)
    assert entry.details == {
        "created": 0,
        "updated": [Facility.objects.get().pk],
        "same": 0,
        "bad_lines": [3],
    }
    assert list(trail.verify(0)) == []


def test_the_command_loads_the_seed_and_says_how_many(capsys):
    call_command("load_facilities")

    assert capsys.readouterr().out == "613 UPT baru, 0 diperbarui, 0 tetap, 0 baris ditolak.\n"


def test_the_command_names_bad_rows_and_does_not_end_well(tmp_path, capsys):
    path = tmp_path / "upt.csv"
    path.write_text(as_text(ROW, OTHER | {"kind": "KANTIN"}))

    with pytest.raises(CommandError, match="baris yang ditolak"):
        call_command("load_facilities", path)

    said = capsys.readouterr()
    assert "baris 3, kind: 'KANTIN': Jenis tidak dikenal" in said.err
    assert said.out.startswith("1 UPT baru")
    assert Facility.objects.count() == 1


def test_the_command_without_its_file_says_so(tmp_path):
    with pytest.raises(CommandError, match="tidak-ada"):
        call_command("load_facilities", tmp_path / "tidak-ada.csv")
