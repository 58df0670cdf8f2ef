from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "bansos.privacy"
    verbose_name = "Pelindungan data"
