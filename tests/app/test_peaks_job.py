"""Peaks as a job: steps that end, a result, and a worker that ends with its job."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from editor.app.jobs import Step, run
from editor.app.peaks import measure_peaks
from editor.audio.peaks import Peaks
from editor.model.errors import UserError


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "talk.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(bytes(range(1, 161)) * 50 * 120)
    return path


def test_the_job_ends_with_the_peaks(recording: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    peaks = run(measure_peaks(recording, tmp_path / "cache", Peaks()), steps.append)
    assert peaks.duration_ms == 60_000
    assert peaks.complete
    assert steps[-1].share == 1.0
    assert all(step.note == "peaks" for step in steps)


def test_peaks_can_be_painted_before_the_job_has_ended(recording: Path, tmp_path: Path) -> None:
    peaks = Peaks()
    work = measure_peaks(recording, tmp_path / "cache", peaks)
    next(work)
    assert any(peaks.columns(0, 1_000, 10).highest)
    work.close()
    assert not peaks.complete
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_error_is_one_for_people(tmp_path: Path) -> None:
    bad = tmp_path / "bad.mp3"
    bad.write_bytes(b"\0" * 100)
    with pytest.raises(UserError, match="recording-unreadable"):
        run(measure_peaks(bad, tmp_path / "cache", Peaks()))
