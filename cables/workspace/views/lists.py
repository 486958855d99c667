"""Lists that are kept in an account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from cables.workspace import keeping
from cables.workspace.forms import EntryForm, KeepForm, ListsFileForm, NameForm, faults
from cables.workspace.kept import MOST_ENTRIES, Kept, NamedList, from_address
from cables.workspace.lines import LINES_A_PAGE
from cables.workspace.models import List
from cables.workspace.taking import ways
from cables.workspace.views.doors import AccountRequest, account_required
from cables.workspace.views.public import as_file, entries_of, page_of

UNDO = "dropped-entry"
"""In the session: the entry that was removed last."""


@account_required
@require_POST
def keep(request: AccountRequest) -> HttpResponse:
    """From the buttons beside cables and paragraphs; tells a script as JSON, and leads a browser back."""
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _told(request, faults(form), status=400)
    try:
        chosen = _kept(request, **form.cleaned_data)
    except keeping.Full as error:
        return _told(request, str(error), status=409)
    name = chosen.name if chosen else ""
    if _wants_json(request):
        return JsonResponse({"list": name})
    return redirect(_way_back(request))


def _kept(request: AccountRequest, *, keep: Kept | None, drop: Kept | None, note: Kept | None, text: str) -> Any:
    if keep:
        return keeping.keep(owner=request.user, kept=keep)
    current = List.objects.of(request.user).filter(current=True).first()
    if current and drop:
        keeping.drop(chosen=current, kept=drop)
    elif current and note:
        keeping.note(chosen=current, kept=Kept(note.reference_id, note.anchor, text))
    return current


@account_required
@require_POST
def new_list(request: AccountRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _told(request, faults(form))
    try:
        return redirect("account-list", keeping.make_list(owner=request.user, name=form.cleaned_data["name"]).pk)
    except keeping.Full as error:
        return _told(request, str(error))


@account_required
@require_safe
def account_list(request: AccountRequest, pk: int) -> HttpResponse:
    chosen = _own(request, pk)
    link = reverse("shared-by-link", args=[chosen.share_token]) if chosen.share_token else ""
    undo = request.session.get(UNDO)
    context = {
        "list": chosen,
        "share_url": request.build_absolute_uri(link) if link else "",
        "undo": undo if undo and undo["list"] == chosen.pk else None,
        "most": MOST_ENTRIES,
        **ways("take-list", pk),
        **page_of(request, entries_of(chosen)),
    }
    return render(request, "workspace/account_list.html", context)


@account_required
@require_POST
def change_entry(request: AccountRequest, pk: int) -> HttpResponse:
    chosen = _own(request, pk)
    form = EntryForm(request.POST)
    if not form.is_valid():
        messages.error(request, faults(form))
        return redirect("account-list", pk)
    kept = Kept(form.cleaned_data["c"].reference_id, form.cleaned_data["c"].anchor, form.cleaned_data["note"])
    place = _changed(request, chosen, kept, form.cleaned_data["do"], form.cleaned_data["place"])
    number = (place - 1) // LINES_A_PAGE + 1
    return redirect(reverse("account-list", args=[pk]) + (f"?page={number}" if number > 1 else "") + f"#e-{kept.key}")


def _changed(request: AccountRequest, chosen: List, kept: Kept, do: str, place: int | None) -> int:
    """Does what one of an entry's buttons says; gives the place where the entry, or the gap, is now."""
    keys = [entry.key for entry in entries_of(chosen)]
    now = keys.index(kept.key) + 1 if kept.key in keys else 1
    if do == "put-back":
        _put_back(request, chosen)
        return place or 1
    if do == "drop":
        entry = keeping.drop(chosen=chosen, kept=kept)
        if entry:
            request.session[UNDO] = {
                "list": chosen.pk,
                "key": kept.key,
                "place": entry.place,
                "number": now,
                "note": entry.note,
            }
        return now
    keeping.note(chosen=chosen, kept=kept)
    to = {"up": now - 1, "down": now + 1}.get(do, place or now)
    to = min(max(to, 1), len(keys))
    if to != now:
        keeping.move(chosen=chosen, kept=kept, to=to)
    return to


