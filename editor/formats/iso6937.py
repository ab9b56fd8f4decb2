"""ISO 6937: text into the Latin alphabet of EBU STL (EBU Tech 3264, appendix 2, table 00).

A letter with an accent is two bytes there, the accent before the letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

_ROWS: Final = (
    (0xA0, "\u00a0¡¢£"),
    (0xA5, "¥"),
    (0xA7, "§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿"),
    (0xD0, "—¹®©™♪¬¦"),
    (0xDC, "⅛⅜⅝⅞\u2126ÆÐªĦ"),
    (0xE6, "ĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ\u00ad"),
)
"""Runs of signs that are one byte, by the first byte of each."""
_SINGLE: Final[Mapping[str, int]] = {
    unicodedata.normalize("NFC", sign): first + at
    for first, signs in _ROWS
    for at, sign in enumerate(signs)
}
"""The sign of the unit Ohm is the letter in form NFC."""
_ACCENTS: Final[Mapping[str, tuple[int, str]]] = {
    "\u0300": (0xC1, "AEIOUaeiou"),
    "\u0301": (0xC2, "ACEILNORSUYZaceilnorsuyz"),
    "\u0302": (0xC3, "ACEGHIJOSUWYaceghijosuwy"),
    "\u0303": (0xC4, "AINOUainou"),
    "\u0304": (0xC5, "AEIOUaeiou"),
    "\u0306": (0xC6, "AGUagu"),
    "\u0307": (0xC7, "CEGIZcegz"),
    "\u0308": (0xC8, "AEIOUYaeiouy"),
    "\u030a": (0xCA, "AUau"),
    "\u0327": (0xCB, "CGKLNRSTcklnrst"),
    "\u030b": (0xCD, "OUou"),
    "\u0328": (0xCE, "AEIUaeiu"),
    "\u030c": (0xCF, "CDELNRSTZcdelnrstz"),
}
"""The byte of each accent, and the letters that the standard sets it on."""


def encode(text: str) -> tuple[bytes, str]:
    """The bytes of a text in form NFC, ``?`` for each sign that the table lacks, and those signs.

    Only what is seen of a text is asked for: no controls and no line breaks.
    """
    out = bytearray()
    lacking = []
    for sign in text:
        code = _code(sign)
        if code is None:
            lacking.append(sign)
        out += code or b"?"
    return bytes(out), "".join(lacking)


def _code(sign: str) -> bytes | None:
    if " " <= sign <= "~":
        return sign.encode("ascii")
    if sign in _SINGLE:
        return bytes((_SINGLE[sign],))
    parts = unicodedata.normalize("NFD", sign)
    accent, letters = _ACCENTS.get(parts[1:], (0, ""))
    return bytes((accent, ord(parts[0]))) if parts[0] in letters else None
