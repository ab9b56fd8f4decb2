"""CMX 3600 edit decision list: what stays, as events that follow each other without a gap.

Written by hand: the OpenTimelineIO adapter for it (1.0.0, 2023) writes no FCM line, without which
drop-frame is a guess, and has no sound alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from editor.formats.controls import one_line
from editor.formats.cut_lists.timecode import FrameRate
from editor.model.cuts import CutList

_REEL: Final = "AX"
"""An auxiliary source: a file, not a tape."""
_LONGEST: Final = 70
"""Characters of a title, by the standard."""


@dataclass(frozen=True, slots=True)
class _Event:
    """Frames ``[first, end)`` of the recording stay; ``cuts`` number those that follow them."""

    first: int
    end: int
    cuts: tuple[int, ...]


def write_edl(cuts: CutList, labels: Sequence[str], title: str, clip: str, rate: FrameRate) -> str:
    """The list; ``clip`` is the name of the recording, ``labels`` holds a text for every cut.

    An edge is moved to the frame outside what stays, never into it; a cut within one frame falls
    away. Raises ``UserError`` beyond 24 hours.
    """
    mode = "DROP FRAME" if rate.drop else "NON-DROP FRAME"
    lines = [f"TITLE: {one_line(title)[:_LONGEST]}", f"FCM: {mode}", ""]
    out = 0
    for number, event in enumerate(_events(cuts, rate), 1):
        length = event.end - event.first
        times = (event.first, event.end, out, out + length)
        codes = " ".join(rate.timecode(frame) for frame in times)
        lines.append(f"{number:03}  {_REEL:<8} AA    C        {codes}")
        lines.append(f"* FROM CLIP NAME: {one_line(clip)}")
        lines.extend(f"* COMMENT: {one_line(labels[at])}" for at in event.cuts)
        out += length
    return "\n".join(lines) + "\n"


def _events(cuts: CutList, rate: FrameRate) -> Iterator[_Event]:
    first, behind = 0, []
    for at, cut in enumerate(cuts.cuts):
        end, again = rate.end_frame(cut.start), rate.first_frame(cut.end)
        if again <= end:
            continue
        behind.append(at)
        if first < end:
            yield _Event(first, end, tuple(behind))
            behind = []
        first = again
    last = rate.end_frame(cuts.duration)
    if first < last:
        yield _Event(first, last, tuple(behind))
