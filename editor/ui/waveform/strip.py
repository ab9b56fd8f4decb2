"""Strip: the waveform as a slider over the recording, for the mouse, the keys and the ear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from editor.model.edits import Aspect, Change, Track
from editor.model.time import Ms, Span
from editor.ui.pieces import small
from editor.ui.waveform import minimap, signs
from editor.ui.waveform.content import Closeup, Content, Peaks, Stage
from editor.ui.waveform.hands import Hands
from editor.ui.waveform.keys import Keys
from editor.ui.waveform.pictures import Pictures
from editor.ui.waveform.viewport import SPAN, Viewport

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QHideEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )  # fmt: skip

    from editor.app.cue_edges import CueTrack
    from editor.app.session import Session
    from editor.ui.theme import Theme

HEIGHT: Final = 146
_ZOOM: Final = 0.8
_LASTING: Final = Aspect.TIME | Aspect.SPEAKER | Aspect.ROWS | Aspect.CHAPTERS | Aspect.PEOPLE


class Waveform(QAbstractSlider):
    """Arrows move the playhead by a second, a click goes there, a drag selects, an edge is drawn.

    Everything but the playhead is painted once into a picture and kept until it changes.
    """

    sought = Signal(int)
    """The moment (ms) to go to."""

    scrubbed = Signal(int)
    """The moment under a mouse that is drawn along the ruler; -1 when it lets go."""

    edged = Signal(object)
    """A line's edge was moved (``Moving``)."""

    flagged = Signal(int, int)
    """A chapter (its id) was moved to a moment."""

    cue_edged = Signal(object)
    """A caption's edge was moved (``Moving``)."""

    chosen = Signal(int)
    """The moment to put the caret at."""

    selected = Signal(object)
    """The stretch that is selected now, or ``None``."""

    listened = Signal()
    """The selection, or else the line, is to be heard."""

    toggled = Signal()
    """Play, or pause."""

    neared = Signal()
    """The closeup is ready; may be sent from any thread."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Recording"))
        self.setAccessibleDescription(
            self.tr(
                "Left and Right move the playhead by a second, Page up and down by ten, with "
                "Control to the next edge of a word, a pause or a line; with Shift they select. "
                "Return plays the selection or the line, Space plays and pauses, plus and minus "
                "zoom."
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setSingleStep(1_000)
        self.setPageStep(10_000)
        self.content = Content()
        self.view = Viewport(0, SPAN, 600)
        self._theme = theme
        self._hands = Hands(self)
        self._keys = Keys(self)
        self._seen = False
        self.letters = small(self.font(), 0.92)
        self.pictures = Pictures(self, theme)
        theme.changed.connect(self.repaint_all)
        self.neared.connect(self.pictures.renew, Qt.ConnectionType.QueuedConnection)

    # --- what is shown

    def set_session(self, session: Session | None) -> None:
        """Show the lines of this project, or nothing."""
        self.content.session = session
        whole = session.episode.duration if session else 0
        self.setRange(0, whole)
        self.view = Viewport(0, min(SPAN, max(2_000, whole)), max(1, self.width()))
        self.repaint_all()

    def set_peaks(
        self, peaks: Peaks | None, closeup: Closeup | None = None, instead: str = ""
    ) -> None:
        """Show this recording; without one, say ``instead``."""
        self.content.peaks = peaks
        self.content.closeup = closeup
        self.content.instead = instead
        self.content.silences = ()
        self.content.gain = 1.0
        self.repaint_all()

    def set_loudness(self, silences: Sequence[Span], gain: float) -> None:
        """Hatch where nobody speaks, and draw the wave larger by ``gain``."""
        self.content.silences = silences
        self.content.gain = gain
        self.renew_all()

    def show_captions(self, track: CueTrack | None, cue: int = -1) -> None:
        """Lay captions over the wave, one in hand: their edges are moved then, not lines'."""
        before, shown = self.content.track, self._captions_in_view()
        if track is None and before is None:
            return
        self.content.track, self.content.cue = track, cue
        if track is None or before is None or track.cues is not before.cues:
            self._hands.drop()
        if self._captions_in_view() != shown:
            self.pictures.renew()

    def _captions_in_view(self) -> tuple[object, ...]:
        """What is to be seen of the captions."""
        track, cue = self.content.track, self.content.cue
        if track is None:
            return ()
        rows = track.between(self.view.start, self.view.end)
        return rows.start, track.cues[rows.start : rows.stop], cue

    def set_hits(self, hits: Sequence[Ms]) -> None:
        """Show where places of a search are heard, in order."""
        if hits or self.content.hits:
            self.content.hits = hits
            self.renew_all()

    def set_spectrum(self, on: bool) -> None:
        """Show the spectrum in place of the wave, where no more than a minute is on the screen."""
        self.content.spectrum = on
        self.repaint_wave()

    def set_duration(self, whole: Ms) -> None:
        """Take the recording's true length."""
        self.setRange(0, whole)
        self.pictures.drop_map()

    def show_line(self, index: int | None, *, come_along: bool = False) -> None:
        """Tint the line the caret is in; with ``come_along`` bring its start into view."""
        if index != self.content.line:
            self.content.line = index
            self.pictures.renew()
        span = self.content.line_span() if come_along else None
        if span is not None and not self.view.holds(span.start):
            self._look(self.view.showing(span.start, self.maximum()))

    def show_playhead(self, at: Ms, *, follow: bool = True) -> None:
        """Move the playhead; with ``follow`` the strip comes along."""
        if at == self.value() and self.view.holds(at):
            return
        before = self.value()
        self.blockSignals(True)
        self.setValue(at)
        self.blockSignals(False)
        if follow and not self._hands.busy:
            turned = self.view.followed(at, self.maximum())
            if turned is not self.view:
                self._look(turned)
                return
        whole = self.whole_view()
        for place in (before, at):
            for x in (self.view.x(place), whole.x(place)):
                self.update(int(x) - 8, 0, 17, self.height())

    def select(self, span: Span | None) -> None:
        """Select a stretch of the recording, or nothing."""
        if span is not None and not span.duration:
            span = None
        if span != self.content.selection:
            self.content.selection = span
            self.repaint_wave()
            self.selected.emit(span)

    def deselect(self) -> None:
        """Select nothing."""
        self.select(None)

    def after_change(self, change: Change) -> None:
        """Lines, times, speakers or chapters have changed; texts only where words are shown."""
        session = self.content.session
        if session is not None and session.busy:
            return  # a large edit in slices: whoever carries it out asks for a picture at its end
        shown = change.touches(_LASTING | Aspect.MARKS) or self.content.line == change.first
        if shown and (self._seen or self._sees(change, change.added)):
            self.pictures.renew()
        if change.touches(_LASTING):
            self.pictures.renew_map()

    def before_change(self, change: Change) -> None:
        """Note whether lines that are on the screen are about to change."""
        self._seen = self._sees(change, change.removed)

    def _sees(self, change: Change, count: int) -> bool:
        if change.track is not Track.SEGMENTS or change.touches(Aspect.ROWS):
            return True
        rows = self.content.rows(self.view)
        return change.first < rows.stop and change.first + count > rows.start

    def renew_all(self) -> None:
        """Paint anew soon, in a turn of its own."""
        self.pictures.renew()
        self.pictures.renew_map()

    def repaint_all(self) -> None:
        """Paint anew at the next frame."""
        self.pictures.drop_map()
        self.repaint_wave()

    def repaint_wave(self) -> None:
        """Paint anew at the next frame, but for the map."""
        self.pictures.drop()
        self.update()

    # --- zooming and scrolling

    def zoom(self, factor: float, x: float) -> None:
        """Show a longer or shorter stretch; what lies at ``x`` stays there."""
        self._look(self.view.zoomed(factor, x, self.maximum()))

    def zoom_in(self) -> None:
        """Show half as much, around the playhead if it is on the screen."""
        self.zoom(0.5, self._anchor())

    def zoom_out(self) -> None:
        """Show twice as much."""
        self.zoom(2.0, self._anchor())

    def zoom_to_line(self) -> None:
        """Show the selection, or else the current line."""
        span = self.content.selection or self.content.line_span()
        if span is not None:
            self._look(self.view.fitted(span, self.maximum()))

    def zoom_to_all(self) -> None:
        """Show the whole recording."""
        self._look(self.whole_view())

    def scroll_by(self, share: float) -> None:
        """Move by a share of what is shown."""
        self._look(self.view.scrolled(share, self.maximum()))

    def _anchor(self) -> float:
        at = self.value()
        return self.view.x(at) if self.view.holds(at) else self.width() / 2

    def _look(self, view: Viewport) -> None:
        if view != self.view:
            self.view = view
            self.repaint_wave()

    def whole_view(self) -> Viewport:
        """The view that the map shows."""
        return Viewport(0, max(1, self.maximum()), max(1, self.width()))

    def moment(self, x: float) -> Ms:
        """Which moment of the recording lies at ``x``."""
        return max(0, min(self.maximum(), round(self.view.at(x))))

    def seek(self, at: float) -> None:
        """Ask to go to a moment within the recording."""
        self.sought.emit(max(0, min(self.maximum(), round(at))))

    # --- painting

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        del event
        self.view = self.view.resized(self.width())
        self.repaint_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wave, whole = self.pictures.wave, self.pictures.map
        painter = QPainter(self)
        painter.drawPixmap(0, 0, wave)
        painter.drawPixmap(0, self.height() - minimap.HEIGHT, whole)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = self.stage(whole=True, top=self.map_top)
        if foot is not None:
            minimap.draw_window(painter, foot, self.view)
            self._draw_playhead(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    @property
    def map_top(self) -> float:
        """Where the map of the whole episode begins (points)."""
        return float(self.height() - minimap.HEIGHT)

    def stage(self, *, whole: bool = False, top: float = 0.0) -> Stage | None:
        """What is painted, and where; ``whole``: on the map. Nothing without a project."""
        session = self.content.session
        if session is None:
            return None
        view = self.whole_view() if whole else self.view
        body = QRectF(0, signs.RULER, self.width(), self.map_top - signs.RULER - 4)
        if whole:
            body = QRectF(0, top, self.width(), minimap.HEIGHT)
        all_of_it = self.maximum()
        return Stage(self.content, session, view, self._theme, body, self.letters, all_of_it)

    def _draw_playhead(self, painter: QPainter) -> None:
        colour = self._theme.colour("playhead")
        x = self.whole_view().x(self.value())
        painter.fillRect(QRectF(x - 0.75, self.map_top, 1.5, minimap.HEIGHT), colour)
        x = self.view.x(self.value())
        if 0 <= x <= self.width():
            top = signs.RULER - 6
            painter.fillRect(QRectF(x - 1, top, 2, self.map_top - 2 - top), colour)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(x, signs.RULER - 5), 5, 5)

    # --- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._hands.drop()
        if event.position().y() < self.map_top:
            self.chosen.emit(self.moment(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM if turn.y() > 0 else 1 / _ZOOM, event.position().x())
        else:
            self.scroll_by(-(turn.y() or turn.x()) / 120 * 0.15)
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        del event
        self._hands.drop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            QWidget.keyPressEvent(self, event)

    def focusInEvent(self, event: object) -> None:
        del event
        self.update()

    def focusOutEvent(self, event: object) -> None:
        del event
        self.update()
