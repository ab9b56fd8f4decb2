"""Keymap: which keys call which command - the table's, a preset's over them, a person's on top."""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias, cast

from editor.app.commands import Command, Context, commands
from editor.app.filing import set_aside, write_text
from editor.app.keys import meet, normal, offence
from editor.model.errors import UserError
from editor.model.resources import resource_path

STANDARD: Final = "default"
"""The preset that changes nothing: the keys of the table itself."""

Layer: TypeAlias = Mapping[str, tuple[str, ...]]
"""Keys by command; a command that is not named has those of the layer below."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preset:
    """The keys of another program, as far as Stet has what they do (``resources/keymaps``)."""

    name: str
    title: str
    about: str
    keys: Layer


@cache
def presets() -> tuple[Preset, ...]:
    """Return the presets, the one that changes nothing first."""
    found = []
    for path in sorted(resource_path("keymaps").glob("*.toml")):
        with path.open("rb") as file:
            row = tomllib.load(file)
        if path.stem != STANDARD:
            keys = {command: tuple(listed) for command, listed in row["keys"].items()}
            found.append(Preset(path.stem, row["title"], row["about"], keys))
    return (Preset(STANDARD, "Stet", "", {}), *found)


class Keymap:
    """The keys in force. Each change is on disk at once.

    What lies above wins: a key that a person has given to one command is taken from the command
    that a preset or the table gives it to, today's or one of a later version. A key that breaks a
    rule of the house (``keys.offence``), written into the file by hand, counts for nothing.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._preset = presets()[0]
        self._own: dict[str, tuple[str, ...]] = {}
        self._listeners: list[Callable[[], None]] = []
        self._in_force: tuple[Command, ...] | None = None
        self.problem: UserError | None = None

    @classmethod
    def load(cls, path: Path) -> Keymap:
        """Read a person's keys; a broken file is set aside and told in ``problem``."""
        keymap = cls(path)
        try:
            keymap._take(json.loads(path.read_text("utf-8")))
        except FileNotFoundError:
            return keymap
        except OSError as error:
            keymap.problem = UserError("keymap-unreadable", path=path, reason=error.strerror)
        except (ValueError, TypeError, AttributeError):
            keymap._own = {}
            keymap.problem = UserError("keymap-broken", path=path, kept=set_aside(path))
        return keymap

    @property
    def preset(self) -> Preset:
        """The preset below a person's own keys."""
        return self._preset

    @property
    def own(self) -> frozenset[str]:
        """The commands that have keys of a person's own."""
        return frozenset(self._own)

    def commands(self) -> tuple[Command, ...]:
        """Return the table of commands with the keys in force."""
        if self._in_force is None:
            self._in_force = _layered((self._own, self._preset.keys))
        return self._in_force

    def usual(self, command: str) -> tuple[str, ...]:
        """Return what keys a command would have without a person's own change of it."""
        without = {name: keys for name, keys in self._own.items() if name != command}
        return _row(_layered((without, self._preset.keys)), command).keys

    def holders(self, key: str, command: str) -> list[Command]:
        """Return the other commands that hold a key where ``command`` would hear it."""
        context = _row(self.commands(), command).context
        return [
            row
            for row in self.commands()
            if row.id != command and meet(row.context, context) and _holds(row.keys, key)
        ]

    def choose(self, preset: str) -> None:
        """Take another preset; a person's own keys stay above it."""
        self._preset = next(known for known in presets() if known.name == preset)
        self._save()

    def assign(self, command: str, keys: Sequence[str]) -> None:
        """Give a command these keys and no others; other commands lose them.

        Raises ``UserError("key-refused")`` with the rule that one of the keys breaks.
        """
        context = _row(self.commands(), command).context
        for key in keys:
            if rule := offence(key, context):
                raise UserError("key-refused", key=key, rule=rule)
            for other in self.holders(key, command):
                if other.id in self._own:  # the layers take it from all others
                    kept = (k for k in self._own[other.id] if normal(k) != normal(key))
                    self._own[other.id] = tuple(kept)
        self._own[command] = tuple(dict.fromkeys(map(normal, keys)))
        if self._own[command] == tuple(map(normal, self.usual(command))):
            del self._own[command]
        self._save()

    def reset(self, command: str) -> None:
        """Give a command back what keys the preset has for it."""
        if self._own.pop(command, None) is not None:
            self._save()

    def reset_all(self) -> None:
        """Forget every key of a person's own; the preset stays."""
        self._own.clear()
        self._save()

    def watch(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after each change; the returned function ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _take(self, stored: dict[str, object]) -> None:
        known = {preset.name: preset for preset in presets()}
        self._preset = known.get(str(stored.get("preset", STANDARD)), self._preset)
        rows = cast("dict[str, list[str]]", stored.get("keys", {}))
        self._own = {name: tuple(str(key) for key in keys) for name, keys in rows.items()}

    def _save(self) -> None:
        self._in_force = None
        if self._path is not None:
            stored = {"preset": self._preset.name, "keys": self._own}
            text = json.dumps(stored, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
            try:
                write_text(self._path, text)
            except UserError as error:
                # The keys hold for this run, as a setting that could not be written does.
                _log.info("keymap not written: %s", error.code)
        for listener in tuple(self._listeners):
            listener()


def _layered(above: Sequence[Layer]) -> tuple[Command, ...]:
    """Return the table with each command's keys from the uppermost layer that names it.

    A key claimed in one layer is taken from commands whose keys lie in a layer below.
    """
    table = commands()
    level = {row.id: _level(row.id, above) for row in table}
    wanted: dict[str, tuple[str, ...]] = {}
    claims: dict[str, list[tuple[int, Context]]] = {}
    for row in table:
        at = level[row.id]
        keys = row.keys if at == len(above) else above[at][row.id]
        wanted[row.id] = tuple(key for key in keys if offence(key, row.context) is None)
        for key in wanted[row.id]:
            claims.setdefault(normal(key), []).append((at, row.context))

    def lost(row: Command, key: str) -> bool:
        others = claims[normal(key)]
        return any(at < level[row.id] and meet(context, row.context) for at, context in others)

    return tuple(
        replace(row, keys=tuple(key for key in wanted[row.id] if not lost(row, key)))
        for row in table
    )


def _level(command: str, above: Sequence[Layer]) -> int:
    return next((at for at, layer in enumerate(above) if command in layer), len(above))


def _row(listed: Sequence[Command], command: str) -> Command:
    return next(row for row in listed if row.id == command)


def _holds(keys: Sequence[str], key: str) -> bool:
    return normal(key) in map(normal, keys)
