"""Notes and bookmarks as a file: a table (CSV) or a list to read (Markdown)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from editor.app.filing import write_text
from editor.app.texts import table
from editor.formats.csv_table import BYTE_ORDER_MARK, write_csv
from editor.model.episode import Episode
from editor.model.note import Note
from editor.model.segment import Segment
from editor.model.time import clock, full_clock

SUFFIXES: Final = (".csv", ".md")


def save_notes(episode: Episode, path: Path) -> int:
    """Write the notes by the path's ending, and return how many there are.

    Raises ``UserError`` where the file cannot be written; an old one is then untouched.
    """
    if path.suffix.lower() == ".csv":
        write_text(path, BYTE_ORDER_MARK + notes_csv(episode))
    else:
        write_text(path, notes_markdown(episode))
    return len(episode.notes)


def notes_csv(episode: Episode) -> str:
    """Return a table: time, kind, note, chapter, speaker, the line's words."""
    words = table("notes")
    head = [words[name] for name in ("time", "kind", "note", "chapter", "speaker", "line")]
    return write_csv(head, (_cells(episode, note) for note in episode.notes))


def notes_markdown(episode: Episode) -> str:
    """Return a list under the chapters' titles, the line's words as a quotation."""
    parts = [f"# {_plain(episode.info.title) or table('notes')['heading']}\n"]
    chapter = ""
    for note in episode.notes:
        title = _chapter(episode, note)
        if title != chapter:
            chapter = title
            parts.append(f"\n## {_plain(title)}\n")
        words = _plain(note.text) if note.text else f"*{table('notes')['bookmark']}*"
        parts.append(f"\n- **{clock(note.at)}** {words}")
        line = _line(episode, note)
        if line is not None and line.text:
            parts.append(f"\n  > {_plain(line.text)}")
    return "".join(parts).rstrip() + "\n"


def _cells(episode: Episode, note: Note) -> tuple[str, ...]:
    line = _line(episode, note)
    speaker = episode.speaker(line.speaker) if line else None
    return (
        full_clock(note.at),
        table("notes")["note" if note.text else "bookmark"],
        note.text,
        _chapter(episode, note),
        speaker.name if speaker else "",
        line.text if line else "",
    )


def _line(episode: Episode, note: Note) -> Segment | None:
    if note.segment is None or not episode.transcript.has(note.segment):
        return None
    return episode.transcript.by_id(note.segment)


def _chapter(episode: Episode, note: Note) -> str:
    begun = [chapter for chapter in episode.chapters if chapter.start <= note.at]
    return begun[-1].title if begun else ""


def _plain(text: str) -> str:
    """Return the text with what Markdown would take for an instruction marked as text."""
    return "".join(_escaped(" ".join(text.split())))


def _escaped(text: str) -> Iterator[str]:
    for letter in text:
        yield f"\\{letter}" if letter in "\\`*_{}[]<>#|" else letter
