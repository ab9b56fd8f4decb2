"""What a recording is: how long, in which container and codec, how many channels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from editor.audio.opening import audio_stream, decodable, opened

if TYPE_CHECKING:
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

    from editor.model.time import Ms

_GUESSED: Final = frozenset({"aac", "mp3", "ac3", "eac3", "dts", "amr", "loas", "mp2"})
_LONGEST_TAGGED: Final[Ms] = 24 * 3600 * 1000
"""What is longer was counted in other units, or is no length at all."""
_CONTAINERS: Final = {"mov,mp4,m4a,3gp,3g2,mj2": "mp4", "matroska,webm": "matroska"}


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """What is known of a recording before it was decoded.

    ``duration_ms`` is what the container says; where ``duration_exact`` is false (raw MP3 and AAC
    streams carry no length, a broken file carries a wrong one) it is an estimate until the peaks
    pass has measured it.
    """

    duration_ms: Ms
    duration_exact: bool
    container: str
    codec: str
    channels: int
    rate: int
    has_video: bool
    pictures: float
    """Moving pictures a second; 0 where there are none, or it is not known."""
    tagged_ms: Ms | None = None
    """What its tags say it lasts, where they do: whoever changed the sound may have left them."""


def probe(path: Path) -> RecordingFacts:
    """Open ``path`` far enough to say what it is; a few milliseconds at any length.

    Raises ``UserError``: ``recording-missing``, ``recording-unreadable`` (with ``reason``),
    ``recording-silent`` (readable, but no sound in it: a picture, a text).
    """
    with opened(path) as container:
        stream = audio_stream(container, path)
        codec = stream.codec_context
        duration, exact = _duration(container, stream)
        film = moving_pictures(container)
        return RecordingFacts(
            duration_ms=duration,
            duration_exact=exact,
            container=_container_name(container.format.name, path),
            codec=_codec_name(codec.name),
            channels=codec.channels,
            rate=codec.sample_rate,
            has_video=film is not None,
            pictures=float(film.average_rate or 0) if film is not None else 0.0,
            tagged_ms=_tagged(container),
        )


def _tagged(container: InputContainer) -> Ms | None:
    """The length that an ID3 tag tells (TLEN, ID3v2.4.0-frames 4.2.3), where it can be one."""
    told = container.metadata.get("TLEN", "").strip("\0 ")
    if not (told.isascii() and told.isdigit()) or len(told) > len(str(_LONGEST_TAGGED)):
        return None
    return int(told) if 0 < int(told) <= _LONGEST_TAGGED else None


def _duration(container: InputContainer, stream: AudioStream) -> tuple[Ms, bool]:
    """Length of the sound (the container's where the stream has none), and whether it is exact."""
    exact = container.format.name not in _GUESSED
    if stream.duration and stream.time_base is not None:
        return round(stream.duration * stream.time_base * 1000), exact
    if container.duration:
        return round(container.duration / 1000), exact
    return 0, False


def _container_name(libav_name: str, path: Path) -> str:
    """One word for the container: libav lists all the names that a demuxer goes by."""
    name = _CONTAINERS.get(libav_name, libav_name.partition(",")[0])
    suffix = path.suffix.lower().lstrip(".")
    return suffix if suffix in libav_name.split(",") else name


def _codec_name(decoder: str) -> str:
    """The codec, not libav's decoder of it: ``mp3`` for ``mp3float``."""
    return re.sub(r"(?<=mp[123])(float|on4float)$", "", decoder)


def moving_pictures(container: InputContainer) -> VideoStream | None:
    """The stream of moving pictures, if there is one that can be decoded; a cover is none."""
    from av.stream import Disposition

    still = Disposition.attached_pic | Disposition.timed_thumbnails
    moving = (each for each in container.streams.video if not each.disposition & still)
    return next((each for each in moving if decodable(each)), None)
