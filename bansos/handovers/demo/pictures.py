"""Pictures that stand where photos of the day would: drawn, and saying so."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 800)
CAPTIONS = [
    "Penyerahan simbolis delapan paket sembako oleh pejabat struktural (gambar contoh)",
    "Arahan Menteri melalui sambungan video di Aula Pengayoman (gambar contoh)",
    "Keluarga penerima di Aula Pengayoman (gambar contoh)",
]
GROUNDS = ["#12624d", "#2b5c8a", "#7a5c1e"]


def drawn() -> list[tuple[BytesIO, str]]:
    """Files as a phone would send them, each with its caption."""
    return [(_picture(ground), caption) for ground, caption in zip(GROUNDS, CAPTIONS, strict=True)]


def _picture(ground) -> BytesIO:
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    for place in range(6):
        left = 130 + place * 160
        draw.ellipse((left, 300, left + 110, 410), fill="#e8d5b5")
        draw.rounded_rectangle((left - 20, 420, left + 130, 760), 40, fill="#f4f4f2")
    draw.text((40, 40), "GAMBAR CONTOH", fill="white", font=ImageFont.load_default(64))
    written = BytesIO()
    picture.save(written, "PNG")
    written.seek(0)
    return written
