from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "bansos.dashboards"
    verbose_name = "Dasbor"
