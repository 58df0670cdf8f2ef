from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("bansos.dashboards.urls")),
    path("", include("bansos.accounts.urls")),
    path("", include("facilities.urls")),
    path("", include("recipients.urls")),
    path("stok/", include("bansos.stock.urls")),
    path("kegiatan/", include("bansos.handovers.urls")),
    path("", include("bansos.stations.urls")),
    path("impor/", include("bansos.imports.urls")),
    path("", include("bansos.documents.urls")),
    path("admin/", admin.site.urls),
]
