"""Verbs that bring lines back as they once were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.model.time import Ms
from editor.model.verbs.lines import retied


def restore_lines(
    episode: Episode, now: Sequence[int], then: Sequence[Segment], after: int
) -> Edit:
    """Put the lines ``then`` in place of the lines ``now`` (ids), which stand one after the other.

    With no lines ``now`` they come back before the line at index ``after``. A line keeps its id
    where nobody else has it; who spoke is kept where that person is no longer there. Starts are
    held between the neighbours', so that the lines stay in order of time. Raises
    ``UserError("line-is-last")`` where no line would be left.
    """
    lines = episode.transcript
    if not then and len(now) == len(lines):
        raise UserError("line-is-last")
    first = lines.index_of(now[0]) if now else after
    before = tuple(lines[first : first + len(now)])
    if [line.id for line in before] != list(now):
        raise ValueError("the lines do not stand one after the other")
    floor = lines[first - 1].start if first else 0
    stop = first + len(now)
    ceiling = lines[stop].start if stop < len(lines) else None
    fitting = _fitted(episode, {line.id: line for line in before}, then, floor, ceiling)
    splices = [Splice(Track.SEGMENTS, first, before, fitting)]
    gone = {line.id for line in before} - {line.id for line in fitting}
    if gone:
        heir = fitting[0] if fitting else lines[first - 1] if first else lines[stop]
        splices[:0] = retied(episode, gone, heir.id)
    return Edit("restore-lines", tuple(splices))


def _fitted(
    episode: Episode,
    before: dict[int, Segment],
    then: Sequence[Segment],
    floor: Ms,
    ceiling: Ms | None,
) -> tuple[Segment, ...]:
    people = {speaker.id for speaker in episode.speakers}
    fresh = episode.next_id(Track.SEGMENTS)
    fitted = []
    for line in then:
        start = max(line.start, floor)
        start = start if ceiling is None else min(start, ceiling)
        speaker = line.speaker
        if speaker is not None and speaker not in people:
            here = before.get(line.id)
            speaker = here.speaker if here else None
        known = line.id in before or not episode.transcript.has(line.id)
        fitted.append(
            replace(
                line,
                id=line.id if known else fresh,
                start=start,
                end=max(start, line.end),
                speaker=speaker,
            )
        )
        fresh += not known
        floor = start
    return tuple(fitted)
