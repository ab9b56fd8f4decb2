"""The caption watch knows after every edit what a check of everything would say."""

from __future__ import annotations

from random import Random

from hypothesis import given

from editor.app.caption_board import CaptionBoard
from editor.app.caption_watch import CaptionWatch
from editor.captions.checks.finding import Grade
from editor.captions.checks.rules import findings
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment
from tests.strategies import episodes, plan, randoms


def watched(episode: Episode) -> tuple[CaptionBoard, CaptionWatch]:
    board = CaptionBoard(episode)
    list(board.build())
    watch = CaptionWatch(episode, board)
    list(watch.check())
    return board, watch


def test_a_finding_is_walked_to_and_repaired() -> None:
    loose = Flag.END_INFERRED
    here = Episode(
        [
            Segment(1, 0, 2_000, "It is early.", flags=loose),
            Segment(2, 2_000, 4_000, "She said  , well, no.", flags=loose),
            Segment(3, 5_000, 7_000, "Good night.", flags=loose),
        ]
    )
    board, watch = watched(here)
    row = watch.next_row(-1, 1)
    assert row is not None
    assert watch.of(row)
    assert watch.next_row(len(board.cues), -1) is not None
    safe = next(found for found in watch.findings if found.grade is Grade.SAFE)
    assert watch.safe > 0
    mended = watch.repair(safe)
    assert mended is not None
    here.apply(mended.edit)
    changed = board.refresh()
    assert changed is not None
    watch.take(changed)
    assert safe not in watch.findings


@given(episodes(min_lines=1), randoms())
def test_after_any_edit_it_says_what_a_check_of_all_says(here: Episode, random: Random) -> None:
    board, watch = watched(here)
    for _ in range(3):
        here.apply(plan(random, here))
        changed = board.refresh()
        if changed is None:
            list(board.build())
            list(watch.check())
        else:
            watch.take(changed)
        assert watch.count == len(watch.findings)
        assert watch.safe == sum(found.grade is Grade.SAFE for found in watch.findings)
        assert in_step(here, board, watch)


@given(episodes(min_lines=1), randoms())
def test_an_edit_at_any_step_of_checking_is_not_lost(here: Episode, random: Random) -> None:
    board = CaptionBoard(here)
    list(board.build())
    watch = CaptionWatch(here, board)
    at = random.randrange(len(board.cues) + 1)
    for step, _ in enumerate(watch.check()):
        if step == at:
            here.apply(plan(random, here))
    while not (watch.ready and board.in_step):
        if board.refresh() is None:
            list(board.build())
        list(watch.check())
    assert in_step(here, board, watch)


def in_step(here: Episode, board: CaptionBoard, watch: CaptionWatch) -> bool:
    """Whether the watch says what a check of everything says."""
    told = [(f.rule, f.cue, f.grade) for f in watch.findings]
    wanted = findings(here, board.cues, board.profile)
    return told == [(f.rule, f.cue, f.grade) for f in wanted]
