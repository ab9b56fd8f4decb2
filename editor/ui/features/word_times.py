"""Word times: the words found in the recording, some lines at a time, all of it one step."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from editor.app.aligning import Heard, find_words, script, wanted
from editor.app.doubts import KEPT
from editor.app.laying import Laying
from editor.app.recording_fit import too_short
from editor.app.texts import remark_sentence
from editor.model.errors import UserError
from editor.ui.features.feature import Feature
from editor.ui.features.following import BATCH, SOON_MS, Following
from editor.ui.features.layer import Layer
from editor.ui.features.listening import Listening
from editor.ui.text import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from editor.app.jobs import Work
    from editor.model.time import Span
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_AGAIN_MS: Final = 250
"""How often it is looked whether somebody still types, while results wait."""


class WordTimes(Feature):
    """``doubts`` is what listening left to look at; the review asks about it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.doubts = desk.entered.doubts
        self._heard = Heard()
        self._blocked = Heard()
        self._laying = Laying(desk.session, "align")
        self._asked = Listening(desk, "align", ended=self._ended, relinked=self._forget)
        self._layer = Layer(desk)
        self._following = Following(desk, self._layer, self._lay_part)
        self._first = 0
        self._lines = 0
        self._stood = (0, 0)
        self._again = QTimer(desk, singleShot=True)
        self._again.timeout.connect(self._take)
        self._unlisten = desk.session.listen(self._look)

    @property
    def idle(self) -> bool:
        """Whether nothing is listened for and nothing heard waits to be laid."""
        waits = self._heard.waiting or self._blocked.lines
        return not (self._asked.busy or waits or self._layer.busy)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of word times with what they do."""
        return {
            "words.find": partial(self._find, again=False),
            "words.find-again": partial(self._find, again=True),
        }

    def come_back(self) -> None:
        self._tell_voices()

    def shut(self) -> None:
        """Keep what was heard: it is good, though nobody waits for the rest."""
        self._unlisten()
        self._asked.shut()
        self._again.stop()
        self._lay_all()
        self._following.shut()  # behind it: what is laid of the changed lines would start it again

    # --- the command

    def _find(self, *, again: bool) -> None:
        if self._desk.session.read_only:
            raise UserError("project-read-only")
        self._asked.start(partial(self._work, again=again), self._found, lambda _: self._take())

    def _work(self, recording: Path, *, again: bool) -> Work[Sequence[Span]]:
        """Begin a run: what was heard before is laid, what is on the screen comes first."""
        desk = self._desk
        self._following.cancel()
        self._lay_all()
        episode = desk.session.episode
        self.doubts = self.doubts.of(episode.info.fingerprint)
        seen = desk.page.visible_rows()
        rows = wanted(episode, seen, again=again)
        self._first = sum(1 for row in rows[: len(seen)] if row in seen)
        self._heard, self._blocked, self._lines = Heard(), Heard(), len(rows)
        self._laying = Laying(desk.session, "align")
        speech = None if again else self.doubts.speech
        return find_words(script(episode, rows), recording, self._heard, speech)

    def _take(self) -> None:
        """Lay what has come in: the lines on the screen as soon as they are heard."""
        waiting = len(self._heard.waiting)
        if not waiting:
            return
        if self._following.held:
            self._again.start(_AGAIN_MS)
        elif self._layer.busy:
            self._again.start(SOON_MS)
        elif waiting >= BATCH or self._first > 0 or not self._asked.busy:
            self._first -= waiting
            self._lay()
            if self._heard.waiting:
                self._again.start(SOON_MS)

    def _lay_all(self) -> None:
        """Lay here and now what waits."""
        self._layer.finish()
        while self._heard.waiting:
            self._lay()
            self._layer.finish()

    def _lay(self) -> None:
        self._lay_part(self._heard.take(BATCH), self._laying, self._block)

    def _block(self, waits: Heard | None) -> None:
        self._blocked.add(waits or Heard())

    def _lay_part(self, part: Heard, laying: Laying, laid: Callable[[Heard | None], None]) -> None:
        """Lay some lines, the caret as it is; tells those that wait, ``None`` after a fault."""
        episode = self._desk.session.episode
        self.doubts = self.doubts.of(episode.info.fingerprint).after(episode, part)
        self._keep()
        self._layer.lay(laying.lay(part, self), laid, partial(self._refused, laid))

    def _refused(self, laid: Callable[[Heard | None], None], error: UserError) -> None:
        self._heard.waiting.clear()
        self._asked.cancel()
        self._laying = Laying(self._desk.session, "align")
        laid(None)
        self._desk.failed(error)

    def _look(self) -> None:
        """See after an edit or undo whether the step is gone, or the way free for what waits."""
        history = self._desk.session.history
        stands = history.head, len(history)
        if stands == self._stood:
            return
        self._stood = stands
        if self._laying.undone:
            self._heard.waiting.clear()
            self._blocked = Heard()
            self._asked.cancel()
        elif self._blocked.lines:
            self._heard.waiting.extend(self._blocked.lines.values())
            self._blocked = Heard()
            self._again.start(SOON_MS)

    # --- its end

    def _ended(self) -> None:
        desk, done = self._desk, len(self._heard.lines)
        self._take()
        if self._laying.undone:
            desk.say(desk.tr("Looking for the words was stopped, as what it found was undone."))
        elif done < self._lines:
            said = desk.tr(
                "Stopped after {done} of {all} lines; what was found is kept. "
                "The same command goes on from here."
            )
            desk.say(said.format(done=f"{done:,}", all=f"{self._lines:,}"))

    def _found(self, speech: Sequence[Span]) -> None:
        desk, episode = self._desk, self._desk.session.episode
        self.doubts = replace(self.doubts, speech=tuple(speech))
        self._keep()
        self._tell_voices()
        lines = counted(self._lines, desk.tr("{count} line"), desk.tr("{count} lines"))
        said = [
            desk.tr(
                "What listens knows no word of this language: the times of the words of {lines} "
                "are estimated, spread over the voice by syllables."
            )
            if self._heard.estimates
            else desk.tr("Listened for the words of {lines}. What does not fit is in the review.")
        ]
        said += [remark_sentence(one.code, None, one.facts) for one in too_short(episode)]
        if self._blocked.lines:
            said.append(
                desk.tr(
                    "Lines whose change you undid get their times with your next edit, so that the "
                    "change can still be redone."
                )
            )
        ways = [(desk.tr("Review everything"), partial(desk.window_.actions_.run, "review.run"))]
        desk.window_.message.note(" ".join(said).format(lines=lines), ways)

    def _keep(self) -> None:
        self._desk.session.remember(**{KEPT: self.doubts.kept})

    def _forget(self) -> None:
        """Forget what the old recording says: it is not what is asked about any more."""
        self._heard, self._blocked, self._lines = Heard(), Heard(), 0
        self._again.stop()
        self._tell_voices()

    def _tell_voices(self) -> None:
        """Tell where somebody speaks in the recording there is, where that is known."""
        known = self.doubts.of(self._desk.session.episode.info.fingerprint)
        self._desk.loader.take_voices(known.speech)
