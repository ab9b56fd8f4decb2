"""What a project holds, as plain data that outlives changes of the model."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from editor.model.breaks import Break
from editor.model.edits import Track, joined
from editor.model.words import WordTimes
from editor.store import Loaded

LATER = ("styles", "place", "full_path")
"""Fields of a line or a recording that version 1 did not have."""
FIRST = (Track.SEGMENTS, Track.SPEAKERS, Track.CHAPTERS, Track.NOTES, Track.INFO)
"""The lists of version 1; a later one is dumped where it holds something."""


def dump(loaded: Loaded) -> dict[str, Any]:
    """Everything that was loaded, and every state that undoing and redoing leads to."""
    content = {
        "episode": {
            str(track): plain(items)
            for track in Track
            if (items := loaded.episode.items(track)) or track in FIRST
        },
        "head": loaded.history.head,
        "verbs": [edit.verb for edit in loaded.history.edits],
        "draft": plain(loaded.draft),
        "memory": dict(loaded.memory),
        "report": plain(loaded.report),
    }
    content["undone"] = _texts_on_the_way(loaded, -1)
    content["redone"] = _texts_on_the_way(loaded, 1)
    return content


def _texts_on_the_way(loaded: Loaded, by: int) -> list[list[str]]:
    """The texts after each step to the start (-1) or to the end (+1) of the history."""
    history, episode, ways = loaded.history, loaded.episode, []
    while edits := history.undoing if by < 0 else history.redoing:
        episode.apply(joined(edits).inverse if by < 0 else joined(edits))
        history.step(by)
        ways.append([f"{line.speaker}: {line.text}" for line in episode.transcript])
    return ways


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever the model is made of
    """A value of the model as JSON has it."""
    if isinstance(value, WordTimes):
        return [[time.start, time.end, int(time.kind)] for time in value.unpack()]
    if isinstance(value, Break) and value == Break(value.at):
        return value.at  # as all breaks were in version 1
    if is_dataclass(value):
        return {
            field.name: plain(getattr(value, field.name))
            for field in fields(value)
            if field.name not in LATER or getattr(value, field.name)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | float | None):
        return value
    if hasattr(value, "items"):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value]
