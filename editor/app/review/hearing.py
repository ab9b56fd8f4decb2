"""Hearing: what the review asks of text and sound - who speaks where nothing stands, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from editor.app.aligning import FillerGap, insert_filler
from editor.app.doubts import Doubts, runs
from editor.app.jobs import Step, Work
from editor.app.recording_fit import behind_the_end
from editor.app.review.items import Item, let_stand
from editor.app.voices import silent_lines, untranscribed
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.time import Ms, Span, clock, full_clock
from editor.model.verbs.inserting import insert_lines
from editor.model.words import tokens

UNSURE: Final = 0.5
"""Confidence below which a word may be elsewhere: every other such start is off by 100 ms."""

_RUN: Final = 3
"""So many unsure words in a row are worth a look; one alone mostly is a name said quickly."""

_BREATH: Final = 1_200
"""Milliseconds of silence within one stretch of speech that has no line."""

_EDGE: Final = 400
"""Milliseconds before such a stretch that belong to it: a line's end is known no better."""

_PORTION: Final = 400
_AROUND: Final = 700
"""Milliseconds that are played before and after a filler, to hear it between its neighbours."""


class Hearing:
    """Lines that disagree with their sound, speech without a line, fillers nobody wrote down."""

    name = "hearing"

    def __init__(self, doubts: Doubts) -> None:
        self._doubts = doubts

    def look(self, episode: Episode) -> Work[list[Item]]:
        """Everything there is to ask, from what listening to this recording has left."""
        doubts, lines = self._doubts.of(episode.info.fingerprint), episode.transcript
        found: list[Item] = []
        doubted = dict(doubts.doubted(episode))
        silent = {number for number, doubt in doubted.items() if doubt.code == "silent"}
        outside = {line.id for line in behind_the_end(episode)}  # one cause, told in one sentence
        unwritten: list[Span] = []
        if doubts.speech is not None:
            silent.update(silent_lines(episode, doubts.speech))
            unwritten = untranscribed(episode, _bridged(doubts.speech))
            found += self._untranscribed(episode, unwritten)
            yield Step(0, len(lines), "review")
        asked = sorted(silent - outside)
        found += [_whole(lines.by_id(number), 0.65, "silent") for number in asked]
        for number, doubt in doubted.items():
            if doubt.code == "disagrees" and number not in silent:
                risk = round(0.85 - doubt.fit / 10, 3)
                found.append(_whole(lines.by_id(number), risk, "disagrees"))
        found += [
            _missing(episode, gap)
            for gap in doubts.gaps(episode)
            if gap.line not in doubted and not _within(gap.span, unwritten)
        ]
        known = silent.union(doubted)
        for at, line in enumerate(list(lines)):
            if line.id not in known:
                found += self._unsure(line)
            if at % _PORTION == 0:
                yield Step(at, len(lines), "review")
        return found

    def accept(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Write the fillers in, or lines to fill where somebody speaks; one kind in one step."""
        if items and items[0].rule == "untranscribed":
            return self._write_lines(episode, items)
        spans = [item.span for item in items if item.span is not None]
        near = self._doubts.of(episode.info.fingerprint).gaps_in(episode, spans)
        gaps = {_key(_missing(episode, gap)): gap for gap in near}
        splices = {}
        for item in items:
            gap = gaps.get(_key(item))
            if gap is not None and item.line not in splices:  # a second one is asked again
                splices[item.line] = insert_filler(episode, gap).splices
        return Edit("insert-filler", tuple(one for each in splices.values() for one in each))

    def stet(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let text and sound be as they are."""
        return let_stand(episode, items)

    def never(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let whatever is like them be."""
        return let_stand(episode, items, alike=True)

    def _write_lines(self, episode: Episode, items: Sequence[Item]) -> Edit:
        made = [
            Segment(0, span.start, span.end, _inaudible(span.start))
            for span in (item.span for item in items)
            if span is not None
        ]
        return insert_lines(episode, made)

    def _untranscribed(self, episode: Episode, unwritten: Sequence[Span]) -> Iterator[Item]:
        lines = episode.transcript
        for span in unwritten if len(lines) else ():
            line = lines[max(0, lines.index_at(span.start))]
            at = len(line.text)
            words = f"{clock(span.start)} – {clock(span.end)}"
            risk = min(0.8, 0.6 + span.duration / 100_000)
            suggestion = _inaudible(span.start)
            known = f"{round(span.start / 1000)} s, {episode.info.fingerprint[:8]}"
            yield Item(
                self.name,
                line.id,
                at,
                at,
                words,
                risk,
                "untranscribed",
                suggestion,
                span,
                known=known,
            )

    def _unsure(self, line: Segment) -> Iterator[Item]:
        doubtful = line.words.doubtful(UNSURE)
        if len(doubtful) < _RUN or not line.words.measured:
            return
        placed, times = tokens(line.text), line.words.unpack()
        for first, last in runs(doubtful, _RUN):
            start, end = placed[first].start, placed[last].end
            span = Span(times[first].start, max(times[first].start, times[last].end))
            words = line.text[start:end]
            yield Item(self.name, line.id, start, end, words, 0.4, "unsure", None, span)


def _bridged(speech: Sequence[Span]) -> list[Span]:
    """Stretches of speech with no more than a breath between them as one: one question each."""
    joined: list[Span] = []
    for span in speech:
        if joined and span.start - joined[-1].end <= _BREATH:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _within(filler: Span, unwritten: Sequence[Span]) -> bool:
    """Whether a filler belongs to speech that has no line: that is asked as a whole."""
    at = bisect_right(unwritten, filler.start, key=lambda span: span.end)
    return at < len(unwritten) and unwritten[at].start < filler.end + _EDGE


def _key(item: Item) -> tuple[int, int, int]:
    return item.line, item.start, item.end


def _missing(episode: Episode, gap: FillerGap) -> Item:
    """The question about a filler: the words on both sides, and what they are with it."""
    text = episode.transcript.by_id(gap.line).text
    placed = tokens(text)
    behind = next((at for at, one in enumerate(placed) if one.start >= gap.offset), len(placed))
    start = placed[max(0, behind - 1)].start
    end = placed[min(behind, len(placed) - 1)].end
    offset = min(max(gap.offset, start), end)
    joint = " " if offset == end else ""
    suggestion = f"{text[start:offset]}{joint}{gap.word}, {text[offset:end]}".rstrip()
    risk = round(0.3 + gap.confidence / 10, 3)
    around = Span(max(0, gap.span.start - _AROUND), gap.span.end + _AROUND)
    words = text[start:end]
    return Item(
        Hearing.name, gap.line, start, end, words, risk, "unwritten-filler", suggestion, around
    )


def _inaudible(at: Ms) -> str:
    return f"[inaudible {full_clock(at).partition('.')[0]}]"


def _whole(line: Segment, risk: float, rule: str) -> Item:
    return Item(Hearing.name, line.id, 0, len(line.text), line.text, risk, rule)
