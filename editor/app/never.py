"""Never: what a person said the cleaning shall not strike in this project, at any later run."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Final, TypeAlias

from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.marks import Kind, Mark, MarkState
from editor.model.verbs.cleaning import decide
from editor.model.verbs.outline import choose

Rule: TypeAlias = tuple[str, str]
"""A kind of mark, and words in lower case."""

_KEY: Final = "clean.never"


def never_rules(info: Info) -> list[Rule]:
    """The rules of a project in the order they were made; what cannot be read is left out."""
    try:
        listed = json.loads(dict(info.settings).get(_KEY, "[]"))
    except ValueError:
        return []
    if not isinstance(listed, list):
        return []
    return [
        (rule[0], rule[1])
        for rule in listed
        if isinstance(rule, list) and len(rule) == 2 and all(isinstance(x, str) for x in rule)
    ]


def words_of(text: str, mark: Mark) -> str:
    """The marked words as rules and likes compare them."""
    return text[mark.start : mark.end].strip(" ,.;:").casefold()


def refuses(rules: Collection[Rule], text: str, mark: Mark) -> bool:
    """Whether a rule says that this is not to be struck."""
    return bool(rules) and (str(mark.kind), words_of(text, mark)) in rules


def never(episode: Episode, line: int, mark: Mark, alike: Iterable[tuple[int, Mark]]) -> Edit:
    """Let all findings like this one stand, here and at every later run, in one step.

    Raises ``UserError`` for marks without a word: there is nothing to know them by.
    """
    words = words_of(episode.transcript.by_id(line).text, mark)
    if not words or mark.kind is Kind.BY_HAND:
        raise UserError("never-without-words")
    rules = never_rules(episode.info)
    rule = (str(mark.kind), words)
    stetted = decide(episode, alike, MarkState.STET)
    kept = set_never(episode, [*rules, rule] if rule not in rules else rules)
    return Edit("never", (*stetted.splices, *kept.splices))


def set_never(episode: Episode, rules: Iterable[Rule]) -> Edit:
    """Put other rules in place of the project's."""
    listed = [list(rule) for rule in rules]
    value = json.dumps(listed, ensure_ascii=False) if listed else ""
    return choose(episode, _KEY, value, "never")
