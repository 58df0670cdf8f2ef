from django.urls import path

from . import views

app_name = "stations"

urlpatterns = [
    path("stasiun/<int:event_id>/", views.station_list, name="station_list"),
    path("stasiun/<int:event_id>/pasang/", views.pair, name="pair"),
    path("stasiun/perangkat/<int:station_id>/cabut/", views.revoke, name="revoke"),
    # After a day on paper.
    path("stasiun/<int:event_id>/kertas/", views.paper_pages, name="paper_pages"),
    path("stasiun/<int:event_id>/kertas/<int:number>/", views.paper_page, name="paper_page"),
    path("stasiun/kertas/pindaian/<int:scan_id>/", views.paper_scan, name="paper_scan"),
    # For devices: no slash at the end, as it stands in their contract.
    path("api/stations/operations", views.operations, name="operations"),
    path("api/stations/pack", views.send_pack, name="send_pack"),
    path("api/stations/openapi.json", views.openapi, name="openapi"),
]
