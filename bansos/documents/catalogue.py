"""The papers of an event that are set in one way: what each is called, and from when on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bansos.handovers.models import Event

from . import calling, proof, telling

DECIDED = "setelah daftar penerima ditetapkan"
BEGUN = "setelah kegiatan dibuka"


@dataclass(frozen=True)
class Kind:
    """
    :param slug: how its address calls it.
    :param name: how the trail calls it.
    :param filename: how its file begins.
    :param read: gathers its facts from an event at a moment.
    """

    slug: str
    name: str
    label: str
    about: str
    filename: str
    template: str
    read: Callable[..., Any]
    waits_for: str = ""
    per_part: int = 0
    """Of a paper with a page for each recipient: as many as a worker should hold at once."""

    def is_ready(self, event: Event) -> bool:
        if self.waits_for == BEGUN:
            return event.has_begun
        return event.is_decided if self.waits_for == DECIDED else True

    def parts(self, event: Event) -> int:
        """In how many files it comes."""
        return -(-event.tally.entitled // self.per_part) if self.per_part else 1


KINDS = {
    kind.slug: kind
    for kind in [
        Kind(
            slug="sk-penerima",
            name="decree",
            label="Surat Keputusan penetapan penerima",
            about="Keputusan Kepala, dengan daftar yang ditetapkan sebagai lampiran",
            filename="SK-Penerima",
            template="decree.typ",
            read=calling.decree,
            waits_for=DECIDED,
        ),
        Kind(
            slug="undangan",
            name="invitations",
            label="Undangan",
            about="Satu surat untuk tiap keluarga, tanpa nama warga binaan",
            filename="Undangan",
            template="invitations.typ",
            read=calling.invitations,
            waits_for=DECIDED,
            per_part=200,
        ),
        Kind(
            slug="daftar-hadir",
            name="guest_list",
            label="Daftar Hadir",
            about="Hadirin di tempat dan daring, dengan kolom tanda tangan",
            filename="Daftar-Hadir",
            template="guest_list.typ",
            read=calling.guest_list,
        ),
        Kind(
            slug="berita-acara-penerima",
            name="recipient_certificates",
            label="Berita Acara per penerima",
            about="Satu halaman untuk tiap penerima",
            filename="Berita-Acara-Penerima",
            template="recipient_certificates.typ",
            read=proof.recipient_certificates,
            waits_for=DECIDED,
            per_part=100,
        ),
        Kind(
            slug="lampiran-berita-acara",
            name="attachments",
            label="Lampiran Berita Acara",
            about="Daftar penerima dengan keadaannya, dan foto",
            filename="Lampiran-Berita-Acara",
            template="attachments.typ",
            read=proof.attachments,
            waits_for=BEGUN,
        ),
        Kind(
            slug="laporan-kegiatan",
            name="report",
            label="Laporan Kegiatan",
            about="Terisi dari data; kendala dan foto ditambahkan pada halaman kegiatan",
            filename="Laporan-Kegiatan",
            template="report.typ",
            read=telling.report,
            waits_for=BEGUN,
        ),
    ]
}
