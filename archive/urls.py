from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("cables.workspace.urls")),
    path("api/", include("cables.api.urls")),
    path("", include("cables.urls")),
]
