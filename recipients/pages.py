"""Leafing through a register by name. A page costs the same wherever it is."""

from dataclasses import dataclass

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


def page_of(rows, *, show=None, after=None, before=None, size=SIZE) -> Page:
    """
    The rows that follow the row with the id `after`, or precede that of `before`; else the first.

    The address holds the id of a row, never its name.

    :param show: the queryset that reads what a row shows, of those on the page alone.
    """
    show = rows.model.objects.for_display() if show is None else show
    backward = after is None and before is not None
    anchor = _anchor(rows, row_id(before if backward else after))
    # The ids come from an index; whole rows would be read to be sorted, and thrown away.
    ids = _beyond(rows, anchor, backward=backward)
    if anchor is None:
        # The first page, and how many there are, by one walk.
        ids = list(ids[: max(COUNTED, size) + 1])
        total = len(ids)
    else:
        ids = list(ids[: size + 1])
        total = rows.order_by()[: COUNTED + 1].count()
    has_further, ids = len(ids) > size, ids[:size]
    found = sorted(show.filter(pk__in=ids), key=lambda row: ids.index(row.pk))
    if anchor is None:
        return _page(found, total, has_more=has_further)
    if backward:
        return _page(found[::-1], total, has_more=True, has_less=has_further)
    return _page(found, total, has_more=has_further, has_less=True)


def _beyond(rows, anchor, *, backward):
    """Ids of the rows on the other side of the anchor, the nearest first."""
    if anchor:
        name, pk = anchor
        # A range and what it has too much; two ranges with an OR would begin at the first row.
        side, excess = ("lte", "gte") if backward else ("gte", "lte")
        rows = rows.filter(**{f"search_name__{side}": name})
        rows = rows.exclude(**{"search_name": name, f"pk__{excess}": pk})
    order = ["-search_name", "-pk"] if anchor and backward else ["search_name", "pk"]
    return rows.order_by(*order).values_list("pk", flat=True)


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
