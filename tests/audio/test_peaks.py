"""Peaks: what is painted is what was recorded, at every zoom, whatever the rate or the format."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from editor.audio.decode import Decoder, SampleForm
from editor.audio.measure import PeaksEnd, PeaksStep, measure
from editor.audio.peaks import Peaks
from editor.model.errors import UserError
from tests.audio.sounds import Samples, encode, noise

Bins = NDArray[np.int64]


def finished(steps: Generator[PeaksStep, None, PeaksEnd]) -> tuple[list[PeaksStep], PeaksEnd]:
    gathered = []
    while True:
        try:
            gathered.append(next(steps))
        except StopIteration as stop:
            end: PeaksEnd = stop.value
            return gathered, end


def bins_of(steps: list[PeaksStep]) -> Bins:
    data = b"".join(step.bins for step in steps)
    return np.frombuffer(data, "<i2").reshape(-1, 3).astype(np.int64)


def directly(samples: Samples, rate: int) -> Bins:
    """Peaks as the definition says, one bin after the other."""
    count = -(-samples.shape[1] * 100 // rate)
    rows = []
    for bin_ in range(count):
        part = samples[:, bin_ * rate // 100 : (bin_ + 1) * rate // 100].astype(np.float64)
        rows.append([part.min(), part.max(), np.sqrt(np.mean(part**2))])
    bins: Bins = np.rint(np.array(rows) * 32767).astype(np.int64)
    return bins


@pytest.mark.parametrize(
    ("codec", "rate", "channels"),
    [
        ("pcm_f32le", 44100, 2),
        ("pcm_s16le", 48000, 1),
        ("pcm_s24le", 16000, 2),
        ("pcm_s32le", 44100, 1),
        ("pcm_f64le", 8000, 1),
        ("pcm_u8", 8000, 1),
        ("pcm_s16le", 22050, 2),
        ("pcm_s16le", 11025, 1),
        ("pcm_s24le", 48000, 6),
    ],
)
def test_peaks_are_those_of_the_samples(
    tmp_path: Path, codec: str, rate: int, channels: int
) -> None:
    source = noise(7.123, rate, channels)
    path = encode(tmp_path / "a.wav", source, rate, codec, bit_rate=None)
    steps, end = finished(measure(path))
    expected = directly(source, rate)
    found = bins_of(steps)
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() <= (300 if codec == "pcm_u8" else 3)
    assert end.duration_ms == 7123
    assert not end.damaged


def test_steps_tell_how_far_they_are(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", noise(21, 44100, 1), 44100, "libmp3lame")
    steps, end = finished(measure(path))
    done = [step.done_ms for step in steps]
    assert len(done) > 2
    assert done == sorted(done)
    assert all(step.done_ms <= step.total_ms for step in steps)
    assert done[-1] == end.duration_ms == pytest.approx(21_000, abs=80)


def test_a_measurement_can_be_left_at_any_step(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.wav", noise(20, 8000, 1), 8000, "pcm_s16le", bit_rate=None)
    steps = measure(path)
    next(steps)
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)


def test_a_recording_that_breaks_off_says_so(tmp_path: Path) -> None:
    for name, codec in [("a.flac", "flac"), ("a.wav", "pcm_s16le")]:
        path = encode(tmp_path / name, noise(10, 44100, 1), 44100, codec, bit_rate=None)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        _, end = finished(measure(path))
        assert end.damaged, name
        assert end.duration_ms == pytest.approx(5_000, abs=400), name


@pytest.mark.parametrize(
    ("told", "header", "damaged"),
    [
        ("40000", False, False),  # all is there
        ("41500", False, False),  # a jingle was cut off
        ("42050", False, False),  # 2 s, but hardly 5 % of it
        ("44000", False, True),
        ("44000", True, False),  # the encoder counted the frames: the tag is of another state
        ("44000000000", False, False),  # microseconds
        ("4:40", False, False),
    ],
)
def test_a_bare_stream_breaks_off_where_clearly_less_is_there_than_its_tag_tells(
    tmp_path: Path, told: str, header: bool, damaged: bool
) -> None:
    path = encode(tmp_path / "a.mp3", noise(40, 8000, 1), 8000, "libmp3lame", header=header)
    path.write_bytes(_length_tag(told) + path.read_bytes())
    _, end = finished(measure(path))
    assert end.damaged is damaged
    assert end.duration_ms == pytest.approx(40_000, abs=200)


def _length_tag(told: str) -> bytes:
    """An ID3v2.3 tag with nothing in it but TLEN."""
    text = b"\0" + told.encode()
    frame = b"TLEN" + len(text).to_bytes(4, "big") + b"\0\0" + text
    return b"ID3\3\0\0" + len(frame).to_bytes(4, "big") + frame


def test_nothing_to_measure_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="recording-missing"):
        next(measure(tmp_path / "gone.wav"))


def peaks_from(bins: Bins, pieces: int = 1) -> Peaks:
    peaks = Peaks()
    for part in np.array_split(bins.astype("<i2"), pieces):
        peaks.append(part.tobytes())
    return peaks


def random_bins(count: int) -> Bins:
    rng = np.random.default_rng(5)
    low = rng.integers(-32768, 0, count)
    high = rng.integers(0, 32767, count)
    return np.stack([low, high, rng.integers(0, 20_000, count)], axis=1)


@pytest.mark.parametrize("width", [10, 20, 40, 50, 160, 640, 1000])
def test_columns_fold_their_bins_at_every_zoom(width: int) -> None:
    bins = random_bins(20_000)
    peaks = peaks_from(bins, 7)
    count = min(300, 20_000 * 10 // width)
    columns = peaks.columns(0, count * width, count)
    for column in range(0, count, 17):
        part = bins[column * width // 10 : (column + 1) * width // 10]
        assert min(columns.lowest[column : column + 2]) <= part[:, 0].min()
        assert max(columns.highest[column : column + 2]) >= part[:, 1].max()
        if width in {10, 20, 40, 160, 640}:  # the columns' edges are those of a level's bins
            assert columns.lowest[column] == part[:, 0].min()
            assert columns.highest[column] == part[:, 1].max()
            rms = np.sqrt(np.mean(part[:, 2].astype(float) ** 2))
            assert columns.rms[column] == pytest.approx(rms, abs=3)


def test_columns_narrower_than_a_bin_repeat_it() -> None:
    bins = random_bins(100)
    columns = peaks_from(bins).columns(200, 300, 100)
    assert columns.lowest == [int(bins[20 + column // 10, 0]) for column in range(100)]


def test_what_is_not_known_yet_is_flat() -> None:
    peaks = peaks_from(random_bins(100))
    columns = peaks.columns(500, 1_500, 100)
    assert all(columns.highest[:50])
    assert not any(columns.highest[50:])
    assert not any(peaks.columns(-500, 0, 50).lowest)
    assert Peaks().columns(0, 1_000, 4).rms == [0, 0, 0, 0]
    assert peaks.columns(7, 7, 4).rms == [0, 0, 0, 0]


def test_it_matters_not_in_how_many_pieces_peaks_arrive() -> None:
    bins = random_bins(5_003)
    whole, pieces = peaks_from(bins), peaks_from(bins, 611)
    for span in [(0, 50_030), (1_230, 44_440), (0, 400)]:
        assert whole.columns(*span, 77) == pieces.columns(*span, 77)
    assert whole.bins == pieces.bins == 5_003


def test_every_container_has_peaks(samples: Path) -> None:
    for path in sorted((samples / "audio" / "containers").glob("p001.*")):
        steps, end = finished(measure(path))
        bins = bins_of(steps)
        with Decoder(path, SampleForm("flt", 1)) as decoder:
            decoded = sum(block.frames for block in decoder.blocks()) * 1000 / decoder.rate
        assert end.duration_ms == pytest.approx(decoded, abs=1), path.name
        assert len(bins) == -(-end.duration_ms // 10), path.name
        assert bins[:, 1].max() > 3_000, path.name
        assert (end.index is not None) == (path.suffix == ".aac"), path.name
