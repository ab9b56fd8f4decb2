"""Rows of what belongs to captions: breaks with what they hold, sounds, shots, translations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from editor.model.breaks import Break, BreakKind, Hold
from editor.model.checks import LINE_BREAKING
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.styles import Style, settled
from editor.model.translation import Translation
from editor.store.values import LAST_ID, from_json, maybe, text_from, to_json, whole

_KINDS: Final[Mapping[str, BreakKind]] = {kind.value: kind for kind in BreakKind}


def styles_text(styles: Sequence[Style]) -> str:
    """Styles as JSON, ``""`` where there are none."""
    return to_json([[style.start, style.end, style.look] for style in styles]) if styles else ""


def styles_from(listed: Sequence[Sequence[Any]], length: int) -> tuple[Style, ...]:
    """Styles from JSON, in order and inside a text of this length."""
    styles = []
    for start, end, look in listed:
        if not 0 <= start < end <= length:
            raise ValueError("style")
        if type(start) is not int or type(end) is not int or type(look) is not str:
            raise TypeError("style")
        styles.append(Style(start, end, look))
    if tuple(styles) != settled(styles):
        raise ValueError("styles")
    return tuple(styles)


def place_from(value: object) -> str:
    """The place of a line: settings on one line."""
    place = text_from(value)
    if LINE_BREAKING.search(place):
        raise ValueError("place")
    return place


def breaks_text(breaks: Sequence[Break]) -> str:
    """Breaks as JSON, "" where there are none.

    A line break is its offset alone, as all breaks were in version 1; any other is
    ``[offset, kind]``, or ``[offset, kind, hold]`` where a person decided on the cue behind it.
    """
    return to_json([_plain(each) for each in breaks]) if breaks else ""


def breaks_from(listed: Sequence[Any], length: int) -> tuple[Break, ...]:
    """Breaks from JSON, in order and inside a text of this length."""
    breaks, floor = [], -1
    for plain in listed:
        each = _break(plain)
        if not floor < each.at <= length:
            raise ValueError("break")
        floor = each.at
        breaks.append(each)
    return tuple(breaks)


def sound_from(row: Sequence[Any]) -> Sound:
    """A sound from the row."""
    _, number, start, end, label = row
    return Sound(whole(number), *_times(start, end), _line(label))


def shot_from(row: Sequence[Any]) -> Shot:
    """A shot change from the row."""
    _, number, at = row
    return Shot(whole(number), whole(at))


def translation_from(row: Sequence[Any]) -> Translation:
    """A translation from the row."""
    _, number, language, start, end, text, breaks, segment, source = row
    said = _line(text)
    return Translation(
        whole(number),
        text_from(language),
        *_times(start, end),
        said,
        breaks_from(from_json(breaks), len(said)) if breaks else (),
        maybe(segment),
        text_from(source),
    )


def _plain(each: Break) -> object:
    if each.kind is BreakKind.LINE:
        return each.at
    if each.hold is None:
        return [each.at, each.kind]
    hold = each.hold
    fields = {
        "start": hold.start,
        "end": hold.end,
        "locked": hold.locked or None,
        "lines": hold.lines or None,
        "source": hold.source or None,
    }
    return [each.at, each.kind, {name: v for name, v in fields.items() if v is not None}]


def _break(plain: Any) -> Break:  # noqa: ANN401 - JSON may be anything
    if type(plain) is int:
        return Break(plain)
    at, kind, *rest = plain
    if type(at) is not int or len(rest) > 1:
        raise TypeError("break")
    if not rest:
        return Break(at, _KINDS[kind])
    if kind != BreakKind.CUE:
        raise ValueError("hold")
    return Break(at, BreakKind.CUE, _hold(rest[0]))


def _hold(plain: Mapping[str, Any]) -> Hold:
    start, end = maybe(plain.get("start")), maybe(plain.get("end"))
    if start is not None and end is not None and start > end:
        raise ValueError("hold")
    locked = plain.get("locked", False)
    if type(locked) is not bool:
        raise TypeError("hold")
    lines = tuple(map(_line, plain.get("lines", ())))
    return Hold(start, end, locked, lines, _line(plain.get("source", "")))


def _times(start: object, end: object) -> tuple[int, int]:
    first, last = whole(start), whole(end)
    if not first <= last < LAST_ID:
        raise ValueError("times")
    return first, last


def _line(value: object) -> str:
    text = text_from(value)
    if LINE_BREAKING.search(text):
        raise ValueError("line break")
    return text
