"""Recording: found beside the project, loaded into the player, its outline measured beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.app.errors import for_people
from editor.model.errors import UserError
from editor.model.time import Ms, Span, clock

if TYPE_CHECKING:
    from pathlib import Path

    from editor.app.jobs import Job, Runner, Step
    from editor.app.session import Session
    from editor.audio.closeup import Closeup
    from editor.audio.peaks import Peaks
    from editor.ui.sound import Sound
    from editor.ui.waveform.strip import Waveform


class RecordingLoader(QObject):
    """``missing`` comes where the recording is not where the project says."""

    missing = Signal(UserError)
    failed = Signal(UserError)
    loaded = Signal(object)
    """The path of a recording that is there."""
    doubted = Signal(str)
    """The sentence on a recording that ends before the transcript does."""

    def __init__(
        self,
        session: Session,
        sound: Sound,
        waveform: Waveform,
        runner: Runner,
        cache: Path,
    ) -> None:
        super().__init__(waveform)
        self._session = session
        self._sound = sound
        self._waveform = waveform
        self._runner = runner
        self._cache = cache
        self._job: Job | None = None
        self._closeup: Closeup | None = None
        self._loudness: tuple[Sequence[Span], float] | None = None
        self._voices: Sequence[Span] | None = None

    def load(self, project: Path, at: Ms = 0) -> None:
        """Load the episode's recording, the playhead at ``at``; without one, say so quietly."""
        from editor.app.opening import find_recording
        from editor.app.recording_fit import too_short
        from editor.app.texts import remark_sentence

        self.stop()
        info = self._session.episode.info
        if info.recording is None:
            self._waveform.set_peaks(
                None, instead=self.tr("No recording. Everything but hearing works.")
            )
            return
        try:
            path = find_recording(project, info)
        except UserError as error:
            self._waveform.set_peaks(None, instead=self.tr("The recording is not where it was."))
            self.missing.emit(error)
            return
        self._sound.load(path, at)
        self.loaded.emit(path)
        for remark in too_short(self._session.episode):
            self.doubted.emit(remark_sentence(remark.code, None, remark.facts))
        self._measure(path)

    def take_voices(self, speech: Sequence[Span] | None) -> None:
        """Take where somebody speaks, once that is known: pauses are hatched and drawn to by it.

        What is skipped while playing stays what is silent: music is no voice, and is heard.
        """
        if speech is not self._voices:
            self._voices = speech
            self._show_pauses()

    def stop(self) -> None:
        """Stop measuring."""
        self._loudness = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._closeup is not None:
            self._closeup.close()
            self._closeup = None

    def _measure(self, path: Path) -> None:
        from editor.app.peaks import measure_peaks
        from editor.audio.closeup import Closeup
        from editor.audio.peaks import Peaks

        peaks = Peaks()
        self._closeup = Closeup(path, self._waveform.neared.emit)
        self._waveform.set_peaks(peaks, self._closeup)
        self._job = self._runner.start(
            "peaks",
            measure_peaks(path, self._cache, peaks),
            done=lambda found: self._measured(path, found),
            failed=self._failed,
            stepped=self._grown,
        )

    def _grown(self, _step: Step) -> None:
        self._waveform.renew_all()

    def _measured(self, path: Path, peaks: Peaks) -> None:
        from editor.app.peaks import find_silences

        self._job = self._runner.start(
            "silences", find_silences(peaks), done=self._listened, failed=self._failed
        )
        if self._closeup is not None:
            self._closeup.index = peaks.index
        if peaks.damaged:
            length = clock(peaks.duration_ms)
            self.failed.emit(UserError("recording-damaged", path=path.name, length=length))
        self._sound.playback.refine(peaks.duration_ms, peaks.index)
        self._waveform.set_duration(max(self._session.episode.duration, peaks.duration_ms))
        self._waveform.renew_all()

    def _listened(self, found: tuple[Sequence[Span], float]) -> None:
        self._job = None
        self._loudness = found
        self._show_pauses()
        self._sound.playback.take_silences(found[0])

    def _show_pauses(self) -> None:
        from editor.app.voices import pauses

        if self._loudness is not None:
            silences, gain = self._loudness
            found = pauses(silences, self._voices, self._waveform.maximum())
            self._waveform.set_loudness(found, gain)

    def _failed(self, error: Exception) -> None:
        self._job = None
        told = for_people(error)
        self._waveform.set_peaks(None, instead=self.tr("The recording could not be read."))
        self.failed.emit(told)
