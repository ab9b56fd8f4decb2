"""Documents of ttconv: cues out of TTML, EBU STL and SCC, which it reads into one model."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from ttconv import model
from ttconv.style_properties import (
    DisplayAlignType,
    FontStyleType,
    FontWeightType,
    LengthType,
    StyleProperties,
    TextAlignType,
)

from editor.formats.cue_reading import HEARD, ReadCue
from editor.formats.place import Box, of_box
from editor.formats.report import Remarks
from editor.formats.styled import StyledText
from editor.model.time import Ms

_SPACES: Final = re.compile(r"[ \t\r\n]+")
_ROWS: Final = {DisplayAlignType.before: 0, DisplayAlignType.center: 1, DisplayAlignType.after: 2}
_COLUMNS: Final = {TextAlignType.start: 0, TextAlignType.center: 1, TextAlignType.end: 2}
_USUAL_WIDTH: Final = 50
_USUAL_BOTTOM: Final = 75
"""Per cent: a wide box that ends this low is where captions are when nobody says anything."""
_SAFE: Final = 10
"""Per cent of an edge that TTML keeps free itself, where other formats leave it to the player."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element passes on to those inside it."""

    begin: Fraction = Fraction(0)
    end: Fraction | None = None
    region: model.Region | None = None
    align: TextAlignType | None = None
    looks: Mapping[str, str] = field(default_factory=dict)
    preserve: bool = False

    def inside(self, element: model.ContentElement) -> _Context:
        begin = self.begin + (element.get_begin() or 0)
        given = element.get_end()
        ends = [end for end in (self.end, None if given is None else self.begin + given) if end]
        return replace(
            self,
            begin=begin,
            end=min(ends, default=None),
            region=self.region if (given_in := element.get_region()) is None else given_in,
            align=element.get_style(StyleProperties.TextAlign) or self.align,
            looks={**self.looks, **dict(_looks(element))},
            preserve=element.get_space() is model.WhiteSpaceHandling.PRESERVE,
        )


def cues_of(
    document: model.ContentDocument,
    lines: Mapping[str, int] | None = None,
    voices: Mapping[str, str] | None = None,
) -> Iterator[ReadCue]:
    """The cues of a document, one for each paragraph that says something.

    ``lines`` and ``voices`` are the line of the file and the speaker of a paragraph by the language
    it has: ttconv keeps no ids, so a reader gives each paragraph a private language of its own.
    """
    body = document.get_body()
    if body is None:
        return
    context = _Context().inside(body)
    number = 0
    for division in body:
        inside = context.inside(division)
        for paragraph in _paragraphs(division, inside):
            number += 1
            name = paragraph[0].get_lang()
            cue = _cue(*paragraph, (lines or {}).get(name, number), (voices or {}).get(name, ""))
            if cue.text.strip():
                yield cue


def _paragraphs(
    division: model.ContentElement, context: _Context
) -> Iterator[tuple[model.ContentElement, _Context]]:
    for element in division:
        inside = context.inside(element)
        if isinstance(element, model.P):
            yield element, inside
        else:
            yield from _paragraphs(element, inside)


def _cue(paragraph: model.ContentElement, context: _Context, line: int, voice: str) -> ReadCue:
    out = StyledText()
    _Walk(out, context).through(paragraph, context)
    text, styles, _ = out.end()
    end = None if context.end is None else _ms(context.end)
    return ReadCue(_ms(context.begin), end, text, line, voice, styles, _place(context))


