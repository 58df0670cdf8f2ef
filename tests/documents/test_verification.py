"""What anybody may ask of a paper, and what nobody is told."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from bansos.documents import attempts, issuing
from bansos.documents.models import Kind
from bansos.documents.numbering import Manner, Wish
from bansos.documents.registry import Subject
from bansos.handovers.codes import SIGNS, new_code, shown
from tests.documents.conftest import NOON
from tests.documents.factories import DocumentFactory

PAGE = "/periksa/"
NOBODYS = "0000000000000"
MALFORMED = ["1", "ABCDEF", "A" * 13, "ABCD-EFGH-JKMN-P", "'; DROP", "%20", "٣" * 13, "a" * 5000]


@pytest.fixture(autouse=True)
def nobody_guessed():
    cache.clear()
    yield
    cache.clear()


def url(code):
    return reverse("documents:verify_code", args=[code])


def facts_of(response):
    """A page without what differs each time."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"', "", response.text)


@pytest.fixture
def document(event, head):
    about = Subject(event.facility, event)
    wish = Wish(Manner.WRITTEN, "WP.19-7")
    return issuing.issue(Kind.CERTIFICATE, about, wish=wish, by=head, at=NOON)


def test_anybody_learns_whether_a_paper_stands(client, document):
    page = client.get(url(document.code)).text

    assert "<b>Terbit.</b>" in page
    for told in [
        "Berita Acara Serah Terima",
        "WP.19-7",
        "24 Desember 2024",
        "Rumah Tahanan Negara Kelas IIB Pelaihari",
        document.sha256[:16],
        document.shown_code,
    ]:
        assert told in page
    assert "<dt>Penerima</dt><dd>9</dd>" in page


def test_nobody_learns_a_name(client, document, dewi, head):
    issuing.void(document, reason="Nama Dewi keliru", by=head, at=NOON)

    page = client.get(url(document.code)).text

    people = [head.name, "Dewi", "Fani Andika", "Warga Contoh", "Desa Contoh", "630199"]
    assert [name for name in people if name in page] == []


@pytest.mark.parametrize("write", [str.lower, shown, lambda code: f" {code} "])
def test_a_code_is_read_however_it_is_written(client, document, write):
    response = client.post(PAGE, {"code": write(document.code)})

    assert "<b>Terbit.</b>" in response.text


def test_a_void_paper_says_so(client, document, head):
    issuing.void(document, reason="Keliru", by=head, at=NOON)

    assert "<b>Dibatalkan.</b>" in client.get(url(document.code)).text


def test_a_replaced_paper_names_the_one_that_counts(client, document, head):
    wish = Wish(Manner.WRITTEN, "WP.19-8")
    issuing.replace(document, reason="Keliru", wish=wish, by=head, at=NOON)

    page = client.get(url(document.code)).text

    assert "<b>Sudah diganti.</b>" in page
    assert "WP.19-8" in page


def test_a_paper_of_a_rehearsal_proves_nothing(client, document):
    document.event.campaign.is_rehearsal = True
    document.event.campaign.save()

    assert "<b>Gladi.</b>" in client.get(url(document.code)).text


@pytest.mark.parametrize("code", MALFORMED)
def test_a_code_that_is_none_is_answered_like_one_that_nobody_has(
    client, db, code, django_assert_num_queries
):
    with django_assert_num_queries(1):
        nobodys = client.get(url(NOBODYS))
    with django_assert_num_queries(1):
        malformed = client.get(url(code))

    assert nobodys.status_code == malformed.status_code == 404
    assert facts_of(malformed) == facts_of(nobodys)
    assert "Tidak ada dokumen dengan kode ini" in nobodys.text


def test_no_coupon_is_told_here(client, event):
    coupon = event.entitlements.first().code

    assert client.get(url(coupon)).status_code == 404


def test_whoever_guesses_is_soon_told_nothing(client, document):
    for _ in range(attempts.MOST):
        assert client.get(url(new_code())).status_code == 404

    assert client.get(url(new_code())).status_code == 429
    assert client.get(url(document.code)).status_code == 429
    assert client.post(PAGE, {"code": document.code}).status_code == 429


def test_others_are_not_held_back_by_who_guesses(client, document):
    for _ in range(attempts.MOST + 1):
        client.get(url(new_code()))

    assert client.get(url(document.code), REMOTE_ADDR="192.0.2.7").status_code == 200


def test_checking_good_papers_is_never_too_much(client, document):
    answers = {client.get(url(document.code)).status_code for _ in range(attempts.MOST + 5)}

    assert answers == {200}


def test_after_ten_minutes_one_may_guess_again(client, db, time_machine_at):
    for _ in range(attempts.MOST):
        client.get(url(new_code()))
    time_machine_at.shift(attempts.SECONDS + 1)

    assert client.get(url(new_code())).status_code == 404


@pytest.fixture
def time_machine_at():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_behind_a_proxy_who_asks_is_whom_the_proxy_saw(client, document, settings):
    settings.BEHIND_PROXY = True
    for place in range(attempts.MOST):
        forwarded = f"198.51.100.{place}, 192.0.2.7"
        client.get(url(new_code()), headers={"X-Forwarded-For": forwarded})

    from_there = {"X-Forwarded-For": "192.0.2.7"}
    from_elsewhere = {"X-Forwarded-For": "192.0.2.7, 192.0.2.8"}
    assert client.get(url(document.code), headers=from_there).status_code == 429
    assert client.get(url(document.code), headers=from_elsewhere).status_code == 200


def test_no_address_of_a_guest_is_kept(client, db):
    client.get(url(new_code()), REMOTE_ADDR="192.0.2.7")

    assert not any("192.0.2.7" in key for key in cache._cache)


def test_nothing_of_it_is_kept_by_a_browser(client, document):
    assert "no-store" in client.get(url(document.code))["Cache-Control"]


def test_a_paper_whose_pdf_is_not_set_yet_is_told_without_a_hash(client, db):
    document = DocumentFactory(file="", sha256="")

    page = client.get(url(document.code)).text

    assert "<b>Terbit.</b>" in page
    assert "SHA-256" not in page


def test_a_code_carries_sixty_bits(db):
    assert len(SIGNS) ** (len(DocumentFactory().code) - 1) >= 2**60
