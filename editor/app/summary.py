"""Summary: what an episode holds, as plain data for ``stet info``, scripts and the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from editor.app.cleaning import count_kinds
from editor.app.texts import remark_sentence
from editor.model.episode import Episode
from editor.model.words import count_words
from editor.store.content import Reported


def summary(episode: Episode, remarks: Sequence[Reported]) -> dict[str, Any]:
    """The facts ``stet info --json`` prints; times in ms."""
    return {
        "title": episode.info.title,
        "duration_ms": episode.duration,
        "segments": len(episode.transcript),
        "words": sum(count_words(segment.text) for segment in episode.transcript),
        "speakers": [{"name": s.name, "roles": list(s.roles)} for s in episode.speakers],
        "chapters": [{"start_ms": c.start, "title": c.title} for c in episode.chapters],
        "findings": {str(kind): count for kind, count in count_kinds(episode).items()},
        "import_report": [remark_facts(remark) for remark in remarks],
    }


def remark_facts(remark: Reported) -> dict[str, Any]:
    """One line of the import report.

    Stable code, source line (1-based), facts, and the sentence.
    """
    return {
        "code": remark.code,
        "line": remark.line,
        "segment": remark.segment,
        "facts": dict(remark.facts),
        "text": remark_sentence(remark.code, remark.line, remark.facts),
    }
