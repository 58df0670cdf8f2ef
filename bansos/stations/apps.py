from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "bansos.stations"
    verbose_name = "Meja penyerahan"
