import argparse
from time import perf_counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansos.indonesia.words import number
from bansos.privacy.columns import collecting_later
from facilities import seeding
from facilities.models import Facility

from ...synthetic import staff
from ...synthetic.ahead import ahead
from ...synthetic.families import LARGEST, Author
from ...synthetic.numbers import ALL_NUMBERS
from ...synthetic.places import places
from ...synthetic.rows import chunks
from ...synthetic.tables import hurried
from ...synthetic.writing import Count, write

SMALLEST, LARGEST_CHUNK = 2000, 20_000
"""Families in a chunk. The larger, the fewer times a page of an index is written."""

IS_REAL = (
    "Basis data ini dipakai sungguhan: ada pengguna atau keluarga yang bukan tiruan. Keluarga "
    "tiruan tidak dapat dipisahkan lagi dari yang sungguhan. Bila basis data ini memang hanya "
    "untuk mencoba, tambahkan --hanya-percobaan."
)


def positive(text) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} bukan jumlah.")
    return int(text)


class Command(BaseCommand):
    help = (
        "Mengisi basis data percobaan dengan keluarga tiruan. Benih yang sama memberi keluarga "
        "yang sama; dijalankan lagi, keluarga yang lain ditambahkan."
    )

    def add_arguments(self, parser):
        parser.add_argument("families", type=positive, metavar="JUMLAH", help="berapa keluarga")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--facilities", type=positive, metavar="N", help="hanya N UPT pertama")
        where.add_argument("--facility", metavar="NAMA", help="hanya UPT ini: nama resmi, singkat")
        parser.add_argument("--seed", type=int, default=1, metavar="BENIH")
        parser.add_argument(
            "--hanya-percobaan",
            action="store_true",
            dest="only_a_trial",
            help="basis data ini hanya untuk mencoba, meskipun ada isi yang bukan tiruan",
        )

    def handle(self, *, families, facilities, facility, seed, only_a_trial, **options):
        if not (settings.DEMO or only_a_trial) and staff.is_database_real():
            raise CommandError(IS_REAL)
        first, started = staff.families_so_far(), perf_counter()
        if (first + families) * LARGEST > ALL_NUMBERS:
            raise CommandError("Nomor tiruan tidak cukup untuk keluarga sebanyak itu.")
        chosen = self._facilities(facilities, facility)
        told = self._told(families, chosen, Author(seed=seed, first=first))
        count = Count()
        with hurried(), collecting_later():
            for count in write(told, at=timezone.now()):
                self._tell(count, families, started)
        self.stdout.write(
            f"{number(count.families)} keluarga, {number(count.members)} anggota, "
            f"{number(count.inmates)} warga binaan; {_speed(count, started)} keluarga per detik."
        )

    def _told(self, families, facilities, author):
        """The chunks; of many, the next is made while one is written."""
        where = places(facilities, families, random=author.generator)
        at_once = min(max(families // 10, SMALLEST), LARGEST_CHUNK)
        made = chunks(author.families(where), staff=staff.pairs(facilities), at_once=at_once)
        return ahead(made) if families > at_once else made

    def _facilities(self, limit, name) -> list[Facility]:
        if not Facility.objects.exists():
            with seeding.SEED.open("rb") as file:
                seeding.load(file, by=None, at=timezone.now())
        rows = Facility.objects.active().order_by("pk")
        if name is None:
            return list(rows[:limit])
        for field in ["official_name__iexact", "short_name__iexact"]:
            found = list(rows.filter(**{field: name})[:2])
            if len(found) == 1:
                return found
        raise CommandError(f"Tidak ada satu UPT bernama {name!r}.")

    def _tell(self, count, families, started):
        done = count.families == families
        self.stderr.write(
            f"{number(count.families)} dari {number(families)} keluarga, "
            f"{_speed(count, started)} per detik",
            ending="\r" if self.stderr.isatty() and not done else "\n",
        )


def _speed(count, started) -> str:
    return number(int(count.families / (perf_counter() - started)))
