"""Hands: what a mouse does on the strip - go, select, scrub, move edges, look elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from editor.app.edges import Edge, snap
from editor.model.time import Ms, Span
from editor.ui.waveform.captions import cue_edge_at
from editor.ui.waveform.content import Moving
from editor.ui.waveform.signs import RULER

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from editor.ui.waveform.content import Content
    from editor.ui.waveform.strip import Waveform
    from editor.ui.waveform.viewport import Viewport

REACH: Final = 6
"""Points around an edge within which the mouse takes hold of it."""

SNAP: Final = 8
"""Points within which an edge in hand is drawn to something."""

FLAGS: Final = 44
"""The lowest points over the map, where the flags of chapters stand."""

FLAG: Final = 60
"""Points of a flag by which it can be held."""

STILL: Final = 3
"""Points a mouse may move and it is still a click."""


class Kind(Enum):
    """What a press began."""

    SCRUB = auto()
    EDGE = auto()
    FLAG = auto()
    SELECT = auto()
    MAP = auto()


@dataclass(slots=True)
class Gesture:
    """A press that is not over: its kind, where it began, and the edge or chapter it holds."""

    kind: Kind
    x: float
    at: Ms
    moved: bool = False
    row: int = 0
    edge: Edge = Edge.START
    chapter: int = 0


class Hands:
    """One mouse on one strip; at most one gesture at a time."""

    def __init__(self, strip: Waveform) -> None:
        self._strip = strip
        self._gesture: Gesture | None = None

    @property
    def busy(self) -> bool:
        """Whether a button is down."""
        return self._gesture is not None

    def press(self, event: QMouseEvent) -> None:
        """Begin what the place of the press means; another button gives it up."""
        if event.button() is not Qt.MouseButton.LeftButton:
            self.drop()
            return
        strip, x, y = self._strip, event.position().x(), event.position().y()
        if y >= strip.map_top:
            self._gesture = Gesture(Kind.MAP, x, 0)
            strip.seek(strip.whole_view().at(x))
        elif y < RULER:
            self._gesture = Gesture(Kind.SCRUB, x, strip.moment(x))
        elif (chapter := self._flag(x, y)) is not None:
            self._gesture = Gesture(Kind.FLAG, x, strip.moment(x), chapter=chapter)
        elif (held := self._edge(x)) is not None:
            self._gesture = Gesture(Kind.EDGE, x, strip.moment(x), row=held[0], edge=held[1])
        else:
            further = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            anchor = self._far_end(strip.moment(x)) if further else strip.moment(x)
            self._gesture = Gesture(Kind.SELECT, x, anchor)
            if further:
                self._go_on(x, snapping=True)

    def move(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or show by the pointer what a press would do."""
        x, y = event.position().x(), event.position().y()
        if self._gesture is None:
            self._point(x, y)
        elif self._gesture.moved or abs(x - self._gesture.x) > STILL:
            free = event.modifiers() & Qt.KeyboardModifier.AltModifier
            self._go_on(x, snapping=not free)

    def release(self, event: QMouseEvent) -> None:
        """Let what was done hold."""
        gesture, strip = self._gesture, self._strip
        moving, flag = strip.content.moving, strip.content.flag
        self.drop()
        if gesture is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if gesture.kind is Kind.EDGE and moving is not None:
            (strip.cue_edged if moving.cue else strip.edged).emit(moving)
        elif gesture.kind is Kind.FLAG and flag is not None:
            strip.flagged.emit(*flag)
        elif gesture.kind is not Kind.MAP and not gesture.moved:
            strip.select(None)
            strip.seek(strip.view.at(gesture.x))

    def drop(self) -> None:
        """End the gesture; an edge that was moved goes back."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None and gesture.kind is Kind.SCRUB and gesture.moved:
            self._strip.scrubbed.emit(-1)
        content = self._strip.content
        if content.moving is not None or content.flag is not None:
            content.moving = content.flag = None
            self._strip.repaint_wave()

    def _go_on(self, x: float, *, snapping: bool) -> None:
        gesture, strip = self._gesture, self._strip
        if gesture is None:
            return
        gesture.moved = True
        if gesture.kind is Kind.SCRUB:
            strip.scrubbed.emit(strip.moment(x))
        elif gesture.kind is Kind.MAP:
            strip.seek(strip.whole_view().at(x))
        elif gesture.kind is Kind.SELECT:
            strip.select(between(gesture.at, strip.moment(x)))
        elif gesture.kind is Kind.FLAG:
            self._move_flag(gesture.chapter, strip.moment(x), snapping=snapping)
        else:
            self._move_edge(gesture, strip.moment(x), snapping=snapping)

    def _move_edge(self, gesture: Gesture, at: Ms, *, snapping: bool) -> None:
        content, view = self._strip.content, self._strip.view
        if content.session is None:
            return
        reach = SNAP * 1000 / view.per_second if snapping else -1.0
        playhead = self._strip.value()
        track, row, edge = content.track, gesture.row, gesture.edge
        if track is not None:
            found = track.snap(row, edge, at, reach, content.silences, playhead)
        else:
            episode = content.session.episode
            found = snap(episode, row, at, reach, content.silences, playhead)
        content.moving = Moving(row, edge, found.at, found.pull, cue=track is not None)
        self._strip.repaint_wave()

    def _move_flag(self, chapter: int, at: Ms, *, snapping: bool) -> None:
        """Move a chapter; it is drawn to where a line begins."""
        content, view = self._strip.content, self._strip.view
        if content.session is None:
            return
        lines = content.session.episode.transcript
        near = lines.index_at(at)
        starts = [lines[row].start for row in (near, near + 1) if 0 <= row < len(lines)]
        best = min(starts, key=lambda start: abs(start - at), default=at)
        close = snapping and abs(best - at) * view.per_second <= SNAP * 1000
        content.flag = chapter, best if close else at
        self._strip.repaint_wave()

    def _point(self, x: float, y: float) -> None:
        shape = Qt.CursorShape.PointingHandCursor
        if RULER <= y < self._strip.map_top:
            edge = self._edge(x) is not None or self._flag(x, y) is not None
            shape = Qt.CursorShape.SplitHCursor if edge else Qt.CursorShape.IBeamCursor
        if self._strip.cursor().shape() is not shape:
            self._strip.setCursor(shape)

    def _edge(self, x: float) -> tuple[int, Edge] | None:
        session = self._strip.content.session
        if session is None or session.read_only:
            return None
        if self._strip.content.track is not None:
            return cue_edge_at(self._strip.content, self._strip.view, x, REACH)
        return edge_at(self._strip.content, self._strip.view, x)

    def _flag(self, x: float, y: float) -> int | None:
        """Which chapter's flag the mouse could take hold of, the last one that begins there."""
        strip, session = self._strip, self._strip.content.session
        if session is None or session.read_only or y < strip.map_top - FLAGS:
            return None
        held = [
            chapter.id
            for chapter in session.episode.chapters
            if -REACH <= x - strip.view.x(chapter.start) <= FLAG
        ]
        return held[-1] if held else None

    def _far_end(self, at: Ms) -> Ms:
        """Where a selection that is extended to ``at`` begins."""
        span = self._strip.content.selection
        if span is None:
            return self._strip.value()
        return span.start if abs(at - span.start) > abs(at - span.end) else span.end


def edge_at(content: Content, view: Viewport, x: float) -> tuple[int, Edge] | None:
    """Which line's edge the mouse could take hold of; the current line's before any other."""
    if content.session is None or not len(content.session.episode.transcript):
        return None
    lines = content.session.episode.transcript
    near = lines.index_at(round(view.at(x)))
    rows = [row for row in range(near - 1, near + 2) if 0 <= row < len(lines)]
    if content.line is not None and 0 <= content.line < len(lines):
        rows.insert(0, content.line)
    best: tuple[float, int, Edge] | None = None
    for row in rows:
        for edge in (Edge.START, Edge.END):
            away = abs(view.x(edge.of(lines[row].span)) - x)
            if away <= REACH and row == content.line:
                return row, edge
            if away <= REACH and (best is None or away < best[0]):
                best = away, row, edge
    return best[1:] if best else None


def between(one: Ms, other: Ms) -> Span:
    """The span from the earlier to the later of two moments."""
    return Span(min(one, other), max(one, other))
