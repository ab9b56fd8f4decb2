"""Carrying: lines and parts of lines on the clipboard, with their times, people and marks.

Times are of one recording, so it is named: in another episode the words alone are pasted.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final, cast

from editor.model.checks import segment_problems
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.inserting import insert_lines, put_back, put_words
from editor.model.verbs.lines import part

FORMAT: Final = "application/x-stet-lines"
"""What it is called on the clipboard."""

MOST: Final = 1_000
"""Lines that are carried with all that is known of them; of more, the words alone: 1,000 are packed
between two frames."""

_LARGEST: Final = 1 << 24
"""Bytes that ``MOST`` lines are at the most taken to be: anybody may write to the clipboard."""

_LINES, _PARTS = "lines", "parts"


def carried(episode: Episode, first: int, start: int, last: int, end: int) -> bytes:
    """What lies from character ``start`` of line ``first`` to ``end`` of line ``last``.

    ``b""`` where it is nothing, or too much.
    """
    from editor.store.packing import pack

    if last - first >= MOST or (first, start) == (last, end):
        return b""
    lines = episode.transcript[first : last + 1]
    whole = _whole(lines, start, end)
    taken = whole or [
        part(line, start if at == 0 else 0, end if at == last - first else len(line.text))
        for at, line in enumerate(lines)
    ]
    known = {line.speaker for line in taken}
    people = tuple(person for person in episode.speakers if person.id in known)
    splices = (
        Splice(Track.SEGMENTS, 0, (), tuple(taken)),
        Splice(Track.SPEAKERS, 0, (), people),
    )
    kind = _LINES if whole else _PARTS
    return b"\n".join((kind.encode(), _of(episode), pack(Edit(kind, splices)).data))


def _of(episode: Episode) -> bytes:
    """What the times are of: the recording's fingerprint, else where the transcript came from."""
    info = episode.info
    known = info.fingerprint
    named = known or f"{info.source}\n{info.title}"
    return sha256(named.encode("utf-8", "surrogatepass")).hexdigest().encode()


def _whole(lines: Sequence[Segment], start: int, end: int) -> Sequence[Segment]:
    """The lines that a selection holds as wholes, with a break; none where it parts a line."""
    if len(lines) > 1 and start == end == 0:
        return lines[:-1]
    if len(lines) > 1 and start == len(lines[0].text) and end == len(lines[-1].text):
        return lines[1:]
    return ()


def set_down(episode: Episode, data: bytes, index: int, offset: int) -> Edit | None:
    """Plan what was carried, for character ``offset`` of line ``index``.

    Whole lines go where they are heard, unless they are there; parts of lines keep their times
    where the words around are said before and after them, and elsewhere what is struck of them.
    ``None`` where the words alone are to be pasted: their times are of another recording, or some
    other program wrote the bytes.
    """
    kind, of, packed = (*data.split(b"\n", 2), b"", b"")[:3]
    lines, people = _unpacked(kind, packed) if of == _of(episode) else ((), {})
    if not lines:
        return None
    if kind.decode() == _PARTS:
        if not episode.transcript:
            return None
        back = put_back(episode, index, offset, lines, people)
        return back or put_words(episode, index, offset, lines)
    if any(_is_there(episode, line) for line in lines):
        return None
    return insert_lines(episode, lines, people)


def _is_there(episode: Episode, line: Segment) -> bool:
    """Whether a line of these words starts when this one does."""
    lines = episode.transcript
    at = lines.index_at(line.start)
    while at >= 0 and lines[at].start == line.start:
        if lines[at].text == line.text:
            return True
        at -= 1
    return False


def _unpacked(kind: bytes, packed: bytes) -> tuple[Sequence[Segment], dict[int, str]]:
    """The lines and the names of their people; none where some other program wrote the bytes."""
    from editor.store.packing import unpack

    try:
        edit = unpack(kind.decode(), packed, _LARGEST)
        lines, people = edit.splices
    except (ValueError, UnicodeError):
        return (), {}
    _, taken = lines.lines
    speakers = cast("tuple[Speaker, ...]", people.after)
    right = (lines.track, people.track) == (Track.SEGMENTS, Track.SPEAKERS)
    if not right or any(problem for line in taken for problem in segment_problems(line)):
        return (), {}
    return taken, {person.id: person.name for person in speakers}
