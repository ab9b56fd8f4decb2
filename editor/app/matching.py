"""Matching: the commands that a few typed letters may mean, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from editor.app.commands import Command

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LITTLE: Final = frozenset({
    "a", "all", "an", "and", "at", "for", "from", "here", "in", "is", "it", "my", "of", "on", "or",
    "the", "this", "to", "up",
})  # fmt: skip
"""Words that a search may hold and a title lack."""

_TITLE, _BEGUN, _SLIP, _INSIDE, _SKIPPED = 1.0, 0.9, 0.75, 0.6, 0.55
"""How well a typed word meets one of the title: whole, its beginning, with a slip of the hand,
inside of it, with letters left out."""

_BESIDE, _HELP = 0.85, 0.5
"""The same of what else a command is looked for by, and of its sentence."""

_INITIALS: Final = 0.8
"""Beginnings of the title's words run together: ``plsel`` for "Play the selection"."""

_WHOLE, _FIRST = 0.15, 0.1
"""More for a title of which nothing is left over, and for one that begins with what was typed."""

_LIKELY: Final = 0.45
"""Below this a command has nothing to do with what was typed."""

_ALIKE: Final = 0.7
"""Likeness (0..1) of two words of four letters or more, one of which may be a slip."""


def matching(words: str, choices: Sequence[Command]) -> list[Command]:
    """Return the commands that ``words`` may mean, the likeliest first; all of them for none.

    Words may come in any order, and be beginnings or slips of those of the title; what else a
    command is looked for by counts less, its sentence least.
    """
    typed = _words(words)
    if not typed:
        return list(choices)
    # Imported here: it takes 60 ms, and only the palette asks.
    from rapidfuzz.distance import OSA

    search = _Search(typed, OSA.normalized_similarity)
    scored = [(-search.score(command), place, command) for place, command in enumerate(choices)]
    return [
        command for score, _, command in sorted(scored, key=lambda r: r[:2]) if -score > _LIKELY
    ]


@dataclass(frozen=True, slots=True)
class _Search:
    """What was typed, held against one command after the other."""

    typed: Sequence[str]
    alike: Callable[[str, str], float]

    def score(self, command: Command) -> float:
        """How likely it is meant; a little over 1 at most."""
        title, beside, sentence = _words(command.title), _words(command.words), _words(command.help)
        wanted = [word for word in self.typed if word not in _LITTLE] or self.typed
        each = [self._one(word, title, beside, sentence) for word in wanted]
        score = sum(each) / len(each)
        if len(self.typed) == 1 and score < _INITIALS and _runs_together(self.typed[0], title):
            score = _INITIALS
        if min(each) >= _INSIDE:
            kept = [word for word in title if word not in _LITTLE]
            score += _WHOLE * min(1.0, len(wanted) / max(1, len(kept)))
        if title and title[0].startswith(self.typed[0]):
            score += _FIRST
        return score

    def _one(
        self, word: str, title: Sequence[str], beside: Sequence[str], sentence: Sequence[str]
    ) -> float:
        best = max((self._in_title(word, other) for other in title), default=0.0)
        long = len(word) > 2
        if best < _BESIDE and long and any(other.startswith(word) for other in beside):
            best = _BESIDE if word in beside else max(best, _BESIDE - 0.05)
        if best < _HELP and long and any(other.startswith(word) for other in sentence):
            best = _HELP
        return best

    def _in_title(self, word: str, other: str) -> float:
        if word == other:
            return _TITLE
        if other.startswith(word):
            return _BEGUN
        if word[0] != other[0] and len(word) < 6:
            return _INSIDE if len(word) > 2 and word in other else 0.0
        if len(word) > 3 and self.alike(word, other) >= _ALIKE:
            return _SLIP
        if len(word) > 2 and word in other:
            return _INSIDE
        return _SKIPPED if len(word) > 2 and word[0] == other[0] and _left_out(word, other) else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _left_out(word: str, other: str) -> bool:
    """Whether a word is another with letters left out, no more than as many as it has."""
    letters = iter(other)
    return len(other) <= 2 * len(word) + 1 and all(letter in letters for letter in word)


def _runs_together(word: str, title: Sequence[str]) -> bool:
    """Whether a word is made of the beginnings of a title's words, two of them at least."""

    def rest(left: str, at: int, used: int) -> bool:
        if not left:
            return used > 1
        return any(
            left.startswith(title[number][:length]) and rest(left[length:], number + 1, used + 1)
            for number in range(at, len(title))
            for length in range(min(len(left), len(title[number])), 0, -1)
        )

    return len(word) <= 12 and rest(word, 0, 0)
