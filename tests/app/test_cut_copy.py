"""The copy, its project and its captions agree with each other, and the original is untouched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor.app.cut_copy import Copied, copy_path, write_copy
from editor.app.cutting import Plan, plan
from editor.app.jobs import run
from editor.app.opening import opened
from editor.audio.decode import Decoder, SampleForm
from editor.formats.registry import read_file
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info, Recording
from editor.model.marks import MarkState
from editor.model.verbs.cleaning import decide
from editor.model.words import tokens
from tests.app.test_cutting import line
from tests.audio.sounds import lag, spoken

SAID = [
    ("So", 300, 600),
    ("*um*", 800, 1_100),
    ("we", 1_250, 1_500),
    ("*we*", 1_520, 1_760),
    ("went", 1_800, 2_200),
    ("home.", 2_300, 2_900),
]
RATE = 48_000
STET = MarkState.STET


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return spoken(tmp_path / "talk.flac", [(s, e) for _, s, e in SAID], 3_500, RATE)


def talk(sound: Path) -> tuple[Episode, Plan]:
    info = Info("Talk", language="en", recording=Recording(sound.name, "", 3_500))
    episode = Episode([line(1, *SAID)], info=info)
    return episode, run(plan(episode, sound))


def samples(path: Path) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    with Decoder(path, SampleForm("flt", 1)) as decoder:
        return np.concatenate([np.frombuffer(b.data, np.float32) for b in decoder.blocks()])


@pytest.mark.parametrize("suffix", [".flac", ".mp3"])
def test_every_kept_word_sounds_where_the_new_project_says(
    sound: Path, tmp_path: Path, suffix: str
) -> None:
    before = sound.read_bytes()
    episode, made = talk(sound)
    done: Copied = run(write_copy(episode, made, sound, tmp_path / f"short{suffix}"))
    assert sound.read_bytes() == before
    assert done.duration == 3_500 - made.cuts.removed
    was, now = samples(sound), samples(done.sound)
    assert abs(len(now) - done.duration * RATE // 1000) <= RATE // 20
    with opened(done.project) as project:
        copy = project.session.episode
        assert copy.transcript[0].text == "So we went home."
        assert copy.info.recording is not None
        assert copy.info.recording.path == done.sound.name
        assert copy.info.recording.duration == done.duration
        kept = [said for said in SAID if not said[0].startswith("*")]
        times = copy.transcript[0].word_times()
        assert len(tokens(copy.transcript[0].text)) == len(times) == len(kept)
        for (_, start, end), time in zip(kept, times, strict=True):
            assert time.end - time.start == end - start
            piece = was[start * RATE // 1000 : end * RATE // 1000]
            off, alike = lag(piece, now, time.start * RATE // 1000, 100)
            assert abs(off) <= 1
            assert alike > 0.97
    cues = read_file(done.captions).episode.transcript
    assert [cue.text for cue in cues] == ["So we went home."]
    assert cues[0].end <= done.duration


def test_the_original_is_never_written_over(sound: Path) -> None:
    episode, made = talk(sound)
    before = sound.read_bytes()
    with pytest.raises(UserError, match="cut-over-original"):
        run(write_copy(episode, made, sound, sound))
    with pytest.raises(UserError, match="cut-over-original"):
        run(write_copy(episode, made, sound, sound.parent / "." / sound.name))
    assert sound.read_bytes() == before


def test_nothing_is_left_where_it_is_cancelled_or_fails(sound: Path, tmp_path: Path) -> None:
    episode, made = talk(sound)
    there = sorted(tmp_path.iterdir())
    work = write_copy(episode, made, sound, tmp_path / "short.wav")
    next(work)
    work.close()
    assert sorted(tmp_path.iterdir()) == there
    with pytest.raises(UserError, match="cut-form-unknown"):
        run(write_copy(episode, made, sound, tmp_path / "short.xyz"))
    with pytest.raises(UserError, match="file-folder-missing"):
        run(write_copy(episode, made, sound, tmp_path / "none" / "short.wav"))
    assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize("name", ["short.wav", "short.stet", "short.srt"])
def test_no_file_is_written_over(sound: Path, tmp_path: Path, name: str) -> None:
    episode, made = talk(sound)
    (tmp_path / name).write_bytes(b"somebody's")
    there = sorted(tmp_path.iterdir())
    with pytest.raises(UserError, match="cut-exists") as raised:
        run(write_copy(episode, made, sound, tmp_path / "short.wav"))
    assert raised.value.facts["path"] == str(tmp_path / name)
    assert sorted(tmp_path.iterdir()) == there
    assert (tmp_path / name).read_bytes() == b"somebody's"


@pytest.mark.parametrize("name", ["short.stet", "short.srt"])
def test_a_file_that_comes_meanwhile_stays_and_nothing_else(
    sound: Path, tmp_path: Path, name: str
) -> None:
    episode, made = talk(sound)
    work = write_copy(episode, made, sound, tmp_path / "short.wav")
    next(work)
    (tmp_path / name).write_bytes(b"somebody's")
    with pytest.raises(UserError, match="exists"):
        run(work)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, sound.name])
    assert (tmp_path / name).read_bytes() == b"somebody's"


def test_nothing_is_left_where_the_sound_cannot_take_its_name(sound: Path, tmp_path: Path) -> None:
    episode, made = talk(sound)
    target = tmp_path / "short.wav"
    work = write_copy(episode, made, sound, target)
    next(work)
    target.mkdir()
    with pytest.raises(UserError):
        run(work)
    assert sorted(tmp_path.iterdir()) == sorted([target, sound])


def test_captions_say_what_is_heard_whatever_is_edited_meanwhile(
    sound: Path, tmp_path: Path
) -> None:
    episode, made = talk(sound)
    work = write_copy(episode, made, sound, tmp_path / "short.wav")
    next(work)
    episode.apply(decide(episode, [(1, mark) for mark in episode.transcript[0].marks], STET))
    done = run(work)
    assert [cue.text for cue in read_file(done.captions).episode.transcript] == ["So we went home."]
    with opened(done.project) as project:
        assert project.session.episode.transcript[0].text == "So we went home."


def test_nothing_struck_is_nothing_to_cut(sound: Path, tmp_path: Path) -> None:
    info = Info(recording=Recording(sound.name, "", 3_500))
    episode = Episode([line(1, ("So", 0, 400))], info=info)
    with pytest.raises(UserError, match="cut-nothing"):
        run(write_copy(episode, run(plan(episode)), sound, tmp_path / "short.wav"))


def test_a_form_that_cannot_be_written_becomes_one_that_can() -> None:
    assert copy_path(Path("a/talk.mp3")) == Path("a/talk.cut.mp3")
    assert copy_path(Path("a/talk.mp4")) == Path("a/talk.cut.m4a")
