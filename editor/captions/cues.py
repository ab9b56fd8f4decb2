"""Cues of an episode: from the words as heard to captions as shown, derived anew each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from editor.captions.boundaries import break_words, costs
from editor.captions.cue import Cue
from editor.captions.profile import Profile
from editor.captions.segmentation import Block, segment_units
from editor.captions.spoken import Unit, is_closed, stretches
from editor.model.episode import Episode
from editor.model.render import View
from editor.model.time import Ms


def cues(episode: Episode, profile: Profile, view: View = View.CLEAN) -> list[Cue]:
    """Captions for the whole episode: sorted, never overlapping, lines within the profile.

    A line that came with its own end and fits the profile as it was broken stays one cue with its
    own times; everything else is segmented over the words.
    """
    made: list[_Made] = []
    words = break_words(episode.info.language or "en")
    for units in stretches(episode, view, profile.max_chars):
        given = _as_given(episode, units, profile)
        if given is not None:
            made.append(_Made(given, given=True))
            continue
        blocks = segment_units(units, costs(units, words), profile)
        made.extend(_Made(_cue(units, block)) for block in blocks)
    return list(_timed(made, profile))


class _Made(NamedTuple):
    """A cue before its final times; a ``given`` one keeps the times it came with."""

    cue: Cue
    given: bool = False


def _as_given(episode: Episode, units: Sequence[Unit], profile: Profile) -> Cue | None:
    """The run as the one cue its source had, where it is one and fits."""
    segment = episode.transcript.by_id(units[0].segment)
    if not is_closed(segment) or segment.end <= segment.start:
        return None
    pinned = tuple(at for at, unit in enumerate(units) if unit.pinned and at > 0)
    lines = _lines(units, Block(0, len(units), pinned))
    too_wide = any(len(line) > profile.max_chars for line in lines)
    if too_wide or len(lines) > profile.max_lines:
        return None
    return Cue(segment.start, segment.end, lines)


def _cue(units: Sequence[Unit], block: Block) -> Cue:
    start, end = units[block.first].start, units[block.last - 1].end
    return Cue(start, max(start, end), _lines(units, block))


def _lines(units: Sequence[Unit], block: Block) -> tuple[str, ...]:
    edges = (block.first, *block.breaks, block.last)
    return tuple(_text(units[a:b]) for a, b in pairwise(edges))


def _text(units: Sequence[Unit]) -> str:
    return "".join(unit.text if unit.glued else f" {unit.text}" for unit in units).strip()


def _timed(made: Sequence[_Made], profile: Profile) -> Iterator[Cue]:
    """Final times: room to read where there is some, never into the next cue."""
    free: Ms = 0
    for at, (cue, given) in enumerate(made):
        start = max(cue.start, free)
        follow = made[at + 1].cue.start if at + 1 < len(made) else None
        if given:
            end, gap = max(start + 1, cue.end), 0
        else:
            end, gap = max(start + 1, cue.end, _wanted_end(cue, start, profile)), profile.gap_ms
        if follow is not None:
            limit = follow - gap if follow - gap > start else follow
            end = min(end, limit) if limit > start else start + 1
        yield replace(cue, start=start, end=end)
        free = end


def _wanted_end(cue: Cue, start: Ms, profile: Profile) -> Ms:
    """Long enough to read, within the linger after the last word; the minimum always."""
    reading = round(sum(map(len, cue.lines)) * 1000 / profile.target_cps)
    return max(start + profile.min_ms, min(start + reading, cue.end + profile.linger_ms))
