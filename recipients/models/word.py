"""
The index of words by which the registers are searched.

Whoever is looked for is found by the beginning of each word, in any order. A word lies beside
its facility, so that a search costs what it finds there, and not what the country holds.
"""

from django.db import connection, models
from django.db.models import Exists, OuterRef

from bansos.indonesia.names import words_of
from facilities.models import Facility

MOST_WORDS = 10
"""How many words of a search narrow it down."""
BEYOND = "z" * 20
"""Makes of a beginning what comes after all that begin so, however letters are sorted."""
OWNERS_AT_ONCE = 500
ROWS_AT_ONCE = 250


TELLING = frozenset({"name", "search_name", "register_number", "facility"})
"""Fields from which words come."""


def tells_words(update_fields) -> bool:
    """Whether a `save()` of these fields may change words; None is all fields."""
    return update_fields is None or not TELLING.isdisjoint(update_fields)


class WordQuerySet(models.QuerySet["Word"]):
    def beginning(self, start):
        """Words that begin so. A range, because LIKE finds the index in some collations only."""
        if start.isascii():
            return self.filter(word__gte=start, word__lte=start + BEYOND)
        return self.filter(word=start)

    def meant(self, words, *, at=None):
        """
        The ids of those who have, for each of these, a word that begins so.

        :param at: ids of the facilities to look at; None for all.
        """
        # The longest leads to the fewest rows; the others are asked of those alone.
        first, *others = sorted(words, key=len, reverse=True)[:MOST_WORDS]
        at = Facility.objects.values("pk") if at is None else at
        owner = self.model.OWNER
        found = self.filter(facility__in=at).beginning(first)
        for word in others:
            same = self.model.objects.filter(**{owner: OuterRef(owner)})
            found = found.filter(Exists(same.beginning(word)))
        return found.values(owner)

    def note(self, owner, facility, *texts):
        """Let somebody be found by these texts too; all three of ids and plain text."""
        self.note_all([(owner, texts)], facility)

    def note_all(self, called, facility):
        """The same for many at one facility: ids, each with their texts."""
        self._write(
            {
                (facility, word, owner)
                for owner, texts in called
                for text in texts
                for word in words_of(text)
            }
        )

    def renew(self, ids):
        """Let these be found by what they are called now, where they are now, and by no more."""
        ids = sorted(set(ids))
        for start in range(0, len(ids), OWNERS_AT_ONCE):
            part = ids[start : start + OWNERS_AT_ONCE]
            known, right = self.known(part), self.model.right(part)
            stale = {owner for _, _, owner in known - right}
            if stale:
                self._of(stale).delete()
            self._write(right - {row for row in known if row[2] not in stale})

    def known(self, ids) -> set[tuple[int, str, int]]:
        """Facility, word and owner, as they stand in the index."""
        return set(self._of(ids).values_list("facility", "word", self.model.OWNER))

    def astray(self, ids) -> list[int]:
        """Those of these whose words are not what they are called."""
        return sorted({owner for _, _, owner in self.known(ids) ^ self.model.right(ids)})

    def _of(self, ids):
        return self.filter(**{f"{self.model.OWNER}__in": ids})

    def _write(self, rows):
        # By hand, as `bulk_create` takes three times as long, and an import waits for it.
        rows, quote = sorted(rows), connection.ops.quote_name
        columns = ["facility_id", "word", f"{self.model.OWNER}_id"]
        into = f"{quote(self.model._meta.db_table)} ({', '.join(map(quote, columns))})"
        with connection.cursor() as cursor:
            for start in range(0, len(rows), ROWS_AT_ONCE):
                part = rows[start : start + ROWS_AT_ONCE]
                values = ", ".join(["(%s, %s, %s)"] * len(part))
                cursor.execute(
                    f"INSERT INTO {into} VALUES {values} ON CONFLICT DO NOTHING",  # noqa: S608
                    [value for row in part for value in row],
                )


class Word(models.Model):
    """A word by which somebody is found. It is told by their names, so no wall stands about it."""

    OWNER: str
    CALLED: list[list[str]]
    """Ways from the owner to what they are called, together what is read together."""

    facility = models.ForeignKey(
        Facility, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    word = models.CharField(max_length=150)

    objects = WordQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.word

    @classmethod
    def right(cls, ids) -> set[tuple[int, str, int]]:
        """Facility, word and owner, as their names are now."""
        owners = cls._meta.get_field(cls.OWNER).related_model.objects.filter(pk__in=ids).order_by()
        return {
            (facility, word, owner)
            for paths in cls.CALLED
            for owner, facility, *texts in owners.values_list("pk", "facility", *paths)
            for text in texts
            for word in words_of(text)
        }


class RecipientWord(Word):
    OWNER = "recipient"
    CALLED = [
        ["search_name"],
        ["members__search_name"],
        ["kinships__inmate__search_name", "kinships__inmate__register_number"],
    ]

    pk = models.CompositePrimaryKey("facility_id", "word", "recipient_id")
    recipient = models.ForeignKey(
        "Recipient",
        on_delete=models.CASCADE,
        related_name="words",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        verbose_name = "kata pencarian penerima"
        verbose_name_plural = "kata pencarian penerima"
        indexes = [models.Index(fields=["recipient", "word"], name="words_of_recipient")]


class InmateWord(Word):
    OWNER = "inmate"
    CALLED = [["search_name", "register_number"]]

    pk = models.CompositePrimaryKey("facility_id", "word", "inmate_id")
    inmate = models.ForeignKey(
        "Inmate",
        on_delete=models.CASCADE,
        related_name="words",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        verbose_name = "kata pencarian warga binaan"
        verbose_name_plural = "kata pencarian warga binaan"
        indexes = [models.Index(fields=["inmate", "word"], name="words_of_inmate")]
