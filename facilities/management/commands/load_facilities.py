from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from facilities.seeding import SEED, Unreadable, load


class Command(BaseCommand):
    help = "Memuat daftar UPT dari berkas CSV: yang baru ditambahkan, yang berbeda diperbarui."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=SEED, metavar="BERKAS")

    def handle(self, *, file, **options):
        try:
            with file.open("rb") as opened:
                report = load(opened, by=None, at=timezone.now())
        except (OSError, Unreadable) as problem:
            raise CommandError(f"{file}: {problem}") from None
        for bad in report.bad_rows:
            self.stderr.write(
                f"baris {bad.line}, {bad.column or 'baris'}: {bad.value!r}: {bad.message}"
            )
        self.stdout.write(str(report))
        if report.bad_rows:
            raise CommandError(
                "Perbaiki baris yang ditolak, lalu muat lagi. Yang lain sudah dimuat."
            )
