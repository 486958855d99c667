"""Patterns, pools and names."""

from __future__ import annotations

from random import Random

import pytest

from cables.corpus.language import PatternError, Pool, read_pattern
from cables.corpus.names import Namer, styles


class Echo:
    """A scene in which every draw comes out the same."""

    def __init__(self, drawn: float) -> None:
        self.draw = lambda: drawn


SLOTS = {"who": lambda scene: "the minister", "count": lambda scene: "7"}


@pytest.mark.parametrize(
    ("source", "drawn", "said", "why"),
    [
        ("Plain.", 0, "Plain.", "nothing to fill"),
        ("{who} agreed.", 0, "The minister agreed.", "a slot, and a capital at the start"),
        ("It [rose|fell].", 0, "It rose.", "the first alternative"),
        ("It [rose|fell].", 0.99, "It fell.", "the last alternative"),
        ("He met [{who}|no one].", 0, "He met the minister.", "a slot inside an alternative"),
        ("Late[, again|].", 0.99, "Late.", "an alternative may be empty"),
        ("{count} percent, 5% more.", 0, "7 percent, 5% more.", "a percent sign is itself"),
        ("{who} met {who}.", 0, "The minister met the minister.", "slots may repeat"),
    ],
)
def test_patterns_are_filled(source: str, drawn: float, said: str, why: str) -> None:
    assert read_pattern(source, SLOTS).say(Echo(drawn)) == said, why


@pytest.mark.parametrize("source", ["{whom} agreed.", "He met [{whom}|no one]."])
def test_a_slot_no_one_fills_is_found_when_the_pattern_is_read(source: str) -> None:
    with pytest.raises(PatternError, match=r"Unknown slot \{whom\}"):
        read_pattern(source, SLOTS)


@pytest.mark.parametrize("size", [1, 2, 7, 12])
def test_a_deal_repeats_nothing_before_all_have_come(size: int) -> None:
    pool = Pool([read_pattern(str(number), {}) for number in range(size)])
    for seed in range(20):
        deal = pool.deal(Random(seed).random)
        dealt = [deal.next().text for _ in range(size)]
        assert sorted(dealt, key=int) == [str(number) for number in range(size)]
        assert not deal.fresh


@pytest.mark.parametrize("style", styles())
def test_some_names_are_common_and_most_are_rare(style: str) -> None:
    draw = Random(1).random
    namer = Namer(styles()[style], 0)
    names = [namer.surname(draw) for _ in range(4000)]
    most = max(names.count(name) for name in set(names[:200]))
    assert most > 40
    assert len(set(names)) > 1000


def test_the_same_draws_give_other_names_in_another_country() -> None:
    style = styles()["latin"]
    one, other = (
        [Namer(style, offset).surname(draw) for _ in range(50)]
        for offset, draw in ((1, Random(5).random), (999, Random(5).random))
    )
    assert len(set(one) & set(other)) < 5
