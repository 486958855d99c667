"""Pages for visitors: each view parses its input with a form, calls one function below, and shows the result."""

from django.http import HttpRequest, HttpResponse


def _placeholder(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("")


search = cable = cable_raw = cable_text = cable_json = posts = post = tags = tag = years = year = help_page = health = _placeholder
