"""Steps of a person at work, what is heard, and tallies that keep up with every change."""

from __future__ import annotations

import random

import pytest

from editor.app.heard import HeardWord, Listener, moment_of
from editor.app.steps import (
    insert_inaudible,
    next_speaker,
    next_unassigned,
    note_place,
    nudge,
    split_to_next_speaker,
)
from editor.app.tallies import Tallies
from editor.model.edits import Caret, Edit
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs import cleaning, lines, people


def _episode() -> Episode:
    texts = [
        ("Welcome back to the night train.", 1),
        ("Thank you, it is good to be here.", 2),
        ("So tell us, where does it go? It goes to Lisbon.", 1),
        ("", None),
        ("And when?", None),
    ]
    return Episode(
        [
            Segment(number, at * 5000, at * 5000 + 4000, text, speaker)
            for number, (at, (text, speaker)) in enumerate(enumerate(texts), 1)
        ],
        [Speaker(1, "Ada"), Speaker(2, "Bo"), Speaker(3, "Cy")],
    )


def test_the_next_speaker_is_who_spoke_last_before() -> None:
    episode = _episode()
    assert next_speaker(episode, 2) == 2
    assert next_speaker(episode, 0) == 2
    assert next_speaker(Episode([Segment(1, 0, 1, "a")]), 0) is None


def test_a_note_belongs_to_what_is_heard_else_to_the_line() -> None:
    episode = _episode()
    assert note_place(episode, 1, None) == (5_000, 2)
    assert note_place(episode, 1, 12_345) == (12_345, 3)
    assert note_place(Episode([Segment(7, 900, 1_000, "a")]), 0, 100) == (100, 7)


def test_split_to_the_next_speaker_is_one_step() -> None:
    episode = _episode()
    before = list(episode.transcript)
    edit = split_to_next_speaker(episode, 2, 30)
    episode.apply(edit)
    assert [(s.text, s.speaker) for s in episode.transcript[2:4]] == [
        ("So tell us, where does it go?", 1),
        ("It goes to Lisbon.", 2),
    ]
    episode.apply(edit.inverse)
    assert list(episode.transcript) == before


@pytest.mark.parametrize("offset", [0, 2])
def test_a_line_that_has_no_word_before_the_caret_is_the_next_speakers_as_a_whole(
    offset: int,
) -> None:
    lines = [Segment(1, 0, 1000, "Where to?", 1), Segment(2, 1000, 2000, "- Lisbon.", 1)]
    episode = Episode(lines, [Speaker(1, "Ada"), Speaker(2, "Bo")])
    edit = split_to_next_speaker(episode, 1, offset)
    episode.apply(edit)
    assert [(s.text, s.speaker) for s in episode.transcript] == [("Where to?", 1), ("- Lisbon.", 2)]
    assert edit.caret_after == Caret(2, offset)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, "[inaudible 00:01:05] Welcome back to the night train."),
        (7, "Welcome [inaudible 00:01:05] back to the night train."),
        (32, "Welcome back to the night train. [inaudible 00:01:05]"),
    ],
)
def test_inaudible_has_blanks_around_it(offset: int, expected: str) -> None:
    episode = _episode()
    episode.apply(insert_inaudible(episode, 0, offset, 65_999))
    assert episode.transcript[0].text == expected


def test_nudging_stays_between_the_neighbours() -> None:
    episode = _episode()
    episode.apply(nudge(episode, 1, start=-50, end=70))
    assert (episode.transcript[1].start, episode.transcript[1].end) == (4950, 9070)
    episode.apply(nudge(episode, 0, start=-999))
    assert episode.transcript[0].start == 0


def test_the_next_line_without_a_speaker_has_words_and_goes_round() -> None:
    episode = _episode()
    assert next_unassigned(episode, 0) == 4
    assert next_unassigned(episode, 4) == 4
    episode.apply(people.assign(episode, [4], 1))
    assert next_unassigned(episode, 0) is None


def test_what_is_heard_is_the_word_of_its_moment() -> None:
    episode = _episode()
    listener = Listener(episode)
    text = episode.transcript[0].text
    heard = [listener.at(at) for at in range(0, 4000, 100)]
    words = [text[h.start : h.end] for h in heard if h is not None]
    assert list(dict.fromkeys(words)) == ["Welcome", "back", "to", "the", "night", "train"]
    assert listener.at(4500) is None
    assert listener.at(-1) is None
    assert isinstance(listener.at(5000), HeardWord)


def test_a_long_line_is_heard_under_a_short_one() -> None:
    episode = Episode([Segment(1, 0, 9000, "long one"), Segment(2, 1000, 2000, "short")])
    rows = [heard.row if (heard := Listener(episode).at(at)) else None for at in (500, 1500, 5000)]
    assert rows == [0, 1, 0]


def test_the_moment_of_a_place_is_its_words() -> None:
    line = _episode().transcript[0]
    assert moment_of(line, 0) == 0
    assert 0 < moment_of(line, 9) < moment_of(line, 30) < 4000
    assert moment_of(Segment(1, 70, 90, ""), 0) == 70


def test_tallies_keep_up_with_any_session() -> None:
    rng = random.Random(7)
    episode = _episode()
    tallies = Tallies(episode)
    for _ in range(300):
        edit = _any_edit(rng, episode)
        episode.apply(edit)
        if rng.random() < 0.3:
            episode.apply(edit.inverse)
        fresh = Tallies(episode)
        assert tallies.marks() == fresh.marks()
        assert tallies.shares() == fresh.shares()
        fresh.close()
    assert tallies.all_marks().total > 0


def _any_edit(rng: random.Random, episode: Episode) -> Edit:
    index = rng.randrange(len(episode.transcript))
    line = episode.transcript[index]
    choice = rng.randrange(5)
    if choice == 0 and index + 1 < len(episode.transcript):
        return lines.join(episode, index)
    if choice == 1 and len(line.text) > 4:
        return lines.split(episode, index, rng.randrange(1, len(line.text)))
    if choice == 2:
        return people.assign(episode, [index], rng.choice([None, 1, 2, 3]))
    if choice == 3 and line.marks:
        state = rng.choice([MarkState.STET, MarkState.STRUCK])
        return cleaning.decide(episode, [(line.id, line.marks[0])], state)
    if len(line.text) > 8:
        kind = rng.choice([Kind.SCAR, Kind.REPEAT, Kind.BY_HAND])
        mark = Mark(2, 6, kind, "r", 0.5, rng.choice(list(MarkState)))
        return cleaning.lay(episode, {index: [mark]})
    return Edit("none", ())
