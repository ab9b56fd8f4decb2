"""Breaks: where a person or a caption file decided that captions break, or never do.

Every decision stands before a word of a line and moves with it through every change of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from editor.model.time import Ms
from editor.model.words import TextChange, count_words, tokens


class BreakKind(StrEnum):
    """What was decided for the place before a word."""

    LINE = "line"
    CUE = "cue"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Hold:
    """What a person decided for the whole cue that begins at a break.

    ``start`` and ``end`` (ms) where its times were set by hand. A ``locked`` cue is changed by
    nothing but an edit of its own words. ``lines`` is text for captions alone, and ``source`` the
    words it stood for when it was written: where those differ from today's, a person has to look.
    """

    start: Ms | None = None
    end: Ms | None = None
    locked: bool = False
    lines: tuple[str, ...] = ()
    source: str = ""

    def __bool__(self) -> bool:
        return self.locked or bool(self.lines) or self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class Break:
    """A decision before the word at character ``at``: a line break, a cue break, or none ever.

    ``at`` may be 0 (between the line before and this one) and the length of the text. ``hold``
    belongs to the cue that begins here, up to the next cue break.
    """

    at: int
    kind: BreakKind = BreakKind.LINE
    hold: Hold | None = None


def line_breaks(offsets: Iterable[int]) -> tuple[Break, ...]:
    """Line breaks before these characters, as a caption file has them."""
    return tuple(Break(at) for at in offsets)


def move(breaks: Sequence[Break], text: str, change: TextChange) -> tuple[Break, ...]:
    """The breaks after a change of ``text``, each before the word it stood before.

    Where a change rewrites the words on both sides, the break keeps its place among them by
    their number; where it takes them away, a line break goes with them and a cue break stays, so
    that the cues on both sides never grow into each other.
    """
    if not breaks:
        return ()
    moved = []
    for each in breaks:
        place = _moved(each, text, change)
        if place is not None:
            moved.append(each if place == each.at else replace(each, at=place))
    return settled(moved, change.apply(text))


def settled(breaks: Iterable[Break], text: str) -> tuple[Break, ...]:
    """In order, before words instead of the blanks before them, one for each place.

    Of two cue breaks on one place the later one stays: the cue of the first has no words left.
    """
    placed: dict[int, Break] = {}
    for each in sorted(breaks, key=lambda one: one.at):
        at = each.at
        while at < len(text) and text[at].isspace():
            at += 1
        known = placed.get(at)
        if known is None or known.kind is not BreakKind.CUE or each.kind is BreakKind.CUE:
            placed[at] = each if at == each.at else replace(each, at=at)
    return tuple(placed.values())


def cut(breaks: Sequence[Break], start: int, text: str) -> tuple[Break, ...]:
    """The breaks from ``start`` on that stand in ``text``, counted from ``start``."""
    inside = (each for each in breaks if start <= each.at <= start + len(text))
    return settled((replace(each, at=each.at - start) for each in inside), text)


def shift(breaks: Sequence[Break], by: int) -> tuple[Break, ...]:
    """The same breaks ``by`` characters further on; used when lines are joined."""
    return tuple(replace(each, at=each.at + by) for each in breaks)


def _moved(each: Break, text: str, change: TextChange) -> int | None:
    if each.at <= change.start:
        return each.at
    if each.at >= change.end:
        return each.at + change.shift
    narrow = _trimmed(change, text)
    if narrow != change:
        return _moved(each, text, narrow)
    return _among(each, text, change)


def _trimmed(change: TextChange, text: str) -> TextChange:
    """The change without what it puts back as it was, at its front and at its end."""
    removed, added = text[change.start : change.end], change.added
    room = min(len(removed), len(added))
    front = 0
    while front < room and removed[front] == added[front]:
        front += 1
    back = 0
    while back < room - front and removed[-1 - back] == added[-1 - back]:
        back += 1
    stop = len(added) - back
    return TextChange(change.start + front, len(removed) - front - back, added[front:stop])


def _among(each: Break, text: str, change: TextChange) -> int | None:
    """Where a break stands whose surroundings a change rewrites; ``None`` where nowhere."""
    before = count_words(text[change.start : each.at])
    whole = count_words(text[change.start : change.end])
    fresh = tokens(change.added)
    if before == 0:
        return change.start + (fresh[0].start if fresh else len(change.added))
    if before == whole:
        return change.start + len(change.added)
    if len(fresh) > 1:
        at = round(before * len(fresh) / whole)
        place = fresh[min(max(at, 1), len(fresh) - 1)].start
        return change.start + _before_quotes(change.added, place)
    return change.start if each.kind is BreakKind.CUE else None


def _before_quotes(text: str, at: int) -> int:
    """The place before the quotes and brackets that open a word."""
    front = at
    while front and not text[front - 1].isspace() and not text[front - 1].isalnum():
        front -= 1
    return front if not front or text[front - 1].isspace() else at
