#!/usr/bin/env python3
"""Make the word lists of the language packs from Debian's dictionaries (unpacked, not installed).

    apt-get download scowl wngerman wfrench wspanish     for deb in *.deb; do dpkg-deb -x "$deb"
unpacked; done     python3 resources/languages/make_word_lists.py unpacked/usr/share/dict

A list answers one question, whether a short run of letters is a word, and is asked only for
beginnings of other words ("ta" in "ta take"). So only short words that begin another one are kept.
English names keep their capital: "Dan Daniels" is no stutter, "dan dancing" is. Licences:
LICENCES.md beside this file.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LETTERS = re.compile(r"[^\W\d_]{2,}")
SPELT = re.compile(r"[^\W\d_]{3,}")
LONGEST = 7  # letters; nobody breaks a word off later than that and goes on with it
SCOWL_LEVELS = {2: 0, 3: 35}  # length of the word -> largest level taken; longer words: 60
SCOWL_TOP = 60
SHORT_NAMES = LETTERS.findall(
    """
    Al Bo Cy Di Ed Jo Li Lu Mo Ty Vi Wu Abe Alex Andy Ben Beth Bob Cal Cath Chas Chris Dan Deb
    Em Fran Fred Gab Gil Greg Hal Hank Ian Jack Jan Jess Jim John Josh Jude Kat Kate Kath Ken
    Kim Len Lil Lis Liv Lou Mac Mags Mart Matt Max Meg Mick Mike Nat Ned Nick Peg Phil Rach
    Raj Rex Rick Rob Rod Ron Sam Sim Steph Stu Sue Ted Theo Tim Toby Tom Val Vic Viv Will Zac
    Zach
    """
)
"""Given names and their short forms; what no other word begins with is left out again."""


def scowl(folder: Path) -> set[str]:
    """English of all spellings; short words only from the small levels, which hold no oddities."""
    words = set()
    for path in sorted(folder.glob("scowl/*-words.*")):
        level = int(path.suffix[1:])
        if "variant_2" in path.name or "variant_3" in path.name or level > SCOWL_TOP:
            continue
        for word in path.read_text("latin-1").split():
            if LETTERS.fullmatch(word) and level <= SCOWL_LEVELS.get(len(word), SCOWL_TOP):
                words.add(word.lower())
    words.update(SHORT_NAMES)
    for path in sorted(folder.glob("scowl/*-proper-names.*")):
        if int(path.suffix[1:]) <= SCOWL_TOP:
            words |= {word for word in path.read_text("latin-1").split() if LETTERS.fullmatch(word)}
    for path in sorted(folder.glob("scowl/*-upper.*")):
        if int(path.suffix[1:]) <= SCOWL_TOP:  # given names and places; the short are symbols: "Ca"
            words |= {word for word in path.read_text("latin-1").split() if SPELT.fullmatch(word)}
    return words


def plain(path: Path) -> set[str]:
    """A dictionary with one word a line; words of two letters come from the packs."""
    words = path.read_text("utf-8").split()
    return {word.lower() for word in words if len(word) > 2 and LETTERS.fullmatch(word)}


def beginnings(words: set[str]) -> list[str]:
    """The words with which another word begins."""
    begun = {word[:length] for word in words for length in range(2, min(len(word), LONGEST + 1))}
    return sorted(words & begun)


def main(folder: Path) -> None:
    sources = {
        "en": scowl(folder),
        "de": plain(folder / "ngerman"),
        "fr": plain(folder / "french"),
        "es": plain(folder / "spanish"),
    }
    for language, words in sources.items():
        kept = beginnings(words)
        target = HERE / f"{language}.words.gz"
        target.write_bytes(gzip.compress("\n".join(kept).encode(), mtime=0))
        print(f"{target.name}: {len(kept)} of {len(words)} words, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
