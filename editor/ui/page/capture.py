"""Capture: what was done to the text document, told as a change of the lines it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from editor.model.checks import LINE_BREAKING
from editor.ui.page.shown import Place
from editor.ui.page.units import same_back, same_front

_BLANK: Final = dict.fromkeys(map(ord, "\n\r\t\x0b\x0c\x85\u2028\u2029"), " ")
_NEWLINES: Final = "\r\n"


@dataclass(frozen=True, slots=True)
class Captured:
    """The shown text from ``start`` to ``end`` gave way to ``added``."""

    start: Place
    end: Place
    added: str

    @property
    def one_line(self) -> bool:
        """Whether the change stays within one line."""
        return self.start.row == self.end.row


def plain(text: str) -> str:
    """Text as a line may hold it: breaks become spaces, control characters go."""
    return LINE_BREAKING.sub("", text.replace(_NEWLINES, " ").translate(_BLANK))


def captured(
    first: int,
    was: Sequence[str],
    now: Sequence[str],
    exact: tuple[int, int] | None,
    caret: int | None,
    selected: tuple[Place, Place] | None = None,
) -> Captured | None:
    """Find what turned the lines ``was``, the first of them line ``first``, into ``now``.

    ``exact`` holds how many characters in front and behind stayed, as Qt tells; ``caret`` is where
    the caret stands in the new text, which tells which of two equal words was taken out. What was
    ``selected`` went as a whole, though what came in its place may begin or end alike. ``None``
    where nothing changed. All offsets are characters of the lines joined by line breaks.
    """
    old, new = "\n".join(was), "\n".join(now)
    if old == new:
        return None
    whole = _around(first, was, *selected) if selected else None
    if whole is not None and fits(old, new, *whole):
        front, back = whole
    else:
        front, back = exact if exact and fits(old, new, *exact) else (0, 0)
        front, back = _narrowed(old, new, front, back, caret)
    added = plain(new[front : len(new) - back])
    return Captured(_place(first, was, front), _place(first, was, len(old) - back), added)


def fits(old: str, new: str, front: int, back: int) -> bool:
    """Whether two texts are equal in so many characters in front and behind."""
    if front < 0 or back < 0 or front + back > min(len(old), len(new)):
        return False
    tail = old[len(old) - back :] == new[len(new) - back :]
    return old[:front] == new[:front] and tail


def _around(first: int, was: Sequence[str], start: Place, end: Place) -> tuple[int, int] | None:
    """How many characters lie before and behind two places; ``None`` where one is elsewhere."""
    if start.row < first or end.row >= first + len(was):
        return None
    before = sum(len(line) + 1 for line in was[: start.row - first]) + start.offset
    rest = was[end.row - first :]
    return before, sum(len(line) + 1 for line in rest) - 1 - end.offset


def _narrowed(old: str, new: str, front: int, back: int, caret: int | None) -> tuple[int, int]:
    """The change without the equal text at its ends; what is behind the caret was not typed."""
    middle_old, middle_new = old[front : len(old) - back], new[front : len(new) - back]
    if caret is not None and front <= caret <= len(new) - back:
        behind = new[caret : len(new) - back]
        if behind and middle_old.endswith(behind):
            back += len(behind)
            middle_old = middle_old[: len(middle_old) - len(behind)]
            middle_new = middle_new[: len(middle_new) - len(behind)]
    same = same_front(middle_old, middle_new)
    middle_old, middle_new = middle_old[same:], middle_new[same:]
    return front + same, back + same_back(middle_old, middle_new)


def _place(first: int, lines: Sequence[str], offset: int) -> Place:
    for number, line in enumerate(lines):
        if offset <= len(line):
            return Place(first + number, offset)
        offset -= len(line) + 1
    return Place(first + len(lines) - 1, len(lines[-1]) if lines else 0)
