from datetime import date

import pytest
from django.http import QueryDict
from django.utils.http import urlencode

from bansos.indonesia import regions
from recipients.forms import (
    FamilyForm,
    FilterForm,
    InmateForm,
    InstitutionForm,
    RevealForm,
)
from recipients.forms.fields import PastDateField, TidyField
from recipients.models import Recipient
from tests.factories import FacilityFactory, PostingFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import MemberFactory, NeedCriterionFactory, RecipientFactory

TODAY = date(2024, 12, 24)
NO_ROWS = {"anggota-TOTAL_FORMS": "0", "anggota-INITIAL_FORMS": "0"}
ANGSAU = "63.01.03.1004"


def sent(**facts):
    return QueryDict(urlencode(NO_ROWS | facts, doseq=True))


def row(number, **facts):
    filled = {"name": "Bagus", "relation": "anak", "may_collect": "on"} | facts
    return {f"anggota-{number}-{name}": value for name, value in filled.items()}


@pytest.fixture
def family_form(facility, inmate):
    def make(**facts):
        filled = {"name": "Dewi", "nik": NIK, "relation": "istri"} | facts
        return FamilyForm(sent(**filled), facility=facility, today=TODAY, inmate=inmate)

    return make


@pytest.fixture
def revision(family, inmate):
    def make(**facts):
        recipient = Recipient.objects.for_display().get(pk=family.pk)
        filled = {"name": "Dewi", "relation": "istri"} | facts
        return FamilyForm(
            sent(**filled),
            facility=recipient.facility,
            today=TODAY,
            inmate=inmate,
            instance=recipient,
        )

    return make


# Lines and days


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Dewi   Sartika ", "Dewi Sartika"),
        ("Dewi\u202e Sartika\u200b", "Dewi Sartika"),
        ("Dewi\nSartika", "Dewi Sartika"),
        ("M. Nur’aini", "M. Nur’aini"),
        ("<b>Dewi</b>", "<b>Dewi</b>"),
    ],
)
def test_a_line_is_tidied_but_not_rewritten(typed, kept):
    assert TidyField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["1/7/1990", "01-07-1990", "1 Juli 1990", "1990-07-01", " 1.7.1990 "]
)
def test_a_day_is_read_day_first(typed):
    assert PastDateField().clean(typed) == date(1990, 7, 1)


@pytest.mark.parametrize(
    "typed", ["07/13/1990", "31/2/1990", "1/1/0001", "1/1/99999", "besok", "9"]
)
def test_what_is_no_day_is_refused_in_words(typed):
    form = institution_form(consent_on=typed, consent_manner="lisan")
    assert form.errors["consent_on"]


def institution_form(**facts):
    filled = {"name": "Panti", "contact_name": "Pengurus"} | facts
    return InstitutionForm(sent(**filled), facility=FacilityFactory.build(pk=1), today=TODAY)


@pytest.fixture(autouse=True)
def _database(db):
    """Every form looks for duplicates."""


def test_a_day_to_come_is_refused():
    form = institution_form(consent_on="1/1/2199", consent_manner="lisan")
    assert form.errors["consent_on"] == ["Tanggal ini belum tiba."]


# What the NIK tells


def test_sex_and_birth_date_are_read_out_of_the_nik(family_form):
    form = family_form(nik="6301 0141 0790 0001")

    assert form.is_valid(), form.errors
    main = form.deed()["main"]
    assert (main.nik, main.sex, main.birth_date) == (NIK, "P", date(1990, 7, 1))


def test_what_the_form_says_goes_before_the_nik_and_only_warns(family_form):
    form = family_form(sex="L", birth_date="2/7/1990")

    assert form.is_valid(), form.errors
    main = form.deed()["main"]
    assert (main.sex, main.birth_date) == ("L", date(1990, 7, 2))
    assert len(form.nik_answer.identity.warnings) == 2


@pytest.mark.parametrize(
    "nik", ["1", "63010141079000012", "6301014107900000", "6301019907900001", "0001014107900001"]
)
def test_an_impossible_nik_is_refused_at_the_field(family_form, nik):
    form = family_form(nik=nik)

    assert not form.is_valid()
    assert form.errors["nik"]


