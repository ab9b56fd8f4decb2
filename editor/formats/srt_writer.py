"""SRT writer: cues made safe, written by pysrt, read back with our scanner and compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice, zip_longest
from operator import attrgetter
from typing import Any, Final

from editor.captions.cue import Cue
from editor.formats.collecting import uncollected
from editor.formats.controls import CONTROLS, LINE_BREAKS, unified
from editor.formats.report import Remarks
from editor.formats.srt_plain import ScannedCues
from editor.formats.srt_scanner import Scanner
from editor.model.errors import UserError
from editor.model.time import Ms

_BATCH: Final = 500
"""Cues that are pysrt items at one time: a hundred thousand take twice as long, for collecting."""

_SECONDS: Final = [f"{second:02}," for second in range(60)]
_MILLIS: Final = [f"{milli:03}" for milli in range(1000)]
_ARROW: Final = re.compile(r"([-–—=])[ \t]?>")


def write(cues: Sequence[Cue], eol: str = "\n") -> str:
    """SRT text of ``cues``: sorted, numbered, no blank line inside a cue, none without a length.

    Raises ``UserError("export-differs")`` where the text does not read back as what was meant; the
    old file is then still what it was.
    """
    with uncollected():
        safe = _safe(cues)
        text = _written(safe, eol)
        _compare(safe, text)
    return text


@dataclass(slots=True)
class _SafeCues:
    """Cues as they are to be read back, in columns."""

    starts: list[Ms]
    ends: list[Ms]
    texts: list[str]


def _safe(cues: Iterable[Cue]) -> _SafeCues:
    ordered = sorted(cues, key=attrgetter("start"))
    starts = [max(0, cue.start) for cue in ordered]
    ends = [cue.end if cue.end > at else at + 1 for cue, at in zip(ordered, starts, strict=True)]
    return _SafeCues(starts, ends, [_safe_text("\n".join(cue.lines)) for cue in ordered])


def _safe_text(text: str) -> str:
    """Text that no reader of SRT takes for anything but text."""
    if ">" in text:
        text = _ARROW.sub("→", text.replace("-->", "→"))
    if text.isprintable():
        return text.strip()
    text = CONTROLS.sub("", LINE_BREAKS.sub("\n", unified(text)))
    return "\n".join(filter(None, (line.strip() for line in text.split("\n"))))


def _written(cues: _SafeCues, eol: str) -> str:
    """The cues as pysrt writes them; its ``save`` would empty the old file first.

    A batch at a time and with a clock of our own, pysrt takes 0.25 s for 100,000 cues, else 1.1 s.
    """
    import pysrt

    minutes = _Minutes()

    class Moment(pysrt.SubRipTime):  # type: ignore[misc]
        """pysrt's own builds a tuple through four descriptors each time it is printed."""

        def __init__(self, at: Ms) -> None:
            self.ordinal = at

        def __str__(self) -> str:
            second, milli = divmod(self.ordinal, 1000)
            minute, second = divmod(second, 60)
            return minutes[minute] + _SECONDS[second] + _MILLIS[milli]

    out = StringIO(newline="")
    number, rest = 1, zip(cues.starts, cues.ends, cues.texts, strict=True)
    while batch := list(islice(rest, _BATCH)):
        items: list[Any] = [
            pysrt.SubRipItem(at, Moment(start), Moment(end), text)
            for at, (start, end, text) in enumerate(batch, number)
        ]
        pysrt.SubRipFile(items, eol=eol).write_into(out)
        number += len(items)
    return out.getvalue()


class _Minutes(dict[int, str]):
    """``HH:MM:`` by minute; many cues share one."""

    def __missing__(self, minute: int) -> str:
        shown = self[minute] = f"{minute // 60:02}:{minute % 60:02}:"
        return shown


def _compare(cues: _SafeCues, text: str) -> None:
    at = 0
    for read in Scanner(text, Remarks()).chunks():
        stop = at + len(read)
        meant = cues.starts[at:stop], cues.ends[at:stop], cues.texts[at:stop]
        if (read.starts, read.ends, read.texts) != meant:
            raise UserError("export-differs", cue=_first_difference(read, *meant) + at)
        at = stop
    if at != len(cues.texts):
        raise UserError("export-differs", cue=at + 1)


def _first_difference(
    read: ScannedCues, starts: Sequence[Ms], ends: Sequence[Ms], texts: Sequence[str]
) -> int:
    """The place, from 1, of the first cue that is not as it was meant."""
    back = zip(read.starts, read.ends, read.texts, strict=True)
    meant = zip(starts, ends, texts, strict=True)
    pairs = enumerate(zip_longest(back, meant), 1)
    return next(number for number, (one, other) in pairs if one != other)
