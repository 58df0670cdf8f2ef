from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansos.accounts.demo import DEMO_ACCOUNTS

from ...demo import people, stage


class Command(BaseCommand):
    help = "Builds the demonstration once, and prints the accounts to try it with."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Peragaan hanya ada dengan DEMO=1, jauh dari data sungguhan.")
        if stage.is_built():
            self.stdout.write("Data peragaan sudah ada.")
        else:
            self.stdout.write("Menyusun data peragaan …")
            stage.build(at=timezone.now())
        self.stdout.write(f"\nAkun peragaan (kata sandi semuanya: {people.PASSWORD}):")
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"  {account.username:10} {account.label}: {account.does}")
