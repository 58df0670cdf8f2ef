"""Why a file is refused, each in a sentence that says what to do."""

MAX_UPLOAD = 10 * 1024 * 1024
MAX_DATA_ROWS = 50_000
MAX_ROW = MAX_DATA_ROWS + 1_000  # a title, a heading and blank rows may stand around the data
MAX_COLUMNS = 200
MAX_CHARACTERS = 32_767
MAX_SHEETS = 255
MAX_INFLATED = 256 * 1024 * 1024
MAX_OUTPUT = 128 * 1024 * 1024


class Unreadable(Exception):
    """The file cannot be read; `sentence` tells a person why and what to do."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


SAVE_ANEW = "Buka dengan Excel atau LibreOffice, simpan sebagai .xlsx baru, lalu unggah lagi."

EMPTY = "Berkas ini kosong. Pilih berkas yang berisi tabel, lalu unggah lagi."
TOO_BIG = "Berkas ini lebih dari 10 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
UNKNOWN = "Berkas ini bukan lembar kerja yang dikenal. Unggah berkas .xlsx, .xls, .ods, atau .csv."
MARKUP = f"Berkas ini sebenarnya halaman web (HTML/XML), bukan lembar kerja. {SAVE_ANEW}"
BINARY = f"Berkas ini berformat .xlsb, yang tidak dibaca di sini. {SAVE_ANEW}"
OLD = f"Berkas ini berformat Excel 95 atau lebih lama. {SAVE_ANEW}"
PLAIN = (
    "Isi berkas ini teks biasa, padahal namanya berakhiran {ending}. "
    "Ubah akhiran namanya menjadi .csv, lalu unggah lagi."
)
LOCKED = (
    "Berkas ini berkata sandi. Buka dengan kata sandinya, simpan tanpa kata sandi, "
    "lalu unggah lagi."
)
MACROS = "Berkas ini berisi makro. Simpan sebagai .xlsx (tanpa makro), lalu unggah lagi."
DOCTYPE = f"Berkas ini berisi deklarasi DTD, yang tidak diterima. {SAVE_ANEW}"
BOMB = (
    "Isi berkas ini mengembang menjadi terlalu besar. Salin tabelnya saja ke berkas baru, "
    "simpan sebagai .xlsx, lalu unggah lagi."
)
TOO_SLOW = (
    "Berkas ini terlalu berat untuk dibaca. Salin tabelnya saja ke berkas baru, atau bagi "
    "menjadi beberapa berkas, lalu unggah lagi."
)
TOO_MANY_ROWS = (
    f"Lembar “{{sheet}}” berisi lebih dari {MAX_DATA_ROWS:,} baris data, sampai baris {{row}}. "
    "Hapus isi yang jauh di bawah tabel, atau bagi menjadi beberapa berkas, lalu unggah lagi."
).replace(",000", ".000")
TOO_MANY_COLUMNS = (
    f"Lembar “{{sheet}}” berisi lebih dari {MAX_COLUMNS} kolom, sampai sel {{cell}}. "
    "Hapus isi yang jauh di kanan tabel, lalu unggah lagi."
)
TOO_LONG = (
    "Lembar “{sheet}” baris {row} berisi sel yang lebih panjang daripada yang dapat disimpan "
    "lembar kerja (32.767 karakter). Pendekkan isinya, lalu unggah lagi."
)
TOO_MANY_SHEETS = "Berkas ini berisi lebih dari 255 lembar. Salin tabelnya saja ke berkas baru."
QUOTES = (
    "Tanda kutip ganda di sekitar baris {row} tidak berpasangan. Perbaiki, "
    "atau simpan tabelnya sebagai .xlsx, lalu unggah lagi."
)
CODING = (
    "Huruf dalam berkas teks ini tidak terbaca. Simpan sebagai “CSV UTF-8” atau .xlsx, "
    "lalu unggah lagi."
)


def broken(detail: str) -> Unreadable:
    """The file contradicts itself or its format; the detail is for whoever is asked for help."""
    return Unreadable(f"Berkas ini rusak atau tidak lazim ({detail}). {SAVE_ANEW}")
