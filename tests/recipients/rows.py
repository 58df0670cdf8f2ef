"""All that stands in the tables, to be compared before a deed and after it was undone."""

from django.apps import apps


def rows_of_aid() -> dict[str, list[dict]]:
    """Every row of ours but those of the trail, which only grows."""
    models = [
        model
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in {"bansos", "facilities", "recipients"}
        and config.label != "audit"
        for model in config.get_models(include_auto_created=True)
    ]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models
    }
