"""Doubts: what listening left for a person to look at, kept with the project between runs."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, pairwise
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

from editor.app.aligning import FillerGap, Heard, disagreements, suggest_fillers, unheard
from editor.app.kept import DAMAGED, checksum, measure, moments, stretch, whole
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.time import Ms, Span
from editor.model.words import tokens

KEPT: Final = "heard"
"""Under which name a project remembers them."""

_FILLERS: Final = frozenset(("um", "uh", "erm", "er", "uhm", "umm", "hm", "hmm", "mm", "mmm"))
_NEAR: Final = 400
"""Milliseconds within which a written filler is the one that was heard."""

_BITE: Final = 64
"""Entries that are made text at once."""

_BEHIND: Final = 800
"""Milliseconds behind a line's last word in which a filler still belongs to it."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A line in doubt: "disagrees" or "silent", how well it fits, and which text it had then."""

    code: str
    fit: float
    text: int


@dataclass(frozen=True, slots=True)
class Filler:
    """A filler that was heard and not written (ms of the recording), and how sure that is."""

    start: Ms
    end: Ms
    confidence: float


@dataclass(frozen=True, slots=True)
class Doubts:
    """By line id what is in doubt; fillers in order; where somebody speaks, ``None`` if not known.

    Never changed: ``after`` makes others. ``recording`` is the fingerprint of what was heard.
    """

    lines: Mapping[int, Doubted] = field(default_factory=lambda: MappingProxyType({}))
    fillers: tuple[Filler, ...] = ()
    speech: tuple[Span, ...] | None = None
    recording: str = ""

    def after(self, episode: Episode, heard: Heard) -> Doubts:
        """The same after some lines were listened to: of these lines only what is new holds."""
        lines = episode.transcript
        doubted = dict(self.lines)
        kept = list(self.fillers)
        for number in heard.lines:
            doubted.pop(number, None)
            if lines.has(number):
                del kept[_within(kept, lines.by_id(number).span)]
        for doubt in disagreements(episode, heard):
            text = lines.by_id(doubt.line).text
            doubted[doubt.line] = Doubted(doubt.code, round(doubt.fit, 3), checksum(text))
        for gap in suggest_fillers(episode, heard):
            if gap.line not in doubted:  # where words are wrong, their sounds are taken for fillers
                fresh = Filler(gap.span.start, gap.span.end, round(gap.confidence, 3))
                at = bisect_left(kept, fresh.start, key=_START)
                if fresh not in kept[at : bisect_right(kept, fresh.start, at, key=_START)]:
                    kept.insert(at, fresh)
        return replace(self, lines=MappingProxyType(doubted), fillers=tuple(kept))

    def learnt(self, episode: Episode, heard: Heard, speech: Sequence[Span]) -> Doubts:
        """The same after a whole run: the lines listened to, and where somebody speaks."""
        known = self.of(episode.info.fingerprint).after(episode, heard)
        return replace(known, speech=tuple(speech))

    def of(self, recording: str) -> Doubts:
        """What holds for a recording of this fingerprint: of another one, nothing does."""
        return self if self.recording == recording else Doubts(recording=recording)

    def doubted(self, episode: Episode) -> Iterator[tuple[int, Doubted]]:
        """The ids of lines in doubt that still say what they said then.

        Not of those whose word times were undone since: they wait to be listened to anew.
        """
        for number, doubt in self.lines.items():
            line = episode.transcript.by_id(number) if episode.transcript.has(number) else None
            if line is not None and checksum(line.text) == doubt.text and not unheard(line):
                yield number, doubt

    def gaps(self, episode: Episode) -> list[FillerGap]:
        """Where in the text of today the fillers are missing; those written since are not.

        Nor are those of lines without word times, which would tell between which words.
        """
        placed = (_gap(episode, one) for one in self.fillers)
        return [gap for gap in placed if gap is not None]

    def gaps_in(self, episode: Episode, spans: Iterable[Span]) -> list[FillerGap]:
        """The same of those fillers alone that begin within some stretches."""
        near = dict.fromkeys(
            chain.from_iterable(self.fillers[_within(self.fillers, span)] for span in spans)
        )
        return replace(self, fillers=tuple(near)).gaps(episode)

    def kept(self) -> str:
        """As text, to be read again; made in small bites, so that no other thread is held up."""
        lines = ([number, *_row(doubt)] for number, doubt in self.lines.items())
        fillers = ([one.start, one.end, one.confidence] for one in self.fillers)
        speech = "null" if self.speech is None else _listed(_flat(self.speech))
        return (
            f'{{"recording":{json.dumps(self.recording)},"lines":{_listed(lines)},'
            f'"fillers":{_listed(fillers)},"speech":{speech}}}'
        )

    @classmethod
    def read(cls, text: str) -> Doubts:
        """What a project has kept; nothing where it makes no sense: it can be found out again."""
        try:
            told = json.loads(text or "{}")
            lines = {
                whole(number): Doubted(str(code), measure(fit), whole(was))
                for number, code, fit, was in told["lines"]
            }
            fillers = [Filler(*moments(a, b), measure(sure, 0)) for a, b, sure in told["fillers"]]
            speech = told["speech"]
            spans = None if speech is None else tuple(_spans(speech))
            recording = str(told["recording"])
        except DAMAGED:
            return cls()
        fillers.sort(key=_START)
        return cls(MappingProxyType(lines), tuple(fillers), spans, recording)


