"""Talk time: how long each speaker is heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from editor.model.episode import Episode
from editor.model.time import Ms


def talk_time(episode: Episode) -> Mapping[int | None, Ms]:
    """Milliseconds of each speaker's lines by id; ``None`` holds the lines nobody is named for.

    A line lasts until the next one starts, at most to its own end: overlapping lines do not count
    the same second twice for one speaker.
    """
    total: Counter[int | None] = Counter()
    lines = episode.transcript
    for index, segment in enumerate(lines):
        end = segment.end
        if index + 1 < len(lines) and lines[index + 1].speaker == segment.speaker:
            end = min(end, max(segment.start, lines[index + 1].start))
        total[segment.speaker] += max(0, end - segment.start)
    return total


def shares(episode: Episode) -> Mapping[int | None, float]:
    """The same as parts of the whole, 0 to 1; empty where nothing is heard."""
    times = talk_time(episode)
    whole = sum(times.values())
    return {speaker: time / whole for speaker, time in times.items()} if whole else {}
