import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import BinaryIO

from ..refusals import ScanRefused
from . import child

SECONDS = 30
UNREADABLE = "Berkas ini tidak terbaca. Pindai atau potret ulang."


@dataclass(frozen=True)
class Checked:
    """A file that may be kept."""

    content: bytes
    ending: str
    pages: int


def check(file: BinaryIO) -> Checked:
    """
    Look into an upload, in a process of its own with little memory and time.

    :raises ScanRefused: with a sentence for who sent it.
    """
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as picture,
        tempfile.TemporaryFile() as answer,
    ):
        content = file.read(child.LARGEST + 1)
        if len(content) > child.LARGEST:
            raise ScanRefused("Berkas ini lebih dari 20 MB. Pindai dengan mutu sedang.")
        source.write(content)
        source.seek(0)
        _look(source, picture, answer)
        told = _told(answer)
        if "refused" in told:
            raise ScanRefused(told["refused"])
        picture.seek(0)
        # A PDF stays as it came, to the byte.
        kept = content if told["ending"] == "pdf" else picture.read()
        return Checked(kept, told["ending"], told["pages"])


def _look(source, picture, answer) -> None:
    command = [sys.executable, "-I", child.__file__]
    streams = {"stdin": source, "stdout": picture, "stderr": answer}
    try:
        subprocess.run(command, **streams, env={}, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise ScanRefused(UNREADABLE) from None


def _told(answer) -> dict:
    answer.seek(0)
    try:
        told = json.loads(answer.read(10_000))
    except ValueError:
        return {"refused": UNREADABLE}
    return told if isinstance(told, dict) else {"refused": UNREADABLE}
