"""A thread that decodes ahead of the sound device: seek, stop, loop, tempo, to the sample."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.audio.decode import Decoder, SampleForm
from editor.audio.opening import unreadable
from editor.audio.probe import probe
from editor.audio.ring import FRAME_BYTES, Chunk, Ring
from editor.audio.tempo import Side, Tempo
from editor.model.errors import UserError
from editor.model.spans import kept
from editor.model.time import Span

if TYPE_CHECKING:
    from editor.audio.index import PacketIndex
    from editor.model.time import Ms

_FADE_MS: Final = 4
"""Long enough that no click is heard at begin and end, short enough that no word is cut."""

_PATIENCE: Final = 1.0
"""Seconds to wait for the thread at the end; it may be inside a long seek."""

_WAIT_MS: Final = 5
"""Silence given at once while there is no sound yet."""

BUFFER_MS: Final = 250
"""Sound that the device holds: no silence was measured while Python code was busy. C code that
holds the interpreter for longer than this is heard. So much must lie ready before the device is
started, for it takes all of it at once: what was missing was heard as up to 190 ms of silence."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be heard: from ``start`` to ``stop``, then from ``again`` on; at ``tempo``.

    Without a ``stop``, what lies in ``skips`` (in order, without overlap) is left out.
    """

    start: Ms
    stop: Ms | None = None
    again: Ms | None = None
    tempo: float = 1.0
    side: Side = "both"
    skips: Sequence[Span] = ()


class Feed:
    """Decodes one recording into a ring from which a device is fed.

    The callbacks come on the feed's own thread: ``on_open`` with the path and its length in ms,
    ``on_primed`` with the number of the run of which sound lies ready, ``on_error``. All methods
    may be called from any thread and return at once.
    """

    def __init__(
        self,
        rate: int,
        on_open: Callable[[Path, Ms], None],
        on_primed: Callable[[int], None],
        on_error: Callable[[UserError], None],
    ) -> None:
        """Give out 16-bit stereo of ``rate`` samples a second."""
        self._rate = rate
        self._on_open = on_open
        self._on_primed = on_primed
        self._on_error = on_error
        self._changed = threading.Condition()
        self._ring = Ring(rate)
        self._number = 0
        self._run: Run | None = None
        self._finished = False
        self._path: Path | None = None
        self._index: PacketIndex | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="feed", daemon=True)
        self._thread.start()

    # --- any thread

    def open(self, path: Path) -> None:
        """Take another recording."""
        with self._changed:
            self._path = path
            self._index = None
            self._new_run(None)

    def start(self, run: Run) -> int:
        """Decode something else from now on; what lies ready is forgotten. Returns its number."""
        with self._changed:
            return self._new_run(run)

    def halt(self) -> int:
        """Decode nothing more. Returns the number of that."""
        with self._changed:
            return self._new_run(None)

    def use_index(self, index: PacketIndex | None) -> None:
        """Take the packet index of the recording that is open."""
        with self._changed:
            self._index = index

    def close(self) -> None:
        """End the thread and let go of the file."""
        with self._changed:
            self._closing = True
            self._new_run(None)
        self._thread.join(_PATIENCE)

    def take(self, number: int, size: int) -> bytes:
        """Return up to ``size`` bytes of run ``number``; never nothing, for that would end it.

        Where the decoder is late, what lies ready is all there is, or else a little silence: to
        fill up what the device asks for, a quarter of a second at the start, would be heard.
        """
        with self._changed:
            if number != self._number:
                return bytes(size - size % FRAME_BYTES)
            if not self._finished:
                wait = _WAIT_MS * self._rate // 1000 * FRAME_BYTES
                size = min(size, self._ring.held or wait)
            data = self._ring.take(size)
            self._changed.notify_all()
            return data

    def place(self, number: int, out: int) -> float | None:
        """Return where in the recording sample ``out`` of run ``number`` lies (ms).

        ``None`` where another run has begun.
        """
        with self._changed:
            if number != self._number:
                return None
            return self._ring.place(min(out, self._ring.given))

    def ended(self, number: int, out: int) -> bool:
        """Whether run ``number`` has an end and its last sound was sample ``out`` or before."""
        with self._changed:
            return (
                number == self._number
                and self._finished
                and not self._ring.held
                and out >= self._ring.sounding
            )

    def _new_run(self, run: Run | None) -> int:
        self._number += 1
        self._run = run
        self._finished = False
        self._ring.start(run.start if run else 0)
        self._changed.notify_all()
        return self._number

    # --- the feed's thread

    def _work(self) -> None:
        from av.error import FFmpegError

        decoder: Decoder | None = None
        done = 0
        while not self._closing:
            with self._changed:
                if self._number == done:
                    self._changed.wait()
                    continue
                path, run, done, index = self._path, self._run, self._number, self._index
            try:
                if decoder is None or decoder.path != path:
                    decoder = self._opened(decoder, path)
                if decoder is not None and run is not None:
                    decoder.index = index
                    self._fill(decoder, run, done)
            except (UserError, FFmpegError) as error:
                decoder = None
                told = error if isinstance(error, UserError) else unreadable(path or Path(), error)
                self._on_error(told)
        if decoder is not None:
            decoder.close()

    def _opened(self, former: Decoder | None, path: Path | None) -> Decoder | None:
        if former is not None:
            former.close()
        if path is None:
            return None
        duration = probe(path).duration_ms
        decoder = Decoder(path, SampleForm("s16", 2, self._rate))
        self._on_open(path, duration)
        return decoder

    def _fill(self, decoder: Decoder, run: Run, number: int) -> None:
        """Put the run's sound into the ring until it ends or another is wanted."""
        primed = False
        for chunk in self._sound(decoder, run):
            if not self._put(chunk, number):
                return
            if not primed and self._ring.held >= BUFFER_MS * self._rate // 1000 * FRAME_BYTES:
                primed = True
                self._on_primed(number)
        with self._changed:
            if number != self._number:
                return
            self._finished = True
        if not primed:
            self._on_primed(number)

    def _put(self, chunk: Chunk, number: int) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: number != self._number or not self._ring.full)
            if number != self._number:
                return False
            self._ring.put(chunk)
            return True

    def _sound(self, decoder: Decoder, run: Run) -> Iterator[Chunk]:
        """All passes of a loop, or the only one."""
        for part in _parts(run):
            yield from _faded(self._shaped(decoder, part), part, self._rate)
        if run.again is None or run.stop is None or run.again >= run.stop:
            return
        once_more = replace(run, start=run.again)
        while True:
            heard = False
            for chunk in _faded(self._shaped(decoder, once_more), once_more, self._rate):
                heard = True
                yield chunk
            if not heard:  # a loop behind the recording's end
                return

    def _shaped(self, decoder: Decoder, run: Run) -> Iterator[bytes]:
        if run.stop is not None and run.stop <= run.start:
            return
        tempo = Tempo(self._rate, run.tempo, run.side)
        for block in decoder.blocks(run.start, run.stop):
            if ready := tempo.push(block.data):
                yield ready
        if ready := tempo.flush():
            yield ready


