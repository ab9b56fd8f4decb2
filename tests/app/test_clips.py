"""Clips: the right stretch of sound, faded, tagged, whole or not at all, its captions in step."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from editor.app.clips import (
    SUFFIXES,
    Clip,
    chapter_clips,
    clip_of,
    drop_others,
    excerpt,
    free_paths,
    write_clips,
)
from editor.app.jobs import run
from editor.audio.decode import Decoder, SampleForm
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Segment
from editor.model.time import Ms, Span
from editor.model.verbs.cleaning import strike
from editor.model.words import TimeKind, WordTime, WordTimes
from tests.audio.sounds import Samples, encode, lag, noise
from tests.strategies import episodes

RATE = 44_100
SECONDS = 24


def episode() -> Episode:
    lines = [
        Segment(1, 0, 8_000, "Welcome back to the night train.", 1),
        Segment(2, 8_000, 16_000, "It goes to Lisbon and further.", 2),
        Segment(3, 16_000, 24_000, "And when does it arrive?", 1),
    ]
    chapters = [Chapter(1, 0, "Welcome: aboard?", 1), Chapter(2, 16_000, "The way south", 3)]
    people = [Speaker(1, "Ada Lumen"), Speaker(2, "Bo Strand")]
    return Episode(lines, people, chapters, info=Info(title="Night Train"))


@pytest.fixture(scope="module")
def sound() -> Samples:
    return noise(SECONDS, RATE)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory, sound: Samples) -> Path:
    path = tmp_path_factory.mktemp("clips") / "talk.wav"
    return encode(path, sound, RATE, "pcm_s16le", bit_rate=None)


def heard(path: Path) -> NDArray[np.float32]:
    with Decoder(path, SampleForm("flt", 1)) as decoder:
        return np.concatenate([np.frombuffer(b.data, np.float32) for b in decoder.blocks()])


def written(recording: Path, clip: Clip, target: Path, fade: Ms = 15) -> Path:
    run(write_clips(episode(), recording, [(clip, target)], fade=fade))
    return target


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_clip_holds_its_stretch_and_its_tags(
    recording: Path, sound: Samples, tmp_path: Path, suffix: str
) -> None:
    clip = Clip(Span(3_000, 17_500), "Säule", 2)
    target = written(recording, clip, tmp_path / f"clip{suffix}")
    samples = heard(target)
    assert len(samples) / RATE == pytest.approx(14.5, abs=0.03)
    part = samples[5 * RATE : 6 * RATE]
    off, alike = lag(part, sound[0], 8 * RATE, RATE // 4)
    assert alike > 0.95
    assert abs(off) <= (0 if suffix in (".wav", ".flac") else RATE // 500)
    with av.open(str(target)) as container:
        tags = {name.lower(): text for name, text in container.metadata.items()}
    assert (tags["title"], tags["album"]) == ("Säule", "Night Train")
    assert tags["artist"] == "Ada Lumen, Bo Strand"


def test_it_rises_from_silence_and_falls_back_to_it(recording: Path, tmp_path: Path) -> None:
    samples = np.abs(heard(written(recording, Clip(Span(0, 21_000), "x"), tmp_path / "x.wav", 500)))
    ends = samples[: RATE // 50].max(), samples[-RATE // 50 :].max()
    assert max(ends) < 0.05 < samples[RATE : 2 * RATE].max()
    plain = heard(written(recording, Clip(Span(0, 21_000), "x"), tmp_path / "y.wav", 0))
    assert plain[RATE : 20 * RATE] == pytest.approx(
        heard(tmp_path / "x.wav")[RATE : 20 * RATE], abs=1e-6
    )


def test_captions_lie_beside_and_begin_with_the_clip(recording: Path, tmp_path: Path) -> None:
    clip = clip_of(episode(), Span(8_000, 16_000))
    assert clip.title == "It goes to Lisbon and further."
    target = tmp_path / "line.m4a"
    files = run(write_clips(episode(), recording, [(clip, target)], captions=View.CLEAN))
    assert files == [target, target.with_suffix(".srt")]
    text = files[1].read_text("utf-8")
    assert text.startswith("1\n00:00:00,000 -->")
    assert "Lisbon" in text
    assert "Welcome" not in text


@pytest.mark.parametrize("span", [Span(16_010, 16_090), Span(8_000, 16_000)])
def test_where_nobody_says_anything_there_are_no_captions(
    recording: Path, tmp_path: Path, span: Span
) -> None:
    whole = episode()
    whole.apply(strike(whole, 1, 0, len(whole.transcript[1].text)))
    target = tmp_path / "quiet.wav"
    clip = Clip(span, "quiet")
    assert run(write_clips(whole, recording, [(clip, target)], captions=View.CLEAN)) == [target]
    assert list(tmp_path.iterdir()) == [target]


def test_chapters_follow_each_other_and_have_names_for_files() -> None:
    clips = chapter_clips(episode(), 24_000)
    assert [(c.span.start, c.span.end) for c in clips] == [(0, 16_000), (16_000, 24_000)]
    assert [c.file_name for c in clips] == ["01 Welcome aboard", "02 The way south"]
    assert Clip(Span(0, 1), "../..").file_name == "clip"
    with pytest.raises(UserError, match="clip-no-chapters"):
        chapter_clips(Episode([], []), 0)


def test_names_step_past_the_files_that_are_there(tmp_path: Path) -> None:
    clips = chapter_clips(episode(), 24_000)
    for name in ("01 Welcome aboard.m4a", "01 Welcome aboard (2).srt", "02 The way south.mp3"):
        (tmp_path / name).touch()
    free = free_paths(clips, tmp_path, ".m4a")
    assert [clip for clip, _ in free] == clips
    assert [p.name for _, p in free] == ["01 Welcome aboard (3).m4a", "02 The way south.m4a"]
    dotted = Clip(Span(0, 1), "Part 1.5")
    assert [p.name for _, p in free_paths([dotted], tmp_path, ".wav")] == ["Part 1.5.wav"]


def test_of_a_cache_the_last_clip_and_unfinished_files_are_kept(tmp_path: Path) -> None:
    for name in ("a.m4a", "a.srt", "b.m4a", "b.srt", ".stet-1.tmp"):
        (tmp_path / name).touch()
    drop_others(tmp_path, [tmp_path / "b.m4a", tmp_path / "b.srt"])
    assert sorted(p.name for p in tmp_path.iterdir()) == [".stet-1.tmp", "b.m4a", "b.srt"]


@pytest.mark.parametrize(
    ("name", "span", "code"),
    [
        ("clip.xyz", Span(0, 1_000), "clip-form-unknown"),
        ("clip.mp3", Span(60_000, 61_000), "clip-empty"),
        ("no/folder/clip.mp3", Span(0, 1_000), "file-folder-missing"),
    ],
)
def test_what_cannot_be_written_leaves_nothing(
    recording: Path, tmp_path: Path, name: str, span: Span, code: str
) -> None:
    with pytest.raises(UserError) as raised:
        written(recording, Clip(span, "x"), tmp_path / name)
    assert raised.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_the_recording_itself_is_never_overwritten(recording: Path) -> None:
    before = recording.read_bytes()
    with pytest.raises(UserError, match="cut-over-original"):
        written(recording, Clip(Span(0, 1_000), "x"), recording)
    assert recording.read_bytes() == before


def test_a_clip_that_is_cancelled_leaves_nothing(recording: Path, tmp_path: Path) -> None:
    work = write_clips(episode(), recording, [(Clip(Span(0, 24_000), "x"), tmp_path / "x.wav")])
    next(work)
    work.close()
    assert list(tmp_path.iterdir()) == []


def test_words_that_overlap_leave_no_hole_in_an_excerpt() -> None:
    times = [WordTime(*at, TimeKind.MEASURED) for at in ((0, 0), (0, 4), (0, 0), (3, 4))]
    line = Segment(1, 0, 4, "one two three four", words=WordTimes.pack(times))
    assert [part.text for part in excerpt(Episode([line]), Span(0, 1)).transcript] == [
        "one two three"
    ]


@given(episodes(), st.integers(0, 20_000), st.integers(1, 20_000))
def test_an_excerpt_holds_the_words_of_its_stretch(one: Episode, start: Ms, length: Ms) -> None:
    from editor.model.words import tokens

    span = Span(start, start + length)
    wanted = []
    for line in one.transcript:
        words = [line.text[token.start : token.end] for token in tokens(line.text)]
        heard = [
            at
            for at, time in enumerate(line.word_times())
            if span.holds((time.start + time.end) // 2)
        ]
        wanted += words[heard[0] : heard[-1] + 1] if heard else []
    found = [
        line.text[token.start : token.end]
        for line in excerpt(one, span).transcript
        for token in tokens(line.text)
    ]
    assert found == wanted
    assert all(0 <= line.start <= line.end <= length for line in excerpt(one, span).transcript)
