"""Finding: one cue that breaks one rule, with the facts, and how freely it may be repaired."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from editor.captions.cue import Cue
from editor.captions.language import BreakWords
from editor.captions.profile import Profile
from editor.model.time import Ms

Facts: TypeAlias = Mapping[str, str | int]


class Grade(StrEnum):
    """How a finding may be repaired: at once, after a look at what it will do, or by hand only."""

    SAFE = "safe"
    PREVIEW = "preview"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Finding:
    """The cue at ``cue`` breaks ``rule``.

    ``figure`` names the figure of the profile that is broken, where one is; its source is the
    profile's. ``facts`` fill the sentence.
    """

    rule: str
    cue: int
    grade: Grade
    facts: Facts = field(default_factory=dict, hash=False)
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """A cue with its neighbours and all that a rule may ask for.

    ``names`` are the people's, by id; ``duration`` (ms) is the recording's, 0 where not known.
    """

    index: int
    cue: Cue
    before: Cue | None
    after: Cue | None
    profile: Profile
    words: BreakWords
    shots: Sequence[Ms] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    duration: Ms = 0
    language: str = "en"

    @property
    def gap(self) -> Ms | None:
        """Silence before the next cue (ms); negative where they overlap, ``None`` at the end."""
        return self.after.start - self.cue.end if self.after else None


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule has to say of a cue: how it may be repaired, the facts, the figure broken."""

    grade: Grade
    facts: Facts = field(default_factory=dict)
    figure: str = ""


Check: TypeAlias = Callable[[Around], Iterator[Found]]
