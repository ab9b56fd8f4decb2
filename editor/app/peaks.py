"""The peaks of a recording as a job: progress, cancel, and something to paint meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.jobs import Step, Work

if TYPE_CHECKING:
    from pathlib import Path

    from editor.audio.peaks import Peaks


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