class _Walk:
    """Puts the text of a paragraph together, its spaces as XML wants them."""

    def __init__(self, out: StyledText, context: _Context) -> None:
        self._out = out
        self._heard = context.begin
        self._at_space = True

    def through(self, element: model.ContentElement, context: _Context) -> None:
        for child in element:
            if isinstance(child, model.Text):
                self._text(child.get_text(), context)
            elif isinstance(child, model.Br):
                self._add("\n", {})
            else:
                self._element(child, context.inside(child))

    def _element(self, child: model.ContentElement, inside: _Context) -> None:
        if isinstance(child, model.Rt) and not self._at_space:
            self._add(" ", {})
        if inside.begin > self._heard:
            self._heard = inside.begin
            self._out.turn_off(HEARD)
            self._out.turn_on(HEARD, f"{HEARD}{_ms(inside.begin)}")
        self.through(child, inside)

    def _text(self, text: str, context: _Context) -> None:
        if not context.preserve:
            text = _SPACES.sub(" ", text)
            text = text[1:] if self._at_space and text.startswith(" ") else text
        if text:
            self._add(text, context.looks)

    def _add(self, text: str, looks: Mapping[str, str]) -> None:
        for name, look in looks.items():
            self._out.turn_on(name, look)
        self._out.add(text)
        for name in looks:
            self._out.turn_off(name)
        self._at_space = text[-1:].isspace()


def _looks(element: model.ContentElement) -> Iterator[tuple[str, str]]:
    """The looks an element gives or takes away, by the property; ``""`` takes away."""
    slant = element.get_style(StyleProperties.FontStyle)
    if slant is not None:
        yield "slant", "" if slant is FontStyleType.normal else "i"
    weight = element.get_style(StyleProperties.FontWeight)
    if weight is not None:
        yield "weight", "b" if weight is FontWeightType.bold else ""
    line = getattr(element.get_style(StyleProperties.TextDecoration), "underline", None)
    if line is not None:
        yield "line", "u" if line is True else ""
    colour = element.get_style(StyleProperties.Color)
    if colour is not None:
        code = "#{:02x}{:02x}{:02x}".format(*colour.components[:3])
        yield "colour", "" if code == "#ffffff" else code


def _place(context: _Context) -> str:
    """The settings of a cue's region, ``""`` where it is the usual one at the bottom."""
    region = context.region
    if region is None:
        return ""
    origin = region.get_style(StyleProperties.Origin)
    extent = region.get_style(StyleProperties.Extent)
    edges = (origin.x, origin.y) if origin else (None, None)
    sizes = (extent.width, extent.height) if extent else (None, None)
    x, y = (_share(length, 0.0) for length in edges)
    width, height = (_share(length, 100.0) for length in sizes)
    row = _ROWS.get(region.get_style(StyleProperties.DisplayAlign), 0)
    align = context.align or region.get_style(StyleProperties.TextAlign)
    column = _COLUMNS.get(align or TextAlignType.start, 0)
    width, height = min(width, 100 - x), min(height, 100 - y)
    if row == 2 and width >= _USUAL_WIDTH and y + height >= _USUAL_BOTTOM:
        x, y, width, height = 0.0, 0.0, 100.0, 100.0
    if x <= _SAFE and abs(100 - width - 2 * x) < 1:
        x, width = 0.0, 100.0
    if row == 0 and y <= _SAFE:
        y = 0.0
    elif row == 1 and abs(100 - height - 2 * y) < 1:
        y, height = 0.0, 100.0
    return of_box(Box(x, y, width, height, row, column))


def _share(length: LengthType | None, otherwise: float) -> float:
    relative = (LengthType.Units.pct, LengthType.Units.rh, LengthType.Units.rw)
    if length is None or length.units not in relative:
        return otherwise
    return round(min(max(float(length.value), 0.0), 100.0), 3)


def _ms(at: Fraction) -> Ms:
    return round(at * 1000)


@contextmanager
def listened(remarks: Remarks, code: str) -> Iterator[None]:
    """What ttconv complains of in its log is counted as remarks, and kept from the log."""
    log = logging.getLogger("ttconv")
    ear = _Ear(remarks, code)
    before = log.propagate
    log.addHandler(ear)
    log.propagate = False
    try:
        yield
    finally:
        log.propagate = before
        log.removeHandler(ear)
        ear.tell()


class _Ear(logging.Handler):
    """Collects the complaints of one reading; only the first is quoted."""

    def __init__(self, remarks: Remarks, code: str) -> None:
        super().__init__(logging.WARNING)
        self._remarks = remarks
        self._code = code
        self._said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(" ".join(record.getMessage().split())[:120])

    def tell(self) -> None:
        if self._said:
            self._remarks.add(self._code, None, None, text=self._said[0], count=len(self._said))
