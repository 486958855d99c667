from django.urls import path, re_path

from cables.api import cables, posts_and_tags, searching, site

_cable = "v1/cables/<str:reference_id>"

urlpatterns = [
    path("", site.reference, name="api"),
    path("v1/", site.Root.as_view(), name="api-root"),
    path("v1/openapi.json", site.Description.as_view(), name="api-description"),
    path("v1/cables", cables.Cables.as_view(), name="api-cables"),
    path(_cable, cables.OneCable.as_view(), name="api-cable"),
    path(f"{_cable}/paragraphs", cables.Paragraphs.as_view(), name="api-paragraphs"),
    path(f"{_cable}/paragraphs/<str:anchor>", cables.OneParagraph.as_view(), name="api-paragraph"),
    path(f"{_cable}/references", cables.References.as_view(), name="api-references"),
    path(f"{_cable}/referred-to-by", cables.ReferredToBy.as_view(), name="api-referred-to-by"),
    path("v1/posts", posts_and_tags.Posts.as_view(), name="api-posts"),
    path("v1/posts/<str:code>", posts_and_tags.OnePost.as_view(), name="api-post"),
    path("v1/tags", posts_and_tags.Tags.as_view(), name="api-tags"),
    path("v1/tags/<path:code>", posts_and_tags.OneTag.as_view(), name="api-tag"),
    path("v1/search", searching.Search.as_view(), name="api-search"),
    path("v1/search/facets/<str:key>", searching.FacetValues.as_view(), name="api-facet"),
    path("v1/suggestions", searching.Suggestions.as_view(), name="api-suggestions"),
    re_path(r"^v1/[\s\S]*$", site.Nothing.as_view()),
]
