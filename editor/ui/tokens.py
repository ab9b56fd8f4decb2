"""Tokens: every colour of the window by its meaning, in three themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from editor.model.marks import Kind


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as ``#RRGGBB``; no other module holds a colour.

    A ``*_ground`` lies behind the colour of its name. ``line`` is behind the current line,
    ``border`` around buttons and cards, which their words tell apart, ``field`` around what is
    filled in or ticked, which nothing else shows while it is empty; ``bar`` behind a progress bar,
    ``wave`` the recording itself.
    ``picture`` is what captions are previewed on.
    ``speakers`` are told apart by colour-blind people too (see the test), and again by pattern.
    """

    name: str
    dark: bool
    window: str
    panel: str
    page: str
    text: str
    muted: str
    hairline: str
    border: str
    field: str
    line: str
    accent: str
    accent_ground: str
    on_accent: str
    button: str
    button_hover: str
    selection: str
    on_selection: str
    mark_scar: str
    mark_scar_ground: str
    mark_repeat: str
    mark_repeat_ground: str
    mark_partial: str
    mark_partial_ground: str
    good: str
    warning: str
    heard: str
    on_heard: str
    bar: str
    wave: str
    playhead: str
    picture: str
    picture_edge: str
    picture_ground: str
    speakers: tuple[str, ...]

    def mark(self, kind: Kind) -> tuple[str, str]:
        """Return ink and ground of a mark of this kind."""
        if kind in (Kind.REPEAT, Kind.MARKER):
            return self.mark_repeat, self.mark_repeat_ground
        if kind in (Kind.PARTIAL, Kind.RESTART):
            return self.mark_partial, self.mark_partial_ground
        if kind is Kind.BY_HAND:
            return self.accent, self.accent_ground
        return self.mark_scar, self.mark_scar_ground

    def speaker(self, place: int | None) -> str:
        """Return the colour of the speaker at this place of the list; muted for nobody."""
        return self.muted if place is None else self.speakers[place % len(self.speakers)]


LIGHT: Final = Tokens(
    name="light",
    dark=False,
    window="#F6F5F2",
    panel="#FBFAF8",
    page="#FFFFFF",
    text="#1F2328",
    muted="#5F646B",
    hairline="#E3E0DA",
    border="#D8D4CC",
    field="#8C877D",
    line="#F5F3EF",
    accent="#1F5FBF",
    accent_ground="#E4EDFB",
    on_accent="#FFFFFF",
    button="#FFFFFF",
    button_hover="#F1EFEA",
    selection="#C7DBF8",
    on_selection="#1F2328",
    mark_scar="#8A5F00",
    mark_scar_ground="#FFF6DC",
    mark_repeat="#7A3E9D",
    mark_repeat_ground="#F5EAFB",
    mark_partial="#A33A2A",
    mark_partial_ground="#FCEBE7",
    good="#28754A",
    warning="#9A5400",
    heard="#FFE08A",
    on_heard="#1F2328",
    bar="#E3E0DA",
    wave="#9DB5DA",
    playhead="#A33A2A",
    picture="#2A2F38",
    picture_edge="#9AA3B0",
    picture_ground="#0E1116",
    speakers=(
        "#1F5FBF", "#0A4D04", "#6E2092", "#471903", "#C02390", "#0A5D63", "#766F26", "#941839",
    ),
)  # fmt: skip

DARK: Final = Tokens(
    name="dark",
    dark=True,
    window="#1B1D21",
    panel="#212429",
    page="#17191C",
    text="#E6E4DF",
    muted="#9A9EA6",
    hairline="#32363D",
    border="#3C4149",
    field="#737882",
    line="#1F2226",
    accent="#7FB2FF",
    accent_ground="#24344D",
    on_accent="#10141A",
    button="#17191C",
    button_hover="#2A2E34",
    selection="#2F4A73",
    on_selection="#F4F2EE",
    mark_scar="#E2B34A",
    mark_scar_ground="#33290F",
    mark_repeat="#C99BE8",
    mark_repeat_ground="#31243A",
    mark_partial="#F09A87",
    mark_partial_ground="#3A221D",
    good="#7CCB98",
    warning="#E9A855",
    heard="#6B5410",
    on_heard="#FFFDF5",
    bar="#32363D",
    wave="#47669A",
    playhead="#F09A87",
    picture="#2A2F38",
    picture_edge="#9AA3B0",
    picture_ground="#0E1116",
    speakers=(
        "#7FB2FF", "#87E277", "#A695C0", "#FC770E", "#E6ABBA", "#94FAFE", "#F8EEB8", "#CE8B81",
    ),
)  # fmt: skip

HIGH_CONTRAST: Final = Tokens(
    name="high-contrast",
    dark=True,
    window="#000000",
    panel="#000000",
    page="#000000",
    text="#FFFFFF",
    muted="#DADADA",
    hairline="#8C8C8C",
    border="#FFFFFF",
    field="#FFFFFF",
    line="#1A1A1A",
    accent="#8CC8FF",
    accent_ground="#0B2A45",
    on_accent="#000000",
    button="#000000",
    button_hover="#262626",
    selection="#FFE600",
    on_selection="#000000",
    mark_scar="#FFD666",
    mark_scar_ground="#2A2000",
    mark_repeat="#E5C2FF",
    mark_repeat_ground="#281236",
    mark_partial="#FFB3A3",
    mark_partial_ground="#3A120A",
    good="#8BE8AE",
    warning="#FFC078",
    heard="#FFE600",
    on_heard="#000000",
    bar="#545454",
    wave="#A8C4E8",
    playhead="#FFB3A3",
    picture="#000000",
    picture_edge="#FFFFFF",
    picture_ground="#000000",
    speakers=(
        "#ABC6FE", "#C0FEB4", "#AD95FD", "#FF830E", "#CF94AD", "#6DFFFF", "#F3EB3E", "#F5B7B1",
    ),
)  # fmt: skip

THEMES: Final = (LIGHT, DARK, HIGH_CONTRAST)

_MARKS: Final = ("mark_scar", "mark_repeat", "mark_partial")

PAIRS: Final = (
    *((ink, ground) for ink in ("text", "muted") for ground in ("window", "panel", "page", "line")),
    *(("accent", ground) for ground in ("window", "panel", "page", "accent_ground")),
    *((ink, ground) for ink in ("text", "muted") for ground in ("button", "button_hover")),
    *(
        (ink, ground)
        for ink in ("good", "warning", "mark_partial")
        for ground in ("window", "panel", "page", "line", "accent_ground")
    ),
    *(("accent", ground) for ground in ("button", "button_hover", "line")),
    ("text", "bar"),
    ("text", "accent_ground"),
    ("muted", "accent_ground"),
    ("on_accent", "accent"),
    ("on_selection", "selection"),
    ("on_heard", "heard"),
    *((ink, f"{ink}_ground") for ink in _MARKS),
    *(("text", f"{ink}_ground") for ink in _MARKS),
)
"""Every text colour with every ground it is written on; the contrast test walks these."""

EDGES: Final = (
    *(("field", ground) for ground in ("window", "panel", "page", "button", "button_hover")),
    *(("muted", ground) for ground in ("window", "panel", "page", "button", "accent_ground")),
    *(("accent", ground) for ground in ("window", "panel", "page", "button")),
)
"""Every colour that alone shows where something is filled in or ticked, with every ground.

WCAG 2.1, 1.4.11, asks for 3:1.
"""
