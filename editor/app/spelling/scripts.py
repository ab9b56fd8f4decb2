"""Scripts: in which letters a language is written, so that no dictionary judges other ones."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

LATIN: Final = frozenset({"LATIN"})

_WRITTEN_IN: Final = {
    "CYRILLIC": "ru uk be bg mk kk ky tg mn tt ba cv os",
    "LATIN CYRILLIC": "sr uz",
    "GREEK": "el",
    "HEBREW": "he yi iw",
    "ARABIC": "ar fa ur ps ckb ug sd",
    "DEVANAGARI": "hi mr ne sa",
    "BENGALI": "bn as",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "ORIYA": "or",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAI": "th",
    "LAO": "lo",
    "TIBETAN": "bo dz",
    "MYANMAR": "my",
    "KHMER": "km",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am ti",
    "HANGUL": "ko",
}
"""Scripts as Unicode names letters, and the languages of ISO 639 that are written in them; all
others for which there are Hunspell dictionaries are written in Latin letters (CLDR)."""

_OF: Final = {
    language: frozenset(scripts.split())
    for scripts, languages in _WRITTEN_IN.items()
    for language in languages.split()
}


def written_in(tag: str) -> frozenset[str]:
    """The scripts of a language tag ("en-GB") or the name of a dictionary ("en_GB")."""
    return _OF.get(tag.replace("_", "-").partition("-")[0].lower(), LATIN)


@lru_cache(4096)
def script_of(word: str) -> str:
    """The script of a word's first letter: "LATIN", "HEBREW"; ``""`` where it has none."""
    letter = next((letter for letter in word if letter.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
