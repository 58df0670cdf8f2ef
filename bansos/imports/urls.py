from django.urls import path

from . import views

app_name = "imports"

urlpatterns = [
    path("", views.upload, name="upload"),
    path("contoh/", views.template_book, name="template_book"),
    path("<int:import_id>/", views.import_detail, name="import_detail"),
    path("<int:import_id>/lanjut/", views.advance, name="advance"),
    path("<int:import_id>/kolom/", views.match, name="match"),
    path("<int:import_id>/terapkan/", views.apply, name="apply"),
    path("<int:import_id>/buang/", views.discard, name="discard"),
    path("<int:import_id>/batalkan/", views.undo, name="undo"),
    path("<int:import_id>/perbaikan/", views.mending_book, name="mending_book"),
]
