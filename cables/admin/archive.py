"""The archive as the desk shows it: cables to look at and to publish or withhold, names to correct."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaksbr
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.views.decorators.http import require_POST, require_safe

from cables import history
from cables.admin.correcting import Subject, correct_page, in_force, lines, undo_and_tell
from cables.admin.desk import follow
from cables.admin.forms import LONGEST_NOTE, VisibilityForm
from cables.admin.past import past_lines
from cables.admin.showing import show
from cables.ingest import correct, place_of, reindex, stated_by, undo, value_in_words
from cables.models import Cable, Correction, Event, Post, Source, Version, Visibility
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
    """What a cable says comes from its text, and from corrections; each is made on a page of its own."""

    list_display = ["reference_id", "short_subject", "day", "post", "classification", "visibility"]
    list_filter = ["visibility", "classification", ("post", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    empty_value_display = "not stated"
    sortable_by = ["reference_id", "day", "visibility"]
    """What indexes are sorted by."""
    search_fields = ["^reference_id", "subject"]
    search_help_text = "An id in any spelling, or words of the subject."
    ordering = ["-date"]
    inlines = [VersionInline]
    change_form_template = "admin/cables/cable/change_form.html"
    actions = ["publish", "withhold", "back_to_draft"]
    fieldsets = [
        ("As read", {"fields": ["sender", "serial", "sections", "transmission_id", "passing_lines"]}),
        ("Declassification", {"fields": ["declassify_text", "reason_list"]}),
        ("Contents", {"fields": ["paragraph_count", "reading_notes"]}),
        ("In the archive", {"fields": ["added_at", "changed_at"]}),
    ]
    readonly_fields = flatten_fieldsets(fieldsets)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/visibility/", wrap(self.visibility_view), name="cables_cable_visibility"),
            path("<int:pk>/correct/<slug:field>/", wrap(self.correct_view), name="cables_cable_correct"),
            path("<int:pk>/undo/<int:correction>/", wrap(self.undo_view), name="cables_cable_undo"),
            path("<int:pk>/versions/<int:number>/", wrap(self.text_view), name="cables_cable_text"),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context: dict[str, Any] = {"has_editable_inline_admin_formsets": False}
        found = Cable.objects.for_reading().filter(pk=object_id).first() if object_id.isdecimal() else None
        if found:
            labels = {place_of(one.text): f"{one.label} {one.text}".strip() for one in found.references.all()}
            context |= {
                "lines": lines(stated_by(found), in_force(Correction.objects.filter(cable=found)), labels),
                "past": past_lines(found.events.for_pages()),
                "longest_note": LONGEST_NOTE,
            }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def correct_view(self, request: HttpRequest, pk: int, field: str) -> HttpResponse:
        """The form that corrects one field; `?place=` says which reference or paragraph."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        found = get_object_or_404(Cable.objects.for_reading(), pk=pk)
        of = Subject(
            name=found.reference_id,
            reference_id=found.reference_id,
            stated=stated_by(found),
            corrections=in_force(Correction.objects.filter(cable=found)),
            back_url=reverse("admin:cables_cable_change", args=[pk]),
            correct=partial(correct, cable=pk),
            no_id="The id of a cable is its address, which others cite, and is not corrected. Withhold this cable, and "
            "bring a text to the desk that states the right id.",
            trail=((reverse("admin:cables_cable_changelist"), "Cables"),),
        )
        response = correct_page(request, self.admin_site, self.opts, of, field)
        if response.status_code == HTTPStatus.FOUND:
            messages.success(request, f"{found.reference_id} is corrected.")
            _follow(request)
        return response

    @method_decorator(require_POST)
    def undo_view(self, request: HttpRequest, pk: int, correction: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        one = get_object_or_404(Correction, pk=correction, cable=pk)
        if undo_and_tell(request, undo, one, says_again="what the telegram reads"):
            _follow(request)
        return HttpResponseRedirect(reverse("admin:cables_cable_change", args=[pk]))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cable]:
        # Not by a join, which is made for each of the rows before a page far behind.
        return super().get_queryset(request).prefetch_related("post")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Cable], search_term: str
    ) -> tuple[QuerySet[Cable], bool]:
        exact = canonical_id(search_term) if search_term else None
        if exact:
            found = queryset.filter(reference_id=exact)
            if found.exists():
                return found, False
        # Looked up by itself, or SQLite goes through all cables in the order of the list.
        found, _ = super().get_search_results(request, Cable.objects.order_by(), search_term)
        return (queryset.filter(pk__in=found.values("pk")) if search_term else queryset), False

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
            told = form.cleaned_data
            _show(
                request,
                Cable.objects.filter(pk=pk),
                Visibility(told["visibility"]),
                told["public_note"],
                told["reason"],
            )
        else:
            for errors in form.errors.values():
                messages.error(request, " ".join(str(error) for error in errors))
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

    @admin.display(description="Subject")
    def short_subject(self, cable: Cable) -> str:
        return Truncator(cable.subject).chars(110)

    @admin.display(description="Passing lines")
    def passing_lines(self, cable: Cable) -> str:
        return _lines(cable.passing)

    @admin.display(description="Reasons")
    def reason_list(self, cable: Cable) -> str:
        return ", ".join(cable.reasons)

    @admin.display(description="Paragraphs")
    def paragraph_count(self, cable: Cable) -> int:
        return cable.paragraphs.count()

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
        texts = Version.objects.filter(source=OuterRef("pk")).order_by().values("source").annotate(texts=Count("pk"))
        return Source.objects.annotate(texts=Coalesce(Subquery(texts.values("texts")), 0))

    @admin.display(description="Texts")
    def texts(self, source: Any) -> int:
        return int(source.texts)


