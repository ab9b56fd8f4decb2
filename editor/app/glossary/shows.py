"""Shows: a glossary for all episodes of a show, chosen for a project, kept as a table each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from editor.app.glossary.entries import Entry, add_entries, entries_of, load, save
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.verbs.outline import choose

_KEY: Final = "glossary.show"
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST: Final = 80
"""Characters of the longest name of a show; file systems take 255 bytes."""


class Difference(NamedTuple):
    """A change of a glossary: without ``was`` an entry is added, without ``now`` one is removed."""

    was: Entry | None
    now: Entry | None


@dataclass(frozen=True, slots=True)
class Shows:
    """The shows whose tables lie in ``folder``; a show is known by the name of its table."""

    folder: Path

    def names(self) -> list[str]:
        """The shows there are, in the order of the alphabet."""
        found = (path.stem for path in self.folder.glob("*.csv"))
        return sorted(found, key=str.casefold)

    def has(self, show: str) -> bool:
        """Whether there is a show of this name."""
        return bool(show_name(show)) and self._path(show).is_file()

    def entries(self, show: str) -> tuple[Entry, ...]:
        """The glossary of a show, else of the file of this name.

        Raises ``UserError`` (``file-unreadable``, ``glossary-empty``, ``glossary-unknown``).
        """
        if self.has(show):
            return load(self._path(show))
        if Path(show).is_file():
            return load(Path(show))
        raise UserError("glossary-unknown", name=show, shows=", ".join(self.names()) or "-")

    def differences(self, show: str, entries: Iterable[Entry]) -> list[Difference]:
        """What keeping these entries for a show would add to its glossary, change and remove.

        Raises ``UserError`` where the glossary cannot be read.
        """
        there, here = set(load(self._path(show)) if self.has(show) else ()), set(entries)
        gone = there - here
        corrected = {entry.misheard: entry for entry in gone if entry.misheard}
        found = []
        for entry in sorted(here - there):
            was = corrected.pop(entry.misheard, None)
            gone.discard(was or entry)
            found.append(Difference(was, entry))
        return [*found, *(Difference(entry, None) for entry in sorted(gone))]

    def change(self, show: str, wanted: Iterable[Difference]) -> None:
        """Make changes to the glossary of a show; its other episodes may know more than this one.

        A glossary of which nothing is left is gone, and the show with it. Raises ``UserError``.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(show)
        entries = set(load(path) if self.has(show) else ())
        for was, now in wanted:
            entries -= {was} if was else set()
            entries |= {now} if now else set()
        if entries:
            save(path, sorted(entries))
        else:
            path.unlink(missing_ok=True)

    def _path(self, show: str) -> Path:
        return self.folder / f"{show_name(show)}.csv"


def show_name(typed: str) -> str:
    """What a show is called: fit for a file name on every system, ``""`` where nothing is left."""
    name = " ".join(_FORBIDDEN.sub(" ", typed).split())
    return name.strip(". ")[:_LONGEST].rstrip()


def show_of(info: Info) -> str:
    """The show that was chosen for a project, ``""`` for none."""
    return info.setting(_KEY, "")


def choose_show(episode: Episode, show: str, entries: Sequence[Entry] = ()) -> Edit:
    """Say which show the episode is of, and take its glossary in, in one step.

    Where the project and the show correct the same words, the project's own correction stands.
    """
    sample = Episode(info=episode.info)
    sample.apply(choose(sample, _KEY, show_name(show)))
    own = {entry.misheard for entry in entries_of(episode.info) if entry.misheard}
    if more := [entry for entry in entries if entry.misheard not in own]:
        sample.apply(add_entries(sample, more))
    return Edit("glossary", (Splice(Track.INFO, 0, (episode.info,), (sample.info,)),))
