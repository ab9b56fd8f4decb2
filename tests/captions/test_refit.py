"""Refit: what broke the rules is cut anew, what kept them or was decided stays as it was."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from editor.captions.checks.rules import findings
from editor.captions.cues import cues, manner_of
from editor.captions.profiles import profile
from editor.captions.refit import refit, refitted
from editor.captions.timing import apart
from editor.model.breaks import Break, BreakKind, Hold
from editor.model.checks import problems
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Segment

NOT_YET = "It was not raining then, by the river,\nbut it did not stay like that for long."
NETFLIX = profile("netflix")
ROLLING = (
    (180, 2400, "When you first get\nstarted in podcasting, it's"),
    (2400, 4800, "almost guaranteed that you're\ngoing to make a handful of"),
    (4801, 7980, "mistakes, but that doesn't mean\nthat you have to make all of the"),
    (7980, 11_000, "mistakes. So we went back."),
)
"""Captions as a service makes them: filled to the brim, torn anywhere, a millisecond apart."""


def file_of(*rows: tuple[int, int, str], speaker: int | None = None) -> Episode:
    lines = [
        Segment(
            number,
            start,
            end,
            text.replace("\n", " "),
            speaker,
            breaks=tuple(Break(at + 1) for at, sign in enumerate(text) if sign == "\n"),
        )
        for number, (start, end, text) in enumerate(rows, 1)
    ]
    return Episode(lines, [Speaker(1, "Ann")] if speaker else [])


def planned(episode: Episode) -> Edit:
    planning = refit(episode, manner_of(episode, NETFLIX))
    while True:
        try:
            next(planning)
        except StopIteration as done:
            edit: Edit = done.value
            return edit


def rules_broken(episode: Episode) -> set[str]:
    made = cues(episode, NETFLIX)
    return {finding.rule for finding in findings(episode, made, NETFLIX)}


def test_torn_captions_are_cut_at_their_sentences() -> None:
    episode = file_of(*ROLLING)
    assert rules_broken(episode) >= {"L3", "T6"}
    after = refitted(episode, manner_of(episode, NETFLIX))
    made = cues(after, NETFLIX)
    assert rules_broken(after) <= {"T5", "T9"}  # said as fast as that; times are estimated
    assert [cue.lines[-1][-1] for cue in made if cue.lines[-1][-1] in ",."] != []
    assert made[-1].text == "So we went back."
    said = " ".join(row[2].replace("\n", " ") for row in ROLLING)
    assert " ".join(cue.text for cue in made) == said


def test_a_sentence_that_keeps_the_rules_is_not_touched() -> None:
    episode = file_of((0, 2000, "We left early."), (2083, 6000, NOT_YET))
    assert not planned(episode)


def test_where_only_times_are_wrong_words_and_lines_stay() -> None:
    long = "It did not rain on the way home,\nand nobody was late that evening."
    episode = file_of((0, 4000, long), (4001, 6000, "We slept well that night."))
    after = refitted(episode, manner_of(episode, NETFLIX))
    assert [(line.end, line.breaks) for line in after.transcript] == [
        (3918, episode.transcript[0].breaks),
        (6000, ()),
    ]
    assert rules_broken(after) == set()


def test_what_a_person_decided_stays() -> None:
    episode = file_of(*ROLLING)
    first, second, *rest = episode.transcript
    locked = Segment(
        second.id, second.start, second.end, second.text,
        breaks=(Break(0, BreakKind.CUE, Hold(locked=True)), *second.breaks),
    )  # fmt: skip
    apart_ = Segment(
        rest[0].id, rest[0].start, rest[0].end, rest[0].text,
        breaks=(Break(10, BreakKind.CUE), *rest[0].breaks),
    )  # fmt: skip
    decided = Episode([first, locked, apart_, *rest[1:]])
    after = refitted(decided, manner_of(decided, NETFLIX))
    assert after.transcript[1] == locked
    assert Break(10, BreakKind.CUE) in after.transcript[2].breaks


def test_speakers_are_named_in_the_form_of_the_profile() -> None:
    episode = file_of((0, 2000, "We left early."), speaker=1)
    assert cues(episode, NETFLIX)[0].text == "We left early."
    after = refitted(episode, manner_of(episode, NETFLIX))
    assert cues(after, NETFLIX)[0].text == "[Ann] We left early."


def test_undo_brings_the_file_back() -> None:
    episode = file_of(*ROLLING)
    before = tuple(episode.transcript)
    edit = planned(episode)
    episode.apply(edit)
    assert list(problems(episode)) == []
    assert not planned(episode)
    episode.apply(edit.inverse)
    assert tuple(episode.transcript) == before


WORDS = st.lists(
    st.sampled_from(["the", "train", "was", "late,", "again.", "and", "Mr", "Hill", "went", "to"]),
    min_size=1,
    max_size=20,
).map(" ".join)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(-500, 3000), st.integers(0, 6000), WORDS), min_size=1, max_size=8
    )
)
def test_no_word_goes_and_no_two_stand_at_a_time(drawn: list[tuple[int, int, str]]) -> None:
    rows: list[tuple[int, int, str]] = []
    at = 0
    for gap, length, text in drawn:
        start = max(0, at + gap, rows[-1][0] if rows else 0)
        at = start + length
        rows.append((start, at, text))
    episode = file_of(*rows)
    after = refitted(episode, manner_of(episode, NETFLIX))
    made = apart(cues(after, NETFLIX))
    assert " ".join(cue.text for cue in made) == " ".join(text for _, _, text in rows)
    assert all(one.end <= other.start for one, other in pairwise(made))
