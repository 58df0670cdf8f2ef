from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "bansos.documents"
    verbose_name = "Dokumen"
