from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansos.handovers.demo import facts as told
from bansos.handovers.models import Event

from ... import facts
from ...demo_folder import files_of


class Command(BaseCommand):
    help = "Writes every paper of the demonstration's event into var/demo."

    def add_arguments(self, parser):
        parser.add_argument("--into", type=Path, default=settings.VAR_DIR / "demo")

    def handle(self, *args, into, **options):
        if not settings.DEMO:
            raise CommandError("Berkas peragaan hanya ada dengan DEMO=1.")
        events = Event.objects.filter(campaign__name=told.CAMPAIGN, starts_at=told.STARTS_AT)
        events = events.filter(venue=told.VENUE).select_related(*facts.RELATED)
        event = events.order_by("pk").first()
        if event is None:
            raise CommandError("Susun data peragaan dahulu: manage.py demo")
        into.mkdir(parents=True, exist_ok=True)
        for name, content in files_of(event, at=timezone.now()):
            (into / name).write_bytes(content)
            self.stdout.write(f"{into / name}  {len(content) // 1024} KB")
