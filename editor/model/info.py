"""Info: what is known of the episode as a whole, and which recording belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from editor.model.time import Ms


@dataclass(frozen=True, slots=True)
class Recording:
    """Which audio belongs to the episode.

    A path relative to the project, and a fingerprint to know it by. ``full_path`` is where it lay
    on this computer when it was tied: for a project that is moved and leaves it behind.
    """

    path: str
    fingerprint: str = ""
    duration: Ms = 0
    full_path: str = ""


@dataclass(frozen=True, slots=True)
class Info:
    """What is known of the episode as a whole.

    ``language`` is an IETF tag, ``""`` where not known.
    """

    title: str = ""
    show_notes: str = ""
    language: str = ""
    source: str = ""
    recording: Recording | None = None
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def fingerprint(self) -> str:
        """That of the recording; ``""`` where there is none."""
        return self.recording.fingerprint if self.recording is not None else ""

    def setting(self, key: str, otherwise: str = "") -> str:
        """A choice made for this episode, ``otherwise`` where none was made."""
        return dict(self.settings).get(key, otherwise)
