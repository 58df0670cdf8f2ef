"""Made-up families: whole, consistent, the same again, and never among real ones."""

import multiprocessing
import re
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from bansos.accounts.models import User
from bansos.audit import trail
from bansos.audit.models import Entry
from bansos.indonesia import regions
from bansos.indonesia.identity import check_kk, check_nik
from bansos.indonesia.names import normalize_name
from facilities.models import Facility
from recipients.likenesses import look_everywhere
from recipients.management.commands import generate as generating
from recipients.models import (
    Category,
    Inmate,
    Kinship,
    Likeness,
    Member,
    Recipient,
    RecipientWord,
)
from recipients.synthetic import staff
from recipients.synthetic.ahead import ahead
from recipients.synthetic.families import Author
from recipients.synthetic.numbers import ALL_NUMBERS, made_up_kk, made_up_nik
from recipients.synthetic.places import shares
from recipients.words import astray
from tests.factories import FacilityFactory, UserFactory
from tests.recipients.factories import RecipientFactory

NUMBERS = 400


@pytest.fixture
def two(db):
    """Two facilities that nobody works at yet."""
    return [
        FacilityFactory(official_name=f"Lapas Contoh {n}", kind=kind, regency_code=code)
        for n, kind, code in [(1, "LAPAS", "63.01"), (2, "RUTAN", "")]
    ]


@pytest.fixture
def generate(two, capsys):
    """Runs the command; gives what it said in the end."""

    def ran(families, **options):
        call_command("generate", str(families), **options)
        return capsys.readouterr().out

    return ran


def rows():
    """All that stands in the register, numbers readable, without what the database counts."""
    models = [Recipient, Member, Inmate, Kinship]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_it_says_how_much_it_wrote_and_how_quickly(generate):
    said = generate(50)

    inmates, members = Inmate.objects.count(), Member.objects.count()
    assert Recipient.objects.count() == 50
    assert re.fullmatch(
        rf"50 keluarga, {members} anggota, {inmates} warga binaan; [\d.]+ keluarga per detik.\n",
        said,
    )


def test_the_same_seed_tells_the_same_families(generate):
    generate(NUMBERS)
    first = rows()
    forget()
    generate(NUMBERS)
    again = rows()
    forget()
    generate(NUMBERS, seed=2)

    assert stripped(first) == stripped(again) != stripped(rows())


def forget():
    for model in [Kinship, Member, Inmate, Recipient]:
        model.objects.all().delete()


def stripped(found):
    """The rows with their keys counted from the first: a sequence goes on after a deletion."""
    starts = {name: each[0]["id"] for name, each in found.items()}
    keys = {"recipient_id": "Recipient", "inmate_id": "Inmate"}
    return {
        name: [
            row
            | {"id": row["id"] - starts[name]}
            | {key: row[key] - starts[model] for key, model in keys.items() if key in row}
            for row in each
        ]
        for name, each in found.items()
    }


def test_what_was_written_is_what_saving_it_would_have_written(generate):
    generate(60)

    for model in [Recipient, Member, Inmate]:
        for row in model.objects.all():
            before = model.objects.filter(pk=row.pk).values().get()
            row.full_clean(exclude=["register_number"])
            row.save()
            assert model.objects.filter(pk=row.pk).values().get() == before


def test_a_nik_tells_birth_date_and_sex_but_for_a_few(generate):
    generate(NUMBERS)

    people = list(Member.objects.exclude(nik=""))
    differing = 0
    for person in people:
        told = check_nik(person.nik, sex=person.sex, birth_date=person.birth_date)
        assert (told.is_valid, told.sex) == (True, person.sex)
        differing += told.birth_date != person.birth_date
    assert 0 < differing < len(people) * 0.04


def test_the_numbers_are_nobodys(generate):
    generate(NUMBERS)

    for person in Member.objects.exclude(nik=""):
        assert person.nik[4:6] == "99"
        assert regions.exists(person.nik[:4])
        assert not regions.exists(person.nik[:6])
    for family in Recipient.objects.exclude(kk=""):
        assert family.kk[4:6] == "99"
        assert not check_kk(family.kk).errors
        assert regions.is_village(family.region_code)
        assert family.phone == ""


