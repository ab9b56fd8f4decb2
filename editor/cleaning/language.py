"""Language: which one a text is in, told once when the text comes in.

English, which most transcripts are in, is told by the words of its own pack. Everything else is
asked of py3langid (4.5 MB; right in all of 2,700 samples of 8 words and more at the sureness asked
for here). Its model takes a second and 80 MB and holds the interpreter's lock for up to 90 ms, so
it is read in a process of its own, which ends with the answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

from editor.cleaning.pack import languages, pack
from editor.model.words import WORD

WORKER_FLAG: Final = "--language-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""

_SURE: Final = 0.7
"""The library's probability from which its answer is taken."""
_ENGLISH: Final = 0.3
"""Share of words that only English has among the shipped languages: spoken English has half of its
words from them, other languages at most one in twelve."""
_NO_LANGUAGE: Final = frozenset({"zxx", "und"})
_FEWEST: Final = 4
"""Words of the shortest text worth asking about."""
_SAMPLE: Final = 6_000
"""Characters asked about from the beginning, the middle and the end of a text, each."""
_TIMEOUT: Final = 30.0
"""Seconds after which no answer is expected any more."""


def guess(text: str) -> str:
    """The language tag of a text ("de"), or "" where nothing is sure enough.

    Takes a second where the text is not plainly English: for jobs, not for the GUI's thread.
    """
    sample = _sample(text)
    words = WORD.findall(sample.lower())
    if len(words) < _FEWEST:
        return ""
    if sum(word in _only_english() for word in words) >= _ENGLISH * len(words):
        return "en"
    return _asked(sample)


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


@cache
def _only_english() -> frozenset[str]:
    others = (pack(lang).data.classes["function"] for lang in languages() if lang != "en")
    return pack("en").data.classes["function"].difference(*others)


def _asked(sample: str) -> str:
    """The library's answer, from a process of its own; none where it fails."""
    frozen = getattr(sys, "frozen", False)
    which = [WORKER_FLAG] if frozen else ["-m", __spec__.name]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    try:
        answer = subprocess.run(  # noqa: S603 - our own program, no shell
            [sys.executable, *which],
            input=sample.encode("utf-8", "replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parents[2],
            creationflags=flags,
            timeout=_TIMEOUT,
            check=True,
        )
        tag, sureness = json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return str(tag) if sureness >= _SURE and tag not in _NO_LANGUAGE else ""


def main(_arguments: list[str]) -> int:
    """Be the worker: a text comes to stdin, its language and how sure that is go to stdout."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    tag, sureness = identifier.classify(text)
    sys.stdout.write(json.dumps([str(tag), float(sureness)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
