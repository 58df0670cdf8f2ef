import pytest
from django import forms
from django.apps.registry import Apps
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bansos.privacy.ciphers import DecryptionError, blind_index, encrypt
from bansos.privacy.fields import BlindIndexField, EncryptedField

from .conftest import NEW_KEY, NIK, store, stored
from .models import Card, Plain

OTHER = "6301014107900002"


def index(nik):
    return blind_index(nik, purpose="nik")


def test_the_model_reads_what_the_database_cannot(card):
    assert Card.objects.get().nik == NIK
    assert NIK not in stored("nik")[0]
    assert stored("nik")[0].startswith("tests:")


@pytest.mark.parametrize("read", [
    lambda: Card.objects.values_list("nik", flat=True)[0],
    lambda: Card.objects.values("nik")[0]["nik"],
    lambda: Card.objects.only("nik")[0].nik,
    lambda: Card.objects.defer("nik")[0].nik,
    lambda: Card.objects.annotate(sama=models.F("nik"))[0].sama,
    lambda: next(Card.objects.iterator()).nik,
    lambda: Card.objects.raw("SELECT * FROM test_card")[0].nik,
])  # fmt: skip
def test_every_way_of_reading_reads_the_text(card, read):
    assert read() == NIK


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_any_text_comes_back_from_the_database(db, text):
    card = Card.objects.create(nik=text)

    assert Card.objects.get(pk=card.pk).nik == text


def test_blank_stays_blank_and_unknown_stays_unknown(db):
    Card.objects.create(nik="", kk=None)

    assert (stored("nik"), stored("kk")) == ([""], [None])
    assert Card.objects.filter(nik="", kk=None, kk__isnull=True).exists()
    assert not Card.objects.exclude(nik="").exists()


def test_a_known_number_is_not_a_blank_one(card):
    assert Card.objects.exclude(nik="").exists()
    assert Card.objects.filter(~Q(nik=""), kk__isnull=False).exists()


@pytest.mark.parametrize(
    "condition",
    [
        {"nik": NIK},
        {"nik__exact": NIK},
        {"nik__in": [NIK]},
        {"nik__contains": "6301"},
        {"nik__startswith": "6301"},
        {"nik__gt": ""},
        {"nik__regex": "."},
        {"nik__length": 16},
        {"nik": models.F("kk")},
    ],
    ids=str,
)
def test_a_question_the_database_cannot_answer_is_refused(condition):
    with pytest.raises(FieldError) as error:
        Card.objects.filter(**condition)
    assert NIK not in str(error.value)


def test_a_value_in_the_wrong_column_is_an_error_and_is_not_shown(card):
    store("nik", encrypt(NIK, context="test_card.kk"))

    with pytest.raises(DecryptionError):
        Card.objects.get()


def test_a_value_that_was_never_encrypted_is_an_error(card):
    store("nik", NIK)

    with pytest.raises(DecryptionError) as error:
        Card.objects.get()
    assert NIK not in str(error.value)


def test_a_value_without_its_key_is_an_error(card, settings):
    settings.PRIVACY_KEYS = [NEW_KEY]

    with pytest.raises(DecryptionError):
        Card.objects.get()


def test_the_index_finds_the_card(card):
    assert Card.objects.get(nik_index=index(NIK)) == card
    assert Card.objects.get(tail_index=blind_index("0001", purpose="nik-tail")) == card
    assert stored("nik_index") == [index(NIK)]


@pytest.mark.parametrize("blank", ["", "   "])
def test_a_blank_number_has_no_index(db, blank):
    Card.objects.create(nik=blank)

    assert stored("nik_index") == [None]
    assert Card.objects.get().nik_index is None


def test_an_index_follows_its_source_before_anything_is_saved(card):
    card.nik = OTHER

    assert card.nik_index == index(OTHER)


def test_an_index_reads_what_is_stored_when_its_source_was_not_loaded(card):
    assert Card.objects.only("nik_index").get().nik_index == index(NIK)
    assert Card.objects.values_list("nik_index", flat=True).get() == index(NIK)


def save(card):
    card.save()


def save_the_source(card):
    card.save(update_fields=["nik"])


def bulk_update(card):
    Card.objects.bulk_update([card], ["nik", "nik_index", "tail_index"])


