"""Seen from near: samples of the stretch on the screen, its spectrum, and where it is silent."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from editor.audio.closeup import LONGEST, Closeup
from editor.audio.measure import measure
from editor.audio.peaks import Peaks
from editor.audio.silence import headroom, silences
from editor.audio.spectrum import spectrum
from editor.model.time import Span
from tests.audio.sounds import Samples, encode, noise

RATE = 44_100


def peaks_of(path: Path) -> Peaks:
    peaks = Peaks()
    steps = measure(path)
    while True:
        try:
            peaks.append(next(steps).bins)
        except StopIteration as stop:
            end = stop.value
            peaks.finish(end.duration_ms, damaged=end.damaged, index=end.index)
            return peaks


class Near:
    """A closeup, and a way to wait for it."""

    def __init__(self, path: Path) -> None:
        self._news = threading.Event()
        self.closeup = Closeup(path, self._news.set)

    def wait(self) -> None:
        assert self._news.wait(30)
        self._news.clear()


@pytest.fixture(scope="module")
def sound() -> Samples:
    return noise(8, RATE, 2)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, sound: Samples) -> Path:
    file = tmp_path_factory.mktemp("near") / "talk.wav"
    return encode(file, sound, RATE, "pcm_s16le", bit_rate=None)


def test_columns_from_near_are_those_of_the_samples(path: Path, sound: Samples) -> None:
    near = Near(path)
    assert not near.closeup.want(Span(3_000, 4_000))
    near.wait()
    assert near.closeup.want(Span(3_100, 3_900))
    columns = near.closeup.columns(3_100, 3_900, 80)
    assert columns is not None
    cut = sound[:, int(3.1 * RATE) : int(3.9 * RATE)]
    expected = cut.reshape(2, 80, -1)
    assert columns.highest == pytest.approx(expected.max(axis=(0, 2)) * 32767, abs=2)
    assert columns.lowest == pytest.approx(expected.min(axis=(0, 2)) * 32767, abs=2)
    near.closeup.close()


def test_single_samples_lie_at_their_times(path: Path, sound: Samples) -> None:
    near = Near(path)
    near.closeup.want(Span(2_000, 2_020))
    near.wait()
    found = near.closeup.samples(2_001, 2_003)
    assert found is not None
    times, values = found
    assert times[0] <= 2_001
    assert times[-1] >= 2_003
    mean = sound.mean(axis=0) * 32767
    at = [round(time * RATE / 1000) for time in times]
    assert values == pytest.approx(mean[at], abs=3)
    near.closeup.close()


def test_beyond_the_end_there_is_nothing_and_no_error(path: Path) -> None:
    near = Near(path)
    near.closeup.want(Span(7_900, 9_000))
    near.wait()
    columns = near.closeup.columns(7_900, 9_000, 11)
    assert columns is not None
    assert columns.highest[0] > 0
    assert columns.highest[2:] == [0] * 9
    near.closeup.close()


def test_too_much_is_never_held(path: Path) -> None:
    near = Near(path)
    assert not near.closeup.want(Span(0, LONGEST + 1))
    assert near.closeup.columns(0, LONGEST + 1, 10) is None
    near.closeup.close()


def test_the_last_wish_counts(path: Path) -> None:
    near = Near(path)
    for start in range(0, 7_000, 500):
        near.closeup.want(Span(start, start + 400))
    for _ in range(20):
        if near.closeup.want(Span(6_500, 6_900)):
            break
        near.wait()
    assert near.closeup.columns(6_500, 6_900, 4) is not None
    near.closeup.close()


def test_a_recording_that_cannot_be_read_is_never_ready(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"no sound")
    closeup = Closeup(broken, lambda: None)
    assert not closeup.want(Span(0, 1_000))
    closeup.close()
    assert closeup.columns(0, 1_000, 10) is None


def test_the_spectrum_shows_a_tone_at_its_pitch() -> None:
    tone = (np.sin(np.arange(RATE) * 2 * np.pi * 2_000 / RATE) * 20_000).astype(np.int16)
    rows = 80
    picture = np.frombuffer(spectrum(tone, RATE, 50, rows), np.uint8).reshape(rows, 50)
    brightest = picture[:, 10:40].argmax(axis=0)
    assert set(brightest) <= set(range(58, 62)), "2 of 8 kHz is three quarters down"
    assert spectrum(tone[:1], RATE, 3, 2) == bytes(6)


def test_the_picture_is_made_beside(path: Path) -> None:
    near = Near(path)
    assert near.closeup.picture(Span(1_000, 2_000), 30, 20) is None
    for _ in range(20):
        near.wait()
        found = near.closeup.picture(Span(1_000, 2_000), 30, 20)
        if found is not None:
            break
    assert found is not None
    assert len(found.grey) == 600
    near.closeup.close()


def test_silences_are_found_and_short_ones_are_none(tmp_path: Path) -> None:
    sound = noise(10, RATE) * np.float32(0.3)
    sound[:, 2 * RATE : 3 * RATE] *= np.float32(0.001)
    sound[:, int(6.0 * RATE) : int(6.2 * RATE)] *= np.float32(0.001)
    path = encode(tmp_path / "pauses.wav", sound, RATE, "pcm_s16le", bit_rate=None)
    found = silences(peaks_of(path))
    assert [(round(s.start, -2), round(s.end, -2)) for s in found] == [(2_000, 3_000)]


def test_a_recording_without_pauses_has_none(path: Path) -> None:
    assert silences(peaks_of(path)) == ()
    assert silences(Peaks()) == ()


def test_a_low_recording_is_drawn_larger(tmp_path: Path, path: Path) -> None:
    low = encode(
        tmp_path / "low.wav", noise(2, RATE) / np.float32(16), RATE, "pcm_s16le", bit_rate=None
    )
    assert headroom(peaks_of(low)) > 2 * headroom(peaks_of(path)) >= 1
    assert headroom(Peaks()) == 1
