from django.core.management.base import BaseCommand, CommandError

from bansos.indonesia.words import number
from facilities.models import Facility
from recipients.likenesses import look_everywhere


class Command(BaseCommand):
    help = "Mencari keluarga yang mungkin terdaftar dua kali. Yang sudah diputuskan tidak ditanya."

    def add_arguments(self, parser):
        parser.add_argument("--facility", type=int, help="hanya UPT ini: id-nya")

    def handle(self, *, facility, **options):
        if facility is not None and not Facility.objects.filter(pk=facility).exists():
            raise CommandError(f"UPT {facility} tidak ada.")
        found = look_everywhere(facility=facility, told=self._tell)
        self.stdout.write(f"Dugaan ganda baru: {number(found)}.")

    def _tell(self, seen, found):
        if self.stdout.isatty():
            self.stdout.write(f"\r{number(seen)} diperiksa, {number(found)} baru", ending="")
            self.stdout.flush()
