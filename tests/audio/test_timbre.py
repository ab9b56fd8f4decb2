"""What voices sound like: the shipped encoder on the sample's own voices."""

from __future__ import annotations

import io
import json
from contextlib import closing

import numpy as np
import pytest

from editor.audio import timbre_worker
from editor.audio.speech.likeness import Prints
from editor.audio.speech.sound import Sound
from editor.audio.speech.timbre import PART_MS, Timbre
from editor.audio.timbre_worker import part_starts, timbres
from tests.conftest import PROJECT

RECORDING = PROJECT / "projects" / "night-train" / "night-train.ogg"


@pytest.fixture(scope="module")
def vectors() -> dict[str, np.ndarray]:
    with closing(Sound(RECORDING)) as sound:
        tobi = [sound.read(8_400, 10_000), sound.read(14_100, 15_700)]
        ines = [sound.read(17_000, 18_600), sound.read(19_300, 20_900), sound.read(22_300, 23_900)]
    made = Timbre().of([*tobi, *ines])
    return {"tobi": made[:2], "ines": made[2:]}


def test_one_voice_is_nearer_to_itself_than_to_another(vectors: dict[str, np.ndarray]) -> None:
    tobi, ines = vectors["tobi"], vectors["ines"]
    assert np.allclose(np.linalg.norm(np.vstack([tobi, ines]), axis=1), 1, atol=1e-5)
    within = min(float(tobi[0] @ tobi[1]), float((ines @ ines.T).min()))
    assert within > float((tobi @ ines.T).max()) + 0.02


def test_a_vector_depends_on_its_own_sound_alone(vectors: dict[str, np.ndarray]) -> None:
    with closing(Sound(RECORDING)) as sound:
        (alone,) = Timbre().of([sound.read(8_400, 10_000)])
    assert np.allclose(alone, vectors["tobi"][0], atol=1e-5)
    assert Timbre().of([]).shape == (0, 256)
    (silent,) = Timbre().of([bytes(PART_MS * 32)])
    assert np.isfinite(silent).all()


def test_parts_lie_within_their_line_and_reach_both_ends() -> None:
    assert part_starts(1_000, 2_000, PART_MS) == [1_000]
    starts = part_starts(1_000, 60_000, PART_MS)
    assert (starts[0], starts[-1], len(starts)) == (1_000, 60_000 - PART_MS, 12)


def test_the_worker_hands_over_what_the_encoder_says(vectors: dict[str, np.ndarray]) -> None:
    prints = Prints()
    for number, packed in timbres(RECORDING, [(7, 8_400, 10_000), (9, 17_000, 18_600)]):
        prints.add(number, packed)
    people = prints.people({1: [7], 2: [9], 3: [8]})
    assert [who for who, _ in prints.whole(7, people)] == [1, 2]
    assert [who for who, _ in people.ranked(vectors["ines"][1])] == [2, 1]


def test_of_a_long_line_no_more_than_its_parts_is_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    class Noting(Sound):
        def read(self, start: int, end: int) -> bytes:
            read.append(end - start)
            return super().read(start, end)

    monkeypatch.setattr(timbre_worker, "Sound", Noting)
    timbre_worker._work(RECORDING, json.dumps([[7, 8_400, 60_000]]).encode(), io.BytesIO())
    assert read == [PART_MS] * 12
