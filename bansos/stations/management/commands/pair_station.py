from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansos.handovers.actions import Refused
from bansos.handovers.demo.stage import ROUTINE
from bansos.handovers.models import Event

from ... import actions


class Command(BaseCommand):
    help = "Memasangkan sebuah meja dan mencetak tokennya, hanya tokennya, di keluaran baku."

    def add_arguments(self, parser):
        parser.add_argument("--event", type=int, help="id kegiatan; tanpa ini: kegiatan peragaan")
        parser.add_argument("--name", default="Meja uji", help="nama meja")

    def handle(self, *args, event, name, **options):
        running = Event.objects.running().select_related("facility", "opened_by")
        wanted = {"campaign__name": ROUTINE} if event is None else {"pk": event}
        found = running.filter(**wanted).order_by("pk").last()
        if found is None:
            raise CommandError("Tidak ada kegiatan yang sedang berlangsung dengan id itu.")
        name = name.strip()[:40]
        if not name or "\0" in name:
            raise CommandError("Nama meja kosong.")
        try:
            _, token = actions.pair(found, name=name, by=found.opened_by, at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(token)
