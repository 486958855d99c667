"""What holds of the reading of any text at all; the property tests and the fuzzer both ask for it."""

from __future__ import annotations

import json
from itertools import pairwise

from cables.telegram import DEFECTS, parse, to_dict


def assert_sound(text: str) -> None:
    telegram = parse(text)
    assert telegram.text == text
    assert "".join(text[span.start : span.end] for span in telegram.spans) == text
    assert all(one.end == other.start for one, other in pairwise(telegram.spans))
    assert all(span.end > span.start for span in telegram.spans)
    assert {defect.kind for defect in telegram.defects} <= set(DEFECTS)
    assert all(0 <= defect.start <= defect.end <= len(text) for defect in telegram.defects)
    for paragraph in telegram.paragraphs:
        for block in paragraph.blocks:
            assert 0 <= block.start < block.end <= len(paragraph.text)
        for one in paragraph.repairs:
            assert paragraph.text[one.offset : one.offset + len(one.after)] == one.after
        for mention in paragraph.mentions:
            assert paragraph.text[mention.start : mention.end] == mention.text
    json.dumps(to_dict(telegram))
