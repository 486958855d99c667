"""Answers harvesters, in XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parseaddr
from io import StringIO
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cables.citing import ARCHIVE, one_line
from cables.discovery.oai import records
from cables.discovery.oai.values import PREFIX, Fault, checked, selection, token
from cables.models import Cable
from cables.views.citations import site_of

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NO_ADDRESS = "unknown@reftel.invalid"
"""The protocol wants an address; this one says that the operator gave none."""


class _Writer:
    """XML with little to write of it. Values are one line of text each, without characters that XML forbids."""

    def __init__(self) -> None:
        self.stream = StringIO()
        self._xml = SimplerXMLGenerator(self.stream, "utf-8")
        self._xml.startDocument()

    def open(self, name: str, **attributes: str) -> None:
        named = {key.replace("__", ":"): value for key, value in attributes.items()}
        self._xml.startElement(name, AttributesImpl(named))

    def close(self, *names: str) -> None:
        for name in names:
            self._xml.endElement(name)

    def leaf(self, name: str, text: str = "", **attributes: str) -> None:
        self._xml.addQuickElement(name, one_line(text), {key: value for key, value in attributes.items() if value})


class _Answer:
    """One request being answered."""

    def __init__(self, request: HttpRequest) -> None:
        self.site = site_of(request)
        self.base = self.site + reverse("oai")
        self.host = urlsplit(settings.SITE_URL or self.site).hostname or "localhost"
        self.xml = _Writer()

    def header(self, cable: Cable) -> None:
        self.xml.open("header")
        self.xml.leaf("identifier", records.identifier_of(cable, self.host))
        self.xml.leaf("datestamp", _stamp(cable.changed_at))
        if cable.post:
            self.xml.leaf("setSpec", records.set_of(cable.post.code))
        self.xml.close("header")

    def record(self, cable: Cable) -> None:
        self.xml.open("record")
        self.header(cable)
        self.xml.open("metadata")
        place = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
        self.xml.open("oai_dc:dc", xmlns__oai_dc=OAI_DC, xmlns__dc=DC, xmlns__xsi=XSI, xsi__schemaLocation=place)
        for name, value in records.dublin_core(cable, self.site):
            if value:
                self.xml.leaf(f"dc:{name}", value)
        self.xml.close("oai_dc:dc", "metadata", "record")

    def listed(self, given: Mapping[str, str], write: Callable[[Cable], None]) -> None:
        selected = selection(given)
        page = records.page(selected)
        for cable in page.records:
            write(cable)
        if not page.more and not selected.behind:
            return
        further = ""
        if page.more:
            last = page.records[-1]
            counted = replace(selected, total=page.total)
            further = token(counted, behind=last.changed_at, behind_pk=last.pk, given=len(page.records))
        self.xml.leaf("resumptionToken", further, completeListSize=str(page.total), cursor=str(selected.given))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """The protocol is read by GET and by POST; neither changes anything."""
    asked = dict((request.POST if request.method == "POST" else request.GET).lists())
    verbs = asked.pop("verb", [])
    verb = verbs[0] if len(verbs) == 1 else ""
    try:
        body = _body(_Answer(request), verb, checked(verb, asked))
    except Fault as fault:
        # As the protocol has it: what could not be understood is not repeated.
        understood = fault.code not in {"badVerb", "badArgument"}
        body = _fault(_Answer(request), {"verb": verb, **_first(asked)} if understood else {}, fault)
    return HttpResponse(body, content_type="text/xml; charset=utf-8")


def _body(answer: _Answer, verb: str, given: Mapping[str, str]) -> str:
    _begin(answer, {"verb": verb, **given})
    answer.xml.open(verb)
    _VERBS[verb](answer, given)
    answer.xml.close(verb, "OAI-PMH")
    return answer.xml.stream.getvalue()


def _first(asked: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: values[0] for name, values in asked.items()}


def _fault(answer: _Answer, asked: Mapping[str, str], fault: Fault) -> str:
    _begin(answer, asked)
    answer.xml.leaf("error", str(fault), code=fault.code)
    answer.xml.close("OAI-PMH")
    return answer.xml.stream.getvalue()


def _begin(answer: _Answer, asked: Mapping[str, str]) -> None:
    place = f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
    answer.xml.open("OAI-PMH", xmlns=OAI, xmlns__xsi=XSI, xsi__schemaLocation=place)
    answer.xml.leaf("responseDate", _stamp(timezone.now()))
    answer.xml.leaf("request", answer.base, **{name: one_line(value) for name, value in asked.items()})


def _identify(answer: _Answer, given: Mapping[str, str]) -> None:
    leaf = answer.xml.leaf
    leaf("repositoryName", ARCHIVE)
    leaf("baseURL", answer.base)
    leaf("protocolVersion", "2.0")
    leaf("adminEmail", parseaddr(settings.EMAIL_FROM)[1] or NO_ADDRESS)
    leaf("earliestDatestamp", _stamp(records.earliest() or timezone.now()))
    # A withdrawn cable leaves no trace: a record that says "deleted" would say that the cable exists.
    leaf("deletedRecord", "no")
    leaf("granularity", "YYYY-MM-DDThh:mm:ssZ")


def _formats(answer: _Answer, given: Mapping[str, str]) -> None:
    if "identifier" in given:
        records.record(given["identifier"], answer.host)
    answer.xml.open("metadataFormat")
    answer.xml.leaf("metadataPrefix", PREFIX)
    answer.xml.leaf("schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    answer.xml.leaf("metadataNamespace", OAI_DC)
    answer.xml.close("metadataFormat")


def _sets(answer: _Answer, given: Mapping[str, str]) -> None:
    if "resumptionToken" in given:
        raise Fault("badResumptionToken", "The sets are given in one piece, without tokens.")
    for post in records.sets():
        answer.xml.open("set")
        answer.xml.leaf("setSpec", records.set_of(post.code))
        answer.xml.leaf("setName", post.name)
        answer.xml.close("set")


def _identifiers(answer: _Answer, given: Mapping[str, str]) -> None:
    answer.listed(given, answer.header)


def _records(answer: _Answer, given: Mapping[str, str]) -> None:
    answer.listed(given, answer.record)


def _record(answer: _Answer, given: Mapping[str, str]) -> None:
    if given["metadataPrefix"] != PREFIX:
        raise Fault("cannotDisseminateFormat", f"The only format here is {PREFIX}.")
    answer.record(records.record(given["identifier"], answer.host))


_VERBS: dict[str, Callable[[_Answer, Mapping[str, str]], None]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "ListIdentifiers": _identifiers,
    "ListRecords": _records,
    "GetRecord": _record,
}


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
