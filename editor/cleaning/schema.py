"""Schema: the form of a language pack's data, checked with errors that name the place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from editor.cleaning import traits
from editor.model.errors import UserError

Words = frozenset[str]


class Style(StrEnum):
    """What sort of marker: said without meaning, a question put to the hearer, or a softening."""

    CRUTCH = "crutch"
    TAG = "tag"
    HEDGE = "hedge"


EDGES: Final = frozenset({"both", "left", "right", "none", "opening", "end", "question"})
"""Where a marker may stand: pauses on both sides, on one, on none.

Opening a sentence, ending it, ending a question.
"""


@dataclass(frozen=True, slots=True)
class FilledPause:
    """Patterns match whole lower-case words. ``mention_*`` guard "the word um".

    ``units`` guard "5 mm".
    """

    patterns: tuple[str, ...]
    replies: tuple[str, ...]
    mention_after: Words
    mention_verbs: Words
    units: Words


@dataclass(frozen=True, slots=True)
class DoubleRule:
    """When a doubled word is a stumble although nothing but the doubling says so.

    With any ``strike_*`` given, only those neighbours make it one. ``strike_start``: the start of a
    clause; ``needs_both``: such a start and one of ``strike_before``; ``subject_only``: any place
    where only a subject can stand; ``pause_proves``: with any pause between. ``keep_after``,
    ``keep_before`` and ``keep_after_preposition`` name neighbours that make it none;
    ``comma_keeps``: a comma between is that of a new clause, whatever else stands there;
    ``clause_keeps``: a verb that may end one clause and open the next ("was ist ist gut"), which it
    cannot in a plain first clause of a sentence.
    """

    words: Words
    strike_before: Words | None
    strike_after: Words | None
    strike_start: bool
    subject_only: bool
    pause_proves: bool
    needs_both: bool
    keep_after: Words
    keep_before: Words
    keep_after_preposition: bool
    comma_keeps: bool
    clause_keeps: bool


@dataclass(frozen=True, slots=True)
class BrokenPair:
    """Words of ``first`` that were broken off where one of ``second`` follows.

    "the these", "and but".
    """

    first: Words
    second: Words


@dataclass(frozen=True, slots=True)
class Marker:
    """Words said without meaning, with how sure that is (0..1) by what stands around them."""

    words: tuple[str, ...]
    style: Style
    confidence: Mapping[str, float]
    left_like_edge: Words
    right_like_edge: Words
    never_after: Words
    never_before: Words


@dataclass(frozen=True, slots=True)
class Example:
    """A test of the pack: ``clean`` is what is left of ``raw``; equal, where nothing may go."""

    raw: str
    clean: str

    @property
    def keeps(self) -> bool:
        return self.raw == self.clean


@dataclass(frozen=True, slots=True)
class PackData:
    """A language pack as written, checked."""

    lang: str
    name: str
    version: int
    word_list: str
    short_words: Words
    more_words: Words
    rare_words: Words
    titles: Words
    letter_nouns: Words
    named_letters: Words
    guests: Words
    capital_nouns: bool
    filled_pause: FilledPause
    number_words: Words
    negations: Words
    negative_endings: tuple[str, ...]
    contraction_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    classes: Mapping[str, Words]
    content_doubles: bool
    doubles: tuple[DoubleRule, ...]
    broken_pairs: tuple[BrokenPair, ...]
    phrases_kept: tuple[tuple[str, ...], ...]
    markers: tuple[Marker, ...]
    hedges_between: tuple[tuple[str, ...], ...]
    corrections: tuple[tuple[str, ...], ...]
    tests: tuple[Example, ...]


class _Fields:
    """One object of the file; every field asked for once, unknown ones refused at the end."""

    def __init__(self, raw: object, source: str, place: str) -> None:
        self._source = source
        self._place = place
        if not isinstance(raw, dict):
            raise self._error("object", "")
        self._left: dict[str, object] = dict(raw)

    def _error(self, expected: str, name: str) -> UserError:
        place = ".".join(part for part in (self._place, name) if part)
        return UserError("pack.bad", path=self._source, field=place, expected=expected)

    def _take(self, name: str, expected: str, default: object = None) -> object:
        value = self._left.pop(name, default)
        if value is None:
            raise self._error(expected, name)
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self._take(name, "text", default)
        if not isinstance(value, str):
            raise self._error("text", name)
        return value

    def count(self, name: str) -> int:
        value = self._take(name, "number")
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._error("number", name)
        return value

    def flag(self, name: str) -> bool:
        value = self._take(name, "true or false", default=False)
        if not isinstance(value, bool):
            raise self._error("true or false", name)
        return value

    def words(self, name: str) -> Words:
        """Words parted by spaces, lower case."""
        return frozenset(self.text(name, "").lower().split())

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._take(name, "list of texts", default=())
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise self._error("list of texts", name)
        return tuple(value)

    def phrases(self, name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(phrase.lower().split()) for phrase in self.texts(name))

    def patterns(self, name: str) -> tuple[str, ...]:
        found = self.texts(name)
        for pattern in found:
            try:
                re.compile(pattern)
            except re.error as error:
                raise self._error(f"regular expression ({error})", name) from error
        return found

    def shares(self, name: str) -> dict[str, float]:
        value = self._take(name, "object of numbers from 0 to 1", default={})
        if not isinstance(value, dict) or not all(
            key in EDGES and isinstance(v, int | float) and 0 <= v <= 1 for key, v in value.items()
        ):
            raise self._error(f"numbers from 0 to 1 for some of {sorted(EDGES)}", name)
        return {str(key): float(v) for key, v in value.items()}

    def objects(self, name: str) -> Iterator[_Fields]:
        value = self._take(name, "list of objects", default=())
        if not isinstance(value, list | tuple):
            raise self._error("list of objects", name)
        for number, item in enumerate(value, 1):
            yield _Fields(item, self._source, f"{self._inside(name)}[{number}]")

    def object(self, name: str) -> _Fields:
        return _Fields(self._take(name, "object", default={}), self._source, self._inside(name))

    def _inside(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def maybe_words(self, name: str) -> Words | None:
        return self.words(name) if name in self._left else None

    def one_of(self, name: str, choices: type[Style]) -> Style:
        value = self.text(name)
        if value not in list(choices):
            raise self._error(f"one of {[str(choice) for choice in choices]}", name)
        return choices(value)

    def done(self) -> None:
        for name in self._left:
            raise self._error("no such field", name)


def check(raw: object, source: str) -> PackData:
    """The checked form of a pack read from ``source``.

    Raises ``UserError`` ``pack.bad`` (path, field, expected).
    """
    top = _Fields(raw, source, "")
    data = PackData(
        lang=top.text("lang"),
        name=top.text("name"),
        version=top.count("version"),
        word_list=top.text("word_list", ""),
        short_words=top.words("short_words"),
        more_words=top.words("more_words"),
        rare_words=top.words("rare_words"),
        titles=top.words("titles"),
        letter_nouns=top.words("letter_nouns"),
        named_letters=top.words("named_letters"),
        guests=top.words("guests"),
        capital_nouns=top.flag("capital_nouns"),
        filled_pause=_filled_pause(top.object("filled_pause")),
        number_words=top.words("number_words"),
        negations=top.words("negations"),
        negative_endings=tuple(sorted(top.words("negative_endings"))),
        contraction_endings=tuple(sorted(top.words("contraction_endings"))),
        plural_endings=tuple(sorted(top.words("plural_endings"))),
        classes=_classes(top.object("classes")),
        content_doubles=top.flag("content_doubles"),
        doubles=tuple(map(_double, top.objects("doubles"))),
        broken_pairs=tuple(map(_broken_pair, top.objects("broken_pairs"))),
        phrases_kept=top.phrases("phrases_kept"),
        markers=tuple(map(_marker, top.objects("markers"))),
        hedges_between=top.phrases("hedges_between"),
        corrections=top.phrases("corrections"),
        tests=tuple(map(_example, top.objects("tests"))),
    )
    top.done()
    return data


def _filled_pause(fields: _Fields) -> FilledPause:
    found = FilledPause(
        patterns=fields.patterns("patterns"),
        replies=fields.patterns("replies"),
        mention_after=fields.words("mention_after"),
        mention_verbs=fields.words("mention_verbs"),
        units=fields.words("units"),
    )
    fields.done()
    return found


def _classes(fields: _Fields) -> dict[str, Words]:
    found = {name: fields.words(name) for name in traits.BY_NAME}
    fields.done()
    return found


def _double(fields: _Fields) -> DoubleRule:
    found = DoubleRule(
        words=fields.words("words"),
        strike_before=fields.maybe_words("strike_before"),
        strike_after=fields.maybe_words("strike_after"),
        strike_start=fields.flag("strike_start"),
        subject_only=fields.flag("subject_only"),
        pause_proves=fields.flag("pause_proves"),
        needs_both=fields.flag("needs_both"),
        keep_after=fields.words("keep_after"),
        keep_before=fields.words("keep_before"),
        keep_after_preposition=fields.flag("keep_after_preposition"),
        comma_keeps=fields.flag("comma_keeps"),
        clause_keeps=fields.flag("clause_keeps"),
    )
    fields.done()
    return found


def _broken_pair(fields: _Fields) -> BrokenPair:
    found = BrokenPair(first=fields.words("first"), second=fields.words("second"))
    fields.done()
    return found


def _marker(fields: _Fields) -> Marker:
    found = Marker(
        words=tuple(fields.text("words").lower().split()),
        style=fields.one_of("style", Style),
        confidence=fields.shares("confidence"),
        left_like_edge=fields.words("left_like_edge"),
        right_like_edge=fields.words("right_like_edge"),
        never_after=fields.words("never_after"),
        never_before=fields.words("never_before"),
    )
    fields.done()
    return found


def _example(fields: _Fields) -> Example:
    raw = fields.text("raw")
    found = Example(raw, raw if fields.flag("keep") else fields.text("clean"))
    fields.done()
    return found
