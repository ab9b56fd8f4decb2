"""Lettering: a caption on a picture, dressed by the style guide; one painter for all previews."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from editor.captions.looks import place_of, styles_of
from editor.formats.place import Box, box_of
from editor.model.styles import BOLD, ITALIC, UNDERLINE, Style

if TYPE_CHECKING:
    from editor.app.caption_board import CaptionBoard
    from editor.captions.cue import Cue
    from editor.model.transcript import Transcript

SHAPES: Final = {"16:9": QSizeF(16, 9), "9:16": QSizeF(9, 16), "4:3": QSizeF(4, 3)}
"""The pictures a caption may lie on."""

_SAFE: Final = (0.9, 0.75)
"""Width and height of the middle in which captions stay (BBC Subtitle Guidelines, section 10)."""

_SAFE_UPRIGHT: Final = (0.9, 0.9)
_LINE: Final = 0.082
"""Height of a line of text as part of the picture's, or of its width where that is smaller."""

_EDGE: Final = 0.075
"""Width of the dark edge of letters that lie on no ground, as part of their height."""

_AROUND: Final = tuple(
    (math.cos(turn), math.sin(turn)) for turn in (n * math.pi / 6 for n in range(12))
)
"""Where the letters are drawn dark to make that edge. Stroking their outline would cost 20 ms."""

_PADDING: Final = 0.25
_GENERIC: Final = {
    "proportionalSansSerif": "sans-serif",
    "proportionalSerif": "serif",
    "monospaceSansSerif": "monospace",
    "monospaceSerif": "monospace",
}
"""What the fonts of a system call TTML's generic families."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """The lines of a caption and how they are shown.

    ``colour`` is that of its speaker, ``ground`` what the lines lie on ("" for nothing), ``font``
    a list of families ("" for the player's own), ``styles`` lie over the lines joined by one
    line break each, ``place`` is where in the picture it is, as WebVTT says it.
    """

    lines: tuple[str, ...]
    colour: str
    ground: str = ""
    font: str = ""
    styles: tuple[Style, ...] = ()
    place: str = ""


def lettering(board: CaptionBoard, transcript: Transcript, cue: Cue) -> Lettering:
    """A caption in the style guide's font and the colour of its speaker, with what its file had."""
    profile = board.profile
    return Lettering(
        cue.lines,
        profile.colour(board.speaker_place(cue)),
        profile.ground,
        profile.font,
        styles_of(transcript, cue, board.view),
        place_of(transcript, cue),
    )


def fitted(shape: QSizeF, room: QRectF) -> QRectF:
    """The largest rectangle of a shape in the middle of a room."""
    size = shape.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    picture = QRectF(QPointF(0, 0), size)
    picture.moveCenter(room.center())
    return picture


def safe_area(picture: QRectF) -> QRectF:
    """The part of a picture in which captions stay."""
    upright = picture.width() < picture.height()
    wide, high = _SAFE_UPRIGHT if upright else _SAFE
    safe = QRectF(0, 0, picture.width() * wide, picture.height() * high)
    safe.moveCenter(picture.center())
    return safe


def draw_safe_area(painter: QPainter, picture: QRectF, colour: QColor) -> None:
    """Draw the edge of the safe area."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
    painter.drawRect(safe_area(picture))


def draw_lettering(
    painter: QPainter, picture: QRectF, shown: Lettering, plain: QFont, edge: QColor
) -> None:
    """Draw a caption within the safe area of a picture.

    ``plain`` is the font where the profile names none, ``edge`` lies round letters without a
    ground.
    """
    safe = safe_area(picture)
    font = _font(shown.font, plain)
    font.setPixelSize(max(1, round(_LINE * min(picture.height(), picture.width()))))
    lines = list(_laid_out(shown, font))
    widest = max((_width(line) for line in lines), default=0.0)
    if widest > safe.width():
        font.setPixelSize(max(1, int(font.pixelSize() * safe.width() / widest)))
        lines = list(_laid_out(shown, font))
    height = QFontMetricsF(font).height()
    box = box_of(shown.place)
    top = _top(box, picture, safe, height * len(lines))
    padding = font.pixelSize() * _PADDING
    for number, line in enumerate(lines):
        left = _left(box, picture, safe, _width(line))
        at = QRectF(left, top + number * height, _width(line), height)
        if shown.ground:
            painter.fillRect(at.adjusted(-padding, 0, padding, 0), QColor(shown.ground))
        else:
            _draw_edge(painter, line, at.topLeft(), font.pixelSize() * _EDGE, edge)
        line.draw(painter, at.topLeft())


def _top(box: Box, picture: QRectF, safe: QRectF, height: float) -> float:
    """Where the first line begins: at the place it has, kept in the safe area."""
    edge = box.y + box.height * box.row / 2
    top = picture.top() + picture.height() * edge / 100 - height * box.row / 2
    return max(safe.top(), min(top, safe.bottom() - height))


def _left(box: Box, picture: QRectF, safe: QRectF, width: float) -> float:
    edge = box.x + box.width * box.column / 2
    left = picture.left() + picture.width() * edge / 100 - width * box.column / 2
    return max(safe.left(), min(left, safe.right() - width))


def _font(families: str, plain: QFont) -> QFont:
    """The first of a profile's families that is there, else the plain one."""
    font = QFont(plain)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # else widths jump by size
    known = [_GENERIC.get(name.strip(), name.strip()) for name in families.split(",")]
    if families:
        font.setFamilies([name for name in known if name])
        font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def _laid_out(shown: Lettering, font: QFont) -> Iterator[QTextLayout]:
    """Each line with its styles; from right to left where its letters run so."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    start = 0
    for text in shown.lines:
        layout = QTextLayout(text, font)
        layout.setTextOption(option)
        layout.setFormats(_formats(shown, start, len(text)))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        start += len(text) + 1
        yield layout


def _width(line: QTextLayout) -> float:
    return line.lineAt(0).naturalTextWidth() if line.lineCount() else 0.0


def _formats(shown: Lettering, start: int, length: int) -> list[QTextLayout.FormatRange]:
    """The colour of the whole line, and over it the styles that reach into it."""
    ranges = [_range(0, length, _worn(shown.colour))]
    for style in shown.styles:
        first, last = max(0, style.start - start), min(length, style.end - start)
        if first < last:
            ranges.append(_range(first, last - first, _worn(style.look)))
    return ranges


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, form
    return made


def _worn(look: str) -> QTextCharFormat:
    """A look as Qt says it; classes that a file styles elsewhere show nothing."""
    form = QTextCharFormat()
    if look.startswith("#"):
        form.setForeground(QColor(look))
    elif look == ITALIC:
        form.setFontItalic(True)
    elif look == BOLD:
        form.setFontWeight(QFont.Weight.Bold)
    elif look == UNDERLINE:
        form.setFontUnderline(True)
    return form


def _draw_edge(
    painter: QPainter, line: QTextLayout, at: QPointF, width: float, edge: QColor
) -> None:
    """A dark edge under letters without a ground, as players draw it over any picture."""
    form = QTextCharFormat()
    form.setForeground(edge)
    under: Sequence[QTextLayout.FormatRange] = [_range(0, len(line.text()), form)]
    for x, y in _AROUND:
        line.draw(painter, at + QPointF(x, y) * width, under)
