"""Reel: the picture of a film at a moment, decoded and made small on a thread of its own."""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING, Final

from editor.audio.opening import audio_stream, opened, origin
from editor.audio.probe import moving_pictures
from editor.model.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from editor.model.time import Ms

_FAR: Final = 2_000
"""Ms from which on a jump ahead is a seek: up to there decoding through is as quick, and is not
thrown back to a key picture that lies behind."""

_AGAIN: Final = 10_000
"""Ms from the last seek on within which there is no other ahead: where decoding cannot keep up, it
would only lead back to the same key picture."""

_LATE: Final = 250
"""Ms behind the sound from which on pictures that no other is made from are left out. People notice
from 125 to 185 ms on (ITU-R BT.1359)."""

_LARGEST: Final = 64 * 1024 * 1024
"""Points of the largest picture that is decoded: twice 8K. A broken or hostile file may claim any
size, and libav would take the memory for it."""

_PATIENCE: Final = 1.0
"""Seconds to wait for the threads at the end: one may be inside a long seek, or a mute file."""

_threads: Final = weakref.WeakSet[threading.Thread]()
"""Those of all reels that may not be at their end."""


def all_ended(patience: float = _PATIENCE) -> bool:
    """Wait (seconds at most) for the threads of closed reels, and of those that show nothing.

    At the end of the program: none is to be inside libav while Python is taken down around it.
    """
    until = monotonic() + patience
    for thread in tuple(_threads):
        thread.join(max(0.0, until - monotonic()))
    return not any(thread.is_alive() for thread in _threads)


