from django.urls import path

from . import views

app_name = "documents"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:event_id>/berita-acara.pdf", views.certificate, name="certificate"),
    path("<int:event_id>/tanda-terima.pdf", views.receipt_list, name="receipt_list"),
    path("<int:event_id>/daftar/", views.event_list, name="event_list"),
]
