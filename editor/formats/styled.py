"""Styled text: the words of a cue with the looks that lay over them, built and tidied together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from editor.formats.controls import CONTROLS, LINE_BREAKS
from editor.model.styles import Style, move, settled
from editor.model.words import TextChange

_LOOSE: Final = re.compile(
    r"^[^\S\n]+|(?<![^\S\n])[^\S\n]+$|\A\n+|(?<!\n)\n+\Z|(?<=\n)\n+", re.MULTILINE
)
"""Blanks at the ends of lines, and lines without anything; a long run is looked at only once."""


class StyledText:
    """Text put together piece by piece, each in the looks that are on at that moment."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._on: list[tuple[str, str, int]] = []
        self._styles: list[Style] = []
        self.length = 0

    def add(self, text: str) -> None:
        """Put text behind what is there."""
        self._pieces.append(text)
        self.length += len(text)

    def turn_on(self, tag: str, look: str) -> None:
        """From here on in ``look``, until the ``tag`` is turned off."""
        self._on.append((tag, look, self.length))

    def turn_off(self, tag: str) -> bool:
        """End the last look of this tag; false where none is on."""
        for at in range(len(self._on) - 1, -1, -1):
            if self._on[at][0] == tag:
                _, look, start = self._on.pop(at)
                if look:
                    self._styles.append(Style(start, self.length, look))
                return True
        return False

    def end(self) -> tuple[str, tuple[Style, ...], int]:
        """The text, its styles, and how many looks were still on: they last to the end."""
        left = len(self._on)
        for tag, _, _ in list(self._on):
            self.turn_off(tag)
        return "".join(self._pieces), settled(self._styles), left


def changed(
    text: str, styles: tuple[Style, ...], pattern: re.Pattern[str], instead: str
) -> tuple[str, tuple[Style, ...]]:
    """Text with what a pattern finds replaced, its styles moved along."""
    if not styles:
        return pattern.sub(instead, text), styles
    for found in reversed(list(pattern.finditer(text))):
        change = TextChange(found.start(), len(found[0]), instead)
        text, styles = change.apply(text), move(styles, change)
    return text, styles


def is_tidy(text: str) -> bool:
    """Whether lines hold nothing odd, no blank at an end and are all there; told quickly."""
    if "\n" not in text:
        return text.isprintable() and text == text.strip()
    if "\n\n" in text or " \n" in text or "\n " in text:
        return False
    return text.replace("\n", "").isprintable() and text == text.strip()


def tidied(
    text: str, styles: tuple[Style, ...], tell: Callable[[str], None]
) -> tuple[str, tuple[Style, ...]]:
    """Lines without blanks at their ends, without empty ones among them, without controls.

    ``tell`` is given the code of the remark for each thing that no line may hold.
    """
    if is_tidy(text):
        return text, styles
    for code, pattern, instead in (
        ("control-characters", CONTROLS, ""),
        ("odd-line-breaks", LINE_BREAKS, "\n"),
    ):
        if pattern.search(text):
            tell(code)
            text, styles = changed(text, styles, pattern, instead)
    text, styles = changed(text, styles, _LOOSE, "")
    return changed(text, styles, _LOOSE, "")


def nested(
    text: str,
    styles: Sequence[Style],
    tags: Callable[[str], tuple[str, str] | None],
    escape: Callable[[str], str] = str,
) -> str:
    """Text with a pair of tags round each style, every pair inside or outside every other.

    ``tags`` gives the opening and closing tag of a look, ``None`` for one that is left out. Where
    stretches cross, the later one is closed and opened again.
    """
    known = [(style, pair) for style in styles if (pair := tags(style.look))]
    if not known:
        return escape(text)
    edges = sorted({0, len(text), *(at for style, _ in known for at in (style.start, style.end))})
    out: list[str] = []
    open_: list[tuple[Style, tuple[str, str]]] = []
    for at, stop in pairwise((*edges, len(text))):
        keep = next((n for n, (style, _) in enumerate(open_) if style.end <= at), len(open_))
        again = [item for item in open_[keep:] if item[0].end > at]
        out += [closing for _, (_, closing) in reversed(open_[keep:])]
        begins = [item for item in known if item[0].start == at]
        begins.sort(key=lambda item: -item[0].end)
        fresh = [*again, *begins]
        out += [opening for _, (opening, _) in fresh]
        open_ = [*open_[:keep], *fresh]
        out.append(escape(text[at:stop]))
    return "".join(out)
