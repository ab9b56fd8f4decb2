"""SRT scanner: cues out of any dialect of SRT, with no word lost and every repair told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from editor.formats.controls import CONTROLS, LINE_BREAKS, unified
from editor.formats.report import Remarks
from editor.formats.srt_clock import CLOCK, Form, read_clock
from editor.formats.srt_plain import PlainStretch, ScannedCues
from editor.model.time import Ms

_TIMING: Final = re.compile(
    r"^[ \t]*+(?:(\d\d:\d\d:\d\d,\d{3}) --> (\d\d:\d\d:\d\d,\d{3})$|"
    rf"({CLOCK})[ \t]*(-->|--?-?[ \t]?>|[–—=][ \t]?>)[ \t]*({CLOCK})(?![\d:])(.*)$)",
    re.ASCII | re.MULTILINE,
)
_CLOCK_ALONE: Final = re.compile(CLOCK, re.ASCII)
_PLACE: Final = re.compile(
    r"(?:[XY][12]:[ \t]*-?\d+|(?:align|position|line|size|vertical|region):\S+)(?=\s|$)", re.I
)
"""Where a cue is shown: SubRip's coordinates, WebVTT's settings."""
_NUMBER: Final = re.compile(r"#?(\d{1,9})[.:)]?", re.ASCII)
_LABEL: Final = re.compile(r"[^\W\d_]|(?=\S*\d)[\w/.-]+|[^\W\d_]+", re.ASCII)
_CUT_OFF: Final = re.compile(
    r"\n[ \t]*\n[ \t]*(\d{1,9})[ \t]*(?:\n[ \t]*([-\d:., \t>]*))?\Z", re.ASCII
)


class _Timing(NamedTuple):
    """A timing line: where it stands in the text, its times, and text that follows them."""

    at: int
    stop: int
    start: Ms | None
    end: Ms | None
    rest: str = ""


class Scanner:
    """Reads every cue of a text; what had to be repaired goes to ``remarks`` with its line.

    Lines end with LF, CRLF or CR and with nothing else. A cue ends where the next timing line (with
    its number) begins, so that blank lines inside a cue cost no word. Nothing here raises.
    ``preamble`` is the text before the first cue, known when the first one has been read; where
    there is no cue it is the whole text.
    """

    def __init__(self, text: str, remarks: Remarks) -> None:
        self.preamble = ""
        self._text = unified(text)
        self._remarks = remarks
        self._line = 1  # of the end of what has been read
        self._read = 0
        self._expected = 1
        self._numbered = False
        self._labelled = False

    def cues(self, *, plain: bool = True) -> ScannedCues:
        """All cues in the order of the file.

        Without ``plain`` every cue gets the second look, with the same outcome.
        """
        found = ScannedCues()
        for chunk in self.chunks(plain=plain):
            found.add(chunk)
        return found

    def chunks(self, *, plain: bool = True) -> Iterator[ScannedCues]:
        """The cues as they are read, a few hundred at a time or each on its own."""
        if plain:
            stretch = PlainStretch(self._text)
            yield from stretch.chunks()
            self._read, self._line = stretch.stop, stretch.line
            self._expected += stretch.count
        yield from self._looked_at()

    def _looked_at(self) -> Iterator[ScannedCues]:
        open_cue: _Timing | None = None
        line = 0
        for timing in self._timings(self._read):
            body = self._body(timing.at, first=open_cue is None)
            if open_cue is None:
                self.preamble = body
            else:
                yield _cue(open_cue, body, line)
            open_cue, line = timing, self._line
            self._read = timing.stop
        body = self._last_body()
        if open_cue is None:
            self.preamble = body
        else:
            yield _cue(open_cue, body, line)

    # --- timing lines ---

    def _timings(self, at: int) -> Iterator[_Timing]:
        """Every timing line from ``at`` on, unreadable ones included."""
        text = self._text
        for found in _TIMING.finditer(text, at):
            start = found.start()
            if text.find("-->", at, start) >= 0:
                yield from self._broken(at, start)
            timing = self._timing(found)
            if timing is not None:
                yield timing
                at = timing.stop
        if text.find("-->", at) >= 0:
            yield from self._broken(at, len(text))

    def _timing(self, found: re.Match[str]) -> _Timing | None:
        start, end, other_start, arrow, other_end, rest = found.groups()
        if start is None:
            return self._unusual(found, other_start, arrow, other_end, rest)
        return _Timing(found.start(), found.end(), _usual(start), _usual(end))

    def _unusual(
        self, found: re.Match[str], start: str, arrow: str, end: str, rest: str
    ) -> _Timing | None:
        if arrow != "-->" and not self._stands_alone(found.start()):
            return None
        line = self._line_of(found.start())
        readings = read_clock(start), read_clock(end)
        forms = Form(0)
        for reading in readings:
            if reading is None:
                self._remarks.add("srt-time-unreadable", line, text=found[0].strip())
            else:
                forms |= reading.form
        self._tell_form(forms, arrow, line)
        times = [reading.at if reading else None for reading in readings]
        return _Timing(found.start(), found.end(), times[0], times[1], self._rest(rest, line))

    def _tell_form(self, forms: Form, arrow: str, line: int) -> None:
        if forms & Form.FRAMES:
            self._remarks.count("srt-time-frames", line)
        elif forms & Form.SHORT_FRACTION:
            self._remarks.count("srt-time-short-fraction", line)
        elif forms or arrow != "-->":
            self._remarks.count("srt-time-form", line)

    def _rest(self, rest: str, line: int) -> str:
        """What stands behind the times: a place on the screen is dropped, words are kept."""
        if not rest.strip():
            return ""
        if _PLACE.search(rest):
            self._remarks.count("srt-place", line)
        words = _PLACE.sub("", rest).strip()
        if words:
            self._remarks.add("srt-text-beside-times", line, text=words)
        return words

    def _broken(self, at: int, stop: int) -> Iterator[_Timing]:
        """Lines with an arrow that were meant as timing lines and cannot be read."""
        text = self._text
        arrow = text.find("-->", at, stop)
        while arrow >= 0:
            start = text.rfind("\n", 0, arrow) + 1
            end = text.find("\n", arrow)
            end = len(text) if end < 0 else end
            timing = self._mended(max(start, at), arrow, end)
            if timing is not None:
                yield timing
            arrow = text.find("-->", end, stop)

    def _mended(self, start: int, arrow: int, end: int) -> _Timing | None:
        left, right = self._text[start:arrow].strip(), self._text[arrow + 3 : end].strip()
        before, after = _CLOCK_ALONE.fullmatch(left), _CLOCK_ALONE.match(right)
        if before is None and not self._stands_alone(start):
            return None
        if not (before or after or self._numbered_above(start)):
            return None
        line = self._line_of(start)
        self._remarks.add("srt-time-unreadable", line, text=self._text[start:end].strip())
        readings = [read_clock(found[0]) if found else None for found in (before, after)]
        times = [reading.at if reading else None for reading in readings]
        rest = right[after.end() :] if after else right.lstrip("0123456789:,.;?-− \t")
        return _Timing(start, end, times[0], times[1], rest.strip())

    def _stands_alone(self, at: int) -> bool:
        """Whether a blank line, a number or nothing stands above."""
        above = self._above(at)
        return not above or _NUMBER.fullmatch(above) is not None

    def _numbered_above(self, at: int) -> bool:
        return _NUMBER.fullmatch(self._above(at)) is not None

    def _above(self, at: int) -> str:
        return self._text[self._text.rfind("\n", 0, max(0, at - 1)) + 1 : max(0, at - 1)].strip()

    def _line_of(self, at: int) -> int:
        return self._line + self._text.count("\n", self._read, at)

    # --- what stands between timing lines ---

    def _body(self, stop: int, *, first: bool) -> str:
        """The text up to the timing line at ``stop``, less the number that belongs to that line."""
        text, read = self._text, self._read
        gap = text[read:stop]
        line = self._line
        self._line += gap.count("\n")
        tail = f"\n\n{self._expected}\n"
        if gap.endswith(tail) and not first:
            self._expected += 1
            self._numbered = True
            return self._clean(gap[: -len(tail)], line)
        lines = gap.split("\n")[:-1]
        kept = self._without_number(lines, line, first=first)
        return self._clean("\n".join(lines[:kept]), line)

    def _without_number(self, lines: list[str], line: int, *, first: bool) -> int:
        """How many of ``lines`` are text: the last one may be the next cue's number."""
        last = len(lines) - 1
        while last >= 0 and not lines[last].strip():
            last -= 1
        at = line + max(last, 0)
        if last < 0:
            self._missing_number(line + len(lines), first=first)
            return 0
        word = lines[last].strip()
        touches = last == len(lines) - 1
        parted = last == 0 or not lines[last - 1].strip()
        number = _NUMBER.fullmatch(word)
        if number and self._is_number(
            int(number[1]), touches, parted, first=first, alone=last <= 1
        ):
            self._take_number(int(number[1]), at, touches=touches, parted=parted)
            return last
        if touches and parted and self._is_label(word, first=first):
            self._remarks.add("srt-label", at, text=word)
            self._expected += 1
            self._numbered = True
            return last
        self._missing_number(at + 1, first=first)
        return last + 1

    def _is_number(
        self, number: int, touches: bool, parted: bool, *, first: bool, alone: bool
    ) -> bool:
        """Whether a line that is only a number belongs to the next cue, and is not text."""
        if first:
            return True
        if number == self._expected:
            return (touches and parted) or (self._numbered and (touches or parted))
        return touches and (self._numbered or (parted and not alone))

    def _take_number(self, number: int, line: int, *, touches: bool, parted: bool) -> None:
        if number != self._expected:
            self._remarks.count("srt-numbering", line)
        if not parted:
            self._remarks.count("srt-blank-missing", line)
        if not touches:
            self._remarks.count("srt-blank-misplaced", line + 1)
        self._expected = number + 1
        self._numbered = True

    def _is_label(self, word: str, *, first: bool) -> bool:
        """Whether a cue is named by letters instead of a number."""
        if _LABEL.fullmatch(word) is None:
            return False
        if first:
            self._labelled = True
        return self._labelled or len(word) == 1 or any(sign.isdigit() for sign in word)

    def _missing_number(self, line: int, *, first: bool) -> None:
        self._remarks.count("srt-number-missing", line)
        self._expected += 1
        if first:
            self._numbered = False

    def _last_body(self) -> str:
        """The text behind the last timing line, less the beginnings of a cue that was cut off."""
        gap = self._text[self._read :]
        found = _CUT_OFF.search(gap)
        if found and int(found[1]) == self._expected:
            line = self._line + gap.count("\n", 0, found.start(1))
            self._remarks.add("srt-cut-off", line, text=" ".join(found[0].split()))
            gap = gap[: found.start()]
        return self._clean(gap, self._line)

    def _clean(self, body: str, line: int) -> str:
        """Text lines without what no line may hold; blank ones inside it are told and closed."""
        if body.startswith("\n"):
            body = body[1:]
            line += 1
        if body.isprintable():
            return body.strip()
        body = self._without_controls(body, line)
        lines = [part.strip() for part in body.split("\n")]
        kept = [(number, part) for number, part in enumerate(lines) if part]
        if not kept:
            return ""
        first, last = kept[0][0], kept[-1][0]
        if first > 0:
            self._remarks.count("srt-blank-misplaced", line)
        if last - first + 1 > len(kept):
            blank = next(number for number in range(first, last) if not lines[number])
            self._remarks.add("srt-blank-inside", line + blank)
        return "\n".join(part for _, part in kept)

    def _without_controls(self, body: str, line: int) -> str:
        if control := CONTROLS.search(body):
            at = line + body.count("\n", 0, control.start())
            self._remarks.count("control-characters", at)
            body = CONTROLS.sub("", body)
        if LINE_BREAKS.search(body):
            self._remarks.count("odd-line-breaks", line)
            body = LINE_BREAKS.sub("\n", body)
        return body


def _cue(timing: _Timing, body: str, line: int) -> ScannedCues:
    """One cue; what stood beside its times leads its text."""
    text = "\n".join(filter(None, (timing.rest, body)))
    return ScannedCues([timing.start], [timing.end], [text], [line])


def _usual(clock: str) -> Ms:
    """``HH:MM:SS,mmm`` in ms."""
    minutes = int(clock[:2]) * 60 + int(clock[3:5])
    return (minutes * 60 + int(clock[6:8])) * 1000 + int(clock[9:])
