"""
What was typed into a search, and the way to whom it means.

A search may mean two rows of a million, or half of them; both are to be there at once. Told
which it is, a database needs no statistics, which may be old, and which SQLite does not keep.
"""

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef

LONGEST_SEARCH = 200
FEW_HERE, FEW_ANYWHERE = 1000, 10_000
"""Up to so many rows are looked up one by one and sorted. More lie so close together in the
register that a page of them is soon found by leafing through it."""


def asked(text) -> str:
    """The text such as any database takes it."""
    plain = text.replace("\0", "").encode("utf-8", "ignore").decode()
    return plain.strip()[:LONGEST_SEARCH]


def digits_in(text) -> str:
    return "".join(sign for sign in text if sign.isdecimal() and sign.isascii())


def within(rows, at):
    """Those of the facilities with these ids; all for None."""
    return rows if at is None else rows.filter(facility__in=at)


def few(rows, at, **condition):
    """Those of whom a condition, with an index of its own, leaves few."""
    rows = rows.filter(**condition)
    if at is None:
        return rows
    # Computed, so that nobody goes through the facility in order to find them.
    place = ExpressionWrapper(F("facility_id") + 0, output_field=BigIntegerField())
    return rows.alias(place=place).filter(place__in=at)


def found_by(rows, index, words, at, owner="pk"):
    """
    Those who have a word of the index for each of these words.

    :param owner: the way from a row to whom the index knows.
    """
    meant = index.objects.meant(words, at=at)
    most = FEW_ANYWHERE if at is None else FEW_HERE
    ids = list(meant.values_list(index.OWNER, flat=True)[: most + 1])
    if len(ids) <= most:
        return few(rows, at, **{f"{owner}__in": set(ids)})
    if at is not None:
        return within(rows, at).filter(**{f"{owner}__in": meant})
    own = index.objects.filter(**{index.OWNER: OuterRef(owner)})
    return rows.filter(*(Exists(own.beginning(word)) for word in words))
