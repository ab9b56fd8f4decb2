"""What reaches the sound device: the right samples, from the right place, no gap, no click."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.audio.feed import BUFFER_MS, Feed, Run
from editor.audio.ring import FRAME_BYTES, Chunk, Ring
from editor.audio.tempo import Side, Tempo
from editor.model.errors import UserError
from tests.audio.sounds import Samples, encode, noise

RATE = 48_000
SECONDS = 12
FADE = RATE * 4 // 1000


class Desk:
    """A feed, and what it says."""

    def __init__(self) -> None:
        self.news = threading.Condition()
        self.opened: list[int] = []
        self.primed: list[int] = []
        self.errors: list[UserError] = []
        self.feed = Feed(
            RATE,
            lambda _, length: self._note(self.opened)(length),
            self._note(self.primed),
            self._note(self.errors),
        )

    def _note(self, where: list[int] | list[UserError]) -> Callable[[object], None]:
        def note(what: object) -> None:
            with self.news:
                where.append(what)  # type: ignore[arg-type]
                self.news.notify_all()

        return note

    def wait(self, for_what: Callable[[], object]) -> None:
        with self.news:
            assert self.news.wait_for(for_what, timeout=30)

    def play(self, run: Run) -> int:
        number = self.feed.start(run)
        self.wait(lambda: number in self.primed)
        return number

    def hear(self, number: int, samples: int) -> Samples:
        """Take samples as a device does, but never faster than they are decoded."""
        heard = b""
        while len(heard) < samples * FRAME_BYTES:
            ready = self.feed._ring.held
            if not ready and self.feed.ended(number, 1 << 60):
                break
            size = min(ready, samples * FRAME_BYTES - len(heard), 8_192)
            heard += self.feed.take(number, size)
            if not size:
                time.sleep(0.001)
        return np.frombuffer(heard, np.int16).reshape(-1, 2).astype(np.float32)[:, 0] / np.float32(
            32767
        )


@pytest.fixture(scope="module")
def source() -> Samples:
    lane: Samples = noise(SECONDS, RATE)[0]
    return lane


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory, source: Samples) -> Path:
    path = tmp_path_factory.mktemp("feed") / "talk.wav"
    return encode(path, source[None, :], RATE, "pcm_f32le", bit_rate=None)


@pytest.fixture
def desk(recording: Path) -> Iterator[Desk]:
    desk = Desk()
    desk.feed.open(recording)
    desk.wait(lambda: desk.opened)
    yield desk
    desk.feed.close()
    assert desk.errors == []


def part(source: Samples, start: int, stop: int) -> Samples:
    return source[start * RATE // 1000 : stop * RATE // 1000]


def same(heard: Samples, expected: Samples) -> bool:
    """Whether the samples are the same but for the fades at both ends."""
    inner = slice(FADE, -FADE)
    return len(heard) == len(expected) and bool(np.abs(heard[inner] - expected[inner]).max() < 1e-3)


def test_the_length_is_told(desk: Desk) -> None:
    assert desk.opened == [SECONDS * 1000]


def test_what_is_heard_is_the_recording(desk: Desk, source: Samples) -> None:
    number = desk.play(Run(3_000, 5_500))
    heard = desk.hear(number, 10 * RATE)
    assert same(heard, part(source, 3_000, 5_500))
    assert desk.feed.ended(number, len(heard))
    assert not desk.feed.ended(number, len(heard) - 1)


def test_begin_and_end_are_faded(desk: Desk, source: Samples) -> None:
    heard = desk.hear(desk.play(Run(3_000, 3_500)), RATE)
    plain = part(source, 3_000, 3_500)
    for edge in (slice(0, FADE // 4), slice(-FADE // 4, None)):
        assert np.abs(heard[edge]).max() <= np.abs(plain[edge]).max() * 0.27
    assert heard[-1] == 0


def test_a_stretch_shorter_than_its_fades_is_heard(desk: Desk) -> None:
    for length in (1, 3, 7, 9):
        heard = desk.hear(desk.play(Run(3_000, 3_000 + length)), RATE)
        assert len(heard) == length * RATE // 1000
        assert np.abs(heard).max() > 0


def test_nothing_to_play_ends_at_once(desk: Desk) -> None:
    for run in (Run(4_000, 4_000), Run(4_000, 1_000), Run(SECONDS * 1000 + 5)):
        number = desk.play(run)
        assert desk.feed.ended(number, 0)


def test_a_loop_goes_round_without_a_gap(desk: Desk, source: Samples) -> None:
    number = desk.play(Run(2_500, 3_000, again=2_000))
    heard = desk.hear(number, int(3.4 * RATE))
    assert same(heard[: RATE // 2], part(source, 2_500, 3_000))
    assert same(heard[RATE // 2 : 3 * RATE // 2], part(source, 2_000, 3_000))
    assert same(heard[3 * RATE // 2 : 5 * RATE // 2], part(source, 2_000, 3_000))
    assert desk.feed.place(number, int(3.25 * RATE)) == pytest.approx(2_750, abs=1)
    assert not desk.feed.ended(number, len(heard))


def test_places_follow_what_is_heard(desk: Desk) -> None:
    number = desk.play(Run(2_500, 3_000, again=2_000))
    desk.hear(number, 2 * RATE)
    for out, place in [(0, 2_500), (0.25, 2_750), (0.6, 2_100), (1.4, 2_900), (1.6, 2_100)]:
        assert desk.feed.place(number, int(out * RATE)) == pytest.approx(place, abs=1)


def test_another_run_replaces_what_lay_ready(desk: Desk, source: Samples) -> None:
    first = desk.play(Run(0))
    second = desk.play(Run(7_000, 8_000))
    assert not any(desk.feed.take(first, 4_096))
    assert desk.feed.place(first, 0) is None
    assert same(desk.hear(second, 2 * RATE), part(source, 7_000, 8_000))


def test_silence_stands_still(desk: Desk) -> None:
    """Where the decoder is late, the highlight waits with the sound."""
    halted = desk.feed.halt()
    assert not any(desk.feed.take(halted, 9_600))
    number = desk.play(Run(1_000, 1_100))
    heard = desk.hear(number, RATE)
    desk.feed.take(number, 4_800 * FRAME_BYTES)
    end = desk.feed.place(number, len(heard))
    assert end == pytest.approx(1_100, abs=0.1)
    assert desk.feed.place(number, len(heard) + 4_000) == pytest.approx(1_100, abs=0.1)


def test_the_decoder_waits_when_enough_is_ready(desk: Desk) -> None:
    number = desk.play(Run(0))
    desk.wait(lambda: True)
    seen = [0]
    while desk.feed._ring.held != seen[-1]:
        seen.append(desk.feed._ring.held)
        time.sleep(0.05)
    assert seen[-1] < 1.2 * RATE * FRAME_BYTES
    assert len(desk.hear(number, 5 * RATE)) == 5 * RATE


@pytest.mark.parametrize("tempo", [0.5, 1.0, 3.0])
def test_all_that_the_device_takes_at_its_start_is_sound(desk: Desk, tempo: float) -> None:
    """It takes its whole buffer at once: with 60 ms ready, 190 ms of silence followed them."""
    size = BUFFER_MS * RATE // 1000 * FRAME_BYTES
    data = desk.feed.take(desk.play(Run(2_000, tempo=tempo)), size)
    heard = np.frombuffer(data, np.int16).reshape(-1, 2)[:, 0]
    assert len(data) == size
    loud = np.flatnonzero(np.abs(heard) > 3)
    assert np.diff(loud[loud > RATE // 20]).max() < RATE // 200  # behind the lead of the tempo
    assert loud[-1] > len(heard) - RATE // 200


def test_a_device_that_asks_for_more_than_is_ready_gets_no_silence_behind_it(desk: Desk) -> None:
    number = desk.play(Run(0))
    data = desk.feed.take(number, 5 * RATE * FRAME_BYTES)
    assert BUFFER_MS * RATE // 1000 * FRAME_BYTES <= len(data) < 3 * RATE * FRAME_BYTES
    assert np.frombuffer(data[-400:], np.int16).any()
    assert desk.feed.take(number, RATE * FRAME_BYTES) != b""


def test_a_recording_that_is_gone_is_told_and_another_can_follow(
    desk: Desk, recording: Path, tmp_path: Path
) -> None:
    desk.feed.open(tmp_path / "gone.wav")
    desk.wait(lambda: desk.errors)
    assert desk.errors.pop().code == "recording-missing"
    desk.feed.open(recording)
    desk.wait(lambda: len(desk.opened) == 2)


@pytest.mark.parametrize("tempo", [0.5, 0.8, 1.25, 2.0, 3.0])
def test_tempo_changes_length_and_place_but_not_pitch(tmp_path: Path, tempo: float) -> None:
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE * 6) / RATE).astype(np.float32)
    path = encode(tmp_path / "tone.wav", tone[None, :], RATE, "pcm_f32le", bit_rate=None)
    desk = Desk()
    desk.feed.open(path)
    number = desk.play(Run(1_000, 5_000, tempo=tempo))
    heard = desk.hear(number, 20 * RATE)
    assert len(heard) / RATE == pytest.approx(4 / tempo, abs=0.06)
    middle = heard[RATE // 10 : RATE // 10 + RATE // 2]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    pitch = np.argmax(spectrum) * RATE / len(middle)
    assert pitch == pytest.approx(440, abs=4)
    place = desk.feed.place(number, len(heard) // 2)
    assert place == pytest.approx(3_000, abs=60)
    desk.feed.close()


@pytest.mark.parametrize("tempo", [0.5, 0.75, 1.1, 1.5, 2.0])
def test_tempo_keeps_words_where_they_were(tempo: float) -> None:
    """Bursts every half second are heard where the arithmetic says: within 20 ms."""
    plain = np.zeros((10 * RATE, 2), np.int16)
    burst = (np.random.default_rng(3).standard_normal((1_200, 2)) * 6_000).astype(np.int16)
    times = np.arange(1, 19) * RATE // 2
    for at in times:
        plain[at : at + 1_200] = burst
    shaper = Tempo(RATE, tempo)
    parts = [shaper.push(plain[at : at + 1_024].tobytes()) for at in range(0, len(plain), 1_024)]
    heard = np.frombuffer(b"".join(parts) + shaper.flush(), np.int16).reshape(-1, 2)[:, 0]
    loud = np.flatnonzero(np.abs(heard.astype(int)) > 1_500)
    onsets = loud[np.concatenate([[True], np.diff(loud) > RATE // 10])] * tempo
    assert len(onsets) == len(times)
    assert np.abs(onsets - times).max() * 1000 / RATE < 20


@pytest.mark.parametrize(
    ("side", "left", "right"),
    [("both", 0.4, -0.2), ("left", 0.4, 0.4), ("right", -0.2, -0.2), ("mix", 0.1, 0.1)],
)
def test_a_side_can_be_heard_alone(side: Side, left: float, right: float) -> None:
    plain = np.tile(np.array([0.4, -0.2]) * 32767, (RATE, 1)).astype(np.int16)
    shaper = Tempo(RATE, 1.0, side)
    heard = np.frombuffer(shaper.push(plain.tobytes()) + shaper.flush(), np.int16).reshape(-1, 2)
    assert len(heard) == RATE
    assert np.allclose(heard[100:-100] / 32767, [left, right], atol=0.002)


@given(st.lists(st.integers(1, 400), max_size=30), st.lists(st.integers(0, 700), max_size=30))
def test_the_ring_gives_what_it_got_in_order(puts: list[int], takes: list[int]) -> None:
    """Silence only where nothing is held; places count the sound alone."""
    ring = Ring(1_000)
    ring.start(0.0)
    sound = 0
    given = 0
    for put, take in zip(puts, takes, strict=False):
        data = b"".join((sound + n + 1).to_bytes(FRAME_BYTES, "little") for n in range(put))
        ring.put(Chunk(data, float(sound), 1.0))
        sound += put
        out = ring.take(take * FRAME_BYTES)
        numbers = [
            int.from_bytes(out[at : at + FRAME_BYTES], "little")
            for at in range(0, len(out), FRAME_BYTES)
        ]
        assert len(numbers) == take
        fresh = [number for number in numbers if number]
        assert numbers == fresh + [0] * (take - len(fresh))
        assert fresh == list(range(given + 1, given + len(fresh) + 1))
        given += len(fresh)
        assert ring.held == (sound - given) * FRAME_BYTES
        assert ring.place(ring.given) == pytest.approx(given, abs=0.6)
