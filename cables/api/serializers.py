"""The shapes of what the API gives, for its description. Values are made by `cables.records` and the resources."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cables.forms import UNITS
from cables.models import Classification, Precedence, Tag


class Shape(serializers.Serializer):
    sparse = False
    """Whether `fields` may leave parts out."""

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        for field in fields.values() if self.sparse else ():
            field.required = False
        return fields


def _text(about: str, *, null: bool = False) -> serializers.CharField:
    return serializers.CharField(allow_null=null, help_text=about)


def _texts(about: str) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=about)


def _number(about: str, *, null: bool = False) -> serializers.IntegerField:
    return serializers.IntegerField(allow_null=null, help_text=about)


def _day(about: str) -> serializers.DateField:
    return serializers.DateField(allow_null=True, help_text=about)


def going_on() -> serializers.CharField:
    return _text("Address at which the list goes on; null at its end.", null=True)


class FaultSerializer(Shape):
    parameter = _text("The parameter at fault.")
    detail = _text("What is wrong with it and what to do.")


class ProblemSerializer(Shape):
    """Problem details, RFC 9457."""

    type = _text("about:blank: the status says it all.")
    title = _text("What kind of problem it is.")
    status = _number("The status of the answer.")
    detail = _text("What happened and what to do, for people.")
    errors = serializers.ListField(
        child=FaultSerializer(), required=False, help_text="The parameters at fault, where there are any."
    )


class RootSerializer(Shape):
    resources = serializers.DictField(child=serializers.CharField(), help_text="Addresses by name.")
    description = _text("Address of the OpenAPI description.")
    documentation = _text("Address of the page for people.")


class PostOfCableSerializer(Shape):
    code = _text("BAKU")
    name = _text("Embassy Baku")


class TagOfCableSerializer(Shape):
    code = _text("PGOV")
    kind = serializers.ChoiceField(choices=Tag.Kind.values, help_text="What kind of TAGS it is.")
    name = _text("What the code stands for; empty where that is not known.")


class LineSerializer(Shape):
    """What lists say of a cable."""

    sparse = True

    reference_id = _text("Canonical id: year, post, number.")
    url = _text("Address of the page for people.")
    date = _day("The day it was sent.")
    sent = serializers.DateTimeField(allow_null=True, help_text="Date-time group, in UTC.")
    post = PostOfCableSerializer(allow_null=True, help_text="The post that sent it.")
    precedence = serializers.ChoiceField(choices=Precedence.values, allow_null=True, help_text="How urgent it was.")
    classification = serializers.ChoiceField(choices=Classification.values, allow_null=True, help_text="Its level.")
    captions = _texts("Handling instructions.")
    tags = serializers.ListField(child=TagOfCableSerializer(), help_text="As the telegram gives them.")
    subject = _text("Subject line; empty where there is none.")


class AddresseeSerializer(Shape):
    name = _text("As sent.")
    indicator = _text("Routing indicator.", null=True)
    precedence = _text("Where it differs from that of the message.", null=True)
    continuity_number = _text("Continuity number.", null=True)
    collective = serializers.BooleanField(help_text="Whether it stands for several.")
    exempt = serializers.BooleanField(help_text="Whether it is exempted from the collective above it (XMT).")
    post = _text("Code of the post meant.", null=True)


class ReferenceSerializer(Shape):
    label = _text("A, B ...; null for a single one without a mark.", null=True)
    text = _text("As it stands in the list.")
    kind = _text("cable, or what else is cited: email, telcon, memo ...")
    target = _text("Canonical id of the cable meant.", null=True)
    in_archive = serializers.BooleanField(help_text="Whether that cable can be read here.")
    withheld = serializers.BooleanField(help_text="Whether the archive says of it that it is withheld.")
    notal = serializers.BooleanField(help_text="Whether it was not to all addressees.")


class ParagraphSerializer(Shape):
    sparse = True

    anchor = _text("Its name within the cable: p3; p6-2 for the second numbered 6; u1 without a number.")
    number = _number("Its number.", null=True)
    marking = _text("Portion marking: U, SBU, C, S ...", null=True)
    heading = _text("The heading above it.", null=True)
    role = _text("text, summary, comment, action-request, note, quotation ...")
    text = _text("Reading text, repaired; blank lines between blocks.")
    text_as_received = _text("The same with every repair undone.")


class ClassifierSerializer(Shape):
    name = _text("Who classified it.")
    title = _text("Their office.")


class DefectSerializer(Shape):
    kind = _text("A short name.")
    count = _number("How often it was met.")
    details = _texts("What was met.")


class CorrectionSerializer(Shape):
    field = _text("What was corrected.")
    place = _text("Which one of the field’s, where it has several.", null=True)
    telegram_reads = serializers.JSONField(help_text="As the telegram reads.")
    corrected = serializers.JSONField(help_text="As it stands here.")


class CableSerializer(Shape):
    """All of a cable, as its JSON file gives it."""

    sparse = True

    reference_id = _text("Canonical id: year, post, number.")
    url = _text("Address of the page for people.")
    post = PostOfCableSerializer(allow_null=True, help_text="The post that sent it.")
    date = _day("The day it was sent.")
    sent = serializers.DateTimeField(allow_null=True, help_text="Date-time group, in UTC.")
    precedence = serializers.ChoiceField(choices=Precedence.values, allow_null=True, help_text="How urgent it was.")
    classification = serializers.ChoiceField(choices=Classification.values, allow_null=True, help_text="Its level.")
    captions = _texts("Handling instructions.")
    sender = _text("The FM line, as sent.", null=True)
    action = serializers.ListField(child=AddresseeSerializer(), help_text="Addressees who must act on it.")
    info = serializers.ListField(child=AddresseeSerializer(), help_text="Addressees who should know.")
    passing = _texts("Passing and attention lines, as sent.")
    executive_order = _text("The order it was classified under.", null=True)
    declassify_on = _day("When it was to be declassified.")
    declassify_text = _text("The same as sent.", null=True)
    classified_by = serializers.ListField(child=ClassifierSerializer(), help_text="Who classified it.")
    reasons = _texts("Grounds for classifying: 1.4(b) ...")
    tags = serializers.ListField(child=TagOfCableSerializer(), help_text="As the telegram gives them.")
    subject = _text("Subject line; empty where there is none.")
    subject_marking = _text("Its portion marking.", null=True)
    references = serializers.ListField(child=ReferenceSerializer(), help_text="Its list of references.")
    referred_to_by = _texts("Ids of the cables here that refer to it.")
    summary = _text("Its summary.", null=True)
    paragraphs = serializers.ListField(child=ParagraphSerializer(), help_text="In reading order.")
    signers = _texts("Who signed it.")
    defects = serializers.ListField(child=DefectSerializer(), help_text="What was odd in its text.")
    corrections = serializers.ListField(child=CorrectionSerializer(), help_text="Fields that people corrected.")


class PostSerializer(Shape):
    sparse = True

    code = _text("BAKU")
    name = _text("Embassy Baku")
    kind = _text("embassy, consulate, mission, department ...")
    country = _text("Where it is; empty where that is no one country.")
    country_code = _text("The same in two letters, ISO 3166.")
    latitude = serializers.FloatField(allow_null=True, help_text="Degrees north.")
    longitude = serializers.FloatField(allow_null=True, help_text="Degrees east.")
    cables = _number("Cables of it that are here.")
    url = _text("Address of the page for people.")


class TagSerializer(Shape):
    sparse = True

    code = _text("PGOV")
    kind = serializers.ChoiceField(choices=Tag.Kind.values, help_text="What kind of TAGS it is.")
    name = _text("What the code stands for; empty where that is not known.")
    cables = _number("Cables here that have it.")
    url = _text("Address of the page for people.")


class SnippetSerializer(Shape):
    anchor = _text("The paragraph’s anchor.")
    number = _number("The paragraph’s number.", null=True)
    marking = _text("Its portion marking.", null=True)
    text = _text("Plain text, an excerpt of the paragraph.")
    matches = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text="[start, end] into the text, in Unicode characters, of what the search found.",
    )
    url = _text("Address of the paragraph, for people.")


class HitSerializer(LineSerializer):
    subject_matches = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text="[start, end] into the subject, in Unicode characters, of what the search found.",
    )
    snippets = serializers.ListField(
        child=SnippetSerializer(), help_text="Excerpts of paragraphs; of paragraphs as hits, the one found."
    )
    more_paragraphs = _number("Paragraphs with something of the search, besides those in snippets.")


class ObstacleSerializer(Shape):
    kind = _text("word, filter, filters or beside.")
    label = _text("What stands in the way.")
    total = _number("Hits without it.")
    url = _text("Address of the search without it.")


class ReadingSerializer(Shape):
    """How a search was read."""

    text = _text("As it was given.")
    unit = serializers.ChoiceField(choices=list(UNITS), help_text="What a hit is.")
    understood = _text("How it was read, as a sentence.")
    notices = _texts("What could not be read as meant, and what was done instead.")
    complete = serializers.BooleanField(help_text="Whether the search was answered whole in the time it may take.")
    exact_id = _text("The cable whose id the text is.", null=True)
    did_you_mean = _text("The text with words that are here.", null=True)
    obstacles = serializers.ListField(
        child=ObstacleSerializer(), help_text="Where nothing was found: what stands in the way."
    )


class FacetMonthSerializer(Shape):
    value = _text("What to give as f[name].")
    label = _text("For people.")
    title = _text("The longer name behind a code.")
    count = _number("How many cables.")
    selected = serializers.BooleanField(help_text="Whether the search asks for it.")
    excluded = serializers.BooleanField(help_text="Whether the search leaves it out.")


class FacetValueSerializer(FacetMonthSerializer):
    children = serializers.ListField(child=FacetMonthSerializer(), help_text="Of a year, its months.")


class FacetSerializer(Shape):
    key = _text("Names the facet.")
    name = _text("Name of its filter: f[name].")
    label = _text("For people.")
    values = serializers.ListField(child=FacetValueSerializer(), help_text="The commonest first; dates, newest first.")
    more = _number("Rarer values that are not listed.")


class BarSerializer(Shape):
    first = serializers.DateField(help_text="First day.")
    last = serializers.DateField(help_text="Last day.")
    label = _text("For people.")
    count = _number("How many cables.")


class HistogramSerializer(Shape):
    step = serializers.ChoiceField(choices=["year", "month", "day"], help_text="What a bar stands for.")
    bars = serializers.ListField(child=BarSerializer(), help_text="At most 120, without gaps.")
    undated = _number("Cables without a date.")


class HitPageSerializer(Shape):
    """One answer of a search."""

    total = _number("How many hits there are, exactly.")
    cables = _number("How many cables the hits are in.")
    reading = ReadingSerializer(help_text="How the search was read.")
    facets = serializers.ListField(
        child=FacetSerializer(), allow_null=True, help_text="With the first answer only: behind a cursor null."
    )
    histogram = HistogramSerializer(
        allow_null=True, help_text="With the first answer only; null too where no cable has a date."
    )
    items = serializers.ListField(child=HitSerializer(), help_text="The hits.")
    next = going_on()


class SuggestionSerializer(Shape):
    kind = _text("cable, field, post, tag, value, subject or word.")
    label = _text("What to show.")
    detail = _text("More about it; may be empty.")
    text = _text("The whole text, once this is chosen.")
    reference_id = _text("The cable, where it is one.", null=True)


class SuggestionsSerializer(Shape):
    suggestions = serializers.ListField(child=SuggestionSerializer(), help_text="Best first.")
