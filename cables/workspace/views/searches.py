"""Saved searches, their feeds, and the way out of their mails."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cables.citing import ARCHIVE
from cables.discovery.feeds import ArchiveFeed, entry
from cables.forms import SearchForm, query_string
from cables.search import SearchUnavailable
from cables.workspace import searching
from cables.workspace.alerts import printable, unsubscribing
from cables.workspace.forms import SavedSearchForm, faults
from cables.workspace.keeping import Full
from cables.workspace.kept import LONGEST_NAME
from cables.workspace.models import SavedSearch
from cables.workspace.views.doors import AccountRequest, account_required


@account_required
@require_http_methods(["GET", "POST"])
def new_search(request: AccountRequest) -> HttpResponse:
    """Asks for the name of a search, whose address is this page's, and saves it."""
    if request.method == "POST":
        form = SavedSearchForm(request.POST)
        if form.is_valid():
            return _saved(request, form)
    else:
        query = SearchForm(request.GET).query
        name = " ".join(query.text.split())[:LONGEST_NAME] or "All cables"
        form = SavedSearchForm(initial={"name": name, "address": query_string(query)})
    context = {"form": form, "mail_works": settings.MAIL_WORKS, "has_address": bool(request.user.email)}
    return render(request, "workspace/new_search.html", context)


def _saved(request: AccountRequest, form: SavedSearchForm) -> HttpResponse:
    try:
        search = searching.save_search(
            owner=request.user, name=form.cleaned_data["name"], query=form.query, mail=form.cleaned_data["mail"]
        )
    except (Full, SearchUnavailable) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The search “{search.name}” is saved. What comes from now on is new to it.")
    return redirect("account")


@account_required
@require_POST
def change_search(request: AccountRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)
    do = request.POST.get("do")
    if do == "save":
        form = SavedSearchForm(request.POST)
        if form.is_valid():
            searching.change_search(search=search, name=form.cleaned_data["name"], mail=form.cleaned_data["mail"])
            messages.success(request, f"“{search.name}” is changed.")
        else:
            messages.error(request, faults(form))
    elif do == "renew":
        searching.renew_feed(search=search)
        messages.success(request, f"The feed of “{search.name}” has a new address; the old one leads nowhere.")
    else:
        return HttpResponseBadRequest("There is no such change of a search.", content_type="text/plain")
    return redirect("account")


@account_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_search(request: AccountRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)
    if request.method == "POST":
        searching.delete_search(search=search)
        messages.success(request, f"The saved search “{search.name}” is deleted.")
        return redirect("account")
    return render(request, "workspace/delete_search.html", {"search": search})


@require_safe
@never_cache
def search_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What is new to a search since it was saved, as Atom; whoever knows the address may read it."""
    search = get_object_or_404(SavedSearch.objects.fed(token))
    try:
        until = searching.note_arrivals(batches=searching.BATCHES_A_REQUEST)
        found = searching.new_matches(search.query, after=search.since, until=until, most=searching.FEED_ENTRIES)
    except SearchUnavailable as error:
        return HttpResponse(f"{error}\n", status=503, content_type="text/plain")
    site = request.build_absolute_uri("/")[:-1]
    feed = ArchiveFeed(
        title=printable(f"{ARCHIVE}: {search.name}"),
        link=site + reverse("search") + search.address,
        feed_url=request.build_absolute_uri(),
        description="",
        author_name=ARCHIVE,
        feed_guid=request.build_absolute_uri(),
        since=search.created_at,
    )
    for cable in found.cables:
        feed.add_item(**entry(cable, site))
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ends somebody's mails, without their logging in: mail programs send a POST, people press a button.

    No token of the site's forms is asked for, since the secret is in the address.
    """
    owner_pk = unsubscribing(token)
    status = 200 if owner_pk is not None else 404
    done = request.method == "POST" and owner_pk is not None
    if done and owner_pk is not None:
        searching.stop_mails(owner_pk=owner_pk)
    context = {"known": owner_pk is not None, "done": done, "noindex": True}
    return render(request, "workspace/unsubscribe.html", context, status=status)
