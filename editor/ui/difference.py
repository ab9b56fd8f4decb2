"""Differences to read: words that went, came, were struck or let stand, in form and in colour."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from editor.app.comparing import Fate, Piece
from editor.app.glossary import entries as glossary
from editor.model.chapter import Chapter
from editor.model.edits import Track
from editor.model.info import Info
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.time import clock

if TYPE_CHECKING:
    from editor.app.comparing import Entry, Hunk
    from editor.model.edits import Item
    from editor.model.episode import Episode
    from editor.model.time import Ms
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


def sides(before: Item | None, after: Item | None) -> tuple[str, str]:
    """Return what an item was called and what it is called, more of it where the names agree."""
    if isinstance(before, Info) and isinstance(after, Info):
        terms, others = (set(glossary.entries_of(info)) for info in (before, after))
        if terms != others:
            return _listed(terms - others), _listed(others - terms)
    was, now = name_of(before), name_of(after)
    return (was, now) if was != now else (_fuller(before, was), _fuller(after, now))


def _listed(terms: Iterable[glossary.Entry]) -> str:
    """Terms of a glossary, what they are misheard as in brackets."""
    said = (f"{written} ({misheard})" if misheard else written for written, misheard in terms)
    return ", ".join(sorted(said, key=str.casefold))


def entry(item: Entry, tokens: Tokens) -> str:
    """Return as HTML what came, went or changed beside the lines."""
    was, now = sides(item.before, item.after)
    what = f"<span style='color:{tokens.muted}'>{escape(_kind(item.track))}</span> &nbsp; "
    if was == now:
        return f"<p>{what}{escape(now)}</p>"
    both = f"<s>{escape(was)}</s>" if was else "", f"<u>{escape(now)}</u>" if now else ""
    return f"<p>{what}{' → '.join(filter(None, both))}</p>"


def signed_entry(item: Entry) -> str:
    """Return the same as plain text."""
    was, now = sides(item.before, item.after)
    both = dict.fromkeys(filter(None, (was, now or "–")))
    return f"{_kind(item.track)}: {' → '.join(both)}"


def facts(hunk: Hunk, was: Callable[[int | None], str], now: Callable[[int | None], str]) -> str:
    """Return when a changed line is heard, and what of it but the words is another.

    ``was`` and ``now`` name speakers, as they were called before and are called after.
    """
    first, last = hunk.before[:1], hunk.after[:1]
    found = [clock((*last, *first)[0].start)]
    if len(hunk.before) != len(hunk.after):
        said = _tr("{was} → {now} lines")
        found.append(said.format(was=len(hunk.before), now=len(hunk.after)))
    elif hunk.retimed:
        times = ""
        if len(hunk.before) == 1:
            times = " → ".join(f"{_exactly(s.start)}–{_exactly(s.end)}" for s in (*first, *last))
        found.append(f"{_tr('time changed')} {times}".strip())
    if hunk.respoken and first and last:
        found.append(f"{was(first[0].speaker)} → {now(last[0].speaker)}")
    return " · ".join(found)


def speaker_name(episode: Episode, speaker: int | None) -> str:
    """Return who speaks, in words."""
    person = episode.speaker(speaker)
    return person.name if person else _tr("nobody")


def _fuller(item: Item | None, name: str) -> str:
    """What an item is called, with what else people see of it."""
    if isinstance(item, Chapter):
        return f"{_exactly(item.start)} {name}"
    if isinstance(item, Note):
        return f"{_exactly(item.at)} {name}"
    if isinstance(item, Speaker):
        return f"{name} ({', '.join(item.roles)})" if item.roles else name
    return name


def _exactly(at: Ms) -> str:
    return f"{clock(at)}.{at % 1000:03}"


def _kind(track: Track) -> str:
    return {
        Track.SPEAKERS: _tr("Person"),
        Track.CHAPTERS: _tr("Chapter"),
        Track.NOTES: _tr("Note"),
        Track.INFO: _tr("About the episode"),
        Track.SOUNDS: _tr("Sound"),
        Track.SHOTS: _tr("Shot change"),
        Track.TRANSLATIONS: _tr("Translation"),
        Track.ANSWERS: _tr("Let stand"),
    }[track]


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
