import pytest
from django.urls import reverse
from django.utils import timezone

from recipients.models import Inmate, Recipient
from recipients.pages import COUNTED, page_of, row_id
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import (
    InmateFactory,
    InstitutionFactory,
    KinshipFactory,
    MemberFactory,
    RecipientFactory,
)

LIST = reverse("recipients:recipient_list")
INMATES = reverse("recipients:inmate_list")
HTMX = {"HX-Request": "true"}


def text_of(response):
    return response.content.decode()


def named(count, facility):
    return [RecipientFactory(facility=facility, name=f"Contoh {n:02}") for n in range(count)]


# Leafing


def shown(page):
    return [recipient.name for recipient in page.rows]


def test_pages_follow_one_another_and_lead_back(facility):
    named(7, facility)
    rows = Recipient.objects.all()

    first = page_of(rows, size=3)
    second = page_of(rows, after=first.after, size=3)
    third = page_of(rows, after=second.after, size=3)

    assert shown(first) + shown(second) + shown(third) == [f"Contoh {n:02}" for n in range(7)]
    assert first.before is None
    assert third.after is None
    assert shown(page_of(rows, before=third.before, size=3)) == shown(second)
    back = page_of(rows, before=second.before, size=3)
    assert shown(back) == shown(first)
    assert (back.before, back.after) == (None, first.after)


def test_people_of_one_name_are_not_skipped(facility):
    for _ in range(5):
        RecipientFactory(facility=facility, name="Sama")

    page = page_of(Recipient.objects.all(), size=2)
    seen = list(page.rows)
    while page.after:
        page = page_of(Recipient.objects.all(), after=page.after, size=2)
        seen += page.rows

    assert len({recipient.pk for recipient in seen}) == len(seen) == 5


@pytest.mark.parametrize("cursor", ["", "x", "0", "-1", "99999999999999999999", "1\0", "١"])
def test_an_impossible_cursor_shows_the_first_page(facility, cursor):
    named(2, facility)

    assert len(page_of(Recipient.objects.all(), after=cursor).rows) == 2
    assert len(page_of(Recipient.objects.all(), before=cursor).rows) == 2


def test_counting_stops_where_it_tells_no_more(facility, monkeypatch):
    monkeypatch.setattr("recipients.pages.COUNTED", 2)
    named(4, facility)

    page = page_of(Recipient.objects.all())

    assert page.is_beyond_count
    assert page.counted == 2
    assert COUNTED == 1000


def test_a_row_id_is_a_positive_number_a_database_can_hold():
    assert row_id("12") == 12
    assert row_id(12) == 12
    assert row_id("9223372036854775807") == 2**63 - 1
    for text in ["", None, "9223372036854775808", "+1", " 1", "1.0", "²"]:
        assert row_id(text) is None


# The list


def test_the_list_shows_the_facilitys_families_with_masked_numbers(desk, family):
    RecipientFactory(name="Orang Jauh")

    html = text_of(desk.get(LIST))

    assert "Dewi" in html
    assert "Istri dari Contoh Warga (BI.123/2024)" in html
    assert "630101******0001" in html
    assert "Belum diverifikasi" in html
    assert "Orang Jauh" not in html
    for number in [NIK, KK]:
        assert number not in html


def test_an_empty_register_says_what_to_do(desk, facility):
    html = text_of(desk.get(LIST))

    assert "Belum ada keluarga yang terdaftar" in html
    assert reverse("recipients:register") in html


@pytest.mark.parametrize("text", ["dewi", NIK, "6301 0141 0790 0001", "0001", "BI.123/2024", KK])
def test_a_search_is_kept_out_of_the_address(desk, family, text):
    RecipientFactory(facility=family.facility, name="Lain Sekali", nik="6301014107905678")

    response = desk.post(LIST, {"q": text})

    assert response.status_code == 302
    assert text not in response.url
    html = text_of(desk.get(response.url))
    assert "Dewi" in html
    assert "Lain Sekali" not in html


def test_a_search_without_a_hit_says_what_to_do(desk, family):
    response = desk.post(LIST, {"q": "zzz"}, follow=True)

    assert "Tidak ada penerima yang cocok" in text_of(response)


def test_an_empty_search_shows_everybody(desk, family):
    assert desk.post(LIST, {"q": " "}).url == LIST


def test_somebody_elses_token_finds_nothing_of_theirs(desk, client, family):
    address = desk.post(LIST, {"q": "zzz"}).url
    client.session.flush()
    client.force_login(family.registered_by)

    assert "Dewi" in text_of(client.get(address))


def test_a_search_keeps_the_filter(desk, family):
    response = desk.post(f"{LIST}?verifikasi=belum&golongan=x&sesudah=3", {"q": "dewi"})

    assert response.url.startswith(f"{LIST}?verifikasi=belum&cari=")
    assert "golongan" not in response.url
    assert "sesudah" not in response.url


