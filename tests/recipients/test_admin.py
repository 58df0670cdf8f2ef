import pytest
from django.contrib.admin.sites import site
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from recipients import actions
from recipients.models import Inmate, Kinship, Member, NeedCriterion, Recipient
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import (
    InmateFactory,
    InstitutionFactory,
    KinshipFactory,
    MemberFactory,
    RecipientFactory,
)

MODELS = [Inmate, Recipient, Member, Kinship, NeedCriterion]


def url(model, page, *args):
    return reverse(f"admin:recipients_{model._meta.model_name}_{page}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def office(client, administrator):
    """The administrator's browser."""
    client.force_login(administrator)
    return client


@pytest.fixture
def verified(family, head):
    return actions.verify(family, by=head, at=timezone.now())


def filled(family, **facts):
    inlines = {
        f"{prefix}-{name}_FORMS": "0"
        for prefix in ["members", "kinships"]
        for name in ["TOTAL", "INITIAL"]
    }
    kept = {
        "name": family.name,
        "address": family.address,
        "region_code": family.region_code,
    }
    return {**inlines, **kept, **facts}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_and_page_opens_and_shows_no_full_number(office, family, model):
    pages = [url(model, "changelist")]
    pages += [url(model, "change", obj.pk) for obj in model.objects.all()[:3]]

    for page in pages:
        response = office.get(page)
        assert response.status_code == 200, page
        assert NIK not in text_of(response)
        assert KK not in text_of(response)


@pytest.mark.parametrize("role", ["officer", "head", "regional", "national", "auditor"])
def test_nobody_else_is_let_in(client, request, family, role):
    client.force_login(request.getfixturevalue(role))

    assert client.get(url(Recipient, "changelist")).status_code == 403


def search(office, model, text):
    return office.post(url(model, "changelist"), {"q": text}, follow=True)


def test_what_is_looked_for_never_stands_in_the_address(office, family):
    response = search(office, Recipient, NIK)

    [(address, _)] = response.redirect_chain
    assert NIK not in address
    assert f'value="{NIK}"' in text_of(response)


def test_a_search_keeps_the_filters(office, family):
    address = f"{url(Recipient, 'changelist')}?verifikasi=belum&p=3"

    response = office.post(address, {"q": "dewi"})

    assert "verifikasi=belum" in response.url
    assert "p=3" not in response.url


@pytest.mark.parametrize("text", ["dewi", NIK, KK, "0001", "BI.123/2024", "bagus"])
def test_families_are_searched_as_on_the_screen(office, family, text):
    RecipientFactory(name="Lain Sekali", nik="6301014107905678")

    html = text_of(search(office, Recipient, text))

    assert "Dewi" in html
    assert "Lain Sekali" not in html


@pytest.mark.parametrize(
    ("model", "text"), [(Member, NIK), (Inmate, "123/2024"), (Kinship, "dewi")]
)
def test_the_other_lists_are_searched_too(office, family, model, text):
    html = text_of(search(office, model, text))
    assert url(model, "change", model.objects.order_by("pk").first().pk) in html

    html = text_of(search(office, model, "zzz"))
    assert url(model, "change", model.objects.order_by("pk").first().pk) not in html


@pytest.mark.parametrize(
    "query", ["verifikasi=sudah", "category__exact=lembaga", "retired_at__isempty=1"]
)
def test_lists_are_filtered(office, family, query):
    assert office.get(f"{url(Recipient, 'changelist')}?{query}").status_code == 200


@pytest.mark.parametrize("text", ["\0", "'" * 500, "9" * 40, "<script></script>"])
@pytest.mark.parametrize("model", [Inmate, Recipient, Member], ids=lambda model: model.__name__)
def test_the_search_bears_any_text(office, family, model, text):
    response = search(office, model, text)

    assert response.status_code in {200, 302, 400}
    assert "<script></" not in text_of(response)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_long_list_takes_no_more_queries_than_a_short_one(
    office, facility, model, django_assert_max_num_queries
):
    for _ in range(15):
        KinshipFactory(recipient__facility=facility)

    with django_assert_max_num_queries(10):
        office.get(url(model, "changelist"))


def test_a_family_page_takes_no_more_queries_however_large_it_is(
    office, family, django_assert_max_num_queries
):
    for _ in range(8):
        MemberFactory(recipient=family)
        KinshipFactory(recipient=family)

    with django_assert_max_num_queries(12):
        office.get(url(Recipient, "change", family.pk))


@pytest.mark.parametrize("model", [Recipient, Member, Kinship, Inmate, NeedCriterion])
def test_nothing_is_deleted(office, family, model):
    NeedCriterion.objects.get_or_create(name="Contoh")
    obj = model.objects.first()

    assert office.post(url(model, "delete", obj.pk), {"post": "yes"}).status_code == 403
    office.post(
        url(model, "changelist"),
        {"action": "delete_selected", "_selected_action": [obj.pk], "post": "yes"},
    )

    assert model.objects.filter(pk=obj.pk).exists()


@pytest.mark.parametrize("model", [Recipient, Member, Kinship])
def test_families_and_ties_are_not_made_here(office, facility, model):
    assert office.get(url(model, "add")).status_code == 403


def test_a_correction_goes_through_the_action_and_leaves_one_trace(office, family, administrator):
    entries = Entry.objects.count()

    response = office.post(
        url(Recipient, "change", family.pk), filled(family, phone="0812 3456 7890", note="Betul")
    )

    assert response.status_code == 302
    family.refresh_from_db()
    assert (family.phone, family.kk) == ("+6281234567890", KK)
    assert Entry.objects.count() == entries + 1
    entry = Entry.objects.newest_first().first()
    assert (entry.action, entry.actor_id) == ("recipient.revise", administrator.pk)
    assert entry.chain == family.facility_id
    assert entry.details == {"fields": ["phone", "note"]}


def test_a_corrected_name_is_to_be_verified_again(office, verified, administrator):
    office.post(url(Recipient, "change", verified.pk), filled(verified, name="Dewi Sartika"))

    family = Recipient.objects.get()
    assert not family.is_verified
    assert family.identity_changed_by == administrator
    assert family.main_member.name == "Dewi Sartika"


def test_deeds_and_numbers_are_not_edited(office, family, administrator):
    office.post(
        url(Recipient, "change", family.pk),
        filled(
            family,
            kk="6301012412190099",
            category="lembaga",
            facility="1",
            registered_by=administrator.pk,
            verified_by=administrator.pk,
            verified_at_0="2024-12-24",
            verified_at_1="09:00",
            retired_reason="x",
        ),
    )

    now = Recipient.objects.get()
    assert (now.kk, now.category, now.registered_by) == (KK, family.category, family.registered_by)
    assert not (now.is_verified or now.is_retired or now.retired_reason)


def test_a_place_that_is_none_is_refused(office, family):
    response = office.post(url(Recipient, "change", family.pk), filled(family, region_code="99.99"))

    assert "Kode wilayah ini tidak dikenal" in text_of(response)


def test_consent_comes_with_its_manner(office, family):
    response = office.post(
        url(Recipient, "change", family.pk), filled(family, consent_on="24/12/2024")
    )

    assert response.status_code == 200
    assert "diisi bersama" in text_of(response)


def test_criteria_are_given_and_taken(office, family):
    need = NeedCriterion.objects.first()

    office.post(url(Recipient, "change", family.pk), filled(family, needs=[need.pk]))
    assert list(family.needs.all()) == [need]
    assert Entry.objects.newest_first().first().details == {"fields": ["needs"]}

    office.post(url(Recipient, "change", family.pk), filled(family))
    assert not family.needs.exists()


def test_a_retired_family_is_only_looked_at(office, family, officer):
    actions.retire(family, reason="Pindah", by=officer, at=timezone.now())

    response = office.post(url(Recipient, "change", family.pk), filled(family, note="x"))

    assert response.status_code == 403
    assert office.get(url(Recipient, "change", family.pk)).status_code == 200


def test_a_member_is_corrected_and_the_nik_stays(office, verified):
    main = verified.main_member
    facts = {"name": "Dewi S.", "birth_date": "01/07/1990", "sex": "P", "may_collect": "on"}

    response = office.post(url(Member, "change", main.pk), facts)

    assert response.status_code == 302, text_of(response)
    main.refresh_from_db()
    assert (main.name, main.nik) == ("Dewi S.", NIK)
    family = Recipient.objects.get()
    assert family.name == "Dewi S."
    assert not family.is_verified


def test_another_member_is_corrected_alone(office, family):
    child = family.members.get(name="Bagus")

    office.post(url(Member, "change", child.pk), {"name": "Bagas", "relation": "anak", "sex": "L"})

    child.refresh_from_db()
    assert (child.name, child.may_collect) == ("Bagas", False)
    assert Recipient.objects.get().name == "Dewi"


def test_an_inmate_is_added_by_the_action(office, facility, administrator):
    facts = {"facility": facility.pk, "name": "Contoh", "legal_status": "tahanan"}

    response = office.post(url(Inmate, "add"), facts)

    assert response.status_code == 302, text_of(response)
    inmate = Inmate.objects.get()
    assert inmate.registered_by == administrator
    assert [entry.action for entry in Entry.objects.all()] == ["inmate.register"]


def test_an_inmate_is_corrected_and_stays_at_the_facility(office, inmate):
    other = InmateFactory().facility
    facts = {"facility": other.pk, "name": "Contoh Betul", "legal_status": "narapidana"}

    office.post(url(Inmate, "change", inmate.pk), facts)

    inmate.refresh_from_db()
    assert inmate.name == "Contoh Betul"
    assert inmate.facility_id != other.pk


def test_a_criterion_is_added_and_put_out_of_use(office, db):
    office.post(url(NeedCriterion, "add"), {"name": "Contoh Baru", "is_active": "on"})
    need = NeedCriterion.objects.get(name="Contoh Baru")

    office.post(url(NeedCriterion, "change", need.pk), {"name": "Contoh Baru"})

    need.refresh_from_db()
    assert not need.is_active


def test_an_institution_is_corrected(office, facility):
    home = InstitutionFactory(facility=facility)

    office.post(url(Recipient, "change", home.pk), filled(home, contact_name="Pengurus Baru"))

    home.refresh_from_db()
    assert home.contact_name == "Pengurus Baru"


def test_facilities_are_chosen_by_typing(office, facility):
    assert "facility" in site.get_model_admin(Inmate).autocomplete_fields
    assert "select2" in text_of(office.get(url(Inmate, "add")))
