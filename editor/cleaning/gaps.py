"""Gaps: what stands between two words (a comma, a scar, the end of a sentence) as bits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

COMMA: Final = 1
SCAR: Final = 2
"""Commas that a recogniser left where it dropped a word.

", ,", " ," or a comma that opens a sentence.
"""
HARD: Final = 4
"""A sentence or clause ends: . ? ! ; :"""
BREAK: Final = 8
"""A dash or an ellipsis."""
CUT: Final = 16
"""A hyphen that hangs on the word before: "w- we"."""
BLOCK: Final = 32
"""Quotes, brackets, slashes and all else that no repair may reach across."""
EDGE: Final = 64
"""Begin or end of the text."""
GONE: Final = 128
"""A filler, marker or fragment was struck here: the speaker searched for words."""

STRONG: Final = SCAR | GONE | CUT
"""Evidence that speech broke off here, which neither a plain comma nor nothing at all is."""
WALL: Final = HARD | BLOCK
"""What no repetition or restart reaches across."""
PAUSE: Final = COMMA | SCAR | BREAK
SENTENCE: Final = HARD | EDGE

_SCAR: Final = re.compile(r"\s,|,\s*,|,\s*[.?!;:](?![.])")
_HARD: Final = re.compile(r"[.?!;:…。？！](?=[\"'”’»)\]]*(?:\s|$))")
_ELLIPSIS: Final = re.compile(r"\.\.+|…")
_DASH: Final = re.compile(r"\s[-–—]+\s|[–—]|--+|^[-–—]+\s")
HYPHENS: Final = frozenset("-‐‑")
_CUT: Final = re.compile(r"^[-‐‑–—](?:\s|,\s)")
_APOSTROPHE: Final = re.compile(r"^['’](?=[\s,.])")


@lru_cache(maxsize=4096)
def classify(gap: str) -> int:
    """The bits of the text between two words. Scripts of other comma forms are left alone."""
    bits = 0
    rest = _APOSTROPHE.sub("", gap)
    if "," in rest:
        bits |= COMMA
        if _SCAR.search(rest):
            bits |= SCAR
    if _CUT.match(rest):
        bits |= CUT
        rest = rest[1:]
    if _ELLIPSIS.search(rest):
        bits |= BREAK
        rest = _ELLIPSIS.sub("", rest)
    if _DASH.search(rest):
        bits |= BREAK
        rest = _DASH.sub(" ", rest)
    if _HARD.search(rest):
        bits |= HARD
    left = rest.translate(_KNOWN)
    if left.strip() or not gap:
        bits |= BLOCK
    elif not any(sign.isspace() for sign in gap) and not bits & BREAK:
        # "1,000", "and/or", "10:30": one written thing, not two words with a pause between them
        bits = bits & ~COMMA | BLOCK
    return bits


_KNOWN: Final = dict.fromkeys(map(ord, ",.?!;:"), " ")
