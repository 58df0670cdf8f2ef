"""
Who guesses codes is soon told nothing more.

Counted are misses alone, so that an office behind one address may check a folder of good papers.
The counts lie in Django's cache, under a hash of the address; where that cache is each worker's
own, as it is unless the settings name another, the limit holds for each worker. The codes carry
60 bits: the limit is there to keep the house quiet, not to keep a secret.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache

MOST = 20
SECONDS = 10 * 60


def is_barred(request) -> bool:
    return cache.get(_key(request), 0) >= MOST


def note_miss(request) -> None:
    key = _key(request)
    # The first miss begins the ten minutes; the later ones do not prolong them.
    if not cache.add(key, 1, SECONDS):
        try:
            cache.incr(key)
        except ValueError:
            cache.set(key, 1, SECONDS)


def _key(request) -> str:
    address = address_of(request)
    return f"documents.attempts.{hashlib.sha256(address.encode()).hexdigest()}"


def address_of(request) -> str:
    """Whoever asks; behind a proxy, whom the proxy itself saw."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")
