"""Who may do what. This table is the whole of the permission system."""

from enum import StrEnum, auto

from django.db import models


class Permission(StrEnum):
    SEE_NUMBERS = auto()
    """Totals of facilities, never a name."""
    SEE_NAMES = auto()
    """Families, inmates, lists and events of the facility."""
    EDIT_REGISTERS = auto()
    """Add and change families and inmates, and verify what a colleague registered."""
    REVEAL_NUMBER = auto()
    """See a full NIK or KK, with a reason, noted in the trail."""
    PLAN_EVENT = auto()
    """Make an event, choose its recipients, note guests and statements, submit the list."""
    DECIDE_LIST = auto()
    """Freeze, send back, replace, withdraw, exempt."""
    RUN_EVENT = auto()
    """Open and close the hall."""
    REOPEN_EVENT = auto()
    HAND_OVER = auto()
    """Hand packages over, and void one's own mistake within fifteen minutes."""
    VOID_HANDOVER = auto()
    """Void anybody's handover at any time."""
    RECEIVE_STOCK = auto()
    PRINT_PAPERS = auto()
    SIGN_PAPERS = auto()
    """Give a certificate its number."""
    SEE_TRAIL = auto()
    ADMINISTER = auto()
    """The Django admin."""


class Role(models.TextChoices):
    OFFICER = "officer", "Petugas"
    HEAD = "head", "Kepala"
    REGIONAL = "regional", "Kantor Wilayah"
    NATIONAL = "national", "Pusat"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"

    @property
    def permissions(self) -> frozenset[Permission]:
        return PERMISSIONS[self]


OFFICER = frozenset(
    {
        Permission.SEE_NUMBERS,
        Permission.SEE_NAMES,
        Permission.EDIT_REGISTERS,
        Permission.REVEAL_NUMBER,
        Permission.PLAN_EVENT,
        Permission.RUN_EVENT,
        Permission.HAND_OVER,
        Permission.RECEIVE_STOCK,
        Permission.PRINT_PAPERS,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: OFFICER,
    Role.HEAD: OFFICER
    | {
        Permission.DECIDE_LIST,
        Permission.REOPEN_EVENT,
        Permission.VOID_HANDOVER,
        Permission.SIGN_PAPERS,
        Permission.SEE_TRAIL,
    },
    Role.REGIONAL: frozenset({Permission.SEE_NUMBERS}),
    Role.NATIONAL: frozenset({Permission.SEE_NUMBERS}),
    Role.AUDITOR: frozenset({Permission.SEE_NUMBERS, Permission.SEE_TRAIL}),
    Role.ADMINISTRATOR: frozenset({Permission.ADMINISTER}),
}

FACILITY_ROLES = [Role.OFFICER, Role.HEAD]
"""Roles that are held at one facility; `regional` is held at one regional office,
an auditor anywhere, the others for the nation."""
