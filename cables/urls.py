from django.urls import include, path, re_path, register_converter
from django.urls.converters import StringConverter

from cables import views
from cables.citing import FORMATS


class PlainConverter(StringConverter):
    """One step of an address; null characters, which no database takes, are not found."""

    regex = r"[^/\x00]+"


register_converter(PlainConverter, "plain")

urlpatterns = [
    path("", views.search, name="search"),
    path("advanced/", views.advanced, name="advanced"),
    path("suggest/", views.suggestions, name="suggest"),
    path("facets/<plain:key>/", views.facet, name="facet"),
    path("export/", views.export_page, name="export-page"),
    path("export/<plain:name>", views.export, name="export"),
    path("cables/<plain:reference_id>/", views.cable, name="cable"),
    path("cables/<plain:reference_id>/raw/", views.cable_raw, name="cable-raw"),
    path("cables/<plain:reference_id>/source/", views.cable_source, name="cable-source"),
    path("cables/<plain:reference_id>/thread/", views.thread, name="cable-thread"),
    path("cables/<plain:reference_id>/versions/", views.cable_versions, name="cable-versions"),
    *(
        path(
            f"cables/<plain:reference_id>.{extension}",
            views.cable_citation,
            {"extension": extension},
            name=f"cable-{extension}",
        )
        for extension in FORMATS
    ),
    path("cables/<plain:reference_id>.txt", views.cable_text, name="cable-text"),
    path("cables/<plain:reference_id>.json", views.cable_json, name="cable-json"),
    path("posts/", views.posts, name="posts"),
    path("posts/<plain:code>/", views.post, name="post"),
    path("tags/", views.tags, name="tags"),
    re_path(r"^tags/(?P<code>[^\x00]+)/$", views.tag, name="tag"),
    path("cited/", views.cited, name="cited"),
    path("cited/missing/", views.missing, name="cited-missing"),
    path("years/", views.years, name="years"),
    path("years/<int:year>/", views.year, name="year"),
    path("help/", views.help_page, name="help"),
    path("unapi/", views.unapi, name="unapi"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("health/", views.health, name="health"),
    path("", include("cables.discovery.urls")),
]
