"""Word times: words found in the recording, a batch of lines an edit, and again after typing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from editor.app.aligning import Heard, find_words, hear, script, unheard, wanted
from editor.app.doubts import KEPT, Doubts
from editor.app.kept import fingerprint
from editor.app.recording_fit import too_short
from editor.app.settings import FOLLOW_WORDS
from editor.app.texts import remark_sentence
from editor.model.edits import Aspect, Change, Track
from editor.model.errors import UserError
from editor.ui.features.feature import Feature
from editor.ui.features.listening import Listening
from editor.ui.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from editor.app.jobs import Work
    from editor.model.time import Span
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

BATCH: Final = 20
"""Lines of one edit: few enough for a frame, many enough to keep undo short."""

_AGAIN_MS: Final = 250
"""How often it is looked whether somebody still types, while results wait."""

_REST_MS: Final = 2_500
"""How long a person's hands must rest before changed lines are listened for."""

_FEW: Final = 64
"""Changed lines that are listened for unasked; more are a matter for the command."""


class WordTimes(Feature):
    """``doubts`` is what listening left to look at; the review asks about it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.doubts = Doubts.read(desk.opened.memory.get(KEPT, ""))
        self._heard = Heard()
        self._asked = Listening(desk, "align", ended=self._ended, relinked=self._forget)
        self._aside = Listening(desk, "align", quiet=True)
        self._first = 0
        self._lines = 0
        self._changed: set[int] = set()
        self._rest = QTimer(desk, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._follow)
        self._again = QTimer(desk, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._take)
        self._ends = [
            desk.session.episode.watch(self),
            desk.session.listen(self._touched),
            self._asked.shut,
            self._aside.shut,
        ]

    @property
    def idle(self) -> bool:
        """Whether nothing is listened for and nothing heard waits to be applied."""
        return not self._asked.busy and not self._heard.waiting

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of word times with what they do."""
        return {
            "words.find": partial(self._find, again=False),
            "words.find-again": partial(self._find, again=True),
        }

    def shut(self) -> None:
        """Keep what was heard: it is good, though nobody waits for the rest.

        Not where something was undone: an edit would take the way back there, and words can be
        listened for again.
        """
        for end in self._ends:
            end()
        self._rest.stop()
        self._again.stop()
        if self._desk.session.history.redoable is None:
            self._apply_all()
        self._keep()

    # --- the command

    def _find(self, *, again: bool) -> None:
        session = self._desk.session
        if session.read_only:
            raise UserError("project-read-only")
        self._asked.start(partial(self._work, again=again), self._found, lambda _: self._take())

    def _work(self, recording: Path, *, again: bool) -> Work[Sequence[Span]]:
        """Begin anew: what was heard before is applied, what is on the screen comes first."""
        desk = self._desk
        self._aside.cancel()
        self._apply_all()  # that this is a new edit, whoever asked knows
        episode = desk.session.episode
        self.doubts = self.doubts.of(fingerprint(episode))
        seen = desk.page.visible_rows()
        rows = wanted(episode, seen, again=again)
        self._first = sum(1 for row in rows[: len(seen)] if row in seen)
        self._heard, self._lines = Heard(), len(rows)
        speech = None if again else self.doubts.speech
        return find_words(script(episode, rows), recording, self._heard, speech)

    def _take(self) -> None:
        """Apply what has come in: the lines on the screen as soon as they are heard."""
        waiting = len(self._heard.waiting)
        if not waiting:
            return
        if self._held:
            self._again.start()
        elif waiting >= BATCH or self._first > 0 or not self._asked.busy:
            self._first -= waiting
            self._apply()
            if not self._asked.busy:
                self._keep()
            self._again.start()

    @property
    def _held(self) -> bool:
        """Whether an edit would now break into what somebody does, or into what can be redone."""
        session = self._desk.session
        if session.typing is not None or session.busy or self._desk.large.busy:
            return True
        return session.history.redoable is not None

    def _apply_all(self) -> None:
        while self._heard.waiting:
            self._apply()

    def _apply(self) -> None:
        desk = self._desk
        part = self._heard.take(BATCH)
        self.doubts = self.doubts.after(desk.session.episode, part)
        try:
            desk.session.do(hear(desk.session.episode, part), self)  # the caret stays
        except UserError as error:
            self._heard.waiting.clear()
            self._asked.cancel()
            desk.failed(error)

    def _ended(self) -> None:
        self._keep()
        self._take()
        if len(self._heard.lines) < self._lines:
            said = self._desk.tr(
                "Stopped after {done} of {all} lines; what was found is kept. "
                "The same command goes on from here."
            )
            done = len(self._heard.lines)
            self._desk.say(said.format(done=f"{done:,}", all=f"{self._lines:,}"))

    def _found(self, speech: Sequence[Span]) -> None:
        desk, episode = self._desk, self._desk.session.episode
        self.doubts = replace(self.doubts, speech=tuple(speech))
        self._keep()
        lines = counted(self._lines, desk.tr("{count} line"), desk.tr("{count} lines"))
        said = desk.tr("Listened for the words of {lines}. What does not fit is in the review.")
        if self._heard.waiting and desk.session.history.redoable is not None:
            said = desk.tr(
                "Listened for the words of {lines}. Their times come with your next edit, so that "
                "what you have undone can still be redone."
            )
        ways = [(desk.tr("Review everything"), partial(desk.window_.actions_.run, "checkup.run"))]
        outside = [remark_sentence(one.code, None, one.facts) for one in too_short(episode)]
        desk.window_.message.note(" ".join((said.format(lines=lines), *outside)), ways)

    def _keep(self) -> None:
        self._desk.session.remember(**{KEPT: self.doubts.kept()})

    def _forget(self) -> None:
        """Forget what the old recording says: it is not what is asked about any more."""
        self._heard, self._lines = Heard(), 0
        self._again.stop()

    # --- again after a change

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Remember lines whose words are others now."""
        if change.track is not Track.SEGMENTS or not change.aspect & (Aspect.TEXT | Aspect.ROWS):
            return
        lines = self._desk.session.episode.transcript
        self._changed.update(line.id for line in lines[change.first : change.first + change.added])

    def _touched(self) -> None:
        if self._changed:
            self._rest.start()

    def _follow(self) -> None:
        """Listen for the changed lines, where the episode has been listened to before."""
        desk, session = self._desk, self._desk.session
        if self._asked.busy or self._aside.busy or session.typing is not None:
            self._rest.start()
            return
        changed, self._changed = self._changed, set()
        rows = self._due(changed)
        if not rows or session.history.redoable is not None:
            return
        if not desk.settings[FOLLOW_WORDS] or session.read_only:
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
        """Lay the times under what was typed, to be undone with it."""
        desk = self._desk
        if self._held:
            self._changed.update(heard.lines)  # somebody types: later
            self._rest.start()
            return
        doubts = self.doubts.of(fingerprint(desk.session.episode))
        self.doubts = doubts.after(desk.session.episode, heard)
        self._keep()
        try:
            desk.session.do(hear(desk.session.episode, heard, "follow"), self)
        except UserError as error:
            desk.failed(error)
