"""Who works in the demonstration: accounts to sign in with, and officials who sign papers."""

from bansos.accounts.demo import DEMO_ACCOUNTS
from bansos.accounts.models import User
from bansos.accounts.roles import FACILITY_ROLES, Role
from facilities.models import Official, Posting

from . import facts

PASSWORD = "peragaan"  # noqa: S105 - opens nothing outside demo mode
NAMES = {
    "petugas": "Siti Contoh",
    "kepala": "Fani Andika",
    "kanwil": "Kanwil Contoh",
    "pusat": "Pusat Contoh",
    "auditor": "Auditor Contoh",
    "admin": "Admin Contoh",
}


def accounts(facility) -> dict[str, User]:
    """The accounts of the sign-in page, posted where each belongs, by user name."""
    users = {}
    for account in DEMO_ACCOUNTS:
        place = {}
        if account.role in FACILITY_ROLES:
            place = {"facility": facility}
        elif account.role == Role.REGIONAL:
            place = {"regional_office": facility.regional_office}
        users[account.username] = _user(
            account.username, NAMES[account.username], account.role, **place
        )
    return users


def colleagues(facility) -> tuple[User, User]:
    """An officer and a head of another facility, with no way to sign in."""
    officer = _user("petugas-lain", "Petugas Lain Contoh", Role.OFFICER, facility=facility)
    head = _user("kepala-lain", "Kepala Lain Contoh", Role.HEAD, facility=facility)
    for user in (officer, head):
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return officer, head


def officials(facility) -> list[Official]:
    """The head, then the structural officials."""
    rows = [facts.HEAD, *facts.OFFICIALS]
    return [Official.objects.create(facility=facility, **row) for row in rows]


def _user(username, name, role, **place) -> User:
    user = User.objects.create_user(username, password=PASSWORD, name=name, is_demo=True)
    Posting.objects.create(user=user, role=role, **place)
    return user
