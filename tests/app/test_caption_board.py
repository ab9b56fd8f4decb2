"""The caption board finds cues from the text and back, and plans what a person decides."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from random import Random
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.caption_board import CaptionBoard
from editor.app.caption_decisions import CaptionDecisions
from editor.app.captioning import choose_profile
from editor.captions.cues import cues
from editor.captions.profiles import profile
from editor.model.breaks import BreakKind
from editor.model.checks import problems
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.marks import Kind, Mark, MarkState
from editor.model.segment import Flag, Segment
from editor.model.verbs import lines
from editor.model.verbs.captions import Place
from editor.model.words import TextChange
from tests.strategies import episodes, plan, randoms

if TYPE_CHECKING:
    from _typeshed import TraceFunction

LONG = (
    "We went along the river for a while, and nobody had anything to say about it, "
    "because the boats were late and the rain had begun again."
)


def board_of(episode: Episode) -> CaptionBoard:
    board = CaptionBoard(episode)
    list(board.build())
    return board


def episode() -> Episode:
    loose = Flag.END_INFERRED
    lines = [
        Segment(1, 0, 9_000, LONG, flags=loose),
        Segment(2, 9_500, 11_000, "So we stayed.", flags=loose),
    ]
    return Episode(lines)


def texts(board: CaptionBoard) -> list[str]:
    return [cue.text for cue in board.cues]


def do(board: CaptionBoard, here: Episode, edit: Edit) -> None:
    here.apply(edit)
    assert board.refresh() is not None
    assert list(problems(here)) == []


def test_the_board_holds_what_an_export_would_hold() -> None:
    here = episode()
    assert list(board_of(here).cues) == cues(here, profile())


def test_every_word_finds_its_cue_and_every_cue_its_words() -> None:
    here = episode()
    board = board_of(here)
    assert len(board.cues) > 2
    for at in range(len(board.cues)):
        extent = board.extent(at)
        assert extent is not None
        assert board.cue_at(extent.start) == at
        assert board.spoken(at) == board.cues[at].text
        assert board.cue_heard(board.cues[at].start) == at


def test_a_cue_is_parted_joined_and_let_go() -> None:
    here = episode()
    board = board_of(here)
    before = texts(board)
    place = Place(0, LONG.index("river"))
    do(board, here, CaptionDecisions(here, board).part(place))
    at = board.cue_at(place)
    assert at is not None
    assert board.cues[at].text.startswith("river")
    assert any(seam.decided and seam.at == place.at for seam in board.seams(here.transcript[0]))
    do(board, here, CaptionDecisions(here, board).join_next(at - 1))
    joined = board.cue_at(place)
    assert joined is not None
    assert not board.cues[joined].text.startswith("river")
    do(board, here, CaptionDecisions(here, board).release(joined))
    assert texts(board) == before


def test_a_line_break_is_set_and_taken_back() -> None:
    here = episode()
    board = board_of(here)
    place = Place(0, LONG.index("along"))
    do(board, here, CaptionDecisions(here, board).break_line(place))
    assert board.cues[0].lines[0] == "We went"
    do(board, here, CaptionDecisions(here, board).break_line(place))
    assert board.cues[0].lines[0] != "We went"
    do(board, here, CaptionDecisions(here, board).keep_together(place))
    kinds = [(seam.at, seam.kind) for seam in board.seams(here.transcript[0]) if seam.decided]
    assert kinds == [(place.at, BreakKind.NONE)]


@pytest.mark.parametrize("push", [True, False])
def test_a_word_goes_over_the_edge_of_a_cue(push: bool) -> None:
    here = episode()
    board = board_of(here)
    first, second = board.cues[0].text.split(), board.cues[1].text.split()
    plans = CaptionDecisions(here, board)
    do(board, here, plans.push_word(0) if push else plans.pull_word(0))
    moved, other = board.cues[0].text.split(), board.cues[1].text.split()
    if push:
        assert (moved, other[0]) == (first[:-1], first[-1])
    else:
        assert (moved, other[0]) == ([*first, second[0]], second[1])


def test_a_locked_cue_stays_and_a_text_for_captions_tells_its_words() -> None:
    here = episode()
    board = board_of(here)
    for locked in (True, False):
        edit = CaptionDecisions(here, board).lock(1)
        assert edit.verb == ("lock-cue" if locked else "unlock-cue")
        do(board, here, edit)
        assert board.cues[1].locked is locked
    said = board.cues[1].text
    do(board, here, CaptionDecisions(here, board).rewrite(1, ["Nobody  spoke."]))
    assert board.cues[1].lines == ("Nobody spoke.",)
    assert board.cues[1].hold is not None
    assert board.cues[1].hold.source == said == board.spoken(1)
    do(board, here, CaptionDecisions(here, board).set_times(1, 4_000, 6_500))
    assert (board.cues[1].start, board.cues[1].end) == (4_000, 6_500)


def test_struck_words_are_no_place_for_a_break() -> None:
    marks = (Mark(3, 6, Kind.FILLER, "filler", 0.9, MarkState.AUTO),)
    here = Episode(
        [Segment(1, 0, 4_000, "So um we left the house.", marks=marks, flags=Flag.END_INFERRED)]
    )
    board = board_of(here)
    do(board, here, CaptionDecisions(here, board).part(Place(0, 4)))
    assert texts(board) == ["So", "we left the house."]


@pytest.mark.parametrize(
    "act",
    [
        lambda board, plans: plans.join_next(len(board.cues) - 1),
        lambda board, plans: plans.push_word(len(board.cues) - 1),
        lambda board, plans: plans.pull_word(len(board.cues) - 1),
    ],
)
@pytest.mark.parametrize("text", ["Yes.", "Yes, of course."])
def test_nothing_is_moved_to_or_from_behind_the_last_caption(
    act: Callable[[CaptionBoard, CaptionDecisions], Edit], text: str
) -> None:
    here = Episode([Segment(1, 0, 900, text)])
    board = board_of(here)
    with pytest.raises(UserError) as refused:
        act(board, CaptionDecisions(here, board))
    assert refused.value.code == "cue-last"


def test_a_break_that_is_there_and_undecided_is_pinned() -> None:
    here = episode()
    board = board_of(here)
    plans = CaptionDecisions(here, board)
    start = board.place(1)
    assert start is not None
    assert plans.pins(start, BreakKind.CUE) == start
    assert plans.pins(start, BreakKind.LINE) is None
    assert plans.pins(Place(0, 4), BreakKind.CUE) is None
    before = texts(board)
    here.apply(plans.part(start))
    changed = board.refresh()
    assert changed is not None
    assert (changed.removed, changed.added) == (0, 0)
    assert texts(board) == before
    assert plans.pins(start, BreakKind.CUE) is None
    with pytest.raises(UserError, match="cue-decided"):
        plans.part(start)


def test_another_style_guide_is_an_edit_like_any_other() -> None:
    here = episode()
    board = board_of(here)
    here.apply(choose_profile(here, "bbc"))
    assert board.refresh() is None
    list(board.build())
    assert board.profile.key == "bbc"
    assert list(board.cues) == cues(here, profile("bbc"))


@given(episodes(min_lines=2), randoms())
def test_between_an_edit_and_the_refresh_lines_that_are_gone_are_not_known(
    here: Episode, random: Random
) -> None:
    board = board_of(here)
    here.apply(lines.join(here, random.randrange(len(here.transcript) - 1)))
    for at, cue in enumerate(board.cues):
        gone = any(not here.transcript.has(anchor.segment) for anchor in cue.anchors)
        if gone:
            assert board.extent(at) is None
            with pytest.raises(UserError, match="cue-none"):
                CaptionDecisions(here, board).lock(at)
        board.place(at)
    for index in range(len(here.transcript)):
        board.cue_at(Place(index, 0))


@given(episodes(min_lines=1), randoms())
def test_after_any_edit_the_board_holds_what_an_export_would_hold(
    here: Episode, random: Random
) -> None:
    board = board_of(here)
    for _ in range(4):
        here.apply(plan(random, here))
        if board.refresh() is None:
            list(board.build())
        assert list(board.cues) == cues(here, board.profile)
        for segment in here.transcript:
            starts = {(a.segment, a.at) for cue in board.cues for a in cue.anchors}
            made = [s for s in board.seams(segment) if (segment.id, s.at) in starts]
            assert len(made) == len({at for owner, at in starts if owner == segment.id})


@given(st.integers(0, 11), st.integers(0, 40), st.sampled_from(["so ", "", "as anybody would "]))
def test_captions_begin_where_they_did_in_lines_that_need_no_new_painting(
    index: int, length: int, added: str
) -> None:
    here = unpunctuated(12)
    board = board_of(here)
    before = {line: board.seams(line) for line in here.transcript}
    here.apply(lines.type_text(here, index, TextChange(0, length, added)))
    changed = board.refresh()
    assert changed is not None
    rows = board.rows(changed) if changed else range(0)
    kept = [line for at, line in enumerate(here.transcript) if at not in rows]
    assert all(board.seams(line) == before[line] for line in kept if line in before)
    assert len(rows) <= 8


@given(episodes(min_lines=1), randoms())
def test_an_edit_at_any_step_of_building_is_not_lost(here: Episode, random: Random) -> None:
    board = CaptionBoard(here)
    steps = sum(1 for _ in CaptionBoard(here).build())
    at = random.randrange(steps + 1)
    for step, _ in enumerate(board.build()):
        if step == at:
            here.apply(plan(random, here))
            assert board.refresh() is None
    if board.refresh() is None:
        list(board.build())
    assert list(board.cues) == cues(here, board.profile)


def test_building_that_is_broken_off_is_begun_again() -> None:
    here = episode()
    for steps in range(1, sum(1 for _ in CaptionBoard(here).build())):
        board = CaptionBoard(here)
        work = board.build()
        assert isinstance(work, Generator)
        for _ in range(steps):
            next(work)
        work.close()
        assert board.refresh() is None
        list(board.build())
        assert list(board.cues) == cues(here, profile())


def longest_step(here: Episode) -> tuple[int, int]:
    """The most calls of Python functions between two steps of building captions, and all calls."""
    board = CaptionBoard(here)
    longest = calls = every = 0

    def count_call(_frame: FrameType, event: str, _: object) -> None:
        nonlocal calls, every
        calls += event == "call"
        every += event == "call"

    sys.setprofile(count_call)
    try:
        for _ in board.build():
            longest, calls = max(longest, calls), 0
    finally:
        sys.setprofile(None)
    return max(longest, calls), every


def walked(count: int) -> int:
    """The lines of Python that a refresh runs after a word was typed into a talk."""
    here = talk(count)
    board = board_of(here)
    here.apply(lines.type_text(here, count // 2, TextChange(0, 0, "And so ")))
    ran = 0

    def count_line(_frame: FrameType, event: str, _: object) -> TraceFunction | None:
        nonlocal ran
        ran += event == "line"
        return count_line

    before = sys.gettrace()
    sys.settrace(count_line)
    try:
        board.refresh()
    finally:
        sys.settrace(before)
    return ran


def talk(count: int) -> Episode:
    return Episode(
        [Segment(n, n * 4_000, n * 4_000 + 3_900, "So we went home.") for n in range(1, count + 1)]
    )


def unpunctuated(count: int) -> Episode:
    said = LONG.replace(",", "").replace(".", "")
    flags = Flag.END_INFERRED | Flag.WHOLE_SECONDS
    return Episode(
        [Segment(n, n * 9_000, n * 9_000 + 9_000, said, flags=flags) for n in range(1, count + 1)]
    )


def test_no_step_of_building_grows_with_the_episode() -> None:
    assert longest_step(talk(1_000))[0] < 2 * longest_step(talk(100))[0]


def test_a_paragraph_without_a_full_stop_takes_many_steps() -> None:
    longest, every = longest_step(unpunctuated(8))
    assert longest < every / 4


def test_an_edit_of_a_long_episode_is_no_more_work_than_of_a_short_one() -> None:
    assert walked(1_000) < 1.5 * walked(100)
