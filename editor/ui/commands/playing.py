"""Play commands: the playhead, the speed, and from the text to the sound and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from editor.app.heard import moment_of
from editor.app.settings import FOLLOW

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QWidget

    from editor.app.playback import Playback
    from editor.model.segment import Segment
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class PlayCommands:
    """What the Play menu does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._playback = desk.playback
        self._pedal = Pedal(desk.playback, self._held_keys, desk)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        play = self._playback
        return {
            "play.toggle": self._toggle,
            "play.hold": self._hold,
            "play.line": self._line,
            "play.line-loop": self._loop,
            "play.caret": self.from_caret,
            "play.replay": play.replay,
            "play.back": play.back,
            "play.forward": play.forward,
            "play.back-far": partial(play.back, far=True),
            "play.forward-far": partial(play.forward, far=True),
            "play.slower": play.slower,
            "play.faster": play.faster,
            "play.speed-toggle": play.toggle_speed,
            "play.follow": self._follow,
            "go.playhead": self._to_playhead,
        }

    def from_caret(self) -> None:
        """Play from the word at the caret."""
        self._commit()
        self._playback.play_from(moment_of(self._here(), self._desk.offset))

    def _hold(self) -> None:
        self._commit()
        self._pedal.press(QApplication.focusWidget())

    def _held_keys(self) -> set[Qt.Key]:
        # The stubs do not know that a sequence can be asked for its keys.
        sequences: list[Any] = list(self._desk.window_.actions_["play.hold"].shortcuts())
        return {sequence[0].key() for sequence in sequences}

    def _toggle(self) -> None:
        self._commit()
        self._playback.toggle()

    def _line(self) -> None:
        self._commit()
        self._playback.play_span(self._here().span)

    def _loop(self) -> None:
        self._commit()
        self._playback.loop_span(self._here().span)

    def _follow(self) -> None:
        on = not self._desk.page.follow
        self._desk.settings[FOLLOW] = on
        self._desk.page.set_follow(on)

    def _to_playhead(self) -> None:
        heard = self._desk.listener.at(self._playback.position)
        if heard is not None:
            self._desk.go(heard.row, heard.start)
            return
        row = self._desk.session.episode.transcript.index_at(self._playback.position)
        self._desk.go(max(0, row), 0)

    def _here(self) -> Segment:
        return self._desk.session.line(self._desk.row)

    def _commit(self) -> None:
        """Playing ends a burst of typing (architecture: typing)."""
        self._desk.session.commit(self._desk)


class Pedal(QObject):
    """Plays while a key is down: shortcuts tell of presses only, so its release is watched for.

    ``keys`` are those that are held for it; others may come and go meanwhile, as hands type while
    a foot is down. A key that repeats comes up and down again on X11, without a word that it does:
    it is up only when it has stayed up for a moment.
    """

    def __init__(
        self, playback: Playback, keys: Callable[[], Collection[Qt.Key]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._playback = playback
        self._keys = keys
        self._watched: QWidget | None = None
        self._up = QTimer(self, singleShot=True, interval=_REPEATS)
        self._up.timeout.connect(self._let_go)

    def press(self, focus: QWidget | None) -> None:
        """The key went down while this widget had the focus, or it repeats."""
        if self._up.isActive():
            self._up.stop()
            return
        self._let_go()
        if focus is not None:
            self._watched = focus
            focus.installEventFilter(self)
            self._playback.hold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._watched and event.type() is QEvent.Type.FocusOut:
            self._let_go()
        elif self._comes_up(event):
            self._up.start()
        return False

    def _comes_up(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyRelease:
            return False
        return not event.isAutoRepeat() and event.key() in self._keys()

    def _let_go(self) -> None:
        self._up.stop()
        watched, self._watched = self._watched, None
        if watched is not None:
            if isValid(watched):  # a field of a list is gone once its row is
                watched.removeEventFilter(self)
            self._playback.release()


_REPEATS: Final = 50
"""Ms within which a key that repeats is down again; a foot is slower."""
