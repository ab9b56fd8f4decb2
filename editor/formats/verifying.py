"""Verifying: a written file read again by somebody else and compared, before it takes a name."""

from __future__ import annotations

from typing import Final

from editor.formats.caption_file import CaptionWriter, Columns
from editor.model.errors import UserError
from editor.model.time import full_clock

_SHOWN: Final = 60
"""Characters of a cue that are quoted where it was not written as it was meant."""


def verify(writer: CaptionWriter, meant: Columns, data: bytes) -> None:
    """Raise ``UserError("export-differs")`` unless the bytes say exactly what was meant.

    The reader is one that shares nothing with the writer. Whatever it raises counts as a
    difference: a file that others cannot read is not an export.
    """
    try:
        read = writer.read_back(data)
    except Exception as error:
        raise UserError(
            "export-unreadable", format=writer.id, reason=str(error) or type(error).__name__
        ) from error
    if (read.starts, read.ends, read.texts) != (meant.starts, meant.ends, meant.texts):
        raise differs(writer.id, meant, read)


def differs(form: str, meant: Columns, read: Columns, before: int = 0) -> UserError:
    """What to raise where cues do not read back: the first that differs, meant and read.

    ``read`` lacks the ``before`` cues that were compared already.
    """
    rows = list(zip(meant.starts, meant.ends, meant.texts, strict=True))[before:]
    others = zip(read.starts, read.ends, read.texts, strict=True)
    pairs = enumerate(zip(rows, others, strict=False))
    shorter = min(len(rows), len(read))
    at = next((at for at, (one, other) in pairs if one != other), shorter)
    said, back = _said(meant, before + at), _said(read, at)
    return UserError("export-differs", format=form, cue=before + at + 1, meant=said, read=back)


def _said(cues: Columns, at: int) -> str:
    if at >= len(cues):
        return "–"
    text = " / ".join(cues.texts[at].split("\n"))
    return f"{full_clock(cues.starts[at])} – {full_clock(cues.ends[at])} {text[:_SHOWN]}"
