"""The archive's tables and every reusable read of them, as named QuerySet methods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, ExtractMonth
from django.urls import reverse
from django.utils import timezone


class Classification(models.TextChoices):
    """Levels in ascending order."""

    UNCLASSIFIED = "UNCLASSIFIED"
    LIMITED_OFFICIAL_USE = "LIMITED OFFICIAL USE"
    CONFIDENTIAL = "CONFIDENTIAL"
    SECRET = "SECRET"  # noqa: S105
    TOP_SECRET = "TOP SECRET"  # noqa: S105


class Precedence(models.TextChoices):
    FLASH = "FLASH"
    NIACT_IMMEDIATE = "NIACT IMMEDIATE"
    IMMEDIATE = "IMMEDIATE"
    PRIORITY = "PRIORITY"
    ROUTINE = "ROUTINE"


class Visibility(models.TextChoices):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHHELD = "withheld"


def _decoded(raw: bytes | memoryview, encoding: str) -> str:
    try:
        return bytes(raw).decode(encoding, errors="replace")
    except LookupError:
        return bytes(raw).decode("ascii", errors="replace")


class PostQuerySet(models.QuerySet["Post"]):
    def with_published_counts(self) -> Self:
        """Posts that sent at least one published cable, with `published` = how many, by country and name."""
        published = Count("cables", filter=Q(cables__visibility=Visibility.PUBLISHED))
        return self.annotate(published=published).filter(published__gt=0).order_by("country", "name")


class Post(models.Model):
    """An embassy, consulate, mission or department that sends cables."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    country = models.CharField(max_length=80, blank=True)
    country_code = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="post_position_on_earth",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="post_code_stated"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("post", args=[self.code])


class TagQuerySet(models.QuerySet["Tag"]):
    def with_published_counts(self) -> Self:
        """Tags on at least one published cable, with `published` = how many, by code."""
        # By leaving out the few that are hidden, so that no cable is looked at: an index holds the joining rows.
        joining: models.QuerySet[Any] = Cable.tags.through.objects.filter(tag=OuterRef("pk"))
        made = joining.exclude(cable__in=Cable.objects.hidden())
        published = made.order_by().values("tag").annotate(cables=Count("pk")).values("cables")
        return self.annotate(published=Subquery(published)).filter(Exists(made)).order_by("code")

    def as_stated(self) -> Self:
        """For prefetching the tags of cables: as each telegram gives them, which is the order of the joining rows."""
        return self.order_by("Cable_tags+__pk")


class Tag(models.Model):
    """One code or term of the TAGS line. Migration 0014 gives its joining rows an index with the cables in it."""

    class Kind(models.TextChoices):
        SUBJECT = "subject"
        PROGRAM = "program"
        PLACE = "place"
        ORGANISATION = "organisation"
        PERSON = "person"
        TERM = "term"
        UNKNOWN = "unknown"

    code = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=160, blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["subject", "program", "place", "organisation", "person", "term", "unknown"]),
                name="tag_kind_known",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="tag_code_stated"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.code])


class Caption(models.Model):
    """A handling instruction: SIPDIS, NOFORN, SENSITIVE ..."""

    text = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class SourceQuerySet(models.QuerySet["Source"]):
    def interrupted(self, kind: str, name: str) -> Source | None:
        """The last run of this kind and name if it was ended before all had been read."""
        last = self.filter(kind=kind, name=name).order_by("pk").last()
        return last if last and last.finished_at is None else None

    def kinds_in_use(self) -> set[str]:
        """Kinds of the sources that gave at least one text, in one query."""
        gave = Exists(Version.objects.filter(source=OuterRef("pk")))
        return set(self.filter(gave).order_by().values_list("kind", flat=True).distinct())


