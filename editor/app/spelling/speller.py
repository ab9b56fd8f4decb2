"""Speller: asks the worker, and remembers what it said, word by word."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import threading
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.app.spelling.dictionaries import dictionary
from editor.app.spelling.scripts import script_of, written_in
from editor.model.words import ADDRESS, WORD, Token

if TYPE_CHECKING:
    from editor.app.spelling.dictionaries import Dictionary

WORKER_FLAG: Final = "--spelling-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""
_BATCH: Final = 2_000
"""Words the worker is asked for at once."""
_ADDRESSED: Final = re.compile(r"://|@|#|www\.").search
"""Whether an address may be in a text; in most there is none, and they are told fast."""
_ALSO: Final = ("’s", "'s", "’", "'")


class Speller:
    """Checks words of one language. Safe to ask from any thread; answers are kept.

    Without a dictionary, or where the worker cannot run, it knows every word: ``usable`` tells. So
    it does of words in letters that its language is not written in.
    """

    def __init__(self, found: Dictionary | None) -> None:
        self._dictionary = found
        self._scripts = written_in(found.name) if found is not None else frozenset[str]()
        self._wrong: dict[str, bool] = {}
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[str] | None = None
        self.usable = found is not None and importlib.util.find_spec("hunspell") is not None

    @classmethod
    def of_language(cls, tag: str) -> Speller:
        """The speller for a language tag."""
        return cls(dictionary(tag))

    def said(self, word: str) -> bool | None:
        """Whether a word is wrong, as far as that has been asked; ``None`` where it has not."""
        known = self._wrong.get(plain(word))
        return False if known is None and not self._judges(word) else known

    def wrong(self, words: Iterable[str]) -> set[str]:
        """Those of the words that no dictionary knows; asks for what is not known yet."""
        asked = {word: plain(word) for word in words if self._judges(word)}
        fresh = sorted({form for form in asked.values() if form not in self._wrong})
        for first in range(0, len(fresh), _BATCH):
            batch = fresh[first : first + _BATCH]
            bad = set(self._ask({"check": batch}))
            self._wrong.update((form, form in bad) for form in batch)
        return {word for word, form in asked.items() if self._wrong.get(form)}

    def _judges(self, word: str) -> bool:
        script = "LATIN" if word.isascii() else script_of(word)
        return script in self._scripts

    def suggestions(self, word: str) -> list[str]:
        """What might be meant, the likeliest first."""
        return self._ask({"suggest": plain(word)})

    def close(self) -> None:
        """End the worker for good: a job that still asks gets no answer, and no new worker.

        Whoever waits for an answer holds the lock; the worker is killed first, so that they let go
        at once and the window, which closes the project, does not wait for a word.
        """
        self.usable = False
        asked = self._worker
        if asked is not None:
            asked.kill()
        with self._lock:
            worker, self._worker = self._worker, None
            if worker is not None:
                _end(worker)

    def _ask(self, what: dict[str, object]) -> list[str]:
        with self._lock:
            if not self.usable or self._dictionary is None:
                return []
            try:
                worker = self._running(self._dictionary)
                if worker.stdin is None or worker.stdout is None:
                    return []
                worker.stdin.write(json.dumps(what) + "\n")
                worker.stdin.flush()
                answer = json.loads(worker.stdout.readline())
            except (OSError, ValueError):
                self.usable = False  # it died: no second try, the same word would kill it again
                if self._worker is not None:
                    _end(self._worker)
                self._worker = None
                return []
            return [str(word) for word in answer]

    def _running(self, found: Dictionary) -> subprocess.Popen[str]:
        """The worker; dead where the speller was closed while it started: nobody else ends it."""
        worker = self._worker = self._worker or _start(found)
        if not self.usable:
            worker.kill()
        return worker


def plain(word: str) -> str:
    """A word as dictionaries have it: straight quotes, no possessive."""
    word = word.replace("’", "'")
    return next((word[: -len(end)] for end in _ALSO if word.endswith(end)), word)


def checkable(text: str, known: Collection[str] = ()) -> Iterator[Token]:
    """The words of a text that a dictionary can judge: letters only, and not ``known`` ones.

    ``known`` holds names and terms in lower case. Parts of links and mailboxes are no words.
    """
    addresses = [found.span() for found in ADDRESS.finditer(text)] if _ADDRESSED(text) else []
    for found in WORD.finditer(text):
        word = found[0]
        if any(start <= found.start() < end for start, end in addresses):
            continue
        if len(word) > 1 and word.replace("'", "").replace("’", "").replace("-", "").isalpha():
            forms = (word.casefold(), plain(word).casefold())
            if not any(form in known for form in forms):
                yield Token(*found.span())


def _start(found: Dictionary) -> subprocess.Popen[str]:
    frozen = getattr(sys, "frozen", False)
    which = [WORKER_FLAG] if frozen else ["-m", "editor.app.spelling.worker"]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    return subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, *which, str(found.folder), found.name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).resolve().parents[3],
        creationflags=flags,
    )


def _end(worker: subprocess.Popen[str]) -> None:
    worker.kill()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue
    worker.wait()
