"""SRT writer: cues made safe, written by pysrt, read back with our scanner and compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from editor.formats.caption_file import CaptionFile, Columns, ShownCue
from editor.formats.collecting import uncollected
from editor.formats.markup import read_markup, without_brackets
from editor.formats.place import numpad
from editor.formats.report import Remarks
from editor.formats.safe_cues import safe_text
from editor.formats.srt_plain import ScannedCues
from editor.formats.srt_scanner import Scanner
from editor.formats.styled import nested
from editor.formats.verifying import differs
from editor.model.time import Ms

_BATCH: Final = 500
"""Cues that are pysrt items at one time: a hundred thousand take twice as long, for collecting."""

_SECONDS: Final = [f"{second:02}," for second in range(60)]
_MILLIS: Final = [f"{milli:03}" for milli in range(1000)]
_STAMPS: Final = re.compile(r"(?<!\d)\d{1,9}:\d+:\d+[.,:]\d+.*\d:\d+:\d+[.,:]\d+", re.ASCII)
"""A line with two clocks, which pysubs2 takes for times whatever stands between them."""
_USUAL_KEY: Final = 2
"""Where on a numeric keypad captions stand unless told otherwise: at the foot, in the middle."""
_ARROW: Final = re.compile(r"([-–—=])[ \t]?>")


class SrtWriter:
    """Writes SubRip with the tags that players know: italics, bold, underline, colours, places."""

    id = "srt"
    binary = False
    suffix = ".srt"
    step: Ms = 1
    holds = frozenset({"italics", "bold", "underline", "colours", "places"})

    def write(self, file: CaptionFile, repairs: Remarks) -> tuple[bytes, Columns]:
        """The text of the file and the cues that it says, their tags among the text.

        Sorted, numbered, no blank line inside a cue, none without a length. Raises
        ``UserError("export-differs")`` where it does not read back as what was meant.
        """
        with uncollected():
            safe = _safe(file.cues, repairs)
            text = _written(safe)
            _compare(safe, text)
        return text.encode(), safe

    def read_back(self, data: bytes) -> Columns:
        """The cues as pysrt reads them."""
        import pysrt

        read = Columns()
        for item in pysrt.from_string(data.decode(), error_handling=pysrt.ERROR_RAISE):
            read.add(item.start.ordinal, item.end.ordinal, item.text)
        return read


def _safe(cues: Iterable[ShownCue], repairs: Remarks) -> Columns:
    """The cues in order, each with a length; what had to be changed is told with their numbers."""
    ordered = sorted(cues, key=attrgetter("start"))
    given = [cue.start for cue in ordered], [cue.end for cue in ordered]
    starts = given[0] if not ordered or given[0][0] >= 0 else [max(0, at) for at in given[0]]
    ends = [end if end > at else at + 1 for at, end in zip(starts, given[1], strict=True)]
    if (starts, ends) != given:
        _tell_times(ordered, repairs)
    texts: list[str] = []
    for first in range(0, len(ordered), _BATCH):
        texts.extend(_texts(ordered[first : first + _BATCH], first + 1, repairs))
    return Columns(starts, ends, texts)


def _texts(cues: Sequence[ShownCue], first: int, repairs: Remarks) -> list[str]:
    """The texts of some cues, the number of the first given; plain ones are taken as they are."""
    plain = ["\n".join(cue.lines) for cue in cues]
    dressed = any(cue.styles or cue.place for cue in cues)
    if not dressed and _are_plain(plain):
        return plain
    return [
        _tagged(cue, number, repairs)
        if cue.styles or cue.place
        else _safe_text(text, number, repairs)
        for number, (cue, text) in enumerate(zip(cues, plain, strict=True), first)
    ]


def _are_plain(texts: list[str]) -> bool:
    """Whether none of the texts holds anything to be made safe; a batch is told at once."""
    whole = "|".join(texts)
    if "<" in whole or ">" in whole or list(map(str.strip, texts)) != texts:
        return False
    if "\n" in whole:
        if "\n\n" in whole or " \n" in whole or "\n " in whole:
            return False
        whole = whole.replace("\n", "|")
    if not whole.isprintable():
        return False
    return whole.count(":") < 4 or _STAMPS.search(whole) is None


def _tell_times(cues: Sequence[ShownCue], repairs: Remarks) -> None:
    for number, cue in enumerate(cues, 1):
        if not 0 <= cue.start < cue.end:
            repairs.count("export-times", number)


def _safe_text(text: str, number: int, repairs: Remarks) -> str:
    """Text that no reader of SRT takes for anything but text."""
    text, _ = safe_text(text, (), number, repairs)
    if "<" in text and read_markup(text).unpaired:
        repairs.count("export-tags", number)
        text = without_brackets(text)
    return _without_times(text, number, repairs)


def _without_times(text: str, number: int, repairs: Remarks) -> str:
    """Text without what looks like times or the arrow between them."""
    if _STAMPS.search(text):
        repairs.count("export-like-times", number)
        text = _STAMPS.sub(lambda line: line[0].replace(":", "∶", 1), text)
    if ">" not in text:
        return text
    safe = _ARROW.sub("→", text.replace("-->", "→"))
    if safe != text:
        repairs.count("export-arrow", number)
    return safe


def _tagged(cue: ShownCue, number: int, repairs: Remarks) -> str:
    """The text of a cue with tags for its looks and the place on a keypad nearest to its own."""
    text, styles = safe_text("\n".join(cue.lines), cue.styles, number, repairs)
    if without_brackets(text) != text:  # tags of its own, among which ours would not pair
        repairs.count("export-tags", number)
        text = without_brackets(text)
    words = _without_times(nested(text, styles, _tags), number, repairs)
    key, exact = numpad(cue.place)
    if not exact:
        repairs.count("export-place-near", number)
    return words if key == _USUAL_KEY or not words else f"{{\\an{key}}}{words}"


def _tags(look: str) -> tuple[str, str] | None:
    if look in ("i", "b", "u"):
        return f"<{look}>", f"</{look}>"
    return (f'<font color="{look}">', "</font>") if look.startswith("#") else None


def _written(cues: Columns) -> str:
    """The cues as pysrt writes them; its ``save`` would empty the old file first.

    A batch at a time and with times in words, pysrt takes 0.2 s for 100,000 cues, else 1.1 s.
    """
    import pysrt

    class Item(pysrt.SubRipItem):  # type: ignore[misc]
        """pysrt's own asks each part again what it is, and a time of its own what to print."""

        def __init__(self, index: int, start: str, end: str, text: str) -> None:
            self.index = index
            self.start = start
            self.end = end
            self.position = ""
            self.text = text

    out = StringIO(newline="")
    stamps = _stamps(cues.starts), _stamps(cues.ends)
    number, rest = 1, zip(*stamps, cues.texts, strict=True)
    while batch := list(islice(rest, _BATCH)):
        items: list[Any] = [
            Item(at, start, end, text) for at, (start, end, text) in enumerate(batch, number)
        ]
        pysrt.SubRipFile(items, eol="\n").write_into(out)
        number += len(items)
    return out.getvalue()