@pytest.mark.parametrize("write", [save, save_the_source, bulk_update])
def test_an_index_is_stored_with_its_source(card, write):
    card.nik = OTHER
    write(card)

    assert Card.objects.get().nik == OTHER
    assert stored("nik_index") == [index(OTHER)]
    assert stored("tail_index") == [blind_index("0002", purpose="nik-tail")]


def test_other_fields_are_saved_without_it(card):
    card.nik = OTHER
    card.facility_id = None
    card.save(update_fields=["facility_id"])

    assert Card.objects.get().nik == NIK
    assert stored("nik_index") == [index(NIK)]


def test_many_are_written_at_once(db):
    Card.objects.bulk_create([Card(nik=NIK), Card(nik=OTHER), Card()])

    assert stored("nik_index") == [index(NIK), index(OTHER), None]
    assert [card.nik for card in Card.objects.order_by("pk")] == [NIK, OTHER, ""]


def test_an_update_is_encrypted_too(card):
    Card.objects.update(kk="6301010101200002")

    assert "6301010101200002" not in stored("kk")[0]
    assert Card.objects.get().kk == "6301010101200002"


def test_a_model_that_is_not_indexed_is_pointed_at():
    warnings = Plain._meta.get_field("nik_index").check()

    assert [warning.id for warning in warnings] == ["privacy.W001"]
    assert Card._meta.get_field("nik_index").check() == []


def test_an_index_of_nothing_is_an_error():
    class Lost(models.Model):  # noqa: DJ008
        nik_index = BlindIndexField(source="nik", purpose="nik")

        class Meta:
            app_label = "privacy"
            apps = Apps()

    assert "privacy.E002" in [error.id for error in Lost._meta.get_field("nik_index").check()]


@pytest.mark.parametrize("option", [{"unique": True}, {"db_index": True}])
def test_an_encrypted_field_cannot_be_indexed_itself(option):
    class Wrong(models.Model):  # noqa: DJ008
        nik = EncryptedField(**option)

        class Meta:
            app_label = "privacy"
            apps = Apps()

    assert "privacy.E001" in [error.id for error in Wrong._meta.get_field("nik").check()]


@pytest.mark.parametrize("name", ["nik", "kk", "nik_index", "tail_index"])
def test_a_migration_makes_the_same_field_again_and_knows_no_key(name, settings):
    field = Card._meta.get_field(name)
    _, path, args, options = field.deconstruct()
    again = type(field)(*args, **options)
    written, _ = MigrationWriter.serialize(field)

    assert path == f"bansos.privacy.fields.{type(field).__name__}"
    assert again.deconstruct()[1:] == field.deconstruct()[1:]
    assert settings.INDEX_KEY not in written
    assert settings.PRIVACY_KEYS[0].partition(":")[2] not in written


def test_a_column_has_one_index_and_no_second_one_for_likeness(db):
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, "test_card")

    assert sum(about["columns"] == ["nik_index"] for about in constraints.values()) == 1


def test_an_index_can_leave_the_indexing_to_a_constraint():
    field = BlindIndexField(source="nik", purpose="nik", db_index=False)
    _, _, _, options = field.deconstruct()

    assert options == {"source": "nik", "purpose": "nik", "db_index": False}
    assert not BlindIndexField(**options).db_index


def test_a_form_asks_on_one_line_and_never_for_an_index():
    form = forms.modelform_factory(Card, fields=["nik"])()
    with_all = forms.modelform_factory(Card, fields="__all__")

    assert isinstance(form.fields["nik"].widget, forms.TextInput)
    assert form.fields["nik"].widget.attrs["maxlength"] == "16"
    assert "nik_index" not in with_all.base_fields


def test_a_text_too_long_is_refused():
    with pytest.raises(ValidationError):
        Card(nik="1" * 17, kk="x").clean_fields()


def test_a_constraint_is_asked_without_telling_the_database_the_number(card):
    known = models.CheckConstraint(condition=~Q(nik=""), name="nik_is_known")

    with CaptureQueriesContext(connection) as asked:
        known.validate(Card, card)
        with pytest.raises(ValidationError):
            known.validate(Card, Card(nik=""))

    assert len(asked)
    assert not any(NIK in query["sql"] for query in asked)
