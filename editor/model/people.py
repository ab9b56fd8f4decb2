"""People: who speaks, and in which role."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person of the episode.

    The order of the episode's speakers gives the digit that assigns them.
    """

    id: int
    name: str
    roles: tuple[str, ...] = ()
    about: str = ""
