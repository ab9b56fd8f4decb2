"""Caption times: the times of cues as written made into times a line may have."""

from __future__ import annotations

from typing import Final

from editor.formats.report import Remarks
from editor.formats.srt_plain import ScannedCues
from editor.model.segment import Flag
from editor.model.time import Ms, full_clock

UNUSUAL: Final[Ms] = 100 * 3_600_000
"""From 100 h on a time is more likely wrong than long."""
_READING: Final[Ms] = 60
"""Milliseconds a character takes to say: for a cue whose end is unknown and that none follows."""


def mended(cues: ScannedCues, at: int, remarks: Remarks) -> tuple[Ms, Ms, Flag]:
    """Start, end and flags of the cue at ``at``; what had to change is told with its line.

    A start before zero becomes the end of the cue before, an end before zero becomes zero. Reversed
    times are swapped where that fits between the neighbours;
    else the one that fits is kept. A missing start is the end before, a missing end the next start.
    """
    start, end, line = cues.starts[at], cues.ends[at], cues.lines[at]
    if start is None or end is None:
        return _completed(cues, at)
    times = f"{_signed(start)} --> {_signed(end)}"
    if start < 0 or end < 0:
        remarks.add("time-negative", line, at + 1, times=times)
        end = max(0, end)
        start = start if start >= 0 else min(_end_before(cues, at), end)
    elif start > end:
        remarks.add("time-reversed", line, at + 1, times=times)
        start, end = _unreversed(cues, at, start, end)
    elif end >= UNUSUAL:
        remarks.count("time-beyond-100-hours", line)
        return start, end, Flag.NONE
    else:
        return start, end, Flag.NONE
    return start, max(start, end), Flag.REPAIRED


def _unreversed(cues: ScannedCues, at: int, start: Ms, end: Ms) -> tuple[Ms, Ms]:
    before, after = _end_before(cues, at), _start_after(cues, at)
    previous = max(0, (cues.starts[at - 1] or 0) if at else 0)
    if previous <= end and (after is None or start <= after):
        return end, start
    if previous <= end and (after is None or end <= after):
        return min(before, end), end
    return start, start if after is None or after < start else after


def _completed(cues: ScannedCues, at: int) -> tuple[Ms, Ms, Flag]:
    """A cue of which the file has no start, no end or neither."""
    start, given, after = cues.starts[at], cues.ends[at], _start_after(cues, at)
    if start is None:
        start = _end_before(cues, at)
        if given is not None:
            start = min(start, max(0, given))
    start = max(0, start)
    if given is not None:
        return start, max(start, given), Flag.REPAIRED
    end = start + _READING * len(cues.texts[at]) if after is None else after
    return start, max(start, end), Flag.REPAIRED | Flag.END_INFERRED


def _end_before(cues: ScannedCues, at: int) -> Ms:
    if at == 0:
        return 0
    return max(0, cues.starts[at - 1] or 0, cues.ends[at - 1] or 0)


def _start_after(cues: ScannedCues, at: int) -> Ms | None:
    return cues.starts[at + 1] if at + 1 < len(cues) else None


def _signed(moment: Ms) -> str:
    return ("-" if moment < 0 else "") + full_clock(abs(moment), ",")
