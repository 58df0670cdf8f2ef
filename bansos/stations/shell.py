"""
What a device keeps of the program to work without the network: the shell of the desk.

It is the same for everybody and holds nobody's data. Its version is a hash of all its files, so
that a device has them all from one day or none.
"""

import hashlib
import json
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

STATIC = settings.BASE_DIR / "static"
KEPT = [
    "vendor/bootstrap/bootstrap.min.css",
    "bansos/theme.css",
    "bansos/station/*",
    "vendor/idb/*.js",
    "vendor/signature_pad/*.js",
]
LAZY = "vendor/zxing-wasm/"
"""Only for devices whose browser reads no QR codes by itself: kept when first asked for."""
WORKER = "bansos/station/worker.js"


@dataclass(frozen=True)
class Shell:
    """
    The page as it is sent, and its files by their addresses.

    :param version: changes with any of them.
    """

    page: str
    files: list[str]
    version: str

    @property
    def worker(self) -> str:
        """The service worker's code, told what it is to keep."""
        told = {
            "version": self.version,
            "page": reverse("stations:shell"),
            "files": self.files,
            "lazy": f"{settings.STATIC_URL}{LAZY}",
        }
        return f"const SHELL = {json.dumps(told)};\n{(STATIC / WORKER).read_text()}"


def shell() -> Shell:
    """The shell as it is now. Rendered without a request, so that nobody's name gets into it."""
    page = render_to_string("stations/shell.html")
    paths = sorted({path for pattern in KEPT for path in STATIC.glob(pattern)} - {STATIC / WORKER})
    content = hashlib.sha256(page.encode() + (STATIC / WORKER).read_bytes())
    for path in paths:
        content.update(path.read_bytes())
    # Named without their hashes: modules import each other by the names they were written with.
    files = [f"{settings.STATIC_URL}{path.relative_to(STATIC).as_posix()}" for path in paths]
    return Shell(page, files, content.hexdigest()[:16])