class Source(models.Model):
    """Where texts came from: one run of `ingest`, one upload, one demo corpus; when and by whom."""

    class Kind(models.TextChoices):
        FILES = "files", "Bulk import"
        UPLOAD = "upload", "Upload"
        DEMO = "demo", "Invented for demonstration"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.TextField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    added_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    """When all of it had been read; null while a run goes on, and after one that was ended."""

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["files", "upload", "demo"]), name="source_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class CableQuerySet(models.QuerySet["Cable"]):
    def published(self) -> Self:
        """What visitors may see; every page, list and index goes through this."""
        return self.filter(visibility=Visibility.PUBLISHED)

    def hidden(self) -> Self:
        """What visitors must not see."""
        return self.filter(visibility__in=[Visibility.DRAFT, Visibility.WITHHELD])

    def withheld_openly(self) -> Self:
        """Of which visitors are told that they are withheld, by a note."""
        return self.filter(visibility=Visibility.WITHHELD).exclude(withheld_note="")

    def newest_first(self) -> Self:
        return self.order_by(F("date").desc(nulls_last=True), "reference_id")

    def oldest_first(self) -> Self:
        return self.order_by(F("date").asc(nulls_last=True), "reference_id")

    def for_lists(self) -> Self:
        """With what a line in a list shows, in a constant number of queries; `invented` says whether the text read is
        one made for demonstration."""
        addressees = Addressee.objects.filter(role=Addressee.Role.ACTION).select_related("post")
        action = Prefetch("addressees", addressees, to_attr="action")
        demo = Version.objects.filter(cable=OuterRef("pk"), current=True, source__kind=Source.Kind.DEMO)
        tags = Prefetch("tags", Tag.objects.as_stated())
        return self.select_related("post").prefetch_related(tags, "captions", action).annotate(invented=Exists(demo))

    def with_text_facts(self) -> Self:
        """With `current_version`, the number of the text the fields were read from, and `invented`, whether that text
        was made for demonstration."""
        current = Version.objects.filter(cable=OuterRef("pk"), current=True)
        demo = current.filter(source__kind=Source.Kind.DEMO)
        return self.annotate(current_version=Subquery(current.values("number")[:1]), invented=Exists(demo))

    def for_citing(self) -> Self:
        """With what a citation says, in a constant number of queries."""
        addressees = Addressee.objects.filter(role=Addressee.Role.ACTION).select_related("post")
        tags = Prefetch("tags", Tag.objects.as_stated())
        parts = [tags, Prefetch("addressees", addressees)]
        return self.with_text_facts().select_related("post").prefetch_related(*parts)

    def for_head(self) -> Self:
        """With all that a reading page shows but the paragraphs, in a constant number of queries."""
        return self.select_related("post").prefetch_related(
            Prefetch("tags", Tag.objects.as_stated()),
            "captions",
            "addressees__post",
            Prefetch("references", Reference.objects.select_related("target__post")),
            Correction.prefetched(),
        )

    def for_reading(self) -> Self:
        """With all of a cable, in a constant number of queries."""
        return self.for_head().prefetch_related("paragraphs")

    def for_records(self) -> Self:
        """With what `cables.records` takes from cables themselves, in a constant number of queries."""
        tags = Prefetch("tags", Tag.objects.as_stated())
        return self.select_related("post").prefetch_related(tags, "captions", Correction.prefetched())

    def for_index(self) -> Self:
        """With all the index holds, in a constant number of queries."""
        return self.select_related("post").prefetch_related(
            "tags", "captions", "paragraphs", "references", "addressees"
        )

    def citing(self, cable: Cable) -> Self:
        """Cables whose reference list names `cable`."""
        return self.filter(references__target=cable).distinct()

    def tagged(self, tag: Tag) -> Self:
        """Cables with one of the TAGS."""
        # Not by a join, for which SQLite looks up each cable of the archive.
        return self.filter(pk__in=Cable.tags.through.objects.filter(tag=tag).values("cable"))

    def naming(self, reference_id: str) -> Self:
        """Cables whose reference list names the id, whether a cable of that id is in the archive or not."""
        return self.filter(references__target_reference_id=reference_id).distinct()

    def of_year(self, post_code: str, year: int) -> Self:
        """Dated cables of one post with a number of that year."""
        return self.filter(post__code=post_code, date__year=year, serial__isnull=False)

    def ids_among(self, reference_ids: Iterable[str]) -> set[str]:
        """Those of the ids that these cables have."""
        wanted = sorted(reference_ids)
        batches = (wanted[start : start + 5_000] for start in range(0, len(wanted), 5_000))
        found = (self.filter(reference_id__in=batch).values_list("reference_id", flat=True) for batch in batches)
        return {reference_id for batch in found for reference_id in batch}

    def counts_by_year(self) -> dict[int, int]:
        """How many of each year, ascending; undated cables are left out."""
        counts: dict[int, int] = {}
        # Counted by days, which indexes hold: on SQLite, taking the year of a date is slow.
        days = self.filter(date__isnull=False).order_by("date").values_list("date").annotate(cables=Count("pk"))
        for day, cables in days:
            counts[day.year] = counts.get(day.year, 0) + cables
        return counts

    def counts_by_month(self, year: int) -> models.QuerySet[Cable, dict[str, int]]:
        """{"month": 4, "cables": 3}, ascending, of one year."""
        return (
            self.filter(date__year=year)
            .annotate(month=ExtractMonth("date"))
            .values("month")
            .annotate(cables=Count("pk"))
            .order_by("month")
        )


