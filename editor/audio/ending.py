"""Ending: whether a recording goes on as far as its own file says, where libav does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from pathlib import Path

    from editor.audio.probe import RecordingFacts
    from editor.model.time import Ms

_SHORT: Final = 100
"""Milliseconds of what the container promises that may be missing without a word."""

_TAGGED_SHORT: Final = 2_000
_TAGGED_PART: Final = 20
"""Milliseconds, and what part, must be missing of the length that a tag tells: tags are rounded,
and stay as they were where a jingle is cut off."""

_FIRST_FRAME: Final = 4_096
"""Bytes behind the tags within which the first MP3 frame lies, the count of all frames in it."""

_WAVE64: Final = bytes.fromhex("72696666 2e91 cf11 a5d6 28db04c10000")
"""The GUID that a Sony Wave64 file begins with."""

_LAST_PAGE: Final = 65_307
"""Bytes of the longest page an Ogg file can have (RFC 3533)."""

_PAGE: Final = b"OggS"
_END_OF_STREAM: Final = 4
"""The bit in the head of an Ogg page that tells the last one (RFC 3533, 6)."""


def cut_short(path: Path, facts: RecordingFacts, measured: Ms) -> bool:
    """Whether the recording, decoded to its end, is shorter than it was when it was made."""
    with path.open("rb") as file:
        counted = facts.duration_exact or _counts_frames(file)
        if counted and measured < facts.duration_ms - _SHORT:
            return True
        if not counted and _less_than_tagged(facts, measured):
            return True
        return _wave_ends_early(file) or _ogg_ends_early(file)


def _less_than_tagged(facts: RecordingFacts, measured: Ms) -> bool:
    """Whether clearly less is there than the tags tell: all there is to go by in a bare stream."""
    told = facts.tagged_ms or 0
    return measured < told - max(_TAGGED_SHORT, told // _TAGGED_PART)


def _counts_frames(file: BinaryIO) -> bool:
    """Whether an MP3 tells how many frames it has, as encoders write it into the first."""
    file.seek(0)
    head = file.read(10)
    tags = 0
    if head[:3] == b"ID3" and len(head) == 10:
        for byte in head[6:]:  # seven bits each, so that no byte looks like a frame's begin
            tags = tags << 7 | byte & 0x7F
        tags += 10
    file.seek(tags)
    first = file.read(_FIRST_FRAME)
    at = max(first.find(b"Xing"), first.find(b"Info"))
    return at >= 0 and first[at + 7 : at + 8] > b"\0" and bool(first[at + 7] & 1)


def _wave_ends_early(file: BinaryIO) -> bool:
    """Whether a WAVE file is shorter than its head says.

    Sizes of 0 and 0xFFFFFFFF are those of a recorder that writes on without knowing the end. Of
    RF64 libav tells; Wave64, which has room for more than 4 GiB as well, counts its whole file.
    """
    file.seek(0)
    head = file.read(24)
    length = file.seek(0, 2)
    if head[:16] == _WAVE64:
        return length < int.from_bytes(head[16:], "little")
    promised = int.from_bytes(head[4:8], "little")
    wave = head[:4] == b"RIFF" and head[8:12] == b"WAVE"
    return wave and promised not in (0, 0xFFFFFFFF) and length < promised + 8


def _ogg_ends_early(file: BinaryIO) -> bool:
    """Whether the last page of an Ogg file is not marked as the last one."""
    file.seek(0)
    if file.read(4) != _PAGE:
        return False
    length = file.seek(0, 2)
    file.seek(max(0, length - _LAST_PAGE))
    tail = file.read()
    at = tail.rfind(_PAGE)
    return not tail[at + 5 : at + 6] or not tail[at + 5] & _END_OF_STREAM
