"""The index of words follows every name, whoever writes it, and never more than that."""

import pytest
from django.db import connection
from django.utils import timezone

from recipients import actions
from recipients.likenesses import look
from recipients.models import Inmate, InmateWord, Kinship, Member, Recipient, RecipientWord
from recipients.words import astray, renew_words
from tests.factories import FacilityFactory
from tests.recipients.factories import (
    InmateFactory,
    KinshipFactory,
    MemberFactory,
    RecipientFactory,
)


def found(text, **where):
    return {recipient.name for recipient in Recipient.objects.matching(text, **where)}


def words(recipient):
    return set(recipient.words.values_list("word", flat=True))


@pytest.fixture
def dewi(facility):
    return RecipientFactory(facility=facility, name="Dewi Pelaihari")


@pytest.fixture(autouse=True)
def all_words_are_right(db):
    yield
    assert list(astray()) == []


# Finding


@pytest.mark.parametrize(
    "text", ["dew pel", "pel dew", "pelaihari", "DEWI  Pelaihari", "d p", "dewi, pelai", "dew dewi"]
)
def test_the_beginnings_of_words_are_enough_in_any_order(dewi, text):
    RecipientFactory(facility=dewi.facility, name="Dewa Pelangi Dua", nik="")
    RecipientFactory(facility=dewi.facility, name="Ewi Ihari")

    assert "Dewi Pelaihari" in found(text)
    assert "Ewi Ihari" not in found(text)


@pytest.mark.parametrize("text", ["ewi", "dewipelaihari", "dewi x", "dewii", "dew{", "dewi 1"])
def test_the_middle_of_a_word_and_more_than_it_find_nobody(dewi, text):
    assert found(text.replace("{", "zz")) == set()


def test_words_of_several_people_of_a_family_find_it_together(dewi):
    MemberFactory(recipient=dewi, name="Bagus Umpama")
    KinshipFactory(recipient=dewi, inmate__name="Contoh Warga")

    for text in ["bagus dewi", "warga dewi", "umpama contoh"]:
        assert found(text) == {"Dewi Pelaihari"}


@pytest.mark.parametrize("written", ["BI.123/2024", "BI 123/2024", "bi123/2024", "BI.123.2024"])
@pytest.mark.parametrize(
    "text", ["BI.123/2024", "bi 123", "bi123", "123/2024", "123", "BI.123/20", "123 2024", "12"]
)
def test_a_register_number_is_found_however_its_dots_are_written(dewi, written, text):
    KinshipFactory(recipient=dewi, inmate__name="Contoh", inmate__register_number=written)

    assert found(text) == {"Dewi Pelaihari"}
    assert Inmate.objects.named(text).count() == 1


def test_letters_beyond_ascii_are_found_by_the_whole_word(facility):
    RecipientFactory(facility=facility, name="Nur محمد Renée")

    assert found("محمد") == found("renee") == found("ren محمد") == {"Nur محمد Renée"}
    assert found("محم") == set()


def test_a_search_looks_at_the_facilities_it_is_told(dewi):
    there = RecipientFactory(name="Dewi Jauh", kk="6301012412190001")

    here, away = [dewi.facility_id], [there.facility_id]
    assert found("dewi", at=here) == found("", at=here) == {"Dewi Pelaihari"}
    assert found("dewi", at=[*here, *away]) == found("dewi") == {"Dewi Pelaihari", "Dewi Jauh"}
    assert found("6301012412190001", at=here) == found("dewi", at=[]) == set()
    assert found("6301012412190001", at=away) == {"Dewi Jauh"}
    assert found(there.members.get().nik[-4:], at=away) == {"Dewi Jauh"}


@pytest.mark.parametrize("limit", [0, 1, 1000])
def test_few_and_many_are_found_alike(dewi, monkeypatch, limit):
    for name in ["FEW_HERE", "FEW_ANYWHERE"]:
        monkeypatch.setattr(f"recipients.models.asking.{name}", limit)
    MemberFactory(recipient=dewi, name="Dewa Pelangi")
    KinshipFactory(recipient=dewi, inmate__name="Dewata Pelana")
    RecipientFactory(facility=dewi.facility, name="Dewi Lain")
    here = [dewi.facility_id]

    assert found("dewi", at=here) == found("dewi") == {"Dewi Pelaihari", "Dewi Lain"}
    assert found("dew pel", at=here) == found("dew pel") == {"Dewi Pelaihari"}
    for people in [Member.objects.matching, Inmate.objects.named]:
        assert people("dewa pel", at=here).count() == people("dewa pel").count() == 1
    assert Kinship.objects.matching("dewi").count() == 1


def test_a_search_of_many_words_asks_for_the_first_ten(dewi):
    assert found("dewi " + " ".join(f"p{sign}" for sign in "abcdefghijklmn")) == set()
    assert found(" ".join("pelaihari"[:n] for n in range(9, 0, -1)) + " dewi") == {dewi.name}