class Cable(models.Model):
    """One cable, as its current version reads. Its raw texts are kept in `versions`."""

    reference_id = models.CharField(max_length=80, unique=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLISHED)
    withheld_note = models.TextField(blank=True)
    """What visitors are told of a withheld cable; where it is empty, the cable is not in the archive for them."""

    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="cables", db_index=False)
    """Found by the index below, which begins with it."""
    serial = models.PositiveIntegerField(null=True)
    sent = models.DateTimeField(null=True)
    date = models.DateField(null=True)
    """The day it was sent; from the container where the text has no date-time group."""
    subject = models.TextField(blank=True)
    subject_repairs = models.JSONField(default=list)
    """As in Paragraph."""
    subject_marking = models.CharField(max_length=40, blank=True)
    classification = models.CharField(max_length=20, choices=Classification.choices, blank=True)
    precedence = models.CharField(max_length=20, choices=Precedence.choices, blank=True)
    captions = models.ManyToManyField(Caption, related_name="cables")
    tags = models.ManyToManyField(Tag, related_name="cables")

    transmission_id = models.CharField(max_length=40, blank=True)
    routing = models.JSONField(default=list)
    """Routing indicators of the relay line, in order."""
    sender = models.TextField(blank=True)
    sections = models.PositiveIntegerField(null=True)
    passing = models.JSONField(default=list)
    """Passing and attention lines, as sent."""
    executive_order = models.CharField(max_length=5, blank=True)
    declassify_on = models.DateField(null=True)
    declassify_text = models.TextField(blank=True)
    classified_by = models.JSONField(default=list)
    """[{"name": ..., "title": ...}]"""
    reasons = models.JSONField(default=list)
    """["1.4(b)", ...]"""
    signers = models.JSONField(default=list)
    summary = models.TextField(blank=True)
    defects = models.JSONField(default=list)
    """[{"kind": ..., "count": ..., "details": [...]}], kinds as in cables.telegram.DEFECTS."""

    added_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CableQuerySet.as_manager()

    class Meta:
        ordering = ["reference_id"]
        indexes = [
            models.Index(fields=["visibility", "-date", "reference_id"], name="cable_by_date"),
            models.Index(fields=["post", "visibility", "-date", "reference_id"], name="cable_by_post"),
            models.Index(fields=["-date", "-id"], name="cable_newest"),
            models.Index(fields=["classification", "-date", "-id", "visibility"], name="cable_by_level"),
            models.Index(fields=["visibility", "changed_at", "id"], name="cable_by_change"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=["draft", "published", "withheld"]), name="cable_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    classification__in=[
                        "",
                        "UNCLASSIFIED",
                        "LIMITED OFFICIAL USE",
                        "CONFIDENTIAL",
                        "SECRET",
                        "TOP SECRET",
                    ]
                ),
                name="cable_classification_known",
            ),
            models.CheckConstraint(
                condition=Q(precedence__in=["", "FLASH", "NIACT IMMEDIATE", "IMMEDIATE", "PRIORITY", "ROUTINE"]),
                name="cable_precedence_known",
            ),
            models.CheckConstraint(condition=~Q(reference_id=""), name="cable_reference_id_stated"),
            models.CheckConstraint(
                condition=Q(visibility="withheld") | Q(withheld_note=""), name="cable_note_only_where_withheld"
            ),
        ]

    def __str__(self) -> str:
        return self.reference_id

    def get_absolute_url(self) -> str:
        return reverse("cable", args=[self.reference_id])


