"""The child process that reads, and what becomes of it."""

from pathlib import Path

from .table import Table


def read(path: Path, *, name: str, workdir: Path) -> Table:
    """
    Read a file once and for all; its rows stay in `workdir`.

    `name` is what its sender called it: a claim, for the sentence at most.

    :raises Unreadable: with a sentence for the sender.
    """
    raise NotImplementedError(path, name, workdir)
