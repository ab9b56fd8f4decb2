"""On import: a glossary taken into a new project, and what it corrects there, place by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from editor.app.glossary.shows import choose_show
from editor.app.review.items import Item, put_right
from editor.app.review.sources import Corrected
from editor.formats.report import Remark

if TYPE_CHECKING:
    from editor.app.glossary.entries import Entry
    from editor.app.importing import Plan
    from editor.app.jobs import Work
    from editor.model.episode import Episode


@dataclass(frozen=True, slots=True)
class Taken:
    """A glossary for an import: of which show (``""`` for none), and the places to be corrected."""

    show: str
    entries: Sequence[Entry]
    places: Sequence[Item] = ()


def correctable(episode: Episode, entries: Sequence[Entry]) -> Work[list[Item]]:
    """Every place of an episode that a glossary says is misheard; nothing is changed."""
    return Corrected(entries).look(episode)


def take(plan: Plan, taken: Taken) -> Plan:
    """Put a glossary into a planned import and correct the places; the report counts them."""
    episode = plan.episode
    episode.apply(choose_show(episode, taken.show, taken.entries))
    if not taken.places:
        return plan
    episode.apply(put_right(episode, taken.places))
    words = ", ".join(sorted({f"{one.words} → {one.suggestion}" for one in taken.places})[:_TOLD])
    remark = Remark("glossary-corrected", facts={"count": len(taken.places), "words": words})
    imported = replace(plan.imported, remarks=(*plan.imported.remarks, remark))
    return replace(plan, imported=imported)


_TOLD: Final = 12
"""Different corrections that are named in the report."""
