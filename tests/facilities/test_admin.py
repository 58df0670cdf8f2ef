"""Facilities, officials and postings in the admin, and the trace each change leaves."""

import base64
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bansos.accounts.roles import Role
from bansos.audit import trail
from bansos.audit.models import Entry
from facilities.models import Facility, LetterCounter, Official, Posting, RegionalOffice
from facilities.seeding import SEED
from tests.factories import (
    FacilityFactory,
    OfficialFactory,
    PostingFactory,
    RegionalOfficeFactory,
    UserFactory,
)

LOAD = reverse("admin:facilities_facility_load")
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(autouse=True)
def _signed_in(client, administrator):
    client.force_login(administrator)


def list_url(model):
    return reverse(f"admin:facilities_{model._meta.model_name}_changelist")


def add_url(model):
    return reverse(f"admin:facilities_{model._meta.model_name}_add")


def change_url(obj):
    return reverse(f"admin:facilities_{obj._meta.model_name}_change", args=[obj.pk])


def delete_url(obj):
    return reverse(f"admin:facilities_{obj._meta.model_name}_delete", args=[obj.pk])


def no_inlines(**counts):
    """The formset's bookkeeping, for forms whose inlines stay as they are."""
    fields = {}
    for prefix in ["officials", "postings"]:
        fields |= {f"{prefix}-TOTAL_FORMS": counts.get(prefix, 0), f"{prefix}-INITIAL_FORMS": 0}
    return fields


def form_of(facility, **changes):
    names = [
        "official_name",
        "short_name",
        "kind",
        "facility_class",
        "specialty",
        "place",
        "regency_code",
        "time_zone",
        "address",
        "letterhead",
        "number_template",
        "unit_code",
        "classification",
    ]
    fields = {name: getattr(facility, name) for name in names}
    return fields | {"regional_office": facility.regional_office_id} | no_inlines() | changes


def test_a_changed_facility_is_traced_in_its_own_chain(client, facility, administrator):
    client.post(change_url(facility), form_of(facility, address="Jalan Baru 2", letterhead="KOP"))

    facility.refresh_from_db()
    assert facility.address == "Jalan Baru 2"
    entry = Entry.objects.get()
    assert (entry.chain, entry.action) == (facility.pk, "facilities.facility.change")
    assert (entry.actor_id, entry.object_id) == (administrator.pk, str(facility.pk))
    assert entry.details == {"fields": ["address", "letterhead"]}
    assert list(trail.verify()) == []


def test_a_refused_change_leaves_no_trace(client, facility):
    response = client.post(change_url(facility), form_of(facility, number_template="tetap"))

    assert "Pola harus memuat" in response.text
    assert not Entry.objects.exists()


def test_an_official_added_beside_the_facility_is_traced_with_it(client, facility):
    fields = form_of(facility) | no_inlines(officials=1)
    fields |= {"officials-0-name": "Pejabat Contoh", "officials-0-position": "Kepala Contoh"}

    client.post(change_url(facility), fields)

    official = Official.objects.get()
    assert official.facility == facility
    entry = Entry.objects.get()
    assert entry.details == {"fields": [], "facilities.official": {"added": [official.pk]}}


def test_a_new_facility_starts_its_own_chain(client, facility):
    fields = form_of(facility, official_name="Lapas Baru Contoh", short_name="Lapas Baru")

    client.post(add_url(Facility), fields)

    new = Facility.objects.get(short_name="Lapas Baru")
    assert Entry.objects.get().chain == new.pk


def test_a_facility_that_nothing_hangs_on_can_be_removed_with_a_trace(client):
    facility = FacilityFactory()

    client.post(delete_url(facility), {"post": "yes"})

    assert not Facility.objects.filter(pk=facility.pk).exists()
    entry = Entry.objects.get()
    assert (entry.action, entry.object_id) == ("facilities.facility.delete", str(facility.pk))


def test_facilities_removed_together_leave_a_trace_each(client):
    facilities = FacilityFactory.create_batch(2)
    fields = {
        "action": "delete_selected",
        "_selected_action": [f.pk for f in facilities],
        "post": "yes",
    }

    client.post(list_url(Facility), fields)

    assert not Facility.objects.exists()
    assert Entry.objects.filter(action="facilities.facility.delete").count() == 2


