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


def found(words: str, choices: Sequence[Command]) -> list[Command]:
    """Return the commands whose title, sentence or keys hold every word, in their order.

    A list to look things up in keeps its order, and ``F7`` finds what F7 does.
    """
    wanted = words.casefold().split()
    return [command for command in choices if all(word in _said(command) for word in wanted)]


def _said(command: Command) -> str:
    keys = " ".join(command.keys)
    return f"{command.title} {command.help} {keys} {command.menu} {command.words}".casefold()


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
