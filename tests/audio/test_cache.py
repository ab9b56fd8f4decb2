"""Cache and worker: peaks come back whole or not at all, and nothing stays behind."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from editor.audio import cache
from editor.audio.index import PacketIndex
from editor.audio.peaks import Peaks
from editor.audio.peaks_worker import peaks_of
from editor.model.errors import UserError
from tests.audio.sounds import encode, noise


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return encode(tmp_path / "talk.mp3", noise(9, 44100, 1), 44100, "libmp3lame")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def filled(recording: Path, folder: Path) -> tuple[Peaks, int]:
    peaks = Peaks()
    steps = list(peaks_of(recording, folder, peaks))
    return peaks, len(steps)


def the_file(folder: Path) -> Path:
    (only,) = folder.iterdir()
    return only


def test_the_second_time_nothing_is_decoded(recording: Path, folder: Path) -> None:
    first, steps = filled(recording, folder)
    again, no_steps = filled(recording, folder)
    assert steps > 0
    assert no_steps == 0
    assert first.complete
    assert again.complete
    assert again.duration_ms == first.duration_ms == pytest.approx(9_000, abs=60)
    assert again.columns(0, 9_000, 400) == first.columns(0, 9_000, 400)
    assert max(first.columns(0, 9_000, 400).highest) > 3_000
    assert isinstance(first.index, PacketIndex)
    assert again.index == first.index
    assert len(first.index.samples) >= 8


def test_a_changed_recording_is_measured_again(recording: Path, folder: Path) -> None:
    filled(recording, folder)
    encode(recording, noise(4, 44100, 1), 44100, "libmp3lame")
    peaks, steps = filled(recording, folder)
    assert steps > 0
    assert peaks.duration_ms == pytest.approx(4_000, abs=60)


def test_a_change_that_keeps_the_fingerprint_is_noticed(recording: Path, folder: Path) -> None:
    filled(recording, folder)
    later = recording.stat().st_mtime_ns + 10**9
    os.utime(recording, ns=(later, later))
    assert filled(recording, folder)[1] > 0


def test_a_moved_recording_is_known_again(recording: Path, folder: Path) -> None:
    filled(recording, folder)
    assert filled(recording.rename(recording.with_name("moved.mp3")), folder)[1] == 0


@pytest.mark.parametrize("damage", ["cut", "flip", "version", "empty", "count"])
def test_a_torn_or_foreign_file_is_measured_again(
    recording: Path, folder: Path, damage: str
) -> None:
    expected, _ = filled(recording, folder)
    place = the_file(folder)
    data = bytearray(place.read_bytes())
    if damage == "cut":
        del data[-5:]
    elif damage == "flip":
        data[len(data) // 2] ^= 1
    elif damage == "version":
        data[8] += 1
    elif damage == "count":
        data[95:103] = (2**62).to_bytes(8, "little")
    else:
        data.clear()
    place.write_bytes(data)
    peaks, steps = filled(recording, folder)
    assert steps > 0
    assert peaks.columns(0, 9_000, 50) == expected.columns(0, 9_000, 50)
    assert cache.load(folder, cache.stamp(recording)) is not None


def test_a_broken_recording_gives_the_error_of_the_worker(tmp_path: Path, folder: Path) -> None:
    bad = tmp_path / "bad.wav"
    bad.write_bytes(b"RIFF????WAVEjunk")
    with pytest.raises(UserError) as caught:
        filled(bad, folder)
    assert caught.value.code == "recording-unreadable"
    assert caught.value.facts["path"] == str(bad)
    assert list(folder.iterdir()) == []
    with pytest.raises(UserError, match="recording-missing"):
        filled(tmp_path / "gone.wav", folder)


def test_cancelling_ends_the_process_and_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "long.wav"
    encode(path, noise(600, 8000, 1), 8000, "pcm_s16le", bit_rate=None)
    steps = peaks_of(path, folder, Peaks())
    next(steps)
    steps.close()
    assert list(folder.iterdir()) == []
    assert not _children()


def _children() -> list[str]:
    """Name the worker processes of this process that still run."""
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        return []
    pids = [pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
    lines = [(Path("/proc") / pid / "cmdline").read_bytes().decode() for pid in pids]
    return [line for line in lines if "peaks_worker" in line]


def test_a_folder_that_cannot_be_written_costs_only_time(recording: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    peaks, steps = filled(recording, blocked / "cache")
    assert peaks.complete
    assert steps > 0


def test_the_cache_is_bounded_and_keeps_what_was_used_last(folder: Path) -> None:
    folder.mkdir()
    now = time.time()
    for age, name in enumerate(["new", "older", "oldest"]):
        path = folder / f"{name}.peaks"
        path.write_bytes(bytes(1_000))
        os.utime(path, (now - age * 60, now - age * 60))
    crashed, running = folder / "peaks-1-x.part", folder / "peaks-2-x.part"
    for path in (crashed, running):
        path.write_bytes(b"half")
    os.utime(crashed, (now - 2 * 86_400, now - 2 * 86_400))
    cache._prune(folder, 2_500)
    assert sorted(path.name for path in folder.iterdir()) == [
        "new.peaks",
        "older.peaks",
        "peaks-2-x.part",
    ]
