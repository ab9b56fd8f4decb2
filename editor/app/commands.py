"""Commands: everything a person can ask for, read from one table."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final, cast

from editor.model.resources import resource_path


class Context(StrEnum):
    """Where a command's keys work."""

    WINDOW = "window"
    PAGE = "page"
    FINDINGS = "findings"


MENUS: Final = (
    "file",
    "edit",
    "play",
    "transcript",
    "clean",
    "speakers",
    "captions",
    "view",
    "help",
)


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table. ``title`` ends in "…" where the command asks back before it acts.

    ``check``: it is on or off, and its menu entry shows which. ``words``: what else it is looked
    for by, such as what is found in its panel or dialog.
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    menu: str
    group: str
    context: Context
    check: bool
    words: str = ""

    @property
    def key(self) -> str:
        """The key that is shown, ``""`` where there is none."""
        return self.keys[0] if self.keys else ""


@cache
def commands() -> tuple[Command, ...]:
    """Return the whole table (``resources/keymaps/default.toml``), in the order of the menus."""
    with resource_path("keymaps", "default.toml").open("rb") as file:
        rows = tomllib.load(file)
    return tuple(_command(name, row) for name, row in rows.items())


def matching(words: str, choices: Sequence[Command]) -> list[Command]:
    """Return the commands that ``words`` may mean, the likeliest first; all of them for none.

    Titles count more than help sentences; letters may be missing or swapped, but not in what else
    a command is looked for by.
    """
    if not words.strip():
        return list(choices)
    # Imported here: it takes 60 ms, and only the palette asks.
    from rapidfuzz import fuzz, utils

    process = utils.default_process
    scored = []
    for place, command in enumerate(choices):
        whole = fuzz.WRatio(words, command.title, processor=process)
        sorted_words = fuzz.token_sort_ratio(words, command.title, processor=process)
        sentence = fuzz.token_set_ratio(words, command.help, processor=process)
        beside = _BESIDE if _begun(words, command.words) else 0
        score = max(0.6 * whole + 0.4 * sorted_words, 0.6 * sentence, beside)
        if score >= _LIKELY:
            scored.append((-score, place, command))
    return [command for _, _, command in sorted(scored, key=lambda row: row[:2])]


def found(words: str, choices: Sequence[Command]) -> list[Command]:
    """Return the commands whose title, sentence or keys hold every word, in their order.

    A list to look things up in keeps its order, and ``F7`` finds what F7 does.
    """
    wanted = words.casefold().split()
    return [command for command in choices if all(word in _said(command) for word in wanted)]


def _said(command: Command) -> str:
    keys = " ".join(command.keys)
    return f"{command.title} {command.help} {keys} {command.menu} {command.words}".casefold()


def _begun(words: str, known: str) -> bool:
    """Whether each word, of three letters or more, begins one that a command is looked for by."""
    typed = words.casefold().split()
    return all(len(t) > 2 and any(w.startswith(t) for w in known.split()) for t in typed)


_BESIDE: Final = 75
"""The score of a command that is looked for by such words: behind one that is called so."""

_LIKELY: Final = 55
"""Below this score (of 100) a command has nothing to do with what was typed."""


def _command(name: str, row: dict[str, object]) -> Command:
    keys = cast("list[str]", row.get("keys", []))
    return Command(
        id=name,
        title=str(row["title"]),
        help=str(row["help"]),
        keys=tuple(keys),
        menu=str(row["menu"]),
        group=str(row["group"]),
        context=Context(str(row.get("context", "window"))),
        check=bool(row.get("check", False)),
        words=str(row.get("words", "")),
    )
