from django.urls import path

from . import views

app_name = "stock"

urlpatterns = [
    path("", views.balance_list, name="balance_list"),
    path("masuk/", views.receive, name="receive"),
    path("keluar/", views.write_off, name="write_off"),
]
