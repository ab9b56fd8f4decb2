"""Keymap: which keys call which command, and which keys are claimed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from editor.app.commands import Command, Context

_MODIFIERS: Final = ("Ctrl", "Alt", "Shift", "Meta")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One key that two commands claim where both can hear it."""

    key: str
    first: str
    second: str


def normal(key: str) -> str:
    """Return the key with its modifiers in one order: ``Shift+Ctrl+a`` is ``Ctrl+Shift+A``."""
    held, name = parts(key)
    return "+".join([*(m for m in _MODIFIERS if m in held), name])


def parts(key: str) -> tuple[frozenset[str], str]:
    """Part a key into its modifiers and its name; ``Ctrl++`` is Ctrl and the plus sign."""
    head, plus, name = key.rpartition("+")
    if plus and not name:
        head, name = head.rstrip("+"), "+"
    held = frozenset(part.strip().title() for part in head.split("+") if part.strip())
    return held, name.strip().title() if len(name.strip()) > 1 else name.strip().upper()


def conflicts(commands: Iterable[Command]) -> Iterator[Conflict]:
    """Yield every key that is claimed twice; the same key in two panes does not meet."""
    claimed: dict[str, list[Command]] = {}
    for command in commands:
        for key in command.keys:
            others = claimed.setdefault(normal(key), [])
            for other in others:
                if _meet(command.context, other.context):
                    yield Conflict(normal(key), other.id, command.id)
            others.append(command)


def _meet(one: Context, other: Context) -> bool:
    return one is other or Context.WINDOW in (one, other)
