"""The press release: what it tells, what it leaves out, and whose names it never holds."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.documents import press
from bansos.documents.models import PressRelease
from bansos.handovers.models import Guest
from tests.documents.conftest import MORNING
from tests.documents.test_facts import LATER, reread

SAID = {"consented_on": MORNING.date()}


def draft(event):
    return press.draft(reread(event), at=LATER)


def url(name, event):
    return reverse(f"documents:{name}", args=[event.pk])


def save(event, officer, text="Rilis", based_on=0):
    return press.save(reread(event), text=text, based_on=based_on, by=officer, at=LATER)


def test_the_story_is_told_from_what_was_recorded(event, fani):
    Guest.objects.create(event=event, name="Menteri Contoh", presence=Guest.Presence.ONLINE)
    Guest.objects.create(event=event, name="Pejabat struktural")
    event.directives.create(speaker="Menteri Contoh", text="Peluncuran Inkopasindo.")
    event.statements.create(speaker="Fani Andika", capacity="Kepala", text="Terima kasih.", **SAID)

    told = draft(event)

    for expected in [
        "PELAIHARI, INFO_PAS – Rutan Kelas IIB Pelaihari menggelar",
        "dalam rangka Natal dan Tahun Baru di Aula Pengayoman, Selasa (24 Desember 2024)",
        "pukul 09.00 WITA",
        "Kegiatan dihadiri Pejabat struktural.",
        "Hadir secara daring: Menteri Contoh.",
        "Menteri Contoh menyampaikan 1 (satu) hal: Peluncuran Inkopasindo.",
        (
            "8 (delapan) paket sembako diserahkan secara simbolis oleh pejabat struktural, yaitu "
            "Fani Andika (Kepala Rutan)"
        ),
        "“Terima kasih,” ujar Fani Andika, Kepala.",
    ]:
        assert expected in told


def test_what_was_not_recorded_is_not_told(event):
    event.handovers.all().delete()
    told = draft(event)

    for silent in ["dihadiri", "daring", "menyampaikan", "simbolis", "ujar", "tema"]:
        assert silent not in told


def test_nobody_is_quoted_who_did_not_consent(event):
    event.statements.create(speaker="Dewi", text="Jangan dikutip.")

    assert "Jangan dikutip" not in draft(event)


def test_words_that_name_an_inmate_are_left_out(event):
    event.statements.create(speaker="Dewi", text="Suami saya WARGA contoh 1 senang.", **SAID)
    event.directives.create(speaker="", text="Salam untuk Warga Contoh 2.")

    assert "Warga Contoh" not in draft(event).replace("WARGA contoh", "Warga Contoh")


def test_an_inmate_called_like_who_speaks_does_not_silence_them(event):
    event.entitlements.filter(number=3).update(inmate_name="Dewi")
    event.statements.create(speaker="Dewi", text="Terima kasih dari Dewi.", **SAID)

    assert "ujar Dewi" in draft(event)


def test_each_saving_is_a_version_of_its_own(event, officer):
    save(event, officer, "Pertama")
    save(event, officer, "Kedua\r\nbaris", based_on=1)

    assert list(event.press_releases.values_list("version", "text")) == [
        (2, "Kedua\nbaris"),
        (1, "Pertama"),
    ]
    assert Entry.objects.filter(action="press_release.save").count() == 2


def test_an_inmates_name_is_not_kept(event, officer):
    with pytest.raises(press.NamesAnInmate, match="Warga Contoh 4"):
        save(event, officer, "Di antaranya warga   contoh 4, yang hadir.")

    assert not PressRelease.objects.exists()


def test_a_name_is_only_that_name(event, officer):
    save(event, officer, "Warga Contoh 44 tidak ada di daftar; Warga Contoh pun tidak.")


def test_whoever_was_outrun_is_told(event, officer):
    save(event, officer, "Pertama")

    with pytest.raises(press.Outrun, match="versi 1"):
        save(event, officer, "Juga pertama")


@pytest.mark.parametrize("text", ["", " \n ", "\0", "x" * 10_001])
def test_a_release_says_something_and_ends(event, officer, text):
    with pytest.raises(press.Refused):
        save(event, officer, text)


def test_the_screen_shows_the_draft_then_the_last_version(client, event, officer):
    client.force_login(officer)
    assert "INFO_PAS" in client.get(url("press_release", event)).text

    client.post(url("press_release", event), {"text": "Rilis pertama", "based_on": 0})
    page = client.get(url("press_release", event)).text

    assert "Rilis pertama" in page
    assert "Versi 1" in page
    assert "INFO_PAS" in client.get(url("press_release", event) + "?versi=draf").text


def test_a_refused_text_is_not_lost(client, event, officer):
    client.force_login(officer)
    text = "Tentang Warga Contoh 1."

    page = client.post(url("press_release", event), {"text": text, "based_on": 0}).text

    assert text in page
    assert "tidak boleh memuat nama warga binaan" in page


def test_the_text_is_taken_along(client, event, officer):
    save(event, officer, "Rilis")
    client.force_login(officer)

    response = client.get(url("press_release_text", event))

    assert response.content.decode() == "Rilis"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Siaran-Pers-Rutan-Kelas-IIB-Pelaihari-2024-12-24.txt" in response["Content-Disposition"]
    noted = Entry.objects.get(action="document.print")
    assert noted.details == {"paper": "press_release"}
    assert noted.at <= timezone.now()
