"""Query: what is looked for - words as they are, or a pattern that cannot hold the program up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import normalize

from editor.model.errors import UserError

if TYPE_CHECKING:
    import regex

Spans: TypeAlias = list[tuple[int, int]]

PATIENCE: Final = 0.5
"""Seconds one line may keep a pattern busy, as the clock on the wall counts them: a busy machine
may leave an honest one waiting for 0.1. Honest ones need some microseconds; `(a+)+$` on forty
letters needs years."""
LONGEST: Final = 1_000
"""Characters of a pattern. Longer ones are not typed, and take seconds to compile."""
LARGEST: Final = 10_000
"""Characters that one place may be replaced by: `\\1` doubled a few times would fill the memory."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: ``text`` as it is, or with ``regular`` as a regular expression."""

    text: str
    case: bool = False
    whole: bool = False
    regular: bool = False

    @property
    def blank(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.text if self.regular else self.text.strip())

    def seeker(self) -> Seeker:
        """The query made ready.

        Raises ``UserError``: ``find-pattern-bad`` (reason, at), ``find-pattern-long`` (limit).
        """
        if self.blank:
            return _seek_nothing
        return _patterned(self) if self.regular else partial(_seek, _plain(self))

    @property
    def literal(self) -> Query:
        """The same without a pattern's meaning: what is put in is put in as typed."""
        return replace(self, regular=False)

    def replacer(self, template: str, patience: float = PATIENCE) -> Replacer:
        """What stands for each place of a line: ``template``, a pattern's groups filled in.

        Raises ``UserError`` as ``seeker`` does, ``find-template-bad`` (reason) for the template.
        """
        if self.regular:
            return partial(_filled, _compiled(self), template.replace("\n", " "), patience)
        return lambda _text, spans: [template] * len(spans)


Seeker: TypeAlias = Callable[[str], Spans]
"""Gives the places of a text, in order and none empty. A pattern that is too slow for it raises
``UserError("find-pattern-slow")``."""

Replacer: TypeAlias = Callable[[str, Spans], list[str]]
"""Gives what is to stand for each of some places of a text."""


def _seek_nothing(text: str) -> Spans:
    del text
    return []


def _plain(query: Query) -> re.Pattern[str]:
    """The words as a pattern.

    Any run of blanks fits any other, a straight quote fits a curly one, and an accented letter one
    that is made of two: people type what their keyboard has.
    """
    words = normalize("NFC", query.text).split()
    body = r"\s+".join(_loose(re.escape(word)) for word in words)
    if query.whole:
        body = rf"(?<!\w){body}(?![\w{_ACCENTS}])"
    return re.compile(body, re.NOFLAG if query.case else re.IGNORECASE)


def _seek(pattern: re.Pattern[str], text: str) -> Spans:
    return [found.span() for found in pattern.finditer(text)]


def _patterned(query: Query) -> Seeker:
    pattern = _compiled(query)

    def seek(text: str) -> Spans:
        return [found.span() for found in _matches(pattern, text) if found.end() > found.start()]

    return seek


def _compiled(query: Query) -> regex.Pattern[str]:
    # Imported here: it takes 20 ms, and few people search by pattern.
    import regex

    if len(query.text) > LONGEST:
        raise UserError("find-pattern-long", limit=LONGEST)
    body = rf"(?<!\w)(?:{query.text})(?!\w)" if query.whole else query.text
    try:
        regex.compile(query.text, regex.VERSION0)  # alone: so that places in it are told right
        return regex.compile(body, regex.VERSION0 | (0 if query.case else regex.IGNORECASE))
    except regex.error as error:
        at = min((getattr(error, "pos", 0) or 0) + 1, len(query.text))
        reason = getattr(error, "msg", str(error))
        raise UserError("find-pattern-bad", reason=reason, at=at) from error
    except (RecursionError, OverflowError, ValueError, MemoryError) as error:
        raise UserError("find-pattern-bad", reason="too complicated", at=1) from error


def _matches(
    pattern: regex.Pattern[str], text: str, patience: float = PATIENCE
) -> Iterator[regex.Match[str]]:
    """What the pattern finds, in ``patience`` seconds and with the other threads running on."""
    began = monotonic()
    try:
        for found in pattern.finditer(text, timeout=patience, concurrent=True):
            yield found
            if monotonic() - began > patience:
                raise UserError("find-pattern-slow")
    except (TimeoutError, MemoryError) as error:
        raise UserError("find-pattern-slow") from error


def _filled(
    pattern: regex.Pattern[str], template: str, patience: float, text: str, spans: Spans
) -> list[str]:
    import regex

    found = {match.span(): match for match in _matches(pattern, text, patience)}
    try:
        made = [found[span].expand(template) if span in found else "" for span in spans]
    except (regex.error, IndexError, KeyError, ValueError) as error:
        raise UserError("find-template-bad", reason=str(error)) from error
    if any(len(text) > LARGEST for text in made):
        raise UserError("find-replacement-long", limit=LARGEST)
    return made


_QUOTES: Final = {
    "'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]',
}  # fmt: skip


_ACCENTS: Final = "\u0300-\u036f"
"""What stands behind a letter and is part of it."""


def _loose(escaped: str) -> str:
    return "".join(_QUOTES.get(letter) or _either(letter) for letter in escaped)


def _either(letter: str) -> str:
    """A letter as one sign, or as the letter and its accents."""
    parted = letter if letter.isascii() else normalize("NFD", letter)
    return letter if parted == letter else f"(?:{letter}|{parted})"
