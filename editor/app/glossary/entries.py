"""Entries: the glossary of a project, each change of it an edit, and as CSV between projects."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from editor.app.filing import write_text
from editor.formats.csv_table import BYTE_ORDER_MARK, write_csv
from editor.model.checks import LINE_BREAKING
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.verbs.outline import choose

_KEY: Final = "glossary"
_HEADER: Final = ("written", "misheard")
MOST: Final = 5_000
"""Entries of the largest glossary; a show has some dozens."""
LONGEST: Final = 200
"""Characters of the longest term."""
_LARGEST: Final = 4 << 20
"""Bytes of the largest file that is read."""


class Entry(NamedTuple):
    """``written`` is how it is written; ``misheard`` what stands there instead, ``""`` for none."""

    written: str
    misheard: str = ""


def entries_of(info: Info) -> tuple[Entry, ...]:
    """The glossary of a project; what cannot be read of it is left out."""
    try:
        listed = json.loads(dict(info.settings).get(_KEY, "[]"))
    except ValueError:
        return ()
    if not isinstance(listed, list):
        return ()
    pairs = (row for row in listed if isinstance(row, list) and len(row) == len(_HEADER))
    return tuple(Entry(*row) for row in pairs if all(isinstance(cell, str) for cell in row))


def terms_of(info: Info) -> frozenset[str]:
    """How the terms of a project are written."""
    return frozenset(entry.written for entry in entries_of(info))


def set_entries(episode: Episode, entries: Iterable[Entry], verb: str = "glossary") -> Edit:
    """Give the project another glossary; doubles and empty ones are left out."""
    sound = {_sound(entry) for entry in entries}
    kept = sorted((entry for entry in sound if entry.written), key=_order)[:MOST]
    value = json.dumps([list(entry) for entry in kept], ensure_ascii=False) if kept else ""
    return choose(episode, _KEY, value, verb)


def add_entries(episode: Episode, fresh: Iterable[Entry]) -> Edit:
    """More entries, in one step."""
    return set_entries(episode, [*entries_of(episode.info), *fresh])


def to_csv(entries: Iterable[Entry]) -> str:
    """The glossary as a table that spreadsheets read."""
    return BYTE_ORDER_MARK + write_csv(_HEADER, entries)


def from_csv(text: str) -> tuple[Entry, ...]:
    """The entries of a table: a column, or two; a first row of headings is passed over.

    Semicolons and tabs part columns too, as spreadsheets of other countries write them.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    found: list[Entry] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=sign):
            cells = [cell[1:] if cell[:2] in _ESCAPED else cell for cell in row[:2]]
            entry = _sound(Entry(*cells)) if cells else Entry("")
            if entry.written and (found or tuple(entry) != _HEADER):
                found.append(entry)
            if len(found) == MOST:
                break
    except csv.Error:
        return tuple(found)
    return tuple(found)


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of a file. Raises ``UserError`` (``file-unreadable``, ``glossary-empty``)."""
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8", "replace")
    except OSError as error:
        raise UserError("file-unreadable", path=str(path), reason=str(error.strerror)) from error
    found = from_csv(text)
    if not found:
        raise UserError("glossary-empty", path=str(path))
    return found


def save(path: Path, entries: Iterable[Entry]) -> None:
    """Write a glossary for other episodes of the show; raises ``UserError``."""
    write_text(path, to_csv(entries))


def _sound(entry: Entry) -> Entry:
    written, misheard = (" ".join(LINE_BREAKING.sub(" ", cell).split()) for cell in entry)
    written, misheard = written[:LONGEST], misheard[:LONGEST]
    return Entry(written, "" if misheard == written else misheard)


def _order(entry: Entry) -> tuple[str, Entry]:
    return entry.written.casefold(), entry


_ESCAPED: Final = ("'=", "'+", "'-", "'@")
