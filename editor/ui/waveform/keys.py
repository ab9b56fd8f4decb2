"""Keys: walking, selecting and zooming on the strip, each step spoken where somebody listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from editor.app.edges import neighbour_edge
from editor.ui.waveform.hands import between
from editor.ui.waveform.spoken import spoken_place, spoken_span

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from editor.model.time import Ms
    from editor.ui.waveform.strip import Waveform

_STEPS: Final = {
    Qt.Key.Key_Left: -1_000,
    Qt.Key.Key_Right: 1_000,
    Qt.Key.Key_PageUp: -10_000,
    Qt.Key.Key_PageDown: 10_000,
    Qt.Key.Key_Home: -(10**9),
    Qt.Key.Key_End: 10**9,
}
_SIDEWAYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Keys:
    """The keys of one strip that has the focus."""

    def __init__(self, strip: Waveform) -> None:
        self._strip = strip

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything here."""
        strip, key, held = self._strip, Qt.Key(event.key()), event.modifiers()
        ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
        target = self._target(key, ctrl=ctrl)
        if target is not None:
            if held & Qt.KeyboardModifier.ShiftModifier:
                self._extend(target)
            else:
                strip.sought.emit(target)
                self._say(spoken_place(strip.content.session, target, strip.maximum()))
            return True
        acts = {
            Qt.Key.Key_Plus: strip.zoom_in,
            Qt.Key.Key_Equal: strip.zoom_in,
            Qt.Key.Key_Minus: strip.zoom_out,
            Qt.Key.Key_0: strip.zoom_to_all,
            Qt.Key.Key_Z: strip.zoom_to_line,
            Qt.Key.Key_Return: strip.listened.emit,
            Qt.Key.Key_Enter: strip.listened.emit,
            Qt.Key.Key_Space: strip.toggled.emit,
            Qt.Key.Key_Delete: strip.deselect,
            Qt.Key.Key_Backspace: strip.deselect,
        }
        if ctrl or key not in acts:
            return False
        acts[key]()
        return True

    def _target(self, key: Qt.Key, *, ctrl: bool) -> Ms | None:
        """Where a key would take the playhead."""
        strip = self._strip
        now, session = strip.value(), strip.content.session
        if ctrl and key in _SIDEWAYS and session is not None:
            return neighbour_edge(session.episode, strip.content.silences, now, _SIDEWAYS[key])
        step = _STEPS.get(key)
        return None if step is None else max(0, min(strip.maximum(), now + step))

    def _extend(self, target: Ms) -> None:
        """Select from where the selection began to a place, and go there."""
        strip = self._strip
        span, now = strip.content.selection, strip.value()
        anchor = now
        if span is not None and now in (span.start, span.end):
            anchor = span.end if now == span.start else span.start
        strip.sought.emit(target)
        strip.select(between(anchor, target))
        if strip.content.selection is not None:
            self._say(spoken_span(strip.content.selection))

    def _say(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._strip, text))
