import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansos.accounts.models import User
from bansos.imports import actions
from bansos.imports.kinds import columns_of
from bansos.imports.mending import book_of
from bansos.imports.models import Import, Kind, Verdict
from bansos.imports.reading import Unreadable

CHUNK = 256 * 1024
WIDTH = 30


class Command(BaseCommand):
    help = (
        "Mengimpor keluarga dari lembar kerja, sama seperti di layar. Tanpa --apply hanya "
        "memeriksa. Keluar dengan 0 bila semua baris baik, 2 bila ada yang perlu diperbaiki, "
        "1 bila gagal."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="BERKAS")
        parser.add_argument(
            "--facility", default="", metavar="NAMA", help="nama resmi atau singkat"
        )
        parser.add_argument("--kind", choices=Kind.values, default=Kind.FAMILIES)
        parser.add_argument("--apply", action="store_true", help="tulis ke daftar")
        parser.add_argument("--report", type=Path, metavar="KELUARAN.xlsx")
        parser.add_argument("--by", metavar="NAMA_PENGGUNA", help="atas nama siapa")
        parser.add_argument("--status", default="", help="status hukum bila tidak tertulis")
        parser.add_argument("--category", default="", help="golongan bila tanpa warga binaan")

    def handle(self, *, file, facility, kind, report, by, **options):
        at = timezone.now()
        try:
            by = User.objects.get(username=by) if by else actions.shell()
            place = None if kind == Kind.FACILITIES else actions.facility_named(facility)
            imported = self._brought_in(file, kind, place, by, at)
            imported = self._checked(imported, by, options)
            if options["apply"] and imported.state == Import.State.CHECKED:
                imported = actions.apply(imported, by=by, at=at)
            imported = self._advance(imported, by)
        except (OSError, actions.Refused, Unreadable, User.DoesNotExist) as problem:
            raise CommandError(f"{file}: {problem}") from None
        self._tell(imported)
        if report and imported.to_mend:
            report.write_bytes(book_of(imported))
            self.stdout.write(f"Baris yang perlu diperbaiki: {report}")
        if imported.to_mend:
            sys.exit(2)

    def _brought_in(self, file, kind, facility, by, at):
        with file.open("rb") as opened:
            chunks = iter(lambda: opened.read(CHUNK), b"")
            imported, is_known = actions.upload(
                chunks, name=file.name, kind=kind, facility=facility, by=by, at=at
            )
        if is_known:
            self.stdout.write("Berkas ini sudah pernah diunggah.")
        imported = self._advance(imported, by)
        if imported.state == Import.State.REFUSED:
            raise actions.Refused(imported.refusal)
        return imported

    def _checked(self, imported, by, options):
        if imported.state != Import.State.READ:
            return imported
        found, defaults = imported.mapping["columns"], dict(imported.mapping["defaults"])
        missing = [
            column.label
            for column in columns_of(imported.kind)
            if column.is_needed and column.name not in found
        ]
        if missing:
            raise actions.Refused(f"Kolom tidak ditemukan: {', '.join(missing)}.")
        told = {"legal_status": options["status"], "category": options["category"]}
        defaults |= {name: value for name, value in told.items() if value}
        matched = actions.match(imported, columns=found, defaults=defaults)
        return self._advance(matched, by)

    def _advance(self, imported, by):
        while imported.is_at_work:
            imported = actions.advance(imported, by=by, seconds=0.5)
            self._draw(imported)
        return imported

    def _draw(self, imported):
        if not self.stderr.isatty():
            return
        total = max(imported.rows_total, 1)
        filled = WIDTH * imported.rows_checked // total
        bar = "█" * filled + "·" * (WIDTH - filled)
        self.stderr.write(
            f"\r{bar} {imported.rows_checked}/{imported.rows_total} diperiksa, "
            f"{imported.rows_written} ditulis ",
            ending="" if imported.is_at_work else "\n",
        )

    def _tell(self, imported):
        counts = [f"{getattr(imported, v.counter)} {v.label.lower()}" for v in Verdict]
        told = ", ".join([*counts, f"{imported.blank} kosong"])
        self.stdout.write(f"{imported.rows_total} baris: {told}.")
        self.stdout.write(f"{imported.get_state_display()}; {imported.rows_written} baris ditulis.")
