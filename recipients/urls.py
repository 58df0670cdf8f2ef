from django.urls import path

from . import views

app_name = "recipients"

urlpatterns = [
    path("keluarga/", views.recipient_list, name="recipient_list"),
    path("keluarga/daftar/", views.register, name="register"),
    path("keluarga/daftar/warga-binaan/", views.choose_inmate, name="choose_inmate"),
    path("keluarga/periksa-nomor/", views.check_number, name="check_number"),
    path("keluarga/wilayah/", views.search_regions, name="search_regions"),
    path("keluarga/ganda/", views.likeness_list, name="likeness_list"),
    path("keluarga/ganda/<int:likeness_id>/", views.compare, name="compare"),
    path("keluarga/<int:recipient_id>/", views.recipient_detail, name="recipient_detail"),
    path("keluarga/<int:recipient_id>/ubah/", views.revise, name="revise"),
    path("keluarga/<int:recipient_id>/verifikasi/", views.verify, name="verify"),
    path("keluarga/<int:recipient_id>/nonaktifkan/", views.retire, name="retire"),
    path("keluarga/<int:recipient_id>/nomor/", views.reveal, name="reveal"),
    path("keluarga/<int:recipient_id>/hubungan/", views.add_kinship, name="add_kinship"),
    path(
        "keluarga/<int:recipient_id>/hubungan/<int:kinship_id>/hapus/",
        views.drop_kinship,
        name="drop_kinship",
    ),
    path("warga-binaan/", views.inmate_list, name="inmate_list"),
    path("warga-binaan/tambah/", views.register_inmate, name="register_inmate"),
    path("warga-binaan/<int:inmate_id>/", views.inmate_detail, name="inmate_detail"),
    path("warga-binaan/<int:inmate_id>/ubah/", views.revise_inmate, name="revise_inmate"),
]
