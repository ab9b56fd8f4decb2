"""Time as integer milliseconds: half-open spans, and every clock form a person or a file writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

Ms: TypeAlias = int
"""Milliseconds from the start of the recording."""

NEVER: Final[Ms] = 2**31 - 1
"""Later than anything in a recording: word times are held in 32 bits."""

_CLOCK: Final = re.compile(
    r"(?:(?P<h>\d{1,12}):)?(?P<m>\d{1,12}):(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,3}))?", re.ASCII
)
_UNITS: Final = re.compile(
    r"(?:(?P<h>\d{1,12})\s{0,3}h(?:(?:ou)?rs?)?)?\s{0,3}"
    r"(?:(?P<m>\d{1,12})\s{0,3}(?(h)(?:m(?:in(?:ute)?s?)?)?|m(?:in(?:ute)?s?)?))?\s{0,3}"
    r"(?:(?P<s>\d{1,12})(?:[.,](?P<f>\d{1,3}))?\s{0,3}(?(m)(?:s(?:ec(?:ond)?s?)?)?|s(?:ec(?:ond)?s?)?))?",
    re.ASCII | re.IGNORECASE,
)
_SECONDS: Final = re.compile(r"(?P<s>\d{1,12})(?:[.,](?P<f>\d{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, ``start`` included, ``end`` not (ms)."""

    start: Ms
    end: Ms

    @property
    def duration(self) -> Ms:
        """Length in ms; never negative."""
        return max(0, self.end - self.start)

    def holds(self, at: Ms) -> bool:
        """Whether the moment ``at`` lies inside."""
        return self.start <= at < self.end


def parse_clock(text: str) -> Ms | None:
    """Read ``4:03``, ``1:02:03.5``, ``00:04,250``; ``None`` where the text is no clock.

    A fraction counts as decimals of a second: ``.5`` is 500 ms (pysrt reads it as 5).
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None or int(found["s"]) > 59 or (found["h"] and int(found["m"]) > 59):
        return None
    return _total(found["h"], found["m"], found["s"], found["f"])


def parse_time(text: str) -> Ms | None:
    """Read what a person types into *Go to time*: a clock, ``130`` (seconds), ``1m30s``, ``2h``.

    The last unit may be left out (``1m30``), and a clock may be in brackets, as a page has it.
    """
    stripped = text.strip().lstrip("[(").rstrip(".])").strip()
    for pattern in (_CLOCK, _SECONDS, _UNITS):
        found = pattern.fullmatch(stripped)
        if found is not None and stripped:
            parts = found.groupdict()
            at = _total(parts.get("h"), parts.get("m"), parts.get("s"), parts.get("f"))
            return at if at <= NEVER else None
    return None


def _total(hours: str | None, minutes: str | None, seconds: str | None, part: str | None) -> Ms:
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((part or "").ljust(3, "0") or 0)


def clock(at: Ms) -> str:
    """Whole seconds as people write them: ``4:03``, ``1:02:03``."""
    hours, rest = divmod(max(0, at) // 1000, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def exact_clock(at: Ms) -> str:
    """With tenths, for the playhead: ``4:31.2``."""
    return f"{clock(at)}.{max(0, at) % 1000 // 100}"


def full_clock(at: Ms, point: str = ".") -> str:
    """Hours always and three decimals, as caption files want it: ``00:04:31.250``."""
    seconds, millis = divmod(max(0, at), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{millis:03}"
