"""A cut copy keeps every sample that stays, in its place; its joins are heard as the room."""

from __future__ import annotations

from collections.abc import Generator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from editor.audio.cut_worker import cut_by_worker
from editor.audio.cutting import CutStep, cut_copy
from editor.audio.decode import Decoder, SampleForm
from editor.audio.encode import CODINGS, coding_of
from editor.audio.splicing import Splicer, joins
from editor.model.cuts import Cut, CutList
from editor.model.errors import UserError
from editor.model.time import Span
from tests.audio.sounds import encode, lag, noise

CUTS = [Span(0, 150), Span(701, 938), Span(1_000, 1_013), Span(1_703, 2_777), Span(3_900, 4_000)]
LENGTH = 4_000
KEPT = LENGTH - sum(cut.duration for cut in CUTS)


def heard(path: Path, rate: int | None = None) -> NDArray[np.float32]:
    with Decoder(path, SampleForm("flt", 1, rate)) as decoder:
        return np.concatenate([np.frombuffer(b.data, np.float32) for b in decoder.blocks()])


def copied(source: Path, target: Path, cuts: list[Span] = CUTS) -> int:
    coding = coding_of(target)
    assert coding is not None
    return ended(cut_copy(source, target, coding, cuts, 20))


def ended(steps: Generator[CutStep, None, int]) -> int:
    """Run to the end; returns what is returned."""
    while True:
        try:
            step = next(steps)
            assert 0 < step.done_ms <= step.total_ms
        except StopIteration as stop:
            return int(stop.value)


@pytest.mark.parametrize("suffix", [coding.suffix for coding in CODINGS])
def test_what_stays_is_where_it_belongs(suffix: str, tmp_path: Path) -> None:
    rate = 44_100
    whole = noise(LENGTH / 1000, rate)
    source = encode(tmp_path / "a.wav", whole, rate, "pcm_s16le")
    target = tmp_path / f"b{suffix}"
    assert copied(source, target) == KEPT
    out = heard(target, rate)
    assert abs(len(out) * 1000 / rate - KEPT) < 50
    moved = CutList([Cut(cut.start, cut.end) for cut in CUTS], LENGTH).moved
    for before, after in pairwise([*CUTS, Span(LENGTH, LENGTH)]):
        start, stop = before.end + 15, after.start - 15
        if stop - start < 100:
            continue
        there = round(start * rate / 1000)
        first = there - round((start - moved(start)) * rate / 1000)
        piece = out[first : first + (stop - start) * rate // 1000]
        off, alike = lag(piece, whole[0], there, 200)
        assert abs(off) <= 1
        assert alike > 0.98
        if coding_of(target) in CODINGS[:2]:
            same = whole[0, there : there + len(piece)]
            assert np.abs(piece - same).max() < 1 / 32_768


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300)), max_size=8),
    st.sampled_from([8_000, 22_050, 44_100]),
    st.lists(st.integers(60, 999), min_size=1, max_size=5),
)
def test_blocks_of_any_size_give_the_same(
    drawn: list[tuple[int, int]], rate: int, sizes: list[int]
) -> None:
    cuts, at = [], 0
    for gap, length in drawn:
        cuts.append(Span(at + gap, at + gap + length))
        at += gap + length
    length_ms = at + 50
    total = round(length_ms * rate / 1000)
    sound = np.arange(total, dtype=np.float32)[:, None]
    whole = spliced(sound, cuts, rate, length_ms, [total])
    parts = spliced(sound, cuts, rate, length_ms, sizes)
    assert np.array_equal(whole, parts)
    assert len(whole) == total - round(sum(cut.duration for cut in cuts) * rate / 1000)
    # numbered samples: whatever is no crossfade stands exactly where the cuts before it put it
    made = joins(cuts, rate, 20, length_ms)
    gone, at_source = 0, 0
    for join in made:
        calm = slice(at_source, max(at_source, join.start - join.half))
        assert np.array_equal(whole[calm.start - gone : calm.stop - gone], sound[calm])
        gone += join.end - join.start
        at_source = join.end + join.half


def spliced(
    sound: NDArray[Any], cuts: list[Span], rate: int, length_ms: int, sizes: list[int]
) -> NDArray[Any]:
    splicer = Splicer(joins(cuts, rate, 20, length_ms))
    out, at, turn = [sound[:0]], 0, 0
    while at < len(sound):
        size = sizes[turn % len(sizes)]
        out.extend(splicer.push(sound[at : at + size]))
        at, turn = at + size, turn + 1
    out.extend(splicer.end())
    return np.concatenate(out)


def test_the_room_goes_on_through_a_join() -> None:
    rate, length = 48_000, 3_000
    room = noise(length / 1000, rate, seed=3) * 0
    room += np.random.default_rng(5).standard_normal(room.shape).astype(np.float32) * 0.01
    cuts = [Span(at, at + 90) for at in range(200, 2_800, 200)]
    out = spliced(room.T, cuts, rate, length, [4_096])[:, 0]
    window = rate // 200
    loudness = np.sqrt(np.square(out[: len(out) // window * window].reshape(-1, window)).mean(1))
    assert 20 * np.log10(loudness.min() / 0.01) > -2.5
    assert 20 * np.log10(loudness.max() / 0.01) < 2.5


def test_a_worker_does_the_same_and_leaves_nothing_when_cancelled(tmp_path: Path) -> None:
    source = encode(tmp_path / "a.wav", noise(4, 16_000), 16_000, "pcm_s16le")
    coding = CODINGS[0]
    steps = cut_by_worker(source, tmp_path / "b.wav", coding, CUTS, 20)
    assert ended(steps) == KEPT
    assert copied(source, tmp_path / "c.wav") == KEPT
    assert (tmp_path / "b.wav").read_bytes() == (tmp_path / "c.wav").read_bytes()
    cancelled = cut_by_worker(source, tmp_path / "d.wav", coding, CUTS, 20)
    next(cancelled)
    cancelled.close()


def test_what_goes_wrong_in_the_worker_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="recording-missing"):
        list(cut_by_worker(tmp_path / "none.wav", tmp_path / "b.wav", CODINGS[0], CUTS, 20))
    source = encode(tmp_path / "a.wav", noise(4, 16_000), 16_000, "pcm_s16le")
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full here")
    with pytest.raises(UserError, match="file-disk-full"):
        list(cut_by_worker(source, Path("/dev/full"), CODINGS[0], CUTS, 20))
