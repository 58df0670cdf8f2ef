"""What a device found when it looked at itself."""

from .refusals import malformed


def verdict_of(body) -> bool:
    """
    Whether the device can do all that is needed.

    :raises Turned: for what no device of ours would send.
    """
    if not isinstance(body, dict) or body.keys() != {"is_ready"}:
        raise malformed("", "Hanya is_ready.")
    if type(body["is_ready"]) is not bool:
        raise malformed("is_ready", "Harus true atau false.")
    return body["is_ready"]
