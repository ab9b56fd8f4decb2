"""Listening: a job on the episode's recording, one at a time, ended when that is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from editor.app.opening import find_recording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from editor.app.jobs import Job, Step, Work
    from editor.ui.desk import Desk

T = TypeVar("T")


class Listening:
    """Starts jobs of one name; ``ended`` is called after each, ``relinked`` with a new recording.

    What is still being listened to would speak of a recording nobody has any more, by a choice, an
    undo or a redo. ``shut`` ends it all.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        *,
        quiet: bool = False,
        ended: Callable[[], None] | None = None,
        relinked: Callable[[], None] | None = None,
    ) -> None:
        self._desk = desk
        self._name = name
        self._quiet = quiet
        self._ended = ended
        self._relinked = relinked
        self._job: Job | None = None
        self._known = desk.session.episode.info.fingerprint
        self.shut = desk.session.listen(self._look)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._job is not None

    def start(
        self,
        work: Callable[[Path], Work[T]],
        done: Callable[[T], None],
        stepped: Callable[[Step], None] | None = None,
    ) -> None:
        """Begin ``work`` on the recording, what is being typed included; not while one goes on.

        Raises ``UserError`` where there is no recording.
        """
        desk = self._desk
        if self.busy:
            desk.say(desk.tr("The recording is being listened to for this already."))
            return
        desk.session.commit(desk)
        recording = find_recording(desk.path, desk.session.episode.info)
        self._job = desk.runner.start(
            self._name,
            work(recording),
            done=done,
            failed=desk.failed,
            stepped=stepped,
            ended=self._over,
            quiet=self._quiet,
        )

    def cancel(self) -> None:
        """End what is under way; nothing but ``ended`` is told."""
        if self._job is not None:
            self._job.cancel()

    def _over(self) -> None:
        self._job = None
        if self._ended is not None:
            self._ended()

    def _look(self) -> None:
        now = self._desk.session.episode.info.fingerprint
        if now == self._known:
            return
        self._known = now
        if self._relinked is not None:
            self._relinked()
        self.cancel()
