"""Cue: one caption block as shown, derived from the words, and where its words stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from editor.model.breaks import Hold
from editor.model.time import Ms


class Anchor(NamedTuple):
    """A character offset in the text of the line of this id."""

    segment: int
    at: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines of text shown from ``start`` to ``end`` (ms).

    ``voice`` is the id of who speaks. ``anchors`` tell where each of the lines begins, ``until``
    where the last one ends; a sound has none but its ``sound`` id. ``first`` and ``last`` (ms) are
    the edges of what is heard, ``estimated`` whether they are guesses. ``given`` cues are those of
    a caption file, as it had them; ``hold`` is what a person decided. ``stale``: it has text of its
    own, and the words that was written for have changed since. ``over`` are the ids of the sounds
    that its first lines name, one each, which begin where its words do.
    """

    start: Ms
    end: Ms
    lines: tuple[str, ...]
    voice: int | None = None
    anchors: tuple[Anchor, ...] = ()
    until: Anchor | None = None
    first: Ms = 0
    last: Ms = 0
    estimated: bool = False
    given: bool = False
    hold: Hold | None = None
    sound: int | None = None
    label: str = ""
    stale: bool = False
    over: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)

    @property
    def said(self) -> tuple[str, ...]:
        """The lines without those that name sounds over them."""
        return self.lines[len(self.over) :]

    @property
    def begins(self) -> tuple[Anchor, ...]:
        """Where each of the lines that are said begins."""
        return self.anchors[len(self.over) :]

    @property
    def duration(self) -> Ms:
        """How long it is shown (ms)."""
        return max(0, self.end - self.start)

    @property
    def locked(self) -> bool:
        """Whether a person wants it left as it is."""
        return self.hold is not None and self.hold.locked

    @property
    def anchor(self) -> Anchor | None:
        """Where its first word stands."""
        return self.anchors[0] if self.anchors else None