_START: Final = attrgetter("start")


def _within(fillers: Sequence[Filler], span: Span) -> slice:
    """Those of the fillers, which are in order, that begin within a stretch."""
    first = bisect_left(fillers, span.start, key=_START)
    return slice(first, bisect_left(fillers, max(span.start, span.end), first, key=_START))


def _listed(values: Iterable[object]) -> str:
    """A list as JSON; the library is called for a few of them at a time, as it lets nobody in."""
    rest = iter(values)
    bites = iter(lambda: list(islice(rest, _BITE)), [])
    return f"[{','.join(json.dumps(bite, separators=(',', ':'))[1:-1] for bite in bites)}]"


def _row(doubt: Doubted) -> tuple[str, float, int]:
    return doubt.code, doubt.fit, doubt.text


def _flat(spans: Iterable[Span]) -> Iterator[Ms]:
    return (at for span in spans for at in (span.start, span.end))


def _spans(flat: Sequence[Any]) -> Iterator[Span]:
    for at in range(0, len(flat) - 1, 2):
        yield stretch(flat[at], flat[at + 1])


def _gap(episode: Episode, filler: Filler) -> FillerGap | None:
    middle = (filler.start + filler.end) // 2
    line = _line_at(episode, filler)
    if line is None or not line.words:
        return None
    placed, times = tokens(line.text), line.word_times()
    last = max((time.end for time in times), default=line.end)
    if not placed or not line.start - _BEHIND <= middle <= max(last, line.end) + _BEHIND:
        return None
    for token, time in zip(placed, times, strict=True):
        written = line.text[token.start : token.end].casefold() in _FILLERS
        if written and time.start < filler.end + _NEAR and time.end > filler.start - _NEAR:
            return None
    place = sum(time.start < middle for time in times)
    offset = placed[place].start if place < len(placed) else len(line.text)
    span = Span(filler.start, filler.end)
    return FillerGap(line.id, offset, span, filler.confidence)


def _line_at(episode: Episode, filler: Filler) -> Segment | None:
    """The line a filler is said in; between two, the one that is nearer."""
    lines = episode.transcript
    index = lines.index_at(filler.start)
    following = lines[index + 1] if index + 1 < len(lines) else None
    if index < 0:
        return following
    if following is not None and lines[index].words and following.words:
        before = filler.start - lines[index].words.moments[1][-1]
        behind = following.words.moments[0][0] - filler.end
        if 0 <= behind < before:
            return following
    return lines[index]


def runs(numbers: Sequence[int], least: int) -> Iterator[tuple[int, int]]:
    """Runs of so many numbers or more that follow each other: first and last of each."""
    first = 0
    for at, (now, following) in enumerate(pairwise([*numbers, None])):
        if now is not None and following != now + 1:
            if at + 1 - first >= least:
                yield numbers[first], now
            first = at + 1
