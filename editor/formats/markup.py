"""Markup: the tags caption files put into their text, told apart from words and taken out."""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(
    r"</?(?:[ibus]|em|strong|font|c|ruby|rt|span)(?:[ .][^<>\n]*)?>|\{\\[^{}\n]*\}|\{/?[ibus]\}",
    re.IGNORECASE,
)
_LINE_TAG: Final = re.compile(r"<br[ ]*/?>|(?<=\S)\\N(?=\S)", re.IGNORECASE)


def without_tags(text: str) -> tuple[str, int]:
    """``text`` less its formatting, and how many tags that were.

    Only known tags go: ``a < b``, ``{curly}`` and ``<laughs>`` are words. A tag that breaks the
    line becomes a line break. ``lines`` that held nothing but tags are closed.
    """
    broken, breaks = _LINE_TAG.subn("\n", text)
    bare, tags = _TAG.subn("", broken)
    if not breaks + tags:
        return text, 0
    lines = [line.strip() for line in bare.split("\n")]
    return "\n".join(line for line in lines if line), breaks + tags
