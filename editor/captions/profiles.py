"""Profiles: reading them from their files, checked key by key, shipped ones and own ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from editor.captions.profile import OWN, Costs, Profile
from editor.model.errors import UserError
from editor.model.resources import resource_path

ORDER: Final = ("default", "netflix", "bbc", "dcmp", "youtube", "podcast")
"""The shipped profiles as a person is offered them."""

SIZE_LIMIT: Final = 100_000
"""Characters a profile may have; the longest shipped one has 4,000."""

_LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "max_chars": (8, 200),
    "max_lines": (1, 6),
    "target_cps": (1, 99),
    "max_cps": (0, 99),
    "target_wpm": (0, 999),
    "max_wpm": (0, 999),
    "min_ms": (0, 10_000),
    "min_word_ms": (0, 5_000),
    "max_ms": (500, 60_000),
    "numbers_to": (0, 100),
}
_MS_LIMIT: Final = (0, 600_000)
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {"fillers": ("keep", "edit")}
_TOP: Final = ("title", "about", "language", "based_on")
FIGURES: Final = tuple(f.name for f in fields(Profile) if f.type in ("int", "float", "Ms"))
STYLES: Final = (
    *("speaker", "speaker_line", "voices", "sound", "ellipsis"),
    *("one_line", "one_sentence", "fillers", "plain_text"),
    *("colours", "ground", "font"),
)
TEXTS: Final = ("speaker", "sound", "ellipsis", "fillers", "colours", "ground", "font")
"""The forms that are texts; the others are a yes or no."""
_COLOURS: Final = {"colours": (1, 16), "ground": (0, 1)}
"""How many colours a form may hold."""
_COLOUR: Final = re.compile("#[0-9A-Fa-f]{6}")
COSTS: Final = tuple(f.name for f in fields(Costs))
_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "figures": FIGURES,
    "style": STYLES,
    "costs": COSTS,
}


@cache
def profiles() -> Mapping[str, Profile]:
    """All shipped profiles by key."""
    return {key: _read(resource_path("captions", "profiles", f"{key}.toml"), key) for key in ORDER}


def profile(name: str = "default") -> Profile:
    """The shipped profile of this key; raises ``UserError("profile-unknown")``."""
    try:
        return profiles()[name]
    except KeyError:
        raise UserError("profile-unknown", name=name, known=", ".join(ORDER)) from None


def limits_of(figure: str) -> tuple[float, float]:
    """The least and the most that a figure of a profile may be."""
    return _LIMITS.get(figure, _MS_LIMIT)


def profile_file(path: Path) -> Profile:
    """A person's own profile.

    Raises ``UserError`` (``profile-*``) that names the file and the key.
    """
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise UserError("profile-unreadable", path=str(path), reason=str(error)) from error
    return profile_text(data.decode("utf-8", "replace"), str(path))


@lru_cache(maxsize=16)
def profile_text(text: str, path: str, key: str = "own") -> Profile:
    """A profile from its text, as a project keeps one; raises as ``profile_file`` does."""
    if len(text) > SIZE_LIMIT:
        raise UserError("profile-too-large", path=path)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError("profile-not-toml", path=path, reason=str(error)) from error
    return _Reading(path).profile(key, data)


def _read(path: Path, key: str) -> Profile:
    return profile_text(path.read_text("utf-8"), str(path), key)


class _Reading:
    """One profile being read; every complaint names the file and the key."""

    def __init__(self, path: str) -> None:
        self._path = path

    def profile(self, key: str, data: Mapping[str, Any]) -> Profile:
        for name in data:
            if name not in _TOP and name not in _TABLES:
                self._refuse(name, "profile-unknown-key")
        base = self._base(key, data.get("based_on", "default"))
        values: dict[str, Any] = {}
        costs: dict[str, float] = {}
        sources: dict[str, str] = {}
        if base is not None:
            values = {name: getattr(base, name) for name in (*FIGURES, *STYLES)}
            costs = {name: getattr(base.costs, name) for name in COSTS}
            sources = dict(base.sources)
        for table, known in _TABLES.items():
            for name, given in self._table(data, table).items():
                if name not in known:
                    self._refuse(f"{table}.{name}", "profile-unknown-key")
                value, source = self._given(f"{table}.{name}", given)
                if table == "costs":
                    costs[name] = self._number(f"costs.{name}", value, (-1000, 10_000))
                else:
                    values[name] = self._checked(table, name, value)
                    sources[name] = source
        self._missing({*FIGURES, *STYLES} - values.keys() | {*COSTS} - costs.keys())
        title = self._text("title", data.get("title", base.title if base else ""))
        about = self._text("about", data.get("about", base.about if base else ""))
        language = self._text("language", data.get("language", base.language if base else ""))
        made = Profile(
            key=key,
            title=title,
            about=about,
            language=language,
            costs=Costs(**costs),
            sources=tuple(sorted(sources.items())),
            **values,
        )
        return self._sensible(made)

    def _base(self, key: str, name: object) -> Profile | None:
        if key == "default":
            return None
        if name not in ORDER:
            self._refuse("based_on", "profile-unknown-base")
        if name == "default" or key in ORDER:
            return _default()
        return profile(str(name))

    def _table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        table = data.get(name, {})
        if not isinstance(table, dict):
            self._refuse(name, "profile-not-a-table")
        return dict(table)

    def _given(self, key: str, given: object) -> tuple[object, str]:
        """A value and its source; a bare value is the person's own choice."""
        if not isinstance(given, dict):
            return given, OWN
        if "value" not in given or given.keys() - {"value", "source"}:
            self._refuse(key, "profile-no-value")
        return given["value"], self._text(f"{key}.source", given.get("source", OWN))

    def _checked(self, table: str, name: str, value: object) -> object:
        key = f"{table}.{name}"
        if table == "figures":
            number = self._number(key, value, limits_of(name))
            return number if name.endswith(("cps", "wpm")) else int(number)
        if name in TEXTS:
            text = self._text(key, value)
            if name in _CHOICES and text not in _CHOICES[name]:
                self._refuse(key, "profile-not-a-choice")
            if name in _COLOURS and not _are_colours(text, *_COLOURS[name]):
                self._refuse(key, "profile-not-a-colour")
            return text
        if not isinstance(value, bool):
            self._refuse(key, "profile-not-yes-or-no")
        return value

    def _number(self, key: str, value: object, limits: tuple[float, float]) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse(key, "profile-not-a-number")
        number = float(str(value))
        if not limits[0] <= number <= limits[1]:
            self._refuse(key, "profile-out-of-range")
        return number

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str) or len(value) > 500 or not (value.isprintable() or not value):
            self._refuse(key, "profile-not-a-text")
        return str(value)

    def _missing(self, names: set[str]) -> None:
        if names:
            self._refuse(min(names), "profile-missing")

    def _sensible(self, made: Profile) -> Profile:
        if made.min_ms > made.max_ms:
            self._refuse("figures.min_ms", "profile-above-maximum")
        if made.bridge_ms and made.bridge_ms < made.gap_ms:
            self._refuse("figures.bridge_ms", "profile-below-gap")
        return made

    def _refuse(self, key: str, code: str) -> None:
        raise UserError(code, path=self._path, key=key)


def _are_colours(text: str, least: int, most: int) -> bool:
    given = text.split()
    return least <= len(given) <= most and all(map(_COLOUR.fullmatch, given))


@cache
def _default() -> Profile:
    return _read(resource_path("captions", "profiles", "default.toml"), "default")
