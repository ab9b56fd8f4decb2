"""The pictures of a film by the moment: exactly those, forwards and back, whatever the file is."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import editor.audio.reel
from editor.audio.probe import moving_pictures
from editor.audio.reel import Picture, Reel, _Frames, all_ended
from tests.audio.films import STEP, film
from tests.audio.sounds import encode, noise

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

ROOM = (64, 48)
SECONDS = 20
PATIENCE = 30
"""Seconds that a loaded machine may take; no test waits for them where all is well."""


@contextmanager
def reel(path: Path) -> Iterator[tuple[Reel, threading.Semaphore]]:
    ready = threading.Semaphore(0)
    made = Reel(path, lambda: ready.release())
    try:
        yield made, ready
    finally:
        made.close()


def seen(made: tuple[Reel, threading.Semaphore], at: int) -> Picture:
    """What is seen at a moment, where another picture was before."""
    made[0].want(at, ROOM)
    assert made[1].acquire(timeout=PATIENCE)
    picture = made[0].picture
    assert picture is not None
    return picture


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("films") / "night.mkv"
    film(made, SECONDS)
    return made


def test_each_moment_has_its_picture(path: Path) -> None:
    with reel(path) as made:
        for at in (0, 250, 12_345, 12_400, 3_099, 2_900, 19_950, 100):
            picture = seen(made, at)
            assert picture.at == at // STEP * STEP
            assert abs(picture.data[0] - picture.at // STEP % 250) <= 6


@given(moments=st.lists(st.integers(0, SECONDS * 10 - 1), min_size=2, max_size=6, unique=True))
@settings(max_examples=15, deadline=None)
def test_any_walk_ends_at_the_last_moment(path: Path, moments: list[int]) -> None:
    with reel(path) as made:
        for tenth in moments:
            assert seen(made, tenth * STEP).at == tenth * STEP


def test_pictures_that_no_other_is_made_from_are_seen_however_many_threads_decode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The decoder of a machine with many cores is many packets ahead of what comes out of it."""

    def threaded(container: InputContainer) -> VideoStream | None:
        stream = moving_pictures(container)
        if stream is not None:
            stream.codec_context.thread_count = 16
        return stream

    monkeypatch.setattr(editor.audio.reel, "moving_pictures", threaded)
    between = tmp_path / "between.mkv"
    film(between, SECONDS, between=2)
    with reel(between) as made:
        moments = [at * 700 for at in (20, 3, 11, 4, 17, 9, 26, 1, 14, 8)]
        assert [seen(made, at).at for at in moments] == moments


def test_before_the_beginning_is_the_first_picture_and_after_the_end_the_last(path: Path) -> None:
    with reel(path) as made:
        assert seen(made, 10 * 60_000).at == (SECONDS * 10 - 1) * STEP
        assert seen(made, -500).at == 0


def test_a_picture_is_made_as_small_as_the_room_and_keeps_its_shape(tmp_path: Path) -> None:
    wide = tmp_path / "wide.mkv"
    film(wide, 1, Fraction(4, 3))
    with reel(wide) as (made, ready):
        made.want(0, (32, 32))
        assert ready.acquire(timeout=PATIENCE)
        picture = made.picture
        assert picture is not None
        assert picture.shape == pytest.approx((64 * 4 / 3, 48))
        assert (picture.width, picture.height) == (32, 18)
        assert len(picture.data) >= picture.stride * picture.height


def test_a_torn_film_shows_what_there_is(path: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.mkv"
    torn.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with reel(torn) as made:
        assert seen(made, 300).at == 300
        assert 300 < seen(made, 19_000).at < 19_000


def test_pictures_of_a_size_that_nobody_films_are_not_decoded(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: queue.Queue[VideoFrame | None] = queue.Queue()
    look = _Frames.at

    def at(self: _Frames, wanted: Callable[[], int], stopped: Callable[[], bool]) -> object:
        found.put(frame := look(self, wanted, stopped))
        return frame

    monkeypatch.setattr(_Frames, "at", at)
    monkeypatch.setattr(editor.audio.reel, "_LARGEST", 1_000)
    with reel(path) as (made, _ready):
        made.want(500, ROOM)
        assert found.get(timeout=PATIENCE) is None


@pytest.mark.parametrize("kind", ["sound", "missing", "text", "V_MPEG4/", "A_PCM/"])
def test_what_has_no_pictures_shows_none_and_is_over(path: Path, tmp_path: Path, kind: str) -> None:
    other = tmp_path / "other.wav"
    if kind.endswith("/"):  # a codec that nobody knows
        other.write_bytes(path.read_bytes().replace(kind.encode(), b"?" * len(kind)))
    if kind == "sound":
        encode(other, noise(1, 8_000), 8_000, "pcm_s16le", bit_rate=None)
    elif kind == "text":
        other.write_text("no film")
    with reel(other) as (made, _ready):
        made.want(0, ROOM)
        assert all_ended(PATIENCE)
        assert made.picture is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file that does not answer")
def test_a_file_that_does_not_answer_holds_nobody_who_closes(tmp_path: Path) -> None:
    mute = tmp_path / "mute.mkv"
    os.mkfifo(mute)
    closed, waited = threading.Event(), queue.Queue[bool]()

    def answer() -> None:
        waited.put(closed.wait(PATIENCE))
        mute.write_bytes(b"")

    answering = threading.Thread(target=answer)
    answering.start()
    made = Reel(mute, lambda: None)
    made.close()
    closed.set()
    assert waited.get()
    answering.join()
    assert all_ended(PATIENCE)


def test_nothing_is_told_after_it_was_closed(path: Path) -> None:
    told: list[bool] = []
    closed = threading.Event()
    made = Reel(path, lambda: told.append(closed.is_set()))
    made.want(19_000, ROOM)
    made.close()
    closed.set()
    assert all_ended(PATIENCE)
    assert not any(told)
