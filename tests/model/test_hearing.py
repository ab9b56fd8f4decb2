"""Word times that were heard become the lines', and what a person set by hand stays."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment
from editor.model.verbs.hearing import Timed, hear, merged
from editor.model.words import TimeKind, WordTime, WordTimes, count_words
from tests.strategies import SURENESS, episodes

ROUGH = Flag.WHOLE_SECONDS | Flag.END_INFERRED


def heard(*starts: int, sure: float = 1.0) -> tuple[WordTime, ...]:
    return tuple(WordTime(at, at + 200, TimeKind.MEASURED, sure) for at in starts)


def test_a_rough_stamp_becomes_the_time_of_its_first_word() -> None:
    first = Segment(1, 1000, 4000, "one two", flags=ROUGH)
    second = Segment(2, 4000, 7000, "three", flags=ROUGH)
    episode = Episode([first, second])
    episode.apply(
        hear(episode, {1: Timed("one two", heard(1640, 2000)), 2: Timed("three", heard(4310))})
    )
    assert [(line.start, line.end) for line in episode.transcript] == [(1640, 2200), (4310, 4510)]
    assert [line.flags for line in episode.transcript] == [Flag.FLOWS, Flag.FLOWS]


def test_an_unsure_or_far_word_moves_no_line() -> None:
    line = Segment(1, 1000, 4000, "one two", flags=ROUGH)
    for words in (heard(1640, 2000, sure=0.2), heard(9000, 9300)):
        episode = Episode([line])
        episode.apply(hear(episode, {1: Timed("one two", words)}))
        assert episode.transcript[0].start == 1000
        assert Flag.WHOLE_SECONDS in episode.transcript[0].flags


def test_exact_stamps_stay() -> None:
    line = Segment(1, 1234, 4567, "one two")
    episode = Episode([line])
    episode.apply(hear(episode, {1: Timed("one two", heard(1640, 2000))}))
    assert (episode.transcript[0].start, episode.transcript[0].end) == (1234, 4567)
    assert not episode.transcript[0].flows


def test_times_set_by_hand_stay_and_the_others_keep_to_them() -> None:
    by_hand = WordTime(2500, 2700, TimeKind.BY_HAND)
    old = WordTimes.pack((*heard(1000), by_hand, *heard(3000)))
    episode = Episode([Segment(1, 1000, 4000, "one two three", words=old)])
    episode.apply(hear(episode, {1: Timed("one two three", heard(2600, 2650, 2680))}))
    times = episode.transcript[0].word_times()
    assert times[1] == by_hand
    assert [(time.start, time.end) for time in times] == [(2470, 2500), (2500, 2700), (2680, 2880)]


def test_no_estimate_takes_the_place_of_a_time_that_is_known() -> None:
    told = tuple(WordTime(at, at + 200, TimeKind.IMPORTED, 0.97) for at in (1000, 1300, 1900))
    spread = tuple(WordTime(at, at + 500, TimeKind.ESTIMATED, 0.0) for at in (1000, 2000, 3000))
    for known in (told, heard(1000, 1300, 1900)):
        line = Segment(1, 1000, 4000, "ich bin da", words=WordTimes.pack(known))
        episode = Episode([line])
        assert not hear(episode, {1: Timed(line.text, spread)})
        mixed = (spread[0], heard(1250)[0], spread[2])
        episode.apply(hear(episode, {1: Timed(line.text, mixed)}))
        times = episode.transcript[0].word_times()
        assert [time.start for time in times] == [1000, 1250, 1900]
        assert times[1].kind is TimeKind.MEASURED


def test_a_known_time_gives_way_where_it_lies_among_other_words() -> None:
    told = tuple(WordTime(at, at + 200, TimeKind.IMPORTED) for at in (1000, 1300, 1900))
    line = Segment(1, 1000, 4000, "one two three", words=WordTimes.pack(told))
    episode = Episode([line])
    first, _, last = heard(3000, 3200, 3400)
    estimate = WordTime(3200, 3300, TimeKind.ESTIMATED, 0.0)
    episode.apply(hear(episode, {1: Timed(line.text, (first, estimate, last))}))
    assert [time.start for time in episode.transcript[0].word_times()] == [3000, 3200, 3400]


def test_a_word_that_changed_since_it_was_heard_is_estimated_anew() -> None:
    old = WordTimes.pack([WordTime(1000, 1200, TimeKind.MEASURED)])
    episode = Episode([Segment(1, 1000, 4000, "one", words=old)])
    estimate = WordTime(1500, 1700, TimeKind.ESTIMATED, 0.0)
    episode.apply(hear(episode, {1: Timed("one", (estimate,))}))
    assert episode.transcript[0].word_times() == (estimate,)


def test_a_line_that_changed_while_it_was_listened_to_is_left_alone() -> None:
    episode = Episode([Segment(1, 1000, 4000, "one two")])
    assert not hear(episode, {1: Timed("one too", heard(1, 2)), 7: Timed("gone", heard(3))})


@given(episodes(max_lines=8), st.data())
def test_whatever_was_heard_the_episode_stays_sound_and_undo_is_exact(
    episode: Episode, data: st.DataObject
) -> None:
    found = {}
    for line in episode.transcript:
        if data.draw(st.booleans()):
            starts = sorted(
                data.draw(st.integers(max(0, line.start - 2000), line.start + 9000))
                for _ in range(count_words(line.text))
            )
            kinds = st.sampled_from([TimeKind.MEASURED, TimeKind.ESTIMATED])
            found[line.id] = Timed(
                line.text,
                tuple(
                    WordTime(
                        at,
                        at + data.draw(st.integers(0, 900)),
                        data.draw(kinds),
                        data.draw(st.sampled_from(SURENESS)),
                    )
                    for at in starts
                ),
            )
    before = list(episode.transcript)
    by_hand = {line.id: _by_hand(line) for line in before}
    edit = hear(episode, found)
    episode.apply(edit)
    assert list(problems(episode)) == []
    assert {line.id: _by_hand(line) for line in episode.transcript} == by_hand
    again = hear(episode, found)
    assert not again or all(
        replace(was, start=0, end=0, flags=Flag.NONE)
        == replace(now, start=0, end=0, flags=Flag.NONE)
        for splice in again.splices
        for was, now in zip(splice.before, splice.after, strict=True)
        if isinstance(was, Segment) and isinstance(now, Segment)
    )
    episode.apply(edit.inverse)
    assert list(episode.transcript) == before


_CROWDED = st.lists(
    st.tuples(
        st.tuples(st.integers(0, 90), st.integers(0, 60), st.sampled_from([*TimeKind])),
        st.tuples(
            st.integers(0, 90),
            st.integers(0, 60),
            st.sampled_from([TimeKind.MEASURED, TimeKind.ESTIMATED]),
        ),
    ),
    max_size=4,
)
"""Words as they were and as they are heard, with no room to speak of: start, length and kind."""

_HEARD, _GUESS = TimeKind.MEASURED, TimeKind.ESTIMATED


@given(_CROWDED)
@example([((8, 0, _HEARD), (8, 0, _HEARD)), ((8, 0, _HEARD), (8, 0, _GUESS))])
@example(
    [
        ((0, 40, _HEARD), (0, 40, _GUESS)),  # known; it gave half its length away each time
        ((40, 0, _HEARD), (40, 0, _HEARD)),
        ((40, 20, _HEARD), (40, 20, _HEARD)),
    ]
)
def test_words_without_room_are_heard_twice_as_they_are_once(
    drawn: list[tuple[tuple[int, int, TimeKind], tuple[int, int, TimeKind]]],
) -> None:
    befores, heards = (sorted(column) for column in zip(*drawn, strict=True)) if drawn else ([], [])
    before = [WordTime(at, at + length, kind, 1.0) for at, length, kind in befores]
    found = [WordTime(at, at + length, kind, 1.0) for at, length, kind in heards]
    once = merged(before, found)
    assert merged(once, found) == once
    assert all(time.end > time.start for time in once if time.kind in (_HEARD, _GUESS))


def _by_hand(line: Segment) -> dict[int, WordTime]:
    return {
        at: time for at, time in enumerate(line.words.unpack()) if time.kind is TimeKind.BY_HAND
    }


def test_a_stamp_is_not_a_second_earlier_for_a_sound_just_before_it() -> None:
    line = Segment(1, 7000, 9000, "one two", flags=ROUGH)
    for at, start in ((6990, 7000), (6940, 7000), (6900, 6900), (7010, 7010)):
        episode = Episode([line])
        episode.apply(hear(episode, {1: Timed("one two", heard(at, 8000))}))
        assert episode.transcript[0].start == start
        assert episode.transcript[0].word_times()[0].start == at


def test_a_line_surely_heard_long_after_its_stamp_starts_there() -> None:
    line = Segment(1, 1000, 9000, "one two three four", flags=ROUGH)
    for sure, start in ((0.9, 12_000), (0.6, 1000)):
        episode = Episode([line])
        words = heard(12_000, 12_300, 12_600, 12_900, sure=sure)
        episode.apply(hear(episode, {1: Timed(line.text, words)}))
        assert episode.transcript[0].start == start
