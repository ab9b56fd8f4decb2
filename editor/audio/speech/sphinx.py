"""PocketSphinx as an aligner of English.

Its own beams are the trap: with one wrong word whole stretches come back empty. With the wide ones
and a grammar in which every word may be left out and an "um" may stand anywhere, nine words of ten
are found, half of them within 20 ms (measured in ``tests/benchmarks/bench_align.py``). Where that
fits badly the right path may have been given up for one that looked better for a while - a whole
line laid on the sound of the one before - so that the beams are opened further once more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from editor.audio.speech.aligner import RATE, Filler, Found, Hearing
from editor.audio.speech.pronouncing import Pronouncer
from editor.audio.speech.reading import is_english

_WIDE: Final = {"beam": 1e-80, "pbeam": 1e-80, "wbeam": 1e-60}
_WIDEST: Final = {"beam": 1e-200, "pbeam": 1e-200, "wbeam": 1e-200}
"""What is kept of the paths, as a share of the best one's likelihood: at first, and at second hand.
The second takes three times as long, and nothing changes beyond it."""

_WELL: Final = 0.8
"""Mean confidence below which words are looked for a second time: with every tenth word wrong,
lines in the place of another one come to 0.78, and right text without errors lies above."""

_THERE: Final = 0.6
"""Share of the words that must be found for the second time, where any was: those that the first
time left out are not in the sound, and all that is kept of the paths would lay them on other words.
"""

_LONGEST_AGAIN: Final = 2 * RATE * 30
"""Bytes of sound above which nothing is looked for a second time, which would take many seconds:
a line that long has a wrong stamp or a wrong end."""

_SKIP: Final = 1e-14
"""Chance that a word is not in the sound: so small that only a word that does not fit is left out.
Between 1e-5 and 1e-14 coverage rises from 87 to 93 % and the errors stay."""

_EDGE: Final = 0.3
"""The same for words of the lines around, which may or may not reach into the sound."""

_FILL: Final = 1e-3
"""Chance of an "um" between two words."""

_SKIPPED_IN_ONE, _SKIPPED_AGAIN = 8, 2
"""Words that may be left out in a row. The engine does not chain jumps itself; those of the second
time take a third of its memory."""

_FILLERS: Final = {"um": "AH M", "uh": "AH", "erm": "ER M", "er": "ER"}
_SHORTEST_FILLER: Final = 200
_POOREST_FILLER: Final = -0.0045
"""Milliseconds and fit: the engine likes to part a word's onset off as a short "uh", and to take
noise for one."""

_MIDDLING: Final = -0.007
_STEEPNESS: Final = 650
"""Fit at which every other start is off by more than 100 ms, and how fast that changes: a logistic
curve over 4,000 words of real and synthetic speech, a tenth of them wrong."""

_FRAME: Final = 10
_LEAST_SOUND: Final = 2 * RATE // 20
"""Bytes: less than 50 ms are too few frames for the decoder's own deltas."""

_REPEAT: Final = "~"
_OWN: Final = "#"