def test_while_typing_only_the_list_comes_back_with_its_address(desk, family):
    response = desk.post(LIST, {"q": "dewi"}, headers=HTMX, follow=True)

    html = text_of(response)
    assert "Dewi" in html
    assert "<html" not in html
    assert response["HX-Push-Url"].startswith(f"{LIST}?cari=")


def test_going_back_in_the_browser_brings_the_whole_page(desk, family):
    headers = HTMX | {"HX-History-Restore-Request": "true"}

    assert "<html" in text_of(desk.get(LIST, headers=headers))


def test_filters_narrow_the_list(desk, facility):
    RecipientFactory(facility=facility, name="Sudah Diperiksa", verified=True)
    RecipientFactory(facility=facility, name="Tanpa Nomor", nik="")
    InstitutionFactory(facility=facility, name="Panti Contoh")
    RecipientFactory(
        facility=facility,
        name="Sudah Pindah",
        retired_at=timezone.now(),
        retired_by=RecipientFactory().registered_by,
    )

    def names(query):
        html = text_of(desk.get(f"{LIST}?{query}"))
        known = ["Sudah Diperiksa", "Tanpa Nomor", "Panti Contoh", "Sudah Pindah"]
        return [name for name in known if name in html]

    assert names("") == ["Sudah Diperiksa", "Tanpa Nomor", "Panti Contoh"]
    assert names("verifikasi=sudah") == ["Sudah Diperiksa"]
    assert names("verifikasi=belum") == ["Tanpa Nomor", "Panti Contoh"]
    assert names("nik=tanpa") == ["Tanpa Nomor"]
    assert names("golongan=lembaga") == ["Panti Contoh"]
    assert names("keadaan=nonaktif") == ["Sudah Pindah"]


def test_the_next_page_keeps_search_and_filter_and_names_nobody(desk, facility):
    named(25, facility)
    address = desk.post(f"{LIST}?verifikasi=belum", {"q": "contoh"}).url

    html = text_of(desk.get(address))

    token = address.rpartition("=")[2]
    [link] = [part for part in html.split('"') if "sesudah=" in part]
    assert link.startswith(f"?verifikasi=belum&amp;cari={token}&amp;sesudah=")
    following = text_of(desk.get(LIST + link.replace("&amp;", "&")))
    assert "Contoh 20" in following
    assert "Contoh 19" not in following


@pytest.mark.parametrize(
    "query",
    [
        "cari=x",
        "cari=%00",
        "sesudah=x",
        "sesudah=99999999999999999999",
        "sebelum=-1",
        "golongan=%00",
        "verifikasi=sudah&verifikasi=belum",
        "cari=" + "x" * 5000,
    ],
)
def test_the_list_bears_any_address(desk, family, query):
    assert desk.get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("role", ["regional", "national", "auditor", "administrator"])
def test_who_sees_numbers_sees_no_names(client, request, family, role):
    client.force_login(request.getfixturevalue(role))

    for address in [LIST, INMATES, family.get_absolute_url()]:
        response = client.get(address)
        assert response.status_code == 403
        assert "Dewi" not in text_of(response)


def test_a_long_list_takes_no_more_queries_than_a_short_one(
    desk, facility, django_assert_max_num_queries
):
    for recipient in named(20, facility):
        KinshipFactory(recipient=recipient)
        MemberFactory(recipient=recipient)
    desk.get(LIST)

    with django_assert_max_num_queries(10):
        desk.get(LIST)
    address = desk.post(LIST, {"q": "contoh"}).url
    with django_assert_max_num_queries(11):
        desk.get(address)


# Inmates


def test_the_list_of_inmates_tells_how_many_families_they_have(desk, family, inmate):
    InmateFactory(facility=inmate.facility, name="Sendirian")

    html = text_of(desk.get(INMATES))

    assert "1 keluarga" in html
    assert "belum ada keluarga" in html


def test_a_retired_family_is_not_counted(family, inmate):
    Recipient.objects.update(retired_at=timezone.now(), retired_by=family.registered_by)

    assert Inmate.objects.with_family_count().get().family_count == 0


def test_inmates_are_searched_like_families(desk, inmate):
    InmateFactory(facility=inmate.facility, name="Lain Sekali")

    response = desk.post(INMATES, {"q": "bi.123"})

    assert "123" not in response.url
    html = text_of(desk.get(response.url))
    assert "Contoh Warga" in html
    assert "Lain Sekali" not in html


def test_an_empty_register_of_inmates_says_what_to_do(desk, facility):
    assert "Tambah yang pertama" in text_of(desk.get(INMATES))


def test_a_long_list_of_inmates_takes_no_more_queries_than_a_short_one(
    desk, facility, django_assert_max_num_queries
):
    InmateFactory.create_batch(20, facility=facility)

    with django_assert_max_num_queries(8):
        desk.get(INMATES)