def test_no_two_people_have_one_number():
    niks = {made_up_nik(n, regency="6301", year=1990, sex="P")[0] for n in range(100_000)}
    kks = {made_up_kk(n, regency="6301", year=2019) for n in range(100_000)}

    assert len(niks) == len(kks) == 100_000


def test_numbers_that_have_run_out_are_not_given_twice():
    assert made_up_kk(ALL_NUMBERS - 1, regency="6301", year=2019)[4:6] == "60"
    with pytest.raises(ValueError, match="left"):
        made_up_kk(ALL_NUMBERS, regency="6301", year=2019)


def test_families_are_of_all_sorts(generate):
    generate(NUMBERS)

    families = Recipient.objects.prefetch_related("members", "kinships")
    sizes = Counter(len(family.members.all()) for family in families)
    ties = Counter(len(family.kinships.all()) for family in families)
    assert set(sizes) == {1, 2, 3, 4, 5}
    assert set(ties) == {0, 1, 2}
    assert {family.category for family in families if not family.kinships.all()} == {
        Category.COMMUNITY
    }
    shared = Counter(Kinship.objects.values_list("inmate", flat=True))
    assert max(shared.values()) > 1


def test_a_family_shares_its_surname_with_its_inmate(generate):
    generate(NUMBERS)

    ties = list(Kinship.objects.select_related("inmate", "recipient"))
    same = [tie for tie in ties if surname(tie.inmate) in tie.recipient.search_name.split()]
    assert len(same) > len(ties) / 2


def surname(person):
    return person.search_name.split()[-1]


def test_every_family_has_one_person_who_stands_for_it(generate):
    generate(60)

    for family in Recipient.objects.prefetch_related("members"):
        assert [m.name for m in family.members.all() if m.is_main] == [family.name]


def test_some_make_mistakes(generate):
    generate(NUMBERS)

    without = Member.objects.filter(nik="")
    assert 0 < without.count() < Member.objects.count() * 0.1
    assert not without.filter(nik_missing_reason="").exists()
    assert not Member.objects.exclude(nik="").exclude(nik_missing_reason="").exists()
    assert Recipient.objects.filter(kk="").exists()
    assert any(inmate.has_odd_register_number for inmate in Inmate.objects.all())


def test_some_families_stand_in_two_registers_and_are_found(generate):
    generate(1000)

    look_everywhere()
    pairs = Likeness.objects.select_related("first", "second")
    found = [pair for pair in pairs if pair.found_by in {"nik", "kk"}]
    assert found
    assert not any(pair.is_within_facility for pair in found)
    assert any(pair.first.name != pair.second.name for pair in found)


def test_the_names_are_searched_as_they_are_written(generate):
    generate(60)

    for model in [Recipient, Member, Inmate]:
        for row in model.objects.all():
            assert row.search_name == normalize_name(row.name)


def test_everybody_is_found_by_their_words(generate):
    generate(60)

    assert list(astray()) == []
    assert RecipientWord.objects.values("recipient").distinct().count() == 60


def test_a_second_person_verified_most_families(generate):
    generate(NUMBERS)

    verified = Recipient.objects.verified()
    assert NUMBERS * 0.6 < verified.count() < NUMBERS
    for family in verified:
        assert family.verified_by_id != family.registered_by_id
        assert timedelta() < family.verified_at - family.registered_at < timedelta(days=22)
    span = [family.registered_at for family in Recipient.objects.order_by("registered_at")]
    assert span[-1] - span[0] > timedelta(days=900)


def test_nobody_can_sign_in_as_one_who_is_made_up(generate):
    generate(50)

    made_up = User.objects.filter(username__startswith=staff.PREFIX)
    assert made_up.count() == 4
    for user in made_up:
        assert not user.has_usable_password()
        assert not user.is_active
        assert not user.postings.exists()


def test_the_trail_knows_of_each_chunk(generate, two):
    generate(50)

    entry = Entry.objects.get(action="recipient.generate")
    assert (entry.chain, sum(entry.details["families"].values())) == (0, 50)
    assert set(entry.details["families"]) == {str(facility.pk) for facility in two}
    assert list(trail.verify()) == []


