"""Recording fit: whether a recording can be the one of a transcript, by how long both are."""

from __future__ import annotations

from typing import Final

from editor.formats.report import Remark
from editor.model.episode import Episode
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
    recording, lines = episode.info.recording, episode.transcript
    if recording is None or not recording.duration or not len(lines):
        return []
    length = recording.duration
    outside = [line for line in lines if line.start >= length + _SLACK]
    if outside:
        last = max(line.start for line in outside)
        short: dict[str, str | int]
        short = {"count": len(outside), "length": clock(length), "time": clock(last)}
        return [Remark("recording-short", segment=outside[0].id, facts=short)]
    end = max(line.end for line in lines)
    rest = length - end
    if rest > max(_CREDITS, length // _PART):
        long: dict[str, str | int]
        long = {"length": clock(length), "time": clock(end), "rest": clock(rest)}
        return [Remark("recording-long", facts=long)]
    return []
