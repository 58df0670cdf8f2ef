"""The list that is signed by hand: rows that keep their page, and a square that names it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.documents.papers import PaperList, PaperPage, PaperRow
from bansos.documents.typesetting import typeset
from bansos.handovers import actions, paper
from bansos.handovers.codes import new_code, shown
from bansos.handovers.models import Event
from bansos.handovers.paper import ROWS, page_code, page_of
from tests.documents.conftest import make_event
from tests.documents.qr import codes_in
from tests.documents.samples import occasion, opened, text_of
from tests.documents.test_typesetting import HOSTILE


@pytest.fixture
def running(pelaihari, fani):
    """Thirty families, nine of whom have been given to."""
    return begun(make_event(pelaihari, fani, families=30))


def begun(event):
    facts = {"state": Event.State.OPEN, "closed_at": None, "closed_by": None}
    Event.objects.filter(pk=event.pk).update(**facts)
    event.refresh_from_db()
    return event


@pytest.fixture
def take(client, officer):
    def taken(event):
        client.force_login(officer)
        return client.get(reverse("documents:paper_list", args=[event.pk]))

    return taken


def pages_of(pdf):
    return [" ".join(page.extract_text().split()) for page in opened(pdf).pages]


def printed(count, *, number=1, **facts):
    rows = [row(n, **facts) for n in range(number, number + count)]
    around = {name: facts[name] for name in ["mark"] if name in facts}
    pages = {page_of(each.number): [] for each in rows}
    for each in rows:
        pages[page_of(each.number)].append(each)
    listed = PaperList(
        occasion=occasion(**around),
        pages=[PaperPage(number=n, code=new_code(), rows=each) for n, each in pages.items()],
        last=max(pages),
    )
    return typeset("paper_list.typ", listed.payload())


def row(number, **facts):
    known = {"nik": "630101******0001", "address": "Desa Contoh", "quantity": 1}
    told = {name: value for name, value in facts.items() if name != "mark"}
    return PaperRow(**{"number": number, "name": f"Keluarga Contoh {number}"} | known | told)


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (8, 1), (ROWS, 1), (40, 2), (250, 10)])
def test_a_page_holds_its_rows_and_no_more(count, pages):
    told = pages_of(printed(count))

    assert len(told) == pages
    assert all(f"Halaman {n} dari {pages}" in text for n, text in enumerate(told, start=1))


def test_each_page_is_named_by_its_square_and_in_letters(take, running):
    pdf = take(running).content

    codes = [page_code(running, page) for page in [1, 2]]
    assert codes_in(pdf) == [f"{paper.PREFIX}{code}" for code in codes]
    for code, text in zip(codes, pages_of(pdf), strict=True):
        assert shown(code) in text


def test_a_second_printing_is_the_same_pages(take, running):
    assert codes_in(take(running).content) == codes_in(take(running).content)


def test_rows_keep_their_page_when_others_leave_the_list(take, running, head):
    for number in [11, 12]:
        entitlement = running.entitlements.get(number=number)
        actions.withdraw(entitlement, reason="Pindah", by=head, at=timezone.now())

    first, second = pages_of(take(running).content)

    assert "Keluarga Contoh 25" in first
    assert "Keluarga Contoh 26" in second
    assert "Keluarga Contoh 11" not in first


def test_who_has_the_package_is_not_to_sign_again(take, running):
    text = text_of(take(running).content)

    assert text.count("sudah diserahkan pukul 09.12 WITA") == 9


def test_no_inmate_and_no_full_number_is_on_the_list(take, running):
    text = text_of(take(running).content)
    family = running.entitlements.get(number=1).recipient

    assert "Warga Contoh" not in text
    assert all(member.nik not in text for member in family.members.all())


def test_printing_it_is_noted(take, running):
    response = take(running)

    assert "Daftar-Kertas-Rutan-Kelas-IIB-Pelaihari-2024-12-24.pdf" in str(response.headers)
    assert Entry.objects.get(action="document.print").details == {"paper": "paper_list"}


@pytest.mark.parametrize("state", ["draf", "diajukan", "selesai", "dilaporkan"])
def test_it_is_printed_between_the_decision_and_the_end(take, running, officer, state):
    is_over = {"closed_at": timezone.now(), "closed_by": officer} if state == "selesai" else {}
    Event.objects.filter(pk=running.pk).update(state=state, **is_over)

    assert take(running).url == running.get_absolute_url()


def test_a_rehearsal_is_marked_on_every_page():
    assert [text.count("GLADI") >= 1 for text in pages_of(printed(40, mark="GLADI"))] == [True] * 2


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value)[:20])
def test_no_value_moves_a_row_to_another_page(value):
    pdf = printed(ROWS, name=value, address=value, nik=value[:16], gone=value)

    assert len(opened(pdf).pages) == 1


def test_it_takes_a_fixed_number_of_queries(
    client, officer, running, fani, django_assert_num_queries, django_assert_max_num_queries
):
    longer = begun(make_event(running.facility, fani, families=60))
    client.force_login(officer)
    addresses = [reverse("documents:paper_list", args=[each.pk]) for each in [running, longer]]
    client.get(addresses[0])

    with django_assert_max_num_queries(15) as captured:
        client.get(addresses[0])
    with django_assert_num_queries(len(captured)):
        client.get(addresses[1])
