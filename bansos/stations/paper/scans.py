"""What an attached page must be: a PDF or a picture that is one, and no larger than need be."""

from bansos.handovers.pictures import Limits, Unusable, redraw

from .models import PaperScan

LARGEST = 10 * 1024 * 1024
HEAVY = "Pindaian paling besar 10 MB. Pindai dengan 200 dpi."
ENDS_WITHIN = 2048
PAGE = Limits(
    most_bytes=LARGEST,
    # A page at 600 dpi has 35 million.
    most_pixels=40_000_000,
    # A4 at 200 dpi: every signature can be told.
    longest_side=2400,
    quality=80,
    formats=["JPEG", "PNG", "WEBP"],
    too_heavy=HEAVY,
    too_large="Gambar ini terlalu besar. Pindai dengan 200 dpi.",
    broken="Berkas ini bukan PDF, JPEG, PNG, atau WebP yang utuh.",
)


class NotAPage(ValueError):
    """The file is no page that could be kept; says why."""


def read_scan(file) -> tuple[str, bytes]:
    """
    The kind of a file and what is kept of it: a picture is drawn anew, without what it hides.

    :raises NotAPage: by what is inside, whatever it is called.
    """
    if file.size > LARGEST:
        raise NotAPage(HEAVY)
    content = file.read()
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-ENDS_WITHIN:]:
            raise NotAPage("PDF ini terpotong. Pindai sekali lagi.")
        return PaperScan.Kind.PDF, content
    try:
        return PaperScan.Kind.JPEG, redraw(content, PAGE)
    except Unusable as reason:
        raise NotAPage(str(reason)) from None
