"""Review: the marks a person should look at, counted, found from a place, and grouped alike."""

from __future__ import annotations

from collections.abc import Iterator

from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.segment import Segment
from editor.model.time import Span
from editor.model.verbs.cleaning import Marked, decide
from editor.model.words import tokens


def marked(episode: Episode) -> Iterator[Marked]:
    """Every mark in the order of the text, those made by hand left out: nobody reviews himself."""
    for segment in episode.transcript:
        for mark in segment.marks:
            if mark.kind is not Kind.BY_HAND:
                yield segment.id, mark


def waiting(episode: Episode, index: int = 0, offset: int = -1) -> Iterator[Marked]:
    """The marks nobody has decided on, from a place on (line index, offset), proposals only."""
    for at in range(max(0, index), len(episode.transcript)):
        segment = episode.transcript[at]
        for mark in segment.marks:
            if mark.state is MarkState.PROPOSED and (at > index or mark.start > offset):
                yield segment.id, mark


def before(episode: Episode, index: int, offset: int) -> Iterator[Marked]:
    """The same backwards: from a place to the start of the episode."""
    for at in range(min(index, len(episode.transcript) - 1), -1, -1):
        segment = episode.transcript[at]
        for mark in reversed(segment.marks):
            if mark.state is MarkState.PROPOSED and (at < index or mark.start < offset):
                yield segment.id, mark


def of_kind(episode: Episode, kind: Kind, index: int = 0, offset: int = -1) -> Iterator[Marked]:
    """The marks of a kind that nobody has decided on, struck unasked or not, from a place on."""
    for at in range(max(0, index), len(episode.transcript)):
        segment = episode.transcript[at]
        for mark in segment.marks:
            if mark.kind is kind and not mark.decided and (at > index or mark.start > offset):
                yield segment.id, mark


def alike(episode: Episode, line: int, mark: Mark) -> list[Marked]:
    """All undecided marks of the same kind over the same words, this one among them."""
    words = _words(episode.transcript.by_id(line), mark)
    return [
        (segment.id, other)
        for segment in episode.transcript
        for other in segment.marks
        if other.kind is mark.kind and not other.decided and _words(segment, other) == words
    ]


def strike(episode: Episode, line: int, mark: Mark) -> Edit:
    """Accept one finding."""
    return decide(episode, [(line, mark)], MarkState.STRUCK)


def stet(episode: Episode, line: int, mark: Mark) -> Edit:
    """Let one finding stand."""
    return decide(episode, [(line, mark)], MarkState.STET)


def strike_alike(episode: Episode, line: int, mark: Mark) -> Edit:
    """Accept all findings like this one, in one step."""
    return decide(episode, alike(episode, line, mark), MarkState.STRUCK)


def heard_span(segment: Segment, mark: Mark, around: int = 1_000) -> Span:
    """When the marked words are heard, with ``around`` ms before and after."""
    times = segment.word_times()
    met = [
        time
        for token, time in zip(tokens(segment.text), times, strict=True)
        if token.end >= mark.start and token.start <= mark.end
    ]
    if not met:
        return segment.span
    return Span(max(0, met[0].start - around), met[-1].end + around)


def _words(segment: Segment, mark: Mark) -> str:
    return segment.text[mark.start : mark.end].strip(" ,.;:").casefold()
