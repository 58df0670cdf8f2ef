"""
The list on paper: which row stands on which page, and by what a page and a slip are known.

Nothing of it is stored. A number on the list is given once and to one family, so a page is a
block of numbers, and a second printing of it is the same page: its slips are the same
operations, whichever of the copies was signed.
"""

from uuid import UUID, uuid5

from bansos.privacy.ciphers import blind_index

from .codes import RANDOM_SIGNS, SIGNS, check_sign, read_code

ROWS = 25
"""Numbers on one page."""
PAGE = "Kertas halaman "
PREFIX = "KERTAS:"
"""Before the code in the square, so that no desk takes a page for a coupon."""


def page_of(number) -> int:
    """The page on which a number stands; both count from one."""
    return (number - 1) // ROWS + 1


def numbers_on(page) -> range:
    """The numbers that stand on a page."""
    return range((page - 1) * ROWS + 1, page * ROWS + 1)


def pages_of(event) -> list[int]:
    """The pages of the event's list, one after the other."""
    last = event.entitlements.exclude(number=None).order_by("-number").values_list("number")
    found = last.first()
    return list(range(1, page_of(found[0]) + 1)) if found else []


def page_code(event, page) -> str:
    """By what a page is known: as a coupon's code is made, but of a secret and of no chance."""
    sealed = int(blind_index(f"{event.pk}/{page}", purpose="handovers.paper"), 16)
    while True:
        body = "".join(SIGNS[sealed >> 5 * place & 31] for place in range(RANDOM_SIGNS))
        check = check_sign(body)
        if check.isalnum():
            return body + check
        # A check sign that a square holds badly: the next sixty bits, as if of chance.
        sealed >>= 5


def read_page_code(text) -> str | None:
    """The code of a page, as a camera read it or as somebody typed it."""
    return read_code(text.strip().upper().removeprefix(PREFIX))


def is_square(text) -> bool:
    """Whether that is what stands in a page's square, of whatever event."""
    return text.strip().upper().startswith(PREFIX)


def slip(entitlement_id, *, event_id, earlier=0) -> UUID:
    """
    The number of a family's slip, which is the id of its operation.

    :param earlier: how many of its slips were ticked before, and taken back since.
    """
    house = UUID(blind_index("slips", purpose="handovers.paper")[:32])
    return uuid5(house, f"{event_id}/{entitlement_id}/{earlier}")


def page_name(page) -> str:
    """Where a package was handed over that was signed for on paper, in the place of a desk."""
    return f"{PAGE}{page}"


def is_page(station) -> bool:
    """Whether that is the name of a page, and of no desk."""
    return station.startswith(PAGE)
