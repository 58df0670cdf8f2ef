"""No search and no list reads a register from its first row to its last, on either database."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from recipients.duplicates import namesakes, notices
from recipients.likenesses import look
from recipients.models import Inmate, Kinship, Member, Recipient
from recipients.words import renew_words
from tests.factories import FacilityFactory
from tests.recipients.factories import made_up_kk, made_up_nik
from tests.recipients.plans import ON_POSTGRESQL, plans

LIST = reverse("recipients:recipient_list")
INMATES = reverse("recipients:inmate_list")
FAMILIES = 120
FIRST = ["Siti", "Dewi", "Rusdi", "Aminah"]
TEXTS = [
    "",
    "siti",
    "dew pel",
    "siti aminah contoh",
    "zzz",
    "s",
    "BI.1/2024",
    "0001",
    made_up_nik(7),
]


@pytest.fixture
def register(facility, officer):
    """Families here and in five other facilities, each with its main member and inmate."""
    places = [facility, *FacilityFactory.create_batch(5)]
    known = {"registered_at": timezone.now(), "registered_by": officer}
    names = [f"{FIRST[n % 4]} pelaihari {n // 4}".lower() for n in range(FAMILIES)]
    told = [(places[n % 6], n, {"name": name, "search_name": name}) for n, name in enumerate(names)]
    families = Recipient.objects.bulk_create(
        Recipient(facility=place, category="masyarakat", kk=made_up_kk(n), **facts, **known)
        for place, n, facts in told
    )
    inmates = Inmate.objects.bulk_create(
        Inmate(facility=place, register_number=f"BI.{n}/2024", **facts, **known)
        for place, n, facts in told
    )
    Member.objects.bulk_create(
        Member(
            facility=place,
            recipient=family,
            nik=made_up_nik(n) if n % 9 else "",
            birth_date="1990-07-01",
            is_main=True,
            **facts,
        )
        for (place, n, facts), family in zip(told, families, strict=True)
    )
    Kinship.objects.bulk_create(
        Kinship(recipient=family, inmate=inmate, relation="istri")
        for family, inmate in zip(families, inmates, strict=True)
    )
    renew_words([f.pk for f in families], inmates=[i.pk for i in inmates])
    with connection.cursor() as cursor:
        if ON_POSTGRESQL:
            cursor.execute("ANALYZE")
    return families


@pytest.fixture(params=[1000, 0], ids=["few", "many"])
def density(request, monkeypatch):
    """What is found is taken for little, or for much."""
    monkeypatch.setattr("recipients.models.asking.FEW_HERE", request.param)
    monkeypatch.setattr("recipients.models.asking.FEW_ANYWHERE", request.param)
    return request.param


def searched(desk, page, text):
    return desk.post(page, {"q": text}).url if text else page


def test_a_scan_would_be_seen(register):
    with plans() as asked:
        list(Recipient.objects.filter(search_name__contains="siti"))
        list(Member.objects.filter(recipient__in=Inmate.objects.filter(name="Siti").values("pk")))

    assert asked.scanned >= {"recipients_recipient"}
    assert len(asked.scanned) == 2


@pytest.mark.parametrize("text", TEXTS)
def test_an_officers_search_goes_by_the_index(desk, register, density, text):
    address = searched(desk, LIST, text)

    with plans() as asked:
        assert desk.get(address).status_code == 200

    assert asked.scanned == set()
    assert ("recipients_recipient", "recipients_by_name") not in asked.read


@pytest.mark.parametrize("text", ["", "siti", "zzz", "BI.1/2024", "pelaihari s"])
def test_so_does_a_search_for_an_inmate(desk, register, density, text):
    address = searched(desk, INMATES, text)

    with plans() as asked:
        assert desk.get(address).status_code == 200

    assert asked.scanned == set()


@pytest.mark.parametrize(
    "filters",
    [
        "verifikasi=belum",
        "verifikasi=sudah",
        "golongan=lembaga",
        "nik=tanpa",
        "keadaan=nonaktif",
        "nik=tanpa&verifikasi=belum&golongan=masyarakat",
    ],
)
def test_a_filter_is_answered_out_of_the_index_of_the_list(desk, register, filters):
    with plans() as asked:
        assert desk.get(f"{LIST}?{filters}").status_code == 200

    assert asked.scanned == set()
    if not ON_POSTGRESQL:
        # PostgreSQL counts how little there is here, and takes whichever index it likes.
        assert ("recipients_recipient", "recipients_of_facility") in asked.read


@pytest.mark.parametrize("cursor", ["sesudah", "sebelum"])
@pytest.mark.parametrize("text", ["", "siti"])
def test_a_page_begins_where_the_last_one_ended(desk, register, density, cursor, text):
    address = searched(desk, LIST, text)
    middle = register[60].pk

    with plans() as asked:
        page = desk.get(f"{address}{'&' if text else '?'}{cursor}={middle}").context["page"]

    assert len(page.rows) in range(1, 21)
    assert asked.scanned == set()


@pytest.mark.parametrize("text", [text for text in TEXTS if text])
def test_a_search_in_the_whole_country_reads_words_by_facility(register, text):
    with plans() as asked:
        list(Recipient.objects.matching(text).order_by("search_name", "pk")[:21])

    assert asked.scanned == set()


@pytest.mark.parametrize("text", ["siti", "zzz", "0001", made_up_nik(7)])
def test_a_person_is_found_by_the_family(register, text):
    with plans() as asked:
        list(Member.objects.matching(text).order_by("search_name", "pk")[:21])
        list(Kinship.objects.matching(text).order_by("pk")[:21])

    assert asked.scanned == set()


def test_duplicates_are_looked_up_one_by_one(register, facility):
    families = [family.pk for family in register[:2]]

    with plans() as asked:
        look(families, at=timezone.now())
        notices(niks=[made_up_nik(1)], kk=made_up_kk(1), facility=facility)
        namesakes("Siti", facility=facility)

    assert asked.scanned == set()


def test_the_home_page_counts_in_indexes(desk, register):
    with plans() as asked:
        assert desk.get(reverse("dashboards:home")).status_code == 200

    # Open duplicates have an index that holds nobody else; SQLite reads all of that.
    assert asked.scanned <= {"recipients_likeness"}
