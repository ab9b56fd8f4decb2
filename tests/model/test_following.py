"""What the program does by itself belongs to a step of a person's: one undo takes both back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from editor.model.beneath import places
from editor.model.checks import problems
from editor.model.edits import Edit, Splice, Track, joined
from editor.model.episode import Episode
from editor.model.history import History
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.transcript import Transcript
from editor.model.verbs.lines import join, set_times, split, type_text
from editor.model.verbs.people import assign
from editor.model.words import TextChange
from tests.app.counting_calls import calls
from tests.strategies import episodes, plan, randoms, state


def later(episode: Episode, index: int, verb: str = "follow") -> Edit:
    line = episode.transcript[index]
    after = replace(line, end=line.end + 7)
    return Edit(verb, (Splice(Track.SEGMENTS, index, (line,), (after,)),))


def done(episode: Episode, history: History, edit: Edit) -> None:
    merged = history.merged(edit)
    episode.apply(edit)
    history.push(merged or edit, merge=merged is not None)


def laid(episode: Episode, history: History, row: int, floor: int = 0) -> int:
    """Change a line as deep in the history as may be; returns at which position."""
    place = places(history, episode.transcript, [row], floor)[row]
    edit = later(episode, row)
    episode.apply(edit)
    there = replace(edit, splices=(replace(edit.splices[0], index=place.index),))
    history.insert(place.position, there)
    return place.position


def undone(episode: Episode, history: History) -> None:
    episode.apply(joined(history.undoing).inverse)
    history.step(-1)


def episode() -> Episode:
    return Episode(
        [
            Segment(1, 0, 900, "one two"),
            Segment(2, 1_000, 1_900, "three"),
            Segment(3, 2_000, 2_900, "four"),
        ],
        [Speaker(1, "Ada")],
    )


def test_what_follows_is_undone_and_redone_with_its_edit() -> None:
    whole, history = episode(), History()
    before = list(whole.transcript)
    done(whole, history, type_text(whole, 0, TextChange(7, 0, "s")))
    done(whole, history, later(whole, 0))
    after = list(whole.transcript)
    assert (len(history), list(history.steps)) == (2, [0])
    assert history.undoable is history.at(0)
    undone(whole, history)
    assert list(whole.transcript) == before
    whole.apply(joined(history.redoing))
    history.step(1)
    assert list(whole.transcript) == after


def test_typing_that_goes_on_afterwards_is_a_step_of_its_own() -> None:
    whole, history = episode(), History()
    done(whole, history, type_text(whole, 0, TextChange(7, 0, "s")))
    done(whole, history, later(whole, 0))
    done(whole, history, type_text(whole, 0, TextChange(8, 0, "!")))
    assert list(history.steps) == [0, 2]


def test_typing_after_an_export_stays_apart_though_something_came_in_beneath() -> None:
    for fenced in (False, True):
        whole, history = episode(), History()
        done(whole, history, type_text(whole, 0, TextChange(7, 0, "s")))
        if fenced:
            history.fence()
        assert laid(whole, history, 2) == 0
        merged = history.merged(type_text(whole, 0, TextChange(8, 0, "!")))
        assert (merged is None) == fenced


def test_with_nothing_before_it_it_is_a_step_of_its_own() -> None:
    whole, history = episode(), History()
    done(whole, history, later(whole, 0))
    assert list(history.steps) == [0]
    undone(whole, history)
    assert whole.transcript[0].end == 900


def test_it_lies_beneath_what_knows_nothing_of_its_line_and_above_what_changed_it() -> None:
    whole, history = episode(), History()
    done(whole, history, type_text(whole, 0, TextChange(7, 0, "s")))
    done(whole, history, split(whole, 1, 3))
    done(whole, history, assign(whole, (3,), 1))
    assert laid(whole, history, 0) == 1
    assert laid(whole, history, 3) == 4
    assert [history.at(at).verb for at in history.steps] == ["type", "split", "assign"]
    undone(whole, history)
    undone(whole, history)
    assert [line.end for line in whole.transcript] == [907, 1_900, 2_900]
    undone(whole, history)
    assert list(whole.transcript) == list(episode().transcript)


def test_what_is_laid_beneath_an_export_lets_no_typing_into_what_was_exported() -> None:
    whole, history = episode(), History()
    done(whole, history, type_text(whole, 0, TextChange(7, 0, "s")))
    history.fence()
    assert laid(whole, history, 1) == 0
    done(whole, history, type_text(whole, 0, TextChange(8, 0, "!")))
    assert [edit.verb for edit in history.edits] == ["follow", "type", "type"]
    assert [edit.verb for edit in history.undoing] == ["type"]


def test_what_is_laid_beneath_typing_lets_it_go_on() -> None:
    whole, history = episode(), History()
    done(whole, history, type_text(whole, 0, TextChange(7, 0, "s")))
    assert laid(whole, history, 1) == 0
    done(whole, history, type_text(whole, 0, TextChange(8, 0, "!")))
    assert [edit.verb for edit in history.edits] == ["follow", "type"]


def test_of_rows_that_came_and_went_the_places_are_those_of_then() -> None:
    whole, history = episode(), History()
    done(whole, history, join(whole, 0))
    assert laid(whole, history, 1) == 0
    assert history.at(0).splices[0].index == 2
    undone(whole, history)
    assert [line.end for line in whole.transcript] == [900, 1_900, 2_907]


def test_a_line_waits_while_an_undone_edit_wants_it_as_it_was() -> None:
    whole, history = episode(), History()
    done(whole, history, type_text(whole, 0, TextChange(7, 0, "s")))
    undone(whole, history)
    assert list(places(history, whole.transcript, [0, 1], 0)) == [1]
    assert laid(whole, history, 1) == 0
    assert history.redoable is not None
    whole.apply(joined(history.redoing))


def test_its_start_stays_between_what_the_lines_beside_it_have_been_and_may_become() -> None:
    whole, history = episode(), History()
    done(whole, history, set_times(whole, 2, 2_300, 2_900))
    done(whole, history, set_times(whole, 0, 500, 900))
    undone(whole, history)
    place = places(history, whole.transcript, [1], 0)[1]
    assert (place.low, place.high) == (500, 2_000)


@given(episodes(min_lines=1), randoms(), st.lists(st.sampled_from("deeelur"), max_size=40))
def test_any_session_undone_is_the_start_and_redone_the_end(
    episode: Episode, random: Random, acts: str
) -> None:
    history, start = History(), state(episode)
    for act in acts:
        lines = episode.transcript
        if act == "u" and history.undoing:
            undone(episode, history)
        elif act == "r" and history.redoing:
            episode.apply(joined(history.redoing))
            history.step(1)
        elif act in "le" and lines:
            row = random.randrange(len(lines))
            floor = random.randint(0, history.head)
            if row in places(history, lines, [row], floor):
                nudged(episode, history, random, row, floor)
        elif edit := plan(random, episode):
            done(episode, history, edit)
        assert list(problems(episode)) == []
    while history.redoing:
        episode.apply(joined(history.redoing))
        history.step(1)
        assert list(problems(episode)) == []
    end = state(episode)
    while history.undoing:
        undone(episode, history)
        assert list(problems(episode)) == []
    assert state(episode) == start
    while history.redoing:
        episode.apply(joined(history.redoing))
        history.step(1)
    assert state(episode) == end


def nudged(episode: Episode, history: History, random: Random, row: int, floor: int) -> None:
    """Move a line as far as its place and its neighbours let it."""
    lines = episode.transcript
    place = places(history, lines, [row], floor)[row]
    line = lines[row]
    low = max(place.low, lines[row - 1].start if row else 0)
    high = min(place.high, lines[row + 1].start if row + 1 < len(lines) else line.start + 900)
    start = random.randint(low, high)
    moved = replace(line, start=start, end=max(start, line.end))
    splice = Splice(Track.SEGMENTS, row, (line,), (moved,))
    episode.apply(Edit("follow", (splice,)))
    history.insert(place.position, Edit("follow", (replace(splice, index=place.index),)))


def touching(lines: list[Segment], rows: range) -> Edit:
    """An edit that has a splice for each of some rows."""
    return Edit("type", tuple(Splice(Track.SEGMENTS, n, (lines[n],), (lines[n],)) for n in rows))


def test_many_rows_are_placed_with_the_work_of_one() -> None:
    lines = [Segment(n + 1, n * 1_000, n * 1_000 + 900, "So it goes.") for n in range(400)]
    history = History([touching(lines, range(n, n + 1)) for n in range(200, 400)])
    one, many = (
        calls(partial(places, history, Transcript(lines), rows, 0))
        for rows in (range(1), range(64))
    )
    assert many < 2 * one


def test_a_line_goes_no_deeper_than_can_be_looked_through_between_two_frames() -> None:
    lines = [Segment(n + 1, n * 1_000, n * 1_000 + 900, "So it goes.") for n in range(901)]
    history = History([touching(lines, range(1, 901))] * 50)
    (place,) = places(history, Transcript(lines), [0], 0).values()
    assert place.index == 0
    assert 40 < place.position < 50
    history.step(-1)
    assert list(places(history, Transcript(lines), [0], 0)) == [0]
    for _ in range(5):
        history.step(-1)
    assert places(history, Transcript(lines), [0], 0) == {}


def test_a_history_knows_what_of_it_was_there_before() -> None:
    here = episode()
    before = [type_text(here, 0, TextChange(0, 0, "so ")), later(here, 1)]
    history = History(before)
    assert history.found == 2
    history.push(later(here, 2, "retime"))
    assert history.found == 2
    history.insert(1, later(here, 2))
    assert history.found == 3, "what is put beneath an old edit is undone with old ones"
    history.step(-1)
    history.step(-1)
    assert history.head < history.found
    history.push(later(here, 2, "retime"))
    assert history.found == 0
    assert history.head > history.found
