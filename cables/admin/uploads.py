"""The upload desk: bring texts, see how they were read, decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, cast

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from cables.admin.desk import Decided, UploadRefused, discard, follow, publish, take_back, take_in
from cables.admin.forms import FILES_LIMIT, DecisionForm, UploadForm
from cables.admin.reading import TEXT_SHOWN, defect_groups, field_rows, raw_pieces, shown_paragraphs
from cables.admin.receiving import receive
from cables.admin.reviewing import review_lines
from cables.comparing import compare
from cables.ingest import Outcome, preview, raw_cable, read_telegram
from cables.models import Cable, Upload, UploadItem, Version, Visibility

ITEMS_ON_A_PAGE = 100
SENTENCES_SHOWN = 5

State = UploadItem.State

DECISIONS: dict[str, tuple[Callable[..., Decided], str]] = {
    "publish": (publish, "published"),
    "discard": (discard, "discarded"),
    "take-back": (take_back, "taken back for review"),
}


class UploadAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adding is bringing files, changing is deciding about them; nothing is ever deleted."""

    list_display = ["name", "added_at", "added_by", "waiting", "published", "discarded", "rejected"]
    list_display_links = ["name"]
    list_select_related = ["added_by"]
    list_per_page = 50
    show_full_result_count = False
    actions = None

    @admin.display(description="Upload", ordering="pk")
    def name(self, upload: Upload) -> str:
        return str(upload)

    @admin.display(description="Waiting")
    def waiting(self, upload: Any) -> str:
        return _count(upload.waiting)

    @admin.display(description="Published")
    def published(self, upload: Any) -> str:
        return _count(upload.published)

    @admin.display(description="Discarded")
    def discarded(self, upload: Any) -> str:
        return _count(upload.discarded)

    @admin.display(description="Rejected")
    def rejected(self, upload: Any) -> str:
        return _count(upload.rejected)

    def has_delete_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        return Upload.objects.with_counts()

    def get_urls(self) -> list[URLPattern]:
        def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_site.admin_view(view)

        return [
            path("<int:upload_id>/decide/", wrap(self.decide_view), name="cables_upload_decide"),
            path("<int:upload_id>/items/<int:position>/", wrap(self.item_view), name="cables_upload_item"),
            path("<int:upload_id>/items/<int:position>/text/", wrap(self.text_view), name="cables_upload_text"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Uploads"} | (extra_context or {}))

    @method_decorator(csrf_exempt)
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The upload form. The token is checked in `_take_in`: checking reads the request, which must come second."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._form_page(request, UploadForm())
        refusal = receive(request)
        if refusal:
            return self._form_page(request, UploadForm(), refusal, status=413)
        return self._take_in(request)

    @method_decorator(csrf_protect)
    def _take_in(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form_page(request, form, status=400)
        try:
            upload = take_in(files=form.cleaned_data["texts"], user=cast(User, request.user))
        except UploadRefused as refused:
            return self._form_page(request, form, str(refused), status=400)
        return HttpResponseRedirect(_review_url(upload.pk))

    @method_decorator(require_safe)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The review list of one upload."""
        upload = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, upload):
            raise PermissionDenied
        if upload is None:
            messages.warning(request, f"There is no upload {object_id}: choose one from the list.")
            return HttpResponseRedirect(reverse("admin:cables_upload_changelist"))
        state = request.GET.get("state", "")
        items = upload.items.for_lists().worst_first()
        if state in State.values:
            items = items.filter(state=state)
        page = Paginator(items, ITEMS_ON_A_PAGE).get_page(request.GET.get("page"))
        counts = Counter(upload.items.values_list("state", flat=True))
        return self._page(
            request,
            "admin/cables/upload/review.html",
            title=str(upload),
            upload=upload,
            page=page,
            lines=review_lines(page.object_list, twice=_twice(upload)),
            state=state if state in State.values else "",
            states=[(value, label, counts[value]) for value, label in State.choices],
            total=counts.total(),
            waiting=counts[State.WAITING],
            may_decide=self.has_change_permission(request, upload),
        )

    @method_decorator(require_safe)
    def item_view(self, request: HttpRequest, upload_id: int, position: int) -> HttpResponse:
        """One text beside what was read in it."""
        item = self._item(request, upload_id, position)
        neighbours = UploadItem.objects.filter(upload_id=upload_id).only("position", "upload_id")
        return self._page(
            request,
            "admin/cables/upload/item.html",
            title=str(item),
            item=item,
            line=review_lines([item], twice=_twice(item.upload))[0],
            upload=item.upload,
            previous=neighbours.filter(position__lt=position).order_by("-position").first(),
            next=neighbours.filter(position__gt=position).order_by("position").first(),
            may_decide=self.has_change_permission(request, item.upload),
            history=_history(item),
            **(_reading_context(item, request.user) if item.raw else {}),
        )

    @method_decorator(require_safe)
    def text_view(self, request: HttpRequest, upload_id: int, position: int) -> HttpResponse:
        """The whole text of an item, plain."""
        item = self._item(request, upload_id, position)
        text = bytes(item.raw).decode(item.encoding) if item.encoding else ""
        return HttpResponse(text, content_type="text/plain; charset=utf-8")

    @method_decorator(require_POST)
    def decide_view(self, request: HttpRequest, upload_id: int) -> HttpResponse:
        upload = get_object_or_404(Upload, pk=upload_id)
        if not self.has_change_permission(request, upload):
            raise PermissionDenied
        back = _review_url(upload_id)
        form = DecisionForm(request.POST, upload=upload)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, " ".join(str(error) for error in errors))
            return HttpResponseRedirect(back)
        decide, done_word = DECISIONS[form.cleaned_data["decision"].removesuffix("-all")]
        decided = decide(items=form.pks(), user=cast(User, request.user))
        _tell(request, decided, done_word)
        if decide is publish and decided.done:
            _tell_index(request)
        if "one" in request.POST:
            following = upload.items.waiting().worst_first().only("position", "upload_id").first()
            back = _item_url(following) if following else back
        return HttpResponseRedirect(back)

    def _item(self, request: HttpRequest, upload_id: int, position: int) -> UploadItem:
        item = get_object_or_404(
            UploadItem.objects.for_lists().defer(None).select_related("upload__added_by"),
            upload_id=upload_id,
            position=position,
        )
        if not self.has_view_permission(request, item.upload):
            raise PermissionDenied
        return item

    def _form_page(self, request: HttpRequest, form: UploadForm, refusal: str = "", status: int = 200) -> HttpResponse:
        return self._page(
            request,
            "admin/cables/upload/form.html",
            title="Upload cables",
            status=status,
            form=form,
            refusal=refusal,
            files_limit=FILES_LIMIT,
            limit_bytes=settings.UPLOAD_LIMIT_BYTES,
        )

    def _page(
        self, request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any
    ) -> TemplateResponse:
        request.current_app = self.admin_site.name
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, template, everywhere | context, status=status)


def _reading_context(item: UploadItem, user: Any) -> dict[str, Any]:
    read = preview(raw_cable(item))
    waiting = item.state == State.WAITING
    may_compare = read.existing is None or _may_see(user, read.existing)
    present = _present_version(read.existing) if waiting and may_compare else None
    new_version = present is not None and read.outcome is Outcome.NEW_VERSION
    present_reading = read_telegram(raw_cable(present)) if new_version and present else None
    paragraphs = shown_paragraphs(read.telegram)
    return {
        "read": read,
        "present": present,
        "present_is_secret": waiting and not may_compare,
        "comparison": compare(present.text, read.telegram.text) if new_version and present else None,
        "rows": field_rows(read.telegram, present_reading),
        "defects": defect_groups(read.telegram),
        "pieces": raw_pieces(read.telegram),
        "text_cut": len(read.telegram.text) > TEXT_SHOWN,
        "text_shown": TEXT_SHOWN,
        "paragraphs": paragraphs,
        "paragraphs_left": len(read.telegram.paragraphs) - len(paragraphs),
    }


def _may_see(user: Any, cable: Cable) -> bool:
    """Whether the user may read the present text of a cable: everybody may if it is published."""
    rights = ("cables.view_cable", "cables.change_cable")
    return cable.visibility == Visibility.PUBLISHED or any(user.has_perm(right) for right in rights)


def _present_version(cable: Cable | None) -> Version | None:
    return cable.versions.filter(current=True).first() if cable else None


def _twice(upload: Upload) -> set[str]:
    """Ids that more than one waiting text of the upload has."""
    ids = upload.items.waiting().order_by().values_list("reference_id").annotate(texts=Count("pk"))
    return {reference_id for reference_id, texts in ids if texts > 1}


def _history(item: UploadItem) -> QuerySet[LogEntry]:
    kind = ContentType.objects.get_for_model(UploadItem)
    return LogEntry.objects.filter(content_type=kind, object_id=str(item.pk)).select_related("user")


def _tell(request: HttpRequest, decided: Decided, done_word: str) -> None:
    """What became of a decision, in a few sentences."""
    refused = [item for item in decided.done if item.state == State.REJECTED]
    done = [item for item in decided.done if item.state != State.REJECTED]
    if len(done) == 1:
        messages.success(request, format_html("{} {}.", _linked(done[0]), _done_word(done[0], done_word)))
    elif done:
        messages.success(request, f"{len(done)} texts {done_word}{_outcomes(done)}.")
    _tell_each(request, [f"{item} was not published: {item.reason}" for item in refused])
    _tell_each(request, [_late(item) for item in decided.late])
    _tell_each(request, _still_hidden(done))


def _tell_each(request: HttpRequest, sentences: Sequence[str]) -> None:
    for sentence in sentences[:SENTENCES_SHOWN]:
        messages.warning(request, sentence)
    if len(sentences) > SENTENCES_SHOWN:
        messages.warning(request, f"The same holds for {len(sentences) - SENTENCES_SHOWN} more; the list shows which.")


def _tell_index(request: HttpRequest) -> None:
    sentence = follow()
    if sentence:
        messages.warning(request, sentence)


def _linked(item: UploadItem) -> str:
    if item.state != State.PUBLISHED:
        return str(item)
    return format_html('<a href="{}">{}</a>', reverse("cable", args=[item.reference_id]), item)


def _done_word(item: UploadItem, done_word: str) -> str:
    if item.outcome == Outcome.UNCHANGED:
        return "was in the archive with this very text already; nothing was changed"
    return f"{done_word} as a new version" if item.outcome == Outcome.NEW_VERSION else done_word


def _outcomes(items: Sequence[UploadItem]) -> str:
    """What publishing them did, as a list in brackets; "" for other decisions."""
    counts = Counter(item.outcome for item in items if item.outcome)
    versions = "new version" if counts[Outcome.NEW_VERSION] == 1 else "new versions"
    words = ((Outcome.CREATED, "new"), (Outcome.NEW_VERSION, versions), (Outcome.UNCHANGED, "here already"))
    parts = [f"{counts[outcome]} {word}" for outcome, word in words if counts[outcome]]
    return f" ({', '.join(parts)})" if parts else ""


def _late(item: UploadItem) -> str:
    """Why a decision about the item came to nothing."""
    if item.state == State.WAITING:
        return f"{item} is waiting for review already."
    if item.state == State.REJECTED:
        return f"{item} was rejected and cannot be published: {item.reason}"
    who = item.decided_by.get_username() if item.decided_by else "somebody"
    return (
        f"{item} was already {item.get_state_display().lower()} by {who} on {item.decided_at:%-d %B %Y at %H:%M} UTC;"
        " nothing was changed."
    )


def _still_hidden(items: Sequence[UploadItem]) -> list[str]:
    """Of the published items, whose cable visitors do not see all the same."""
    ids = [item.reference_id for item in items if item.state == State.PUBLISHED]
    hidden = Cable.objects.filter(reference_id__in=ids).exclude(visibility=Visibility.PUBLISHED)
    return [
        f"{cable} stays {cable.get_visibility_display().lower()}: its visibility is set on the page of the cable."
        for cable in hidden.only("reference_id", "visibility").order_by("reference_id")
    ]


def _count(number: int) -> str:
    return str(number or "")


def _review_url(upload_id: int) -> str:
    return reverse("admin:cables_upload_change", args=[upload_id])


def _item_url(item: UploadItem) -> str:
    return reverse("admin:cables_upload_item", args=[item.upload_id, item.position])
