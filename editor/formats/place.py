"""Place: where a cue is shown, as the settings of a WebVTT cue, and what other formats make of it.

The model keeps the settings as WebVTT writes them, because no other format of captions says more
of a single cue. Formats with a keypad (SubStation: 1 bottom left to 9 top right) or with boxes
(TTML: origin and extent) are read into them and written from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_PERCENT: Final = re.compile(r"\d+(?:\.\d+)?%", re.ASCII)
_COLUMNS: Final = {"start": 0, "left": 0, "center": 1, "end": 2, "right": 2}
_ALIGNS: Final = ("start", "center", "end")
_UPPER: Final = 40
_LOWER: Final = 70
"""Per cent of the height from which on a cue is in the middle, at the bottom of the keypad."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture in per cent, and which edge of it the lines begin at.

    ``row`` is 0 for the top, 1 for the middle, 2 for the bottom; ``column`` 0 to 2 from the start
    of a line to its end.
    """

    x: float
    y: float
    width: float
    height: float
    row: int
    column: int


def sound_settings(text: str) -> tuple[str, int]:
    """The settings of a cue that the standard (WebVTT, 6.3) accepts, and how many it does not."""
    kept: dict[str, str] = {}
    refused = 0
    for setting in text.split():
        name, colon, value = setting.partition(":")
        if colon and name and value and _is_sound(name, value):
            kept[name] = value
        else:
            refused += 1
    return " ".join(f"{name}:{value}" for name, value in kept.items()), refused


def _is_sound(name: str, value: str) -> bool:
    first, comma, align = value.partition(",")
    match name:
        case "region":
            return "-->" not in value
        case "vertical":
            return value in ("rl", "lr")
        case "align":
            return value in ("start", "center", "end", "left", "right")
        case "size":
            return _is_percent(value)
        case "position":
            known = not comma or align in ("line-left", "center", "line-right")
            return known and _is_percent(first)
        case "line":
            known = not comma or align in ("start", "center", "end")
            return known and (_is_percent(first) or _NUMBER.fullmatch(first) is not None)
    return False


def _is_percent(value: str) -> bool:
    return _PERCENT.fullmatch(value) is not None and float(value[:-1]) <= 100


def settings(place: str) -> dict[str, str]:
    """The settings of a place by name."""
    return dict(part.split(":", 1) for part in place.split() if ":" in part)


def of_numpad(key: int) -> str:
    """The place of a key of the keypad; ``""`` for 2, bottom centre, where cues are anyway."""
    row, column = divmod(key - 1, 3)
    line = ("", "line:50%", "line:0")[row]
    align = ("align:start", "", "align:end")[column]
    return " ".join(filter(None, (line, align)))


def numpad(place: str) -> tuple[int, bool]:
    """The key of the keypad nearest to a place, and whether it says all that the place does."""
    box = box_of(place)
    at = box.y + box.height * box.row / 2
    row = 0 if at < _UPPER else 1 if at < _LOWER else 2
    key = (2 - row) * 3 + box.column + 1
    return key, of_numpad(key) == place


def box_of(place: str) -> Box:
    """The rectangle a place means; a picture of 15 lines is taken for places by line."""
    given = settings(place)
    line, _, anchor = given.get("line", "").partition(",")
    column = _COLUMNS.get(given.get("align", "center"), 1)
    at = _share(given.get("position", "").partition(",")[0], (0.0, 50.0, 100.0)[column])
    room = (100 - at, 2 * min(at, 100 - at), at)[column]
    width = min(_share(given.get("size", ""), 100.0), room)
    x = round(at - width * column / 2, 3)
    row, y = _row(line, anchor)
    half = min(y, 100 - y)
    bounds = {0: (y, 100 - y), 1: (y - half, 2 * half), 2: (0.0, y)}
    top, height = bounds[row]
    return Box(x, round(top, 3), round(width, 3), round(height, 3), row, column)


def _row(line: str, anchor: str) -> tuple[int, float]:
    """Top, middle or bottom, and the edge from which (to which) the lines are stacked."""
    if not line:
        return 2, 100.0
    if line.endswith("%"):
        at = float(line[:-1])
        if anchor == "end":
            return 2, at
        if anchor == "center" or (at == 50 and not anchor):
            return 1, at
        return (0, at) if at < 75 else (2, 100.0)
    number = float(line)
    if number >= 0:
        return 0, min(90.0, number * 100 / 15)
    return 2, max(10.0, 100 + (number + 1) * 100 / 15)


def _share(value: str, otherwise: float) -> float:
    return float(value[:-1]) if _PERCENT.fullmatch(value) else otherwise


def of_box(box: Box) -> str:
    """The settings of a rectangle, ``""`` for the usual place: bottom, centre, whole width."""
    parts = []
    if box.row == 0:
        parts.append("line:0" if box.y == 0 else f"line:{_percent(box.y)}")
    elif box.row == 1:
        middle = box.y + box.height / 2
        parts.append("line:50%" if middle == 50 else f"line:{_percent(middle)},center")
    elif box.y + box.height < 100:
        parts.append(f"line:{_percent(box.y + box.height)},end")
    if box.x or box.width != 100:
        at = box.x + box.width * box.column / 2
        parts += [f"position:{_percent(at)}", f"size:{_percent(box.width)}"]
    if box.column != 1:
        parts.append(f"align:{_ALIGNS[box.column]}")
    return " ".join(parts)


def _percent(value: float) -> str:
    return f"{round(min(max(value, 0.0), 100.0), 2):g}%"
