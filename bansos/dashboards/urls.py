from django.urls import path

from . import views

app_name = "dashboards"

urlpatterns = [
    path("", views.home, name="home"),
    path("tugas/", views.tasks, name="tasks"),
    path("angka/", views.numbers, name="numbers"),
    path("angka/<int:office_id>/", views.numbers, name="numbers"),
    path("angka/ekspor/", views.numbers_sheet, name="numbers_sheet"),
    path("angka/<int:office_id>/ekspor/", views.numbers_sheet, name="numbers_sheet"),
    path("jejak-audit/", views.trail, name="trail"),
    path("jejak-audit/ekspor/", views.trail_sheet, name="trail_sheet"),
    path("jejak-audit/periksa/", views.verify_chain, name="verify_chain"),
]
