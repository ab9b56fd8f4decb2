"""Speaker hints: who may speak lines nobody was given, by their voice; and voices that change.

Never more than a suggestion: on read speech the encoder is right nearly always, in a conversation
over a bad line it is not (``tests/benchmarks/bench_speakers.py``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.app.jobs import Step, Work
from editor.app.kept import DAMAGED, checksum, measure, whole
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.model.time import Ms
from editor.model.words import tokens

if TYPE_CHECKING:
    from editor.audio.speech.likeness import People, Prints

KEPT: Final = "voices"
"""Under which name a project remembers the hints."""

SHORTEST: Final = 1_500
"""Milliseconds below which a voice is not told: every twentieth would be wrong at 1 s."""

MARGIN: Final = 0.06
"""How much more alike (cosine) the likeliest must be than the next: with two lines of each voice,
wrong guesses on a telephone talk stay below 0.03 and right ones lie about 0.1; on read speech right
ones lie above 0.18."""

ENOUGH: Final = 2
"""Lines that must be tagged of each voice; with one, wrong guesses reach a margin of 0.09."""

_EXAMPLES: Final = 8
"""Lines of each voice that are listened to, the longest ones: more make nothing better."""

_OVERLAP: Final = 1
"""Parts of a line that hold some of both sides of a place."""


_CLOSING: Final = " \"'”’»)]"
_ENDS: Final = ((".?!…", 0), (",;:–—", 400))
_NOWHERE: Final = 800
"""Milliseconds by which a word may lie nearer and is passed over for the one behind such a sign: a
change of voice is heard to half of one of the parts that are compared (``timbre.PART_MS``)."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Somebody who may speak a line, and by how much the next one is less alike (0..1)."""

    line: int
    speaker: int
    margin: float
    text: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A line in which the voice changes: before which character about, and from whom to whom."""

    line: int
    offset: int
    speakers: tuple[int, int]
    margin: float
    text: int


@dataclass(frozen=True, slots=True)
class Hints:
    """What the voices have told; ``recording`` is the fingerprint of where they were heard."""

    hints: tuple[Hint, ...] = ()
    turns: tuple[Turn, ...] = ()
    recording: str = ""

    def about(self, lines: Collection[int]) -> Hints:
        """What they have told of some lines (by id)."""
        hints = [hint for hint in self.hints if hint.line in lines]
        turns = [turn for turn in self.turns if turn.line in lines]
        return replace(self, hints=tuple(hints), turns=tuple(turns))

    def of(self, episode: Episode) -> tuple[list[Hint], list[Turn]]:
        """Those that still mean something.

        Of the recording there is, of lines as they were, of people who are there.
        """
        if self.recording != episode.info.fingerprint:
            return [], []
        people = {person.id for person in episode.speakers}
        hints = [
            hint
            for hint in self.hints
            if hint.speaker in people
            and (line := _there(episode, hint.line, hint.text)) is not None
            and line.speaker is None
        ]
        turns = [
            turn
            for turn in self.turns
            if people.issuperset(turn.speakers)
            and (line := _there(episode, turn.line, turn.text)) is not None
            and turn.offset <= len(line.text)
        ]
        return hints, turns

    def kept(self) -> str:
        """As text, to be read again."""
        hints = [[h.line, h.speaker, h.margin, h.text] for h in self.hints]
        turns = [[t.line, t.offset, *t.speakers, t.margin, t.text] for t in self.turns]
        told = {"recording": self.recording, "hints": hints, "turns": turns}
        return json.dumps(told, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> Hints:
        """What a project has kept; nothing where it makes no sense."""
        try:
            told = json.loads(text or "{}")
            hints = tuple(_hint(*row) for row in told["hints"])
            turns = tuple(_told_turn(*row) for row in told["turns"])
            return cls(hints, turns, str(told["recording"]))
        except DAMAGED:
            return cls()


def _hint(line: object, speaker: object, margin: object, text: object) -> Hint:
    return Hint(whole(line), whole(speaker), measure(margin, 0, 2), whole(text))


def _told_turn(
    line: object, offset: object, one: object, other: object, margin: object, text: object
) -> Turn:
    place = whole(offset)
    if place < 0:
        raise ValueError(offset)
    speakers = whole(one), whole(other)
    return Turn(whole(line), place, speakers, measure(margin, 0, 2), whole(text))


def suggest(episode: Episode, recording: Path) -> Work[Hints]:
    """Listen to the voices of tagged lines, then to the others and compare them one by one.

    No more is in memory than the tagged ones and one other, however long the episode is.

    Raises ``UserError``: ``voices-untagged`` where not two people have enough lines, and as
    ``aligning.listen``.
    """
    from editor.audio.speech.likeness import Prints
    from editor.audio.timbre_worker import timbres

    tagged = examples(episode)
    if len(tagged) < 2:
        raise UserError("voices-untagged", count=ENOUGH, seconds=SHORTEST / 1000)
    known = {number for numbers in tagged.values() for number in numbers}
    lines = list(episode.transcript)  # others may come and go meanwhile
    first = [line for line in lines if line.id in known]
    rest = [line for line in lines if line.id not in known and _asked(line)]
    wanted, prints, told = [*first, *rest], Prints(), list[Hints]()
    steps = timbres(recording, [(line.id, *heard_in(line)) for line in wanted])
    try:
        for at, (number, packed) in enumerate(steps):
            prints.add(number, packed)
            yield Step(at + 1, len(wanted), "voices")
            if at + 1 == len(first):
                people = prints.people(tagged)
                told.append(compared(first, prints, people))
            elif at >= len(first):
                told.append(compared([wanted[at]], prints, people))
                prints.drop(number)
    finally:
        steps.close()
    return replace(_in_order(told, lines), recording=episode.info.fingerprint)


def compared(lines: Sequence[Segment], prints: Prints, people: People) -> Hints:
    """What the vectors of lines say, once it is known what people sound like."""
    hints, turns = [], []
    for line in lines:
        turn = _turn(line, prints, people)
        if turn is not None:
            turns.append(turn)
        elif line.speaker is None:
            (best, score), (_, following), *_ = prints.whole(line.id, people)
            margin = round(score - following, 3)
            if margin >= MARGIN:
                hints.append(Hint(line.id, best, margin, checksum(line.text)))
    return Hints(tuple(hints), tuple(turns))


def _in_order(told: Sequence[Hints], lines: Sequence[Segment]) -> Hints:
    """All of them as one, in the order of the lines."""
    place = {line.id: at for at, line in enumerate(lines)}
    hints = [hint for each in told for hint in each.hints]
    turns = [turn for each in told for turn in each.turns]
    return Hints(
        tuple(sorted(hints, key=lambda hint: place[hint.line])),
        tuple(sorted(turns, key=lambda turn: place[turn.line])),
    )


def examples(episode: Episode) -> dict[int, list[int]]:
    """By speaker the ids of lines that show what they sound like: enough, and long enough."""
    lines: dict[int, list[Segment]] = {}
    for line in episode.transcript:
        if line.speaker is not None and _long(line):
            lines.setdefault(line.speaker, []).append(line)
    return {
        speaker: [line.id for line in sorted(said, key=lambda one: -_length(one))[:_EXAMPLES]]
        for speaker, said in lines.items()
        if len(said) >= ENOUGH
    }


def heard_in(line: Segment) -> tuple[Ms, Ms]:
    """When a line is heard (ms): from its first to its last word where these were found."""
    if line.words.measured:
        starts, ends = line.words.moments
        return max(line.start, starts[0]), max(starts[0], min(ends[-1], line.end))
    return line.start, max(line.start, line.end)


def _turn(line: Segment, prints: Prints, people: People) -> Turn | None:
    """Where another voice goes on, if the parts before and behind are surely two people's."""
    best: tuple[float, int, tuple[int, int]] | None = None
    for at, (before, behind) in enumerate(prints.halves(line.id, people, _OVERLAP), 1):
        one, other = before[0][0], behind[0][0]
        sure = min(before[0][1] - before[1][1], behind[0][1] - behind[1][1])
        if one != other and sure >= MARGIN and (best is None or sure > best[0]):
            best = sure, at, (one, other)
    if best is None:
        return None
    margin, at, speakers = best
    start, end = heard_in(line)
    middle = start + (end - start) * (at + _OVERLAP / 2) / max(1, prints.count(line.id) + 1)
    offset = _begins(line, middle)
    if not offset:
        return None
    return Turn(line.id, offset, speakers, round(margin, 3), checksum(line.text))


def _begins(line: Segment, near: float) -> int:
    """Where (character) another person begins to speak about this moment; 0 in a single word.

    Behind the end of a sentence or a clause if one is near, else at the nearest word.
    """
    placed, times = tokens(line.text), line.word_times()

    def away(word: int) -> float:
        sign = line.text[: placed[word].start].rstrip(_CLOSING)[-1:]
        worse = next((ms for signs, ms in _ENDS if sign in signs), _NOWHERE)
        return abs(times[word].start - near) + worse

    best = min(range(1, len(placed)), key=away, default=0)
    return placed[best].start if best else 0


def _asked(line: Segment) -> bool:
    return bool(line.text) and _long(line)


def _long(line: Segment) -> bool:
    return _length(line) >= SHORTEST


def _length(line: Segment) -> Ms:
    start, end = heard_in(line)
    return end - start


def _there(episode: Episode, number: int, text: int) -> Segment | None:
    """The line of that id, if it still says what it said."""
    lines = episode.transcript
    line = lines.by_id(number) if lines.has(number) else None
    return line if line is not None and checksum(line.text) == text else None
