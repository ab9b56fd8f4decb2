"""Film: the pictures of a video recording in a pane that can be docked, in step with the sound."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.app.errors import for_people
from editor.ui.features.feature import Feature

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from editor.app.jobs import Job, Work
    from editor.audio.probe import RecordingFacts
    from editor.model.time import Ms
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.player.film import FilmPane


class Film(Feature):
    """There is a pane only where the recording has moving pictures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pane: FilmPane | None = None
        self.rate = 0.0
        """Pictures a second of the recording; 0 where it has none, or that is not known yet."""

        self._listeners: list[Callable[[], None]] = []
        self._looking: Job | None = None
        desk.loader.loaded.connect(self._look)
        desk.sound.placed.connect(self._follow)

    def handlers(self) -> dict[str, Handler]:
        return {"view.film": self._toggle}

    def watch(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` when the pictures are on the screen, or no longer; returns its end."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    def come_back(self) -> None:
        self._tick()

    def shut(self) -> None:
        self._drop()

    def _look(self, path: Path) -> None:
        """Find out beside the window whether there are pictures."""
        self._drop()
        self.rate = 0.0
        desk = self._desk
        self._looking = desk.runner.start(
            "probe",
            _probed(path),
            done=partial(self._looked, path),
            failed=self._not_looked,
        )

    def _looked(self, path: Path, facts: RecordingFacts) -> None:
        self.rate = facts.pictures
        if facts.has_video:
            self._show(path)

    def _not_looked(self, error: Exception) -> None:
        for_people(error)  # a bug is raised; the rest is told by whoever loads the recording

    def _show(self, path: Path) -> None:
        from editor.ui.player.film import FilmPane

        self._drop()
        window = self._desk.window_
        self.pane = FilmPane(path, window.theme, window)
        self.pane.visibilityChanged.connect(lambda _: self._tick())
        self._follow(self._desk.playback.position)
        self._tick()

    def _follow(self, at: Ms) -> None:
        if self.pane is not None:
            self.pane.follow(at)

    def _toggle(self) -> None:
        if self.pane is not None:
            self.pane.setVisible(not self.pane.isVisible())
        else:
            self._desk.say(self._desk.tr("This recording has no pictures."))

    def _tick(self) -> None:
        shown = self.pane is not None and self.pane.isVisible()
        self._desk.window_.actions_.check("view.film", on=shown)
        for listener in tuple(self._listeners):
            listener()

    def _drop(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        pane, self.pane = self.pane, None
        if pane is not None:
            pane.shut()


def _probed(path: Path) -> Work[RecordingFacts]:
    from editor.app.jobs import Step
    from editor.audio.probe import probe

    yield Step(0, note="probe")
    return probe(path)
