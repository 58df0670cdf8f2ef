"""Facts and a typst template in, PDF bytes out; or pictures, to be looked at."""

import json
import re
import threading
import unicodedata
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

import typst
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates" / "documents"
VENDOR = settings.BASE_DIR / "static" / "vendor"
FONTS = [VENDOR / "arimo", VENDOR / "noto"]

# PDF/A refuses a sign its font lacks. All of these are in the fonts; a test prints them.
PRINTABLE = {
    "Latin": "\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff",
    "Greek and Cyrillic": "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff\u0400-\u052f",
    "Hebrew": "\u05d0-\u05ea\u05f0-\u05f4\u05b0-\u05bc\u05c1\u05c2",
    "Arabic": "\u060c\u061b\u061f\u0620-\u06dc\u06de-\u06ff\u0750-\u077f",
    "Devanagari": "\u0900-\u097f",
    "Tamil": "\u0b82\u0b83\u0b85-\u0b8a\u0b8e-\u0b90\u0b92-\u0b95\u0b99\u0b9a\u0b9c\u0b9e\u0b9f"
    "\u0ba3\u0ba4\u0ba8-\u0baa\u0bae-\u0bb9\u0bbe-\u0bc2\u0bc6-\u0bc8\u0bca-\u0bcd",
    "Thai": "\u0e01-\u0e3a\u0e3f-\u0e5b",
    "Balinese and Javanese": "\u1b00-\u1b4b\u1b50-\u1b59\ua980-\ua9cd\ua9cf-\ua9d9",
    "Chinese and Japanese": "\u3001-\u3003\u3005-\u3011\u3041-\u3096\u30a0-\u30ff"
    "\u3400-\u4db5\u4e00-\u9fef\uff01-\uff5e",
    "signs": "\u2010-\u2015\u2017-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a"
    "\u20ac\u2122\u2212",
}
UNPRINTABLE = re.compile(f"[^{''.join(PRINTABLE.values())}]")
MISSING = "\ufffd"
LONGEST = 2000
"""Signs of one value. No column of ours holds more; a crafted one must not cost minutes."""

LARGE = 40_000
"""Signs of all facts of a paper, from which on it is not kept in mind."""

KEPT_FOR = 10

_one_at_a_time = threading.Lock()


def typeset(template: str, facts: dict) -> bytes:
    """
    Compile `templates/documents/<template>` with the facts into an archivable, tagged PDF.

    `facts["made_at"]`, an aware datetime, is the date inside the file: equal facts, equal bytes.

    :raises typst.TypstError: if the template is wrong. No value of a fact can cause it.
    """
    made_at: datetime = facts["made_at"]
    return cast(
        bytes,
        _whatever_the_logo(
            template,
            facts,
            format="pdf",
            # An archive opens it in thirty years, a screen reader reads it today.
            pdf_standards=["a-2a", "ua-1"],
            timestamp=made_at.astimezone(UTC).replace(microsecond=0),
        ),
    )


def draw(template: str, facts: dict, *, ppi: int) -> list[bytes]:
    """The pages of the same paper as PNG, so many dots to the inch."""
    drawn = _whatever_the_logo(template, facts, format="png", ppi=ppi)
    # A single page does not come as a list.
    return [drawn] if isinstance(drawn, bytes) else drawn


def printable(value: Any) -> Any:
    """The value with its strings as paper can show them: a sign the font lacks becomes `�`."""
    if isinstance(value, str):
        return _printable_text(value)
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def _printable_text(text: str) -> str:
    text = unicodedata.normalize("NFC", text[:LONGEST])
    visible = (sign for sign in text if sign.isspace() or unicodedata.category(sign) != "Cf")
    return UNPRINTABLE.sub(MISSING, " ".join("".join(visible).split()))


def _whatever_the_logo(template, facts, **output):
    try:
        return _compile(template, facts, **output)
    except typst.TypstError:
        if not facts["letterhead"]["logo"]:
            raise
        # An uploaded picture may be damaged. The paper matters more than the logo on it.
        bare = facts | {"letterhead": facts["letterhead"] | {"logo": None}}
        return _compile(template, bare, **output)


def _compile(template: str, facts: dict, **output) -> bytes | list[bytes]:
    sent = {key: value for key, value in facts.items() if key != "made_at"}
    told = json.dumps(printable(sent))
    with _one_at_a_time:
        made = _compiler().compile(
            str(TEMPLATES / template),
            sys_inputs={"facts": told},
            **output,
        )
        if len(told) > LARGE:
            _forget()
    return cast(bytes | list[bytes], made)


def _forget() -> None:
    """
    Let go of what a large paper left behind.

    The press keeps the parts of the last ten papers, in case one of them comes again; ten lists
    of 250 families would be half a gigabyte in every process of the server.
    """
    for number in range(KEPT_FOR + 1):
        _compiler().compile(f"{number}".encode(), format="svg")


@cache
def _compiler() -> typst.Compiler:
    # Made at the first paper of each process, not before a server forks: its threads stay behind.
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in FONTS],
    )
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts)
