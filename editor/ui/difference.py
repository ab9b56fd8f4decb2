"""Differences to read: words that went, came, were struck or let stand, in form and in colour."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from editor.app.comparing import Fate, Piece
from editor.model.note import Note

if TYPE_CHECKING:
    from editor.model.edits import Item
    from editor.ui.tokens import Tokens

_SIGNS: Final = {
    Fate.SAME: ("", ""),
    Fate.GONE: ("[−", "−]"),
    Fate.NEW: ("[+", "+]"),
    Fate.STRUCK: ("[~", "~]"),
    Fate.STANDS: ("[=", "=]"),
}
"""As wdiff has it, with two more: brackets that are read aloud and stay when pasted."""


def signed(pieces: Iterable[Piece]) -> str:
    """Return the words as plain text, what happened to them in signs."""
    return " ".join(
        f"{_SIGNS[piece.fate][0]}{piece.text}{_SIGNS[piece.fate][1]}" for piece in pieces
    )


def legend() -> list[tuple[Fate, str]]:
    """Return what each form means, for the line above a comparison."""
    return [
        (Fate.GONE, _tr("removed")),
        (Fate.NEW, _tr("added")),
        (Fate.STRUCK, _tr("struck since")),
        (Fate.STANDS, _tr("stands again")),
    ]


def html(pieces: Iterable[Piece], tokens: Tokens, *, signs: bool = False) -> str:
    """Return the words as HTML; each fate has a form of its own beside its colour."""
    return " ".join(_piece(piece, tokens, signs=signs) for piece in pieces)


def before(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the side that was."""
    return [piece for piece in pieces if piece.fate is not Fate.NEW]


def after(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the side that is."""
    return [piece for piece in pieces if piece.fate is not Fate.GONE]


def name_of(item: Item | None) -> str:
    """Return what a person, chapter, note or the like is called; ``""`` for none."""
    if item is None:
        return ""
    names = (getattr(item, name, "") for name in ("name", "title", "text", "label", "said"))
    nameless = _tr("Bookmark") if isinstance(item, Note) else "…"
    return next((str(name) for name in names if name), nameless)


def _piece(piece: Piece, tokens: Tokens, *, signs: bool) -> str:
    text = escape(piece.text)
    if signs:
        text = f"{_SIGNS[piece.fate][0]}{text}{_SIGNS[piece.fate][1]}"
    if piece.fate is Fate.SAME:
        return text
    ink, ground, form = {
        Fate.GONE: (
            tokens.mark_partial,
            tokens.mark_partial_ground,
            "text-decoration:line-through",
        ),
        Fate.NEW: (
            tokens.accent,
            tokens.accent_ground,
            "text-decoration:underline;font-weight:600",
        ),
        Fate.STRUCK: (
            tokens.mark_scar,
            tokens.mark_scar_ground,
            "text-decoration:line-through;font-style:italic",
        ),
        Fate.STANDS: (tokens.text, tokens.accent_ground, "font-style:italic"),
    }[piece.fate]
    return f"<span style='color:{ink};background-color:{ground};{form}'>{text}</span>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Difference", text)