def test_a_nik_may_be_missing_with_a_reason(family_form):
    assert "nik" in family_form(nik="").errors

    form = family_form(nik="", nik_missing_reason="KTP hilang")
    assert form.is_valid(), form.errors
    main = form.deed()["main"]
    assert (main.nik, main.nik_missing_reason) == ("", "KTP hilang")


def test_a_reason_beside_a_nik_is_dropped(family_form):
    form = family_form(nik_missing_reason="KTP hilang")

    assert form.is_valid()
    assert form.deed()["main"].nik_missing_reason == ""


def test_a_kk_is_read_and_may_be_missing(family_form):
    form = family_form(kk="6301 0124 1219 0001")
    assert form.is_valid(), form.errors
    assert form.deed()["kk"] == KK
    assert family_form().is_valid()
    assert family_form(kk="12").errors["kk"]


# Duplicates


def test_a_number_of_ones_own_facility_is_refused_with_the_family(family, family_form):
    form = family_form(kk=KK)

    assert not form.is_valid()
    assert form.errors["nik"] == ["NIK ini sudah terdaftar di UPT ini."]
    assert form.errors["kk"] == ["Nomor KK ini sudah terdaftar di UPT ini."]
    assert form.nik_answer.refusals[0].recipient == family
    assert form.kk_answer.refusals[0].recipient == family


def test_a_number_of_another_facility_needs_one_tick(family_form):
    elsewhere = RecipientFactory(nik=NIK).facility

    form = family_form()
    assert not form.is_valid()
    [notice] = form.nik_answer.unconfirmed
    assert notice.facility == elsewhere
    assert notice.recipient is None

    form = family_form(yakin=[notice.key])
    assert form.is_valid(), form.errors
    assert form.deed()["confirmed"] == [elsewhere]


def test_a_tick_counts_for_the_number_it_was_set_at(family_form):
    RecipientFactory(nik=NIK)
    other = RecipientFactory(nik="6301014107900002")
    wrong = family_form(nik="6301014107900002")
    assert not wrong.is_valid()
    [notice] = wrong.nik_answer.notices
    assert notice.facility == other.facility

    assert not family_form(yakin=[notice.key]).is_valid()


def test_a_namesake_matters_only_where_there_is_no_number(family, family_form):
    assert family_form(nik="6301014107900002").is_valid()

    form = family_form(nik="", nik_missing_reason="Belum punya")
    assert not form.is_valid()
    [notice] = form.name_answer.notices
    assert notice.recipient == family
    form = family_form(nik="", nik_missing_reason="Belum punya", yakin=[notice.key])
    assert form.is_valid()
    assert form.deed()["confirmed"] == []


def test_an_institution_of_the_same_name_is_told(facility):
    RecipientFactory(facility=facility, name="Panti Contoh", nik__main=False)
    filled = {"name": "panti contoh", "contact_name": "Pengurus"}

    form = InstitutionForm(sent(**filled), facility=facility, today=TODAY)

    assert not form.is_valid()
    assert len(form.name_answer.notices) == 1


def test_one_nik_twice_in_a_form_is_refused_at_both(family_form):
    form = family_form(**NO_ROWS | {"anggota-TOTAL_FORMS": "1"} | row(0, nik=NIK))

    assert not form.is_valid()
    assert "dua kali" in form.errors["nik"][0]
    assert "dua kali" in form.members[0].errors["nik"][0]


def test_a_members_number_of_ones_own_facility_is_refused_at_the_member(family, family_form):
    form = family_form(nik="6301014107900002", **{"anggota-TOTAL_FORMS": "1"} | row(0, nik=NIK))

    assert not form.is_valid()
    assert "nik" not in form.errors
    assert form.members[0].errors["nik"] == ["NIK ini sudah terdaftar di UPT ini."]


def test_five_members_are_looked_up_together(family_form, django_assert_max_num_queries):
    rows = {"anggota-TOTAL_FORMS": "5"}
    for number in range(5):
        rows |= row(number, nik=f"630101410790001{number}")
    form = family_form(**rows, kk=KK)

    # NIKs, KK, and Django asking the database whether the paired facts hold.
    with django_assert_max_num_queries(5):
        assert form.is_valid(), (form.errors, form.members.errors)


# Members


