from django.core.management.base import BaseCommand, CommandError

from bansos.handovers.invariants import differences, one_moment
from facilities.models import Facility


class Command(BaseCommand):
    help = "Menghitung ulang hitungan, saldo, jatah, kata pencarian, dan jejak; menyebut perbedaan."

    def add_arguments(self, parser):
        parser.add_argument("--facility", type=int, help="hanya UPT ini: id-nya")

    def handle(self, *args, facility, **options):
        found = 0
        with one_moment():
            if facility is not None and not Facility.objects.filter(pk=facility).exists():
                raise CommandError(f"UPT {facility} tidak ada.")
            for difference in differences(facility):
                self.stdout.write(difference)
                found += 1
        if found:
            raise CommandError(f"Ada {found} perbedaan.")
        self.stdout.write("Semua cocok.")