def _parts(run: Run) -> Iterator[Run]:
    """The run without what is to be left out: several runs, the last of them open."""
    if run.stop is not None or not run.skips:
        yield run
        return
    end = max(run.start, run.skips[-1].end)
    for span in kept(run.start, end, run.skips):
        yield replace(run, start=span.start, stop=span.end)
    yield replace(run, start=end)


def _faded(parts: Iterator[bytes], run: Run, rate: int) -> Iterator[Chunk]:
    """Fade one pass in and out, and say of each chunk where it comes from."""
    fade = rate * _FADE_MS // 1000 * FRAME_BYTES
    source = float(run.start)
    held = b""
    first = True
    for part in parts:
        held += part
        if first and len(held) >= 2 * fade:
            held = _ramp(held[:fade], up=True) + held[fade:]
            first = False
        if not first and len(held) > fade:
            chunk = Chunk(held[:-fade], source, run.tempo)
            source += len(chunk.data) / FRAME_BYTES * 1000 / rate * run.tempo
            held = held[-fade:]
            yield chunk
    if first:
        held = _ramp(held, up=True)
    if held:
        yield Chunk(_ramp(held, up=False), source, run.tempo)


def _ramp(data: bytes, *, up: bool) -> bytes:
    """Let the loudness rise from nothing, or fall to it, over all of ``data``."""
    samples = array("h", data)
    frames = len(samples) // 2
    for frame in range(frames):
        share = (frame + 1 if up else frames - frame - 1) / frames
        samples[2 * frame] = int(samples[2 * frame] * share)
        samples[2 * frame + 1] = int(samples[2 * frame + 1] * share)
    return samples.tobytes()
