"""What some sightings of lines say about the whole transcript."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor.app.drifting import drift, settled
from editor.app.jobs import run
from editor.audio.speech.searching import Sighting
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment
from editor.model.verbs.straighten import Drift


def seen(*points: tuple[int, int]) -> list[Sighting]:
    return [Sighting(said, heard, 0.9) for said, heard in points]


def test_an_intro_that_the_transcript_lacks_is_an_offset() -> None:
    found = settled(seen((0, 31_000), (60_000, 91_400), (120_000, 151_200), (200_000, 90_000)))
    assert found is not None
    assert abs(found.offset - 31_200) <= 100
    assert found.stretch == 1.0


def test_stamps_cut_to_seconds_are_no_drift() -> None:
    assert settled(seen((0, 900), (60_000, 60_300), (120_000, 120_500))) == Drift(0)


def test_another_speed_is_a_stretch() -> None:
    points = [(at, round(at * 25 / 24) + 5_000) for at in range(0, 600_000, 90_000)]
    found = settled(seen(*points, (300_000, 900_000)))
    assert found is not None
    assert abs(found.stretch - 25 / 24) < 0.002
    assert all(abs(found(said) - heard) < 400 for said, heard in points)


def test_where_sightings_contradict_each_other_nothing_is_said() -> None:
    assert settled(seen((0, 40_000), (60_000, 63_000), (120_000, 20_000))) is None
    assert settled(seen((0, 100), (60_000, 60_100))) is None
    assert settled([]) is None


def test_an_episode_without_long_lines_is_asked_in_vain(samples: Path) -> None:
    recording = samples / "speech" / "real_spontaneous.flac"
    short = Episode([Segment(1, 1000, 2000, "this is short", flags=Flag.END_INFERRED)])
    assert run(drift(short, recording)) is None


@pytest.mark.slow
def test_a_recording_that_starts_later_than_its_transcript_is_found_out(samples: Path) -> None:
    """Of these lines four are long enough to be looked for; where three are heard is enough."""
    told = json.loads((samples / "speech" / "real_spontaneous.json").read_text())["lines"][:11]
    episode = Episode(
        Segment(at, said, said, " ".join(word for word, _ in line["tok"]), flags=Flag.END_INFERRED)
        for at, line in enumerate(told, 1)
        for said in (line["t"] * 1000 + 20_000,)
    )
    found = run(drift(episode, samples / "speech" / "real_spontaneous.flac"))
    assert found is not None
    assert (found.stretch, abs(found.offset + 19_500) <= 1_000) == (1.0, True)
