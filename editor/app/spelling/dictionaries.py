"""Dictionaries: the Hunspell dictionary of a language, shipped or found on the system."""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from editor.model.resources import resource_path

LARGEST: Final = 64 << 20
"""Bytes of the largest word list that is read; real ones have up to 10 MB."""
_COUNT_LINE: Final = 64
"""Bytes of a first line that holds the number of words and no more."""
_SHIPPED: Final = ("en_GB", "en_US")
_LINUX: Final = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell")
_EXTENSIONS: Final = ("share/extensions", "Contents/Resources/extensions")
"""Where an installed LibreOffice has them: Windows and Linux, and macOS."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """``folder/name.aff`` and ``.dic`` are the dictionary; ``name`` is like ``en_GB``."""

    name: str
    folder: Path


def dictionary(tag: str) -> Dictionary | None:
    """The dictionary for a language tag ("en-GB", "de"); without one for the region, another's.

    English of no region is British, as most of what is shipped here. ``None`` where none is found.
    """
    language, _, region = (tag or "en").replace("_", "-").partition("-")
    region = region.partition("-")[0].upper() if len(region.partition("-")[0]) == 2 else ""
    names = {found.name: found for found in reversed(list(available()))}
    wanted = [f"{language}_{region}"] if region else []
    wanted += [f"{language}_{language.upper()}", language]
    # LibreOffice has variants, as de_DE_frami beside de_AT_frami.
    variants = [name for like in wanted[:-1] for name in sorted(names) if name.startswith(like)]
    for name in (*wanted, *variants, *sorted(names)):
        if name in names and name.partition("_")[0] == language.lower():
            return names[name]
    return None


def available() -> Iterator[Dictionary]:
    """Every dictionary there is, those shipped first."""
    shipped = resource_path("spelling")
    for folder in (shipped, *_folders()):
        try:
            lists = sorted(folder.glob("*.dic")) if folder.is_dir() else []
        except OSError:
            continue
        for words in lists:
            if _sound(words) and (folder != shipped or words.stem in _SHIPPED):
                yield Dictionary(words.stem.replace("-", "_"), folder)


def _sound(words: Path) -> bool:
    """Whether a word list can be one: it says how many words it has, and has room for them.

    Hunspell takes anything for a dictionary; one of noise would call every word wrong.
    """
    try:
        size = words.stat().st_size
        with words.open("rb") as file:
            count = file.readline(_COUNT_LINE).removeprefix(BOM_UTF8).split()[:1]
    except OSError:
        return False
    counted = bool(count) and count[0].isdigit() and int(count[0]) <= size
    named = words.with_suffix(".aff").is_file() and "-" not in words.stem
    return counted and size <= LARGEST and named


def _folders() -> Iterator[Path]:
    """Where systems and LibreOffice keep their dictionaries."""
    if own := os.environ.get("DICPATH"):
        yield from (Path(part) for part in own.split(os.pathsep) if part)
    if sys.platform == "win32":
        bases = (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)"))
        offices = [base for base in bases if base]
    elif sys.platform == "darwin":
        yield from (Path.home() / "Library/Spelling", Path("/Library/Spelling"))
        offices = ["/Applications"]
    else:
        home = Path.home()
        yield from (home / ".local/share/hunspell", home / ".config/enchant/hunspell")
        yield from (Path(folder) for folder in _LINUX)
        offices = ["/usr/lib", "/usr/lib64", "/opt"]
    yield from (folder for base in offices for folder in _of_office(Path(base)))


def _of_office(base: Path) -> Iterator[Path]:
    """The folders of dictionaries, one a language, of every LibreOffice installed in a folder."""
    try:
        for office in sorted(base.glob("[Ll]ibre[Oo]ffice*")):
            for inside in _EXTENSIONS:
                yield from sorted((office / inside).glob("dict-*"))
    except OSError:
        return
