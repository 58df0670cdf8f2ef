"""
The process that reads a file: `python -I -S child.py ENDING < file > rows 2> answer`.

It knows the file, the rows it writes and nothing else; no installed package is within its reach.
Once it has loaded its code it may not open another file, a socket or a process, whatever the file
talks it into.
"""

import codecs
import json
import os
import resource
import sys
from pathlib import Path
from typing import BinaryIO

MEMORY = 512 * 1024 * 1024
SECONDS = 30
OUTPUT = 192 * 1024 * 1024
ANSWER = 2  # standard error: what is no answer there is the cry of a dying interpreter
CODINGS = ("ascii", "latin-1", "cp1252", "utf-8", "utf-16", "utf-16-le", "utf-16-be")


def close_doors() -> None:
    """Let this process do nothing but read, reckon and write what is open already."""
    for coding in CODINGS:
        codecs.lookup(coding)  # these are files of Python's own, read when first wanted
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, ANSWER + 1),
    ):
        # The machine may hold us shorter already, and nobody may lengthen that.
        _, hard = resource.getrlimit(limit)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))


def answer(data: bytes, ending: str, out: BinaryIO) -> dict:
    """What a file of these bytes holds, its rows written out; or why it is refused."""
    from bansos.imports.reading import gate, output, refusals

    try:
        book = output.Book(out)
        gate.read(data, ending, book)
        out.flush()
        return {"sheets": book.sheets}
    except refusals.Unreadable as refusal:
        return {"refused": refusal.sentence}
    except MemoryError:
        return {"refused": refusals.TOO_SLOW}
    except Exception as error:  # whatever a file makes our code do, its sender gets a sentence
        return {"refused": refusals.broken(type(error).__name__).sentence}


def main() -> None:
    """Answer for standard input, and end without tidying up."""
    sys.path.append(str(Path(__file__).parents[3]))
    from bansos.imports.reading import gate, refusals  # noqa: F401  all code, before the doors close

    close_doors()
    with os.fdopen(0, "rb", closefd=False) as source:
        data = source.read(refusals.MAX_UPLOAD + 1)
    with os.fdopen(1, "wb", closefd=False) as out:
        given = answer(data, sys.argv[1], out)
    os.write(ANSWER, json.dumps(given).encode())
    os._exit(0)


if __name__ == "__main__":
    main()
