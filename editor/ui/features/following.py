"""Following: lines whose words have changed are listened for again, once a person's hands rest."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from editor.app.aligning import Heard, find_words, script, unheard
from editor.app.laying import Laying
from editor.app.settings import FOLLOW_WORDS
from editor.model.edits import Aspect, Change, Track
from editor.model.errors import UserError
from editor.ui.features.listening import Listening

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.ui.desk import Desk
    from editor.ui.features.layer import Layer

    Lay: TypeAlias = Callable[[Heard, Laying, Callable[[Heard | None], None]], None]

_REST_MS: Final = 2_500
"""How long a person's hands must rest before changed lines are listened for."""

_FEW: Final = 64
"""Changed lines that are listened for unasked; more are a matter for the command."""

BATCH: Final = 8
"""Lines laid at once: less than a frame with the captions beside them."""

SOON_MS: Final = 40
"""Between two batches: time for a frame and a key."""

_WORDS: Final = Aspect.TEXT | Aspect.ROWS


class Following:
    """``lay`` is given what was heard, to be undone with what changed the words.

    It tells the lines that have to wait, ``None`` after a fault, and is not asked while ``layer``
    is busy.
    """

    def __init__(self, desk: Desk, layer: Layer, lay: Lay) -> None:
        self._desk = desk
        self._layer = layer
        self._lay_part = lay
        self._laying = Laying(desk.session)
        self._aside = Listening(desk, "align", quiet=True)
        self._changed: set[int] = set()
        self._heard = Heard()
        self._rest = QTimer(desk, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._follow)
        self._soon = QTimer(desk, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._lay)
        self._ends = [
            desk.session.episode.watch(self),
            desk.session.listen(self._touched),
            self._aside.shut,
        ]

    @property
    def held(self) -> bool:
        """Whether an edit would now break into what somebody does.

        What is asked in a dialog is planned for the lines once it is answered, and done at once.
        """
        session = self._desk.session
        if session.typing is not None or session.busy or self._desk.large.busy:
            return True
        return QApplication.activeModalWidget() is not None

    def cancel(self) -> None:
        """Stop listening: somebody asked for all of it."""
        self._aside.cancel()
        self._heard.waiting.clear()

    def shut(self) -> None:
        """End it; what was not heard is heard at the next change, or on command."""
        for end in self._ends:
            end()
        self._rest.stop()
        self._soon.stop()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Remember lines whose words are others now."""
        if change.track is not Track.SEGMENTS or not change.touches(_WORDS):
            return
        lines = self._desk.session.episode.transcript
        self._changed.update(line.id for line in lines[change.first : change.first + change.added])

    def _touched(self) -> None:
        if self._changed:
            self._rest.start()

    def _follow(self) -> None:
        """Listen for the changed lines, where the episode has been listened to before."""
        desk, session = self._desk, self._desk.session
        if self._aside.busy or self._heard.waiting or self.held:
            self._rest.start()
            return
        changed, self._changed = self._changed, set()
        rows = self._due(changed)
        if not rows or not desk.settings[FOLLOW_WORDS] or session.read_only:
            return
        heard = Heard()
        with suppress(UserError):  # that there is none was said when the project was opened
            self._aside.start(
                lambda sound: find_words(script(session.episode, rows), sound, heard, ()),
                lambda _speech: self._followed(heard),
            )

    def _due(self, changed: set[int]) -> list[int]:
        if len(changed) > _FEW:
            return []
        lines = self._desk.session.episode.transcript
        rows = sorted(lines.index_of(number) for number in changed if lines.has(number))
        return [row for row in rows if unheard(lines[row]) and self._listened(row)]

    def _listened(self, row: int) -> bool:
        """Whether somebody has listened for this line or one beside it."""
        lines = self._desk.session.episode.transcript
        return any(line.words.confident for line in lines[max(0, row - 1) : row + 2])

    def _followed(self, heard: Heard) -> None:
        self._heard = heard
        self._lay()

    def _lay(self) -> None:
        """Lay some times under what was typed; what cannot be now is listened for later."""
        waiting = self._heard.waiting
        if self.held and waiting:
            self._changed.update(line.id for line in waiting)
            waiting.clear()
            self._rest.start()
        if not waiting:
            return
        if self._layer.busy:
            self._soon.start()
        else:
            self._lay_part(self._heard.take(BATCH), self._laying, self._laid)

    def _laid(self, waits: Heard | None) -> None:
        if waits is None:
            self._heard.waiting.clear()
        else:
            self._changed.update(waits.lines)
            self._soon.start()
