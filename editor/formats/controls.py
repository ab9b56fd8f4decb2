"""Controls: characters that no line of text may hold, and line ends of every kind."""

from __future__ import annotations

import re
from typing import Final

LINE_BREAKS: Final = re.compile("[\v\f\x1c-\x1f\x85\u2028\u2029]")
"""What some programs take for the end of a line, and no line of a transcript may hold."""
CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufeff\ud800-\udfff]")
"""Control characters, byte-order marks and halves of characters: invisible, and not a word."""


def unified(text: str) -> str:
    """``text`` with every line end a LF; CRLF and CR alone count, nothing else does."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    """``text`` as a single line without control characters, for formats that count lines."""
    return " ".join(CONTROLS.sub("", text).split())
