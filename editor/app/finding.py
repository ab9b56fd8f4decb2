"""Finding words: where a text stands in the lines of a view, and what replacing changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from editor.model.render import Rendering
from editor.model.words import TextChange


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: the text as it is, not a pattern."""

    text: str
    case: bool = False
    whole: bool = False

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """The query as a pattern; ``None`` where there is nothing to look for.

        Any run of blanks fits any other, and a straight quote fits a curly one: people type what
        their keyboard has.
        """
        words = self.text.split()
        if not words:
            return None
        body = r"\s+".join(_loose(re.escape(word)) for word in words)
        if self.whole:
            body = rf"(?<!\w){body}(?!\w)"
        return re.compile(body, re.NOFLAG if self.case else re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A place in the text as shown: line index and characters ``start`` to ``end``."""

    row: int
    start: int
    end: int


def hits(query: Query, text: Callable[[int], str], rows: Iterable[int]) -> Iterator[list[Hit]]:
    """Yield the hits of each line in turn, none too: a search can stop anywhere."""
    pattern = query.pattern
    if pattern is None:
        return
    for row in rows:
        yield [Hit(row, found.start(), found.end()) for found in pattern.finditer(text(row))]


def by_lines(found: Sequence[Hit], size: int) -> Iterator[list[Hit]]:
    """Yield the hits in portions of about ``size``, those of one line always together."""
    portion: list[Hit] = []
    for hit in found:
        if len(portion) >= size and hit.row != portion[-1].row:
            yield portion
            portion = []
        portion.append(hit)
    if portion:
        yield portion


def nearest(found: list[Hit], row: int, offset: int, step: int) -> int | None:
    """Return the place in the list of the next hit (step 1) or the one before (-1), going round."""
    if not found:
        return None
    if step > 0:
        later = (at for at, hit in enumerate(found) if (hit.row, hit.start) >= (row, offset))
        return next(later, 0)
    at_end = len(found) - 1
    earlier = (
        at for at in range(at_end, -1, -1) if (found[at].row, found[at].end) <= (row, offset)
    )
    return next(earlier, at_end)


def replacements(
    found: Iterable[Hit], rendering: Callable[[int], Rendering], added: str
) -> Mapping[int, list[TextChange]]:
    """Return the changes of the lines' own texts that put ``added`` in place of hits, last first.

    A hit that spans words which the view hides keeps those words: they stay behind what is added.
    """
    changes: dict[int, list[TextChange]] = {}
    for row, listed in groupby(found, key=lambda hit: hit.row):
        shown = rendering(row)
        changes[row] = [
            change for hit in reversed(list(listed)) for change in _source(shown, hit, added)
        ]
    return changes


def _source(shown: Rendering, hit: Hit, added: str) -> list[TextChange]:
    """One hit as changes of the line's own text, last first; the first takes what is added."""
    parts: list[TextChange] = []
    for piece in shown.pieces:
        left, right = max(hit.start, piece.shown), min(hit.end, piece.shown + piece.length)
        if left < right:
            if not parts and right < hit.end:
                # Hidden words follow: the blank before them keeps them apart from what is added.
                right = left + len(shown.text[left:right].rstrip())
            text = "" if parts else added
            parts.append(TextChange(piece.source + left - piece.shown, right - left, text))
    return parts[::-1]


_QUOTES = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}


def _loose(escaped: str) -> str:
    return "".join(_QUOTES.get(letter, letter) for letter in escaped)
