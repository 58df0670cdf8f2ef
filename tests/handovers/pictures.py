"""Made-up photos: coloured fields, and what cameras write beside them."""

from io import BytesIO

from PIL import Image

WIDTH, HEIGHT = 400, 300
MAKER = "Pabrik Contoh"


def jpeg(*, size=(WIDTH, HEIGHT), colour="olive", picture=None, form="JPEG", **options) -> bytes:
    out = BytesIO()
    (picture or Image.new("RGB", size, colour)).save(out, form, **options)
    return out.getvalue()


def from_a_phone(**options) -> bytes:
    """With the maker, the place and the side that is up, as phones write them."""
    beside = Image.Exif()
    beside[0x010F] = MAKER
    beside[0x0112] = 6
    beside.get_ifd(0x8825)[2] = (3.0, 19.0, 0.0)
    return jpeg(exif=beside, comment=b"catatan", **options)


def read(content) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture
