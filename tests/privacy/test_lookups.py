import pytest

from recipients.models import Inmate, Member
from tests.recipients.factories import InmateFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_among_finds_what_in_finds():
    one, two, _ = InmateFactory(), InmateFactory(), InmateFactory()
    names = {one.search_name, two.search_name, "siapa pun", 'it\'s "%s"'}

    found = Inmate.objects.filter(search_name__among=names).order_by("pk")

    assert list(found) == [one, two]
    assert list(found) == list(Inmate.objects.filter(search_name__in=names).order_by("pk"))


def test_among_asks_for_keys_also_of_others():
    one, other = MemberFactory(), MemberFactory()

    assert Inmate.objects.filter(pk__among=[InmateFactory().pk]).count() == 1
    family = Member.objects.filter(recipient__pk__among=[one.recipient_id])
    assert set(family) == set(one.recipient.members.all())
    assert set(Member.objects.filter(nik_index__among=[one.nik_index, None])) == {one}
    assert other not in Member.objects.filter(pk__among=[one.pk])


def test_among_nothing_is_nobody():
    InmateFactory()

    assert not Inmate.objects.filter(search_name__among=[]).exists()
    assert not Inmate.objects.filter(pk__among=[]).exists()


def test_among_thousands_takes_one_parameter():
    query = Inmate.objects.filter(search_name__among=[str(n) for n in range(5000)]).query

    assert len(query.sql_with_params()[1]) == 1
