from django.urls import path

from . import views

app_name = "stations"

urlpatterns = [
    path("stasiun/<int:event_id>/", views.station_list, name="station_list"),
    path("stasiun/<int:event_id>/pasang/", views.pair, name="pair"),
    path("stasiun/perangkat/<int:station_id>/cabut/", views.revoke, name="revoke"),
    path("stasiun/periksa/", views.check_device, name="check_device"),
    path("stasiun/foto/<uuid:operation_id>/", views.photo, name="photo"),
    # For devices: no slash at the end, as it stands in their contract.
    path("api/stations/operations", views.operations, name="operations"),
    path("api/stations/pack", views.send_pack, name="send_pack"),
    path("api/stations/photos", views.photos, name="photos"),
    path("api/stations/checks", views.checks, name="checks"),
    path("api/stations/openapi.json", views.openapi, name="openapi"),
]
