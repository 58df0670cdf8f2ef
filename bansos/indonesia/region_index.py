"""
The words of all region names, for the search while typing.

Regions are numbered in the order of their codes, so that whatever lies inside a region has the
numbers right after its own.
"""

import re
import threading
from array import array
from bisect import bisect_left
from collections import defaultdict
from heapq import nsmallest

from lokal import wilayah

from .names import normalize_name

LONGEST_QUERY = 100
MOST_WORDS = 8
LAST = chr(0x10FFFF)
APOSTROPHES = re.compile("['\u2019`]")
LEVEL_WORDS = frozenset(
    "provinsi prov kabupaten kab kecamatan kec distrik kelurahan kel desa".split()
)
TITLE_WORDS = frozenset("kabupaten kota administrasi daerah khusus ibukota istimewa".split())
"""Words of a province's or regency's name that people leave out."""

NICKNAMES = {
    "12": "sumut", "13": "sumbar", "16": "sumsel", "19": "babel", "21": "kepri", "31": "dki",
    "32": "jabar", "33": "jateng", "34": "diy", "35": "jatim", "52": "ntb", "53": "ntt",
    "61": "kalbar", "62": "kalteng", "63": "kalsel", "64": "kaltim", "65": "kaltara",
    "71": "sulut", "72": "sulteng", "73": "sulsel", "74": "sultra", "76": "sulbar", "82": "malut",
}  # fmt: skip

_lock = threading.Lock()
_index: "Index | None" = None


def get_index() -> "Index":
    """The one index of this process, built when it is first asked for."""
    global _index
    if _index is None:
        with _lock:
            if _index is None:
                _index = Index(all_regions())
    return _index


def words_asked(text) -> list[str]:
    """The words of a query, without "kecamatan" and the like unless there is nothing else."""
    words = list(dict.fromkeys(_words(text[:LONGEST_QUERY])))
    return ([word for word in words if word not in LEVEL_WORDS] or words)[:MOST_WORDS]


class Index:
    def __init__(self, named):
        """Take (code, name) of every region, parents included."""
        named = sorted(named)
        self.codes = [code for code, _ in named]
        self.parents = array("i", [self._parent(i) for i in range(len(named))])
        self.lengths = bytearray()
        bearers: dict[str, list[int]] = defaultdict(list)
        for i, (code, name) in enumerate(named):
            words = _words(name)
            self.lengths.append(_length(code, words))
            for word in {*words, NICKNAMES.get(code, words[0])}:
                bearers[word].append(i)
        # Flat arrays: words with one beginning lie side by side, and so do their bearers.
        self.words = sorted(bearers)
        self.starts, self.bearers = array("i", [0]), array("i")
        for word in self.words:
            self.bearers.extend(bearers[word])
            self.starts.append(len(self.bearers))
        self.ranks = array("i", [0]) * len(named)
        names = [name for _, name in named]
        by_rank = sorted(
            range(len(named)), key=lambda i: (self.lengths[i], len(self.codes[i]), names[i], i)
        )
        for rank, i in enumerate(by_rank):
            self.ranks[i] = rank

    def best(self, words, *, within="", limit=10) -> list[str]:
        """Codes of the regions that answer every word, best first, those `within` before all."""
        starting = [self._bearing(word, word + LAST) for word in words]
        if not all(starting):
            return []
        found: dict[int, None] = {}
        for span in [self._span(within), None] if within else [None]:
            for tier in self._tiers(words, starting, span, limit + len(found)):
                found |= dict.fromkeys(tier)
                if len(found) >= limit:
                    break
        return [self.codes[i] for i in list(found)[:limit]]

    def _tiers(self, words, starting, span, limit):
        """Yield the best of: the very names, names with all the words, names with some of them."""
        own = [s if span is None else s.intersection(span) for s in starting]
        full = set.intersection(*own)
        whole = full.intersection(*(self._bearing(word, word + " ") for word in words))
        exact = (i for i in whole if self.lengths[i] <= len(words))
        yield nsmallest(limit, exact, key=self.ranks.__getitem__)
        yield nsmallest(limit, full, key=self.ranks.__getitem__)
        placed = set.union(*own) - full
        for bearing in sorted(starting, key=len):
            placed = {i for i in placed if self._lies_in(i, bearing)}

        def idle_words(i):
            return self.lengths[i] - sum(i in s for s in own), self.ranks[i]

        yield nsmallest(limit, placed, key=idle_words)

    def _bearing(self, first, beyond) -> set[int]:
        """Numbers of the regions with a word of their own from `first` up to `beyond`."""
        low, high = bisect_left(self.words, first), bisect_left(self.words, beyond)
        return set(self.bearers[self.starts[low] : self.starts[high]])

    def _lies_in(self, i, regions) -> bool:
        """Whether the region or one around it is among the given ones."""
        while i not in regions:
            if i == self.parents[i]:
                return False
            i = self.parents[i]
        return True

    def _span(self, code) -> range:
        """The numbers of a region and of all that lies in it."""
        return range(bisect_left(self.codes, code), bisect_left(self.codes, code + "/"))

    def _parent(self, i) -> int:
        """The number of the region around it; a province is its own."""
        around = self.codes[i].rpartition(".")[0]
        return bisect_left(self.codes, around) if around else i


def _words(text) -> list[str]:
    return normalize_name(APOSTROPHES.sub("", text)).split()


def _length(code, words) -> int:
    """How many different words it takes to name the region."""
    is_high = len(code) <= len("63.01")
    return len(set(words) - TITLE_WORDS if is_high else set(words))


def all_regions(parent=None):
    for region in wilayah.list_wilayah(parent):
        yield region.code, region.name
        if region.level < 4:
            yield from all_regions(region.code)