def test_empty_rows_are_passed_over_and_struck_ones_too(family_form):
    rows = {"anggota-TOTAL_FORMS": "3"}
    rows |= row(0) | {"anggota-1-may_collect": "on"} | row(2, name="", DELETE="on")

    form = family_form(**rows)

    assert form.is_valid(), form.members.errors
    assert [person.name for person in form.deed()["members"]] == ["Bagus"]


def test_a_row_half_filled_in_is_complained_about(family_form):
    form = family_form(**{"anggota-TOTAL_FORMS": "1"} | row(0, relation=""))

    assert not form.is_valid()
    assert form.members[0].errors["relation"]


def test_one_more_row_keeps_everything_and_complains_of_nothing(family_form):
    form = family_form(
        name="", nik="12", tambah="1", **{"anggota-TOTAL_FORMS": "1"} | row(0, relation="")
    )

    assert not form.is_valid()
    assert not form.errors
    assert len(form.members.forms) == 2
    assert form["nik"].value() == "12"
    assert form.members[0]["name"].value() == "Bagus"
    assert not form.members[0].errors
    assert form.members[1]["may_collect"].value()


@pytest.mark.parametrize("total", ["", "x", "-1", "99999999999999999999", "1000"])
def test_the_number_of_rows_is_not_believed(family_form, total):
    form = family_form(tambah="1", **{"anggota-TOTAL_FORMS": total})

    assert not form.is_valid()
    assert len(form.members.forms) <= 20


def test_more_than_twenty_members_are_refused(family_form):
    form = family_form(**{"anggota-TOTAL_FORMS": "21"})

    assert not form.is_valid()
    assert "20" in str(form.members.non_form_errors())


def test_without_the_count_of_rows_nothing_is_saved(facility, inmate):
    data = QueryDict(urlencode({"name": "Dewi", "nik": NIK, "relation": "istri"}))

    form = FamilyForm(data, facility=facility, today=TODAY, inmate=inmate)

    assert not form.is_valid()


# Revising


def test_recorded_numbers_are_not_sent_to_the_screen(revision):
    html = str(revision())

    assert NIK not in html
    assert KK not in html
    assert "630101******0001" in html


def test_numbers_left_blank_stay(revision):
    form = revision()

    assert form.is_valid(), (form.errors, form.members.errors)
    told = form.deed()
    assert told["main"].nik is None
    assert "kk" not in told


def test_a_recorded_number_can_be_taken_away(revision):
    form = revision(nik_missing_reason="NIK orang lain", drop_kk="on")

    assert form.is_valid(), form.errors
    told = form.deed()
    assert told["main"].nik == ""
    assert told["kk"] == ""


def test_a_row_is_known_by_its_id_not_by_its_place(revision, family):
    second = MemberFactory(recipient=family, name="Citra", relation="anak", nik="")
    rows = {"anggota-TOTAL_FORMS": "1"} | row(0, id=str(second.pk), name="Citra Dewi")

    form = revision(**rows)

    assert form.is_valid(), form.members.errors
    [person] = form.deed()["members"]
    assert (person.id, person.name, person.nik) == (second.pk, "Citra Dewi", None)


def test_a_row_of_a_member_who_left_meanwhile_is_passed_over(revision, family):
    member = family.members.get(name="Bagus")
    member.left_on = TODAY
    member.save()

    form = revision(**{"anggota-TOTAL_FORMS": "1"} | row(0, id=str(member.pk)))

    assert form.is_valid(), form.members.errors
    assert form.deed()["members"] == []


@pytest.mark.parametrize("pk", ["x", "99999999999999999999", "-1", "1; drop"])
def test_a_row_with_a_made_up_id_is_passed_over(revision, pk):
    form = revision(**{"anggota-TOTAL_FORMS": "1"} | row(0, id=pk))

    form.is_valid()
    assert form.members.people() == []


def test_a_member_leaves_whatever_else_the_row_says(revision, family):
    member = family.members.get(name="Bagus")

    form = revision(
        **{"anggota-TOTAL_FORMS": "1"} | row(0, id=str(member.pk), name="", DELETE="on")
    )

    assert form.is_valid(), form.members.errors
    [person] = form.deed()["members"]
    assert (person.id, person.has_left) == (member.pk, True)


# Place, phone, consent


