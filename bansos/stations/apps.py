from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "bansos.stations"
    verbose_name = "Meja penyerahan"

    def ready(self):
        from bansos.handovers.watching import register

        from .watching import KINDS

        for kind in KINDS:
            register(kind)
