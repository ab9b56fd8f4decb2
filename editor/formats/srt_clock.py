"""Clocks of caption files: every way a timing line has been seen to write a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag
from typing import Final

from editor.model.time import Ms

CLOCK: Final = r"[-+−]?[ \t]*\d{1,9}(?:[ \t]*[:.,;][ \t]*\d{1,9}){1,3}"
"""A sign or none, then two to four numbers: ``00:00:01,000``, ``1:02.5``, ``0 : 1 : 2 , 5``."""

TIMING_HINT: Final = re.compile(
    rf"^[ \t\ufeff]*+{CLOCK}[ \t]*-?->[ \t]*{CLOCK}|^[ \t\ufeff]*+{CLOCK}[ \t]*-->",
    re.ASCII | re.MULTILINE,
)
"""A line that cues are told by."""

LATEST: Final[Ms] = 500 * 3_600_000
"""No recording is longer than 500 h; packed word times hold 596 h."""

_PARTS: Final = re.compile(r"\d+|[:.,;]", re.ASCII)
_FRAMES_PER_SECOND: Final = 25
"""Of times that count frames without saying how many a second has: the European rate."""


class Form(IntFlag):
    """In what a time differs from ``HH:MM:SS,mmm``."""

    USUAL = 0
    OTHER = 1
    SHORT_FRACTION = 2
    FRAMES = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock as read: ``at`` in ms, negative where the file has a minus sign."""

    at: Ms
    form: Form


def read_clock(text: str) -> Reading | None:
    """Read what ``CLOCK`` matches; ``None`` beyond ``LATEST``.

    A fraction is decimals of a second: ``,5`` is 500 ms (pysrt reads 5). Two digits behind a third
    colon are frames, taken as 25 a second. Minutes and seconds may exceed 59.
    """
    pieces = _PARTS.findall(text)
    numbers, points = pieces[::2], pieces[1::2]
    form = Form.USUAL if len(numbers) == 4 and points == [":", ":", ","] else Form.OTHER
    fraction = ""
    if _has_fraction(points):
        fraction = numbers.pop()
    hours, minutes, seconds = (0, 0, 0, *map(int, numbers))[-3:]
    if len(points) == 3 and points[2] == ":" and len(fraction) < 3:
        form |= Form.FRAMES
        millis = int(fraction) * 1000 // _FRAMES_PER_SECOND
    else:
        form |= Form.SHORT_FRACTION if 0 < len(fraction) < 3 else Form.USUAL
        millis = int(fraction[:3].ljust(3, "0"))
    at = ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis
    if at > LATEST:
        return None
    return Reading(-at if text.lstrip()[0] in "-−" else at, form)


def _has_fraction(points: list[str]) -> bool:
    """Whether the last number is a part of a second: of four always, of two after a point."""
    if len(points) == 2:
        return points[1] in ".," and points[0] != points[1]
    return len(points) == 3 or points[-1] in ".,"
