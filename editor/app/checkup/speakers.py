"""Speakers: what the check-up asks of voices - who may speak a line, and where another begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from editor.app.checkup.items import Item, let_stand
from editor.app.jobs import Step, Work
from editor.app.speaker_hints import Hint, Hints, Turn, heard_in
from editor.model.edits import Edit, Splice
from editor.model.episode import Episode
from editor.model.time import Span
from editor.model.verbs.people import assign


class Voices:
    """Suggests; only a person's key gives a line to somebody."""

    name = "voice"

    def __init__(self, hints: Hints) -> None:
        self._hints = hints

    def look(self, episode: Episode) -> Work[list[Item]]:
        """Everything there is to ask."""
        hints, turns = self._hints.of(episode)
        name = _names(episode)
        found = [_hinted(episode, hint, name) for hint in hints]
        found += [_turned(episode, turn, name) for turn in turns]
        yield Step(len(found), len(found), "checkup")
        return found

    def accept(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Give the lines to whom they sound like."""
        asked = self._hints.about({item.line for item in items})
        speakers = {hint.line: hint.speaker for hint in asked.of(episode)[0]}
        splices: list[Splice] = []
        for item in items:
            if item.rule == "speaker-hint" and item.line in speakers:
                index = episode.transcript.index_of(item.line)
                splices += assign(episode, (index,), speakers[item.line]).splices
        return Edit("assign", tuple(splices))

    def stet(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let the lines be as they are."""
        return let_stand(episode, items)

    def never(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let whatever is like them be."""
        return let_stand(episode, items, alike=True)


def _names(episode: Episode) -> Callable[[int], str]:
    known = {person.id: person.name for person in episode.speakers}
    return lambda speaker: known.get(speaker, "")


def _hinted(episode: Episode, hint: Hint, name: Callable[[int], str]) -> Item:
    line = episode.transcript.by_id(hint.line)
    suggestion = f"{name(hint.speaker)} (+{hint.margin:.2f})"
    span = Span(*heard_in(line))
    return Item(
        Voices.name, line.id, 0, len(line.text), line.text, 0.5, "speaker-hint", suggestion, span
    )


def _turned(episode: Episode, turn: Turn, name: Callable[[int], str]) -> Item:
    line = episode.transcript.by_id(turn.line)
    whole = " → ".join(map(name, turn.speakers)) + f": {line.text[turn.offset :]}"
    span = Span(*heard_in(line))
    return Item(
        Voices.name, line.id, turn.offset, len(line.text), whole, 0.58, "voice-changes", None, span
    )
