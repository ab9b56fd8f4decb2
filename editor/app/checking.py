"""Checking: what a person should look at before an episode goes out, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from editor.app.captioning import words_of
from editor.app.recording_fit import misfit
from editor.captions.cue import Cue
from editor.captions.cues import cues
from editor.captions.profiles import profile
from editor.captions.reading import cps
from editor.formats.report import Remark
from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.marks import MarkState
from editor.model.segment import Segment
from editor.model.time import clock


def check(episode: Episode, captions: str = "default") -> list[Remark]:
    """Everything there is to look at, what concerns the whole episode first.

    Broken invariants, a recording of another length, undecided proposals, lines without speaker,
    captions too fast or too short.
    """
    return [
        *_broken(episode),
        *misfit(episode),
        *_open_questions(episode),
        *_hard_cues(episode, captions),
    ]


def _broken(episode: Episode) -> Iterator[Remark]:
    for problem in problems(episode):
        yield Remark("check-broken", facts={"problem": problem})


def _open_questions(episode: Episode) -> Iterator[Remark]:
    undecided = [
        (segment, mark)
        for segment in episode.transcript
        for mark in segment.marks
        if mark.state is MarkState.PROPOSED
    ]
    if undecided:
        first = undecided[0][0]
        yield _counted("check-undecided", first, len(undecided))
    silent = [segment for segment in episode.transcript if segment.speaker is None]
    if episode.speakers and silent:
        yield _counted("check-no-speaker", silent[0], len(silent))


def _counted(code: str, first: Segment, count: int) -> Remark:
    return Remark(code, segment=first.id, facts={"count": count, "time": clock(first.start)})


def _hard_cues(episode: Episode, captions: str) -> Iterator[Remark]:
    rules = profile(captions)
    made = cues(episode, rules, words_of(episode))
    fast = [cue for cue in made if cps(cue) > rules.max_cps]
    if fast:
        yield Remark("check-fast", facts=_facts(fast, limit=round(rules.max_cps)))
    short = [cue for cue in made if cue.end - cue.start < rules.min_ms]
    if short:
        yield Remark("check-short", facts=_facts(short, limit=rules.min_ms))


def _facts(found: list[Cue], limit: int) -> dict[str, str | int]:
    return {"count": len(found), "time": clock(found[0].start), "limit": limit}
