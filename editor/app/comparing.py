"""Comparing: what lies between two states of an episode - lines that changed, and their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final, TypeAlias

from editor.app.jobs import Step, Work
from editor.model.edits import Edit, Item, Track
from editor.model.episode import Episode
from editor.model.segment import Segment

LONG: Final = 4_000
"""Words of a change beyond which it is shown as a whole: nobody reads such a one word by word."""


class Fate(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    STRUCK = "struck"
    STANDS = "stands"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a change, and what became of them.

    ``STRUCK`` words are the same but struck since, ``STANDS`` words were struck and stand again.
    """

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that gave way to others; either side may be empty. Both sides stay in order."""

    before: tuple[Segment, ...]
    after: tuple[Segment, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both sides in one run."""
        return tuple(_pieces(_words(self.before), _words(self.after)))

    @property
    def retimed(self) -> bool:
        """Whether lines of both sides begin or end at other times."""
        return [(s.start, s.end) for s in self.before] != [(s.start, s.end) for s in self.after]

    @property
    def respoken(self) -> bool:
        """Whether other people speak."""
        return _speakers(self.before) != _speakers(self.after)


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, chapter, note or the like that came (no ``before``), went or changed."""

    track: Track
    before: Item | None
    after: Item | None


def hunks(before: Sequence[Segment], after: Sequence[Segment]) -> Iterator[Hunk]:
    """Yield what differs, in order; lines are told by their ids, which edits keep.

    A line that was parted stands against its parts, lines that were joined against the whole.
    """
    shared = {line.id for line in before} & {line.id for line in after}
    left, right = _chunks(before, shared), _chunks(after, shared)
    for one, other in _aligned(left, right):
        if one != other:
            yield Hunk(tuple(one), tuple(other))


def entries(before: Episode, after: Episode) -> Iterator[Entry]:
    """Yield what came, went or changed in every list but the lines."""
    for track in Track:
        if track is Track.SEGMENTS:
            continue
        was = {getattr(item, "id", 0): item for item in before.items(track)}
        now = {getattr(item, "id", 0): item for item in after.items(track)}
        for key in dict.fromkeys((*was, *now)):
            if was.get(key) != now.get(key):
                yield Entry(track, was.get(key), now.get(key))


def entries_of(edit: Edit, limit: int) -> tuple[Entry, ...]:
    """What an edit let come, go or change in every list but the lines, the first of it."""
    found: list[Entry] = []
    for splice in edit.splices:
        if splice.track is not Track.SEGMENTS and len(found) < limit:
            was = {getattr(item, "id", 0): item for item in splice.before}
            now = {getattr(item, "id", 0): item for item in splice.after}
            keys = [key for key in {**was, **now} if was.get(key) != now.get(key)]
            found += (Entry(splice.track, was.get(key), now.get(key)) for key in keys)
    return tuple(found[:limit])


def counts(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return how many words went and how many came; struck ones went, standing ones came."""
    lost = sum(len(p.text.split()) for p in pieces if p.fate in (Fate.GONE, Fate.STRUCK))
    won = sum(len(p.text.split()) for p in pieces if p.fate in (Fate.NEW, Fate.STANDS))
    return lost, won


@dataclass(frozen=True, slots=True)
class Change:
    """A hunk worked out: its words, and how many of them went and came."""

    hunk: Hunk
    pieces: tuple[Piece, ...]
    lost: int
    won: int

    @classmethod
    def of(cls, hunk: Hunk) -> Change:
        """Work a hunk out."""
        pieces = hunk.pieces
        return cls(hunk, pieces, *counts(pieces))


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that lies between two states."""

    before: Episode
    after: Episode
    changes: tuple[Change, ...]
    entries: tuple[Entry, ...]

    @property
    def lost(self) -> int:
        """Words that went."""
        return sum(change.lost for change in self.changes)

    @property
    def won(self) -> int:
        """Words that came."""
        return sum(change.won for change in self.changes)


def compare(before: Episode, after: Episode) -> Work[Comparison]:
    """Work out what lies between two states."""
    changes = []
    for done, hunk in enumerate(hunks(before.transcript, after.transcript)):
        changes.append(Change.of(hunk))
        if done % _PACE == 0:
            yield Step(done, note="compare")
    return Comparison(before, after, tuple(changes), tuple(entries(before, after)))


def changes_of(edit: Edit, limit: int) -> tuple[Change, ...]:
    """Work out what an edit did to lines, the first ``limit`` changes of it."""
    found: list[Change] = []
    for splice in edit.splices:
        if splice.track is Track.SEGMENTS and len(found) < limit:
            found += map(Change.of, islice(hunks(*splice.lines), limit - len(found)))
    return tuple(found)


_PACE: Final = 50
"""Changes between two steps."""

_Word: TypeAlias = tuple[str, int]


def _chunks(lines: Sequence[Segment], shared: set[int]) -> list[tuple[int | None, list[Segment]]]:
    """Lines in groups: one that both sides have, and those after it that only this side has."""
    groups: list[tuple[int | None, list[Segment]]] = [(None, [])]
    for line in lines:
        if line.id in shared:
            groups.append((line.id, [line]))
        else:
            groups[-1][1].append(line)
    return groups


def _aligned(
    left: list[tuple[int | None, list[Segment]]], right: list[tuple[int | None, list[Segment]]]
) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """Pair the groups by their first line: both sides have the same first lines."""
    others = dict(right)
    for key, one in left:
        yield one, others[key]


def _words(lines: Sequence[Segment]) -> list[_Word]:
    """Every word with how much of it is struck (characters)."""
    words: list[_Word] = []
    for line in lines:
        struck = [mark for mark in line.marks if mark.strikes]
        at = 0
        for word in line.text.split():
            start = line.text.index(word, at)
            at = start + len(word)
            covered = (min(at, m.end) - max(start, m.start) for m in struck)
            words.append((word, sum(length for length in covered if length > 0)))
    return words


def _pieces(before: list[_Word], after: list[_Word]) -> Iterator[Piece]:
    run: list[str] = []
    fate = Fate.SAME
    for now, word in _fates(before, after):
        if now is not fate and run:
            yield Piece(fate, " ".join(run))
            run = []
        fate = now
        run.append(word)
    if run:
        yield Piece(fate, " ".join(run))


def _fates(before: list[_Word], after: list[_Word]) -> Iterator[tuple[Fate, str]]:
    """Tell each word's fate; between two words that stay, what went stands before what came."""
    new: list[str] = []
    for tag, a, b, c, d in _opcodes([w for w, _ in before], [w for w, _ in after]):
        if tag != "equal":
            yield from ((Fate.GONE, word) for word, _ in before[a:b])
            new += [word for word, _ in after[c:d]]
            continue
        yield from ((Fate.NEW, word) for word in new)
        new = []
        for (word, was), (_, now) in zip(before[a:b], after[c:d], strict=True):
            changed = Fate.STRUCK if now > was else Fate.STANDS
            yield (Fate.SAME if was == now else changed), word
    yield from ((Fate.NEW, word) for word in new)


def _opcodes(one: list[str], other: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    if len(one) + len(other) > LONG:
        yield "replace", 0, len(one), 0, len(other)
        return
    # Imported here: it takes 60 ms, and only a comparison asks.
    from rapidfuzz.distance import Indel

    for code in Indel.opcodes(one, other):
        yield code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end


def _speakers(lines: Sequence[Segment]) -> list[int | None]:
    found: list[int | None] = []
    for line in lines:
        if not found or found[-1] != line.speaker:
            found.append(line.speaker)
    return found