class Version(models.Model):
    """One raw text of a cable, byte for byte as received, numbered in the order of arrival."""

    cable = models.ForeignKey(Cable, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=False)
    """True for the text the cable's fields were read from: the last to arrive with anything to read in it."""
    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64, blank=True)
    """Of the telegram's own characters without blanks and without what its container put around it."""
    encoding = models.CharField(max_length=20)
    """Python codec that turns `raw` into the text that was parsed."""
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="versions")
    origin = models.TextField()
    """The file, and the member within an archive, it was read from."""
    found_id = models.TextField(blank=True)
    """The id as the container spelt it, where it did."""
    facts = models.JSONField(default=dict)
    """What the container says of the telegram, as `cables.ingest.Facts.to_json` writes it."""
    encoding_guessed = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["cable", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cable", "number"], name="version_number_once"),
            # In this order it also finds a text by its digest alone.
            models.UniqueConstraint(fields=["sha256", "cable"], name="version_text_once"),
            models.UniqueConstraint(fields=["cable"], condition=Q(current=True), name="version_current_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.cable} version {self.number}"

    @property
    def text(self) -> str:
        """What cannot be decoded is U+FFFD."""
        return _decoded(self.raw, self.encoding)


class Paragraph(models.Model):
    cable = models.ForeignKey(Cable, on_delete=models.CASCADE, related_name="paragraphs", db_index=False)
    position = models.PositiveIntegerField()
    """Order within the cable, from 0."""
    anchor = models.CharField(max_length=20)
    """Fragment of its permalink: p3; p6-2 for the second paragraph numbered 6; u1 for the first unnumbered."""
    number = models.PositiveIntegerField(null=True)
    marking = models.CharField(max_length=40, blank=True)
    heading = models.TextField(blank=True)
    heading_repairs = models.JSONField(null=True)
    """As `repairs`, into `heading`; null where there are none, as nearly everywhere."""
    role = models.CharField(max_length=20, default="text")
    text = models.TextField()
    """Reading text; blocks are separated by a blank line."""
    blocks = models.JSONField(default=list)
    """[[start, end, kind], ...] into `text`; kinds text, item, table."""
    repairs = models.JSONField(default=list)
    """[[offset, before, after], ...] into `text`, ascending; undoing them all gives the text as received."""
    mentions = models.JSONField(default=list)
    """[[start, end, [reference ids]], ...] into `text`."""

    class Meta:
        ordering = ["cable", "position"]
        constraints = [
            models.UniqueConstraint(fields=["cable", "position"], name="paragraph_position_once"),
            models.UniqueConstraint(fields=["cable", "anchor"], name="paragraph_anchor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cable} {self.anchor}"

    def get_absolute_url(self) -> str:
        return f"{self.cable.get_absolute_url()}#{self.anchor}"


class Addressee(models.Model):
    class Role(models.TextChoices):
        ACTION = "action"
        INFO = "info"

    cable = models.ForeignKey(Cable, on_delete=models.CASCADE, related_name="addressees", db_index=False)
    role = models.CharField(max_length=10, choices=Role.choices)
    position = models.PositiveIntegerField()
    name = models.TextField()
    indicator = models.CharField(max_length=10, blank=True)
    precedence = models.CharField(max_length=20, blank=True)
    continuity_number = models.CharField(max_length=12, blank=True)
    collective = models.BooleanField(default=False)
    exempt = models.BooleanField(default=False)
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="addressed")

    class Meta:
        ordering = ["cable", "role", "position"]
        constraints = [
            models.UniqueConstraint(fields=["cable", "role", "position"], name="addressee_position_once"),
            models.CheckConstraint(condition=Q(role__in=["action", "info"]), name="addressee_role_known"),
        ]

    def __str__(self) -> str:
        return self.name


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def most_cited(self, limit: int) -> list[tuple[int, int]]:
        """(primary key of a published cable, how many published cables refer to it), the most cited first."""
        found = self._made_by_published().filter(target__isnull=False).exclude(target__in=Cable.objects.hidden())
        counts = found.values_list("target").annotate(cables=Count("cable", distinct=True))
        return list(counts.order_by("-cables", "target")[:limit])

    def most_missed(self, limit: int) -> list[tuple[str, int]]:
        """(id of a cable that is not published here, how many published cables refer to it), the most cited first."""
        here = self._made_by_published().exclude(target_reference_id="")
        # Two queries, because an OR of both conditions keeps the index from being read in order.
        parts = [here.filter(target__isnull=True), here.filter(target__in=Cable.objects.hidden())]
        counts = [
            row
            for part in parts
            for row in part.values_list("target_reference_id")
            .annotate(cables=Count("cable", distinct=True))
            .order_by("-cables", "target_reference_id")[:limit]
        ]
        return sorted(counts, key=lambda row: (-row[1], row[0]))[:limit]

    def _made_by_published(self) -> Self:
        """By leaving out the few that are hidden: asked for all that are published, SQLite begins with these."""
        return self.exclude(cable__in=Cable.objects.hidden())

    def published_counts(self, reference_ids: Iterable[str]) -> dict[str, int]:
        """How many published cables refer to each of the ids; those that none refers to are left out."""
        named = self._made_by_published().filter(target_reference_id__in=sorted(reference_ids))
        counted = named.order_by().values("target_reference_id").annotate(citing=Count("cable", distinct=True))
        return dict(counted.values_list("target_reference_id", "citing"))

    def published_to(self, targets: Iterable[int]) -> dict[int, list[str]]:
        """Ids, ascending, of the published cables that refer to each cable, by its primary key, in one query."""
        named = self._made_by_published().filter(target__in=sorted(targets))
        citing: dict[int, list[str]] = {}
        for target, reference_id in named.order_by().values_list("target", "cable__reference_id").distinct():
            citing.setdefault(target, []).append(reference_id)
        return {target: sorted(ids) for target, ids in citing.items()}

    def links_of(self, reference_ids: Iterable[str]) -> models.QuerySet[Reference, tuple[str, str]]:
        """(citing id, cited id) wherever one of the ids cites or is cited in a published cable, in one query."""
        ids = sorted(reference_ids)
        made = self._made_by_published().exclude(target_reference_id="").order_by()
        columns = "cable__reference_id", "target_reference_id"
        citing = made.filter(cable__reference_id__in=ids).values_list(*columns)
        cited = made.filter(target_reference_id__in=ids).values_list(*columns)
        return citing.union(cited).order_by(*columns)


class Reference(models.Model):
    """One item of a cable's REF list."""

    cable = models.ForeignKey(Cable, on_delete=models.CASCADE, related_name="references", db_index=False)
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    """As it stands in the list."""
    kind = models.CharField(max_length=20, default="cable")
    """cable, or what else is cited: email, telcon, memo ..."""
    target_reference_id = models.CharField(max_length=80, blank=True)
    """Canonical id of the cable meant; empty where it could not be read or is no cable."""
    target = models.ForeignKey(
        Cable, null=True, on_delete=models.SET_NULL, related_name="referred_to_by", db_index=False
    )
    """Found by the index below, which begins with it."""
    notal = models.BooleanField(default=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["cable", "position"]
        indexes = [
            # Holds all that counting citations needs, so that three million references are counted in half a second.
            models.Index(fields=["target", "target_reference_id", "cable"], name="reference_by_target"),
            models.Index(fields=["target_reference_id"], name="reference_by_target_id"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cable", "position"], name="reference_position_once"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target_reference_id=""), name="reference_target_named"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("cable")), name="reference_to_another_cable"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def published_target(self) -> Cable | None:
        """The cable meant, if it is published. A cable that is not is as good as not in the archive."""
        return self.target if self.target and self.target.visibility == Visibility.PUBLISHED else None

    @property
    def withheld_openly(self) -> bool:
        """Whether visitors are told that the cable meant is withheld."""
        return self.target is not None and bool(self.target.withheld_note)


class IndexChange(models.Model):
    """The outbox of the index: written in the transaction that changes a cable, removed once the index has followed."""

    reference_id = models.CharField(max_length=80)
    """Not a foreign key: a deleted cable must still leave the index."""
    cable_pk = models.BigIntegerField(db_index=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reference_id


class ArrivalCheckQuerySet(models.QuerySet["ArrivalCheck"]):
    def ready(self) -> Self:
        """Those whose changes the index has followed, in order."""
        waiting = IndexChange.objects.filter(cable_pk=OuterRef("cable_pk"))
        return self.filter(~Exists(waiting)).order_by("pk")


class ArrivalCheck(models.Model):
    """A cable that may have become new to readers: written with an IndexChange, removed once it was looked at."""

    cable_pk = models.BigIntegerField()
    """Not a foreign key: deleting a cable shall not have to look here."""

    objects = ArrivalCheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.cable_pk)


class UploadQuerySet(models.QuerySet["Upload"]):
    def with_counts(self) -> Self:
        """With how many items are in each state: `waiting`, `published`, `discarded`, `rejected`."""
        items = UploadItem.objects.filter(upload=OuterRef("pk")).order_by().values("upload")

        def count(state: str) -> Coalesce:
            return Coalesce(Subquery(items.filter(state=state).annotate(found=Count("pk")).values("found")), 0)

        return self.annotate(**{state: count(state) for state in UploadItem.State.values})

    def with_last_job(self) -> Self:
        """With `job_kind` and `job_state` of the last job; null where there was none."""
        last = Job.objects.filter(upload=OuterRef("pk")).order_by("-pk")
        return self.annotate(job_kind=Subquery(last.values("kind")[:1]), job_state=Subquery(last.values("state")[:1]))


class Upload(models.Model):
    """What a member of staff brought to the upload desk in one go. Nothing of it is in the archive until published."""

    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="uploads")
    added_at = models.DateTimeField(auto_now_add=True)
    source = models.OneToOneField(Source, null=True, on_delete=models.PROTECT)
    """Where its published texts say they came from; made with the first publication."""

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Upload {self.pk}"


class ReceivedFile(models.Model):
    """One file of an upload as the browser sent it, kept on disk until all in it has been read."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=40, blank=True)
    """Its name in UPLOADS_DIR; "" once it is removed."""
    texts = models.PositiveIntegerField(null=True)
    """How many texts it holds, and inputs that are none; null until they are counted."""
    kept_until = models.DateTimeField(null=True)
    """Null, or until when it is kept because it holds what could not be read and is therefore in no item."""

    class Meta:
        ordering = ["upload", "position"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "position"], name="received_file_position_once"),
        ]

    def __str__(self) -> str:
        return self.name


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])

    def newest_first(self) -> Self:
        """Without the items they are about."""
        return self.defer("items").select_related("asked_by").order_by("-pk")


class Job(models.Model):
    """Work on one upload that the worker does: one at a time for each upload, in steps that are whole or not done."""

    class Kind(models.TextChoices):
        READ = "read"
        PUBLISH = "publish"
        DISCARD = "discard"
        TAKE_BACK = "take back"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    items = models.JSONField(default=list)
    """Primary keys of the items it is about, in the order of the upload; [] where it reads the upload."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who asked that it stop, which it does after its present step."""
    remark = models.TextField(blank=True)
    """Why it failed, or what else is to be said of its end: one sentence or two."""

    holder = models.CharField(max_length=32, blank=True)
    """Who does it: a word of its own for every time that a worker takes it up. Whoever finds another lets go."""
    fruitless = models.PositiveIntegerField(default=0)
    """How often it was taken up since its last step."""
    total = models.PositiveIntegerField(null=True)
    """Texts in all; null while they are being counted."""
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    """What was made of those done, e.g. {"defects": 3, "rejected": 1}."""
    started_at = models.DateTimeField(null=True)
    """When it was last taken up."""
    done_before = models.PositiveIntegerField(default=0)
    """What was done by then."""
    progressed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["read", "publish", "discard", "take back"]), name="job_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed", "stopped"]), name="job_state_known"
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(remark=""), name="job_failed_with_reason"),
            models.UniqueConstraint(
                fields=["upload"], condition=Q(state__in=["waiting", "running"]), name="job_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload}: {self.kind}, {self.state}"

    @property
    def unfinished(self) -> bool:
        return self.state in (Job.State.WAITING, Job.State.RUNNING)


class UploadItemQuerySet(models.QuerySet["UploadItem"]):
    def for_lists(self) -> Self:
        """Without the texts, with what publishing would meet: `present_id` and `present_visibility` of the cable that
        has the id already, `text_known` if it has the very text."""
        present = Cable.objects.filter(reference_id=OuterRef("reference_id"))
        same_text = Version.objects.filter(cable__reference_id=OuterRef("reference_id"), sha256=OuterRef("sha256"))
        return (
            self.defer("raw")
            .select_related("decided_by")
            .prefetch_related(Correction.of_items())
            .annotate(
                present_id=Subquery(present.values("pk")[:1]),
                present_visibility=Subquery(present.values("visibility")[:1]),
                text_known=Exists(same_text),
            )
        )

    def worst_first(self) -> Self:
        """Texts with the most defects first, then as they were brought."""
        return self.order_by("-defect_count", "position")

    def waiting(self) -> Self:
        return self.filter(state=UploadItem.State.WAITING)

    def kind_of(self, kind: str) -> Self:
        """Of the UploadItem.Kind, judged by what the archive and the upload hold now; all for ""."""
        present = Exists(Cable.objects.filter(reference_id=OuterRef("reference_id")))
        known = Exists(Version.objects.filter(cable__reference_id=OuterRef("reference_id"), sha256=OuterRef("sha256")))
        others = UploadItem.objects.filter(upload=OuterRef("upload"), reference_id=OuterRef("reference_id"))
        read = ~Q(reference_id="")
        conditions = {
            "": Q(),
            UploadItem.Kind.DEFECTS: Q(defect_count__gt=0),
            UploadItem.Kind.CLEAN: Q(defect_count=0) & read,
            UploadItem.Kind.NEW: ~present & read,
            UploadItem.Kind.VERSIONS: Q(present) & ~known,
            UploadItem.Kind.KNOWN: Q(known),
            UploadItem.Kind.TWICE: Exists(others.exclude(pk=OuterRef("pk"))) & read,
        }
        return self.filter(conditions[kind])


class UploadItem(models.Model):
    """One text of an upload, waiting for a decision or decided."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for review"
        PUBLISHED = "published", "Published"
        DISCARDED = "discarded", "Discarded"
        REJECTED = "rejected", "Rejected"

    class Kind(models.TextChoices):
        """What a review may look at by itself."""

        DEFECTS = "defects", "With defects"
        CLEAN = "clean", "Without defects"
        NEW = "new", "New cables"
        VERSIONS = "versions", "New versions"
        KNOWN = "known", "Here already"
        TWICE = "twice", "Several of one id"

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    origin = models.TextField()
    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    found_id = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    """As in Version."""
    encoding_guessed = models.BooleanField(default=False)
    reference_id = models.CharField(max_length=80, blank=True)
    reading = models.JSONField(default=dict)
    """How the parser read it when it was brought, as the review list shows it: subject, classification, date, post,
    paragraphs (how many), tags, references, defects ([{"kind": ..., "count": ...}])."""
    defect_count = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(blank=True)
    """Why it was rejected: one sentence."""
    outcome = models.CharField(max_length=20, blank=True)
    """What publishing it did: created, unchanged or new version."""
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = UploadItemQuerySet.as_manager()

    class Meta:
        ordering = ["upload", "position"]
        indexes = [
            # They hold all that lists are counted and sorted by, for the texts make the rows long.
            models.Index(fields=["upload", "state", "-defect_count", "position"], name="upload_item_by_state"),
            models.Index(fields=["upload", "-defect_count", "position"], name="upload_item_worst_first"),
            models.Index(
                fields=["upload", "reference_id", "sha256", "state", "defect_count"], name="upload_item_by_id"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["upload", "position"], name="upload_item_position_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "published", "discarded", "rejected"]), name="upload_item_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""), name="upload_item_rejected_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.reference_id or self.origin

    @property
    def text(self) -> str:
        """As that of a Version."""
        return _decoded(self.raw, self.encoding)

    @property
    def lacks_only_id(self) -> bool:
        """Whether it was rejected for want of an id, so that one given by hand lets it wait for review."""
        return self.state == self.State.REJECTED and bool(self.encoding) and not self.reference_id

    @property
    def correctable(self) -> bool:
        return self.state == self.State.WAITING or self.lacks_only_id


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def in_force(self) -> Self:
        return self.filter(undone_at=None)

    def for_visitors(self) -> Self:
        """Those that say something else than the text."""
        return self.in_force().exclude(state=Correction.State.AGREES).order_by("pk")

    def to_look_at(self) -> Self:
        """Corrections whose text is read otherwise by now."""
        return self.in_force().exclude(state=Correction.State.IN_FORCE).exclude(cable=None)


class Correction(models.Model):
    """One field of a cable that an archivist corrected: what the telegram was read as, and what holds instead.

    One that was made while the text waited for review belongs to the item until the item is published. An id is given
    to a text that has none, so this one stays with the item: it is what made the cable.
    """

    class Field(models.TextChoices):
        REFERENCE_ID = "reference_id", "Cable id"
        SUBJECT = "subject"
        SENT = "sent", "Date"
        POST = "post"
        CLASSIFICATION = "classification"
        PRECEDENCE = "precedence"
        CAPTIONS = "captions"
        TAGS = "tags", "TAGS"
        REFERENCE = "reference"
        CLASSIFIED_BY = "classified_by", "Classified by"
        DECLASSIFY_ON = "declassify_on", "Declassify on"
        SIGNERS = "signers"
        MARKING = "marking", "Paragraph marking"

    class State(models.TextChoices):
        IN_FORCE = "in force"
        AGREES = "agrees", "Agrees by now"
        OVERTAKEN = "overtaken", "Needs a look"

    cable = models.ForeignKey(Cable, null=True, on_delete=models.CASCADE, related_name="corrections")
    item = models.ForeignKey(UploadItem, null=True, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20, choices=Field.choices)
    place = models.CharField(max_length=200, blank=True)
    """Which one, of a field that a cable has several of: the text of the reference, the anchor of the paragraph."""
    parsed = models.JSONField(null=True)
    """What was read when it was corrected, as `cables.ingest.stated` gives it."""
    corrected = models.JSONField()
    read_now = models.JSONField(null=True)
    """What is read in the present text by the present parser; null where it has no such place any more."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.IN_FORCE)
    """What `read_now` says of the correction, which holds in any case until it is undone."""
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cable__isnull=False) | Q(item__isnull=False), name="correction_of_something"
            ),
            models.UniqueConstraint(
                fields=["cable", "field", "place"], condition=Q(undone_at=None), name="correction_of_cable_once"
            ),
            models.UniqueConstraint(
                fields=["item", "field", "place"], condition=Q(undone_at=None), name="correction_of_item_once"
            ),
        ]

    @staticmethod
    def of_items() -> Prefetch[str]:
        """Those in force of texts of an upload."""
        return Prefetch("corrections", Correction.objects.in_force().select_related("made_by").order_by("pk"))

    @staticmethod
    def prefetched() -> Prefetch[str]:
        """What visitors are told of the corrections of cables."""
        return Prefetch("corrections", Correction.objects.for_visitors())

    def __str__(self) -> str:
        return f"{self.get_field_display()} of {self.cable or self.item}"


