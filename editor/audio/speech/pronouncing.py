"""How a word is pronounced: dictionary, British spelling and sounds, endings, compounds, letters.

The dictionary is of American English. A British speaker is followed by further pronunciations of
the same words, made by rule (J. C. Wells, *Accents of English*: no r but before a vowel, the vowel
of *bath*, of *lot*).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from editor.audio.speech.letters import sounds_of

_HISSING: Final = frozenset({"S", "Z", "SH", "ZH", "CH", "JH"})
_VOICELESS: Final = frozenset({"P", "T", "K", "F", "TH"})
_SHORTEST_HALF: Final = 3
"""Letters that each half of a compound must have: "podcast" is pod and cast, not po and dcast."""

_ABBREVIATED: Final = 5
"""Letters up to which an unknown word may be an abbreviation."""

_BRITISH: Final = (
    (re.compile(r"our(?=$|s$|ed$|ing$|ite|able|ful|ly)"), "or"),
    (re.compile(r"is(?=e$|es$|ed$|er$|ers$|ing$|ation)"), "iz"),
    (re.compile(r"ys(?=e$|es$|ed$|ing$)"), "yz"),
    (re.compile(r"(?<=[bt])re(?=$|s$)"), "er"),
    (re.compile(r"ll(?=ed$|ing$|er$|ers$)"), "l"),
    (re.compile(r"mme(?=$|s$)"), "m"),
    (re.compile(r"nce(?=$|s$)"), "nse"),
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"ogue(?=$|s$)"), "og"),
)
_BATH: Final = re.compile(r"\bAE (?=F\b|TH\b|S (?:P|T|K)\b|S$|N (?:S|T|CH)\b|M P\b|F T\b)")
_LONE_R: Final = re.compile(r" R(?= (?!AA|AE|AH|AO|AW|AY|EH|ER|EY|IH|IY|OW|OY|UH|UW)|$)")
_STRESSED_ER: Final = re.compile(r"\bER(?= |$)")

Lookup = Callable[[str], "str | None"]
"""Phones of a dictionary word, parted by blanks; ``None`` where it is not in."""


class Pronouncer:
    """Pronunciations of any word of a-z and apostrophes, the likeliest first."""

    def __init__(
        self, lookup: Lookup, known: Mapping[str, str] | None = None, *, british: bool = True
    ) -> None:
        """Take words from ``lookup``; ``known`` respells names ("Siobhan": "shiv awn")."""
        self._lookup = lookup
        self._known = {word.lower(): spelled.lower() for word, spelled in (known or {}).items()}
        self._british = british
        self._met: dict[str, tuple[str, ...]] = {}

    def ways(self, word: str) -> tuple[str, ...]:
        """Every pronunciation of a word, at least one."""
        if word not in self._met:
            found = self._found(word)
            if self._british:
                found += tuple(way for sounds in found for way in _british_ways(sounds))
            self._met[word] = tuple(dict.fromkeys(found))
        return self._met[word]

    def _found(self, word: str) -> tuple[str, ...]:
        if respelled := self._known.get(word):
            return (" ".join(self._found(part)[0] for part in respelled.split()),)
        if listed := self._listed(word):
            return listed
        guessed = self._derived(word) or sounds_of(word)
        spelled = self._spelled(word) if 1 < len(word) <= _ABBREVIATED else ""
        return (guessed, spelled) if spelled else (guessed,)

    def _spelled(self, word: str) -> str:
        """A word said letter by letter: an abbreviation, perhaps."""
        return " ".join(self._lookup(letter) or "" for letter in word if letter.isalpha())

    def _listed(self, word: str) -> tuple[str, ...]:
        """What the dictionary says, with all its alternatives."""
        ways = []
        first = self._lookup(word)
        while first:
            ways.append(first)
            first = self._lookup(f"{word}({len(ways) + 1})")
        return tuple(ways)

    def _derived(self, word: str) -> str | None:
        bare = word.strip("'")
        for spelling in (bare, *_american(bare)):
            if spelling != word and (sounds := self._lookup(spelling)):
                return sounds
        return self._with_ending(bare) or self._compound(bare)

    def _with_ending(self, word: str) -> str | None:
        base, apostrophe, tail = word.partition("'")
        if apostrophe:
            stem = self._found(base)[0] if base else ""
            return f"{stem} {_TAILS.get(tail, '') or _plural(stem)}".strip() if stem else None
        for ending, stems in _ENDINGS.items():
            if word.endswith(ending) and len(word) - len(ending) > 1:
                for spelled in stems:
                    stem = self._lookup(word[: -len(ending)] + spelled) or ""
                    if stem:
                        return f"{stem} {_ending(ending, stem)}"
        return None

    def _compound(self, word: str) -> str | None:
        for cut in range(len(word) - _SHORTEST_HALF, _SHORTEST_HALF - 1, -1):
            left = self._lookup(word[:cut])
            right = self._lookup(word[cut:]) if left else None
            if left and right:
                return f"{left} {right}"
        return None


_TAILS: Final = {"ll": "AH L", "d": "D", "ve": "AH V", "re": "ER", "m": "M", "t": "T"}
_ENDINGS: Final = {
    "s": ("", ), "es": ("", "e"), "ed": ("", "e"), "ing": ("", "e"), "ly": ("", ), "er": ("", "e"),
    "ers": ("", "e"), "ness": ("", ), "less": ("", ), "ish": ("", "e"), "y": ("", "e"),
}  # fmt: skip
_SOUNDS: Final = {
    "ing": "IH NG", "ly": "L IY", "er": "ER", "ers": "ER Z", "ness": "N AH S", "less": "L AH S",
    "ish": "IH SH", "y": "IY",
}  # fmt: skip


def _ending(ending: str, stem: str) -> str:
    last = stem.split()[-1]
    if ending in ("s", "es"):
        return _plural(stem)
    if ending == "ed":
        return "AH D" if last in ("T", "D") else "T" if last in _VOICELESS | _HISSING else "D"
    return _SOUNDS[ending]


def _plural(stem: str) -> str:
    last = stem.split()[-1]
    return "AH Z" if last in _HISSING else "S" if last in _VOICELESS else "Z"


def _american(word: str) -> list[str]:
    return [spelled for rule, instead in _BRITISH if (spelled := rule.sub(instead, word)) != word]


def _british_ways(sounds: str) -> list[str]:
    """How a Briton may say what Americans say so; only what differs."""
    broad = _BATH.sub("AA ", sounds)
    soft = (
        _STRESSED_ER.sub("AH", _LONE_R.sub("", broad)) if "ER" in broad else _LONE_R.sub("", broad)
    )
    round_lot = re.sub(r"\bAA(?= (?!R))", "AO", sounds)
    ways = [soft, _LONE_R.sub("", round_lot)]
    return [way for way in dict.fromkeys(ways) if way != sounds and way]
