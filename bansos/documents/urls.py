from django.urls import path

from . import views

app_name = "documents"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:event_id>/berita-acara.pdf", views.certificate, name="certificate"),
    path("<int:event_id>/tanda-terima.pdf", views.receipt_list, name="receipt_list"),
    path("<int:event_id>/kupon.pdf", views.coupons, name="coupons"),
    path("kupon/<int:entitlement_id>.pdf", views.coupon, name="coupon"),
    path("<int:event_id>/kode-kupon.pdf", views.code_list, name="code_list"),
    path("<int:event_id>/daftar-kertas.pdf", views.paper_list, name="paper_list"),
    path("<int:event_id>/daftar/", views.event_list, name="event_list"),
    path("ekspor/keluarga/", views.families_sheet, name="families_sheet"),
    path("ekspor/keluarga/lengkap/", views.full_families_sheet, name="full_families_sheet"),
    path("ekspor/warga-binaan/", views.inmates_sheet, name="inmates_sheet"),
    path("ekspor/kegiatan/", views.events_sheet, name="events_sheet"),
    path("ekspor/kegiatan/<int:event_id>/", views.event_sheet, name="event_sheet"),
    path(
        "ekspor/kegiatan/<int:event_id>/pengingat/", views.reminders_sheet, name="reminders_sheet"
    ),
    path(
        "ekspor/kegiatan/<int:event_id>/pengantaran/", views.delivery_sheet, name="delivery_sheet"
    ),
    path("ekspor/undangan/<int:event_id>/", views.invitation_sheet, name="invitation_sheet"),
    path("ekspor/stok/saldo/", views.balances_sheet, name="balances_sheet"),
    path("ekspor/stok/", views.movements_sheet, name="movements_sheet"),
]
