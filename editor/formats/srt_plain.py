"""Plain SRT: cues exactly as the format wants them, read one at a time by a single pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from editor.model.time import Ms

_PLAIN: Final = re.compile(
    r"(\d+)\n(\d\d:\d\d):(\d\d),(\d{3}) --> (\d\d:\d\d):(\d\d),(\d{3})\n((?:.+\n)*)\n+",
    re.ASCII,
)
_ARROW: Final = re.compile(r"[-–—=][ \t]?>")


class Scanned(NamedTuple):
    """A cue as the file has it: times as written (``None`` where unreadable), its lines of text.

    ``end`` may lie before ``start`` and both before 0. ``line`` is that of the times, from 1.
    """

    start: Ms | None
    end: Ms | None
    text: str
    line: int


class PlainStretch:
    """The plain cues a text begins with; iterate once, then ask where the rest begins.

    Most files are plain to the end, and this is three times as fast as looking for what may be
    wrong. The last cue is left to the one who looks: only what follows tells where it ends.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.stop = 0
        self.line = 1
        self.count = 0

    def __iter__(self) -> Iterator[Scanned]:
        text, match = self._text, _PLAIN.match
        minutes: dict[str, Ms] = {}
        held: Scanned | None = None
        number, at, line = 1, 0, 1
        while found := match(text, at):
            given, minute, second, milli, end_minute, end_second, end_milli, body = found.groups()
            body = body[:-1]
            if int(given) != number or not _is_plain(body):
                break
            start = _minute(minute, minutes) + int(second) * 1000 + int(milli)
            end = _minute(end_minute, minutes) + int(end_second) * 1000 + int(end_milli)
            if held is not None:
                yield held
            held = Scanned(start, end, body, line + 1)
            self.stop, self.line, self.count = at, line, number - 1
            at = found.end()
            line += text.count("\n", self.stop, at)
            number += 1


def _minute(clock: str, known: dict[str, Ms]) -> Ms:
    """``HH:MM`` in ms; many cues share a minute, so each is worked out once."""
    at = known.get(clock)
    if at is None:
        at = known[clock] = (int(clock[:2]) * 60 + int(clock[3:])) * 60_000
    return at


def _is_plain(body: str) -> bool:
    """Whether none of these lines needs a second look."""
    if ">" in body and _ARROW.search(body):
        return False
    if body.isprintable():
        return body == body.strip()
    return all(part.isprintable() and part == part.strip() for part in body.split("\n"))
