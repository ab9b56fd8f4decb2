"""Content: what a project file hands out beside the episode itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

from editor.model.answer import Answer
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.history import History
from editor.model.info import Info
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.translation import Translation


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being typed: the line's id, its whole text so far, the caret's offset in it."""

    segment: int
    text: str
    caret: int


Spot: TypeAlias = tuple[int, int]
"""Before the word at a character of a line: the line's id, the character."""


@dataclass(frozen=True, slots=True)
class CaptionDraft:
    """The text that a caption is being given, and where its words stand.

    They begin at ``start`` and go up to ``stop`` (``None``: the end of the episode), with a new
    line at each of ``breaks``; ``source`` is what they say.
    """

    start: Spot
    stop: Spot | None
    breaks: tuple[Spot, ...]
    lines: tuple[str, ...]
    source: str


class Reported(Protocol):
    """What a project takes for an entry of its import report.

    What the readers of formats produce fits.
    """

    @property
    def code(self) -> str:
        """Names the sentence."""

    @property
    def line(self) -> int | None:
        """The line of the source file, counted from 1."""

    @property
    def segment(self) -> int | None:
        """The id of the line of the episode."""

    @property
    def facts(self) -> Mapping[str, str | int]:
        """Fill the sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One oddity of an import as the project keeps it; a ``Reported`` itself."""

    code: str
    line: int | None = None
    segment: int | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Restored:
    """One thing that opening put right or has to tell.

    A stable code and the facts for its sentence.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """One edit of the history and the wall-clock time it was made.

    ``done`` is false behind the head: there it can be redone.
    """

    verb: str
    made: datetime
    done: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything of an episode but its lines; small, and known before the first line is read."""

    speakers: tuple[Speaker, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...]
    info: Info
    sounds: tuple[Sound, ...] = ()
    shots: tuple[Shot, ...] = ()
    translations: tuple[Translation, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that a project file holds.

    ``draft`` is what was being typed in a line when the program stopped, if that never became an
    edit, and ``caption`` the same of a caption;
    ``memory`` is what ``Project.remember`` kept; ``report`` is the import's.
    """

    episode: Episode
    history: History
    draft: Draft | None
    caption: CaptionDraft | None
    memory: Mapping[str, str]
    report: tuple[Entry, ...]
    restored: tuple[Restored, ...]


@dataclass(frozen=True, slots=True)
class LoadStep:
    """A stretch of lines, read and checked; ``done`` of ``total`` lines are there.

    The last step has ``loaded``.
    """

    done: int
    total: int
    outline: Outline
    segments: tuple[Segment, ...]
    loaded: Loaded | None = None
