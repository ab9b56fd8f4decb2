"""Pictures: the strip's wave with all that lies on it, and its map, each kept until it changes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPixmap

from editor.ui.slices import Slices
from editor.ui.waveform import captions, ground, minimap, signs, wave

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editor.ui.theme import Theme
    from editor.ui.waveform.strip import Waveform

_SLICE: Final = 0.003
"""Seconds of painting a picture anew between two looks at the events."""

_BELOW: Final = (ground.draw_speakers, ground.draw_silences, ground.draw_selection, wave.draw_wave)
_LINES: Final = (ground.draw_line, signs.draw_findings, ground.draw_label)
_CAPTIONS: Final = (captions.draw_captions,)
_ABOVE: Final = (
    signs.draw_words, signs.draw_hits, signs.draw_chapters, ground.draw_moving, wave.draw_instead,
    signs.draw_ruler,
)  # fmt: skip


class Pictures:
    """Painted when they are asked for, where none is kept.

    What changes by itself, and not under somebody's hand, is painted anew between the events,
    layer by layer, because the page and the panels are painted for the same change. Until it is
    done the picture is the one before.
    """

    def __init__(self, strip: Waveform, theme: Theme) -> None:
        self._strip = strip
        self._theme = theme
        self._wave: QPixmap | None = None
        self._map: QPixmap | None = None
        self._wave_stale = self._map_stale = False
        self._slices = Slices(_SLICE, strip)
        self._slices.finished.connect(strip.update)

    @property
    def wave(self) -> QPixmap:
        """The wave, the lines on it and the ruler above it."""
        if self._wave is None:
            self._wave_stale = False
            self._wave = self._blank(self._strip.height())
            for _ in self._draw(self._wave):
                pass
        return self._wave

    @property
    def map(self) -> QPixmap:
        """The whole episode, along the strip's foot."""
        if self._map is None:
            self._map = self._painted_map()
        return self._map

    def drop(self) -> None:
        """Keep the wave no longer, nor what is being painted in its place."""
        self._wave, self._wave_stale = None, False

    def drop_map(self) -> None:
        """Keep the map no longer."""
        self._map = None

    def renew(self) -> None:
        """Paint the wave anew between the events; keep the one there is till then."""
        self._wave_stale = True
        self._slices.begin(self._renewed())

    def renew_map(self) -> None:
        """The same of the map."""
        self._map_stale = True
        self._slices.begin(self._renewed())

    def _renewed(self) -> Iterator[None]:
        if self._wave_stale and self._wave is not None:
            fresh = self._blank(self._strip.height())
            yield from self._draw(fresh)
            if self._wave_stale:
                self._wave, self._wave_stale = fresh, False
            yield
        if self._map_stale:
            self._map = self._painted_map()

    def _blank(self, height: int) -> QPixmap:
        scale, width = self._strip.devicePixelRatioF(), self._strip.width()
        picture = QPixmap(round(width * scale), round(height * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(self._theme.colour("window"))
        return picture

    def _draw(self, picture: QPixmap) -> Iterator[None]:
        """Paint the wave and all that lies on it, a layer at a step."""
        stage = self._strip.stage()
        edited = _CAPTIONS if self._strip.content.track else _LINES
        for draw in (*_BELOW, *edited, *_ABOVE) if stage else ():
            with self._painter(picture) as painter:
                draw(painter, stage)
            yield
        with self._painter(picture) as painter:
            painter.setPen(self._theme.colour("hairline"))
            painter.drawLine(QLineF(0, 0.5, self._strip.width(), 0.5))

    @contextmanager
    def _painter(self, picture: QPixmap) -> Iterator[QPainter]:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._strip.letters)
        yield painter
        painter.end()

    def _painted_map(self) -> QPixmap:
        self._map_stale = False
        picture = self._blank(minimap.HEIGHT)
        stage = self._strip.stage(whole=True)
        if stage is not None:
            painter = QPainter(picture)
            minimap.draw_minimap(painter, stage)
            painter.end()
        return picture