@pytest.mark.parametrize("pk", ["x", "9" * 40, "\0", "", "-1"])
def test_a_choice_that_is_none_removes_nothing(client, facility, pk):
    fields = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}

    assert client.post(list_url(Facility), fields).status_code < 500
    assert Facility.objects.get() == facility


def test_the_letterhead_is_shown_as_it_will_stand_on_paper(client, facility):
    page = client.get(change_url(facility)).text

    assert facility.official_name.upper() in page
    assert "<br>" in page


def test_markup_in_a_letterhead_stays_text(client, facility):
    Facility.objects.update(letterhead="<script>alert(1)</script>")

    assert "<script>alert(1)" not in client.get(change_url(facility)).text


def test_a_logo_is_stored_shown_and_taken_away(client, facility):
    upload = SimpleUploadedFile("lambang.png", PIXEL)
    client.post(change_url(facility), form_of(facility, logo=upload))
    facility.refresh_from_db()
    address = reverse("admin:facilities_facility_logo", args=[facility.pk])

    assert address in client.get(change_url(facility)).text
    shown = client.get(address)
    assert shown.headers["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content) == PIXEL

    client.post(change_url(facility), form_of(facility) | {"logo-clear": "on"})
    assert client.get(address).status_code == 404


def test_a_logo_that_is_none_is_refused(client, facility):
    upload = SimpleUploadedFile("lambang.png", b"<html>")

    response = client.post(change_url(facility), form_of(facility, logo=upload))

    assert "tidak sesuai dengan namanya" in response.text
    facility.refresh_from_db()
    assert not facility.logo


def test_a_logo_is_for_those_who_keep_the_admin(client, facility, officer):
    client.force_login(officer)

    url = reverse("admin:facilities_facility_logo", args=[facility.pk])
    assert client.get(url).status_code == 403


def test_a_posting_is_made_and_its_trace_says_for_whom_as_what(client, facility, administrator):
    user = UserFactory()

    client.post(add_url(Posting), {"user": user.pk, "role": Role.HEAD, "facility": facility.pk})

    assert user.postings.get().facility == facility
    entry = Entry.objects.get()
    assert (entry.chain, entry.action) == (facility.pk, "facilities.posting.add")
    assert entry.details == {
        "fields": ["user", "role", "facility"],
        "user": user.pk,
        "role": "head",
    }


def test_a_posting_where_its_role_does_not_belong_is_refused_in_words(client, facility):
    fields = {"user": UserFactory().pk, "role": Role.NATIONAL, "facility": facility.pk}

    response = client.post(add_url(Posting), fields)

    assert "pusat dan administrator tanpa keduanya" in response.text


def test_a_posting_is_ended_not_rewritten(client, facility, stranger):
    posting = PostingFactory(facility=facility)
    elsewhere = stranger.postings.get().facility
    fields = {
        "user": stranger.pk,
        "role": Role.HEAD,
        "facility": elsewhere.pk,
        "ends_on": "2024-12-31",
    }

    client.post(change_url(posting), fields)

    user, role = posting.user, posting.role
    posting.refresh_from_db()
    assert (posting.user, posting.role, posting.facility) == (user, role, facility)
    assert posting.ends_on == date(2024, 12, 31)
    assert Entry.objects.get().details["fields"] == ["ends_on"]


@pytest.mark.parametrize(
    "make",
    [PostingFactory, lambda: LetterCounter.objects.create(facility=FacilityFactory(), year=2024)],
    ids=["posting", "letter counter"],
)
def test_what_the_past_rests_on_is_not_removed(client, make):
    obj = make()

    assert client.post(delete_url(obj), {"post": "yes"}).status_code == 403
    assert type(obj).objects.filter(pk=obj.pk).exists()


def test_a_letter_counter_is_set_right_in_plain_sight(client, facility):
    counter = LetterCounter.objects.create(facility=facility, year=2024, last=7)

    client.post(change_url(counter), {"last": 12, "year": 1999})

    counter.refresh_from_db()
    assert (counter.last, counter.year) == (12, 2024)
    assert Entry.objects.get().chain == facility.pk


@pytest.mark.parametrize(("value", "expected"), [("", 3), ("ya", 2), ("tidak", 1), ("lain", 3)])
def test_officials_are_filtered_by_their_time(client, facility, value, expected):
    OfficialFactory(facility=facility, ends_on=None)
    OfficialFactory(facility=facility, ends_on=date(2999, 1, 1))
    OfficialFactory(facility=facility, ends_on=date(2000, 1, 1))

    response = client.get(list_url(Official), {"berlaku": value} if value else {})

    assert response.context["cl"].result_count == expected


def make_one_of(model):
    match model.__name__:
        case "RegionalOffice":
            return RegionalOfficeFactory()
        case "Facility":
            facility = FacilityFactory()
            OfficialFactory(facility=facility)
            PostingFactory(facility=facility)
            return facility
        case "Official":
            return OfficialFactory()
        case "Posting":
            return PostingFactory()
    return LetterCounter.objects.create(facility=FacilityFactory(), year=2024)


@pytest.mark.parametrize("model", [RegionalOffice, Facility, Official, Posting, LetterCounter])
def test_lists_take_no_more_queries_when_they_are_longer(
    client, model, django_assert_max_num_queries
):
    for _ in range(12):
        obj = make_one_of(model)

    for address in [list_url(model), f"{list_url(model)}?q=contoh", change_url(obj)]:
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_facility_with_many_people_takes_no_more_queries(
    client, facility, django_assert_max_num_queries
):
    OfficialFactory.create_batch(8, facility=facility)
    PostingFactory.create_batch(8, facility=facility)

    with django_assert_max_num_queries(12):
        page = client.get(change_url(facility)).text

    assert page.count("Pejabat Contoh") >= 8
    assert page.count("Pengguna Contoh") >= 8


def test_people_and_facilities_are_found_by_typing(client, facility, officer):
    fields = {"app_label": "facilities", "model_name": "posting", "field_name": "facility"}
    url = reverse("admin:autocomplete")

    found = client.get(url, fields | {"term": "rutan cont"}).json()["results"]
    assert {"id": str(facility.pk), "text": str(facility)} in found

    found = client.get(url, fields | {"field_name": "user", "term": officer.name}).json()["results"]
    assert found == [{"id": str(officer.pk), "text": officer.name}]


def test_the_list_of_facilities_leads_to_loading_it(client):
    assert LOAD in client.get(list_url(Facility)).text


def test_loading_waits_for_a_yes(client):
    page = client.post(LOAD, {}).text

    assert "Beri tanda bahwa daftar memang akan dimuat." in page
    assert not Facility.objects.exists()


def test_the_built_in_list_is_loaded_on_yes(client, administrator):
    page = client.post(LOAD, {"sure": "on"}).text

    assert "613 UPT baru, 0 diperbarui" in page
    assert Entry.objects.get().actor_id == administrator.pk


def test_an_uploaded_list_is_loaded_and_its_bad_rows_are_shown_as_text(client):
    lines = SEED.read_text().splitlines()[:3]
    lines.append(lines[-1].replace("LAPAS", "<b>KANTIN</b>"))
    upload = SimpleUploadedFile("upt.csv", "\n".join(lines).encode())

    page = client.post(LOAD, {"sure": "on", "file": upload}).text

    assert "2 UPT baru" in page
    assert "&lt;b&gt;KANTIN&lt;/b&gt;" in page
    assert "Jenis tidak dikenal" in page


@pytest.mark.parametrize("content", [b"\xff\xfe\0", b"bukan daftar", b"\0"])
def test_an_upload_that_is_no_list_is_refused_in_words(client, content):
    page = client.post(LOAD, {"sure": "on", "file": SimpleUploadedFile("upt.csv", content)}).text

    assert "Berkas bukan teks" in page or "tidak memuat kolom" in page
    assert not Facility.objects.exists()


@pytest.mark.parametrize("who", ["officer", "head", "regional", "national", "auditor"])
def test_loading_is_for_administrators(client, who, request):
    client.force_login(request.getfixturevalue(who))
    before = Facility.objects.count()

    assert client.get(LOAD).status_code == 403
    assert client.post(LOAD, {"sure": "on"}).status_code == 403
    assert Facility.objects.count() == before


def test_the_history_of_a_facility_names_the_fields_as_the_form_does(client, facility):
    client.post(change_url(facility), form_of(facility, letterhead="KOP", unit_code="WP.19"))

    page = client.get(reverse("admin:facilities_facility_history", args=[facility.pk])).text

    assert "Mengubah UPT" in page
    assert "kop surat, kode unit surat" in page


def test_an_object_without_history_says_so(client, facility):
    page = client.get(reverse("admin:facilities_facility_history", args=[facility.pk])).text

    assert "Belum ada catatan di jejak audit tentang ini." in page
