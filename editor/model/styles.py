"""Styles: italics, bold, underline and colours of a caption file, laid over the text of a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from editor.model.words import TextChange

ITALIC: Final = "i"
BOLD: Final = "b"
UNDERLINE: Final = "u"


@dataclass(frozen=True, slots=True)
class Style:
    """``text[start:end]`` is shown in ``look``.

    A look is ``i``, ``b`` or ``u``; a colour of the letters, ``#rrggbb``; or a class that a file
    styles elsewhere, ``.name``.
    """

    start: int
    end: int
    look: str


def settled(styles: Iterable[Style]) -> tuple[Style, ...]:
    """Styles in order, none empty, stretches of one look that touch made one.

    A letter has one colour: of two that meet, the shorter stretch has it.
    """
    latest: dict[str, int] = {}
    kept: list[Style] = []
    for style in sorted(_apart(styles), key=lambda style: (style.start, style.end, style.look)):
        if style.start >= style.end:
            continue
        at = latest.get(style.look)
        if at is not None and style.start <= kept[at].end:
            kept[at] = replace(kept[at], end=max(kept[at].end, style.end))
        else:
            latest[style.look] = len(kept)
            kept.append(style)
    return tuple(sorted(kept, key=lambda style: (style.start, style.end, style.look)))


def _apart(styles: Iterable[Style]) -> Iterator[Style]:
    colours: list[Style] = []
    for style in styles:
        if style.look.startswith("#"):
            colours.append(style)
        else:
            yield style
    if len(colours) < 2:
        yield from colours
        return
    edges = sorted({at for style in colours for at in (style.start, style.end)})
    for start, end in pairwise(edges):
        over = [style for style in colours if style.start <= start and end <= style.end]
        if over:
            shortest = min(over, key=lambda style: (style.end - style.start, -style.start))
            yield Style(start, end, shortest.look)


def move(styles: Sequence[Style], change: TextChange) -> tuple[Style, ...]:
    """The styles after one change of the text: what is written inside a stretch takes its look.

    What is written at its edge, or over more than the stretch, does not.
    """
    if not styles:
        return ()
    return settled(
        replace(style, start=start, end=end)
        for style in styles
        for start, end in _moved(style.start, style.end, change)
    )


def _moved(start: int, end: int, change: TextChange) -> Iterable[tuple[int, int]]:
    inside = start <= change.start and change.end <= end
    if change.end <= start:
        yield start + change.shift, end + change.shift
    elif change.start >= end:
        yield start, end
    elif inside and (change.removed or start < change.start):
        yield start, end + change.shift
    else:
        yield start, min(end, change.start)
        yield max(start, change.end) + change.shift, end + change.shift


def cut(styles: Sequence[Style], start: int, end: int) -> tuple[Style, ...]:
    """The styles of ``text[start:end]``, counted from ``start``; used when a line is split."""
    return settled(
        replace(style, start=max(style.start, start) - start, end=min(style.end, end) - start)
        for style in styles
        if style.start < end and start < style.end
    )


def shift(styles: Sequence[Style], by: int) -> tuple[Style, ...]:
    """The same styles ``by`` characters further on; used when lines are joined."""
    return tuple(replace(style, start=style.start + by, end=style.end + by) for style in styles)
