"""Profiles: how much is struck for whom, as switches per kind, read from a data file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from editor.cleaning.findings import Kind, Tier
from editor.model.errors import UserError
from editor.model.resources import resource_path

OFF: Final = "off"
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
"""A key that TOML takes without quotes."""
SWITCHES: Final = (
    "scar", "filler", "partial", "repeat", "restart", "marker", "tag", "hedge", "correction",
)  # fmt: skip
"""The categories a profile switches, in the order they are shown: kinds of marks, and of the
markers those that soften ("hedge"), of the restarts those a person announces ("correction")."""


_KIND_OF: Final = {"hedge": Kind.MARKER, "correction": Kind.RESTART}


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile by name and its switches.

    ``switches`` maps a kind ("repeat") or a rule ("repeat.phrase"; the nearer one wins) to its
    highest tier. ``sure`` is the confidence (0..1) from which a finding may be struck unasked;
    ``shown`` the one from which it is worth a question.
    """

    name: str
    switches: Mapping[str, Tier | None]
    sure: float
    shown: float

    def tier(self, kind: Kind, rule: str, confidence: float) -> Tier | None:
        """Who strikes a finding: nobody is asked, somebody is, or it is not shown at all."""
        switch = self.switches.get(rule)
        if switch is None and rule not in self.switches:
            switch = self.switches.get(rule.partition(".")[0], self.switches.get(kind))
        if switch is None or confidence < self.shown:
            return None
        return Tier.AUTO if switch is Tier.AUTO and confidence >= self.sure else Tier.SUGGEST

    def switch(self, rule: str) -> Tier | None:
        """How a category or a rule is switched."""
        return self.tier(_KIND_OF.get(rule) or Kind(rule), rule, 1.0)

    def switched(self, rule: str, tier: Tier | None) -> Profile:
        """The same with a category switched otherwise, and all rules in it."""
        others = {k: v for k, v in self.switches.items() if not k.startswith(f"{rule}.")}
        return replace(self, switches={**others, rule: tier})

    @property
    def hedges(self) -> bool:
        """Whether softenings ("well", "actually") are asked about."""
        return self.switches.get("hedge", self.switches.get(Kind.MARKER)) is not None

    @property
    def silent(self) -> bool:
        """Whether nothing is ever found."""
        return all(switch is None for switch in self.switches.values())


class _Profiles(Mapping[str, Profile]):
    """The shipped profiles by name, read when first asked for."""

    def __getitem__(self, name: str) -> Profile:
        return _shipped()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_shipped())

    def __len__(self) -> int:
        return len(_shipped())


PROFILES: Final[Mapping[str, Profile]] = _Profiles()
DEFAULT: Final = "clean"


def profile(name: str) -> Profile:
    """A shipped profile. Raises ``UserError`` ``profile.unknown`` (name, known)."""
    if name not in PROFILES:
        raise UserError("profile.unknown", name=name, known=", ".join(PROFILES))
    return PROFILES[name]


@cache
def _shipped() -> dict[str, Profile]:
    path = resource_path("cleaning", "profiles.toml")
    return read(path.read_text("utf-8"), str(path))


def read(text: str, source: str) -> dict[str, Profile]:
    """Profiles from TOML. Raises ``UserError`` ``profile.bad`` (path, field, expected)."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError("profile.bad", path=source, field="", expected=str(error)) from error
    return {name: _profile(name, table, source) for name, table in tables.items()}


def write(profile: Profile) -> str:
    """A profile as TOML that ``read`` takes: for a file of the show, or a project's choice."""
    lines = [f"[{_key(profile.name)}]", f"sure = {profile.sure}", f"shown = {profile.shown}"]
    lines.append(f"[{_key(profile.name)}.strike]")
    for rule, tier in profile.switches.items():
        lines.append(f'{_key(rule)} = "{tier or OFF}"')
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _profile(name: str, table: object, source: str) -> Profile:
    if not isinstance(table, dict) or not isinstance(table.get("strike"), dict):
        raise UserError("profile.bad", path=source, field=name, expected="a table with 'strike'")
    shares = []
    for key in ("sure", "shown"):
        share = table.get(key, 0.0)
        if not isinstance(share, int | float) or not 0 <= share <= 1:
            raise UserError(
                "profile.bad", path=source, field=f"{name}.{key}", expected="number from 0 to 1"
            )
        shares.append(float(share))
    switches: dict[str, Tier | None] = {}
    for rule, value in table["strike"].items():
        if value not in (OFF, *Tier):
            field = f"{name}.strike.{rule}"
            raise UserError(
                "profile.bad", path=source, field=field, expected="auto, suggest or off"
            )
        switches[rule] = None if value == OFF else Tier(value)
    return Profile(name, switches, *shares)
