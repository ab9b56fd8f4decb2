"""Aligning: when each word is heard, found in the recording and planned as one edit.

``align`` does all of it. A window that goes on being edited meanwhile takes the parts: ``script``
once, ``listen`` as the job (visible lines first in one job, the rest in another), ``hear`` when it
is done or was cancelled - what ``Heard`` holds by then is good.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from editor.app import voices
from editor.app.jobs import Step, Work
from editor.audio.speech.aligner import ASTRAY
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment
from editor.model.time import Ms, Span
from editor.model.verbs import hearing
from editor.model.words import TimeKind, WordTime, count_words, tokens

if TYPE_CHECKING:
    from editor.audio.speech.following import LineHeard
    from editor.audio.speech.script import Script

RESPELLED: Final = "pronounce"
"""Key of ``Info.settings``: names that are said otherwise than written, "Siobhan=shiv awn; ..."."""

_FEW_WORDS: Final = 3
"""Words of a line that can be told to be ``ASTRAY``."""

_JOINED: Final = 2_000
"""A first word this much (ms) behind its line's stamp was not stamped by it: stamps err by less."""


@dataclass(slots=True)
class Heard:
    """What was heard so far: the text of each line (by id) as it was listened to, and the result.

    Grows while ``listen`` works. ``waiting`` are the lines nobody has taken yet.
    """

    texts: dict[int, str] = field(default_factory=dict)
    lines: dict[int, LineHeard] = field(default_factory=dict)
    waiting: deque[LineHeard] = field(default_factory=deque)

    @property
    def estimates(self) -> bool:
        """Whether all of it is estimated, as no engine knows the language."""
        return bool(self.lines) and all(line.fit < 0 for line in self.lines.values())

    def take(self, most: int) -> Heard:
        """Take up to so many lines that nobody has taken, while another thread goes on."""
        taken = [self.waiting.popleft() for _ in range(min(most, len(self.waiting)))]
        return Heard(self.texts, {line.id: line for line in taken})

    def add(self, other: Heard) -> None:
        """Take in what was heard besides."""
        self.texts |= other.texts
        self.lines |= other.lines

    def only(self, numbers: Iterable[int]) -> Heard:
        """The same of some lines (by id)."""
        return Heard(self.texts, {number: self.lines[number] for number in numbers})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line for a person to look at: "disagrees" (other words are heard), "silent" (no voice)."""

    line: int
    code: str
    fit: float


@dataclass(frozen=True, slots=True)
class FillerGap:
    """An "um" that is heard and not written: where in the text (character), when, how sure."""

    line: int
    offset: int
    span: Span
    confidence: float
    word: str = "um"


def unheard(line: Segment) -> bool:
    """Whether some word of a line still waits to be listened for.

    Estimates nobody tried to better, and words whose text has changed since they were heard. Times
    from a file or by hand do not wait.
    """
    if not line.words:
        return count_words(line.text) > 0
    waiting = (TimeKind.ESTIMATED, TimeKind.MEASURED)
    return any(time.confidence is None and time.kind in waiting for time in line.words.unpack())


def wanted(episode: Episode, first: Iterable[int] = (), *, again: bool = False) -> tuple[int, ...]:
    """The lines (by index) to listen for: of those, ``first`` first; all of them with ``again``.

    Lines behind the end of the recording are left as they are: nothing can be heard of them.
    """
    recording = episode.info.recording
    stop = recording.duration if recording is not None and recording.duration else sys.maxsize
    lines = episode.transcript
    waiting = [
        at for at, line in enumerate(lines) if line.start < stop and (again or unheard(line))
    ]
    early = set(first)
    return (*(at for at in waiting if at in early), *(at for at in waiting if at not in early))


def hears(language: str) -> bool:
    """Whether words of that language are heard; of others, their times are estimates."""
    from editor.audio.speech.engines import default_knows

    return default_knows(language)


def script(episode: Episode, lines: Sequence[int], engine: str | None = None) -> Script:
    """What an aligner is told: every line as it stands, and which (by index) to listen for.

    ``engine`` of ``None`` is the default one. Cheap; the worker reads the text aloud.
    """
    from editor.audio.speech.engines import DEFAULT
    from editor.audio.speech.script import Script, Spoken

    told = [
        Spoken(line.id, _begins(line), line.end, Flag.END_INFERRED not in line.flags, line.text)
        for line in episode.transcript
    ]
    language = episode.info.language
    return Script(told, tuple(lines), language, engine or DEFAULT, respelled(episode))


def _begins(line: Segment) -> Ms:
    """When the line is thought to begin (ms): at its stamp, else where its first word is far off.

    Words that were joined to a line long before them have kept their times. Nearer than that the
    stamp is the better guess, for a word's time may itself be one.
    """
    starts, _ = line.words.moments
    joined = bool(starts) and line.start + _JOINED < starts[0] < line.end
    return starts[0] if joined else line.start


def respelled(episode: Episode) -> dict[str, str]:
    """Names that are said otherwise than they are written, as the episode's settings have them."""
    listed = dict(episode.info.settings).get(RESPELLED, "")
    pairs = (entry.partition("=") for entry in listed.split(";"))
    return {name.strip().lower(): said.strip() for name, _, said in pairs if name.strip() and said}


