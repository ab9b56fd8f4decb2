"""Change ledger: every struck word of an episode, why it went, who decided, and who listened.

A published clean version can be defended with it: nothing left the text that is not in here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from editor.app.jobs import Step, Work
from editor.cleaning.risks import Risk, risks
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState, struck_spans
from editor.model.segment import Segment
from editor.model.time import Ms
from editor.model.verbs.cleaning import Marked
from editor.model.words import WORD, tokens

CONTEXT: Final = 40
"""Characters shown on each side of struck words."""
_STEP: Final = 200
"""Lines between two steps."""


@dataclass(frozen=True, slots=True)
class Struck:
    """Words that were struck: where and when, by which rule, and what is at stake.

    ``line`` counts from 1. ``estimated`` tells that nobody measured when the words are heard.
    """

    line: int
    segment: int
    mark: Mark
    at: Ms
    until: Ms
    estimated: bool
    speaker: str
    words: str
    before: str
    after: str
    risks: tuple[Risk, ...]

    @property
    def by_person(self) -> bool:
        """Whether a person decided, not the profile."""
        return self.mark.state is MarkState.STRUCK

    @property
    def unheard(self) -> bool:
        """Whether meaning may be lost and nobody has listened."""
        return bool(self.risks) and not self.mark.heard


@dataclass(frozen=True, slots=True)
class Ledger:
    """All struck words in the order of the text; ``scars`` counts strikes that hold no word."""

    entries: Sequence[Struck]
    scars: int
    waiting: int
    """Proposals that nobody has decided on; they are in the clean text."""

    @property
    def unheard(self) -> list[Struck]:
        """What must be listened to before the clean version is reviewed."""
        return [entry for entry in self.entries if entry.unheard]

    @property
    def reviewed(self) -> bool:
        """Whether everything that touches meaning was heard."""
        return not any(entry.unheard for entry in self.entries)

    @property
    def kinds(self) -> Mapping[Kind, int]:
        """How many strikes of each kind hold words."""
        counted = Counter(entry.mark.kind for entry in self.entries)
        return {kind: counted[kind] for kind in Kind if counted[kind]}


def ledger(episode: Episode) -> Work[Ledger]:
    """Gather everything that is struck."""
    people = {person.id: person.name for person in episode.speakers}
    names = known_names(episode)
    language = episode.info.language or "en"
    entries: list[Struck] = []
    scars = waiting = 0
    for index, segment in enumerate(episode.transcript):
        if index % _STEP == 0:
            yield Step(index, len(episode.transcript), "ledger")
        waiting += sum(mark.state is MarkState.PROPOSED for mark in segment.marks)
        found = list(_struck(segment, index + 1, people, language, names))
        entries.extend(found)
        scars += sum(mark.strikes for mark in segment.marks) - len(found)
    return Ledger(entries, scars, waiting)


def known_names(episode: Episode) -> frozenset[str]:
    """The words that the names of the speakers are made of, lower case."""
    return frozenset(
        found[0].casefold() for person in episode.speakers for found in WORD.finditer(person.name)
    )


def risks_of(episode: Episode, segment: Segment, mark: Mark) -> tuple[Risk, ...]:
    """What of one mark bears meaning, struck or not yet."""
    struck = struck_spans(segment.marks)
    return risks(segment.text, mark, struck, episode.info.language or "en", known_names(episode))


def unheard(episode: Episode) -> Iterator[Marked]:
    """Struck words that touch meaning and that nobody has listened to, in the order of the text."""
    names, language = known_names(episode), episode.info.language or "en"
    for segment in episode.transcript:
        struck: tuple[tuple[int, int], ...] = ()
        for mark in segment.marks:
            worded = WORD.search(segment.text, mark.start, mark.end)
            if worded and mark.strikes and not mark.heard:
                struck = struck or struck_spans(segment.marks)
                if risks(segment.text, mark, struck, language, names):
                    yield segment.id, mark


def _struck(
    segment: Segment,
    line: int,
    people: Mapping[int, str],
    language: str,
    names: frozenset[str],
) -> Iterator[Struck]:
    if not any(mark.strikes for mark in segment.marks):
        return
    text, spans = segment.text, struck_spans(segment.marks)
    placed, times = tokens(text), segment.packed_times()
    starts, ends = times.moments
    sure = times.certain
    for mark in segment.marks:
        first = bisect_right(placed, mark.start, key=attrgetter("end"))
        last = bisect_left(placed, mark.end, key=attrgetter("start")) - 1
        if not mark.strikes or last < first:
            continue
        yield Struck(
            line,
            segment.id,
            mark,
            starts[first],
            ends[last],
            0 in sure[first : last + 1],
            people.get(segment.speaker or 0, ""),
            text[mark.start : mark.end].strip(),
            text[max(0, mark.start - CONTEXT) : mark.start],
            text[mark.end : mark.end + CONTEXT],
            risks(text, mark, spans, language, names),
        )
