"""Wording of the window that is made of parts: what undo would undo, where the caret stands."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from editor.app.texts import table
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.words import WordTimes

_WEEK: Final = 7
"""Days after which the name of a day may mean another one."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Text", text)


def counted(count: int, one: str, many: str) -> str:
    """Return ``1 finding`` or ``12 findings``; both forms hold ``{count}``."""
    return (one if count == 1 else many).format(count=f"{count:,}")


def review_words(done: int, left: int) -> str:
    """Return ``3 to decide · 11 decided``: two numbers, for what was struck unasked may be decided.

    Of all that was asked no part can be told: a decision on what nobody asked about is one, too.
    """
    said = [_tr("Nothing waits for your decision")]
    if left:
        said = [_tr("{count} to decide").format(count=f"{left:,}")]
    if done:
        said.append(_tr("{done} decided").format(done=f"{done:,}"))
    return " · ".join(said)


def undo_title(edit: Edit | None) -> str:
    """Return ``Undo split``."""
    return f"{_tr('Undo')} {verb_name(edit)}".strip()


def redo_title(edit: Edit | None) -> str:
    """Return ``Redo split``."""
    return f"{_tr('Redo')} {verb_name(edit)}".strip()


def verb_name(edit: Edit | None) -> str:
    """Return what an edit did in words; ``""`` for none, the verb itself where it has no words."""
    # Not `if edit`: an edit of the history is read from the disk when one looks into it.
    return "" if edit is None else verb_words(edit.verb)


def verb_words(verb: str) -> str:
    """Return what edits of a verb do in words, the verb itself where it has none."""
    return table("verbs").get(verb, verb)


def stepped_words(edit: Edit, *, back: bool) -> str:
    """Return ``Undone: split`` or ``Done again: split``."""
    said = _tr("Undone: {what}") if back else _tr("Done again: {what}")
    return said.format(what=verb_name(edit))


def moment_words(made: datetime, now: datetime | None = None) -> str:
    """Return ``today 14:02``, ``Tuesday 14:02`` or ``12 Nov 2026 14:02``, in the local time."""
    local = made.astimezone()
    today = (now or datetime.now().astimezone()).date()
    days = (today - local.date()).days
    if days == 0:
        return _tr("today {time}").format(time=local.strftime("%H:%M"))
    return local.strftime("%A %H:%M" if 0 < days < _WEEK else "%d %b %Y %H:%M")


def place_words(episode: Episode, row: int) -> str:
    """Return ``Line 57 of 323 · English (United Kingdom) · 9 of 12 words heard``."""
    count = len(episode.transcript)
    if not count:
        return ""
    words = _tr("Line {at} of {all}").format(at=row + 1, all=f"{count:,}")
    line = episode.transcript[row].words if row < count else None
    parts = [words, language_name(episode.info.language), times_words(line) if line else ""]
    return " · ".join(filter(None, parts))


def language_name(tag: str) -> str:
    """Return ``English (United Kingdom)`` for ``en-GB``; a tag nobody has a name for as it is."""
    locale = QLocale(tag.replace("-", "_"))
    if locale.language() is QLocale.Language.C:
        return tag
    name = QLocale.languageToString(locale.language())
    details = []
    for part in tag.split("-")[1:]:
        if len(part) == _SCRIPT:
            details.append(QLocale.scriptToString(locale.script()))
        elif locale.territory() is not QLocale.Country.AnyCountry:
            details.append(QLocale.territoryToString(locale.territory()))
    return f"{name} ({', '.join(details)})" if details else name


_SCRIPT: Final = 4
"""Letters of a script in a language tag: ``zh-Hant``."""


def times_words(times: WordTimes) -> str:
    """Return ``9 of 12 words heard``: how many times were found in the recording."""
    if not times.measured:
        return _tr("word times estimated") if times.guessed else ""
    said = _tr("{heard} of {all} words heard")
    return said.format(heard=times.measured, all=len(times))
