"""Drift: how far the transcript's times are from the recording's, found out from some lines."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from editor.app.aligning import script
from editor.app.jobs import Step, Work
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.verbs.straighten import Drift, straighten, through

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.audio.speech.searching import Sighting

_ENOUGH: Final = 3
"""Lines that must be heard to say anything."""

_UNSTRETCHED, _STRETCHED = 0.001, 0.06
"""Less stretch (3.6 s an hour) is the rounding of stamps; frame rates do 0.1 to 4.3 %; more is no
recording of these words."""

_APART: Final = 20_000
"""Milliseconds between two lines that can tell of a stretch."""

_NEAR: Final = 700
"""Milliseconds by which a line may be off: half a second of rounding, and the pace of speech."""

_ROUNDED: Final = 1_200
"""Milliseconds of offset that stamps cut to whole seconds have by themselves."""


def drift(episode: Episode, recording: Path) -> Work[Drift | None]:
    """Find how the whole transcript is shifted and stretched; ``None`` where it cannot be told.

    A drift that is nothing (falsy) says that all is well. Steps have no total.
    ``moved`` makes the edit. Raises ``UserError`` as ``aligning.listen``.
    """
    from editor.audio.drift_worker import sightings

    seen: list[Sighting] = []
    steps = sightings(recording, script(episode, ()))
    try:
        for count, sighting in enumerate(steps):
            if sighting is not None:
                seen.append(sighting)
            yield Step(count, 0, "drift")
    finally:
        steps.close()
    return settled(seen)


def moved(episode: Episode, by: Drift) -> Work[Edit]:
    """The edit that moves the transcript to the recording; see ``verbs.straighten.straighten``."""
    yield Step(0, note="straighten")
    return straighten(episode, by)


def settled(seen: Sequence[Sighting]) -> Drift | None:
    """The drift that most sightings agree with; ``None`` where fewer than three do.

    Tried are the offset of each, and for a stretch the line through each two; what is alike for
    both is called an offset.
    """
    shifts = [Drift(one.heard - one.said) for one in seen]
    lines = [
        through((early.said, early.heard), (later.said, later.heard))
        for early, later in combinations(seen, 2)
        if later.said - early.said >= _APART and later.heard > early.heard
    ]
    shift = max(shifts, key=lambda tried: len(_agreeing(seen, tried)), default=None)
    line = max(
        (one for one in lines if _UNSTRETCHED <= abs(one.stretch - 1) <= _STRETCHED),
        key=lambda tried: len(_agreeing(seen, tried)),
        default=None,
    )
    if shift is None:
        return None
    agreeing = _agreeing(seen, shift)
    if line is not None and len(_agreeing(seen, line)) > len(agreeing) + 1:
        return line if len(_agreeing(seen, line)) >= _ENOUGH else None
    if len(agreeing) < _ENOUGH:
        return None
    offset = round(median(one.heard - one.said for one in agreeing))
    return Drift(0 if -_NEAR <= offset <= _ROUNDED else offset)


def _agreeing(seen: Sequence[Sighting], tried: Drift) -> list[Sighting]:
    return [one for one in seen if abs(tried(one.said) - one.heard) <= _NEAR]
