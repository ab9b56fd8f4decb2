"""Decoding: a seek lands on the sample, in every container, at any length of the way there."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from editor.audio.decode import Block, Decoder, SampleForm
from editor.audio.measure import measure
from editor.model.errors import UserError
from tests.audio.sounds import Samples, encode, lag, noise

SECONDS = 24
MONO = SampleForm("flt", 1)
LOSSY = 0.9
"""Least correlation between what a lossy codec gives back and the original noise."""


def mono(blocks: list[Block]) -> Samples:
    return np.frombuffer(b"".join(block.data for block in blocks), np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recordings")


CASES = [
    ("a.wav", "pcm_s16le", 44100, 1),
    ("a24.wav", "pcm_s24le", 48000, 2),
    ("a32.wav", "pcm_s32le", 44100, 1),
    ("float.wav", "pcm_f32le", 44100, 2),
    ("phone.wav", "pcm_u8", 8000, 1),
    ("a.flac", "flac", 44100, 2),
    ("cbr.mp3", "libmp3lame", 44100, 2),
    ("vbr.mp3", "libmp3lame", 44100, 1),
    ("bare.mp3", "libmp3lame", 44100, 2),
    ("low.mp3", "libmp3lame", 16000, 1),
    ("a.m4a", "aac", 44100, 2),
    ("a.opus", "libopus", 48000, 1),
    ("a.webm", "libopus", 48000, 2),
    ("a.mkv", "aac", 22050, 1),
    ("a.ogg", "libopus", 48000, 1),
    ("a.mp4", "aac", 32000, 1),
    ("phone.mp3", "libmp3lame", 8000, 1),
    ("six.flac", "flac", 16000, 6),
    ("six.m4a", "aac", 32000, 6),
    ("a.aac", "aac", 44100, 1),
]

LATE = {"bare.mp3": 1105, "a.aac": 1024}
"""Samples by which every decoder hears files late that do not say how late their encoder began."""


@pytest.mark.parametrize(("name", "codec", "rate", "channels"), CASES)
def test_a_seek_lands_within_a_millisecond(
    folder: Path, name: str, codec: str, rate: int, channels: int
) -> None:
    source = noise(SECONDS, rate, channels)
    if channels > 2:  # mixed down by weights: the same everywhere
        source = np.repeat(source[:1], channels, axis=0)
    bit_rate = None if codec.startswith(("pcm", "flac")) else 96_000 if rate > 16_000 else 24_000
    named = folder / name
    encode(
        named, source, rate, codec, bit_rate=bit_rate, vbr="vbr" in name, header="bare" not in name
    )
    whole = source.mean(axis=0)
    late = LATE.get(name, 0)
    with Decoder(named, MONO) as decoder:
        for at in (0, 37, 1_000, 12_345, 17_999, 22_700, 5_500):
            heard = list(decoder.blocks(at, at + 400))
            assert heard[0].start == round(at * rate / 1000)
            assert sum(block.frames for block in heard) == pytest.approx(0.4 * rate, abs=1)
            skip = 0 if at else int(0.1 * rate)  # an encoder starts from nothing
            found, alike = lag(mono(heard)[skip:], whole, heard[0].start + skip, rate // 20)
            assert alike > LOSSY, f"{at} ms sounds otherwise"
            assert abs(found + late) * 1000 / rate <= 1, f"{at} ms is off by {found} samples"


@pytest.mark.parametrize(
    ("name", "codec", "rate"), [("s.webm", "libopus", 48_000), ("s.mka", "aac", 44_100)]
)
def test_a_seek_in_matroska_is_off_by_no_more_than_its_stamps_are(
    folder: Path, name: str, codec: str, rate: int
) -> None:
    source = noise(6, rate)
    path = encode(folder / name, source, rate, codec)
    for at in (400, 1_003, 3_333, 4_501, 5_050):
        with Decoder(path, MONO) as decoder:
            heard = list(decoder.blocks(at, at + 400))
        found, _ = lag(mono(heard), source[0], heard[0].start, rate // 20)
        assert abs(found) * 1000 / rate <= 0.5


def test_vorbis_is_heard_at_the_same_time_in_webm_as_in_ogg(samples: Path) -> None:
    """Its first packet has no sound: it is time 0 of the one file, and before it in the other."""
    folder = samples / "audio" / "containers"
    with Decoder(folder / "p001.ogg", MONO) as ogg, Decoder(folder / "p001.webm", MONO) as webm:
        whole = mono(list(ogg.blocks()))
        for at in (0, 1_000, 5_000):
            heard = mono(list(webm.blocks(at, at + 800)))
            found, alike = lag(heard, whole, at * ogg.rate // 1000, ogg.rate // 50)
            assert alike > LOSSY
            assert abs(found) * 1000 / ogg.rate <= 1


def test_blocks_follow_each_other_without_a_gap(folder: Path) -> None:
    path = encode(folder / "line.mp3", noise(5, 44100, 2), 44100, "libmp3lame")
    with Decoder(path) as decoder:
        blocks = list(decoder.blocks(1_234))
    assert blocks[0].start == round(1.234 * 44100)
    assert all(before.start + before.frames == after.start for before, after in pairwise(blocks))
    assert all(len(block.data) == block.frames * 4 for block in blocks)


def test_two_calls_in_a_row_give_the_same_samples(folder: Path) -> None:
    path = encode(folder / "again.m4a", noise(5, 44100, 1), 44100, "aac")
    with Decoder(path, MONO) as decoder:
        once = mono(list(decoder.blocks(0, 2_000)))
        list(decoder.blocks(4_000))
        again = mono(list(decoder.blocks(0, 2_000)))
    assert np.array_equal(once, again)


def test_another_rate_stays_in_step(folder: Path) -> None:
    source = noise(10, 44100, 1)
    path = encode(folder / "rate.wav", source, 44100, "pcm_f32le", bit_rate=None)
    with Decoder(path, SampleForm("flt", 1, 48000)) as decoder:
        for at in (0, 3_210, 9_000):
            heard = mono(list(decoder.blocks(at, at + 300)))
            assert len(heard) == pytest.approx(0.3 * 48000, abs=2)
            places = at / 1000 * 44100 + np.arange(len(heard)) * 44100 / 48000
            wanted = np.interp(places, np.arange(source.shape[1]), source[0])
            found, alike = lag(wanted[200:-200], heard, 200, 100)
            assert abs(found) <= 1
            assert alike > LOSSY


def test_after_the_end_there_is_nothing(folder: Path) -> None:
    path = encode(folder / "end.mp3", noise(3, 44100, 1), 44100, "libmp3lame")
    with Decoder(path) as decoder:
        assert list(decoder.blocks(60_000)) == []
        assert sum(block.frames for block in decoder.blocks(2_500)) > 0.4 * 44100


@pytest.mark.parametrize("suffix", ["mp3", "aac"])
def test_the_packet_index_leads_to_the_same_samples(folder: Path, suffix: str) -> None:
    rate = 44100
    codec = "libmp3lame" if suffix == "mp3" else "aac"
    source = noise(30, rate, 2)
    path = encode(folder / f"indexed.{suffix}", source, rate, codec)
    steps = measure(path)
    try:
        while True:
            next(steps)
    except StopIteration as stop:
        index = stop.value.index
    assert 25 <= len(index.samples) <= 31
    with Decoder(path, MONO) as plain, Decoder(path, MONO) as indexed:
        indexed.index = index
        for at in (0, 150, 1_700, 15_001, 29_000):
            expected = mono(list(plain.blocks(at, at + 500)))
            found = mono(list(indexed.blocks(at, at + 500)))
            # AAC replaces noise by other noise, anew at every start
            assert np.abs(expected - found).max() < (1e-4 if suffix == "mp3" else 0.05)
            assert lag(found[500:-500], expected, 500, 400)[0] == 0


def test_time_stamps_that_leap_become_silence(folder: Path) -> None:
    """A recorder that was held for two seconds: what follows keeps its time."""
    rate, held = 48000, 2
    source = noise(4, rate, 1)
    path = folder / "held.mkv"
    _write_with_a_hole(path, source[0], rate, held)
    with Decoder(path, MONO) as decoder:
        whole = mono(list(decoder.blocks()))
        later = mono(list(decoder.blocks(4_500, 4_900)))
    assert len(whole) == pytest.approx((4 + held) * rate, abs=rate // 100)
    assert not whole[int(2.1 * rate) : int(3.9 * rate)].any()
    begin = int(2.5 * rate)
    assert np.abs(later - source[0, begin : begin + len(later)]).max() < 1e-3
    assert np.abs(whole[int(4.5 * rate) :][: len(later)] - later).max() < 1e-3


def _write_with_a_hole(path: Path, samples: Samples, rate: int, seconds: int) -> None:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=rate, layout="mono")
        for start in range(0, len(samples), rate // 10):
            part = (samples[start : start + rate // 10] * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(part[None, :], "s16", "mono")
            frame.sample_rate = rate
            frame.pts = start + (seconds * rate if start >= len(samples) // 2 else 0)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("t.wav", "pcm_s16le"),
        ("t.w64", "pcm_s16le"),
        ("t.mp3", "libmp3lame"),
        ("t.flac", "flac"),
        ("t.ogg", "libopus"),
        ("t.webm", "libopus"),
        ("t.mkv", "aac"),
        ("t.m4a", "aac"),
    ],
)
def test_a_truncated_recording_plays_what_is_there_and_says_so(
    folder: Path, name: str, codec: str
) -> None:
    path = encode(folder / name, noise(10, 48000, 1), 48000, codec)
    assert not is_damaged(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    assert is_damaged(path)
    with Decoder(path) as decoder:
        heard = sum(block.frames for block in decoder.blocks()) / decoder.rate
        late = sum(block.frames for block in decoder.blocks(5_000)) / decoder.rate
    assert heard == pytest.approx(6, abs=0.5)
    assert late == pytest.approx(heard - 5, abs=0.05)


def is_damaged(path: Path) -> bool:
    """What is said of a recording once it was read to its end."""
    steps = measure(path)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            damaged: bool = stop.value.damaged
            return damaged


def test_rubbish_inside_is_passed_over(folder: Path) -> None:
    path = encode(folder / "hurt.mp3", noise(10, 44100, 1), 44100, "libmp3lame")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3_000] = bytes(range(250)) * 12
    path.write_bytes(data)
    with Decoder(path) as decoder:
        assert sum(block.frames for block in decoder.blocks()) / decoder.rate > 9.5


@pytest.mark.parametrize(("name", "codec"), [("hurt.flac", "flac"), ("hurt.ogg", "libopus")])
def test_sound_that_was_lost_midway_is_silence_and_told(
    folder: Path, name: str, codec: str
) -> None:
    path = encode(folder / name, noise(10, 48000, 1), 48000, codec)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8_000] = bytes(range(250)) * 32
    path.write_bytes(data)
    assert is_damaged(path)
    with Decoder(path) as decoder:
        assert sum(block.frames for block in decoder.blocks()) / decoder.rate > 9.9


def test_a_name_like_an_instruction_is_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    encode(Path("plain.wav"), noise(1, 8000, 1), 8000, "pcm_s16le", bit_rate=None)
    with pytest.raises(UserError) as caught:
        Decoder(Path("concat:plain.wav"))
    assert caught.value.code == "recording-missing"


def test_a_playlist_fetches_nothing(folder: Path) -> None:
    playlist = folder / "list.m3u8"
    playlist.write_text("#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(UserError) as caught:
        Decoder(playlist)
    assert caught.value.code in {"recording-unreadable", "recording-silent"}
