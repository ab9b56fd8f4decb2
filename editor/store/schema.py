"""Schema: the tables of a project file, word for word.

The file keeps its schema as SQL text, and SQLite compiles that text whenever it opens a file:
triggers, views, generated columns and checks in it are programs of whoever made the file. So a
project file's schema must be the text below and nothing else (``connect.check_schema``).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

from editor.model.edits import Track

LATEST: Final = 2
"""The schema version this program writes (``PRAGMA user_version``)."""

_ROW: Final = "rank INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE"

_FIRST: Final = (
    (
        f'CREATE TABLE segments ({_ROW}, start INTEGER NOT NULL, "end" INTEGER NOT NULL,'
        " speaker INTEGER, text TEXT NOT NULL, marks TEXT NOT NULL, breaks TEXT NOT NULL,"
        " words BLOB NOT NULL, source_text TEXT, flags INTEGER NOT NULL)"
    ),
    (
        f"CREATE TABLE speakers ({_ROW}, name TEXT NOT NULL, roles TEXT NOT NULL,"
        " about TEXT NOT NULL)"
    ),
    (
        f"CREATE TABLE chapters ({_ROW}, start INTEGER NOT NULL, title TEXT NOT NULL,"
        " segment INTEGER)"
    ),
    f'CREATE TABLE notes ({_ROW}, "at" INTEGER NOT NULL, text TEXT NOT NULL, segment INTEGER)',
    (
        f"CREATE TABLE info ({_ROW}, title TEXT NOT NULL, show_notes TEXT NOT NULL,"
        " language TEXT NOT NULL, source TEXT NOT NULL, recording TEXT NOT NULL,"
        " settings TEXT NOT NULL)"
    ),
    (
        "CREATE TABLE edits (seq INTEGER PRIMARY KEY, verb TEXT NOT NULL, made INTEGER NOT NULL,"
        " crc INTEGER NOT NULL, data BLOB NOT NULL)"
    ),
    "CREATE TABLE head (one INTEGER PRIMARY KEY, seq INTEGER NOT NULL)",
    (
        "CREATE TABLE draft (one INTEGER PRIMARY KEY, segment INTEGER NOT NULL,"
        " text TEXT NOT NULL, caret INTEGER NOT NULL)"
    ),
    'CREATE TABLE memory ("key" TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
    (
        "CREATE TABLE report (seq INTEGER PRIMARY KEY, code TEXT NOT NULL, line INTEGER,"
        " segment INTEGER, facts TEXT NOT NULL)"
    ),
)
"""What makes an empty project of version 1.

Every word of it is compared, so a change of one blank is a new version.
"""

CAPTIONS: Final = (
    (
        f'CREATE TABLE sounds ({_ROW}, start INTEGER NOT NULL, "end" INTEGER NOT NULL,'
        " label TEXT NOT NULL)"
    ),
    f'CREATE TABLE shots ({_ROW}, "at" INTEGER NOT NULL)',
    (
        f"CREATE TABLE translations ({_ROW}, language TEXT NOT NULL, start INTEGER NOT NULL,"
        ' "end" INTEGER NOT NULL, text TEXT NOT NULL, breaks TEXT NOT NULL, segment INTEGER,'
        " source TEXT NOT NULL)"
    ),
    f"CREATE TABLE answers ({_ROW}, rule TEXT NOT NULL, said TEXT NOT NULL, segment INTEGER)",
)
"""What version 2 adds: sounds beside speech, shots, a second language, answers of the review.

