"""Cues: every word once, in order, within the profile, never overlapping."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.captions.boundaries import costs
from editor.captions.cues import cues, manner_of
from editor.captions.language import break_words
from editor.captions.profiles import profile, profiles
from editor.captions.refit import refitted
from editor.captions.spoken import Unit
from editor.captions.timing import apart
from editor.model.breaks import line_breaks
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Flag, Segment

OPEN = Flag.END_INFERRED | Flag.WHOLE_SECONDS
RULES = profile()

WORDS = st.sampled_from(
    ["a", "the", "train", "to", "Mr", "Hill", "and", "late,", "night.", "extraordinarily", "字幕",
     "x" * 60, "—", "15,000"]
)  # fmt: skip


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    segments, start = [], 0
    for number in range(draw(st.integers(1, 6))):
        text = " ".join(draw(st.lists(WORDS, max_size=30)))
        length = draw(st.integers(0, 20_000))
        flags = draw(st.sampled_from([OPEN, Flag.NONE]))
        speaker = draw(st.sampled_from([None, 1, 2]))
        segments.append(Segment(number + 1, start, start + length, text, speaker, flags=flags))
        start += draw(st.sampled_from([0, length, length + 3000, length // 2]))
    return Episode(segments, [Speaker(1, "Ada"), Speaker(2, "Ben")])


@given(episodes(), st.sampled_from([View.VERBATIM, View.CLEAN]))
@settings(max_examples=200)
def test_cues_keep_every_promise(episode: Episode, view: View) -> None:
    made = apart(cues(refitted(episode, manner_of(episode, RULES, view)), RULES, view))
    said = "".join(segment.text for segment in episode.transcript).replace(" ", "")
    assert "".join(line for cue in made for line in cue.lines).replace(" ", "") == said
    assert all(0 <= cue.start < cue.end for cue in made)
    assert all(a.end <= b.start for a, b in pairwise(made))
    assert all(1 <= len(cue.lines) <= 2 for cue in made)
    assert all(0 < len(line) <= 42 and line == line.strip() for cue in made for line in cue.lines)


def test_a_cue_of_a_caption_file_stays_as_it_came() -> None:
    given_lines = Segment(1, 100, 2_345, "He will not be there tonight.", breaks=line_breaks([11]))
    whole = Segment(2, 2_345, 3_000, "Why?")
    made = cues(Episode([given_lines, whole]), RULES)
    assert [(cue.start, cue.end, cue.lines) for cue in made] == [
        (100, 2_345, ("He will not", "be there tonight.")),
        (2_345, 3_000, ("Why?",)),
    ]


def test_a_cue_that_breaks_the_profile_is_made_anew() -> None:
    long = "This caption came on a single line that is far too long to be shown like that at all."
    given_cue = Episode([Segment(1, 0, 9_000, long)])
    assert cues(given_cue, RULES)[0].lines == (long,)
    made = cues(refitted(given_cue, manner_of(given_cue, RULES)), RULES)
    assert all(len(line) <= 42 for cue in made for line in cue.lines)
    assert " ".join(line for cue in made for line in cue.lines) == long


def test_struck_words_are_not_shown() -> None:
    mark = Mark(0, 4, Kind.REPEAT, "test", 1.0, MarkState.AUTO)
    segment = Segment(1, 0, 2_000, "the the train is late", marks=(mark,), flags=OPEN)
    assert cues(Episode([segment]), RULES)[0].lines == ("the train is late",)
    assert cues(Episode([segment]), RULES, View.VERBATIM)[0].lines == ("the the train is late",)


def test_a_line_of_which_all_is_struck_gives_no_cue() -> None:
    mark = Mark(0, 2, Kind.FILLER, "test", 1.0, MarkState.AUTO)
    segments = [Segment(1, 0, 900, "um", marks=(mark,)), Segment(2, 900, 2_000, "Right.")]
    assert [cue.lines for cue in cues(Episode(segments), RULES)] == [("Right.",)]


@pytest.mark.parametrize("parted", ["speaker", "chapter"])
def test_a_cue_never_holds_two_speakers_or_chapters(parted: str) -> None:
    first = Segment(1, 0, 1_000, "so he left", speaker=1, flags=OPEN)
    second = Segment(2, 1_000, 2_000, "and she stayed", speaker=1, flags=OPEN)
    together = cues(Episode([first, second], [Speaker(1, "Ada"), Speaker(2, "Ben")]), RULES)
    assert len(together) == 1
    if parted == "speaker":
        second = replace(second, speaker=2)
    chapters = [Chapter(1, 1_000, "Two", 2)] if parted == "chapter" else []
    episode = Episode([first, second], [Speaker(1, "Ada"), Speaker(2, "Ben")], chapters)
    assert [cue.lines for cue in cues(episode, RULES)] == [("so he left",), ("and she stayed",)]


def test_lines_on_the_same_second_share_it() -> None:
    segments = [
        Segment(1, 5_000, 9_000, "Shall we go now?", speaker=1, flags=OPEN),
        Segment(2, 5_000, 9_000, "Yes, let us go now.", speaker=2, flags=OPEN),
    ]
    first, second = cues(Episode(segments, [Speaker(1, "A"), Speaker(2, "B")]), RULES)
    assert 5_000 == first.start < first.end < second.start < second.end
    assert second.start < 8_000


EXAMPLES = [  # DCMP Captioning Key and BBC Subtitle Guidelines 3.4, as unit cases
    ("Mark pushed his black truck.", 2, 1),
    ("In seconds she arrived, and he ordered a drink.", 4, 6),
    ("We are aiming to get a better television service.", 5, 6),
]


@pytest.mark.parametrize(("text", "good", "bad"), EXAMPLES)
def test_the_guides_own_examples_cost_as_they_say(text: str, good: int, bad: int) -> None:
    units = [Unit(word, i * 300, i * 300 + 300, 1, 0, 0) for i, word in enumerate(text.split())]
    boundary = costs(units, break_words("en"), RULES.costs)
    assert boundary[good - 1] <= boundary[bad - 1]


def test_other_languages_break_at_punctuation() -> None:
    assert break_words("xx").articles == frozenset()
    assert "the" in break_words("en-GB").articles


def test_profiles_are_whole_and_a_wrong_name_is_a_sentence() -> None:
    assert all(p.max_chars > 0 and p.min_ms < p.max_ms for p in profiles().values())
    with pytest.raises(UserError, match="profile-unknown"):
        profile("nobody")