def _put_back(request: AccountRequest, chosen: List) -> None:
    dropped = request.session.pop(UNDO, None)
    if dropped and dropped["list"] == chosen.pk:
        reference_id, _, anchor = dropped["key"].partition("~")
        try:
            keeping.put_back(chosen=chosen, kept=Kept(reference_id, anchor, dropped["note"]), place=dropped["place"])
        except keeping.Full as error:
            messages.error(request, str(error))


@account_required
@require_POST
def change_list(request: AccountRequest, pk: int) -> HttpResponse:
    """Its name, whether it is in use, and its link for others."""
    chosen = _own(request, pk)
    do = request.POST.get("do")
    if do == "rename":
        form = NameForm(request.POST)
        if form.is_valid():
            keeping.rename(chosen=chosen, name=form.cleaned_data["name"])
        else:
            messages.error(request, faults(form))
    elif do == "use":
        keeping.use_list(chosen=chosen)
    elif do == "share":
        keeping.share(chosen=chosen)
    elif do == "withdraw":
        keeping.withdraw(chosen=chosen)
        messages.success(request, "The link is withdrawn: it leads nowhere now.")
    else:
        return HttpResponseBadRequest("There is no such change of a list.", content_type="text/plain")
    return redirect("account-list", pk)


@account_required
def delete_list(request: AccountRequest, pk: int) -> HttpResponse:
    chosen = _own(request, pk)
    if request.method == "POST":
        keeping.delete_list(chosen=chosen)
        messages.success(request, f"The list “{chosen.name}” is deleted.")
        return redirect("lists")
    return render(request, "workspace/delete_list.html", {"list": chosen, "total": chosen.entries.count()})


@account_required
@require_POST
def import_lists(request: AccountRequest) -> HttpResponse:
    """Lists of a browser, or of a file, into the account."""
    form = ListsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _told(request, faults(form))
    return _taken_in(request, form.lists)


@account_required
@require_POST
def copy_list(request: AccountRequest) -> HttpResponse:
    """A shared list, by its link, into the account."""
    token = request.POST.get("token", "").replace("\x00", "")
    if token:
        found = get_object_or_404(List.objects.shared(token))
        copied = NamedList(found.name, tuple(entries_of(found)))
    else:
        copied = from_address(QueryDict(request.POST.get("address", "").removeprefix("?")))
    return _taken_in(request, [copied])


def _taken_in(request: AccountRequest, lists: Any) -> HttpResponse:
    try:
        keeping.take_in(owner=request.user, lists=lists)
    except keeping.Full as error:
        return _told(request, str(error), status=409)
    entries = _many(sum(len(held.entries) for held in lists), "entry", "entries")
    left_out = sum(len(held.unreadable) + held.left_out for held in lists)
    sentence = f"Now in your account: {_many(len(lists), 'list')} with {entries}."
    if left_out:
        was = _many(left_out, "entry was", "entries were")
        sentence += f" {was} left out, as no ids of cables or too many for one list."
    messages.success(request, sentence)
    return JsonResponse({"said": sentence}) if _wants_json(request) else redirect("lists")


@account_required
@require_safe
def lists_file(request: AccountRequest) -> HttpResponse:
    """All lists of the account, or with `?list=3` one, as a file that can be taken in again here or elsewhere."""
    wanted = request.GET.get("list", "")
    own = List.objects.of(request.user)
    chosen = own.filter(pk=int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else own
    held = [NamedList(item.name, tuple(entries_of(item)), f"account-{item.pk}") for item in chosen]
    return as_file(held)


def _own(request: AccountRequest, pk: int) -> List:
    return get_object_or_404(List.objects.of(request.user), pk=pk)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _told(request: HttpRequest, sentence: str, *, status: int = 400) -> HttpResponse:
    """Why something could not be done: to a script as JSON, to a browser on the page of lists."""
    if _wants_json(request):
        return JsonResponse({"error": sentence}, status=status)
    messages.error(request, sentence)
    return redirect("lists")


def _way_back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if allowed else reverse("lists")


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"
