"""Alphabets: how plausible a one-byte encoding makes a text, by the letters its languages use."""

from __future__ import annotations

import re
from typing import Final

_WESTERN: Final = "cp1252"
_ALPHABETS: Final = (
    (_WESTERN, "àâæçéèêëîïôœùûüÿ"),  # French
    (_WESTERN, "äöüß"),  # German
    (_WESTERN, "áéíñóúü"),  # Spanish
    (_WESTERN, "áâãàçéêíóôõúü"),  # Portuguese
    (_WESTERN, "àèéìíîòóùú"),  # Italian
    (_WESTERN, "æøåéäö"),  # Danish, Norwegian, Swedish, Finnish
    (_WESTERN, "áéíóúýþæöð"),  # Icelandic
    (_WESTERN, "éëïóöüèêáíúñç"),  # English and Dutch, words they borrowed
    (_WESTERN, "ŵŷâêîôûŵäëïöáéíóúàèìòù"),  # Welsh, Gaelic
    ("cp1250", "ąćęłńóśźż"),  # Polish
    ("cp1250", "áčďéěíňóřšťúůýž"),  # Czech
    ("cp1250", "áäčďéíĺľňóôŕšťúýž"),  # Slovak
    ("cp1250", "áéíóöőúüű"),  # Hungarian
    ("cp1250", "ăâîşţ"),  # Romanian
    ("cp1250", "čćđšž"),  # Croatian, Slovenian
    ("cp1251", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєіїўђјљњћџ"),
    ("koi8-r", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("cp866", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("cp1253", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"),
    ("cp1254", "âçğıîöşûüİ"),
    ("cp1257", "āčēģīķļņšūžąęėįų"),
    ("cp1255", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    ("cp1256", "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيپچژگ"),
    ("mac-roman", "àâçéèêëîïôœùûüäöüßáíñóú"),
)
_MARKS: Final = "‘’\u201a“”„«»–—…•·°£€§©®™\u00b4¡¿ \xa0"
_ODD_CASE: Final = re.compile(r"[^\W\d_A-Z]{2}[À-ÖØ-ÞА-ЯЁΑ-Ω]")
_LETTER_BESIDE: Final = re.compile(r"(?<=\w)[«»„“•·°£€§©®™¡¿…–—](?=[^\W\d_])")
"""A sign of punctuation inside a word: what letters of another encoding come out as."""
_MIXED: Final = re.compile(r"[A-Za-z][Ͱ-ۿ]|[Ͱ-ۿ][A-Za-z]")
"""Two scripts in one word."""


def ranked(data: bytes) -> list[tuple[str, float]]:
    """Encodings by the share (0 to 1) of characters beyond ASCII that make sense, best first.

    English and western European text goes first among equals: a single curly apostrophe is one
    and the same byte in all of Windows' encodings.
    """
    best: dict[str, float] = {}
    texts: dict[str, str] = {}
    for encoding, alphabet in _ALPHABETS:
        text = texts.setdefault(encoding, data.decode(encoding, "replace"))
        best[encoding] = max(best.get(encoding, 0.0), _plausible(text, alphabet))
    return sorted(best.items(), key=lambda pair: -pair[1])


def _plausible(text: str, alphabet: str) -> float:
    high = [sign for sign in text if sign > "\x7f"]
    if not high:
        return 1.0
    allowed = {*alphabet, *alphabet.upper(), *_MARKS}
    good = sum(sign in allowed for sign in high)
    bad = sum(len(sign.findall(text)) for sign in (_ODD_CASE, _LETTER_BESIDE, _MIXED))
    return max(0.0, (good - bad) / len(high))
