"""Words and phrases of a query, as plans over the fields of words."""

from __future__ import annotations

import sys
from decimal import Decimal

from cables.search.fields import TEXT, Field
from cables.search.plan import AnyOf, AnyValue, AnyWord, Everything, ExactPhrase, HasWords, Near
from cables.search.published import Published
from cables.search.readings import Notes, Part, all_of
from cables.search.spelling import similar_words
from cables.search.terms import EXPANDED_WORDS, Pattern, cable_meant, matching_words, same_stem
from cables.search.words import fold, folded_words

SHORTEST_PREFIX = 2
"""Letters or digits that must stand before the first * or ?."""
MOST_PATTERNS = 10
"""Words with *, ? or ~ in one query."""
FARTHEST = 100
"""Other words that may stand between words near each other."""
SHORTEST_SIMILAR = 3
"""Letters of a word that others can be spelt like."""
USUAL_DISTANCE = 5
"""Other words between, where ~ stands without a number."""


class Clauses:
    """Reads the words of one query."""

    def __init__(self, published: Published, notes: Notes, *, typed: bool) -> None:
        self._published = published
        self._snapshot = published.snapshot
        self._notes = notes
        self._typed = typed
        self._most_words = EXPANDED_WORDS if typed else sys.maxsize
        self._patterns_left = MOST_PATTERNS if typed else sys.maxsize

    def all_words(self, text: str, field: Field) -> Part | None:
        return all_of([self.word(word, field) for word in folded_words(text)])

    def bare(self, text: str, field: Field) -> Part | None:
        """What stands between two blanks; of several words, as in al-Qaeda, the phrase that they are."""
        words = self._words(text)
        return self.word(words[0], field) if len(words) == 1 else self._exact(words, field)

    def quoted(self, text: str, field: Field) -> Part | None:
        return self._exact(self._words(text), field)

    def word(self, word: str, field: Field) -> Part | None:
        """A bare word: every word of its stem in the cable's text, only itself in names."""
        if field.name not in ("text", "subject"):
            return self._exact((word,), field)
        said = f"any form of {word}" if word.isalpha() else word
        return Part(AnyWord(field.name, same_stem(self._snapshot, word)), _in_field(said, field))

    def cable(self, text: str) -> Part | None:
        """The cable that a word is the id of, and those that name it; None where it is no id, or of none we know."""
        cable = cable_meant(text)
        if cable is None:
            return None
        named = [AnyValue(field, frozenset({cable})) for field in ("reference_id", "refs", "mentions")]
        if not any(len(self._published.having_value(plan.field, cable)) for plan in named):
            self._notes.add(f"No cable has the id {cable} or names it; it was searched as words.")
            return None
        as_typed = self._exact(folded_words(text), TEXT)
        plans = (*named, as_typed.plan) if as_typed else named
        return Part(AnyOf(tuple(plans)), f"the id {cable} or a mention of it", joined=True)

    def near(self, text: str, written: str, degree: int, field: Field) -> Part | None:
        """Words close to each other, in either order."""
        words = folded_words(text)
        if len(words) < 2:
            self._notes.add(f"“{written}” asks for words near each other, but there are not two; ~ was left out.")
            return self.quoted(text, field)
        distance = USUAL_DISTANCE if written.endswith("~") else degree
        if distance > FARTHEST:
            self._notes.add(
                f"Words near each other can have at most {FARTHEST} words between them; so many were taken."
            )
            distance = FARTHEST
        between = f"with at most {distance} other word{'s' * (distance != 1)} between" if distance else "side by side"
        said = f"{' and '.join(f'“{word}”' for word in words)} {between}"
        return Part(Near(field.name, words, distance), _in_field(said, field))

    def similar(self, text: str, degree: Decimal | None, field: Field) -> Part | None:
        """A word and those spelt like it."""
        words = folded_words(text)
        if len(words) != 1 or len(words[0]) < SHORTEST_SIMILAR:
            self._notes.add(f"“{text}~” must be one word of at least {SHORTEST_SIMILAR} letters; ~ was left out.")
            return self.bare(text, field)
        edits = 1 if degree is None else int(degree)
        if degree not in (None, 1, 2):
            self._notes.add("Similar spellings are ~1 or ~2, for one letter or two; ~1 was taken.")
            edits = 1
        if not self.may_expand(f"{text}~"):
            return None
        similar = similar_words(self._snapshot, field.name, words[0], edits)
        if len(similar) > self._most_words:
            self._notes.add(
                f"“{text}~” stands for {len(similar):,} words; only the {self._most_words:,} nearest were searched."
            )
        found = tuple(similar[: self._most_words])
        said = f"words within {'one letter' if edits == 1 else 'two letters'} of {words[0]}"
        return Part(AnyWord(field.name, found), _in_field(said, field))

    def like(self, pattern: Pattern, text: str, field: Field) -> Part | None:
        """Words with * or ?."""
        if pattern.everything:
            return Part(HasWords(field.name), _in_field("anything", field)) if field is not TEXT else EVERYTHING
        if self._typed and pattern.letters_before_wildcard < SHORTEST_PREFIX:
            self._notes.add(f"“{text}” needs at least {SHORTEST_PREFIX} letters before the * or ?; {_WITHOUT_SIGN}")
            return self.all_words(text, field)
        if not pattern.one_word:
            self._notes.add(f"In “{text}” the * or ? stands in more than one word; {_WITHOUT_SIGN}")
            return self.all_words(text, field)
        if not self.may_expand(text):
            return None
        found = matching_words(pattern, self._snapshot, field.name)
        if len(found) > self._most_words:
            frequency = self._snapshot.frequencies(field.name, fold(pattern.literal_start))
            found.sort(key=lambda word: (-frequency[word], word))
            self._notes.add(
                f"“{text}” stands for {len(found):,} words; only the {self._most_words:,} commonest were searched."
            )
        return Part(AnyWord(field.name, tuple(found[: self._most_words])), _in_field(f"words like {text}", field))

    def may_expand(self, text: str) -> bool:
        """Counts the words with signs; says so where there are too many."""
        self._patterns_left -= 1
        if self._patterns_left < 0:
            self._notes.add(f"A query can have at most {MOST_PATTERNS} words with *, ? or ~; “{text}” was left out.")
        return self._patterns_left >= 0

    def _words(self, text: str) -> tuple[str, ...]:
        words = folded_words(text)
        if not words:
            self._notes.add(f"“{text}” has no letter or digit and was left out.")
        return words

    def _exact(self, words: tuple[str, ...], field: Field) -> Part | None:
        if not words:
            return None
        plan = ExactPhrase(field.name, words) if len(words) > 1 else AnyWord(field.name, words)
        return Part(plan, _in_field(f"“{' '.join(words)}”", field))


EVERYTHING = Part(Everything(), "anything")
_WITHOUT_SIGN = "it was searched without."


def _in_field(said: str, field: Field) -> str:
    return f"{said} {field.label}" if field.label else said
