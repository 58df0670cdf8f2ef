"""What the trail calls a deed, in the words of the screen."""

from django.apps import apps
from django.utils.text import capfirst

DEEDS = {
    "inmate.register": "Mendaftarkan warga binaan",
    "inmate.revise": "Mengubah data warga binaan",
    "recipient.register": "Mendaftarkan keluarga",
    "recipient.revise": "Mengubah data keluarga",
    "recipient.add_kinship": "Menambah hubungan dengan warga binaan",
    "recipient.drop_kinship": "Menghapus hubungan dengan warga binaan",
    "recipient.verify": "Memverifikasi keluarga",
    "recipient.retire": "Menonaktifkan keluarga",
    "recipient.tell_apart": "Menyatakan bukan ganda",
    "recipient.call_same": "Menyatakan keluarga yang sama",
    "recipient.merge": "Menggabungkan keluarga",
    "recipient.undo_merge": "Mengurungkan penggabungan keluarga",
    "recipient.generate": "Membuat keluarga tiruan",
    "recipient.transfer": "Memindahkan keluarga ke UPT lain",
    "inmate.transfer": "Memindahkan warga binaan ke UPT lain",
    "inmate.release": "Mencatat warga binaan keluar",
    "privacy.reveal": "Melihat nomor lengkap",
    "event.plan": "Merencanakan kegiatan",
    "event.revise": "Mengubah rencana kegiatan",
    "event.note_guest": "Mencatat hadirin",
    "event.note_directive": "Mencatat arahan",
    "event.note_statement": "Mencatat pernyataan",
    "event.note_obstacles": "Mencatat kendala",
    "event.add_photo": "Menambah foto kegiatan",
    "event.drop_photo": "Menghapus foto kegiatan",
    "event.drop_guest": "Menghapus catatan hadirin",
    "event.drop_directive": "Menghapus catatan arahan",
    "event.drop_statement": "Menghapus catatan pernyataan",
    "event.choose": "Menambah daftar penerima",
    "event.submit": "Mengajukan daftar",
    "event.send_back": "Mengembalikan daftar",
    "event.freeze": "Menetapkan daftar",
    "event.open": "Membuka kegiatan",
    "event.close": "Menutup kegiatan",
    "event.reopen": "Membuka kembali kegiatan",
    "event.report": "Menandai kegiatan sudah dilaporkan",
    # Until papers were kept: the trail of those days still says it.
    "event.number": "Memberi nomor berita acara",
    "entitlement.unchoose": "Mengeluarkan dari draf",
    "entitlement.exempt": "Menambah dengan pengecualian",
    "entitlement.symbolic": "Mengatur penyerahan simbolis",
    "entitlement.withdraw": "Mencabut jatah",
    "entitlement.reinstate": "Mengembalikan jatah ke daftar",
    "entitlement.replace": "Mengganti penerima",
    "entitlement.reissue_coupon": "Menerbitkan kupon baru",
    "handover.give": "Menyerahkan paket",
    "handover.refuse": "Penyerahan ditolak",
    "handover.conflict": "Menyimpan penyerahan sebagai konflik",
    "handover.settle": "Menyelesaikan konflik penyerahan",
    "handover.void": "Membatalkan penyerahan",
    "station.pair": "Memasangkan perangkat sebagai meja",
    "station.revoke": "Mencabut meja",
    "station.tick_paper": "Mencatat halaman kertas",
    "station.attach_scan": "Melampirkan pindaian kertas",
    "stock.receive": "Mencatat barang masuk",
    "stock.write_off": "Mencatat barang keluar",
    "press_release.save": "Menyimpan siaran pers",
    "document.print": "Mencetak dokumen",
    "document.print_all": "Mencetak semua dokumen kegiatan",
    "document.issue": "Menerbitkan dokumen",
    "document.replace": "Menerbitkan dokumen pengganti",
    "document.void": "Membatalkan dokumen",
    "document.attach": "Mengunggah dokumen bertanda tangan",
    "document.bundle": "Mengunduh arsip dokumen kegiatan",
    "facilities.letterhead": "Mengubah kop dan nomor surat",
    "document.export": "Mengekspor daftar",
    "import.upload": "Mengunggah berkas impor",
    "import.apply": "Menerapkan impor",
    "import.undo": "Membatalkan impor",
    "facilities.load": "Memuat daftar UPT",
}

VERBS = {"add": "Menambah", "change": "Mengubah", "delete": "Menghapus"}
"""What the admin did to a model: `facilities.posting.add`."""


def deed(action) -> str:
    """Menyerahkan paket. An action nobody has put into words is shown as it is."""
    return DEEDS.get(action) or admin_deed(action) or action


def thing(object_type) -> str:
    """Kegiatan: what an entry's object is called on screen."""
    try:
        return capfirst(str(apps.get_model(object_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return object_type


def fields(object_type, names) -> list[str]:
    """kop surat: the names of a model's fields as forms show them."""
    try:
        known = {field.name: field for field in apps.get_model(object_type)._meta.get_fields()}
    except (LookupError, ValueError):
        known = {}
    return [str(getattr(known.get(name), "verbose_name", name)) for name in names]


def admin_deed(action) -> str:
    model, _, verb = action.rpartition(".")
    try:
        return f"{VERBS[verb]} {apps.get_model(model)._meta.verbose_name}"
    except (KeyError, LookupError, ValueError):
        return ""
