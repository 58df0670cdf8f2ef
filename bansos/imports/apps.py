from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "bansos.imports"
    verbose_name = "Impor"