atexit.register(all_ended)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture shown from ``at`` (ms) on, in rows of ``stride`` bytes: blue, green, red and one.

    ``shape`` is its width and height to the eye, whatever the points in ``data`` are; ``turn`` by
    how many degrees (0, 90, 180, 270) it has to be turned clockwise first: phones film so.
    """

    at: Ms
    width: int
    height: int
    stride: int
    data: bytes
    shape: tuple[float, float]
    turn: int


class Reel:
    """Decodes what was asked for last; one picture is held at a time.

    ``on_ready`` is called on the reel's thread when another picture is there, and never once
    ``close`` has come back. A film that cannot be read is told by whoever plays its sound; here it
    only never shows anything. libav decodes and
    scales without holding up the window's thread, however large the pictures are.
    """

    def __init__(self, path: Path, on_ready: Callable[[], None]) -> None:
        self.picture: Picture | None = None
        self._path = path
        self._on_ready = on_ready
        self._asked = threading.Condition()
        self._at: Ms = 0
        self._room = (0, 0)
        self._pending = False
        self._closing = False
        thread = threading.Thread(target=self._work, name="reel", daemon=True)
        _threads.add(thread)
        thread.start()

    def want(self, at: Ms, room: tuple[int, int]) -> None:
        """Ask for the picture of a moment, made to fit into so many points; returns at once."""
        with self._asked:
            if (at, room) != (self._at, self._room):
                self._at, self._room = at, room
                self._pending = True
                self._asked.notify()

    def close(self) -> None:
        """Have the thread end and let go of the file; nobody waits for it or hears of it again."""
        with self._asked:
            self._closing = True
            self._on_ready = _told_nobody
            self._asked.notify()

    # --- the reel's thread

    def _work(self) -> None:
        try:
            with opened(self._path) as container:
                stream = moving_pictures(container)
                if stream is not None:
                    self._show(_Frames(container, stream, self._path))
        except UserError:
            return

    def _show(self, frames: _Frames) -> None:
        shown: tuple[VideoFrame | None, tuple[int, int]] = (None, (0, 0))
        while (room := self._next()) is not None:
            frame = frames.at(lambda: self._at, lambda: self._closing)
            if frame is None or min(room) < 1 or (frame, room) == shown:
                continue
            shown = frame, room
            picture = frames.fitted(frame, room)
            with self._asked:
                if not self._closing:
                    self.picture = picture
                    self._on_ready()

    def _next(self) -> tuple[int, int] | None:
        with self._asked:
            self._asked.wait_for(lambda: self._pending or self._closing)
            self._pending = False
            return None if self._closing else self._room


def _told_nobody() -> None:
    """What a closed reel calls: its thread must not be the last to hold a part of the window."""


class _Frames:
    """The pictures of a stream by the moment, on the time line of its sound."""

    def __init__(self, container: InputContainer, stream: VideoStream, path: Path) -> None:
        stream.thread_type = "AUTO"
        stream.codec_context.options = {"max_pixels": str(_LARGEST)}
        self._container = container
        self._stream = stream
        self._base = stream.time_base or Fraction(1, 1000)
        sound = audio_stream(container, path)
        self._zero = round(origin(container, sound) * (sound.time_base or 0) / self._base)
        self._frames = self._read()
        self._wanted: Ms = 0
        self._sought: Ms = 0
        self._now: VideoFrame | None = None
        self._ahead = next(self._frames, None)

    def at(self, wanted: Callable[[], Ms], stopped: Callable[[], bool]) -> VideoFrame | None:
        """The picture that is seen at a moment, which may move on while it is looked for.

        The first one before it begins, the last one after its end.
        """
        first = wanted()
        if self._now is None or first < self._ms(self._now) or self._far(first):
            self._seek(first)
        while self._ahead is not None and not stopped():
            at = self._wanted = wanted()
            if self._now is not None and (at < self._ms(self._ahead) or abs(at - first) > _FAR):
                break  # it is there, or sought elsewhere meanwhile
            self._now, self._ahead = self._ahead, next(self._frames, None)
        return self._now

    def fitted(self, frame: VideoFrame, room: tuple[int, int]) -> Picture:
        """The picture within so many points, never larger than it is."""
        ratio = self._stream.sample_aspect_ratio or Fraction(1)
        wide, high = frame.width * float(ratio), float(frame.height)
        turn = -round(frame.rotation) % 360
        shape = (high, wide) if turn % 180 else (wide, high)
        scale = min(room[0] / shape[0], room[1] / shape[1], 1.0)
        width, height = max(1, round(wide * scale)), max(1, round(high * scale))
        small = frame.reformat(width, height, "bgra")
        plane = small.planes[0]
        points = bytes(plane)
        return Picture(self._ms(frame), width, height, plane.line_size, points, shape, turn)

    def _far(self, at: Ms) -> bool:
        behind = self._ahead is not None and at > self._ms(self._ahead) + _FAR
        return behind and at > self._sought + _AGAIN

    def _ms(self, seen: VideoFrame | Packet[VideoStream]) -> Ms:
        return round(((seen.pts or 0) - self._zero) * self._base * 1000)

    def _seek(self, at: Ms) -> None:
        from av.error import FFmpegError

        self._sought = self._wanted = at
        tick = self._zero + round(Fraction(at, 1000) / self._base)
        try:
            self._container.seek(tick, stream=self._stream)
        except FFmpegError:
            return  # a stream that cannot be sought in is read on
        self._frames = self._read()
        self._now, self._ahead = None, next(self._frames, None)

    def _read(self) -> Iterator[VideoFrame]:
        """The pictures from here on; what cannot be decoded is left out."""
        from av.error import FFmpegError

        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
                self._leave_out(packet)
                frames = packet.decode()
            except (StopIteration, EOFError):
                return
            except FFmpegError:
                continue
            for frame in frames:
                if frame.pts is not None:
                    yield frame

    def _leave_out(self, packet: Packet[VideoStream]) -> None:
        """Have a picture left out that comes too late, where no other is made from it.

        Each by its own time: the decoder is many packets ahead of the picture that comes out of it
        (one for each of its threads, and those that are shown in another order).
        """
        late = packet.pts is not None and self._wanted - self._ms(packet) > _LATE
        self._stream.codec_context.skip_frame = "NONREF" if late else "DEFAULT"
