"""What an attached page must be: a PDF or a picture that is one, and no larger than need be."""

from io import BytesIO

from PIL import Image, ImageOps

from .models import PaperScan

LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
"""A page at 600 dpi has 35 million; more is a picture made to fill the memory."""
LONGEST_SIDE = 2400
"""A4 at 200 dpi: every signature can be told."""
QUALITY = 80
ENDS_WITHIN = 2048
PICTURES = ["JPEG", "PNG", "WEBP"]


class NotAPage(ValueError):
    """The file is no page that could be kept; says why."""


def read_scan(file) -> tuple[str, bytes]:
    """
    The kind of a file and what is kept of it: a picture is drawn anew, without what it hides.

    :raises NotAPage: by what is inside, whatever it is called.
    """
    if file.size > LARGEST:
        raise NotAPage("Pindaian paling besar 10 MB. Pindai dengan 200 dpi.")
    content = file.read()
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-ENDS_WITHIN:]:
            raise NotAPage("PDF ini terpotong. Pindai sekali lagi.")
        return PaperScan.Kind.PDF, content
    return PaperScan.Kind.JPEG, _redrawn(content)


def _redrawn(content) -> bytes:
    try:
        with Image.open(BytesIO(content), formats=PICTURES) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPage("Gambar ini terlalu besar. Pindai dengan 200 dpi.")
            # Before it is turned: a JPEG is read at a fraction of its size right away.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            plain = Image.new("RGB", upright.size, "white")
            coloured = upright.convert("RGBA")
            plain.paste(coloured, mask=coloured)
    except NotAPage:
        raise
    except Exception as error:
        # Whatever a decoder says about a broken picture: it is none for us.
        raise NotAPage("Berkas ini bukan PDF, JPEG, PNG, atau WebP yang utuh.") from error
    kept = BytesIO()
    plain.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
