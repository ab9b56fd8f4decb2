"""Entries: the glossary of a project, each change of it an edit, and as CSV between projects."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from editor.app.filing import write_text
from editor.formats.csv_table import BYTE_ORDER_MARK, write_csv
from editor.formats.encoding import decode
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
_LOOKED_AT: Final = 100
"""Rows that tell which sign parts the columns."""
_TOLD: Final = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
"""The first line by which Excel is told the sign, and tells it."""
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
    """More entries, in one step; what is misheard has one correction, the one said last."""
    more = list(fresh)
    told = {entry.misheard for entry in more if entry.misheard}
    kept = (entry for entry in entries_of(episode.info) if entry.misheard not in told)
    return set_entries(episode, [*kept, *more])


def to_csv(entries: Iterable[Entry]) -> str:
    """The glossary as a table that spreadsheets read."""
    return BYTE_ORDER_MARK + write_csv(_HEADER, entries)


def from_csv(text: str) -> tuple[Entry, ...]:
    """The entries of a table: a column, or two; a first row of headings is passed over.

    Semicolons and tabs part columns too, as spreadsheets of other countries write them.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    told = _TOLD.match(text)
    if told is not None:
        return tuple(_read(text[told.end() :], told[1]))
    return tuple(_read(text, max(",;\t", key=lambda sign: _parted(text, sign))))


def _parted(text: str, sign: str) -> int:
    """How many of the first rows a sign parts into columns."""
    return sum(len(row) > 1 for row in islice(_rows(text, sign), _LOOKED_AT))


def _rows(text: str, sign: str) -> Iterator[list[str]]:
    with suppress(csv.Error):  # what is behind a row that is none is left out
        yield from csv.reader(StringIO(text, newline=""), delimiter=sign)


def _read(text: str, sign: str) -> Iterator[Entry]:
    found = 0
    for row in _rows(text, sign):
        cells = [cell[1:] if cell[:2] in _ESCAPED else cell for cell in row[:2]]
        entry = _sound(Entry(*cells)) if cells else Entry("")
        heading = tuple(cell.casefold() for cell in entry) == _HEADER
        if entry.written and (found or not heading):
            found += 1
            yield entry
        if found == MOST:
            return


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of a file, in whatever encoding a spreadsheet wrote it.

    Raises ``UserError`` (``file-unreadable``, ``file-binary``, ``file-empty``, ``glossary-empty``).
    """
    try:
        with path.open("rb") as file:
            text = decode(file.read(_LARGEST)).text
    except OSError as error:
        raise UserError("file-unreadable", path=str(path), reason=str(error.strerror)) from error
    except UserError as error:
        raise UserError(error.code, **{**error.facts, "path": str(path)}) from error
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
