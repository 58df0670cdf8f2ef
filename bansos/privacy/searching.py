"""
Searches kept out of addresses. What a user looks for may be a name or a NIK, and addresses end
up in histories, logs and on screens; so the text stays in the session, and its address carries
a token.
"""

import secrets

from .ciphers import DecryptionError, decrypt, encrypt

KEPT = 20
LONGEST = 200
_CONTEXT = "session.searches"


def remember(request, text) -> str:
    """A token under which this user, in this session, finds the text again; "" for a blank one."""
    text = text.replace("\0", "").strip()[:LONGEST]
    if not text:
        return ""
    token = secrets.token_urlsafe(6)
    searches = [*request.session.get("searches", []), [token, encrypt(text, context=_CONTEXT)]]
    request.session["searches"] = searches[-KEPT:]
    return token


def recall(request, token) -> str:
    """The text behind a token; "" for an unknown or forgotten one."""
    kept = dict(request.session.get("searches", [])).get(token)
    if kept is None:
        return ""
    try:
        return decrypt(kept, context=_CONTEXT)
    except DecryptionError:
        return ""