# Keeping


def test_a_new_name_takes_the_place_of_the_old_one(dewi, officer):
    actions.revise(dewi, name="Rusdi Contoh", by=officer, at=timezone.now())

    assert found("rusdi contoh") == {"Rusdi Contoh"}
    assert found("dewi") == set()


def test_a_name_that_another_one_of_the_family_bears_still_finds_it(dewi):
    member = MemberFactory(recipient=dewi, name="Bagus Pelaihari")
    assert found("bagus") == {"Dewi Pelaihari"}

    member.name = "Bagus Contoh"
    member.save()
    assert words(dewi) == {"dewi", "pelaihari", "bagus", "contoh"}

    member.delete()
    assert words(dewi) == {"dewi", "pelaihari"}


def test_an_inmates_new_name_and_number_find_the_families(dewi, officer):
    inmate = KinshipFactory(recipient=dewi, inmate__name="Contoh").inmate
    facts = {"name": "Teladan", "register_number": "A.I.7/2023"}

    actions.revise_inmate(inmate, **facts, by=officer, at=timezone.now())

    assert found("teladan") == found("A.I.7") == {"Dewi Pelaihari"}
    assert found("contoh") == set()


def test_a_tie_that_is_undone_leads_nowhere(dewi, officer):
    kinship = KinshipFactory(recipient=dewi, inmate__name="Contoh")
    assert found("contoh") == {"Dewi Pelaihari"}

    actions.drop_kinship(kinship, by=officer, at=timezone.now())

    assert found("contoh") == set()
    assert Inmate.objects.named("contoh").count() == 1


def test_a_transfer_takes_the_words_along(dewi, head):
    inmate = KinshipFactory(recipient=dewi, inmate__name="Contoh").inmate
    left, to = dewi.facility_id, FacilityFactory()

    actions.transfer_inmate(inmate, to=to, reason="Mutasi", by=head, at=timezone.now())

    assert found("dewi contoh", at=[to.pk]) == {"Dewi Pelaihari"}
    assert Inmate.objects.named("contoh", at=[to.pk]).count() == 1
    assert not RecipientWord.objects.filter(facility=left).exists()
    assert not InmateWord.objects.filter(facility=left).exists()


def test_a_merge_takes_the_words_along_and_back(dewi, head):
    twin = RecipientFactory(facility=dewi.facility, name="Dewi Pelaihari", nik="")
    MemberFactory(recipient=twin, name="Bagus")
    KinshipFactory(recipient=twin, inmate__name="Contoh")
    [likeness] = look([twin.pk], at=timezone.now())

    likeness = actions.merge(likeness, keep=dewi, by=head, at=timezone.now())
    assert Recipient.objects.matching("bagus contoh").get() == dewi

    actions.undo_merge(likeness, by=head, at=timezone.now())
    assert Recipient.objects.matching("bagus contoh").get() == twin


def test_who_is_deleted_leaves_no_word(dewi):
    KinshipFactory(recipient=dewi)
    inmate = dewi.inmates.get()

    dewi.kinships.all().delete()
    dewi.members.all().delete()
    Recipient.objects.filter(pk=dewi.pk).delete()
    inmate.delete()

    assert not RecipientWord.objects.exists()
    assert not InmateWord.objects.exists()


def test_what_was_written_in_bulk_is_said_once(dewi, facility, django_assert_num_queries):
    families = [dewi, *RecipientFactory.create_batch(5, facility=facility)]
    Recipient.objects.update(name="Baru", search_name="baru")
    Member.objects.update(name="Baru", search_name="baru")

    with django_assert_num_queries(6):
        renew_words(family.pk for family in families)

    assert Recipient.objects.matching("baru").count() == 6
    assert found("dewi") == set()


def test_a_family_that_is_registered_takes_a_statement_for_each_name(facility, officer):
    inmate = InmateFactory(facility=facility)
    people = [actions.Person(name=f"Anak {n}") for n in range(3)]

    with CaptureWords() as written:
        actions.register(
            facility=facility,
            name="Dewi",
            inmate=inmate,
            relation="istri",
            main=actions.Person(name="Dewi"),
            members=people,
            by=officer,
            at=timezone.now(),
        )

    assert len(written) == 1 + 1 + 3 + 1
    assert all(sql.startswith("INSERT") for sql in written)


class CaptureWords:
    """The statements that ask or write words."""

    def __enter__(self):
        self.seen = []
        self.wrapper = connection.execute_wrapper(self.note)
        self.wrapper.__enter__()
        return self.seen

    def __exit__(self, *told):
        self.wrapper.__exit__(*told)

    def note(self, execute, sql, params, many, context):
        if "recipients_recipientword" in sql:
            self.seen.append(sql)
        return execute(sql, params, many, context)
