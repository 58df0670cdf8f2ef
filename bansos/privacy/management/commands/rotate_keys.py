from django.core.management.base import BaseCommand, CommandError

from bansos.privacy.rotation import encrypted_models, rotate


class Command(BaseCommand):
    help = (
        "Menyandikan ulang semua data pribadi dengan kunci pertama dalam PRIVACY_KEYS. Boleh "
        "dihentikan kapan saja dan dijalankan lagi. Urutannya: taruh kunci baru di depan kunci "
        "lama pada semua server, jalankan perintah ini sampai tidak ada lagi yang disandikan "
        "ulang, baru hapus kunci lama. INDEX_KEY tidak ikut berganti: tanpanya kesamaan nomor "
        "tidak dapat lagi dikenali."
    )

    def handle(self, *args, **options):
        left, unreadable = 0, []
        for model in encrypted_models():
            read = renewed = 0
            for step in rotate(model):
                read += step.read
                renewed += step.renewed
                left += step.left
                unreadable += step.unreadable
                self.stdout.write(
                    f"{model._meta.label}: {read} baris dibaca, {renewed} nilai disandikan ulang"
                )
        for place in unreadable:
            self.stderr.write(f"Tidak dapat dibuka: {place}")
        if unreadable:
            raise CommandError(
                f"{len(unreadable)} nilai tidak dapat dibuka. Jangan hapus kunci mana pun."
            )
        if left:
            raise CommandError(f"{left} nilai sedang diubah orang lain. Jalankan sekali lagi.")
        self.stdout.write("Selesai: semua nilai memakai kunci pertama.")
