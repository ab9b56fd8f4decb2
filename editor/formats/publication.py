"""Publication: a transcript as printed, paragraph by paragraph, which every text format writes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from editor.model.time import Ms


class ParagraphKind(StrEnum):
    """What a paragraph of the printed transcript is."""

    TITLE = "title"
    HEADING = "heading"
    TURN = "turn"


class Stamps(StrEnum):
    """Where the printed transcript carries times."""

    NONE = "none"
    TURN = "turn"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A chapter's heading or a speaker's turn; ``speaker`` is ``""`` where not known."""

    kind: ParagraphKind
    text: str
    start: Ms
    speaker: str = ""
