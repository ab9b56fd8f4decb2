"""Plain text: a transcript to print, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from editor.formats.publication import Paragraph, ParagraphKind, Stamps
from editor.model.time import clock

ID: Final = "txt"
LOSES: Final = ("times", "notes", "marks")


def write(paragraphs: Sequence[Paragraph], stamps: Stamps = Stamps.NONE) -> str:
    """The text of the file: paragraphs parted by a blank line, a newline at the end."""
    text = "\n\n".join(_blocks(paragraphs, stamps))
    return f"{text}\n" if text else ""


def _blocks(paragraphs: Sequence[Paragraph], stamps: Stamps) -> Iterator[str]:
    for paragraph in paragraphs:
        stamped = stamps is Stamps.TURN and paragraph.kind is ParagraphKind.TURN
        if paragraph.kind is ParagraphKind.HEADING:
            stamped = stamps is not Stamps.NONE
        head = f"[{clock(paragraph.start)}] " if stamped else ""
        if paragraph.kind is ParagraphKind.TURN and paragraph.speaker:
            head += f"{paragraph.speaker}: "
        yield head + paragraph.text
