"""Scope: which part of an episode is searched - all, a selection, a speaker, a chapter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from editor.app.search.query import Spans
    from editor.model.episode import Episode


class Where(StrEnum):
    """The part of the episode that is searched."""

    ALL = "all"
    SELECTION = "selection"
    SPEAKER = "speaker"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True)
class Scope:
    """Lines by index, in order; ``None`` for all of them.

    Of a selection, ``start`` is where it begins in its first line and ``end`` where it ends in its
    last (characters as shown; ``None``: at the line's end).
    """

    rows: Sequence[int] | None = None
    start: int = 0
    end: int | None = None

    def of(self, count: int) -> Sequence[int]:
        """The lines, of a transcript of ``count``."""
        if self.rows is None:
            return range(count)
        return [row for row in self.rows if row < count]

    def within(self, row: int, spans: Spans) -> Spans:
        """The places of a line that lie inside."""
        if not self.rows or (not self.start and self.end is None):
            return spans
        first = self.start if row == self.rows[0] else 0
        end = self.end if row == self.rows[-1] else None
        return [span for span in spans if span[0] >= first and (end is None or span[1] <= end)]


EVERYWHERE: Final = Scope()


def of_speaker(episode: Episode, speaker: int | None) -> Scope:
    """What one person says; ``None``: the lines nobody was given."""
    return Scope([at for at, line in enumerate(episode.transcript) if line.speaker == speaker])


def of_chapter(episode: Episode, row: int) -> Scope:
    """The chapter a line is in; without chapters, everything."""
    lines = episode.transcript
    if not episode.chapters or not 0 <= row < len(lines):
        return EVERYWHERE
    starts = [chapter.start for chapter in episode.chapters]
    number = bisect_right(starts, lines[row].start)
    begin = lines[0].start if number == 0 else starts[number - 1]
    first = 0 if number == 0 else max(0, lines.index_at(begin - 1) + 1)
    last = len(lines) if number == len(starts) else lines.index_at(starts[number] - 1) + 1
    return Scope(range(first, last))