def listen(told: Script, recording: Path, heard: Heard) -> Work[Heard]:
    """Listen for the wanted lines by a worker process; fills ``heard`` and returns it.

    Steps count lines. Raises ``UserError``: ``recording-missing``, ``recording-unreadable``,
    ``recording-silent``, ``aligner-unknown``.
    """
    from editor.audio.align_worker import lines_heard

    heard.texts.update({told.lines[at].id: told.lines[at].text for at in told.wanted})
    total, done = len(told.wanted), 0
    yield Step(0, total, "align")
    if not total:
        return heard
    steps = lines_heard(recording, told)
    try:
        for lines in steps:
            heard.lines.update({line.id: line for line in lines})
            heard.waiting.extend(lines)
            done += len(lines)
            yield Step(done, total, "align")
    finally:
        steps.close()
    return heard


def find_words(
    told: Script, recording: Path, heard: Heard, speech: Sequence[Span] | None
) -> Work[Sequence[Span]]:
    """Listen for the wanted lines, then for where somebody speaks unless that is known.

    Returns the stretches of speech; ``heard`` fills meanwhile. Raises ``UserError`` as ``listen``.
    """
    yield from listen(told, recording, heard)
    if speech is None:
        speech = yield from voices.speech(recording)
    return speech


def hear(
    episode: Episode,
    heard: Heard,
    verb: str = "align",
    within: Mapping[int, Span] = MappingProxyType({}),
) -> Edit:
    """The edit that gives the lines the times that were heard; see ``verbs.hearing.hear``."""
    found = {
        number: hearing.Timed(heard.texts[number], line.words)
        for number, line in heard.lines.items()
    }
    return hearing.hear(episode, found, verb, within)


def align(
    episode: Episode,
    recording: Path,
    *,
    first: Iterable[int] = (),
    again: bool = False,
    fillers: bool = False,
    engine: str | None = None,
    heard: Heard | None = None,
) -> Work[Edit]:
    """Find when each word is heard; returns the edit, planned when all is heard.

    Lines that are timed already are left out unless ``again``; times by hand never change.
    ``heard`` keeps what else there is to say: fillers, doubts. With ``fillers`` every line is
    listened to for these, and timed lines still keep their times.
    """
    found = heard if heard is not None else Heard()
    lines = episode.transcript
    untimed = {lines[at].id for at in wanted(episode, again=again)}
    told = script(episode, wanted(episode, first, again=again or fillers), engine)
    yield from listen(told, recording, found)
    timed = {number: line for number, line in found.lines.items() if number in untimed}
    return hear(episode, Heard(found.texts, timed))


def disagreements(episode: Episode, heard: Heard) -> list[Doubt]:
    """Lines whose text and sound disagree, and lines in which nobody speaks, in their order."""
    doubts = []
    for line, found in _as_heard(episode, heard):
        if not found.words:
            continue
        measured = any(word.kind is TimeKind.MEASURED for word in found.words)
        if 0 <= found.voiced < voices.LEAST_VOICED and not measured:
            doubts.append(Doubt(line.id, "silent", found.fit))
        elif 0 <= found.fit < ASTRAY and len(found.words) >= _FEW_WORDS:
            doubts.append(Doubt(line.id, "disagrees", found.fit))
    return doubts


def _as_heard(episode: Episode, heard: Heard) -> Iterator[tuple[Segment, LineHeard]]:
    """The lines that still say what was listened for, in their order, and what was heard."""
    lines = episode.transcript
    there = [lines.by_id(number) for number in heard.lines if lines.has(number)]
    for line in sorted(there, key=lambda line: (line.start, line.id)):
        if heard.texts[line.id] == line.text:
            yield line, heard.lines[line.id]


def suggest_fillers(episode: Episode, heard: Heard) -> list[FillerGap]:
    """Untranscribed "um"s, for a person to insert or ignore; never put in by themselves."""
    gaps = []
    for line, found in _as_heard(episode, heard):
        placed = tokens(line.text)
        for um in found.fillers:
            offset = placed[um.word].start if um.word < len(placed) else len(line.text)
            gaps.append(FillerGap(line.id, offset, Span(um.start, um.end), um.confidence))
    return gaps


def insert_filler(episode: Episode, gap: FillerGap) -> Edit:
    """Write a suggested filler into its line, marked as one; see ``verbs.hearing.write_filler``."""
    index = episode.transcript.index_of(gap.line)
    return hearing.write_filler(episode, index, gap.offset, gap.word, gap.span, gap.confidence)


def listed(episode: Episode) -> list[dict[str, Any]]:
    """Every word as plain data: segment, text, start_ms, end_ms, kind, confidence.

    Null only where a file brought times without saying how sure they are.
    """
    return [
        {
            "segment": line.id,
            "text": line.text[token.start : token.end],
            "start_ms": time.start,
            "end_ms": time.end,
            "kind": time.kind.name.lower().replace("_", "-"),
            "confidence": _sure(time),
        }
        for line in episode.transcript
        for token, time in zip(tokens(line.text), line.word_times(), strict=True)
    ]


def _sure(time: WordTime) -> float | None:
    """How sure a time is: what a person set surely, what nobody could listen for not at all."""
    if time.confidence is not None:
        return round(time.confidence, 3)
    return {TimeKind.BY_HAND: 1.0, TimeKind.IMPORTED: None}.get(time.kind, 0.0)
