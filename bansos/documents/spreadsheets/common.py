"""What all tables share."""

from bansos.indonesia.words import localize

AT_ONCE = 2000


def clock(instant, zone) -> str:
    """24/12/2024 09.00 WITA"""
    local = localize(instant, zone)
    return f"{local:%d/%m/%Y %H.%M} {local.tzname()}"