def test_run_again_it_adds_other_families(generate):
    generate(50, facilities=1)
    generate(50, facilities=1)

    niks = list(Member.objects.exclude(nik="").values_list("nik_index", flat=True))
    assert Recipient.objects.count() == 100
    assert len(niks) == len(set(niks))


def test_all_may_go_to_one_facility_by_its_name(generate, two):
    generate(50, facility="lapas contoh 1")

    assert {family.facility for family in Recipient.objects.all()} == {two[0]}


def test_only_the_first_facilities_may_get_some(generate, two):
    generate(50, facilities=1)

    assert {family.facility for family in Recipient.objects.all()} == {two[0]}


def test_an_unknown_facility_is_refused(generate):
    with pytest.raises(CommandError, match="Tidak ada satu UPT"):
        generate(50, facility="Lapas Khayalan")


@pytest.mark.parametrize("families", ["0", "1,5", "banyak"])
def test_what_is_no_count_is_refused(two, families):
    with pytest.raises(CommandError, match="bukan jumlah"):
        call_command("generate", families)


def test_more_families_than_there_are_numbers_are_refused(generate):
    with pytest.raises(CommandError, match="tidak cukup"):
        generate(10**9)


def test_without_facilities_those_of_the_country_are_loaded(db, capsys):
    call_command("generate", "1300")

    assert Facility.objects.count() == 613
    assert Recipient.objects.values("facility").distinct().count() > 600


def test_a_database_with_somebodys_families_is_left_alone(generate):
    family = RecipientFactory(registered_by__is_active=False)

    with pytest.raises(CommandError, match="--hanya-percobaan"):
        generate(50)

    assert list(Recipient.objects.all()) == [family]


def test_a_database_in_which_somebody_works_is_left_alone(generate):
    UserFactory()

    with pytest.raises(CommandError, match="sungguhan"):
        generate(50)

    assert not Recipient.objects.exists()


def test_who_says_it_is_only_a_trial_gets_the_families(generate):
    UserFactory()

    generate(50, only_a_trial=True)

    assert Recipient.objects.count() == 50


def test_the_demonstration_may_get_more_families(generate):
    UserFactory()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DEMO", True)
        generate(50)

    assert Recipient.objects.count() == 50


def test_a_chunk_that_fails_leaves_the_ones_before(generate, monkeypatch):
    monkeypatch.setattr(generating, "SMALLEST", 20)
    monkeypatch.setattr(generating, "ahead", iter)
    record, told = trail.record, []

    def fails_at_the_second(*args, **kwargs):
        told.append(args)
        if len(told) == 2:
            raise OSError("Listrik padam.")
        return record(*args, **kwargs)

    monkeypatch.setattr(trail, "record", fails_at_the_second)
    with pytest.raises(OSError, match="padam"):
        generate(50)

    assert Recipient.objects.count() == 20


# From Python 3.12 on it warns of threads, and xdist has one; the command has none.
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_told_by_another_process_they_are_the_same_families(generate, monkeypatch):
    generate(60)
    here = rows()
    forget()
    monkeypatch.setattr(generating, "SMALLEST", 20)
    generate(60)

    assert Entry.objects.filter(action="recipient.generate").count() == 4
    assert stripped(rows()) == stripped(here)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_what_goes_wrong_in_the_other_process_is_told_here():
    def two_and_no_more():
        yield from [1, 2]
        raise ValueError("Habis.")

    given = ahead(two_and_no_more())

    assert [next(given), next(given)] == [1, 2]
    with pytest.raises(ValueError, match="Habis"):
        next(given)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_whoever_stops_early_leaves_no_process_behind():
    given = ahead(iter(range(1_000_000)))
    assert next(given) == 0

    given.close()

    assert multiprocessing.active_children() == []


@pytest.mark.django_db(transaction=True)
def test_after_hurrying_sqlite_is_careful_again(two):
    call_command("generate", "50")

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_each_facility_gets_its_share_and_none_is_lost():
    facilities = FacilityFactory.build_batch(7, kind="LAPAS", regional_office=None)
    counts = shares(facilities, 1000, random=Author(seed=1).generator)

    assert sum(counts) == 1000
    assert min(counts) > 0
    assert len(set(counts)) > 1
