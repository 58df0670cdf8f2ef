"""A body of JSON, from a device that may be broken or is none of ours."""

import json

from .refusals import Turned

MOST_BYTES = 4 * 1024 * 1024
"""Two hundred operations, each with a signature."""


class Strange(ValueError):
    """What JSON allows, or Python takes for JSON, and no device of ours sends."""


def read_json(request):
    """
    What the body says.

    :raises Turned: if it is too long, or no JSON that has one meaning.
    """
    if request.content_type != "application/json":
        raise Turned(400, "not_json", "Isi permintaan bukan application/json.")
    # Read past the limit of forms, up to our own.
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Turned(400, "too_large", "Isi permintaan terlalu besar. Kirim lebih sedikit.")
    try:
        said = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_without_doubles,
            parse_constant=_refuse,
            parse_float=_refuse,
        )
    except (ValueError, RecursionError):
        raise Turned(400, "not_json", "Isi permintaan bukan JSON yang sah.") from None
    return said


def _without_doubles(pairs) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Strange
    return found


def _refuse(text):
    """NaN, Infinity, 1e999: nothing here is a fraction."""
    raise Strange
