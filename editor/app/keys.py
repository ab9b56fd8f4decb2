"""Keys: their one name, which none may have, and which two commands claim at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from editor.app.commands import Command, Context

_MODIFIERS: Final = ("Ctrl", "Alt", "Shift", "Meta")
_TEXT: Final = frozenset({Context.WINDOW, Context.PAGE})
_BRACKETS: Final = frozenset("[]{},")
_SYSTEM: Final = frozenset({"Alt+F4", "Alt+Space", "Alt+Escape", "Ctrl+Escape", "Menu"})
_WORD_MOVES: Final = frozenset({"Left", "Right", "Home", "End", "Delete", "Backspace", "Del"})
_MOVES: Final = _WORD_MOVES | {
    "Up", "Down", "Pageup", "Pagedown", "Pgup", "Pgdown", "Insert", "Ins", "Space", "Return",
    "Enter",
}  # fmt: skip
_LINE_KEYS: Final = frozenset({"Return", "Backspace"})
"""What these do in the text is the page's own business, and in the table."""

_ALL: Final = (frozenset({"Ctrl"}), "A")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One key that two commands claim where both can hear it."""

    key: str
    first: str
    second: str


@cache  # the table has some hundred, which are asked for thousands of times while a window is made
def normal(key: str) -> str:
    """Return the key with its modifiers in one order: ``Shift+Ctrl+a`` is ``Ctrl+Shift+A``."""
    held, name = parts(key)
    return "+".join([*(m for m in _MODIFIERS if m in held), name])


@cache
def parts(key: str) -> tuple[frozenset[str], str]:
    """Part a key into its modifiers and its name; ``Ctrl++`` is Ctrl and the plus sign."""
    head, plus, name = key.rpartition("+")
    if plus and not name:
        head, name = head.rstrip("+"), "+"
    held = frozenset(part.strip().title() for part in head.split("+") if part.strip())
    return held, name.strip().title() if len(name.strip()) > 1 else name.strip().upper()


def meet(one: Context, other: Context) -> bool:
    """Whether a key of one context is heard where the other's is."""
    return one is other or Context.WINDOW in (one, other)


def conflicts(commands: Iterable[Command]) -> Iterator[Conflict]:
    """Yield every key that is claimed twice; the same key in two panes does not meet."""
    claimed: dict[str, list[Command]] = {}
    for command in commands:
        for key in command.keys:
            others = claimed.setdefault(normal(key), [])
            for other in others:
                if meet(command.context, other.context):
                    yield Conflict(normal(key), other.id, command.id)
            others.append(command)


@cache
def offence(key: str, context: Context) -> str | None:
    """Return the rule a key breaks, by its name in ``resources/texts/en/keys.toml``, or ``None``.

    Alt with a letter opens a menu; Ctrl with Alt is AltGr, with which people type; brackets and
    the comma are not on every keyboard without it; Tab moves the focus; what writes or moves in
    the text stays with the text. Lists may have bare letters: nothing is typed there.
    """
    held, name = parts(key)
    letter = len(name) == 1
    if not name or ", " in key:
        return "one-key"
    if name in {"Tab", "Backtab"}:
        return "tab"
    if normal(key) in _SYSTEM or name == "F10" or "Meta" in held:
        return "system"
    if held >= {"Ctrl", "Alt"}:
        return "altgr"
    if "Alt" in held and letter:
        return "alt-letter"
    if letter and name in _BRACKETS:
        return "bracket"
    return _writes(held, name, context) if context in _TEXT else None


def _writes(held: frozenset[str], name: str, context: Context) -> str | None:
    """Whether a key belongs to the text that is typed in."""
    if held <= {"Shift"}:
        if len(name) == 1:
            return "letter"
        own = context is Context.PAGE and name in _LINE_KEYS and not held
        return "writing" if name in _MOVES and not own else None
    inside = held <= {"Ctrl", "Shift"}
    return "writing" if inside and (name in _WORD_MOVES or (held, name) == _ALL) else None
