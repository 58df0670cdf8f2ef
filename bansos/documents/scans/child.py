"""
The process that looks into an upload: `python -m … < file > picture 2> answer`.

A picture is read and written anew, so that nothing hides in it. A PDF is kept as it is, for it
may be signed, and therefore only when it holds pages and nothing that acts, opens or hides.
"""

import json
import os
import resource
from io import BytesIO

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
OUTPUT = 32 * 1024 * 1024
ANSWER = 2
LARGEST = 20 * 1024 * 1024
PIXELS = 60_000_000
EDGE = 3000
"""Dots along the longer edge: an A4 page at 250 to the inch."""
PAGES = 300
OBJECTS = 100_000
ACTS = {"/JS", "/JavaScript", "/AA", "/Launch", "/RichMedia", "/XFA", "/EF", "/EmbeddedFiles"}
ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition"}
TYPES = {"/EmbeddedFile", "/Filespec", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}


LOCKED = "PDF ini terkunci dengan sandi. Pindai ulang tanpa sandi."


class Refusal(Exception):
    """Told to the sender as it is."""


def look(data: bytes) -> tuple[dict, bytes]:
    """What the file is, and its picture written anew; or why it is refused."""
    if data.startswith(b"%PDF-"):
        return {"ending": "pdf", "pages": pages_of(data)}, b""
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return {"ending": "jpg", "pages": 1}, drawn_anew(data)
    raise Refusal("Berkas ini bukan PDF, JPEG, atau PNG.")


def drawn_anew(data: bytes) -> bytes:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        image = Image.open(BytesIO(data), formats=["JPEG", "PNG"])
        if image.width * image.height > PIXELS:
            raise Refusal("Foto ini terlalu besar. Kecilkan, lalu unggah lagi.")
        upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refusal("Foto ini rusak dan tidak terbaca.") from None
    upright.thumbnail((EDGE, EDGE))
    # Only the dots come along: no place, no camera, no thumbnail of something else.
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    out = BytesIO()
    plain.save(out, "JPEG", quality=85)
    return out.getvalue()


def pages_of(data: bytes) -> int:
    import pikepdf

    # A trailer is never packed, so that this word is to be seen: whoever locks a file needs it.
    if b"/Encrypt" in data:
        raise Refusal(LOCKED)
    try:
        pdf = pikepdf.open(BytesIO(data))
        if len(pdf.objects) > OBJECTS or len(pdf.pages) > PAGES:
            raise Refusal(f"PDF ini terlalu besar: paling banyak {PAGES} halaman.")
        if not len(pdf.pages):
            raise Refusal("PDF ini tidak berhalaman.")
        for thing in pdf.objects:
            refuse_what_acts(thing, pikepdf)
        return len(pdf.pages)
    except pikepdf.PasswordError:
        raise Refusal(LOCKED) from None
    except pikepdf.PdfError:
        raise Refusal("PDF ini rusak dan tidak terbaca.") from None


def refuse_what_acts(thing, pikepdf, depth=0) -> None:
    """Every object of the file is looked at, and what lies directly within it."""
    if depth > 50:
        raise Refusal("PDF ini rusak dan tidak terbaca.")
    if isinstance(thing, pikepdf.Array):
        inner = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        keys = set(thing.keys())
        if keys & ACTS or names(thing, "/Type", "/Subtype", "/S") & (ACTIONS | TYPES):
            raise Refusal(
                "PDF ini memuat skrip atau berkas sisipan. Unggah hasil pindai yang polos."
            )
        inner = [thing.get(key) for key in keys]
    else:
        return
    for each in inner:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            refuse_what_acts(each, pikepdf, depth + 1)


def names(thing, *keys) -> set[str]:
    return {str(thing.get(key)) for key in keys if thing.get(key) is not None}


def hold(limit, most) -> None:
    _, hard = resource.getrlimit(limit)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (most, most))


def main() -> None:
    """Answer for standard input, and end without tidying up."""
    # All code, before the doors close.
    import pikepdf  # noqa: F401
    from PIL import Image, ImageOps, TiffImagePlugin  # noqa: F401

    Image.preinit()

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, ANSWER + 1),
    ):
        hold(limit, most)
    with os.fdopen(0, "rb", closefd=False) as source:
        data = source.read(LARGEST + 1)
    picture = b""
    try:
        told, picture = look(data)
    except Refusal as refusal:
        told = {"refused": str(refusal)}
    except Exception as error:
        told = {"refused": f"Berkas ini tidak terbaca ({type(error).__name__})."}
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(picture)
    os.write(ANSWER, json.dumps(told).encode())
    os._exit(0)


if __name__ == "__main__":
    main()