def _stamps(times: Iterable[Ms]) -> Iterator[str]:
    """``HH:MM:SS,mmm`` of each."""
    minutes = _Minutes()
    for at in times:
        second, milli = divmod(at, 1000)
        minute, second = divmod(second, 60)
        yield minutes[minute] + _SECONDS[second] + _MILLIS[milli]


class _Minutes(dict[int, str]):
    """``HH:MM:`` by minute; many cues share one."""

    def __missing__(self, minute: int) -> str:
        shown = self[minute] = f"{minute // 60:02}:{minute % 60:02}:"
        return shown


def _compare(cues: Columns, text: str) -> None:
    at = 0
    for read in Scanner(text, Remarks()).chunks():
        stop = at + len(read)
        meant = cues.starts[at:stop], cues.ends[at:stop], cues.texts[at:stop]
        if (read.starts, read.ends, read.texts) != meant:
            raise differs("srt", cues, Columns(*_known(read)), at)
        at = stop
    if at != len(cues.texts):
        raise differs("srt", cues, Columns(), at)


def _known(read: ScannedCues) -> tuple[list[Ms], list[Ms], list[str]]:
    """What was read, an unreadable time as one that nothing is written with."""
    starts, ends = (
        [-1 if at is None else at for at in column] for column in (read.starts, read.ends)
    )
    return starts, ends, read.texts
