"""Who gets which paper, as what, and that it is noted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers.models import Event
from tests.documents.conftest import make_event
from tests.documents.samples import opened, text_of
from tests.handovers.factories import EventFactory

PAPERS = ["certificate", "receipt_list", "event_list"]
HOSTILE = '<script>alert(1)</script> #panic("x") {{ 7 }}'


KINDS = {
    "certificate": "berita-acara",
    "receipt_list": "tanda-terima",
    "public_receipt_list": "tanda-terima-publik",
}


def url(name, event):
    if name in KINDS:
        return reverse("documents:paper", args=[event.pk, KINDS[name]])
    return reverse(f"documents:{name}", args=[event.pk])


def prepare(name, event):
    return reverse("documents:prepare", args=[event.pk, KINDS[name]])


@pytest.fixture
def wander(event):
    """Takes the event to another state."""

    def wander(state):
        facts = {} if state in {"selesai", "dilaporkan"} else {"closed_at": None, "closed_by": None}
        Event.objects.filter(pk=event.pk).update(state=state, **facts)

    return wander


def test_a_certificate_opens_in_the_browser(client, officer, event):
    client.force_login(officer)

    response = client.get(url("certificate", event))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'inline; filename="Konsep-Berita-Acara-Rutan-Kelas-IIB-Pelaihari-2024-12-24.pdf"'
    )
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_a_certificate_downloads_under_a_good_name(client, officer, event):
    client.force_login(officer)

    response = client.get(url("certificate", event), {"unduh": "1"})

    assert response["Content-Disposition"].startswith(
        'attachment; filename="Konsep-Berita-Acara-Rutan'
    )


def test_the_printed_certificate_tells_the_day(client, head, event, dewi):
    Event.objects.filter(pk=event.pk).update(spokesperson=dewi, certificate_number="WP.19-1")
    client.force_login(head)

    text = text_of(client.get(url("certificate", event)).content)

    for expected in [
        "RUMAH TAHANAN NEGARA KELAS IIB PELAIHARI",
        "Nomor: WP.19-1",
        "Selasa tanggal dua puluh empat bulan Desember tahun dua ribu dua puluh empat",
        "bertempat di Aula Pengayoman",
        "Nama : Fani Andika",
        "Nama : Dewi",
        "NIK : 630199******0001",
        "9 (sembilan) paket sembako dalam rangka Natal dan Tahun Baru",
        "8 (delapan) paket diserahkan secara simbolis",
        "Nilai seluruhnya Rp675.000,00",
        "9 9 0 0 0",
        "PIHAK KEDUA,",
        "PIHAK PERTAMA, Kepala Rutan Fani Andika",
    ]:
        assert expected in text
    assert "KONSEP" in text


def test_the_printed_list_has_a_place_for_each_signature(client, officer, event):
    client.force_login(officer)

    response = client.get(url("receipt_list", event))

    text = text_of(response.content)
    assert (
        "Tanda-Terima-Rutan-Kelas-IIB-Pelaihari-2024-12-24.pdf" in response["Content-Disposition"]
    )
    assert "10 (sepuluh) paket sembako untuk 10 (sepuluh) penerima" in text
    assert all(f"{number}. …" in text for number in range(1, 11))
    assert "Warga Contoh 1" in text
    assert "tidak hadir: sakit" in text


def test_a_public_copy_names_no_inmate(client, officer, event):
    client.force_login(officer)

    response = client.get(url("public_receipt_list", event))

    assert "Warga" not in text_of(response.content)
    assert "Salinan-Publik" in response["Content-Disposition"]


def test_no_paper_shows_a_full_number(client, officer, event, dewi):
    client.force_login(officer)
    numbers = [dewi.kk, *(member.nik for member in dewi.members.all())]

    shown = text_of(client.get(url("certificate", event)).content)
    shown += text_of(client.get(url("receipt_list", event)).content)
    shown += client.get(url("event_list", event)).text

    assert all(number and number not in shown for number in numbers)


def test_printing_is_noted_in_the_trail(client, officer, event):
    client.force_login(officer)

    client.get(url("certificate", event))
    client.get(url("receipt_list", event))
    client.get(url("public_receipt_list", event))

    noted = Entry.objects.filter(action="document.print").order_by("pk")
    assert [entry.details["paper"] for entry in noted] == [
        "berita-acara",
        "tanda-terima",
        "tanda-terima-publik",
    ]
    assert {entry.object_id for entry in noted} == {str(event.pk)}
    assert {entry.chain for entry in noted} == {event.facility_id}


def test_an_open_event_has_a_draft_of_a_certificate(client, officer, event, wander):
    wander("berlangsung")
    client.force_login(officer)

    assert "KONSEP" in text_of(client.get(url("certificate", event)).content)


@pytest.mark.parametrize("state", ["draf", "diajukan", "ditetapkan"])
def test_there_is_no_certificate_before_the_hall_opens(client, officer, event, wander, state):
    wander(state)
    client.force_login(officer)

    response = client.get(url("certificate", event))

    assert response.status_code == 302
    assert response.url == url("event_papers", event)
    assert not Entry.objects.filter(action="document.print").exists()


@pytest.mark.parametrize("state", ["draf", "diajukan"])
def test_there_is_nothing_to_sign_before_the_list_is_decided(client, officer, event, wander, state):
    wander(state)
    client.force_login(officer)

    assert client.get(url("receipt_list", event)).url == url("event_papers", event)


def test_a_decided_list_can_be_printed_for_signing(client, officer, event, wander):
    wander("ditetapkan")
    client.force_login(officer)

    assert client.get(url("receipt_list", event)).status_code == 200


@pytest.mark.parametrize("name", PAPERS)
def test_a_stranger_finds_no_paper(client, stranger, event, name):
    client.force_login(stranger)

    assert client.get(url(name, event)).status_code == 404
    assert client.get(url(name, event).replace(str(event.pk), "999999")).status_code == 404
    assert client.get(url(name, event).replace(str(event.pk), "9" * 30)).status_code == 404


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("role", ["regional", "national", "auditor", "administrator"])
def test_who_sees_no_names_prints_no_papers(client, event, name, role, request):
    client.force_login(request.getfixturevalue(role))

    assert client.get(url(name, event)).status_code == 403
    assert client.get(reverse("documents:index")).status_code == 403


@pytest.mark.parametrize("name", PAPERS)
def test_a_guest_is_asked_to_sign_in(client, event, name):
    assert client.get(url(name, event)).status_code == 302


@pytest.mark.parametrize("name", PAPERS)
def test_papers_are_only_read(client, officer, event, name):
    client.force_login(officer)

    assert client.post(url(name, event)).status_code == 405


@pytest.mark.parametrize("name", ["certificate", "receipt_list"])
def test_looking_at_the_head_of_a_paper_prints_nothing(client, officer, event, name):
    client.force_login(officer)

    assert client.head(url(name, event)).status_code == 405
    assert not Entry.objects.filter(action="document.print").exists()


@pytest.mark.parametrize("name", PAPERS)
def test_names_that_look_like_code_are_only_names(client, officer, event, name):
    event.entitlements.update(name=HOSTILE, address=HOSTILE, inmate_name=HOSTILE)
    Event.objects.filter(pk=event.pk).update(venue=HOSTILE, certificate_number=HOSTILE)
    event.campaign.name = event.campaign.occasion = HOSTILE
    event.campaign.save()
    client.force_login(officer)

    response = client.get(url(name, event))

    is_pdf = response["Content-Type"] == "application/pdf"
    shown = text_of(response.content) if is_pdf else response.text
    assert ("<script>alert(1)" in shown.replace("\u200b", "")) == is_pdf
    assert "alert(1)" in shown.replace("\u200b", "")


@pytest.mark.parametrize("query", ["?unduh=%00", "?unduh=1&unduh=2"])
def test_odd_parameters_do_no_harm(client, officer, event, query):
    client.force_login(officer)

    for name in PAPERS:
        assert client.get(url(name, event) + query).status_code == 200


def test_the_name_of_a_file_is_plain_whatever_the_facility_is_called(client, officer, event):
    event.facility.short_name = 'Rutan "Ç"\r\nX: y/../😀'
    event.facility.save()
    client.force_login(officer)

    response = client.get(url("certificate", event))

    assert response["Content-Disposition"] == (
        'inline; filename="Konsep-Berita-Acara-Rutan-C-X-y-2024-12-24.pdf"'
    )


def test_the_list_for_the_desk_has_names_and_addresses_only(client, officer, event):
    client.force_login(officer)

    page = client.get(url("event_list", event)).text

    assert "Dewi" in page
    assert "Desa Contoh, Pelaihari" in page
    assert "******" not in page
    assert "Warga Contoh" not in page
    assert page.count(">Diserahkan</td>") == 9
    assert page.count(">Tidak hadir</td>") == 1


def test_a_draft_of_a_list_says_that_it_is_one(client, officer, facility):
    client.force_login(officer)

    page = client.get(url("event_list", EventFactory(facility=facility))).text

    assert "belum ditetapkan" in page
    assert "Belum ada penerima" in page


def test_the_index_offers_what_can_be_printed(client, officer, event):
    draft = EventFactory(facility=event.facility)
    elsewhere = EventFactory()
    client.force_login(officer)

    page = client.get(reverse("documents:index")).text

    assert prepare("certificate", event) in page
    assert prepare("receipt_list", event) in page
    assert url("event_list", draft) in page
    assert prepare("receipt_list", draft) not in page
    assert prepare("certificate", draft) not in page
    assert elsewhere.get_absolute_url() not in page


def test_the_index_says_what_to_do_when_it_is_empty(client, officer):
    client.force_login(officer)

    assert "belum ada dokumen" in client.get(reverse("documents:index")).text


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "abc", "%00"])
def test_a_page_that_does_not_exist_is_the_nearest_one(client, officer, page):
    client.force_login(officer)

    assert client.get(f"{reverse('documents:index')}?halaman={page}").status_code == 200


def test_the_index_takes_as_many_queries_for_many_events_as_for_one(
    client, officer, event, django_assert_max_num_queries
):
    EventFactory.create_batch(20, facility=event.facility, frozen=True)
    client.force_login(officer)

    with django_assert_max_num_queries(8):
        client.get(reverse("documents:index"))


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_takes_a_fixed_number_of_queries(
    client, officer, event, fani, name, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(officer)
    client.get(url(name, event))
    longer = make_event(event.facility, fani, families=40)

    # Twelve to read and note; a savepoint of the tests begins and ends the note's transaction.
    with django_assert_max_num_queries(12 + 2) as captured:
        client.get(url(name, event))
    with django_assert_num_queries(len(captured)):
        client.get(url(name, longer))


def test_two_printings_of_a_closed_event_are_the_same(client, officer, event):
    client.force_login(officer)

    first = client.get(url("certificate", event)).content

    assert client.get(url("certificate", event)).content == first
    assert opened(first).metadata.creation_date < timezone.now() - timedelta(days=30)
