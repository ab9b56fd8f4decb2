"""Caption draft: the text a caption is being given, as the memory of a project file keeps it.

It stands there and not with the draft of a line: an older Stet would take it for a line's words.
"""

from __future__ import annotations

from typing import Final

from editor.store.content import CaptionDraft, Spot
from editor.store.values import ODD, from_json, text_from, to_json, whole

KEY: Final = "caption-draft"


def packed(draft: CaptionDraft) -> str:
    """The draft as text."""
    return to_json(
        {
            "start": draft.start,
            "stop": draft.stop,
            "breaks": draft.breaks,
            "lines": draft.lines,
            "source": draft.source,
        }
    )


def unpacked(text: str | None) -> CaptionDraft | None:
    """The draft again; ``None`` where there is none, or no longer a sane one."""
    try:
        kept = from_json(text or "")
        return CaptionDraft(
            _spot(kept["start"]),
            None if kept["stop"] is None else _spot(kept["stop"]),
            tuple(map(_spot, kept["breaks"])),
            tuple(map(text_from, kept["lines"])),
            text_from(kept["source"]),
        )
    except ODD:
        return None


def _spot(value: tuple[object, object]) -> Spot:
    line, at = value
    return whole(line), whole(at)
