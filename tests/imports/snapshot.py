"""All that the registers say, to compare before and after. Keys and tokens differ, facts do not."""

from recipients.models import Inmate, Kinship, Member, Recipient

UNTOLD = {"id", "registered_at"}


def registers() -> dict:
    """The facts of every row, by model; relations by the names they lead to."""
    return {
        model.__name__: sorted(map(facts, rows(model)), key=str)
        for model in [Inmate, Recipient, Member, Kinship]
    }


def rows(model):
    related = [field.name for field in model._meta.concrete_fields if field.is_relation]
    return model.objects.select_related(*related).order_by("pk")


def facts(row) -> dict:
    told = {}
    for field in row._meta.concrete_fields:
        if field.name in UNTOLD or field.name.endswith("_index"):
            continue
        value = getattr(row, field.name)
        told[field.name] = str(value) if field.is_relation else value
        if field.name in {"nik", "kk"}:
            told[f"{field.name}_index"] = getattr(row, f"{field.name}_index")
    return told
