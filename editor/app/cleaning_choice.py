"""What an editor chose for a project's cleaning: its profile and its language.

The choices lie in the project (``Info``), each change of one is an undoable edit; a profile goes
from one episode of a show to the next as a small TOML file.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from editor.app.filing import write_text
from editor.app.glossary.entries import terms_of
from editor.cleaning.profiles import DEFAULT, PROFILES, Profile, read, write
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.verbs.outline import choose, set_info

_PROFILE: Final = "clean.profile"
LARGEST: Final = 100_000
"""Bytes of the largest profile file that is read."""


def profile_of(info: Info) -> Profile:
    """The profile a project is cleaned with: *clean* where nothing, or nothing sound, is chosen."""
    chosen = dict(info.settings).get(_PROFILE, DEFAULT)
    if chosen in PROFILES:
        return PROFILES[chosen]
    try:
        return next(iter(read(chosen, _PROFILE).values()), PROFILES[DEFAULT])
    except UserError:
        return PROFILES[DEFAULT]


def choose_profile(episode: Episode, profile: Profile) -> Edit:
    """Clean this project with a profile from now on: a shipped one by name, another one whole."""
    shipped = PROFILES.get(profile.name) == profile
    value = profile.name if shipped else write(profile)
    return choose(episode, _PROFILE, "" if value == DEFAULT else value, "choose-profile")


def load_profile(path: Path) -> Profile:
    """The first profile of a file.

    Raises ``UserError``: ``profile.unreadable`` (path, reason), ``profile.bad`` (path, field,
    expected).
    """
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("profile.unreadable", path=str(path), reason=str(error)) from error
    for profile in read(text, str(path)).values():
        return profile
    raise UserError("profile.bad", path=str(path), field="", expected="a profile")


def save_profile(path: Path, profile: Profile) -> None:
    """Write a profile for other episodes of the show.

    Raises ``UserError``; the old file is then untouched.
    """
    write_text(path, write(profile))


def choose_language(episode: Episode, tag: str) -> Edit:
    """Say which language is spoken; ``""`` where it is not known."""
    return set_info(episode, replace(episode.info, language=tag))


def protected_of(episode: Episode) -> frozenset[str]:
    """What no finding may touch: the glossary, and the people's full names and parts of them."""
    names = [speaker.name for speaker in episode.speakers]
    parts = [part for name in names for part in name.split() if len(part) > 1]
    terms = terms_of(episode.info)
    return frozenset((*terms, *names, *parts)) - {""}
