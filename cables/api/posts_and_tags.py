"""The posts and the TAGS of the cables that can be read."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from cables.api import parameters
from cables.api.description import described, page_of
from cables.api.parameters import CURSOR, LIMIT, Parameter, fields_parameter
from cables.api.resource import Resource, only
from cables.api.serializers import PostSerializer, TagSerializer
from cables.forms import shown
from cables.models import Post, Tag

POST_FIELDS = tuple(PostSerializer().fields)
TAG_FIELDS = tuple(TagSerializer().fields)
KIND = Parameter("kind", {"type": "string", "enum": Tag.Kind.values}, "Only TAGS of this kind.", Tag.Kind.SUBJECT.value)


class Posts(Resource):
    takes = (LIMIT, CURSOR, fields_parameter(POST_FIELDS))

    @described("posts", "Posts that sent cables", page_of(PostSerializer), takes, tag="Posts and TAGS")
    def get(self, request: Request) -> Response:
        """Embassies, consulates, missions and departments with cables in the archive, by code."""
        limit, wanted, place = self.page_asked(POST_FIELDS)
        found = Post.objects.with_published_counts().order_by("code")
        posts = list(found.filter(code__gt=place[0])[: limit + 1] if place else found[: limit + 1])
        items, following = self.listing(posts, lambda post: [post.code], limit)
        return Response({"items": [only(_post(self, post), wanted) for post in items], "next": following})


class OnePost(Resource):
    takes = (fields_parameter(POST_FIELDS),)

    @described("post", "One post", PostSerializer, takes, tag="Posts and TAGS", path={"code": "BAKU"})
    def get(self, request: Request, code: str) -> Response:
        """A post by its code, in capitals or not."""
        wanted = parameters.fields(self.asked, POST_FIELDS)
        found = Post.objects.with_published_counts().filter(code__in={code, code.upper()}).first()
        if found is None:
            raise Http404(f"No cable of a post “{shown(code)}” is in the archive.")
        return Response(only(_post(self, found), wanted), headers=self.located("api-post", found.code))


class Tags(Resource):
    takes = (KIND, LIMIT, CURSOR, fields_parameter(TAG_FIELDS))

    @described("tags", "TAGS of cables", page_of(TagSerializer), takes, tag="Posts and TAGS")
    def get(self, request: Request) -> Response:
        """Codes and terms of the TAGS lines, by code."""
        limit, wanted, place, kind = self.page_asked(
            TAG_FIELDS, lambda: parameters.choice(self.asked, "kind", Tag.Kind.values)
        )
        found = Tag.objects.with_published_counts()
        found = found.filter(kind=kind) if kind else found
        tags = list(found.filter(code__gt=place[0])[: limit + 1] if place else found[: limit + 1])
        items, following = self.listing(tags, lambda tag: [tag.code], limit)
        return Response({"items": [only(_tag(self, tag), wanted) for tag in items], "next": following})


class OneTag(Resource):
    takes = (fields_parameter(TAG_FIELDS),)

    @described("tag", "One of the TAGS", TagSerializer, takes, tag="Posts and TAGS", path={"code": "PGOV"})
    def get(self, request: Request, code: str) -> Response:
        """One of the TAGS by its code, in capitals or not."""
        wanted = parameters.fields(self.asked, TAG_FIELDS)
        found = Tag.objects.with_published_counts().filter(code__in={code, code.upper()}).first()
        if found is None:
            raise Http404(f"No cable with the TAGS “{shown(code)}” is in the archive.")
        return Response(only(_tag(self, found), wanted), headers=self.located("api-tag", found.code))


def _post(resource: Resource, post: Any) -> dict[str, Any]:
    return {
        "code": post.code,
        "name": post.name,
        "kind": post.kind,
        "country": post.country,
        "country_code": post.country_code,
        "latitude": post.latitude,
        "longitude": post.longitude,
        "cables": post.published,
        "url": resource.address(post.get_absolute_url()),
    }


def _tag(resource: Resource, tag: Any) -> dict[str, Any]:
    return {
        "code": tag.code,
        "kind": tag.kind,
        "name": tag.name,
        "cables": tag.published,
        "url": resource.address(tag.get_absolute_url()),
    }
