from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bansos.accounts"
    verbose_name = "Pengguna"
