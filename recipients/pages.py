"""Leafing through a register by name. A page costs the same wherever it is."""

from dataclasses import dataclass

from django.db.models import Q

SIZE = 20
COUNTED = 1000
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Page:
    """Some rows in the order of their names, and the ids by which to go on and back."""

    rows: list
    total: int
    after: int | None = None
    before: int | None = None

    @property
    def is_beyond_count(self) -> bool:
        """There are more than were counted: counting on would cost more than it tells."""
        return self.total > COUNTED

    @property
    def counted(self) -> int:
        return min(self.total, COUNTED)


def row_id(text) -> int | None:
    """An id as it may come in an address; None for what cannot be one."""
    text = str(text or "")
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        return None
    return int(text) if int(text) <= LARGEST_ID else None


def page_of(rows, *, after=None, before=None, size=SIZE) -> Page:
    """
    The rows that follow the row with the id `after`, or precede that of `before`; else the first.

    The address holds the id of a row, never its name.
    """
    total = rows.order_by()[: COUNTED + 1].count()
    backward = after is None and before is not None
    anchor = _anchor(rows, row_id(before if backward else after))
    if anchor is None:
        found = list(rows.order_by("search_name", "pk")[: size + 1])
        return _page(found[:size], total, has_more=len(found) > size)
    name, pk = anchor
    if backward:
        earlier = rows.filter(Q(search_name__lt=name) | Q(search_name=name, pk__lt=pk))
        found = list(earlier.order_by("-search_name", "-pk")[: size + 1])
        return _page(found[:size][::-1], total, has_more=True, has_less=len(found) > size)
    later = rows.filter(Q(search_name__gt=name) | Q(search_name=name, pk__gt=pk))
    found = list(later.order_by("search_name", "pk")[: size + 1])
    return _page(found[:size], total, has_more=len(found) > size, has_less=True)


def _anchor(rows, pk):
    if pk is None:
        return None
    return rows.model.objects.filter(pk=pk).values_list("search_name", "pk").first()


def _page(rows, total, *, has_more, has_less=False):
    return Page(
        rows=rows,
        total=total,
        after=rows[-1].pk if rows and has_more else None,
        before=rows[0].pk if rows and has_less else None,
    )
