"""Aligning an episode: one undoable edit, only where it is due, and what it leaves to a person."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from editor.app.aligning import (
    Heard,
    align,
    disagreements,
    hear,
    insert_filler,
    listed,
    listen,
    script,
    suggest_fillers,
    unheard,
    wanted,
)
from editor.app.jobs import run
from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.marks import Kind
from editor.model.render import View, render
from editor.model.segment import Flag, Segment
from editor.model.verbs.lines import type_text
from editor.model.words import TextChange, TimeKind, WordTime, WordTimes

ROUGH = Flag.WHOLE_SECONDS | Flag.END_INFERRED


@pytest.fixture
def recording(samples: Path) -> Path:
    return samples / "speech" / "real_spontaneous.flac"


@pytest.fixture
def episode(samples: Path) -> Episode:
    told = json.loads((samples / "speech" / "real_spontaneous.json").read_text())["lines"][:5]
    starts = [line["t"] * 1000 for line in told]
    texts = [" ".join(word for word, _ in line["tok"]) for line in told]
    ends = [*starts[1:], 24_000]
    return Episode(
        Segment(at + 1, start, end, text, flags=ROUGH)
        for at, (start, end, text) in enumerate(zip(starts, ends, texts, strict=True))
    )


def test_an_episode_is_aligned_in_one_edit_that_can_be_undone(
    episode: Episode, recording: Path
) -> None:
    before = list(episode.transcript)
    heard = Heard()
    edit = run(align(episode, recording, heard=heard))
    episode.apply(edit)
    assert list(problems(episode)) == []
    assert not any(unheard(line) for line in episode.transcript)
    assert [line.start for line in episode.transcript] != [line.start for line in before]
    assert all(word["confidence"] is not None for word in listed(episode))
    assert disagreements(episode, heard) == []
    assert wanted(episode) == ()
    assert not run(align(episode, recording))
    episode.apply(edit.inverse)
    assert list(episode.transcript) == before


def test_only_the_line_that_changed_is_heard_again(episode: Episode, recording: Path) -> None:
    episode.apply(run(align(episode, recording)))
    aligned = list(episode.transcript)
    text = aligned[1].text
    episode.apply(type_text(episode, 1, TextChange(text.index("slow"), 4, "slowly")))
    assert wanted(episode) == (1,)
    episode.apply(run(align(episode, recording)))
    assert wanted(episode) == ()
    assert [line for at, line in enumerate(episode.transcript) if at != 1] == [
        line for at, line in enumerate(aligned) if at != 1
    ]


def test_visible_lines_come_first_and_what_was_heard_before_a_cancel_is_good(
    episode: Episode, recording: Path
) -> None:
    heard = Heard()
    work = listen(script(episode, wanted(episode, first=[4])), recording, heard)
    next(work)
    assert next(work).total == 5
    work.close()
    assert list(heard.lines) == [5]
    edit = hear(episode, heard)
    assert len(edit.splices) == 1
    episode.apply(edit)
    assert wanted(episode) == (0, 1, 2, 3)


def test_a_line_with_other_words_than_its_sound_is_pointed_out(
    episode: Episode, recording: Path
) -> None:
    lines = list(episode.transcript)
    lines[3] = replace(lines[3], text="quarterly dividends exceeded every forecast")
    episode = Episode(lines)
    heard = Heard()
    episode.apply(run(align(episode, recording, heard=heard)))
    assert [(doubt.line, doubt.code) for doubt in disagreements(episode, heard)] == [
        (4, "disagrees")
    ]


def test_a_filler_that_is_heard_can_be_written_and_stays_out_of_the_clean_text(
    episode: Episode, recording: Path
) -> None:
    heard = Heard()
    episode.apply(run(align(episode, recording, heard=heard)))
    gap = suggest_fillers(episode, heard)[0]
    index = episode.transcript.index_of(gap.line)
    line = episode.transcript[index]
    edit = insert_filler(episode, gap)
    episode.apply(edit)
    written = episode.transcript[index]
    assert list(problems(episode)) == []
    assert written.text[gap.offset :].lstrip().startswith("um,")
    assert [mark.kind for mark in written.marks] == [Kind.FILLER]
    assert render(written, View.CLEAN).text.split() == line.text.split()
    kept = [time for time in written.word_times() if time in line.word_times()]
    assert len(kept) == len(line.word_times())
    episode.apply(edit.inverse)
    assert episode.transcript[index] == line


def test_another_language_gets_estimates_that_nobody_listens_for_twice(
    episode: Episode, recording: Path
) -> None:
    german = Episode(episode.transcript, info=Info(language="de"))
    german.apply(run(align(german, recording)))
    assert {word["kind"] for word in listed(german)} == {TimeKind.ESTIMATED.name.lower()}
    assert wanted(german) == ()


def test_lines_behind_the_end_of_the_recording_are_left_alone() -> None:
    lines = [
        Segment(n, n * 4_000, n * 4_000 + 4_000, "we went home", flags=ROUGH) for n in range(5)
    ]
    episode = Episode(lines, info=Info(recording=Recording("a.wav", "", 9_000)))
    assert wanted(episode) == wanted(episode, again=True) == (0, 1, 2)
    assert len(wanted(Episode(lines))) == 5


def test_words_are_looked_for_where_they_are_thought_to_be() -> None:
    own = WordTimes.pack(WordTime(at, at + 300, TimeKind.ESTIMATED) for at in (19_000, 19_500))
    lines = [Segment(1, 7_000, 23_000, "But perhaps", words=own), Segment(2, 23_000, 25_000, "yes")]
    told = script(Episode(lines), [0, 1])
    assert [line.start for line in told.lines] == [19_000, 23_000]
