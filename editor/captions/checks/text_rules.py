"""Text rules X1 to X10: scars, repeats, blanks, capitals, quotes, marks and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from editor.captions.checks.finding import Around, Found, Grade

SCAR: Final = re.compile(r"(?:^|(?<=\s)),|,\s*,|\s,(?=\s|$)")
"""A comma with nothing before it: what is left where a filler was taken out."""
REPEAT: Final = re.compile(r"\b(\w[\w'’]*)\s+\1\b", re.IGNORECASE)
BLANKS: Final = re.compile(r"\s{2,}|^\s|\s$|\s[.;:?!](?=\s|$)|[,;:?!](?=[^\W\d_])|,{2,}|;{2,}")
INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
HYPHENS: Final = re.compile(r"(?<!-)--(?!-)")
DOTS: Final = re.compile(r"\.{3}|…")
DIGITS: Final = re.compile(r"(?<![\d.,:])\b(\d{1,2})\b(?![\d.,:]*\d|\s?%)")
SMALL_START: Final = re.compile(r"(?<=[^.\s][.?!]\s)[a-zà-ÿ]")
LONE_I: Final = re.compile(r"(?<![\w.])i(?=['’](?:m|ve|ll|d)\b|[\s,;:?!]|$)")
_ABBREVIATED: Final = re.compile(
    r"\b(?:e\.g|i\.e|etc|vs|approx|Mr|Mrs|Dr|St|[A-Za-z])\.\s+[a-zà-ÿ]"
)
TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\[^}]*\}")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
NUMBER_WORDS: Final = (
    *("zero", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)
FILLERS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset({"um", "uh", "er", "erm", "hmm", "mm", "uhm", "ah"}),
    "de": frozenset({"äh", "ähm", "hm", "öh"}),
    "fr": frozenset({"euh", "heu", "hum"}),
    "es": frozenset({"eh", "em", "mmm"}),
}
"""Sounds that are no words; a checker's list, cleaning has its own with much more in it."""


def scars(at: Around) -> Iterator[Found]:
    """X1: commas left where a filler was."""
    if SCAR.search(at.cue.text):
        yield Found(Grade.SAFE, {"text": at.cue.text})


def repeats(at: Around) -> Iterator[Found]:
    """X2: the same word twice running."""
    if found := REPEAT.search(at.cue.text):
        yield Found(Grade.PREVIEW, {"words": found[0]})


def fillers(at: Around) -> Iterator[Found]:
    """X3: a filler where the profile edits incidental ones out; never taken out by itself."""
    if at.profile.fillers != "edit":
        return
    known = FILLERS.get(at.language.partition("-")[0], frozenset())
    for word in at.cue.text.split():
        if word.strip(".,;:?!…-–—").casefold() in known:
            yield Found(Grade.PREVIEW, {"words": word}, "fillers")
            return


def blanks(at: Around) -> Iterator[Found]:
    """X4: doubled or missing blanks, a blank before a mark, a mark twice."""
    for line in at.cue.lines:
        if BLANKS.search(line) and not SCAR.search(line):
            yield Found(Grade.SAFE, {"text": line})
            return


def capitals(at: Around) -> Iterator[Found]:
    """X5: a small letter after a full stop, or a lone "i"."""
    text = at.cue.text
    lone = at.language.startswith("en") and LONE_I.search(text)
    if lone or (SMALL_START.search(text) and not _ABBREVIATED.search(text)):
        yield Found(Grade.SAFE, {"text": text})


def unpaired(at: Around) -> Iterator[Found]:
    """X6: a bracket, a quote or a tag that is opened and not closed, or the other way."""
    text = at.cue.text
    for opening, closing in _PAIRS.items():
        if text.count(opening) != text.count(closing) and not _runs_on(at, opening, closing):
            yield Found(Grade.PREVIEW, {"mark": opening if opening in text else closing})
            return
    opened = len(re.findall(r"<[a-zA-Z][^/<>]*>", text))
    if opened != len(re.findall(r"</[a-zA-Z][^<>]*>", text)):
        yield Found(Grade.PREVIEW, {"mark": "<>"})


def _runs_on(at: Around, opening: str, closing: str) -> bool:
    """Whether a quotation goes on from the cue before or into the next."""
    text = at.cue.text
    if opening in text:
        return at.after is not None and closing in at.after.text
    return at.before is not None and opening in at.before.text


def invisible(at: Around) -> Iterator[Found]:
    """X7: control characters, zero-width and direction marks that players show as boxes."""
    if found := INVISIBLE.search(at.cue.text):
        yield Found(Grade.SAFE, {"code": f"U+{ord(found[0]):04X}"})


def dots(at: Around) -> Iterator[Found]:
    """X8: an ellipsis or a double hyphen in another form than the profile's."""
    form = at.profile.ellipsis
    for found in DOTS.finditer(at.cue.text):
        if form and found[0] != form:
            yield Found(Grade.SAFE, {"found": found[0], "form": form}, "ellipsis")
            return
    if at.profile.key == "default" and HYPHENS.search(at.cue.text):
        yield Found(Grade.SAFE, {"found": "--", "form": "—"})


def numbers(at: Around) -> Iterator[Found]:
    """X9: a small number in digits, or a sentence that begins with digits, against the profile."""
    limit, text = at.profile.numbers_to, at.cue.text
    if not limit or not at.language.startswith("en"):
        return
    for found in DIGITS.finditer(text):
        if int(found[1]) <= limit:
            yield Found(Grade.PREVIEW, {"number": found[1]}, "numbers_to")
            return


def outdated(at: Around) -> Iterator[Found]:
    """E1: text for captions alone whose words have changed since it was written."""
    if at.cue.stale and at.cue.hold is not None:
        yield Found(Grade.REPORT, {"words": at.cue.hold.source})


def suspects(at: Around) -> Iterator[Found]:
    """X10: what a recogniser often gets wrong: a capital inside a sentence that is no name."""
    said = at.cue.text.split()
    known = {part for name in at.names.values() for part in name.split()}
    for left, right in pairwise(said):
        word = right.strip(".,;:?!\"'“”()[]")
        lower = word[:1].isupper() and word.lower() in at.words.prepositions | at.words.conjunctions
        if lower and left[-1:].isalpha() and left[:1].islower() and word not in known:
            yield Found(Grade.REPORT, {"words": f"{left} {right}"})
            return
