"""Why a deed is not done. Each is a sentence for the screen."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction


class Refused(Exception):
    """A deed the register does not allow."""


class AlreadyRegistered(Refused):
    """A NIK or KK stands in this facility's register already."""

    MESSAGES = {
        "nik": "NIK ini sudah terdaftar di UPT ini.",
        "kk": "Nomor KK ini sudah terdaftar di UPT ini.",
    }

    def __init__(self, field):
        super().__init__(self.MESSAGES[field])
        self.field = field


class AlreadyRetired(Refused):
    """A retired recipient is kept as it was."""


class SelfVerification(Refused):
    """Who stated the facts does not verify them."""


class KinshipRefused(Refused):
    """The inmate is tied to the recipient already, or is another facility's."""


class AlreadyDecided(Refused):
    """Somebody decided about the two recipients before, or there is nothing to undo."""


class NotTogether(Refused):
    """The two recipients stand in two registers, or in one where the deed needs two."""


class AlreadyLeft(Refused):
    """The inmate is no longer here."""


class SamePlace(Refused):
    """The inmate is at that facility already."""


class TakenThere(Refused):
    """A number of the family stands in the register of the facility it would go to."""


@contextmanager
def refusing_duplicates():
    """
    Let the database decide who came first, and say so in words.

    :raises AlreadyRegistered: when a NIK or KK is taken.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        # SQLite names the columns, PostgreSQL the constraint and the columns.
        taken = next((name for name in ["nik", "kk"] if f"{name}_index" in str(error)), None)
        if taken is None:
            raise
        raise AlreadyRegistered(taken) from None
