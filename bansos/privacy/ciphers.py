"""
Encryption at rest: AES-256-GCM under keys that are not in the database.

A token reads "key id:base64url(nonce, ciphertext, tag)". The context, "table.column", is bound
to it, so that a token moved to another column does not open there.
"""

import base64
import hmac
import os
from collections.abc import Callable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12


class DecryptionError(Exception):
    """A stored value does not open: wrong key, wrong place, or changed. Never tells the value."""


def encrypt(text, *, context) -> str:
    """The token for a text, made with the first key."""
    return encrypter(context=context)(text)


def encrypter(*, context) -> Callable[[str], str]:
    """`encrypt` for many texts of one column, which looks its key up once."""
    key_id, key = next(iter(_keys().items()))
    bound = context.encode()

    def encrypt(text):
        nonce = os.urandom(NONCE_BYTES)
        return f"{key_id}:{_encode(nonce + key.encrypt(nonce, _bytes(text), bound))}"

    return encrypt


def decrypt(token, *, context) -> str:
    """
    The text of a token.

    :raises DecryptionError: if its key is gone, or it was made elsewhere or changed.
    """
    key_id, colon, encoded = token.partition(":")
    sealed = _decode(encoded)
    if not colon or sealed is None:
        raise DecryptionError(f"Isi {context} bukan sandi yang sah.")
    key = _keys().get(key_id)
    if key is None:
        raise DecryptionError(f"Kunci untuk isi {context} tidak ada dalam PRIVACY_KEYS.")
    try:
        text = key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError):
        raise DecryptionError(f"Isi {context} tidak dapat dibuka.") from None
    return text.decode("utf-8", "surrogatepass")


def needs_rotation(token) -> bool:
    """Whether the token was made with another key than the first."""
    return token.partition(":")[0] != first_key_id()


def first_key_id() -> str:
    return next(iter(_keys()))


def blind_index(text, *, purpose) -> str:
    """
    64 hexadecimal digits, equal for equal texts of one purpose and telling nothing else.

    With them the database can compare and keep unique what it cannot read.
    """
    return indexer(purpose=purpose)(text)


def indexer(*, purpose) -> Callable[[str], str]:
    """`blind_index` for many texts of one purpose, which looks its key up once."""
    key, begin = settings.INDEX_KEY.encode(), purpose.encode() + b"\0"
    return lambda text: hmac.digest(key, begin + _bytes(text), "sha256").hex()


def _keys() -> dict[str, AESGCM]:
    return _parsed(tuple(settings.PRIVACY_KEYS))


@lru_cache(maxsize=8)
def _parsed(lines) -> dict[str, AESGCM]:
    keys = {}
    for line in lines:
        key_id, _, encoded = line.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:
            key = b""
        if not key_id or key_id in keys or len(key) != 32:
            # `from None` and no key material: this message ends up in logs.
            raise ImproperlyConfigured(
                'PRIVACY_KEYS: each key is "id:base64 of 32 bytes", and each id occurs once.'
            ) from None
        keys[key_id] = AESGCM(key)
    if not keys:
        raise ImproperlyConfigured("PRIVACY_KEYS is empty.")
    return keys


def _bytes(text) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _encode(content) -> str:
    return base64.urlsafe_b64encode(content).decode()


def _decode(encoded) -> bytes | None:
    """The bytes, or None unless this is the one way to write them: a token has no second form."""
    try:
        content = base64.urlsafe_b64decode(encoded)
    except ValueError:
        return None
    return content if _encode(content) == encoded else None
