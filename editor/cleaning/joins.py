"""Joins: which punctuation stays where words go, and which finding owns the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from editor.cleaning.commas import wants_comma
from editor.cleaning.findings import Kind, Match
from editor.cleaning.gaps import BLOCK, COMMA, SCAR
from editor.cleaning.line import Line

Span = tuple[int, int]

_SIGN: Final = re.compile(
    r"(?P<break>\.\.+|…|\s*--+|\s*[–—]|\s+-(?=\s)|-)|(?P<hard>[\s\u202f\u00a0]?[?!;:]+|[.?!;:。？！]+)|(?P<comma>,)"
)
_OPENING: Final = re.compile(r"\s*[-–—](?:\s+|(?=\w))")
_OTHER: Final = re.compile(r"\s+[-–—](?=\s)")
"""The dash of the second speaker of a caption, behind the first one's sentence."""
_WALL: Final = re.compile(r"[^\s,.?!;:…。？！–—-]+")
_BARE_SCAR: Final = COMMA | SCAR
_SCARRED: Final = bytes(bool(value & SCAR) for value in range(256))
_REPAIRS: Final = frozenset({Kind.REPEAT, Kind.PARTIAL, Kind.RESTART})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that goes. ``owner`` numbers the match that struck its words.

    ``None`` is a bare scar.
    """

    start: int
    end: int
    owner: int | None


@dataclass(frozen=True, slots=True)
class _Room:
    """What stands between two words that stay, or a word and a quote, with the words that go."""

    start: int
    end: int
    left: int | None
    right: int | None
    words: Sequence[int]
    gaps: Sequence[Span]


def pieces(line: Line, matches: Sequence[Match]) -> Iterator[Piece]:
    """Every stretch that goes, in order, where ``matches`` have been struck in ``line``."""
    owners: list[int | None] = [None] * line.count
    for number, match in enumerate(matches):
        owners[match.first : match.last + 1] = [number] * (match.last + 1 - match.first)
    for left, right in _open_places(line):
        piece = _plain_piece(line, left, right, owners)
        if piece is not None:
            yield piece
            continue
        for room in _rooms(line, left, right):
            yield from _clear(line, room, matches, owners)


def _plain_piece(line: Line, left: int, right: int, owners: Sequence[int | None]) -> Piece | None:
    """What goes of the commonest places, by the shortest way; None of all others."""
    if right == left + 1:
        if left < 0:
            opening = line.text[: line.start[0]]
            return None if opening.strip(" ,") else Piece(0, len(opening), None)
        if (
            line.raw_gap[right] == _BARE_SCAR
            and line.text.startswith(", ,", line.end(left))
            and line.text[line.start[right] - 1] == " "
        ):
            return _bare_scar(line, left, right)
        return None
    owner = owners[right - 1]
    if left < 0 or right == line.count or any(line.raw_gap[left + 1 : right + 1]):
        return None
    start, end = line.end(left), line.start[right]
    spaces = all(
        line.start[i] == line.end(i - 1) + 1 and line.text[line.start[i] - 1] == " "
        for i in range(left + 1, right + 1)
    )
    if spaces and all(other == owner for other in owners[left + 1 : right]):
        return Piece(start + 1, end, owner)
    return None


def _open_places(line: Line) -> Iterator[tuple[int, int]]:
    """The live words between which words went or a scar stands, left to right."""
    scars, gone, right = bytes(line.raw_gap).translate(_SCARRED), line.gone, -1
    while True:
        scar, word = scars.find(1, right + 1), gone.find(1, right + 1)
        if scar < 0 and word < 0:
            return
        right = scar if word < 0 or 0 <= scar <= word else word
        while gone[right]:
            right += 1
        yield line.before[right], right


def joints(line: Line, gone: Sequence[Piece]) -> Iterator[tuple[int, int, str]]:
    """The words that meet where pieces went, and what stays between them.

    No word on the left is -1, none on the right is the line's ``count``.
    """
    at = 0
    while at < len(gone):
        right = bisect_left(line.start, gone[at].end)
        while right < line.count and line.gone[right]:
            right += 1
        left = line.before[right]
        end = line.start[right] if right < line.count else len(line.text)
        kept, here = [], line.end(left) if left >= 0 else 0
        while at < len(gone) and gone[at].start < end:
            kept.append(line.text[here : gone[at].start])
            here = gone[at].end
            at += 1
        yield left, right, "".join([*kept, line.text[here:end]])


def _bare_scar(line: Line, left: int, right: int) -> Piece:
    """Commas and nothing else between two words: the commonest case, and so the shortest way."""
    start, end = _gap_span(line, right)
    due = wants_comma(line, left, right)
    return Piece(start + 2, end, None) if due else Piece(start, end - 1, None)


def _rooms(line: Line, left: int, right: int) -> Iterator[_Room]:
    """The text between two live words, cut at quotes and brackets, which always stay."""
    gaps = [_gap_span(line, index) for index in range(left + 1, right + 1)]
    if not any(bits & BLOCK for bits in line.raw_gap[left + 1 : right + 1]):
        yield _Room(
            gaps[0][0],
            gaps[-1][1],
            left if left >= 0 else None,
            right if right < line.count else None,
            range(left + 1, right),
            gaps,
        )
        return
    walls = [
        found.span()
        for index, (at, to) in enumerate(gaps, left + 1)
        if line.raw_gap[index] & BLOCK
        for found in _WALL.finditer(line.text, at, to)
    ]
    first = left if left >= 0 else None
    last = right if right < line.count else None
    starts = [gaps[0][0], *(end for _, end in walls)]
    ends = [*(start for start, _ in walls), gaps[-1][1]]
    for start, end in zip(starts, ends, strict=True):
        yield _Room(
            start,
            end,
            first if start == starts[0] else None,
            last if end == ends[-1] else None,
            [i for i in range(left + 1, right) if start <= line.start[i] < end],
            [(max(a, start), min(b, end)) for a, b in gaps if a < end and b > start],
        )


def _gap_span(line: Line, index: int) -> Span:
    """Where the text before word ``index`` stands; a dash that tells of another speaker is none."""
    return (
        line.end(index - 1) if index else _speaks(line.text),
        line.start[index] if index < line.count else len(line.text),
    )


def _speaks(text: str) -> int:
    """Where a line begins that a dash opens, as captions of two speakers do: "- Um, who is it?"."""
    opened = _OPENING.match(text)
    return opened.end() if opened else 0


def _clear(
    line: Line, room: _Room, matches: Sequence[Match], owners: Sequence[int | None]
) -> Iterator[Piece]:
    """What goes of a room: all but one sign, if one is due, and one space."""
    if not room.words and "," not in line.text[room.start : room.end]:
        return
    went = {owner for i in room.words if (owner := owners[i]) is not None}
    sign = _kept_sign(line, room, [matches[owner] for owner in went])
    space = _kept_space(line, room, sign)
    stays = [span for span in (sign, space) if span is not None]
    at = room.start
    for start, end in [*sorted(stays), (room.end, room.end)]:
        if at < start:
            led = at > room.start or room.left is not None
            spaced = led and not line.text[at - 1].isspace()
            yield from _owned(line, (at, start), room.words, owners, spaced=spaced)
        at = end


def _kept_sign(line: Line, room: _Room, went: Sequence[Match]) -> Span | None:
    """The one sign that stays.

    The sentence's end before a dash before a comma, the first of its sort.
    """
    if all(to - at == 1 and line.text[at] == " " for at, to in room.gaps):
        return None
    hanging = {line.end(i) for i in room.words if line.is_cut(i)}
    signs = [
        found
        for at, to in room.gaps
        for found in _SIGN.finditer(line.text, at, to)
        if found.start() not in hanging
    ]
    first_word = line.start[room.words[0]] if room.words else room.end
    if room.left is None:
        inside = [s for s in signs if s.lastgroup == "hard" and s.start() < first_word]
        return inside[0].span() if inside and room.start > 0 else None
    repair = bool(went) and all(match.kind in _REPAIRS for match in went)
    later = any(match.kept is not None and match.kept[0] < match.first for match in went)
    for sort in ("hard", "break", "comma"):
        for sign in signs:
            if sign.lastgroup != sort:
                continue
            if sort == "hard":
                other = _OTHER.match(line.text, sign.end(), first_word)
                return sign.start(), other.end() if other else sign.end()
            before = sign.start() < first_word
            if sort == "break":
                if before or not repair:
                    return sign.span()
                continue
            if repair and not before and not any(line.raw_gap[i] & SCAR for i in room.words):
                scarred = room.right is not None and line.raw_gap[room.right] & SCAR
                if not scarred:
                    return None  # "I think it, it works": it parted the copies and nothing else
            if _comma_stays(line, room, structural=before and repair and not later):
                return sign.span()
            return None
    return None


def _comma_stays(line: Line, room: _Room, *, structural: bool) -> bool:
    if room.left is None or room.right is None:
        return False
    structural = structural and not line.raw_gap[room.left + 1] & SCAR
    return wants_comma(line, room.left, room.right, structural=structural)


def _kept_space(line: Line, room: _Room, sign: Span | None) -> Span | None:
    text = line.text
    if room.right is None:
        at_wall = room.end < len(text) and room.end > room.start and text[room.end - 1].isspace()
        return (room.end - 1, room.end) if at_wall else None
    if room.left is None and sign is None:
        after_wall = room.start > 0 and text[room.start].isspace()
        return (room.start, room.start + 1) if after_wall else None
    after = sign[1] if sign else room.start
    spaces = [
        at for start, end in room.gaps for at in range(max(start, after), end) if text[at].isspace()
    ]
    if not spaces:
        return None
    at = spaces[0] if sign or spaces[0] == room.start else spaces[-1]
    return (at, at + 1)


def _owned(
    line: Line, span: Span, words: Sequence[int], owners: Sequence[int | None], *, spaced: bool
) -> Iterator[Piece]:
    """The stretch parted among the matches whose words it holds.

    Commas before the first word are a scar of their own. Each part takes the space before its words
    (``spaced``), or the one behind where a space, or nothing, stands before the stretch: whichever
    part a person lets stand, it stands apart.
    """
    start, end = span
    inside = [i for i in words if start <= line.start[i] < end]
    if not inside:
        if line.text[start:end].strip() or line.text.startswith(",", end):
            yield Piece(start, end, None)
        return
    first = inside[0]
    if line.raw_gap[first] & SCAR and line.text[start : line.start[first]].strip():
        cut = _cut(line, first, spaced=spaced)
        yield Piece(start, cut, None)
        start = cut
    owner = owners[first]
    for index in inside[1:]:
        if owners[index] != owner:
            cut = _cut(line, index, spaced=spaced)
            yield Piece(start, cut, owner)
            start, owner = cut, owners[index]
    yield Piece(start, end, owner)


def _cut(line: Line, index: int, *, spaced: bool) -> int:
    """Where a part that begins with word ``index`` begins, with or without the space before it."""
    at = line.start[index]
    while spaced and line.text[at - 1].isspace():
        at -= 1
    return at
