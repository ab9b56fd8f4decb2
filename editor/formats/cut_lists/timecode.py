"""Timecode: frames counted as video does, drop-frame included."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from editor.model.errors import UserError
from editor.model.time import Ms

_A_DAY: Final = 24
"""Hours after which timecode begins at 0 again (SMPTE 12M)."""


@dataclass(frozen=True, slots=True)
class FrameRate:
    """So many frames a second, exactly; ``nominal`` is what the timecode counts to."""

    name: str
    exact: Fraction
    nominal: int
    drop: bool = False

    def first_frame(self, at: Ms) -> int:
        """The frame that is on at a moment."""
        return int(at * self.exact / 1000)

    def end_frame(self, at: Ms) -> int:
        """The frame before which a moment has passed."""
        return -int(-at * self.exact // 1000)

    def moment(self, frame: int) -> Ms:
        """When a frame begins, to the nearest ms."""
        return round(frame * 1000 / self.exact)

    def timecode(self, frame: int) -> str:
        """``HH:MM:SS:FF``, with ``;`` before the frames where numbers are dropped.

        Drop-frame skips the numbers 0 and 1 (at 60 frames 0 to 3) of every minute but each tenth
        (SMPTE ST 12-1), so that the clock keeps to real time. Raises ``UserError`` beyond a day.
        """
        number = self._numbered(frame) if self.drop else frame
        seconds, frames = divmod(number, self.nominal)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        if hours >= _A_DAY:
            raise UserError("cut-beyond-a-day")
        return f"{hours:02}:{minutes:02}:{seconds:02}{';' if self.drop else ':'}{frames:02}"

    def _numbered(self, frame: int) -> int:
        """The number a frame bears where some are skipped."""
        skipped = self.nominal // 15
        minute = self.nominal * 60 - skipped
        ten = minute * 10 + skipped
        tens, rest = divmod(frame, ten)
        number = frame + tens * 9 * skipped
        if rest > skipped:
            number += (rest - skipped) // minute * skipped
        return number


def _rate(name: str, nominal: int, *, drop: bool = False) -> FrameRate:
    exact = Fraction(nominal * 1000, 1001) if "." in name else Fraction(nominal)
    return FrameRate(name, exact, nominal, drop)


RATES: Final = tuple(
    _rate(name, nominal)
    for name, nominal in (
        ("23.976", 24),
        ("24", 24),
        ("25", 25),
        ("29.97", 30),
        ("30", 30),
        ("50", 50),
        ("59.94", 60),
        ("60", 60),
    )
)
DROPPING: Final = ("29.97", "59.94")
"""The rates that have drop-frame timecode at all."""


def frame_rate(name: str, *, drop: bool = False) -> FrameRate:
    """A rate by its name; raises ``UserError`` for one that there is not."""
    for rate in RATES:
        if rate.name == name and (not drop or name in DROPPING):
            return _rate(name, rate.nominal, drop=drop)
    if drop:
        raise UserError("frame-rate-not-dropping", rate=name, known=", ".join(DROPPING))
    raise UserError("frame-rate-unknown", rate=name, known=", ".join(r.name for r in RATES))
