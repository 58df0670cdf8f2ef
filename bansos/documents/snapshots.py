"""All that a template was given, as a text: from it the same paper is set again, byte by byte."""

import base64
import json
import zlib
from datetime import datetime


def pack(payload: dict) -> str:
    """The payload as a short text. Of `made_at` only the offset is kept, which is all it needs."""
    plain = payload | {"made_at": payload["made_at"].isoformat()}
    told = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b85encode(zlib.compress(told.encode("utf-8", "surrogatepass"))).decode()


def unpack(text: str) -> dict:
    told = zlib.decompress(base64.b85decode(text)).decode("utf-8", "surrogatepass")
    payload = json.loads(told)
    return payload | {"made_at": datetime.fromisoformat(payload["made_at"])}
