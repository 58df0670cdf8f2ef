from django.urls import include, path

from . import views

app_name = "documents"

PAPERS = [
    path("", views.index, name="index"),
    path("<int:event_id>/kupon.pdf", views.coupons, name="coupons"),
    path("kupon/<int:entitlement_id>.pdf", views.coupon, name="coupon"),
    path("<int:event_id>/kode-kupon.pdf", views.code_list, name="code_list"),
    path("<int:event_id>/daftar-kertas.pdf", views.paper_list, name="paper_list"),
    path("<int:event_id>/siaran-pers/", views.press_release, name="press_release"),
    path("<int:event_id>/siaran-pers.txt", views.press_release_text, name="press_release_text"),
    path("stok/<int:balance_id>/kartu-stok.pdf", views.stock_card, name="stock_card"),
    path("stok/masuk/<int:movement_id>.pdf", views.goods_receipt, name="goods_receipt"),
    path("<int:event_id>/laporan-kegiatan.docx", views.report_word, name="report_word"),
    path("<int:event_id>/daftar/", views.event_list, name="event_list"),
    path("ekspor/keluarga/", views.families_sheet, name="families_sheet"),
    path("ekspor/keluarga/lengkap/", views.full_families_sheet, name="full_families_sheet"),
    path("ekspor/warga-binaan/", views.inmates_sheet, name="inmates_sheet"),
    path("ekspor/kegiatan/", views.events_sheet, name="events_sheet"),
    path("ekspor/kegiatan/<int:event_id>/", views.event_sheet, name="event_sheet"),
    path("ekspor/undangan/<int:event_id>/", views.invitation_sheet, name="invitation_sheet"),
    path("ekspor/kegiatan/<int:event_id>/<slug:paper>/", views.paper_sheet, name="paper_sheet"),
    path("ekspor/stok/<int:balance_id>/", views.stock_card_sheet, name="stock_card_sheet"),
    path("rekapitulasi/", views.recap, name="recap"),
    path("rekapitulasi.pdf", views.recap_paper, name="recap_paper"),
    path("ekspor/rekapitulasi/", views.recap_sheet, name="recap_sheet"),
    path("ekspor/stok/saldo/", views.balances_sheet, name="balances_sheet"),
    path("ekspor/stok/", views.movements_sheet, name="movements_sheet"),
    # The shelf of what was issued.
    path("arsip/", views.archive, name="archive"),
    path("arsip/<int:document_id>/", views.document_detail, name="document_detail"),
    path("arsip/<int:document_id>.pdf", views.stored, name="stored"),
    path("arsip/<int:document_id>/ganti/", views.replace, name="replace"),
    path("arsip/<int:document_id>/batal/", views.void_document, name="void_document"),
    path("arsip/<int:document_id>/bertanda-tangan/", views.attach, name="attach"),
    path("bertanda-tangan/<int:scan_id>/", views.scan, name="scan"),
    path("kop/<int:facility_id>/", views.letterhead, name="letterhead"),
    path("kop/<int:facility_id>/contoh/", views.letterhead_sample, name="letterhead_sample"),
    # The papers of an event. Last, because a kind is any word.
    path("<int:event_id>/", views.event_papers, name="event_papers"),
    path("<int:event_id>/semua.pdf", views.print_all, name="print_all"),
    path("<int:event_id>/arsip.zip", views.bundle, name="bundle"),
    path("<int:event_id>/<slug:kind>.pdf", views.paper, name="paper"),
    path("<int:event_id>/<slug:kind>.png", views.picture, name="picture"),
    path("<int:event_id>/<slug:kind>/", views.prepare, name="prepare"),
]

urlpatterns = [
    path("dokumen/", include(PAPERS)),
    # What stands on paper and is asked by anybody.
    path("periksa/", views.verify, name="verify"),
    path("periksa/<str:code>/", views.verify_code, name="verify_code"),
]
