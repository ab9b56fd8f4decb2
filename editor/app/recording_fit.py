"""Recording fit: whether a recording can be the one of a transcript, by how long both are."""

from __future__ import annotations

from typing import Final

from editor.formats.report import Remark
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.time import Ms, clock

_SLACK: Final[Ms] = 2_000
"""A line that starts so soon after the end is a matter of rounded stamps or a trimmed fade."""

_CREDITS: Final[Ms] = 60_000
_PART: Final = 4
"""Music and credits may follow the last line: a minute, or a quarter of a short recording's time.
More than both is told of."""


def misfit(episode: Episode) -> list[Remark]:
    """What speaks against the recording: lines after its end, or much of it after the last line.

    Computed of what is known of the recording now, never kept: another one may be chosen. Empty
    where there is none, or no line.
    """
    short = too_short(episode)
    recording, lines = episode.info.recording, episode.transcript
    if short or recording is None or not recording.duration or not len(lines):
        return short
    length = recording.duration
    end = max(line.end for line in lines)
    rest = length - end
    if rest > max(_CREDITS, length // _PART):
        long: dict[str, str | int]
        long = {"length": clock(length), "time": clock(end), "rest": clock(rest)}
        return [Remark("recording-long", facts=long)]
    return []


def too_short(episode: Episode) -> list[Remark]:
    """What there is to say of lines after the recording's end, ``misfit`` without the rest."""
    recording, outside = episode.info.recording, behind_the_end(episode)
    if recording is None or not outside:
        return []
    facts: dict[str, str | int]
    length, last = clock(recording.duration), clock(outside[-1].start)
    facts = {"count": len(outside), "length": length, "time": last}
    return [Remark("recording-short", segment=outside[0].id, facts=facts)]


def behind_the_end(episode: Episode) -> list[Segment]:
    """The lines that start after the recording's end, where it is known: nobody can hear them."""
    recording, lines = episode.info.recording, episode.transcript
    if recording is None or not recording.duration:
        return []
    return lines[lines.index_at(recording.duration + _SLACK - 1) + 1 :]
