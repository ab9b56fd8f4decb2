"""Caption profiles: the figures a cue has to keep, read from ``resources/captions``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from editor.model.errors import UserError
from editor.model.resources import resource_path
from editor.model.time import Ms


@dataclass(frozen=True, slots=True)
class Profile:
    """What cues keep: characters a line, lines a cue, speeds (cps), durations and gaps (ms).

    ``linger_ms`` is how long a cue may stay after its last word; ``pause_ms`` the silence that
    always ends a cue.
    """

    key: str
    title: str
    max_chars: int
    max_lines: int
    target_cps: float
    max_cps: float
    min_ms: Ms
    max_ms: Ms
    gap_ms: Ms
    linger_ms: Ms
    pause_ms: Ms


@cache
def profiles() -> dict[str, Profile]:
    """All shipped profiles by key."""
    data = tomllib.loads(resource_path("captions", "profiles.toml").read_text("utf-8"))
    return {key: Profile(key=key, **figures) for key, figures in data.items()}


def profile(key: str = "default") -> Profile:
    """The profile of this key; raises ``UserError("profile-unknown")``."""
    try:
        return profiles()[key]
    except KeyError:
        raise UserError("profile-unknown", name=key, known=", ".join(profiles())) from None
