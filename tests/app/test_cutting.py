"""Cuts take struck words and never a kept one; the recut episode has every kept word in place."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app import cutting
from editor.app.cutting import SHORTEST, LeftIn, Plan, plan
from editor.app.jobs import run
from editor.app.recut import recut
from editor.model.chapter import Chapter
from editor.model.checks import problems
from editor.model.cuts import Cut, CutList
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.marks import struck_spans
from editor.model.note import Note
from editor.model.segment import Segment
from editor.model.sound import Sound
from editor.model.time import Span
from editor.model.translation import Translation
from editor.model.verbs.cleaning import strike
from editor.model.words import TimeKind, WordTime, WordTimes, count_words, tokens
from tests.strategies import episodes

Said = tuple[str, int, int]


def line(number: int, *said: Said, kind: TimeKind = TimeKind.MEASURED) -> Segment:
    """A line of words with their times; a word between asterisks is struck."""
    text = " ".join(word.strip("*") for word, _, _ in said)
    times = [WordTime(start, end, kind) for _, start, end in said]
    whole = Segment(number, said[0][1], said[-1][2], text, words=WordTimes.pack(times))
    at = 0
    episode = Episode([whole])
    for word, _, _ in said:
        bare = word.strip("*")
        if bare != word:
            episode.apply(strike(episode, 0, at, at + len(bare)))
        at += len(bare) + 1
    return episode.transcript[0]


def planned(*lines: Segment, duration: int = 20_000, estimated: bool = True) -> Plan:
    info = Info(recording=Recording("a.wav", "", duration))
    return run(plan(Episode(lines, info=info), estimated=estimated))


def spans(made: Plan) -> list[tuple[int, int]]:
    return [(cut.start, cut.end) for cut in made.cuts.cuts]


def test_the_longer_pause_stays_and_the_shorter_goes() -> None:
    first = line(1, ("we", 0, 500), ("*um*", 1_000, 1_300), ("went", 1_500, 2_000))
    # 500 ms before, 200 behind: of the pauses 500 stay, 60 of them before "went"
    assert spans(planned(first)) == [(940, 1_440)]
    other = line(1, ("we", 0, 500), ("*um*", 600, 900), ("went", 1_500, 2_000))
    assert spans(planned(other)) == [(560, 960)]


def test_words_without_a_pause_are_cut_at_their_edges() -> None:
    tight = line(1, ("we", 0, 500), ("*um*", 500, 900), ("went", 900, 2_000))
    assert spans(planned(tight)) == [(500, 900)]


def test_neighbours_go_together_also_across_lines() -> None:
    one = line(1, ("we", 0, 500), ("*you*", 600, 700), ("*know*", 750, 900))
    two = line(2, ("*um*", 1_000, 1_200), ("went", 1_300, 2_000))
    made = planned(one, two)
    assert [(cut.words, cut.lines) for cut in made.cuts.cuts] == [("you know um", (1, 2))]


def test_a_long_silence_between_two_strikes_stays() -> None:
    one = line(1, ("we", 0, 500), ("*um*", 600, 900), ("*er*", 3_000, 3_300), ("go", 3_400, 4_000))
    assert len(planned(one).cuts) == 2


def test_what_is_said_across_a_strike_is_not_cut() -> None:
    struck = line(1, ("we", 0, 500), ("*um*", 600, 1_200), ("went", 1_300, 2_000))
    across = line(2, ("indeed", 550, 1_250))
    made = planned(struck, across)
    assert spans(made) == []
    assert [why for _, why in made.left_in] == [LeftIn.OVERLAP]
    partly = line(2, ("indeed", 1_100, 1_900))
    assert planned(struck, partly).cuts.cuts[0].end <= 1_100


def test_estimated_times_are_flagged_or_left_alone() -> None:
    one = line(1, ("we", 0, 500), ("*um*", 600, 900), ("go", 990, 1_500), kind=TimeKind.ESTIMATED)
    assert [cut.estimated for cut in planned(one).cuts.cuts] == [True]
    assert [why for _, why in planned(one, estimated=False).left_in] == [LeftIn.ESTIMATED]


def test_too_short_to_cut() -> None:
    one = line(1, ("we", 0, 500), ("*a*", 500, 530), ("boat", 530, 1_500))
    assert [why for _, why in planned(one).left_in] == [LeftIn.SHORT]


@given(episodes())
def test_no_kept_word_is_cut(episode: Episode) -> None:
    made = run(plan(episode))
    cuts = made.cuts
    assert all(a.end <= b.start for a, b in pairwise(cuts.cuts))
    assert all(cut.end - cut.start >= SHORTEST for cut in cuts.cuts)
    for segment in episode.transcript:
        struck = struck_spans(segment.marks)
        for token, time in zip(tokens(segment.text), segment.word_times(), strict=True):
            if any(start <= token.start and token.end <= end for start, end in struck):
                continue
            for cut in cuts.cuts:
                assert min(cut.end, time.end) <= max(cut.start, time.start)
            assert cuts.moved(time.end) - cuts.moved(time.start) == time.end - time.start


@given(episodes())
def test_a_recut_episode_is_sound_and_holds_every_kept_word(episode: Episode) -> None:
    made = run(plan(episode))
    after = recut(episode, made.cuts, None)
    assert list(problems(after)) == []
    left = {segment.id: segment for segment in after.transcript}
    for segment in episode.transcript:
        moved = [made.cuts.moved(time.start) for time in segment.word_times()]
        struck = any(mark.strikes for mark in segment.marks)
        if not struck:
            assert [time.start for time in left[segment.id].word_times()] == moved
            assert left[segment.id].text == segment.text
        elif segment.id in left:
            assert {time.start for time in left[segment.id].word_times()} <= set(moved)


def test_a_recut_moves_words_lines_chapters_and_notes() -> None:
    one = line(1, ("So", 0, 400), ("*um*", 500, 900), ("we", 1_000, 1_400))
    two = line(2, ("*Er*", 2_000, 2_500))
    three = line(3, ("went", 3_000, 3_400), ("*um*", 3_450, 3_500), ("home", 3_600, 4_000))
    episode = Episode(
        [one, two, three],
        chapters=[Chapter(1, 2_000, "Er", 2)],
        notes=[Note(1, 3_200, "here", 3), Note(2, 2_100, "gone", 2)],
        info=Info(recording=Recording("a.wav", "", 5_000)),
        sounds=[Sound(1, 1_000, 2_950, "door closes")],
        translations=[
            Translation(1, "de", 0, 1_400, "Also wir", segment=1),
            Translation(2, "de", 2_000, 2_500, "Äh", segment=2),
        ],
    )
    cuts = CutList([Cut(460, 960), Cut(1_900, 2_900)], 5_000)
    after = recut(episode, cuts, None)
    assert [(s.id, s.text, s.start, s.end) for s in after.transcript] == [
        (1, "So we", 0, 900),
        (3, "went um home", 1_500, 2_500),
    ]
    assert [t.start for t in after.transcript[0].word_times()] == [0, 500]
    assert [after.transcript[1].text[m.start : m.end] for m in after.transcript[1].marks] == ["um"]
    assert [(c.start, c.segment) for c in after.chapters] == [(1_400, 3)]
    assert [(n.at, n.segment) for n in after.notes] == [(1_700, 3), (1_400, None)]
    assert sum(count_words(s.text) for s in after.transcript) == 5
    assert [(s.start, s.end) for s in after.sounds] == [(500, 1_450)]
    assert [(t.segment, t.start, t.end) for t in after.translations] == [(1, 0, 900)]


def test_cuts_must_be_apart_and_inside() -> None:
    for bad in ([Cut(5, 4)], [Cut(0, 5), Cut(4, 6)], [Cut(0, 11)]):
        with pytest.raises(ValueError, match="lies outside"):
            CutList(bad, 10)
    cuts = CutList([Cut(0, 2), Cut(2, 4), Cut(8, 10)], 10)
    assert list(cuts.kept) == [Span(4, 8)]
    assert [cuts.moved(at) for at in range(11)] == [0, 0, 0, 0, 0, 1, 2, 3, 4, 4, 4]


def test_edges_go_where_it_is_quiet(tmp_path: Path) -> None:
    from tests.audio.sounds import spoken

    said = [("we", 300, 700), ("um", 730, 1_000), ("went", 1_100, 1_600)]
    sound = spoken(tmp_path / "a.wav", [(start, end) for _, start, end in said], 2_000)
    # what the transcript says is off by 25 ms: the edges are found in the sound
    off = line(1, *((w if w != "um" else "*um*", s + 25, e + 25) for w, s, e in said))
    episode = Episode([off], info=Info(recording=Recording("a.wav", "", 2_000)))
    cut = run(plan(episode, sound)).cuts.cuts[0]
    assert 700 <= cut.start <= 730
    assert 1_000 <= cut.end <= 1_100


def test_all_of_a_filler_goes_though_only_its_end_was_aligned(tmp_path: Path) -> None:
    from tests.audio.sounds import spoken

    sound = spoken(tmp_path / "a.wav", [(300, 700), (900, 1_300), (1_500, 1_900)], 2_300)
    aligned = line(1, ("we", 300, 700), ("*um*", 1_150, 1_250), ("went", 1_500, 1_900))
    episode = Episode([aligned], info=Info(recording=Recording("a.wav", "", 2_300)))
    assert run(plan(episode)).cuts.cuts[0].start > 1_000
    cut = run(plan(episode, sound)).cuts.cuts[0]
    assert 700 <= cut.start <= 900
    assert 1_300 <= cut.end <= 1_500


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), max_size=4), max_size=12),
    st.sampled_from([0, 3, 100]),
)
def test_words_in_any_order_lie_by_their_start(
    lines: list[list[tuple[int, int]]], tail: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "_TAIL", tail)
        kept = cutting._Kept()
        for words in lines:
            starts = [start for start, _ in words]
            kept.add(starts, [start + length for start, length in words], [1] * len(words))
        kept.finish()
    placed = [*zip(kept._starts, kept._ends, strict=True)]
    said = [(start, start + length) for words in lines for start, length in words]
    assert Counter(placed) == Counter(said)
    assert [*kept._starts] == sorted(kept._starts)
    assert [*kept._latest] == [*accumulate(kept._ends, max)]
