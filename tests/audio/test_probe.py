"""Probing: every container gives facts, everything else one error a person can act on."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.audio.decode import Decoder
from editor.audio.fingerprint import fingerprint
from editor.audio.probe import probe
from editor.model.errors import UserError
from tests.audio.films import RATE, film
from tests.audio.sounds import encode, noise

SAMPLES = {
    "jfk.wav": (11_000, "wav", 1, 16_000),
    "wt_empty.wav": (1_408, "wav", 1, 16_000),
    "pyannote_sample.wav": (30_000, "wav", 1, 16_000),
    "sonnet001.mp3": (53_267, "mp3", 2, 44_100),
    "lucier.mp3": (100_780, "mp3", 2, 44_100),
    "wt_apollo11.mp3": (89_208, "mp3", 1, 8_000),
    "wt_smartphone.mp3": (177_775, "mp3", 2, 16_000),
    "containers/p001.flac": (8_995, "flac", 2, 44_100),
    "containers/p001.mp4": (8_995, "mp4", 2, 44_100),
    "containers/p001.ogg": (8_995, "ogg", 2, 44_100),
    "containers/p001.webm": (8_998, "webm", 2, 44_100),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_facts_of_real_recordings(samples: Path, name: str) -> None:
    path = samples / "audio" / name
    duration, container, channels, rate = SAMPLES[name]
    facts = probe(path)
    assert (facts.container, facts.channels, facts.rate) == (container, channels, rate)
    assert facts.duration_ms == pytest.approx(duration, abs=2)
    assert not facts.has_video
    with Decoder(path) as decoder:
        decoded = sum(block.frames for block in decoder.blocks()) * 1000 / decoder.rate
    assert decoded == pytest.approx(duration, abs=50)


def test_a_raw_stream_says_that_its_length_is_a_guess(samples: Path) -> None:
    facts = probe(samples / "audio" / "containers" / "p001.aac")
    assert not facts.duration_exact
    assert 8_500 < facts.duration_ms < 9_500
    assert probe(samples / "audio" / "jfk.wav").duration_exact


def test_a_picture_track_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "talk.mkv"
    _film(path)
    facts = probe(path)
    assert facts.has_video
    assert facts.rate == 48_000


def _film(path: Path) -> None:
    import av
    import numpy as np

    with av.open(str(path), "w") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("pcm_s16le", rate=48_000, layout="mono")
        for _ in range(10):
            grey = np.full((48, 64, 3), 90, np.uint8)
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(grey, "rgb24")))
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.int16), "s16", "mono")
        frame.sample_rate = 48_000
        container.mux(sound.encode(frame))
        for stream in (pictures, sound):
            container.mux(stream.encode(None))


BROKEN = {
    "text.wav": b"RIFFing about nothing",
    "binary.m4a": bytes(range(256)) * 40,
    "header.wav": b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00",
    "nul.flac": bytes(5_000),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_recording_gives_one_error(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    with pytest.raises(UserError) as caught:
        probe(path)
    assert caught.value.code in {"recording-unreadable", "recording-silent"}
    assert caught.value.facts["path"] == str(path)


def test_missing_broken_and_silent_are_told_apart(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.mp3").touch()
    cases = {
        tmp_path / "gone.mp3": "recording-missing",
        tmp_path / "empty.mp3": "recording-empty",
        samples / "audio" / "containers" / "invalid.wav": "recording-unreadable",
        samples / "audio" / "sonnet001.txt": "recording-silent",
        tmp_path: "recording-unreadable",
    }
    for path, code in cases.items():
        with pytest.raises(UserError) as caught:
            probe(path)
        assert caught.value.code == code, path
        assert caught.value.__cause__ is not None or code != "recording-unreadable"


def test_truncated_at_any_place_gives_facts_or_an_error(tmp_path: Path) -> None:
    """Not every byte, which would take minutes: every byte of the head, then strides."""
    for name, codec in [("t.mp3", "libmp3lame"), ("t.flac", "flac"), ("t.m4a", "aac")]:
        whole = encode(tmp_path / name, noise(1, 8000, 1), 8000, codec).read_bytes()
        path = tmp_path / f"cut-{name}"
        for length in [*range(1, 200, 3), *range(200, len(whole), 997)]:
            path.write_bytes(whole[:length])
            assert _outcome(path) in {8000, "recording-unreadable", "recording-silent"}


def _outcome(path: Path) -> int | str:
    """Decode all that is there; return the rate or the error's code."""
    try:
        with Decoder(path) as decoder:
            for _ in decoder.blocks():
                pass
        return probe(path).rate
    except UserError as error:
        return error.code


def test_fingerprint_knows_a_moved_file_and_tells_others_apart(tmp_path: Path) -> None:
    first = tmp_path / "a.wav"
    first.write_bytes(bytes(range(256)) * 20_000)
    mark = fingerprint(first)
    assert fingerprint(first.rename(tmp_path / "moved.wav")) == mark
    seen = {mark}
    for offset in (0, 340_000, 5_119_999):  # head, the second stretch, the last byte
        other = tmp_path / f"{offset}.wav"
        data = bytearray((tmp_path / "moved.wav").read_bytes())
        data[offset] ^= 0xFF
        other.write_bytes(data)
        seen.add(fingerprint(other))
    longer = tmp_path / "longer.wav"
    longer.write_bytes((tmp_path / "moved.wav").read_bytes() + b"\0")
    seen.add(fingerprint(longer))
    assert len(seen) == 5


def test_fingerprint_reads_small_files_whole(tmp_path: Path) -> None:
    marks = set()
    for offset in range(0, 1_000_000, 50_000):
        data = bytearray(1_000_000)
        data[offset] = 1
        path = tmp_path / "small"
        path.write_bytes(data)
        marks.add(fingerprint(path))
    assert len(marks) == 20


def test_fingerprint_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="recording-missing"):
        fingerprint(tmp_path / "gone")
    with pytest.raises(UserError, match="recording-unreadable"):
        fingerprint(tmp_path)


@pytest.mark.parametrize("damage", ["codec", "tag", "picture"])
def test_a_damaged_entry_costs_no_more_than_what_it_is_of(tmp_path: Path, damage: str) -> None:
    """Whoever plays the sound opens it alike: an error of another kind would end the program."""
    path = tmp_path / "film.mkv"
    film(path, 1)
    entry, instead = {
        "codec": (b"A_PCM/", b"A_QQQ/"),
        "picture": (b"V_MPEG4/", b"V_QQQQQ/"),
        "tag": (b"Lavf", b"L\xffvf"),
    }[damage]
    whole = path.read_bytes()
    assert entry in whole
    path.write_bytes(whole.replace(entry, instead))
    if damage == "codec":
        for read in (probe, Decoder):
            with pytest.raises(UserError) as caught:
                read(path)
            assert caught.value.code == "recording-silent"
        return
    assert probe(path).has_video is (damage != "picture")
    with Decoder(path) as decoder:
        assert sum(block.frames for block in decoder.blocks()) == RATE
