"""How English letters sound, for words no dictionary has: a small table, longest match first.

Names and new words are placed by the sounds around them, so a pronunciation only has to be near.
Written for Stet; phones are those of the CMU dictionary.
"""

from __future__ import annotations

import re
from typing import Final

_GRAPHEMES: Final = {
    # endings
    "tion$": "SH AH N", "sion$": "ZH AH N", "cian$": "SH AH N", "tious$": "SH AH S",
    "cious$": "SH AH S", "tial$": "SH AH L", "cial$": "SH AH L", "ture$": "CH ER", "sure$": "ZH ER",
    "ous$": "AH S", "ism$": "IH Z AH M", "le$": "AH L", "re$": "ER", "ey$": "IY", "ie$": "IY",
    "y$": "IY", "ee$": "IY", "oe$": "OW", "ue$": "UW", "e$": "", "es$": "Z", "mb$": "M", "gh$": "",
    "ough$": "OW", "augh$": "AO", "igh$": "AY", "gue$": "G", "que$": "K", "o$": "OW", "a$": "AH",
    "i$": "IY", "ow$": "OW", "ew$": "UW", "aw$": "AO", "ay$": "EY", "oy$": "OY",
    # beginnings
    "^kn": "N", "^gn": "N", "^ps": "S", "^pn": "N", "^wr": "R", "^wh": "W", "^x": "Z", "^rh": "R",
    "^mc": "M AH K", "^mac": "M AH K", "^y": "Y", "^re": "R IY", "^th": "TH", "^tz": "T S",
    # consonants together
    "tch": "CH", "dge": "JH", "sch": "SH", "chr": "K R", "ch": "CH", "ck": "K", "cc": "K",
    "sh": "SH", "th": "TH", "ph": "F", "gh": "G", "gg": "G", "ng": "NG", "nk": "NG K", "qu": "K W",
    "sc(?=[eiy])": "S", "c(?=[eiy])": "S", "g(?=[eiy])": "JH", "wh": "W", "zz": "Z", "cz": "CH",
    "bb": "B", "dd": "D", "ff": "F", "kk": "K", "ll": "L", "mm": "M", "nn": "N", "pp": "P",
    "rr": "R", "ss": "S", "tt": "T", "vv": "V", "dj": "JH", "sz": "SH", "kh": "K", "zh": "ZH",
    # vowels together
    "eigh": "EY", "eau": "OW", "ought": "AO T", "aught": "AO T", "augh": "AO", "igh": "AY",
    "air": "EH R", "ear": "IH R", "eer": "IH R", "ier": "IH R", "oar": "AO R", "oor": "AO R",
    "our": "AW ER", "ai": "EY", "ay": "EY", "au": "AO", "aw": "AO", "ea": "IY", "ee": "IY",
    "ei": "IY", "ey": "IY", "eu": "Y UW", "ew": "Y UW", "ia": "IY AH", "ie": "IY", "io": "IY OW",
    "oa": "OW", "oi": "OY", "oo": "UW", "ou": "AW", "ow": "OW", "oy": "OY", "ua": "UW AH",
    "ui": "UW IH", "uy": "AY", "aa": "AA", "ae": "IY", "ao": "AW", "uo": "UW OW",
    "ar": "AA R", "er": "ER", "ir": "ER", "or": "AO R", "ur": "ER", "yr": "ER",
    # a vowel, one consonant and a silent e
    "a(?=[bcdfgklmnpstvz]e$)": "EY", "e(?=[bcdfgklmnpstvz]e$)": "IY",
    "i(?=[bcdfgklmnpstvz]e$)": "AY", "o(?=[bcdfgklmnpstvz]e$)": "OW",
    "u(?=[bcdfgklmnpstvz]e$)": "UW", "y(?=[bcdfgklmnpstvz]e$)": "AY",
    # single letters
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH",
    "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R",
    "s": "S", "t": "T", "u": "AH", "v": "V", "w": "W", "x": "K S", "y": "IH", "z": "Z",
}  # fmt: skip


def _rank(pattern: str) -> tuple[int, int]:
    """Longer graphemes first; of one length those that ask for more around them."""
    core = re.sub(r"\(\?=.*\)|[\^$]", "", pattern)
    return -len(core), -len(pattern)


_RULES: Final = tuple(
    (re.compile(pattern.removeprefix("^")), pattern.startswith("^"), phones)
    for pattern, phones in sorted(_GRAPHEMES.items(), key=lambda rule: _rank(rule[0]))
)


def sounds_of(word: str) -> str:
    """Phones for a word of a-z, by its letters alone; ``"AH"`` for one that has no sound."""
    sounds: list[str] = []
    at = 0
    while at < len(word):
        for rule, initial, phones in _RULES:
            if (not initial or at == 0) and (met := rule.match(word, at)):
                sounds += phones.split()
                at = met.end()
                break
        else:
            at += 1
    return " ".join(sounds) or "AH"
