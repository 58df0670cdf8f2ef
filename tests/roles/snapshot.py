"""All that is written in the database, so that two attempts can be compared."""

from django.apps import apps
from django.db.models import BooleanField, CharField, DateField, ForeignKey, Max, TextField

from recipients.models.word import Word

RANDOM = set(
    "id code hash previous_hash signature object_id details password made token_hash "
    "file sha256 snapshot".split()
)
"""Columns that are another each time, or hold ids as text."""


def our_models():
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in {"bansos", "facilities", "recipients"}:
            yield from (
                model
                for model in config.get_models(include_auto_created=True)
                # Words are told by names, and compared with them by `check_invariants`.
                if not issubclass(model, Word)
            )


def snapshot() -> set[tuple]:
    """Every row of ours; ids are told by their rank, for PostgreSQL never gives one twice."""
    rows = {model: list(model._base_manager.order_by("pk").values()) for model in our_models()}
    ranks = {
        model: {row[model._meta.pk.attname]: rank for rank, row in enumerate(found)}
        for model, found in rows.items()
    }
    return {
        (model.__name__, rank, field.name, _told(field, row[field.attname], ranks))
        for model, found in rows.items()
        for rank, row in enumerate(found)
        for field in model._meta.concrete_fields
        if field.name not in RANDOM
    }


def _told(field, value, ranks):
    return str(ranks[field.related_model].get(value) if isinstance(field, ForeignKey) else value)


def smuggled(form) -> list[tuple[str, str]]:
    """A value for every column of ours that the form does not ask for."""
    asked = {name.rpartition("-")[2] for name in form.names}
    columns = {
        name: _value_for(field)
        for model in our_models()
        for field in model._meta.concrete_fields
        for name in [field.name, field.attname]
    }
    return [(name, value) for name, value in columns.items() if name not in asked]


def _value_for(field) -> str:
    if isinstance(field, ForeignKey):
        return str(field.related_model._base_manager.aggregate(last=Max("pk"))["last"])
    if field.choices:
        return str(field.choices[-1][0])
    if isinstance(field, BooleanField):
        return "on"
    if isinstance(field, DateField):
        return "2020-01-01"
    return "Disusupkan" if isinstance(field, CharField | TextField) else "7"