class CorrectionAdmin(KeptAdmin):
    """Corrections in force; those first whose text is read otherwise by now."""

    heading = "Corrections"
    list_display = ["of", "what", "now", "before", "reads_now", "state", "made_by", "made_at"]
    list_display_links = None
    list_filter = ["state", "field"]
    list_select_related = ["cable", "made_by"]
    list_per_page = 50
    search_fields = ["^cable__reference_id"]
    search_help_text = "The id of a cable."

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("cables.view_cable") or request.user.has_perm("cables.change_cable")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404("A correction is shown on the page of its cable.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return Correction.objects.in_force().exclude(cable=None)

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-state", "-pk"]

    @admin.display(description="Cable", ordering="cable__reference_id")
    def of(self, one: Correction) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:cables_cable_change", args=[one.cable_id]), one.cable)

    @admin.display(description="Field", ordering="field")
    def what(self, one: Correction) -> str:
        return f"{one.get_field_display()} {one.place}".strip()

    @admin.display(description="Says")
    def now(self, one: Correction) -> str:
        return _words(one, one.corrected)

    @admin.display(description="Was read as")
    def before(self, one: Correction) -> str:
        return _words(one, one.parsed)

    @admin.display(description="Is read now as")
    def reads_now(self, one: Correction) -> str:
        return "" if one.read_now == one.parsed else _words(one, one.read_now)


class RenamedAdmin(KeptAdmin):
    """Names that archivists correct, with their history."""

    change_form_template = "admin/cables/renamed.html"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The index holds the names of posts; it follows once the change is committed."""
        found = self.get_object(request, object_id)
        past = past_lines(found.events.for_pages()) if found else []
        response = super().change_view(request, object_id, form_url, {"past": past} | (extra_context or {}))
        if request.method == "POST":
            _follow(request)
        return response

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "name" in form.changed_data:
            history.record(
                verb=Event.Verb.RENAMED,
                user=cast(User, request.user),
                details={"field": "name", "before": form.initial["name"], "after": obj.name},
                **{self.opts.model_name or "": obj},
            )

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Its history is that of events."""


class PostAdmin(RenamedAdmin):
    list_display = ["code", "name", "kind", "country"]
    list_filter = ["kind"]
    list_per_page = 100
    fields = ["code", "name", "kind", "country", "latitude", "longitude"]
    readonly_fields = ["code", "kind", "country", "latitude", "longitude"]
    search_fields = ["code", "name", "country"]

    def save_model(self, request: HttpRequest, obj: Post, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        reindex(cables=obj.cables.all())


class TagAdmin(RenamedAdmin):
    heading = "TAGS"
    list_display = ["code", "name", "kind"]
    list_filter = ["kind"]
    list_per_page = 100
    fields = ["code", "name", "kind"]
    readonly_fields = ["code", "kind"]
    search_fields = ["code", "name"]


def _words(one: Correction, value: Any) -> str:
    return Truncator(value_in_words(one.field, value) or "not stated").chars(120)


def _show(
    request: HttpRequest, cables: QuerySet[Cable], visibility: Visibility, public_note: str = "", reason: str = ""
) -> None:
    user = cast(User, request.user)
    changed = show(cables=cables, visibility=visibility, user=user, public_note=public_note, reason=reason)
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
