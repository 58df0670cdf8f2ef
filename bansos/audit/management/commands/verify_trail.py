from django.core.management.base import BaseCommand, CommandError
from django.db.models import Sum

from bansos.audit.models import Head
from bansos.audit.verifier import verify


class Command(BaseCommand):
    help = "Memeriksa keutuhan jejak audit. Menyebut catatan pertama yang rusak pada tiap rantai."

    def add_arguments(self, parser):
        parser.add_argument("--chain", type=int, help="hanya rantai ini: id UPT, 0 untuk umum")

    def handle(self, *args, chain, **options):
        broken = 0
        for found in verify(chain):
            self.stdout.write(found.message)
            broken += 1
        if broken:
            raise CommandError(f"Jejak rusak pada {broken} rantai.")
        heads = Head.objects.filter(number__gt=0)
        if chain is not None:
            heads = heads.filter(chain=chain)
        entries = heads.aggregate(total=Sum("number", default=0))["total"]
        self.stdout.write(f"Jejak utuh: {entries} entri dalam {heads.count()} rantai.")
