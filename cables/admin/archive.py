"""The archive as the desk shows it: cables to look at and to publish or withhold, names to correct."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaksbr
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import Truncator, capfirst
from django.views.decorators.http import require_POST, require_safe

from cables.admin.desk import follow, show
from cables.admin.forms import VisibilityForm
from cables.ingest import reindex
from cables.models import Cable, Post, Source, Version, Visibility
from cables.telegram import DEFECTS, canonical_id


class KeptAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that come with the cables: nobody adds or deletes them by hand."""

    heading = ""
    """Of the list, where the model's own name does not do."""
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions: Sequence[Any] | None = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": self.heading or capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        titles = {"title": str(context["original"]), "subtitle": None}
        return super().render_change_form(request, context | titles, *args, **kwargs)


class VersionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Version
    fields = readonly_fields = ()
    extra = 0
    can_delete = False
    ordering = ("-number",)
    template = "admin/cables/cable/versions.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("cables.view_cable") or request.user.has_perm("cables.change_cable")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Version]:
        return super().get_queryset(request).defer("raw").select_related("source__added_by")


class CableAdmin(KeptAdmin):
    """Read-only but for the visibility: what a cable says comes from its text alone."""

    list_display = ["reference_id", "short_subject", "day", "post", "classification", "visibility"]
    list_filter = ["visibility", "classification", ("post", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["post"]
    list_per_page = 50
    search_fields = ["^reference_id", "subject"]
    search_help_text = "An id in any spelling, or words of the subject."
    ordering = ["-date"]
    inlines = [VersionInline]
    change_form_template = "admin/cables/cable/change_form.html"
    actions = ["publish", "withhold", "back_to_draft"]
    fieldsets = [
        (None, {"fields": ["subject", "classification", "date", "post"]}),
        ("Telegram", {"fields": ["sent", "precedence", "sender", "serial", "sections", "transmission_id"]}),
        ("Handling", {"fields": ["caption_list", "passing_lines", "declassify_on", "declassify_text", "classifiers"]}),
        ("Contents", {"fields": ["tag_list", "reference_list", "paragraph_count", "signed", "reading_notes"]}),
        ("In the archive", {"fields": ["added_at", "changed_at"]}),
    ]
    readonly_fields = flatten_fieldsets(fieldsets)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/visibility/", wrap(self.visibility_view), name="cables_cable_visibility"),
            path("<int:pk>/versions/<int:number>/", wrap(self.text_view), name="cables_cable_text"),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context = {"visibilities": Visibility.choices, "has_editable_inline_admin_formsets": False}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Cable], search_term: str
    ) -> tuple[QuerySet[Cable], bool]:
        exact = canonical_id(search_term) if search_term else None
        if exact:
            found = queryset.filter(reference_id=exact)
            if found.exists():
                return found, False
        return super().get_search_results(request, queryset, search_term)

    @admin.action(permissions=["change"], description="Publish")
    def publish(self, request: HttpRequest, queryset: QuerySet[Cable]) -> None:
        _show(request, queryset, Visibility.PUBLISHED)

    @admin.action(permissions=["change"], description="Withhold")
    def withhold(self, request: HttpRequest, queryset: QuerySet[Cable]) -> None:
        _show(request, queryset, Visibility.WITHHELD)

    @admin.action(permissions=["change"], description="Set back to draft")
    def back_to_draft(self, request: HttpRequest, queryset: QuerySet[Cable]) -> None:
        _show(request, queryset, Visibility.DRAFT)

    @method_decorator(require_POST)
    def visibility_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = VisibilityForm(request.POST)
        if form.is_valid():
            _show(request, Cable.objects.filter(pk=pk), Visibility(form.cleaned_data["visibility"]))
        else:
            messages.error(request, "The desk knows no such visibility: use one of the buttons.")
        return HttpResponseRedirect(reverse("admin:cables_cable_change", args=[pk]))

    @method_decorator(require_safe)
    def text_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """One version of the text, plain, whatever the visibility of the cable."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        version = get_object_or_404(Version, cable=pk, number=number)
        return HttpResponse(version.text, content_type="text/plain; charset=utf-8")

    @admin.display(description="Date", ordering="date")
    def day(self, cable: Cable) -> str:
        return f"{cable.date:%-d %b %Y}" if cable.date else "not stated"

    @admin.display(description="Subject", ordering="subject")
    def short_subject(self, cable: Cable) -> str:
        return Truncator(cable.subject).chars(110)

    @admin.display(description="Captions")
    def caption_list(self, cable: Cable) -> str:
        return ", ".join(caption.text for caption in cable.captions.all())

    @admin.display(description="Passing lines")
    def passing_lines(self, cable: Cable) -> str:
        return _lines(cable.passing)

    @admin.display(description="Classified by")
    def classifiers(self, cable: Cable) -> str:
        people = [", ".join(filter(None, (one["name"], one["title"]))) for one in cable.classified_by]
        return _lines([*people, *([f"Reasons: {', '.join(cable.reasons)}"] if cable.reasons else [])])

    @admin.display(description="TAGS")
    def tag_list(self, cable: Cable) -> str:
        return ", ".join(tag.code for tag in cable.tags.all())

    @admin.display(description="References")
    def reference_list(self, cable: Cable) -> str:
        return _lines([str(reference) for reference in cable.references.all()])

    @admin.display(description="Paragraphs")
    def paragraph_count(self, cable: Cable) -> int:
        return cable.paragraphs.count()

    @admin.display(description="Signed")
    def signed(self, cable: Cable) -> str:
        return ", ".join(cable.signers)

    @admin.display(description="Reading notes")
    def reading_notes(self, cable: Cable) -> str:
        notes = [(DEFECTS.get(defect["kind"], defect["kind"]), defect["count"]) for defect in cable.defects]
        return _lines([sentence if count == 1 else f"{sentence} ({count} times)" for sentence, count in notes])


class SourceAdmin(KeptAdmin):
    list_display = ["name", "kind", "added_at", "added_by", "texts"]
    list_filter = ["kind"]
    list_select_related = ["added_by"]
    fields = ["name", "kind", "added_at", "added_by"]
    readonly_fields = ["kind", "added_at", "added_by"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return Source.objects.annotate(texts=Count("versions"))

    @admin.display(description="Texts")
    def texts(self, source: Any) -> int:
        return int(source.texts)


class PostAdmin(KeptAdmin):
    list_display = ["code", "name", "kind", "country"]
    list_filter = ["kind"]
    list_per_page = 100
    fields = ["code", "name", "kind", "country", "latitude", "longitude"]
    readonly_fields = ["code", "kind", "country", "latitude", "longitude"]
    search_fields = ["code", "name", "country"]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The index holds the names of posts; it follows once the change is committed."""
        response = super().change_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            _follow(request)
        return response

    def save_model(self, request: HttpRequest, obj: Post, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        reindex(cables=obj.cables.all())


class TagAdmin(KeptAdmin):
    heading = "TAGS"
    list_display = ["code", "name", "kind"]
    list_filter = ["kind"]
    list_per_page = 100
    fields = ["code", "name", "kind"]
    readonly_fields = ["code", "kind"]
    search_fields = ["code", "name"]


def _show(request: HttpRequest, cables: QuerySet[Cable], visibility: Visibility) -> None:
    changed = show(cables=cables, visibility=visibility, user=cast(User, request.user))
    word = visibility.label.lower()
    if not changed:
        messages.info(request, f"Nothing to do: visibility was {word} already.")
        return
    messages.success(request, f"1 cable is {word} now." if changed == 1 else f"{changed} cables are {word} now.")
    _follow(request)


def _follow(request: HttpRequest) -> None:
    sentence = follow()
    if sentence:
        messages.warning(request, sentence)


def _lines(entries: Sequence[str]) -> str:
    return linebreaksbr("\n".join(entries), autoescape=True)
