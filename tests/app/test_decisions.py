"""What a person decided about a mark outlives reruns, edits beside it, splits and joins."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.cleaning import clean
from editor.app.jobs import run
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.render import clean_text
from editor.model.segment import Segment
from editor.model.verbs import cleaning, lines
from editor.model.words import TextChange, tokens
from tests.strategies import randoms

SPOKEN = [
    "So, um, we we went to, , the the house.",
    "And, you know, it's it was uh late, I mean, very late.",
    "They ta take the the train, um, you know?",
    "Well, we have the we need more time, uh.",
    "I I think it's it's fine, um.",
]
ADDED = ["quite ", "x, ", "the night "]
spoken = st.lists(st.sampled_from(SPOKEN), min_size=1, max_size=2).map(" ".join)


def cleaned(text: str) -> Episode:
    """An episode of one line, with the marks the detectors lay."""
    episode = Episode([Segment(1, 0, 60_000, text)])
    rerun(episode)
    return episode


def rerun(episode: Episode) -> None:
    """Clean again, as the command does."""
    episode.apply(run(clean(episode)))


def decide(episode: Episode, random: Random) -> None:
    """Strike or stet some of the marks, and strike some words by hand."""
    segment = episode.transcript[0]
    for mark in segment.marks:
        if random.random() < 0.6:
            state = random.choice([MarkState.STRUCK, MarkState.STET])
            episode.apply(cleaning.decide(episode, [(segment.id, mark)], state))
    words = tokens(segment.text)
    word = random.choice(words)
    if all(mark.end <= word.start or word.end <= mark.start for mark in segment.marks):
        episode.apply(cleaning.strike(episode, 0, word.start, word.end))


def decided_words(episode: Episode) -> list[tuple[int, str, MarkState]]:
    """Every word under a decision: its number in the episode, itself and what was decided."""
    found: list[tuple[int, str, MarkState]] = []
    count = 0
    for segment in episode.transcript:
        for word in tokens(segment.text):
            found.extend(
                (count, segment.text[word.start : word.end], mark.state)
                for mark in segment.marks
                if mark.decided and mark.start < word.end and word.start < mark.end
            )
            count += 1
    return found


def undecided_beside_decisions(episode: Episode) -> list[Mark]:
    """Marks of the detectors that meet a decision: there must be none."""
    return [
        mark
        for segment in episode.transcript
        for mark in segment.marks
        for other in segment.marks
        if not mark.decided and other.decided and mark.start < other.end and other.start < mark.end
    ]


@given(text=spoken, random=randoms())
def test_a_rerun_keeps_every_decision(text: str, random: Random) -> None:
    episode = cleaned(text)
    decide(episode, random)
    before = [mark for mark in episode.transcript[0].marks if mark.decided]
    rerun(episode)
    assert [mark for mark in episode.transcript[0].marks if mark.decided] == before
    assert undecided_beside_decisions(episode) == []
    once = episode.transcript[0].marks
    rerun(episode)
    assert episode.transcript[0].marks == once


@given(text=spoken, random=randoms())
def test_an_edit_elsewhere_in_the_line_keeps_every_decision(text: str, random: Random) -> None:
    episode = cleaned(text)
    decide(episode, random)
    before = [(word, state) for _, word, state in decided_words(episode)]
    segment = episode.transcript[0]
    at = random.choice([word.start for word in tokens(segment.text)])
    if any(mark.start < at < mark.end for mark in segment.marks if mark.decided):
        return
    added = random.choice(ADDED)
    episode.apply(lines.type_text(episode, 0, TextChange(at, 0, added)))
    rerun(episode)
    assert [(word, state) for _, word, state in decided_words(episode)] == before


@given(text=spoken, random=randoms())
def test_split_and_join_keep_every_decision(text: str, random: Random) -> None:
    episode = cleaned(text)
    decide(episode, random)
    before = decided_words(episode)
    shown = clean_text(episode.transcript[0])
    at = random.choice([word.start for word in tokens(text)][1:])
    episode.apply(lines.split(episode, 0, at))
    rerun(episode)
    assert decided_words(episode) == before
    episode.apply(lines.join(episode, 0))
    assert decided_words(episode) == before
    rerun(episode)
    assert decided_words(episode) == before
    assert clean_text(episode.transcript[0]) == shown


def test_a_decision_split_in_two_is_one_again_when_the_lines_are() -> None:
    mark = Mark(4, 12, Kind.MARKER, "marker.you-know", 0.9, MarkState.STET)
    episode = Episode([Segment(1, 0, 1000, "Well you know it.", marks=(mark,))])
    episode.apply(lines.split(episode, 0, 9))
    assert [len(segment.marks) for segment in episode.transcript] == [1, 1]
    episode.apply(lines.join(episode, 0))
    assert episode.transcript[0].marks == (mark,)


@pytest.mark.parametrize("state", [MarkState.STRUCK, MarkState.STET])
def test_a_word_pushed_to_the_next_line_takes_its_decision_along(state: MarkState) -> None:
    mark = Mark(3, 5, Kind.FILLER, "filler.pause", 0.99, state)
    episode = Episode(
        [Segment(1, 0, 1000, "So um", marks=(mark,)), Segment(2, 1000, 2000, "we left.")]
    )
    episode.apply(lines.push_word(episode, 0))
    assert decided_words(episode) == [(1, "um", state)]
    episode.apply(lines.pull_word(episode, 0))
    assert decided_words(episode) == [(1, "um", state)]


def test_a_line_of_nothing_but_a_filler_keeps_its_slot_and_its_words() -> None:
    episode = Episode(
        [
            Segment(1, 0, 1000, "Did you go?", speaker=1),
            Segment(2, 1000, 2000, "Mm-hmm.", speaker=2),
            Segment(3, 2000, 3000, "Um.", speaker=1),
        ]
    )
    rerun(episode)
    assert [(line.start, line.end, line.text) for line in episode.transcript] == [
        (0, 1000, "Did you go?"),
        (1000, 2000, "Mm-hmm."),
        (2000, 3000, "Um."),
    ]
    assert [clean_text(line) for line in episode.transcript] == ["Did you go?", "Mm-hmm.", ""]
