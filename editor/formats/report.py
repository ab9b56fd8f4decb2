"""Report: what import read, and every oddity it met on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from editor.model.episode import Episode

Fact: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Remark:
    """One oddity or repair.

    ``code`` names its sentence in ``resources/texts/*/remarks.toml``, ``facts`` fill it.

    ``line`` is the line of the source file, counted from 1; ``segment`` the id of the line of the
    episode. A repair that runs through the whole file
    is one remark: ``facts["count"]`` says how often, ``line`` where first.
    """

    code: str
    line: int | None = None
    segment: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as read: the episode, the remarks in the order of the file, and how it was read."""

    episode: Episode
    remarks: tuple[Remark, ...]
    encoding: str
    format: str


class Remarks:
    """Collects remarks while a file is read; what runs through the whole file is counted as one."""

    def __init__(self) -> None:
        self._single: list[Remark] = []
        self._counted: dict[str, tuple[int, int | None]] = {}

    def add(
        self, code: str, line: int | None = None, segment: int | None = None, **facts: Fact
    ) -> None:
        """Note one oddity on its own."""
        self._single.append(Remark(code, line, segment, facts))

    def count(self, code: str, line: int | None = None, times: int = 1) -> None:
        """Note one more case of an oddity that is told once for the whole file."""
        before, first = self._counted.get(code, (0, line))
        self._counted[code] = (before + times, first)

    def listed(self) -> tuple[Remark, ...]:
        """All remarks: first those on the file as a whole, then by line."""
        counted = (
            Remark(code, line, None, {"count": times})
            for code, (times, line) in self._counted.items()
        )
        return (*counted, *sorted(self._single, key=lambda remark: remark.line or 0))
