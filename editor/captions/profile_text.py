"""Profile text: a profile written as the file that reads back the same, and what is odd in it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from editor.captions.profile import Profile
from editor.captions.profiles import COSTS, FIGURES, STYLES, profile


def write_profile(made: Profile, base: str = "default") -> str:
    """A profile as TOML over a shipped one, with what differs from that and where it is from."""
    under = profile(base)
    lines = [
        f"title = {_value(made.title)}",
        f"about = {_value(made.about)}",
        f"based_on = {_value(base)}",
    ]
    if made.language != under.language:
        lines.append(f"language = {_value(made.language)}")
    for table, names in (("figures", FIGURES), ("style", STYLES)):
        rows = [
            f"{name} = {{ value = {_value(getattr(made, name))}, "
            f"source = {_value(made.source(name))} }}"
            for name in names
            if _differs(made, under, name)
        ]
        lines += ["", f"[{table}]", *rows] if rows else []
    costs = [
        f"{name} = {_value(getattr(made.costs, name))}"
        for name in COSTS
        if getattr(made.costs, name) != getattr(under.costs, name)
    ]
    lines += ["", "[costs]", *costs] if costs else []
    return "\n".join(lines) + "\n"


def _differs(made: Profile, under: Profile, name: str) -> bool:
    same = getattr(made, name) == getattr(under, name)
    return not same or made.source(name) != under.source(name)


def _value(value: object) -> str:
    """A value as TOML has it; its strings, numbers and booleans are those of JSON."""
    return json.dumps(value, ensure_ascii=False)


def doubts(made: Profile) -> Iterator[str]:
    """What is odd in a profile that can be used, by name."""
    if 0 < made.max_cps < made.target_cps:
        yield "doubt-cps"
    if 0 < made.max_wpm < made.target_wpm:
        yield "doubt-wpm"
    if made.speaker and not made.label("\0").count("\0"):
        yield "doubt-speaker"
    if not made.sound_text("\0").count("\0"):
        yield "doubt-sound"
