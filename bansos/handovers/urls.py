from django.urls import path

from . import views

app_name = "handovers"

urlpatterns = [
    path("", views.event_list, name="event_list"),
    path("rencana/", views.plan, name="plan"),
    # The event, and the pages about it.
    path("<int:event_id>/", views.event_detail, name="event_detail"),
    path("<int:event_id>/cari/", views.search_list, name="search_list"),
    path("<int:event_id>/stok/", views.event_stock, name="event_stock"),
    path("<int:event_id>/hadirin/", views.event_notes, name="event_notes"),
    path("<int:event_id>/hadirin/tamu/", views.note_guest, name="note_guest"),
    path("<int:event_id>/hadirin/arahan/", views.note_directive, name="note_directive"),
    path("<int:event_id>/hadirin/pernyataan/", views.note_statement, name="note_statement"),
    path("<int:event_id>/hadirin/kendala/", views.note_obstacles, name="note_obstacles"),
    path("<int:event_id>/foto/", views.event_photos, name="event_photos"),
    path("foto/<int:photo_id>/", views.photo, name="photo"),
    path("foto/<int:photo_id>/hapus/", views.drop_photo, name="drop_photo"),
    path(
        "<int:event_id>/hadirin/<slug:kind>/<int:note_id>/hapus/",
        views.drop_note,
        name="drop_note",
    ),
    path("<int:event_id>/riwayat/", views.event_history, name="event_history"),
    # Its list.
    path("<int:event_id>/pilih/", views.choose_recipients, name="choose_recipients"),
    path("<int:event_id>/pilih/cari/", views.search_candidates, name="search_candidates"),
    path("<int:event_id>/pilih/tambah/", views.add_recipients, name="add_recipients"),
    path("<int:event_id>/kecualikan/<int:recipient_id>/", views.exempt, name="exempt"),
    path("jatah/<int:entitlement_id>/", views.entitlement_detail, name="entitlement_detail"),
    path("jatah/<int:entitlement_id>/keluarkan/", views.unchoose, name="unchoose"),
    path("jatah/<int:entitlement_id>/simbolis/", views.mark_symbolic, name="mark_symbolic"),
    path("jatah/<int:entitlement_id>/cabut/", views.withdraw, name="withdraw"),
    path("jatah/<int:entitlement_id>/ganti/", views.replace, name="replace"),
    path("jatah/<int:entitlement_id>/kupon/", views.reissue_coupon, name="reissue_coupon"),
    # Its way from a draft to a report.
    path("<int:event_id>/ubah/", views.revise, name="revise"),
    path("<int:event_id>/ajukan/", views.submit, name="submit"),
    path("<int:event_id>/kembalikan/", views.send_back, name="send_back"),
    path("<int:event_id>/tetapkan/", views.freeze, name="freeze"),
    path("<int:event_id>/buka/", views.open_event, name="open_event"),
    path("<int:event_id>/tutup/", views.close_event, name="close_event"),
    path("<int:event_id>/buka-kembali/", views.reopen_event, name="reopen_event"),
    path("<int:event_id>/laporkan/", views.report_event, name="report_event"),
    # What is done to the registers and touches lists.
    path("ganda/<int:likeness_id>/gabung/", views.merge, name="merge"),
    path("ganda/<int:likeness_id>/urungkan/", views.undo_merge, name="undo_merge"),
    path("warga-binaan/<int:inmate_id>/pindah/", views.transfer_inmate, name="transfer_inmate"),
    path("warga-binaan/<int:inmate_id>/keluar/", views.release_inmate, name="release_inmate"),
    # The desk.
    path("<int:event_id>/meja/", views.desk, name="desk"),
    path("<int:event_id>/meja/nama/", views.name_station, name="name_station"),
    path("<int:event_id>/meja/<int:entitlement_id>/", views.hand_over, name="hand_over"),
    path("<int:event_id>/konflik/", views.conflict_list, name="conflict_list"),
    path("konflik/<uuid:operation_id>/", views.settle, name="settle"),
    path("penyerahan/<uuid:operation_id>/batal/", views.void, name="void"),
]
