"""Items: what a person is asked, where it comes from, and what was answered already."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from editor.app.jobs import Work
from editor.model.answer import Answer
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.time import Span
from editor.model.verbs.replacing import change_all
from editor.model.words import TextChange

_KEY: Final = "checkup.answered"
_ACCEPTED: Final = "accepted "
"""Before the rule, in the answer to an item that was accepted: it asks for nothing any more, counts
as reviewed, and keeps no other one from being asked."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at.

    ``source`` names who found it; ``text[start:end]`` of the line are the words it is about, and
    ``suggestion`` is what may stand there instead, ``None`` where nothing can be done by one key.
    ``risk`` (0..1) is how bad it would be to let it go out. ``rule`` names the reason; items of
    several rules that belong together share a ``category``. ``span`` is when it is heard, ``None``
    where that is all of the line. ``known`` is what it is known by where its words may change
    though it asks the same, in whatever line.
    """

    source: str
    line: int
    start: int
    end: int
    words: str
    risk: float
    rule: str
    suggestion: str | None = None
    span: Span | None = None
    category: str = ""
    known: str = ""

    @property
    def group(self) -> str:
        """What it is listed under: the category, where there is none the rule."""
        return self.category or self.rule

    @property
    def alike(self) -> str:
        """What items that are alike have in common."""
        return _known_by(self.rule, self.said, None)

    @property
    def one(self) -> str:
        """What this item is known by: line and words, so that it is never asked twice."""
        return _known_by(self.rule, self.said, self.place)

    @property
    def said(self) -> str:
        """What an answer to it keeps."""
        return (self.known or self.words).casefold()

    @property
    def place(self) -> int | None:
        """The line an answer to it is about; ``None`` where it is known by more than its words."""
        return None if self.known else self.line


class Source(Protocol):
    """Finds items of its kind; others may add theirs.

    ``name`` is the ``source`` of every item it finds. Each rule has its words in
    ``resources/texts/en/review.toml``: ``RULE`` for lists, ``RULE-why`` for the card.
    Every answer is one edit, so that a batch is one undo step.
    """

    name: str

    def look(self, episode: Episode) -> Work[list[Item]]:
        """Everything there is to ask, answered already or not; a step every few ms."""

    def accept(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Do what the items suggest, in one step."""

    def stet(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let them stand, and never ask again."""

    def never(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let whatever is like them stand, in this project, at every later run.

        Raises ``UserError`` where there is nothing to know the likes by.
        """


def answered(episode: Episode) -> frozenset[str]:
    """What was let stand in this project: single items, and all alike."""
    said = (_known_by(a.rule, a.said, a.segment) for a in tuple(episode.answers))
    return _said_once(episode.info).union(said)


def count_answered(episode: Episode) -> int:
    """How many items have an answer that is kept, accepted ones among them."""
    return len(_said_once(episode.info)) + len(episode.answers)


def _said_once(info: Info) -> frozenset[str]:
    """What projects of early days hold in one setting."""
    try:
        listed = json.loads(info.setting(_KEY, "[]"))
    except ValueError:
        return frozenset()
    keys = listed if isinstance(listed, list) else []
    return frozenset(key for key in keys if isinstance(key, str))


def _known_by(rule: str, words: str, line: int | None) -> str:
    return f"{rule}|{'*' if line is None else line}|{words.casefold()}"


def open_items(items: Iterable[Item], done: Collection[str]) -> list[Item]:
    """The items nobody has answered, the riskiest first, then in the order of the text."""
    ranked: dict[float, list[Item]] = {}
    for item in items:  # no sort of all of them: that would hold every thread for a frame or more
        if not done or (item.one not in done and item.alike not in done):
            ranked.setdefault(item.risk, []).append(item)
    return [item for risk in sorted(ranked, reverse=True) for item in ranked[risk]]


def let_stand(episode: Episode, items: Iterable[Item], *, alike: bool = False) -> Edit:
    """Note that items may stand; ``alike``: whatever is like them, at every later run.

    The edit holds these answers alone, so that thousands stay small; those to lines that are gone
    go with it.
    """
    number, ids, held = episode.next_id(Track.ANSWERS), episode.transcript.ids, episode.answers
    said = [(item.rule, item.said, None if alike else item.place) for item in items]
    places = {line for _, _, line in said}
    done = {(a.rule, a.said, a.segment) for a in held if a.segment in places}
    early = _said_once(episode.info)
    fresh: list[Answer] = []
    for one in said:
        if one not in done and _known_by(*one) not in early:
            done.add(one)
            fresh.append(Answer(number + len(fresh), *one))
    gone = [at for at, a in enumerate(held) if a.segment is not None and a.segment not in ids]
    out = [Splice(Track.ANSWERS, at, (held[at],), ()) for at in reversed(gone)]
    stand = Splice(Track.ANSWERS, len(held) - len(gone), (), tuple(fresh))
    return Edit("let-stand", (*out, stand))


def put_right(episode: Episode, items: Iterable[Item]) -> Edit:
    """Put what is suggested in place of the words; items that no longer fit are passed over."""
    lines = episode.transcript
    changes: dict[int, list[TextChange]] = {}
    for item in sorted(items, key=lambda item: (item.line, -item.start)):
        if item.suggestion is None or not fits(episode, item):
            continue
        change = TextChange(item.start, item.end - item.start, item.suggestion)
        changes.setdefault(lines.index_of(item.line), []).append(change)
    return change_all(episode, changes, "put-right")


def noted(episode: Episode, accepted: Edit, items: Iterable[Item]) -> Edit:
    """An edit that does what items suggest, and keeps that they were looked at."""
    if not accepted:
        return accepted
    number, held = episode.next_id(Track.ANSWERS), len(episode.answers)
    right = (item for item in items if fits(episode, item))
    answers = tuple(
        Answer(number + at, _ACCEPTED + item.rule, item.said, item.line)
        for at, item in enumerate(right)
    )
    kept = Splice(Track.ANSWERS, held, (), answers)
    return replace(accepted, splices=(*accepted.splices, kept))


def fits(episode: Episode, item: Item) -> bool:
    """Whether the words still stand where the item found them."""
    if not episode.transcript.has(item.line):
        return False
    return episode.transcript.by_id(item.line).text[item.start : item.end] == item.words
