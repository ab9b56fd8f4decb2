"""Fonts: the typeface of the page, shipped with Stet, and the sizes that follow from the zoom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from editor.model.resources import resource_path

FAMILY: Final = "Atkinson Hyperlegible Next"
BASE_SIZE: Final = 17
"""Height of the text in pixels at 100 % (design: look)."""
MEASURE: Final = 74
"""Characters to a full line; readers do best between 45 and 75 (Bringhurst, 2.1.2)."""
_PROSE: Final = "the story that people tell about care and what they would like it to be, "


@cache
def load_fonts() -> None:
    """Make the shipped typeface known to Qt; once per program, after the application object."""
    for path in sorted(resource_path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


@dataclass(frozen=True, slots=True)
class PageFonts:
    """The fonts of the page at one zoom, and the distances that go with them (pixels)."""

    text: QFont
    time: QFont
    name: QFont
    continued: QFont
    pitch: float
    """From one baseline to the next."""
    measure: float
    """Width of a full line."""

    @property
    def above(self) -> float:
        """Space over and under a line of the transcript."""
        return round(self.pitch * 0.08)

    @property
    def turn(self) -> float:
        """Space over and under the hairline between turns."""
        return round(self.pitch * 0.3)


def page_fonts(percent: int = 100, family: str = "") -> PageFonts:
    """Return the fonts at a zoom in percent; ``family`` "" is the shipped one."""
    load_fonts()
    size = max(6, round(BASE_SIZE * percent / 100))
    text = _font(family or FAMILY, size)
    time = _font(family or FAMILY, max(6, round(size * 0.8)))
    # Digits of one width, so that the times stand under each other.
    time.setFeature(QFont.Tag("tnum"), 1)
    name = _font(family or FAMILY, max(6, round(size * 0.74)), QFont.Weight.Bold)
    name.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
    name.setCapitalization(QFont.Capitalization.AllUppercase)
    continued = QFont(name)
    continued.setWeight(QFont.Weight.Normal)
    measure = QFontMetricsF(text).horizontalAdvance(_PROSE) * MEASURE / len(_PROSE)
    pitch = max(round(size * 1.53), ceil(QFontMetricsF(text).height()))
    return PageFonts(text, time, name, continued, float(pitch), measure)


def _font(family: str, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(family)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font
