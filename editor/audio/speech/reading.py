"""Reads a transcript's words aloud: what is spoken where it says "£15,000", "BBC" or "10:30"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from editor.model.words import tokens

_PARTS: Final = re.compile(r"\d[\d,.:]*\d|\d|[^\W\d_]+(?:['’\u02bc][^\W\d_]+)*['’\u02bc]?|[&@.]")
_APOSTROPHES: Final = str.maketrans({"’": "'", "\u02bc": "'", "‘": "'"})
_CURRENCIES: Final = {"£": "pounds", "$": "dollars", "€": "euros", "¥": "yen", "₹": "rupees"}
_SCALES: Final = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion"}
_UNITS: Final = {
    "km": "kilometers", "kg": "kilograms", "cm": "centimeters", "mm": "millimeters",
    "mph": "miles per hour", "am": "a m", "pm": "p m",
}  # fmt: skip
_SIGNS: Final = {"&": "and", "@": "at", ".": "dot"}
_LETTERS_ONLY: Final = re.compile(r"[b-df-hj-np-tv-xz]+")
_HUMMED: Final = frozenset({"hm", "hmm", "mm", "mhm", "shh"})
_YEARS: Final = range(1100, 2100)
_LONGEST_NUMBER: Final = 15
"""Digits that are read as one number; a longer row is read digit by digit."""


def is_english(language: str) -> bool:
    """Whether an IETF tag is English of any kind; ``""``, not known, is taken for it."""
    return language.lower().partition("-")[0] in ("", "en")


def read_aloud(text: str) -> tuple[tuple[str, ...], ...]:
    """What is spoken for each word of an English line: lower case, letters and apostrophes only.

    A word nobody can say ("_") has nothing to be heard: its row is empty.
    """
    return tuple(
        tuple(_spoken(text[token.start : token.end], text, token.start, token.end))
        for token in tokens(text)
    )


def _spoken(word: str, text: str, start: int, end: int) -> Iterator[str]:
    parts = _PARTS.findall(word.translate(_APOSTROPHES))
    before, after = text[start - 1 : start], text[end : end + 1]
    dotted = "." in parts and all(len(part) == 1 for part in parts)  # "Ph.D", "e.g"
    money = _CURRENCIES.get(before)
    said_money = money is None
    for at, part in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else ""
        if part[0].isdecimal():
            yield from _number(part, following.lower())
        elif at and parts[at - 1][0].isdecimal() and part.lower() in ("st", "nd", "rd", "th", "s"):
            continue  # read with its number
        elif at and parts[at - 1][0].isdecimal() and _unit(part, money):
            yield from _unit(part, money)
            said_money = True
        elif part in _SIGNS:
            if not dotted and 0 < at < len(parts) - 1 and (part != "." or _internet(word)):
                yield _SIGNS[part]
        else:
            yield from _letters(part)
    if not said_money and money:
        yield money
    if after == "%":
        yield "percent"


def _internet(word: str) -> bool:
    """Whether a dot is said: in addresses, not in "a.m"."""
    return re.search(r"[^\W\d_]{2,}\.[^\W\d_]{2,}", word) is not None


def _unit(part: str, money: str | None) -> list[str]:
    if money:
        scale = _SCALES.get(part.lower())
        return [scale, money] if scale else []
    return _UNITS.get(part.lower(), "").split()


def _letters(part: str) -> list[str]:
    """A word as it is; what has no vowel letter by letter, because nobody can say it otherwise."""
    plain = _plain(part)
    base, _, tail = plain.partition("'")
    if not _LETTERS_ONLY.fullmatch(base) or len(base) == 1 or base in _HUMMED:
        return [plain] if plain else []
    last = f"{base[-1]}'{tail}" if tail else base[-1]
    return [*base[:-1], last]


def _plain(word: str) -> str:
    """Lower case without accents, as dictionaries of English have it."""
    parted = unicodedata.normalize("NFKD", word.lower())
    return "".join(char for char in parted if (char.isalpha() and char.isascii()) or char == "'")


@lru_cache(maxsize=4096)
def _number(part: str, following: str) -> tuple[str, ...]:
    digits = part.replace(",", "")
    if following in ("st", "nd", "rd", "th") and digits.isdecimal():
        return _words(digits, "ordinal")
    if following == "s" and digits.isdecimal():
        *head, last = _words(digits, "year" if int(digits) in _YEARS else "cardinal")
        return (*head, last[:-1] + "ies" if last.endswith("y") else last + "s")
    if ":" in part or digits.count(".") > 1:
        halves = [half for half in re.split(r"[:.,]", part) if half.strip("0")]
        return tuple(word for each in halves for word in _words(each, "cardinal"))
    whole, dot, rest = digits.partition(".")
    if dot:
        spelled = tuple(word for digit in rest for word in _words(digit, "cardinal"))
        return (*_words(whole, "cardinal"), "point", *spelled)
    if "," not in part and len(digits) == 4 and int(digits) in _YEARS:
        return _words(digits, "year")
    return _words(digits, "cardinal")


def _words(digits: str, form: str) -> tuple[str, ...]:
    from num2words import num2words

    if not digits:
        return ()
    if len(digits) > _LONGEST_NUMBER or (digits[0] == "0" and len(digits) > 1):
        return tuple(word for digit in digits for word in _words(digit, "cardinal"))
    said: str = num2words(int(digits), to=form, lang="en")
    return tuple(re.findall(r"[a-z]+", said.lower()))
