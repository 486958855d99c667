"""The upload desk: bring texts, see how they were read, decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import OperationalError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from cables.admin.correcting import correct_page, undo_and_tell
from cables.admin.desk import decide
from cables.admin.forms import DecisionForm, ShownForm, UploadForm
from cables.admin.histories import history_lines
from cables.admin.item_page import item_url, reading_context, subject_of
from cables.admin.items import undo_text
from cables.admin.jobs import JobRefused, start, start_upload, stop
from cables.admin.progress import doing, progress_of
from cables.admin.receiving import NotReceived, Reception, receive
from cables.admin.reviewing import review_lines
from cables.admin.telling import tell, tell_index
from cables.models import Correction, Event, Job, Upload, UploadItem

ITEMS_ON_A_PAGE = 100
EVENTS_ON_A_PAGE = 200
EVENTS_SHOWN = 10
"""Beside the list of an upload; all are on a page of their own."""
FILES_SHOWN = 20
AT_ONCE = 25
"""So many items are decided about in the request; more are a job."""

State = UploadItem.State

DONE = {Job.Kind.PUBLISH: "published", Job.Kind.DISCARD: "discarded", Job.Kind.TAKE_BACK: "taken back for review"}


class UploadAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adding is bringing files, changing is deciding about them; nothing is ever deleted."""

    list_display = ["name", "added_at", "added_by", "now", "texts"]
    list_display_links = ["name"]
    list_select_related = ["added_by"]
    list_per_page = 50
    empty_value_display = ""
    show_full_result_count = False
    actions = None

    @admin.display(description="Upload", ordering="pk")
    def name(self, upload: Upload) -> str:
        return str(upload)

    @admin.display(description="Now")
    def now(self, upload: Any) -> str:
        return doing(upload.job_kind, upload.job_state)

    @admin.display(description="Texts")
    def texts(self, upload: Any) -> str:
        counts = [(getattr(upload, state), state) for state in State.values]
        return ", ".join(f"{count:,} {state}" for count, state in counts if count)

    def has_delete_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        return Upload.objects.with_counts().with_last_job()

    def get_urls(self) -> list[URLPattern]:
        def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_site.admin_view(view)

        item = "<int:upload_id>/items/<int:position>/"
        return [
            path("<int:upload_id>/decide/", wrap(self.decide_view), name="cables_upload_decide"),
            path("<int:upload_id>/progress/", wrap(self.progress_view), name="cables_upload_progress"),
            path("<int:upload_id>/stop/", wrap(self.stop_view), name="cables_upload_stop"),
            path("<int:upload_id>/read/", wrap(self.read_view), name="cables_upload_read"),
            path(item, wrap(self.item_view), name="cables_upload_item"),
            path(f"{item}text/", wrap(self.text_view), name="cables_upload_text"),
            path(f"{item}correct/<slug:field>/", wrap(self.correct_view), name="cables_upload_correct"),
            path(f"{item}undo/<int:correction>/", wrap(self.undo_view), name="cables_upload_undo"),
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
            return self._form_page(request)
        try:
            with receive(request) as reception:
                return self._take_in(request, reception)
        except NotReceived as refusal:
            return self._form_page(request, [str(refusal)], status=refusal.status)

    @method_decorator(csrf_protect)
    def _take_in(self, request: HttpRequest, reception: Reception) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form_page(request, form.sentences(), status=400)
        reception.kept = True
        try:
            upload = start_upload(files=form.cleaned_data["texts"], user=cast(User, request.user))
        except OperationalError as error:
            reception.kept = False
            raise NotReceived(f"The database could not keep these files ({error}): try again later.", 503) from error
        return HttpResponseRedirect(_review_url(upload.pk))

    @method_decorator(require_safe)
    @method_decorator(never_cache)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """How far an upload is, and the review list of what was read of it."""
        upload = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, upload):
            raise PermissionDenied
        if upload is None:
            messages.warning(request, f"There is no upload {object_id}: choose one from the list.")
            return HttpResponseRedirect(reverse("admin:cables_upload_changelist"))
        shown = ShownForm(request.GET)
        state, kind = shown.chosen("state"), shown.chosen("kind")
        items = upload.items.for_lists().worst_first().kind_of(kind)
        counts = dict(upload.items.kind_of(kind).order_by().values_list("state").annotate(Count("pk")))
        paginator = Paginator(items.filter(state=state) if state else items, ITEMS_ON_A_PAGE)
        paginator.count = counts.get(state, 0) if state else sum(counts.values())
        page = paginator.get_page(request.GET.get("page"))
        events = Event.objects.of_upload(upload).for_pages()
        return self._page(
            request,
            "admin/cables/upload/review.html",
            title=str(upload),
            upload=upload,
            job=progress_of(upload),
            files=upload.files.order_by("position")[:FILES_SHOWN],
            files_left=max(upload.files.count() - FILES_SHOWN, 0),
            page=page,
            lines=review_lines(page.object_list, twice=_twice(upload, page.object_list)),
            state=state,
            states=[(value, label, counts.get(value, 0)) for value, label in State.choices],
            kind=kind,
            kinds=UploadItem.Kind.choices,
            kind_label=UploadItem.Kind(kind).label.lower() if kind else "",
            total=sum(counts.values()),
            waiting=counts.get(State.WAITING, 0) if state in ("", State.WAITING) else 0,
            discarded=counts.get(State.DISCARDED, 0) if state in ("", State.DISCARDED) else 0,
            may_decide=self.has_change_permission(request, upload),
            history=history_lines(events.reverse()[:EVENTS_SHOWN]),
            history_left=max(events.count() - EVENTS_SHOWN, 0),
        )

    @method_decorator(require_safe)
    @method_decorator(never_cache)
    def progress_view(self, request: HttpRequest, upload_id: int) -> HttpResponse:
        """The part of the page of an upload that says how far it is, by itself."""
        upload = get_object_or_404(Upload, pk=upload_id)
        if not self.has_view_permission(request, upload):
            raise PermissionDenied
        may = self.has_change_permission(request, upload)
        context = {"upload": upload, "job": progress_of(upload), "may_decide": may}
        return TemplateResponse(request, "admin/cables/upload/progress.html", context)

    @method_decorator(require_safe)
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        upload = get_object_or_404(Upload, pk=unquote(object_id))
        if not self.has_view_permission(request, upload):
            raise PermissionDenied
        events = Event.objects.of_upload(upload).for_pages().reverse()
        page = Paginator(events, EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
        return self._page(
            request,
            "admin/cables/upload/history.html",
            title=f"History of {upload}",
            upload=upload,
            page=page,
            history=history_lines(page.object_list),
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
            line=review_lines([item], twice=_twice(item.upload, [item]))[0],
            upload=item.upload,
            previous=neighbours.filter(position__lt=position).order_by("-position").first(),
            next=neighbours.filter(position__gt=position).order_by("position").first(),
            may_decide=self.has_change_permission(request, item.upload),
            history=history_lines(
                Event.objects.filter(
                    Q(item=item) | Q(upload=item.upload_id, item=None, verb__in=[Event.Verb.RECEIVED, Event.Verb.READ])
                ).for_pages()
            ),
            **(reading_context(item, request.user) if item.encoding else {}),
        )

    def correct_view(self, request: HttpRequest, upload_id: int, position: int, field: str) -> HttpResponse:
        """The form that corrects one field of a text that waits; `?place=` says which reference or paragraph."""
        item = self._item(request, self._changing(request, upload_id).pk, position)
        response = correct_page(request, self.admin_site, self.opts, subject_of(item), field)
        if response.status_code == HTTPStatus.FOUND:
            messages.success(request, f"{self._item(request, upload_id, position)} is corrected.")
        return response

    @method_decorator(require_POST)
    def undo_view(self, request: HttpRequest, upload_id: int, position: int, correction: int) -> HttpResponse:
        item = self._item(request, self._changing(request, upload_id).pk, position)
        one = get_object_or_404(Correction, pk=correction, item=item)
        undo_and_tell(request, undo_text, one, says_again="what is read in the text")
        return HttpResponseRedirect(item_url(item))

    @method_decorator(require_safe)
    def text_view(self, request: HttpRequest, upload_id: int, position: int) -> HttpResponse:
        """The whole text of an item, plain."""
        item = self._item(request, upload_id, position)
        return HttpResponse(item.text if item.encoding else "", content_type="text/plain; charset=utf-8")

    @method_decorator(require_POST)
    def decide_view(self, request: HttpRequest, upload_id: int) -> HttpResponse:
        upload = self._changing(request, upload_id)
        form = DecisionForm(request.POST, upload=upload)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, " ".join(str(error) for error in errors))
            return _back(request, upload_id)
        decision, pks = form.decision_meant(), form.pks()
        if len(pks) > AT_ONCE:
            self._start(request, upload, decision, pks)
            return _back(request, upload_id)
        try:
            decided = decide(decision=decision, items=pks, user=cast(User, request.user))
        except OperationalError as error:
            messages.error(request, f"The database is busy or failed ({error}); nothing was decided. Try again.")
            return _back(request, upload_id)
        tell(request, decided, DONE[decision])
        if decision == Job.Kind.PUBLISH and decided.done:
            tell_index(request)
        if "one" in request.POST:
            following = upload.items.waiting().worst_first().only("position", "upload_id").first()
            if following:
                return HttpResponseRedirect(item_url(following))
        return _back(request, upload_id)

    @method_decorator(require_POST)
    def stop_view(self, request: HttpRequest, upload_id: int) -> HttpResponse:
        upload = self._changing(request, upload_id)
        job = upload.jobs.unfinished().newest_first().first()
        if job is None:
            messages.info(request, "There was nothing to stop any more.")
        else:
            stop(job=job, user=cast(User, request.user))
        return HttpResponseRedirect(_review_url(upload_id))

    @method_decorator(require_POST)
    def read_view(self, request: HttpRequest, upload_id: int) -> HttpResponse:
        """Go on with the reading of an upload that was stopped or failed."""
        upload = self._changing(request, upload_id)
        last = progress_of(upload)
        if last is None or not last.may_go_on:
            messages.info(request, "There is nothing left to read.")
        else:
            self._start(request, upload, Job.Kind.READ)
        return HttpResponseRedirect(_review_url(upload_id))

    def _start(self, request: HttpRequest, upload: Upload, kind: Job.Kind, items: Iterable[int] = ()) -> None:
        try:
            start(upload=upload, kind=kind, user=cast(User, request.user), items=list(items))
        except JobRefused as refusal:
            messages.error(request, str(refusal))

    def _changing(self, request: HttpRequest, upload_id: int) -> Upload:
        upload = get_object_or_404(Upload, pk=upload_id)
        if not self.has_change_permission(request, upload):
            raise PermissionDenied
        return upload

    def _item(self, request: HttpRequest, upload_id: int, position: int) -> UploadItem:
        item = get_object_or_404(
            UploadItem.objects.for_lists().defer(None).select_related("upload__added_by"),
            upload_id=upload_id,
            position=position,
        )
        if not self.has_view_permission(request, item.upload):
            raise PermissionDenied
        return item

    def _form_page(self, request: HttpRequest, refusals: Iterable[str] = (), status: int = 200) -> HttpResponse:
        return self._page(
            request,
            "admin/cables/upload/form.html",
            title="Upload cables",
            status=status,
            refusals=refusals,
            limit_files=settings.DATA_UPLOAD_MAX_NUMBER_FILES,
            limit_bytes=settings.UPLOAD_LIMIT_BYTES,
            limit_texts=settings.UPLOAD_LIMIT_TEXTS,
        )

    def _page(
        self, request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any
    ) -> TemplateResponse:
        request.current_app = self.admin_site.name
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, template, everywhere | context, status=status)


def _twice(upload: Upload, items: Iterable[UploadItem]) -> set[str]:
    """Ids of these items that more than one waiting text of the upload has."""
    ids = upload.items.waiting().filter(reference_id__in={item.reference_id for item in items} - {""})
    counts = ids.order_by().values_list("reference_id").annotate(texts=Count("pk"))
    return {reference_id for reference_id, texts in counts if texts > 1}


def _review_url(upload_id: int) -> str:
    return reverse("admin:cables_upload_change", args=[upload_id])


def _back(request: HttpRequest, upload_id: int) -> HttpResponse:
    """To the list as it was looked at."""
    shown = ShownForm(request.POST)
    chosen = {name: shown.chosen(name) for name in ("state", "kind") if shown.chosen(name)}
    return HttpResponseRedirect(f"{_review_url(upload_id)}{'?' if chosen else ''}{urlencode(chosen)}")
