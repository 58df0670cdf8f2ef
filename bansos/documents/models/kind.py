from django.db import models


class Kind(models.TextChoices):
    """What a paper is, by the name it has in addresses and files."""

    CERTIFICATE = "berita-acara", "Berita Acara Serah Terima"
    ATTACHMENTS = "lampiran-berita-acara", "Lampiran Berita Acara"
    FAMILY_CERTIFICATE = "berita-acara-penerima", "Berita Acara per Penerima"
    RECEIPT_LIST = "tanda-terima", "Daftar Tanda Terima"
    PUBLIC_RECEIPT_LIST = "tanda-terima-publik", "Daftar Tanda Terima, salinan publik"
    COUPONS = "kupon", "Kupon"
    INVITATIONS = "undangan", "Undangan"
    ATTENDANCE = "daftar-hadir", "Daftar Hadir"
    DECREE = "sk-penerima", "Surat Keputusan Penetapan Penerima"
    REPORT = "laporan-kegiatan", "Laporan Kegiatan"
    PRESS_RELEASE = "siaran-pers", "Siaran Pers"
    STOCK_CARD = "kartu-stok", "Kartu Stok"
    GOODS_RECEIVED = "penerimaan-barang", "Berita Acara Penerimaan Barang"
    RECAPITULATION = "rekapitulasi", "Rekapitulasi"
