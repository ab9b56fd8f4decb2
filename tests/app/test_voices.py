"""Where somebody speaks, and what of it no line covers."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.jobs import run
from editor.app.voices import pauses, silent_lines, speech, untranscribed
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.model.time import Span
from editor.model.words import TimeKind, WordTime, WordTimes


def test_real_speech_is_found_and_so_are_its_pauses(samples: Path) -> None:
    found = run(speech(samples / "speech" / "real_spontaneous.flac"))
    assert all(a.end < b.start for a, b in pairwise(found))
    words = json.loads((samples / "speech" / "real_spontaneous.json").read_text())["words"]
    middles = [round(500 * (word["start"] + word["end"])) for word in words]
    voiced = sum(any(span.holds(at) for span in found) for at in middles)
    assert voiced >= 0.85 * len(middles)
    pauses = [after.start - before.end for before, after in pairwise(found)]
    assert 5_000 < sum(pauses) < 40_000


def test_silence_holds_no_voice_and_a_missing_file_is_named(samples: Path, tmp_path: Path) -> None:
    assert run(speech(samples / "audio" / "wt_empty.wav")) == []
    with pytest.raises(UserError, match="recording-missing"):
        run(speech(tmp_path / "gone.mp3"))


def test_speech_without_a_line_and_a_line_without_speech_are_told() -> None:
    episode = Episode(
        [Segment(1, 1_000, 4_000, "here"), Segment(2, 9_000, 12_000, "nobody speaks")]
    )
    found = [Span(500, 4_200), Span(5_000, 8_000), Span(20_000, 30_000), Span(31_000, 31_500)]
    assert untranscribed(episode, found) == [Span(5_000, 8_000), Span(20_000, 30_000)]
    assert silent_lines(episode, found) == [2]


def test_pauses_are_silences_and_what_lies_between_voices() -> None:
    quiet = (Span(2_000, 2_400), Span(9_000, 9_600))
    assert pauses(quiet, None, 10_000) == quiet
    voices = [Span(500, 2_100), Span(2_300, 4_000), Span(6_000, 9_200)]
    assert pauses(quiet, voices, 10_000) == (
        Span(0, 500),
        Span(2_000, 2_400),
        Span(4_000, 6_000),
        Span(9_000, 10_000),
    )
    assert pauses((), [], 10_000) == (Span(0, 10_000),)


def test_no_line_is_silent_whose_words_were_found() -> None:
    word = WordTime(9_000, 9_400, TimeKind.MEASURED, 0.9)
    line = Segment(1, 9_000, 12_000, "quiet", words=WordTimes.pack([word]))
    assert silent_lines(Episode([line]), [Span(500, 4_200)]) == []


@given(st.lists(st.integers(0, 3_000), max_size=20), st.lists(st.integers(0, 9_000), max_size=12))
def test_what_is_told_lies_in_speech_and_outside_lines(steps: list[int], starts: list[int]) -> None:
    edges, at = [], 0
    for step in steps:
        at += step + 1
        edges.append(at)
    found = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    lines = [Segment(n, at, at + 700, "x") for n, at in enumerate(sorted(starts), 1)]
    for span in untranscribed(Episode(lines), found):
        assert any(one.start <= span.start < span.end <= one.end for one in found)
        assert not any(line.start < span.end and span.start < line.end for line in lines)