class EventQuerySet(models.QuerySet["Event"]):
    def for_pages(self) -> Self:
        """In the order they happened, with who did it, in one query."""
        return self.select_related("user").order_by("pk")

    def of_upload(self, upload: Upload) -> Self:
        """What happened to an upload as a whole; what happened to one text of it is among that item's events."""
        return self.filter(upload=upload, item__isnull=True)


class Event(models.Model):
    """One step in the history of an upload, a text of it, a cable, a post or a TAG: who did what when.

    Never changed, never deleted.

    Written by `cables.history`, in the transaction that takes the step.
    """

    class Verb(models.TextChoices):
        RECEIVED = "received"
        READ = "read"
        PUBLISHED = "published"
        DISCARDED = "discarded"
        TAKEN_BACK = "taken back", "Taken back for review"
        REJECTED = "rejected"
        STOPPED = "stopped"
        FAILED = "failed"
        SHOWN = "shown", "Visibility changed"
        CORRECTED = "corrected"
        UNDONE = "undone", "Correction undone"
        RENAMED = "renamed"

    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who did it; null where the program did."""
    verb = models.CharField(max_length=20)
    """One of Verb."""
    upload = models.ForeignKey(Upload, null=True, on_delete=models.CASCADE, related_name="events")
    item = models.ForeignKey(UploadItem, null=True, on_delete=models.CASCADE, related_name="events")
    cable = models.ForeignKey(Cable, null=True, on_delete=models.CASCADE, related_name="events")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="events")
    tag = models.ForeignKey(Tag, null=True, on_delete=models.CASCADE, related_name="events")
    note = models.TextField(blank=True)
    """For people: one sentence, or what somebody wrote about the step."""
    details = models.JSONField(default=dict)
    """For the program: counts, fields, values before and after."""

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(verb=""), name="event_verb_stated"),
            models.CheckConstraint(
                condition=Q(upload__isnull=False)
                | Q(item__isnull=False)
                | Q(cable__isnull=False)
                | Q(post__isnull=False)
                | Q(tag__isnull=False),
                name="event_about_something",
            ),
        ]

    @property
    def who(self) -> str:
        """The name of the user; the program's where it acted by itself."""
        return self.user.get_username() if self.user else "Reftel"

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d %H:%M}"


class OneTimePassword(models.Model):
    """The user's password was made by the program; until they set their own, the desk asks for nothing else."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return f"One-time password of {self.user}"
