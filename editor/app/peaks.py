"""The peaks of a recording, and its silences, as jobs: progress, cancel, something to paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.jobs import Step, Work

if TYPE_CHECKING:
    from pathlib import Path

    from editor.audio.peaks import Peaks
    from editor.model.time import Span


def measure_peaks(path: Path, folder: Path, peaks: Peaks) -> Work[Peaks]:
    """Fill ``peaks`` from the cache in ``folder`` or by a worker process; returns it complete.

    ``peaks`` grows with each step and may be painted at any moment. Steps count ms of sound.
    Raises ``UserError``: ``recording-missing``, ``recording-unreadable``, ``recording-silent``.
    """
    from editor.audio.peaks_worker import peaks_of

    steps = peaks_of(path, folder, peaks)
    try:
        for step in steps:
            yield Step(step.done_ms, step.total_ms, "peaks")
    finally:
        steps.close()
    return peaks


def find_silences(peaks: Peaks) -> Work[tuple[tuple[Span, ...], float]]:
    """Find where nobody speaks, and how much larger the recording may be drawn.

    The peaks have to be complete.
    """
    from editor.audio.silence import headroom, silences

    yield Step(0, note="silences")
    return silences(peaks), headroom(peaks)
