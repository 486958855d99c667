"""The kinds of defects, each with its sentence for readers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DEFECTS: Mapping[str, str] = MappingProxyType(
    {
        "damaged-punctuation": "Quotation marks, apostrophes or dashes were damaged in transmission; they were mended.",
        "damaged-letter": "Zeros and ones stood for the letters O and I; they were mended.",
        "broken-word": "A blank cut a word in two; the word was put together again.",
        "escaped-character": "Markup stood for a character (&amp; for &); the character was put back.",
        "footnote-mark": "The mark of a footnote was glued to a word; it was taken off.",
        "lost-pilcrow": "A page maker left a 1 or a link before a paragraph or reference mark; it was taken away.",
        "page-banner": "A page banner stood inside the text; it was taken out and the text joined.",
        "no-classification-line": "No classification line with post and number was found.",
        "level-from-security-line": "The level was taken from the security line of the header.",
        "level-from-page": "The level was taken from a line that repeats it.",
        "id-mismatch": "The id given with the text differs from the one its own lines make.",
        "unreadable-id": "The id given with the text is no id of a known post; it was left out.",
        "mended-id": "The id given with the text was damaged; the only id near it was taken.",
        "nearest-post": "A post is misspelt; the only post near it was taken.",
        "guessed-post": "A reference names no post; the post named before it, or the telegram's own, was taken.",
        "guessed-mark": "The list of references has no marks; letters in the text were taken for places in it.",
        "guessed-year": "The year of a reference is damaged, or missing in January; the likeliest was taken.",
        "damaged-precedence": "A precedence is misspelt; the only one near it was taken.",
        "unknown-post": "The post is not in the table of posts.",
        "impossible-date": "The date-time group names no possible moment.",
        "date-from-container": "The text has no date-time group; the date is the one its container states.",
        "date-from-station-line": "The date-time group is damaged; what it does not tell is from the station line.",
        "date-from-section": "The head has no date-time group; the one of a later section was taken.",
        "date-disagrees": "The station line names another day than the date-time group.",
        "partial-extract": "The container says that this is a partial extract of the original.",
        "empty-body": "The telegram has no text.",
        "damaged-order": "The number of the executive order was damaged; the only one near it was taken.",
        "damaged-tag": "A TAGS code was damaged or fused with others; it was mended.",
        "damaged-title": "Signs in the name or title of Classified By stood for others (0 for O); they were mended.",
        "damaged-reason": "The section number of a classification reason was damaged; it was mended.",
        "self-reference": "The list of references names the telegram itself; that item was left out.",
        "fused-addressees": "A lost line end fused two addressees; the line was kept as sent.",
        "exemption-without-collective": "An exempted addressee stands below no collective; it was left out.",
        "paragraph-numbers-missing": "Paragraph numbers are missing before this one.",
        "paragraph-number-repeats": "The number of this paragraph was used before.",
        "paragraph-number-out-of-order": "The number of this paragraph is lower than the one before.",
        "numbering-restarts": "The paragraph numbers start again from 1.",
        "repeated-head": "The head of the telegram is repeated at a section; the text goes on behind it.",
        "second-version": "A second version of the telegram follows its end; it was not read.",
        "line-noise": "Line noise stands in the text.",
        "guessed-encoding": "The bytes do not say how their characters are written; the commonest way was taken.",
        "from-container": "The text does not say this; it was taken from the container.",
        "container-date": "The container gives another day than the date-time group.",
        "container-classification": "The container gives another level than the text.",
        "container-post": "The container gives another post than the text.",
        "container-references": "The container names a reference that was not found in the text.",
        "does-not-fit": "A value is longer or larger than any real one; it was left out of the fields.",
        "unstorable-character": "The text holds characters that no database takes; they are shown as \ufffd.",
    }
)
