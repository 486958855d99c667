from django.urls import path, re_path

from cables.discovery import crawlers, feeds, opensearch
from cables.discovery.oai.answering import oai

urlpatterns = [
    path("feed.atom", feeds.search_additions, name="feed"),
    path("posts/<plain:code>/feed.atom", feeds.post_additions, name="post-feed"),
    re_path(r"^tags/(?P<code>[^\x00]+)/feed\.atom$", feeds.tag_additions, name="tag-feed"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("suggest/opensearch/", opensearch.suggestions, name="opensearch-suggestions"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-pages.xml", crawlers.sitemap_pages, name="sitemap-pages"),
    path("sitemap-cables-<int:number>.xml", crawlers.sitemap_cables, name="sitemap-cables"),
    path("oai", oai, name="oai"),
]
