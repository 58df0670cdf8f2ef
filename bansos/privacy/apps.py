from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "bansos.privacy"
    verbose_name = "Pelindungan data"

    def ready(self):
        from . import lookups  # noqa: F401  which registers them
