from bansos.privacy.codes import Register
from recipients.models import Inmate

from .cells import Wrong, chosen
from .codes import read_code

STATUSES = {
    "napi": Inmate.LegalStatus.CONVICT,
    "terpidana": Inmate.LegalStatus.CONVICT,
    "narapida": Inmate.LegalStatus.CONVICT,
    "tahanan titipan": Inmate.LegalStatus.REMAND,
    "andik": Inmate.LegalStatus.JUVENILE,
    "anak didik": Inmate.LegalStatus.JUVENILE,
    "klien pemasyarakatan": Inmate.LegalStatus.CLIENT,
    "klien bapas": Inmate.LegalStatus.CLIENT,
}
NO_STATUS = "Isi status hukumnya, atau pilih satu untuk semua pada langkah Cocokkan kolom."


def check(row) -> dict:
    """The facts of an inmate; a row without a name has a fault."""
    if not row.get("inmate_name") and not row.has_fault("inmate_name"):
        row.fault("inmate_name", "Isi nama warga binaan.")
    return inmate_facts(row)


def inmate_facts(row) -> dict:
    """The inmate's part of a row; nothing where the row names none."""
    if not row.get("inmate_name"):
        return {}
    facts = {"inmate_name": row.get("inmate_name")}
    read_code(row, facts, "inmate_code", Register.INMATES)
    if number := row.get("register_number"):
        facts["register_number"] = number
    status = row.get("legal_status")
    try:
        column = row.reader.of_name["legal_status"]
        stated = chosen(status, column, STATUSES) if status else ""
    except Wrong as wrong:
        row.fault("legal_status", str(wrong))
        return facts
    if stated:
        facts["legal_status"] = stated
    return facts


def status_of(facts, defaults) -> str:
    """What a new inmate is by law: as the row says, else as was chosen for all; "" if neither."""
    return facts.get("legal_status") or defaults.get("legal_status", "")
