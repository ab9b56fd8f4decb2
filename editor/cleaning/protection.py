"""Protection: words of a line that are never struck, whatever they look like to a detector.

Names, numbers and negations are looked after where a finding gets its tier (``engine``): they may
go only where they are said again at once. What is protected here may not go at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from editor.cleaning import traits
from editor.cleaning.findings import Finding
from editor.cleaning.line import Line
from editor.cleaning.pack import Pack
from editor.model.words import WORD

Phrases = dict[str, list[tuple[tuple[str, ...], tuple[bool, ...]]]]
"""Phrases to keep by their first word in lower case; with each word, whether it has a capital."""

_CODE: Final = re.compile(r"[@#/\\_=$]|^[^\w\s]*(?:(?<!\.)\.(?!\.)|[%&~`]|['’‘-](?=[a-z]\b))(?=\w)")
"""What makes a run of signs an address, a handle, a path or code: written, not said.

Of a sign in front "the .exp files", "the option -a" and "a lifetime 'a".
"""
_SIGNS: Final = re.compile(r"""["“„«@#/\\_=$%&~`]""")
_LEADING: Final = (" '", " ’", " ‘", " -", " .")
_RUN: Final = re.compile(r"\S+")
_QUOTED: Final = re.compile(r'"([^"]{1,120})"|“([^”]{1,120})”|„([^“”]{1,120})[“”]|«([^»]{1,120})»')
STAYS: Final = 1
CODE: Final = 2
_SMALL: Final = 4
"""Letters of the longest word that titles leave small ("with")."""


def protected(line: Line, keep: Collection[str] = ()) -> bytearray | None:
    """A byte for each word of the line, set where it must stay; None where none is.

    It is ``CODE`` for what is written and not said: that is no second copy of a word either.

    ``keep`` are words and phrases of the caller's: names of people, a glossary. One with a capital
    keeps only words that have it too ("Will" is no "will"). Besides them stay: addresses and code,
    what stands in quotes as a title does ("Um, Um, Um" by Major Lance), and a quote of nothing but
    fillers.
    """
    marks: bytearray | None = None
    text = line.text
    if _SIGNS.search(text) or text[:1] in "'’‘-." or any(sign in text for sign in _LEADING):
        marks = bytearray(line.count)
        for run in _RUN.finditer(line.text):
            if _CODE.search(run.group()):
                _set(line, marks, *run.span(), CODE)
        for found in _QUOTED.finditer(line.text):
            start, end = found.span(found.lastindex or 0)
            if _is_title(line, start, end):
                _set(line, marks, start, end)
    if keep:
        marks = _kept(line, _phrases(frozenset(keep)), marks)
    return marks if marks and any(marks) else None


def allowed(
    findings: Iterable[Finding], text: str, pack: Pack, keep: Collection[str] = ()
) -> list[Finding]:
    """Those of the findings in ``text`` that touch no word that must stay."""
    line = Line(text, pack)
    marks = protected(line, keep)
    if marks is None:
        return list(findings)
    return [f for f in findings if not any(marks[i] for i in _inside(line, f.start, f.end))]


@lru_cache(maxsize=32)
def _phrases(keep: frozenset[str]) -> Phrases:
    by_first: Phrases = defaultdict(list)
    for phrase in keep:
        written = WORD.findall(phrase.replace("’", "'"))
        words = tuple(word.lower() for word in written)
        if words:
            by_first[words[0]].append((words, tuple(word[0].isupper() for word in written)))
    return dict(by_first)


def _kept(line: Line, phrases: Phrases, marks: bytearray | None) -> bytearray | None:
    for index in range(line.count):
        for words, capitals in phrases.get(line.word[index], ()):
            span = range(index, index + len(words))
            if tuple(line.word[index : span.stop]) != words:
                continue
            if all(
                line.is_capital(i) for i, capital in zip(span, capitals, strict=True) if capital
            ):
                marks = marks or bytearray(line.count)
                marks[index : span.stop] = b"\1" * len(words)
    return marks


def _set(line: Line, marks: bytearray, start: int, end: int, sign: int = STAYS) -> None:
    for index in _inside(line, start, end):
        marks[index] = sign


def _inside(line: Line, start: int, end: int) -> range:
    first, last = line.first_at(start), line.first_at(end)
    return range(first, last)


def _is_title(line: Line, start: int, end: int) -> bool:
    """Whether all words but small ones have a capital, or all are fillers."""
    words = _inside(line, start, end)
    if not words:
        return False
    if all(line.traits[i] & traits.FILLER for i in words):
        return True
    if len(words) < 2 or not line.is_capital(words[0]):
        return False
    rest = words[1:]
    capitals = sum(line.is_capital(i) for i in rest)
    small = sum(not line.is_capital(i) and len(line.word[i]) <= _SMALL for i in rest)
    pronoun = sum(line.word[i] in ("i", "i'm") for i in rest)
    return capitals - pronoun > small and capitals + small == len(rest)
