"""Opening a recording with PyAV: the options, the errors and the stream, in one place."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, cast

from editor.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.codec.context import CodecContext
    from av.container import InputContainer
    from av.stream import Stream

_OPTIONS: Final = {
    # libav forgets half of its seek index at 1 MiB: long MP3s then land 29 s early or at 0 s.
    "indexmem": str(64 * 1024 * 1024),
    # A recording may be a playlist; it shall not make us fetch anything.
    "protocol_whitelist": "file,subfile",
}


@contextmanager
def opened(path: Path, byte: int = 0, demuxer: str | None = None) -> Iterator[InputContainer]:
    """Open a recording for reading, raw streams optionally from a byte on (``demuxer`` named).

    Raises ``UserError``: ``recording-missing``, ``recording-empty`` (no byte in it, as a broken-off
    download leaves it), ``recording-unreadable``; errors of libav inside the block come out as the
    last one, too.
    """
    import av

    if not path.exists():
        raise UserError("recording-missing", path=str(path))
    # "file:" keeps a file called "concat:a" from being taken for an instruction
    url = f"subfile,,start,{byte},end,0,,:file:{path}" if byte else f"file:{path}"
    try:
        if path.is_file() and not path.stat().st_size:
            raise UserError("recording-empty", path=str(path))
        # Tags are in any encoding, those of old WAV files mostly; that is no fault of the sound.
        with av.open(
            url, format=demuxer, options=dict(_OPTIONS), metadata_errors="replace"
        ) as container:
            yield container
    except (av.error.FFmpegError, OSError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> UserError:
    """Return the one error for everything that libav cannot make sense of."""
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return UserError("recording-unreadable", path=str(path), reason=reason)


def audio_stream(container: InputContainer, path: Path) -> AudioStream:
    """Return the stream a player would choose, or raise ``recording-silent``."""
    streams = [each for each in container.streams.audio if decodable(each)]
    if not streams:
        raise UserError("recording-silent", path=str(path))
    best = container.streams.best("audio")
    stream = next((each for each in streams if each is best), streams[0])
    if not stream.codec_context.sample_rate or not stream.codec_context.channels:
        raise UserError("recording-unreadable", path=str(path), reason="no rate or no channels")
    return stream


def decodable(stream: Stream) -> bool:
    """Whether there is a decoder for a stream: without one libav gives it no codec context."""
    context = cast("CodecContext | None", stream.codec_context)  # the stub leaves out the None
    return context is not None


def first_sound(path: Path) -> int | None:
    """Return the stream's tick of the first frame; ``None`` where nothing can be decoded."""
    import av

    with opened(path) as container:
        try:
            frame = next(container.decode(audio_stream(container, path)), None)
        except (av.error.FFmpegError, EOFError):
            return None
        return frame.pts if frame is not None else None


def origin(container: InputContainer, stream: AudioStream) -> int:
    """Return the stream's tick at which the recording's time 0 lies.

    MP3 starts with the encoder's delay (25 ms), which is not sound. Where there are pictures, time
    0 is theirs, so that sound and picture stay in step.
    """
    start = stream.start_time or 0
    base = stream.time_base
    shared_start = cast("int | None", container.start_time)  # the stub leaves out the None
    if container.streams.video and shared_start is not None and base is not None:
        shared = round(shared_start / 1_000_000 / base)
        return min(start, shared)
    return start
