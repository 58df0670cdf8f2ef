from django.urls import path

from . import views

app_name = "stations"

urlpatterns = [
    path("stasiun/<int:event_id>/", views.station_list, name="station_list"),
    path("stasiun/<int:event_id>/pasang/", views.pair, name="pair"),
    path("stasiun/perangkat/<int:station_id>/cabut/", views.revoke, name="revoke"),
    path("stasiun/meja/", views.shell, name="shell"),
    path("stasiun/sw.js", views.worker, name="worker"),
    path("stasiun/<int:event_id>/layar/", views.hall_screen, name="hall_screen"),
    path("stasiun/<int:event_id>/layar/kendali/", views.hall_control, name="hall_control"),
    path("stasiun/<int:event_id>/layar/acara/", views.mark_agenda, name="mark_agenda"),
    path("stasiun/<int:event_id>/layar/nama/", views.show_names, name="show_names"),
    path("stasiun/layar/", views.hall_figures, name="hall_figures"),
    path("stasiun/periksa/", views.check_device, name="check_device"),
    path("stasiun/foto/<uuid:operation_id>/", views.photo, name="photo"),
    # After a day on paper.
    path("stasiun/<int:event_id>/kertas/", views.paper_pages, name="paper_pages"),
    path("stasiun/<int:event_id>/kertas/<int:number>/", views.paper_page, name="paper_page"),
    path("stasiun/kertas/pindaian/<int:scan_id>/", views.paper_scan, name="paper_scan"),
    # For devices: no slash at the end, as it stands in their contract.
    path("api/stations/operations", views.operations, name="operations"),
    path("api/stations/pack", views.send_pack, name="send_pack"),
    path("api/stations/photos", views.photos, name="photos"),
    path("api/stations/checks", views.checks, name="checks"),
    path("api/stations/openapi.json", views.openapi, name="openapi"),
]
