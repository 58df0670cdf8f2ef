from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "bansos.handovers"
    verbose_name = "Penyerahan"
