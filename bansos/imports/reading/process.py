"""The child process that reads, and what becomes of it."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path, PurePath
from typing import BinaryIO

from . import child
from .refusals import MAX_UPLOAD, TOO_BIG, TOO_SLOW, Unreadable
from .table import CONTENTS, ROWS, Table

SECONDS = 30
KILL = 9  # the same number on every Unix
MAX_ANSWER = 1024 * 1024


def read(path: Path, *, name: str, workdir: Path) -> Table:
    """
    Read a file once and for all; its rows stay in `workdir`.

    `name` is what its sender called it: a claim, which only text files need.

    :raises Unreadable: with a sentence for the sender.
    """
    if path.stat().st_size > MAX_UPLOAD:
        raise Unreadable(TOO_BIG)
    workdir.mkdir(mode=0o700, parents=True, exist_ok=True)
    (workdir / CONTENTS).unlink(missing_ok=True)
    with path.open("rb") as source, (workdir / ROWS).open("wb") as rows:
        contents = _answer(source, rows, ending_of(name))
    return kept(contents, workdir)


def ending_of(name: str) -> str:
    """What a file's name claims it to be."""
    return "".join(sign for sign in PurePath(name).suffix if sign.isalnum() and sign.isascii())


def kept(contents: dict, workdir: Path) -> Table:
    """
    The table of the rows that were written, once it says what it contains.

    :raises Unreadable: if that was a refusal, or nothing.
    """
    if "sheets" not in contents:
        (workdir / ROWS).unlink()
        raise Unreadable(contents.get("refused", TOO_SLOW))
    # Renamed into place last: a table that can be opened is whole.
    draft = workdir / f"{CONTENTS}.draft"
    draft.write_text(json.dumps(contents))
    draft.replace(workdir / CONTENTS)
    return Table.open(workdir)


def _answer(source: BinaryIO, rows: BinaryIO, ending: str) -> dict:
    """What the child says of the file; nothing if it did not live to say it."""
    with tempfile.TemporaryFile() as answer:
        reader = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", child.__file__, ending],
            stdin=source,
            stdout=rows,
            stderr=answer,
            env={},
            start_new_session=True,
        )
        try:
            reader.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return {}
        finally:
            # Whatever it may have started goes with it, also when it is we who are stopped.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(reader.pid, KILL)
            reader.wait()
        answer.seek(0)
        return _checked(answer.read(MAX_ANSWER))


def _checked(answer: bytes) -> dict:
    try:
        contents = json.loads(answer)
    except ValueError:
        return {}
    return contents if isinstance(contents, dict) else {}
