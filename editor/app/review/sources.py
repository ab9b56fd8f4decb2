"""Sources: what looks through an episode for things to ask - glossary, spelling, times, people."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from editor.app.cleaning_choice import protected_of
from editor.app.glossary.entries import entries_of
from editor.app.glossary.looking import Corrections, LookAlikes
from editor.app.jobs import Step, Work
from editor.app.review.items import Item, let_stand, put_right
from editor.app.review.marks import Marks
from editor.app.review.sieve import WAITING, Sieve
from editor.app.spelling.speller import Speller, checkable
from editor.captions.boundaries import ends_sentence
from editor.captions.language import BreakWords, break_words
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.render import clean
from editor.model.words import Token, count_words, tokens

if TYPE_CHECKING:
    from editor.app.glossary.entries import Entry
    from editor.app.review.items import Source
    from editor.model.segment import Segment

_SAID: Final = re.compile(
    r"(?:[\"'“‘«(\[]*(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)[^\w\s]*(?!\S)|\S*\w\S*)"
)
"""What stands between blanks and is spoken; ``word`` where it is one of letters alone."""
PORTION: Final = 400
"""Lines between two steps: a few ms."""
LOOP: Final = 4
"""Equal lines in a row that recognisers write when they are stuck, and people hardly ever say."""
FASTEST: Final = 40
"""Characters a second (cps) that nobody speaks: the fastest auctioneers stay below."""
SLOWEST: Final = 60_000
"""A line longer than this (ms) with fewer than three words has a wrong end."""


class _Texts:
    """A source whose items are answered by other words, or by letting them stand."""

    name = ""

    def accept(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Put what is suggested in place of the words."""
        return put_right(episode, items)

    def stet(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let the words stand."""
        return let_stand(episode, items)

    def never(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let the words stand wherever they are."""
        return let_stand(episode, items, alike=True)


class _Portions(_Texts, ABC):
    """One of those that asks of each line by itself."""

    def look(self, episode: Episode) -> Work[list[Item]]:
        """Everything there is to ask, from a copy of the lines."""
        lines, found = list(episode.transcript), list[Item]()
        for first in range(0, len(lines), PORTION):
            found += self._of(episode, lines[first : first + PORTION])
            yield Step(min(first + PORTION, len(lines)), len(lines), "review")
        return found

    @abstractmethod
    def _of(self, episode: Episode, lines: Sequence[Segment]) -> Iterator[Item]: ...


class Corrected(_Portions):
    """What the glossary says is misheard: the project's own, or ``entries``."""

    name = "correction"

    def __init__(self, entries: Sequence[Entry] | None = None) -> None:
        self._entries = entries

    def _of(self, episode: Episode, lines: Sequence[Segment]) -> Iterator[Item]:
        known = entries_of(episode.info) if self._entries is None else self._entries
        corrections = Corrections(known)
        for line in lines:
            for at in corrections.of(line.text):
                words = line.text[at.start : at.end]
                yield Item(
                    self.name, line.id, at.start, at.end, words, 0.9, "correction", at.written
                )


class Words(_Portions):
    """Words no dictionary knows, and among them those that look like a term of the glossary.

    Of words that are struck the spelling does not matter.
    """

    name = "word"

    def __init__(self, speller: Speller) -> None:
        self._speller = speller
        self._alike: LookAlikes | None = None
        self._known: frozenset[str] = frozenset()

    def look(self, episode: Episode) -> Work[list[Item]]:
        """As the others, with the glossary as it is now."""
        terms = protected_of(episode)
        misheard = [entry.misheard for entry in entries_of(episode.info)]
        self._known = known_words(episode) | frozenset(map(str.casefold, misheard))
        self._alike = LookAlikes(terms, self._is_ordinary)
        return super().look(episode)

    def _is_ordinary(self, word: str) -> bool:
        return self._speller.usable and not self._speller.wrong([word])

    def _of(self, episode: Episode, lines: Sequence[Segment]) -> Iterator[Item]:
        del episode
        words = {line.id: self._printed(line) for line in lines}
        asked = {line.text[t.start : t.end] for line in lines for t in words[line.id]}
        wrong = self._speller.wrong(asked)
        for line in lines:
            alike = {at.start: at for at in self._alike.of(line.text)} if self._alike else {}
            for at in alike.values():
                found = line.text[at.start : at.end]
                if found.casefold() in self._known:
                    continue
                risk = 0.6 + at.likeness / 1000
                yield Item(
                    self.name, line.id, at.start, at.end, found, risk, "look-alike", at.written
                )
            for token in words[line.id]:
                found = line.text[token.start : token.end]
                if found in wrong and token.start not in alike:
                    yield Item(self.name, line.id, token.start, token.end, found, 0.5, "spelling")

    def _printed(self, line: Segment) -> list[Token]:
        words = list(checkable(line.text, self._known))
        if not any(mark.strikes for mark in line.marks):
            return words
        return [word for word in words if not _is_struck(line, word.start)]


class Capitals(_Texts):
    """Sentences that begin without a capital: before many of them a filler was cut away.

    Read as the clean text is printed. Behind a struck word nothing is asked: with the word let
    stand, no sentence would begin there.
    """

    name = "capital"

    def look(self, episode: Episode) -> Work[list[Item]]:
        """As the others; whether a sentence begins is told by the word before."""
        lines, found = list(episode.transcript), list[Item]()
        known, words = known_words(episode), break_words(episode.info.language or "en")
        before = ""
        for at, line in enumerate(lines):
            shown = clean(line)
            for said in _SAID.finditer(shown.text):
                word = said["word"]
                if word and word.islower() and _ended(before, words):
                    start = shown.to_source(said.start("word"))
                    if word not in known and not _behind_struck(line, start):
                        found.append(_small(line, start, word))
                before = said[0]
            if at % PORTION == 0:
                yield Step(at, len(lines), "review")
        return found


def _ended(word: str, words: BreakWords) -> bool:
    """Whether a sentence has certainly ended: behind "e.g." one may go on."""
    return ends_sentence(word, words) and "." not in word.rstrip("\"'”’»)]")[:-1]


def _behind_struck(line: Segment, start: int) -> bool:
    """Whether the spoken word before this place is struck."""
    spoken = tokens(line.text[:start])
    return bool(spoken) and _is_struck(line, spoken[-1].start)


def _is_struck(line: Segment, at: int) -> bool:
    """Whether the word that begins here is not printed."""
    return any(mark.strikes and mark.start <= at < mark.end for mark in line.marks)


def _small(line: Segment, start: int, word: str) -> Item:
    suggestion = word[0].upper() + word[1:]
    return Item(Capitals.name, line.id, start, start + len(word), word, 0.3, "capital", suggestion)


class Lines(_Texts):
    """Lines that repeat themselves, have impossible times or nobody who says them."""

    name = "line"

    def look(self, episode: Episode) -> Work[list[Item]]:
        """Everything there is to ask; loops need the lines before."""
        lines, found = list(episode.transcript), list[Item]()
        run = 0
        for at, (before, line) in enumerate(pairwise([None, *lines])):
            if line is None:
                continue
            text = line.text.strip().casefold()
            same = before is not None and text and before.text.strip().casefold() == text
            run = run + 1 if same else 1
            if run >= LOOP:
                found.append(_whole(line, 0.85, "loop"))
            found += self._of(episode, [line])
            nobody = episode.speakers and line.speaker is None and text
            if nobody and (before is None or before.speaker is not None):
                found.append(_whole(line, 0.55, "no-speaker"))  # where such lines begin
            if at % PORTION == 0:
                yield Step(at, len(lines), "review")
        return found

    def _of(self, episode: Episode, lines: Sequence[Segment]) -> Iterator[Item]:
        del episode
        for line in lines:
            length = line.end - line.start
            letters = len(line.text)
            if letters > 20 and letters * 1000 > FASTEST * max(1, length):
                yield _whole(line, 0.7, "too-fast")
            elif not length and count_words(line.text):
                yield _whole(line, 0.7, "no-time")
            elif length > SLOWEST and count_words(line.text) < 3:
                yield _whole(line, 0.6, "too-long")


def known_words(episode: Episode) -> frozenset[str]:
    """The words of names and of the glossary, in lower case: no dictionary is asked for them."""
    return frozenset(part.casefold() for term in protected_of(episode) for part in term.split())


def sources(speller: Speller, *heard: Source, sieve: Sieve = WAITING) -> tuple[Source, ...]:
    """All that looks through an episode; ``heard`` are those that have listened to it.

    ``sieve`` bounds the marks of the cleaning; the others ask whatever nobody has answered.
    """
    return (Corrected(), Words(speller), Lines(), Capitals(), Marks(sieve), *heard)


def _whole(line: Segment, risk: float, rule: str) -> Item:
    return Item("line", line.id, 0, len(line.text), line.text, risk, rule)
