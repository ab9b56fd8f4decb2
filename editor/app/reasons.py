"""Reasons: why words were marked, what hangs on them and what was decided, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from editor.app.change_ledger import risks_of
from editor.app.texts import filled, table
from editor.model.episode import Episode
from editor.model.marks import Mark
from editor.model.segment import Segment


def reason(mark: Mark, text: str) -> str:
    """Why the rule struck or proposes the words of ``text``; nothing for a rule without words."""
    sentences = table("rules")
    family = mark.rule.partition(".")[0]
    sentence = sentences.get(mark.rule) or sentences.get(family) or ""
    return filled(sentence, {"words": text[mark.start : mark.end].strip(" ,.;:")})


def stakes(episode: Episode, segment: Segment, mark: Mark) -> str:
    """What of the meaning goes with the words and whether somebody listened; else nothing."""
    found = risks_of(episode, segment, mark)
    if not found:
        return ""
    words = table("ledger")
    listed = ", ".join(words[risk] for risk in found)
    return filled(words["stakes-heard" if mark.heard else "stakes"], {"risks": listed})


def account_of(episode: Episode, segment: Segment, mark: Mark) -> Sequence[str]:
    """Everything there is to say of a mark, for a tool tip and for a screen reader."""
    words = table("ledger")
    named = filled(
        words["mark"],
        {
            "kind": table("kinds")[mark.kind],
            "state": words[f"state-{mark.state}"],
            "sure": round(mark.confidence * 100),
        },
    )
    return [
        part for part in (named, reason(mark, segment.text), stakes(episode, segment, mark)) if part
    ]
