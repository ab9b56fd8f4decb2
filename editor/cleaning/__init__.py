"""What a human editor would strike from a transcript, and why."""

from __future__ import annotations

from editor.cleaning.findings import Finding, Kind, Tier
from editor.cleaning.profiles import PROFILES, Profile, profile
from editor.cleaning.proposing import Provider, propose, propose_turn, removed_spans

__all__ = [
    "PROFILES",
    "Finding",
    "Kind",
    "Profile",
    "Provider",
    "Tier",
    "profile",
    "propose",
    "propose_turn",
    "removed_spans",
]