@pytest.mark.parametrize(
    ("text", "code", "kept"),
    [
        ("", ANGSAU, ""),
        ("angsau pelaihari tanah laut", "", ANGSAU),
        ("angsau", ANGSAU, ANGSAU),
        (regions.full_name(ANGSAU), ANGSAU, ANGSAU),
    ],
)
def test_a_place_is_typed_and_chosen(text, code, kept):
    form = institution_form(region_text=text, region_code=code)

    assert form.is_valid(), form.errors
    assert form.deed()["region_code"] == kept


def test_several_places_are_offered_for_a_choice():
    form = institution_form(region_text="sukamaju")

    assert form.errors["region_text"] == ["Pilih salah satu wilayah di bawah."]
    assert len(form.regions_found) > 1


@pytest.mark.parametrize("text", ["zzzz", "<script>", "…", "angsau papua"])
def test_an_unknown_place_is_said_to_be_one(text):
    form = institution_form(region_text=text, region_code=ANGSAU)

    assert form.errors["region_text"]
    assert form["region_text"].value() == text


def test_a_code_nobody_offered_is_not_taken():
    form = institution_form(region_text="sukamaju", region_code="11.01.01.2001")

    assert not form.is_valid()


@pytest.mark.parametrize(
    ("typed", "kept"), [("0812 3456 7890", "+6281234567890"), ("+6281234567890",) * 2, ("", "")]
)
def test_a_phone_number_is_kept_in_one_way(typed, kept):
    form = institution_form(phone=typed)

    assert form.is_valid(), form.errors
    assert form.deed()["phone"] == kept


def test_a_wrong_phone_number_is_refused_in_words():
    assert institution_form(phone="halo").errors["phone"]


def test_consent_without_a_day_is_todays():
    form = institution_form(consent_manner="lisan")

    assert form.is_valid(), form.errors
    assert form.deed()["consent_on"] == TODAY


def test_a_day_of_consent_asks_for_its_manner():
    assert institution_form(consent_on="1/12/2024").errors["consent_manner"]


@pytest.mark.parametrize("needs", ["x", "-1", "99999999999999999999", "0"])
def test_a_made_up_criterion_is_refused(needs):
    assert institution_form(needs=[needs]).errors["needs"]


def test_criteria_are_kept():
    need = NeedCriterionFactory()
    form = institution_form(needs=[need.pk])

    assert form.is_valid(), form.errors
    assert list(form.deed()["needs"]) == [need]


# The smaller forms


def test_who_serves_at_one_facility_is_not_asked_which(officer, facility):
    form = InmateForm({"name": "Contoh", "legal_status": "tahanan"}, user=officer)

    assert form.is_valid(), form.errors
    assert form.deed()["facility"] == facility


def test_who_serves_at_two_chooses_among_their_own(officer, facility):
    second = PostingFactory(user=officer).facility
    third = FacilityFactory()
    filled = {"name": "Contoh", "legal_status": "tahanan"}

    assert "facility" in InmateForm(filled, user=officer).errors
    assert "facility" in InmateForm(filled | {"facility": third.pk}, user=officer).errors
    form = InmateForm(filled | {"facility": second.pk}, user=officer)
    assert form.is_valid()
    assert form.deed()["facility"] == second


def test_a_filter_ignores_what_it_does_not_know():
    form = FilterForm(QueryDict("golongan=x&verifikasi=belum&nik=1&keadaan=&lain=y"))

    assert form.asked == {"verifikasi": "belum"}


def test_a_filter_narrows(facility):
    verified = RecipientFactory(facility=facility, verified=True)
    bare = RecipientFactory(facility=facility, nik="")
    all_of_them = Recipient.objects.all()

    def found(query):
        return set(FilterForm(QueryDict(query)).narrow(all_of_them))

    assert found("") == {verified, bare}
    assert found("verifikasi=sudah") == {verified}
    assert found("verifikasi=belum&nik=tanpa") == {bare}
    assert found("golongan=lembaga") == set()
    assert found("keadaan=nonaktif") == set()


def test_only_numbers_that_are_known_can_be_revealed(family):
    MemberFactory(recipient=family, nik="")

    form = RevealForm(recipient=Recipient.objects.get(pk=family.pk))

    labels = [label for _, label in form.fields["number"].choices]
    assert len(labels) == 3
    assert all("******" in label for label in labels)
