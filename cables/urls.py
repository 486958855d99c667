from django.urls import path, re_path

from cables import views

urlpatterns = [
    path("", views.search, name="search"),
    path("cables/<str:reference_id>/", views.cable, name="cable"),
    path("cables/<str:reference_id>/raw/", views.cable_raw, name="cable-raw"),
    path("cables/<str:reference_id>.txt", views.cable_text, name="cable-text"),
    path("cables/<str:reference_id>.json", views.cable_json, name="cable-json"),
    path("posts/", views.posts, name="posts"),
    path("posts/<str:code>/", views.post, name="post"),
    path("tags/", views.tags, name="tags"),
    re_path(r"^tags/(?P<code>.+)/$", views.tag, name="tag"),
    path("years/", views.years, name="years"),
    path("years/<int:year>/", views.year, name="year"),
    path("help/", views.help_page, name="help"),
    path("robots.txt", views.robots, name="robots"),
    path("health/", views.health, name="health"),
]
