"""Taking a list away: an account's, one that others share, and one of a browser, which sends it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cables.citing import ARCHIVE
from cables.exporting import FORMATS, About
from cables.views.exporting import Refused, of_the_archive, taken_away
from cables.workspace.forms import OneListForm, faults
from cables.workspace.kept import NamedList, from_address, to_address
from cables.workspace.models import List
from cables.workspace.taking import taken
from cables.workspace.views.doors import AccountRequest, account_required
from cables.workspace.views.public import entries_of


@account_required
@require_safe
def take_list(request: AccountRequest, pk: int, name: str) -> HttpResponseBase:
    found = get_object_or_404(List.objects.of(request.user), pk=pk)
    held = NamedList(found.name, tuple(entries_of(found)))
    return _taken_away(request, held, name, reverse("account-list", args=[pk]))


@require_safe
def take_shared(request: HttpRequest, name: str) -> HttpResponseBase:
    held = from_address(request.GET)
    return _taken_away(request, held, name, reverse("shared") + to_address(held.name, held.entries))


@require_safe
@never_cache
def take_shared_by_link(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    found = get_object_or_404(List.objects.shared(token))
    held = NamedList(found.name, tuple(entries_of(found)))
    return _taken_away(request, held, name, reverse("shared-by-link", args=[token]))


@csrf_exempt
@require_POST
def take_sent(request: HttpRequest) -> HttpResponseBase:
    """The list that the request brings, which can be longer than an address. No token of the site's forms is asked for:
    nothing is changed, and visitors who only look around get no cookie."""
    form = OneListForm(request.POST)
    if not form.is_valid() or not form.lists:
        return _refused(request, faults(form) or "There is no list in what was sent.", 400)
    return _taken_away(request, form.lists[0], request.POST.get("kind", ""), reverse("lists"))


def _taken_away(request: HttpRequest, held: NamedList, name: str, address: str) -> HttpResponseBase:
    if name not in FORMATS:
        raise Http404(f"Lists cannot be taken away as {name}; there are {', '.join(FORMATS)}.")
    selection = taken(held.entries)
    if not selection.total:
        return _refused(request, "The archive holds nothing of this list now, so there is nothing to take away.", 404)
    site = request.build_absolute_uri("/")[:-1]
    about = About(
        archive=ARCHIVE,
        site=site,
        title=f"List: {held.name}",
        address=site + address,
        made=timezone.now(),
        order="as in the list",
        notices=(*selection.notices, *of_the_archive()),
    )
    try:
        return taken_away(request, FORMATS[name], selection, about, slugify(held.name)[:40], selection.notes)
    except Refused as refusal:
        return _refused(request, str(refusal), refusal.status)


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponseBase:
    return render(request, "workspace/not_taken.html", {"sentence": sentence, "noindex": True}, status=status)
