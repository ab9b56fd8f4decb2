"""A judge of English line and cue breaks that shares no list and no code with the engine.

Its words are typed from grammars' closed classes, its rules from the examples of the guides (DCMP
Captioning Key 597, BBC Subtitle Guidelines 3.4, Netflix General Requirements). It sees the cues as
a reader does: times and lines, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Protocol


class Shown(Protocol):
    """A cue as a reader sees it."""

    @property
    def start(self) -> int:
        """When it appears (ms)."""

    @property
    def end(self) -> int:
        """When it goes (ms)."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says."""


_WORDS: Final = """
# determiners and possessives
a an the my your his her its our their this these those every no whose each any some another
# prepositions
of in on at by for with from to into onto upon about between among through during without within
against toward towards under over across behind beside beneath near until till per via as than like
after before since around along above below
# conjunctions, relative and question words
and or but nor so because although though unless if when where while which who whom whether that how
why what
# auxiliaries and negation
am is are was were be been being has have had do does did can could will would shall should may
might must not don't doesn't didn't can't couldn't won't wouldn't isn't aren't wasn't weren't
haven't hasn't
# subject pronouns, with and without their verb
i you he she it we they i'm i've i'll i'd you're you've we're we've we'll they're they've it's he's
she's that's there's
# titles
mr mrs ms dr prof professor sir lord lady dame
"""
CLINGING: Final = frozenset(
    word for line in _WORDS.splitlines() if not line.startswith("#") for word in line.split()
)
"""After these nothing may break unless punctuation stands between."""

_STOP: Final = re.compile(r"[.,;:?!…—–)\]\"”]$")
_FULL: Final = re.compile(r"[.,;:?!…—–][\"'”’)\]]*$")
_BARE: Final = re.compile(r"[^\w'’-]+")
_NUMBER: Final = re.compile(r"\d[\d,.]*$")


def bad(left: str, right: str) -> bool:
    """Whether a break between two words parts what belongs together."""
    if _STOP.search(left):
        return False
    word = _BARE.sub("", left).replace("’", "'")
    if word.lower() in CLINGING:
        return True
    if word[:1].isupper() and right[:1].isupper() and len(word) > 1:
        return not right.startswith(("I ", "I'", "I’")) and right != "I"
    return _NUMBER.match(word) is not None


@dataclass
class Verdict:
    """What a reader would complain of, counted."""

    cues: int = 0
    at_punctuation: int = 0
    cue_breaks: int = 0
    bad_cue_breaks: list[str] = field(default_factory=list)
    line_breaks: int = 0
    bad_line_breaks: list[str] = field(default_factory=list)
    too_long: int = 0
    too_tall: int = 0
    too_wide: int = 0
    overlaps: int = 0
    fast: list[Shown] = field(default_factory=list)

    @property
    def shares(self) -> dict[str, float]:
        """In percent."""
        return {
            "ends at punctuation": 100 * self.at_punctuation / max(1, self.cues),
            "bad cue breaks": 100 * len(self.bad_cue_breaks) / max(1, self.cue_breaks),
            "bad line breaks": 100 * len(self.bad_line_breaks) / max(1, self.line_breaks),
            "over 20 cps": 100 * len(self.fast) / max(1, self.cues),
            "over 7 s": 100 * self.too_long / max(1, self.cues),
        }


def judged(cues: Sequence[Shown], max_chars: int = 42, max_lines: int = 2) -> Verdict:
    """Read all cues once, from the first to the last."""
    verdict = Verdict(cues=len(cues))
    for cue in cues:
        length = max(1, cue.end - cue.start)
        verdict.at_punctuation += _FULL.search(cue.lines[-1]) is not None
        verdict.too_long += length > 7000
        verdict.too_tall += len(cue.lines) > max_lines
        verdict.too_wide += any(len(line) > max_chars for line in cue.lines)
        if sum(map(len, cue.lines)) * 1000 / length > 20.005:
            verdict.fast.append(cue)
        for above, below in pairwise(cue.lines):
            verdict.line_breaks += 1
            if bad(above.split()[-1], below.split()[0]):
                verdict.bad_line_breaks.append(f"{above} / {below}")
    for first, second in pairwise(cues):
        verdict.overlaps += first.end > second.start
        verdict.cue_breaks += 1
        left, right = first.lines[-1].split()[-1], second.lines[0].split()[0]
        if bad(left, right):
            verdict.bad_cue_breaks.append(f"{first.lines[-1]} // {second.lines[0]}")
    return verdict
