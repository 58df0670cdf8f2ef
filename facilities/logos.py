"""What an uploaded logo must be: a small picture that is what its name says."""

import re
from pathlib import PurePath
from xml.etree import ElementTree

from django.core.exceptions import ValidationError

MAX_BYTES = 500 * 1024
BEGINNINGS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}
OPENINGS = ["<!DOCTYPE", "<!ENTITY", "<?XML-STYLESHEET"]
INNER_LINK = re.compile(r"#|data:image/(png|jpeg);base64,")
OUTER_STYLE = re.compile(
    r"@import|url\(\s*[\"']?(?!#|data:image/(png|jpeg);base64,)", re.IGNORECASE
)


def media_type(name) -> str:
    return MEDIA_TYPES.get(suffix(name), "application/octet-stream")


def check_logo(file):
    """
    Look into the file itself: a name can say anything.

    :raises ValidationError: if it is too large or not the PNG, JPEG or SVG its name says.
    """
    if file.size > MAX_BYTES:
        raise ValidationError("Logo paling besar 500 KB.")
    content = file.read()
    file.seek(0)
    ending = suffix(file.name)
    if ending == ".svg":
        check_svg(content)
    elif ending not in BEGINNINGS or not content.startswith(BEGINNINGS[ending]):
        raise ValidationError("Isi berkas tidak sesuai dengan namanya. Unggah PNG, JPEG, atau SVG.")


def check_svg(content):
    """Only drawings: no script, no outside address, no entities that unfold into gigabytes."""
    try:
        text = content.decode("utf-8-sig")
        if any(opening in text.upper() for opening in OPENINGS):
            raise ValidationError("SVG tidak boleh memuat DOCTYPE. Simpan ulang sebagai SVG polos.")
        root = ElementTree.fromstring(text)  # noqa: S314 (nothing left that could unfold)
    except (UnicodeDecodeError, ElementTree.ParseError):
        raise ValidationError("Berkas SVG tidak terbaca.") from None
    if root.tag != "{http://www.w3.org/2000/svg}svg" or any(is_active(e) for e in root.iter()):
        raise ValidationError("SVG hanya boleh memuat gambar, tanpa skrip dan tanpa tautan keluar.")


def is_active(element) -> bool:
    """Whether an element could run something or fetch something."""
    names = {element.tag: element.text or "", **element.attrib}
    for name, value in names.items():
        plain = name.rpartition("}")[2].lower()
        if plain in {"script", "foreignobject", "iframe"} or plain.startswith("on"):
            return True
        if plain == "href" and not INNER_LINK.match(value.strip()):
            return True
        if OUTER_STYLE.search(value):
            return True
    return False


def suffix(name) -> str:
    return PurePath(name).suffix.lower()
