from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "bansos.stock"
    verbose_name = "Stok"
