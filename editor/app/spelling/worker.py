"""Worker: the process that holds Hunspell; asks come in and answers go out, a line of JSON each.

Suggestions hold the interpreter for 100 to 200 ms a word, and a dictionary found somewhere may
crash the library: neither is to be felt in the window.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from hunspell import Hunspell

SUGGESTIONS: Final = 8


def main(arguments: list[str]) -> int:
    """Answer until the input ends: ``arguments`` are the dictionary's folder and name."""
    from hunspell import Hunspell

    speller = Hunspell(arguments[1], hunspell_data_dir=arguments[0])
    for line in sys.stdin:
        answer = _answer(speller, json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 0


def _answer(speller: Hunspell, asked: Any) -> list[str]:  # noqa: ANN401 - JSON
    if "suggest" in asked:
        try:
            return list(speller.suggest(asked["suggest"]))[:SUGGESTIONS]
        except UnicodeError:
            return []
    return [word for word in asked["check"] if not _knows(speller, word)]


def _knows(speller: Hunspell, word: str) -> bool:
    try:
        return bool(speller.spell(word))
    except UnicodeError:
        return True  # letters the dictionary has no place for: it cannot say


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
