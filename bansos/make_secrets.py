"""
Writes the secrets of one installation, once: `python -m bansos.make_secrets [path]`.

Stands alone, because the settings cannot be read before the secrets exist.
"""

import base64
import os
import secrets
import sys
import tempfile
from pathlib import Path

DEFAULT_PATH = Path(__file__).resolve().parent.parent / "var" / "secrets.env"


def contents() -> str:
    """A new set of secrets, one to a line."""
    values = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "PRIVACY_KEYS": f"k1:{_key()}",
        "INDEX_KEY": _key(),
        "TRAIL_KEY": _key(),
    }
    return "".join(f"{name}={value}\n" for name, value in values.items())


def make_secrets(path) -> bool:
    """
    Write the file, readable by its owner alone, unless there is one; say whether it was written.

    A file that exists is never touched: with its keys gone, so is all that they closed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return False
    # Written whole under another name first: a power cut must not leave half a file.
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secrets-")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(contents())
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        Path(draft).unlink()
    return True


def _key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def main(arguments) -> None:
    path = Path(arguments[0]) if arguments else DEFAULT_PATH
    made = make_secrets(path)
    state = "dibuat. Simpan salinannya di tempat aman" if made else "sudah ada dan tidak diubah"
    sys.stdout.write(f"{path} {state}.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
