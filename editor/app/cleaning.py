"""Cleaning: the detectors run over an episode turn by turn, their findings as marks in one edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from editor.app.cleaning_choice import profile_of, protected_of
from editor.app.jobs import Step, Work
from editor.app.never import never_rules, refuses
from editor.cleaning import Finding, Profile, Tier, propose_turn
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.time import clock
from editor.model.verbs.cleaning import lay

LONGEST_TURN: Final = 200
"""Lines handed to the detectors at once; a page without speakers is one endless turn."""
ENGLISH: Final = "en"
BEFORE: Final = 3
"""Lines before a turn that are handed over with it."""
CONTEXT: Final = 24
"""Characters shown on each side of a finding in lists."""


def clean(episode: Episode, profile: Profile | None = None) -> Work[Edit]:
    """Propose marks for every line; returns the edit that lays them.

    Done with the project's profile unless another is given, in the project's language (English
    where none is known). What a person decided stays, whatever the profile says now.
    """
    lines = episode.transcript
    language = episode.info.language or ENGLISH
    chosen = profile or profile_of(episode.info)
    keep = protected_of(episode)
    rules = frozenset(never_rules(episode.info))
    fresh: dict[int, list[Mark]] = {}
    for turn in turns(episode):
        said = [lines[index].text for index in turn]
        before = [line.text for line in lines[max(0, turn.start - BEFORE) : turn.start]]
        found = propose_turn(said, language, chosen, keep=keep, context=before)
        for index, findings in zip(turn, found, strict=True):
            text = lines[index].text
            marks = (as_mark(finding) for finding in findings)
            fresh[index] = [mark for mark in marks if not refuses(rules, text, mark)]
        yield Step(turn.stop, len(lines), "clean")
    return lay(episode, fresh)


def turns(episode: Episode) -> Iterator[range]:
    """The runs of lines by one speaker, none longer than ``LONGEST_TURN``."""
    at = 0
    while at < len(episode.transcript):
        run = iter(range(at + 1, len(episode.transcript)))
        last = at
        for index in islice(run, LONGEST_TURN - 1):
            if episode.transcript.turn_start(index):
                break
            last = index
        yield range(at, last + 1)
        at = last + 1


def as_mark(finding: Finding) -> Mark:
    """A finding laid over the text.

    Struck where the rule is safe, proposed where a person decides.
    """
    state = MarkState.AUTO if finding.tier is Tier.AUTO else MarkState.PROPOSED
    return Mark(finding.start, finding.end, finding.kind, finding.rule, finding.confidence, state)


def count_kinds(episode: Episode) -> dict[Kind, int]:
    """How many marks of each kind the episode carries, stetted ones left out."""
    counted = Counter(
        mark.kind
        for segment in episode.transcript
        for mark in segment.marks
        if mark.state is not MarkState.STET
    )
    return {kind: counted[kind] for kind in Kind if counted[kind]}


def listed(episode: Episode) -> list[dict[str, Any]]:
    """Every mark as plain data: where, what, why, how sure, and the words around it."""
    return [
        {
            "segment": segment.id,
            "time": clock(segment.start),
            "start": mark.start,
            "end": mark.end,
            "kind": str(mark.kind),
            "rule": mark.rule,
            "confidence": round(mark.confidence, 3),
            "state": str(mark.state),
            "struck": segment.text[mark.start : mark.end],
            "context": segment.text[max(0, mark.start - CONTEXT) : mark.end + CONTEXT],
        }
        for segment in episode.transcript
        for mark in segment.marks
    ]
