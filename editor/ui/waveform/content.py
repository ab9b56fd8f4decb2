"""Content: what the strip has to show of a project and its recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from editor.model.time import Ms, Span

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont

    from editor.app.cue_edges import CueTrack
    from editor.app.edges import Edge, Pull
    from editor.app.session import Session
    from editor.audio.closeup import Picture
    from editor.ui.theme import Theme
    from editor.ui.waveform.viewport import Viewport


class Columns(Protocol):
    """What of the recording a column shows: lowest and highest sample and loudness, 16 bit."""

    @property
    def lowest(self) -> Sequence[int]: ...
    @property
    def highest(self) -> Sequence[int]: ...
    @property
    def rms(self) -> Sequence[int]: ...


class Peaks(Protocol):
    """The recording in outline, as ``editor.audio.peaks`` measures it."""

    def columns(self, start: Ms, end: Ms, count: int) -> Columns:
        """Fold ``[start, end)`` into ``count`` columns; 0 where not measured yet."""


class Closeup(Protocol):
    """The recording from near, as ``editor.audio.closeup`` decodes it."""

    def want(self, span: Span) -> bool:
        """Ask for a stretch; whether it is there already."""

    def columns(self, start: float, end: float, count: int) -> Columns | None: ...

    def samples(self, start: float, end: float) -> tuple[list[float], list[int]] | None: ...

    def picture(self, span: Span, columns: int, rows: int) -> Picture | None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Moving:
    """An edge of a line, or of a caption, in somebody's hand."""

    row: int
    edge: Edge
    at: Ms
    pull: Pull
    cue: bool = False
    """It is a caption's edge; ``row`` is then the caption's."""


@dataclass(slots=True)
class Content:
    """Changed by the strip alone; whoever paints only reads it."""

    session: Session | None = None
    peaks: Peaks | None = None
    closeup: Closeup | None = None
    silences: Sequence[Span] = ()
    gain: float = 1.0
    """By how much the wave is drawn larger than it is."""

    hits: Sequence[Ms] = ()
    """Where places of a search are heard, in order."""

    line: int | None = None
    selection: Span | None = None
    moving: Moving | None = None
    flag: tuple[int, Ms] | None = None
    """A chapter in somebody's hand: its id, and where it would begin."""

    track: CueTrack | None = None
    """The captions, while they are laid over the words."""

    cue: int = -1
    """The caption in hand."""

    spectrum: bool = False
    instead: str = field(default="")
    """What is said where there is no recording."""

    def rows(self, view: Viewport) -> range:
        """The lines that are heard within a view."""
        if self.session is None:
            return range(0)
        lines = self.session.episode.transcript
        first = max(0, lines.index_at(round(view.start)))
        return range(first, lines.index_at(round(view.end)) + 1)

    def line_span(self) -> Span | None:
        """When the current line is heard; while an edge is moved, as it would be."""
        if self.session is None or self.line is None:
            return None
        lines = self.session.episode.transcript
        if not 0 <= self.line < len(lines):
            return None
        span = lines[self.line].span
        if self.moving is not None and not self.moving.cue and self.moving.row == self.line:
            return self.moving.edge.moved(span, self.moving.at)
        return span

    def cue_span(self, row: int) -> Span | None:
        """When a caption is shown; while an edge is moved, as it would be."""
        if self.track is None or not 0 <= row < len(self.track.cues):
            return None
        if self.moving is not None and self.moving.cue and self.moving.row == row:
            return self.track.moved(row, self.moving.edge, self.moving.at)
        cue = self.track.cues[row]
        return Span(cue.start, max(cue.start, cue.end))


@dataclass(frozen=True, slots=True)
class Stage:
    """All that a layer needs to paint itself."""

    content: Content
    session: Session
    view: Viewport
    theme: Theme
    body: QRectF
    font: QFont
    whole: Ms
    """How long the recording is."""

    @property
    def rows(self) -> range:
        """The lines on the screen."""
        return self.content.rows(self.view)

    def roomy(self, rows: range, least: float) -> bool:
        """Whether each of these lines has so many points on an average."""
        return len(rows) * least <= self.view.width
