"""Rendering: a line as verbatim, marked or clean text, with the map of offsets back.

This is the only place where struck words leave the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from editor.model.marks import struck_spans
from editor.model.segment import Segment
from editor.model.words import WORD


class View(StrEnum):
    """The three views of the same words. *Marked* shows the verbatim text with its marks drawn."""

    VERBATIM = "verbatim"
    MARKED = "marked"
    CLEAN = "clean"


SENTENCE_END: Final = ".?!…。？！"
_FULL_STOPS: Final = ".?!"
"""Marks after which a sentence begins whatever the word behind them looks like."""
_CLOSING: Final = ",;:.?!…)]»”、。，？！"
_ORPHAN_LEAD: Final = re.compile(r"[\s,;:]+")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """``length`` characters shown from ``shown`` stand in the source from ``source``."""

    shown: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """Text as shown, and where each of its characters stands in the line's own text."""

    text: str
    pieces: tuple[Piece, ...]

    def to_source(self, shown: int) -> int:
        """The place in the line's text; at a join, the place before the struck words."""
        at = bisect_right(self.pieces, shown - 1, key=lambda piece: piece.shown) - 1
        if at < 0:
            return self.pieces[0].source if self.pieces and shown > 0 else self._front()
        piece = self.pieces[at]
        return piece.source + min(shown - piece.shown, piece.length)

    def to_shown(self, source: int) -> int:
        """The place in the shown text; inside struck words, the join they left."""
        at = bisect_right(self.pieces, source, key=lambda piece: piece.source) - 1
        if at < 0:
            return 0
        piece = self.pieces[at]
        return piece.shown + min(source - piece.source, piece.length)

    def _front(self) -> int:
        return self.pieces[0].source if self.pieces else 0


def render(segment: Segment, view: View) -> Rendering:
    """A line as one of the views shows it."""
    if view is View.CLEAN:
        return clean(segment)
    return Rendering(segment.text, (Piece(0, 0, len(segment.text)),))


def word_starts(segment: Segment, view: View) -> list[int]:
    """Where in the line's own text the words begin that a view shows."""
    shown = render(segment, view)
    return [shown.to_source(found.start()) for found in WORD.finditer(shown.text)]


def clean(segment: Segment) -> Rendering:
    """The line without what is struck, the joins repaired.

    Without a struck mark the text is the line's own, byte for byte.
    """
    spans = struck_spans(segment.marks)
    if not spans:
        return Rendering(segment.text, (Piece(0, 0, len(segment.text)),))
    join = _Joiner(segment.text)
    at = 0
    for start, end in spans:
        join.keep(at, start)
        join.strike(start, end)
        at = end
    join.keep(at, len(segment.text))
    return join.rendering()


def clean_text(segment: Segment) -> str:
    """The words of ``clean`` alone."""
    return clean(segment).text


class _Joiner:
    """Collects kept stretches and repairs each join.

    Spaces, orphaned commas, the capital of a sentence.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._kept: list[tuple[int, int, str]] = []
        self._struck = ""

    def strike(self, start: int, end: int) -> None:
        self._struck = self._struck or self._text[start:end]

    def keep(self, start: int, end: int) -> None:
        if not self._struck:
            self._add(start, end, self._text[start:end])
            return
        if self._blank():
            self._kept.clear()
            start = _skip(_ORPHAN_LEAD, self._text, start, end)
        else:
            start = self._close_gap(start, end)
        if start >= end:
            return
        self._add(start, end, self._recased(start, end))
        self._struck = ""

    def rendering(self) -> Rendering:
        """The kept stretches put together; nothing where no word is left."""
        if self._struck and self._kept:
            self._trim_left(_SPACES)
        parts, pieces, shown = [], [], 0
        for start, end, text in self._kept:
            if text:
                pieces.append(Piece(shown, start, end - start))
                parts.append(text)
                shown += len(text)
        whole = "".join(parts)
        if WORD.search(whole) is None:
            return Rendering("", ())
        return Rendering(whole, tuple(pieces))

    def _add(self, start: int, end: int, text: str) -> None:
        if start < end:
            self._kept.append((start, end, text))

    def _blank(self) -> bool:
        return not any(text.strip() for _, _, text in self._kept)

    def _last(self) -> str:
        return self._kept[-1][2]

    def _close_gap(self, start: int, end: int) -> int:
        """Spaces and commas where two stretches meet; returns where the right one now starts."""
        ahead = _skip(_SPACES, self._text, start, end)
        right = self._text[ahead] if ahead < end else ""
        if right and right in _CLOSING:
            self._trim_left(_SPACES)
            if right == "," and self._last()[-1:] in ("," + SENTENCE_END):
                return ahead + 1
            if right in SENTENCE_END and self._last().endswith(","):
                self._cut_left(1)
            return ahead
        return ahead if self._last()[-1:].isspace() else start

    def _trim_left(self, pattern: re.Pattern[str]) -> None:
        last = self._last()
        spaces = len(last) - len(last.rstrip())
        if spaces and pattern.fullmatch(last[-spaces:]):
            self._cut_left(spaces)

    def _cut_left(self, count: int) -> None:
        start, end, text = self._kept.pop()
        if len(text) > count:
            self._kept.append((start, end - count, text[:-count]))

    def _recased(self, start: int, end: int) -> str:
        text = self._text[start:end]
        found = WORD.search(text)
        if found is None:
            return text
        first, struck = found[0], WORD.search(self._struck)
        if struck is None:  # a scar: the word that left it is not known to have had a capital
            recased = _capital(first) if self._ends_sentence(_FULL_STOPS) else first
        elif self._opens_sentence():
            recased = _capital(first) if struck[0][0].isupper() else first
        elif first.casefold() == struck[0].casefold() and struck[0][0].islower():
            recased = first[0].lower() + first[1:]
        else:
            return text
        same_length = len(recased) == len(first)
        return text[: found.start()] + recased + text[found.end() :] if same_length else text

    def _opens_sentence(self) -> bool:
        """No word is kept yet but a dash, a quote or a sign, or a sentence has just ended."""
        if self._ends_sentence(SENTENCE_END):
            return True
        return not any(WORD.search(text) for _, _, text in self._kept)

    def _ends_sentence(self, stops: str) -> bool:
        written = (_before_dash(text) for _, _, text in reversed(self._kept))
        return next((text[-1] in stops for text in written if text), False)


def _before_dash(text: str) -> str:
    """The text without the blanks at its end, nor a dash there that another speaker begins with."""
    written = text.rstrip()
    dashed = written[-1:] in ("-", "–", "—") and written[-2:-1].isspace()
    return written[:-1].rstrip() if dashed else written


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]


def _skip(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.match(text, start, end)
    return found.end() if found else start