class Sphinx:
    """One decoder, to be used for stretch after stretch of sound."""

    name = "pocketsphinx"

    def __init__(self, known: Mapping[str, str] | None = None, *, british: bool = True) -> None:
        """Load the acoustic model (0.2 s, 60 MB); ``known`` respells names."""
        import pocketsphinx

        model = Path(pocketsphinx.__file__).parent / "model" / "en-us"
        self._decoder: Any = pocketsphinx.Decoder(
            lm=None,
            loglevel="FATAL",
            bestpath=False,
            hmm=str(model / "en-us"),
            dict=str(model / "cmudict-en-us.dict"),
            **_WIDE,
        )
        self._pronouncer = Pronouncer(self._decoder.lookup_word, known, british=british)
        self.patient = True
        self._grammars = cycle(("stet0", "stet1"))  # a grammar in use cannot be replaced
        for filler, sounds in _FILLERS.items():
            self._decoder.add_word(_OWN + filler, sounds, False)

    @staticmethod
    def knows(language: str) -> bool:
        """English of every kind."""
        return is_english(language)

    def hurried(self) -> Sphinx:
        """The same decoder, by which nothing is looked for a second time."""
        other = copy(self)
        other.patient = False
        return other

    def follow(self, sound: bytes, words: Sequence[str], left: int, right: int) -> Hearing:
        """Find words by a grammar that lets any of them be missing and an "um" be anywhere."""
        names = self._names(words)
        moves = self._grammar(names, left, right, _SKIPPED_IN_ONE)
        hearing = self._followed(sound, names, moves, _WIDE)
        own = hearing.words[left : len(words) - right]
        found = [one.confidence for one in own if one]
        enough = sum(found) >= _WELL * len(own) or 0 < len(found) < _THERE * len(own)
        if enough or not self.patient or len(sound) > _LONGEST_AGAIN:
            return hearing
        moves = self._grammar(names, left, right, _SKIPPED_AGAIN)
        return self._followed(sound, names, moves, _WIDEST)

    def _followed(
        self,
        sound: bytes,
        names: Sequence[str],
        moves: Sequence[tuple[Any, ...]],
        beams: Mapping[str, float],
    ) -> Hearing:
        if not self._listen(sound, moves, beams):
            return Hearing((None,) * len(names))
        places = {name: at for at, name in enumerate(names)}
        found: list[Found | None] = [None] * len(names)
        fillers: list[Filler] = []
        before = 0
        for name, start, end, fit in self._heard():
            if name.startswith(_OWN):
                if end - start >= _SHORTEST_FILLER and fit >= _POOREST_FILLER:
                    fillers.append(Filler(start, end, _sure(fit), before))
            elif (at := places.get(name)) is not None:
                found[at] = Found(start, end, _sure(fit))
                before = at + 1
        return Hearing(tuple(found), tuple(fillers))

    def fit(self, sound: bytes, words: Sequence[str]) -> Hearing:
        """Find words by a grammar of exactly these words, silence between them allowed."""
        names = self._names(words)
        moves = [(at, at + 1, 1.0, name) for at, name in enumerate(names)]
        if not self._listen(sound, moves, _WIDE):
            return Hearing((None,) * len(words))
        heard = [Found(start, end, _sure(fit)) for _, start, end, fit in self._heard()]
        if len(heard) != len(words):
            return Hearing((None,) * len(words))
        return Hearing(tuple(heard))

    def _names(self, words: Sequence[str]) -> list[str]:
        """A name of its own for each word: two equal ones are told apart by it."""
        seen: Counter[str] = Counter()
        names = []
        for word in words:
            names.append(self._name(word, seen[word]))
            seen[word] += 1
        return names

    def _name(self, word: str, repeat: int) -> str:
        name = f"{_REPEAT}{word}{_REPEAT}{repeat}"
        if self._decoder.lookup_word(name) is None:
            for at, sounds in enumerate(self._pronouncer.ways(word)):
                self._decoder.add_word(name if at == 0 else f"{name}({at + 1})", sounds, False)
        return name

    def _grammar(
        self, names: Sequence[str], left: int, right: int, skipped: int
    ) -> list[tuple[Any, ...]]:
        count = len(names)
        moves: list[tuple[Any, ...]] = [(at, at + 1, 1.0, name) for at, name in enumerate(names)]
        moves += [(0, at, _EDGE) for at in range(1, left + 1)]
        moves += [(at, count, _EDGE) for at in range(count - right, count)]
        for at in range(left, count - right):
            last = min(count, at + skipped)
            moves += [(at, to, _SKIP ** (to - at)) for to in range(at + 1, last + 1)]
        moves += [(at, at, _FILL, _OWN + filler) for at in range(count + 1) for filler in _FILLERS]
        return moves

    def _listen(
        self, sound: bytes, moves: Sequence[tuple[Any, ...]], beams: Mapping[str, float]
    ) -> bool:
        if len(sound) < _LEAST_SOUND:
            return False
        last = max(to for _, to, *_ in moves)
        name = next(self._grammars)
        for beam, share in beams.items():  # read when a grammar is added
            self._decoder.config[beam] = share
        self._decoder.add_fsg(name, self._decoder.create_fsg(name, 0, last, moves))
        self._decoder.activate_search(name)
        self._decoder.start_utt()
        self._decoder.process_raw(sound, no_search=False, full_utt=True)
        self._decoder.end_utt()
        return self._decoder.hyp() is not None

    def _heard(self) -> Iterator[tuple[str, int, int, float]]:
        """Name, start and end (ms) and fit a frame (0 is best) of all that is no silence."""
        for part in self._decoder.seg():
            if part.word[0] not in "<[(":
                frames = part.end_frame - part.start_frame + 1
                fit = math.log(max(part.ascore, 1e-300)) / frames
                yield (
                    part.word.partition("(")[0],
                    part.start_frame * _FRAME,
                    (part.end_frame + 1) * _FRAME,
                    fit,
                )


def _sure(fit: float) -> float:
    """Confidence from how well the sound fits a word's phones, a frame."""
    return 1 / (1 + math.exp((_MIDDLING - max(fit, -1.0)) * _STEEPNESS))
