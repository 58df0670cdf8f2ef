from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "bansos.audit"
    verbose_name = "Jejak audit"
