"""Spelling on the page: which words of the visible lines no dictionary knows, asked beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from editor.app.jobs import Step, Work
from editor.app.review.sources import known_words
from editor.app.spelling.speller import Speller, checkable

if TYPE_CHECKING:
    from editor.app.jobs import Runner
    from editor.model.words import Token
    from editor.ui.page.page import TranscriptPage

T = TypeVar("T")

_WAIT: Final = 40
"""Ms that words of lines just shown are collected before they are asked for."""
_KEPT: Final = 3_000
"""Lines whose words are remembered; more than any page shows."""
_LONGEST: Final = 5_000
"""Letters of a line up to which its words are looked at while it is painted: a thousand words take
a frame. What a broken file puts into one line, the review checks beside the window."""


class Spelling(QObject):
    """Answers at once, from what is known; what is not is asked for, and the page painted again.

    So nothing of it is on the way from a key to the letter on the screen.
    """

    suggested = Signal(str, list)
    failed = Signal(object)

    def __init__(self, page: TranscriptPage, runner: Runner) -> None:
        super().__init__(page)
        self.on = True
        self.speller = Speller(None)
        self._page = page
        self._runner = runner
        self._known: frozenset[str] = frozenset()
        self._words: dict[str, Sequence[Token]] = {}
        self._wanted: set[str] = set()
        self._later = QTimer(self, singleShot=True, interval=_WAIT)
        self._later.timeout.connect(self._ask)
        page.column.misspelt = self.spans

    def use(self, speller: Speller) -> None:
        """Check with another dictionary."""
        self.speller.close()
        self.speller = speller
        self._forget()

    def refresh(self) -> None:
        """Look anew which words are names and terms: the glossary or the people have changed."""
        session = self._page.session
        known = known_words(session.episode) if session is not None else frozenset()
        if known != self._known:
            self._known = known
            self._forget()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The misspelt words of a line as shown, as far as that is known by now."""
        if not self.on or not self.speller.usable or len(text) > _LONGEST:
            return []
        tokens = self._words.get(text)
        if tokens is None:
            if len(self._words) > _KEPT:
                self._words.clear()
            tokens = self._words[text] = tuple(checkable(text, self._known))
        found = []
        for token in tokens:
            word = text[token.start : token.end]
            said = self.speller.said(word)
            if said:
                found.append((token.start, token.end))
            elif said is None:
                self._wanted.add(word)
        if self._wanted and not self._later.isActive():
            self._later.start()
        return found

    def suggest(self, word: str) -> None:
        """Ask what might be meant; ``suggested`` carries the answer."""
        self._start(self._suggesting(word), lambda found: self.suggested.emit(word, found))

    def shut(self) -> None:
        """End the worker; the project is closed."""
        self._later.stop()
        self._page.column.misspelt = None
        self.speller.close()

    def _forget(self) -> None:
        self._words.clear()
        self._wanted.clear()
        self._page.viewport().update()

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, set()
        self._start(self._checking(wanted), lambda _wrong: self._page.viewport().update())

    def _checking(self, words: set[str]) -> Work[set[str]]:
        yield Step(0, len(words), "spelling")
        return self.speller.wrong(words)

    def _suggesting(self, word: str) -> Work[list[str]]:
        yield Step(0, 1, "spelling")
        return self.speller.suggestions(word)

    def _start(self, work: Work[T], then: Callable[[T], None]) -> None:
        self._runner.start("spelling", work, done=then, failed=self.failed.emit, quiet=True)