Besides, ``breaks`` may say more in it than offsets (``caption_rows``).
"""

LOOKS: Final = ("styles TEXT NOT NULL DEFAULT ''", "place TEXT NOT NULL DEFAULT ''")
"""The columns that version 2 adds to ``segments``: how a caption file showed a line."""

STATEMENTS: Final = (
    f"{_FIRST[0][:-1]}, {', '.join(LOOKS)})",  # as SQLite writes it when columns are added
    *_FIRST[1:],
    *CAPTIONS,
)
"""What makes an empty project of the latest version."""

SCHEMAS: Final = {1: frozenset(_FIRST), 2: frozenset(STATEMENTS)}
"""The statements of every version there has been."""

_metadata = MetaData()


def _table(name: str, key: str, *columns: Column[object]) -> Table:
    return Table(name, _metadata, Column(key, Integer, primary_key=True), *columns)


def _integer(name: str, nullable: bool = False) -> Column[object]:
    return Column(name, Integer, nullable=nullable)


def _text(name: str, nullable: bool = False) -> Column[object]:
    return Column(name, Text, nullable=nullable)


segments: Final = _table(
    "segments",
    "rank",
    _integer("id"),
    _integer("start"),
    _integer("end"),
    _integer("speaker", nullable=True),
    _text("text"),
    _text(
        "marks"
    ),  # JSON, "" where there are none: [[start, end, kind, rule, confidence, state, heard?], ...]
    _text("breaks"),  # JSON, "" where there are none: ``caption_rows.breaks_text``
    Column(
        "words", LargeBinary, nullable=False
    ),  # WordTimes.packed, little-endian; v1 left the confidence 0
    _text("source_text", nullable=True),  # NULL where it is the text itself
    _integer("flags"),
    _text("styles"),  # JSON, "" where there are none: [[start, end, look], ...]
    _text("place"),
)
speakers: Final = _table(
    "speakers", "rank", _integer("id"), _text("name"), _text("roles"), _text("about")
)
chapters: Final = _table(
    "chapters",
    "rank",
    _integer("id"),
    _integer("start"),
    _text("title"),
    _integer("segment", nullable=True),
)
notes: Final = _table(
    "notes",
    "rank",
    _integer("id"),
    _integer("at"),
    _text("text"),
    _integer("segment", nullable=True),
)
info: Final = _table(
    "info",
    "rank",
    _integer("id"),  # always 0: there is one
    _text("title"),
    _text("show_notes"),
    _text("language"),
    _text("source"),
    _text("recording"),  # JSON, "" where there is none: {"path", "fingerprint", "duration"}
    _text("settings"),  # JSON: [[key, value], ...]
)
sounds: Final = _table(
    "sounds", "rank", _integer("id"), _integer("start"), _integer("end"), _text("label")
)
shots: Final = _table("shots", "rank", _integer("id"), _integer("at"))
answers: Final = _table(
    "answers",
    "rank",
    _integer("id"),
    _text("rule"),
    _text("said"),
    _integer("segment", nullable=True),
)
translations: Final = _table(
    "translations",
    "rank",
    _integer("id"),
    _text("language"),
    _integer("start"),
    _integer("end"),
    _text("text"),
    _text("breaks"),
    _integer("segment", nullable=True),
    _text("source"),
)
edits: Final = _table(
    "edits",
    "seq",
    _text("verb"),
    _integer("made"),  # ms since 1970, UTC
    _integer("crc"),  # CRC-32 of data
    Column("data", LargeBinary, nullable=False),
)
head: Final = _table(
    "head", "one", _integer("seq")
)  # the last edit that is done; 0 before the first
draft: Final = _table("draft", "one", _integer("segment"), _text("text"), _integer("caret"))
memory: Final = Table(
    "memory",
    _metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
report: Final = _table(
    "report",
    "seq",
    _text("code"),
    _integer("line", nullable=True),
    _integer("segment", nullable=True),
    _text("facts"),
)

TRACKS: Final = {
    Track.SEGMENTS: segments,
    Track.SPEAKERS: speakers,
    Track.CHAPTERS: chapters,
    Track.NOTES: notes,
    Track.INFO: info,
    Track.SOUNDS: sounds,
    Track.SHOTS: shots,
    Track.ANSWERS: answers,
    Track.TRANSLATIONS: translations,
}
"""The tables of ordered items.

``rank`` says the order and is the row's key, so that reading in order is reading in place.
"""
