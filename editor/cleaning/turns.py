"""Turns: words broken off at the end of a line and taken up on the next."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.findings import Finding, Kind, Tier
from editor.cleaning.gaps import HARD
from editor.cleaning.line import Line
from editor.cleaning.pack import Pack
from editor.cleaning.profiles import Profile

_LONGEST: Final = 4
"""Words at the end of a line that the next one may take up."""
_CONFIDENCE: Final = 0.6
"""That of a question: the break between two lines is the recogniser's, not the speaker's."""
_RULE: Final = "repeat.across-lines"


def said_across(text: str, following: str, pack: Pack, profile: Profile) -> Finding | None:
    """The last words of a line that the next one begins with; only ever a question."""
    if profile.tier(Kind.REPEAT, _RULE, _CONFIDENCE) is None:
        return None
    one, two = Line(text, pack), Line(following, pack)
    if not one.count or one.gap[one.count] & HARD:
        return None
    for length in range(min(_LONGEST, one.count - 1, two.count), 0, -1):
        first = one.count - length
        tail, head = one.word[first : one.count], two.word[:length]
        if tail[:-1] != head[:-1] or not _is_taken_up(tail[-1], head[-1], pack):
            continue
        if not one.traits[first] & traits.FUNCTION:
            continue
        start, end = one.start[first], one.end(one.count - 1)
        facts = (("words", text[start:end]), ("kept", following[: two.end(length - 1)]))
        return Finding(start, end, Kind.REPEAT, _CONFIDENCE, _RULE, Tier.SUGGEST, facts)
    return None


def _is_taken_up(word: str, again: str, pack: Pack) -> bool:
    endings = ("", *pack.data.contraction_endings)
    return again.startswith(word) and again[len(word) :] in endings
