from bansos.indonesia.identity import check_kk, check_nik, normalize_phone
from bansos.indonesia.words import parse_date
from bansos.privacy.codes import Register
from recipients.models import Category, Member, Relation

from ..kinds import column_of
from ..models import Kind
from ..reading import Kind as CellKind
from .cells import Wrong, chosen
from .codes import is_mask, read_code
from .inmates import inmate_facts
from .villages import village_code

SEXES = dict.fromkeys(["lk", "laki", "pria", "laki laki", "lelaki", "m"], Member.Sex.MALE)
SEXES |= dict.fromkeys(["pr", "wanita", "perempuan", "wnt", "f"], Member.Sex.FEMALE)
RELATIONS = {
    "isteri": Relation.WIFE,
    "ibu kandung": Relation.MOTHER,
    "orang tua": Relation.OTHER,
    "orangtua": Relation.OTHER,
    "bapak": Relation.FATHER,
    "bapak kandung": Relation.FATHER,
    "ayah kandung": Relation.FATHER,
    "anak kandung": Relation.CHILD,
    "kakak": Relation.SIBLING,
    "adik": Relation.SIBLING,
    "kakak kandung": Relation.SIBLING,
    "adik kandung": Relation.SIBLING,
    "saudara": Relation.SIBLING,
    "kakek": Relation.GRANDPARENT,
    "nenek": Relation.GRANDPARENT,
    "mertua": Relation.IN_LAW,
    "ipar": Relation.IN_LAW,
    "keluarga": Relation.OTHER,
    "famili": Relation.OTHER,
    "sepupu": Relation.OTHER,
    "paman": Relation.OTHER,
    "bibi": Relation.OTHER,
    "tante": Relation.OTHER,
}
CATEGORIES = {
    "keluarga wbp": Category.INMATE_FAMILY,
    "keluarga warga binaan": Category.INMATE_FAMILY,
    "wbp": Category.INMATE,
    "masyarakat": Category.COMMUNITY,
    "warga sekitar": Category.COMMUNITY,
    "panti": Category.INSTITUTION,
    "panti asuhan": Category.INSTITUTION,
}
WITHOUT_INMATE = [Category.COMMUNITY, Category.INSTITUTION, Category.OTHER]
NO_STANDING = "Isi nama warga binaannya; bila memang tanpa warga binaan, isi golongannya."
SWAPPED = (
    "Hari dan bulan tampaknya tertukar: menurut NIK lahir {}. "
    "Periksa, lalu perbaiki tanggal atau NIK-nya."
)


def check(row) -> dict:
    """The facts of a family, its main member and its inmate."""
    facts = inmate_facts(row)
    read_code(row, facts, "code", Register.FAMILIES)
    _choose(row, facts, "sex", SEXES)
    _choose(row, facts, "category", CATEGORIES)
    for name in ["name", "address", "note", "contact_name", "nik_missing_reason"]:
        if text := row.get(name):
            facts[name] = text
    if "name" not in facts and not row.has_fault("name"):
        row.fault("name", "Isi nama penerima.")
    _standing(row, facts)
    _birth_date(row, facts)
    _nik(row, facts)
    _kk(row, facts)
    _contact(row, facts)
    return facts


def _choose(row, facts, name, also):
    if text := row.get(name):
        try:
            facts[name] = chosen(text, column_of(Kind.FAMILIES, name), also)
        except Wrong as wrong:
            row.fault(name, str(wrong))


def _standing(row, facts):
    """How the family stands to an inmate, or what it is without one."""
    if "inmate_name" in facts:
        _choose(row, facts, "relation", RELATIONS)
        # The category follows from the inmate and the relation.
        facts.pop("category", None)
        return
    if row.has_fault("inmate_name") or row.has_fault("category"):
        return
    category = facts.get("category") or row.reader.defaults.get("category", "")
    if category in WITHOUT_INMATE:
        facts["category"] = str(category)
    else:
        facts.pop("category", None)
        _unless_known(facts, "inmate_name", NO_STANDING)


def _unless_known(facts, name, advice):
    """What keeps a new family out, and is no business of a row about one in the register."""
    facts.setdefault("unless_known", []).append([name, advice])


def _birth_date(row, facts):
    text = row.get("birth_date")
    if not text:
        return
    kind = row.kind("birth_date")
    if kind is CellKind.NUMBER:
        row.fault("birth_date", "Sel ini berisi angka. Tulis tanggal seperti 24/12/1990.")
        return
    try:
        day = parse_date(text[:10] if kind is CellKind.DATE else text)
    except ValueError as error:
        row.fault("birth_date", str(error))
        return
    if day > row.reader.today:
        row.fault("birth_date", "Tanggal ini belum tiba.")
    else:
        facts["birth_date"] = day


def _nik(row, facts):
    text = row.get("nik").lstrip("'")
    born = facts.pop("birth_date", None)
    if born:
        facts["birth_date"] = born.isoformat()
    if row.has_fault("nik"):
        return
    if not text:
        may_lack = facts.get("nik_missing_reason") or facts.get("category") == Category.INSTITUTION
        if not (may_lack or "code" in facts):
            row.fault("nik", "Isi NIK, atau tulis alasannya di kolom Alasan tanpa NIK.")
        return
    if is_mask(row, facts, "nik", text):
        return
    facts.pop("nik_missing_reason", None)
    identity = check_nik(text, birth_date=born, today=row.reader.today)
    for error in identity.errors:
        row.fault("nik", error)
    if identity.errors:
        return
    facts["nik"] = identity.digits
    told = identity.birth_date
    # Kept apart from what was stated: it fills a gap, and never overrules what is recorded.
    facts["of_nik"] = [identity.sex, told.isoformat()]
    if born and born != told and (born.day, born.month) == (told.month, told.day):
        _unless_known(facts, "birth_date", SWAPPED.format(f"{told:%d/%m/}{told.year}"))


def _kk(row, facts):
    text = row.get("kk").lstrip("'")
    if not text or is_mask(row, facts, "kk", text):
        return
    identity = check_kk(text, today=row.reader.today)
    for error in identity.errors:
        row.fault("kk", error)
    if not identity.errors:
        facts["kk"] = identity.digits


def _contact(row, facts):
    if text := row.get("phone"):
        try:
            facts["phone"] = normalize_phone(text.lstrip("'"))
        except ValueError as error:
            row.fault("phone", str(error))
    village, district = row.get("village"), row.get("district")
    if village:
        try:
            facts["region_code"] = village_code(village, district, row.reader.near)
        except Wrong as wrong:
            row.fault("village", str(wrong))
