"""Edges: how far a sound really reaches, and where near a moment a recording is quietest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

from editor.audio.decode import Decoder, SampleForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from editor.model.time import Ms

_WINDOW: Final = 10
"""Ms over which loudness is measured: one period of the deepest voice (100 Hz)."""
_STEP: Final = 5
_REACH: Final = 700
"""Ms in which the rest of a sound is looked for: no filled pause in the samples is longer."""
_SYLLABLE: Final = 30
"""Ms over which sound is told from silence: shorter than a syllable, longer than a click."""
_ONSET: Final = 300
"""Ms before where a sound is said to begin in which its loudest part may lie."""
_DEAF: Final = 20
"""Below this rms (of 32767, that is -64 dB) one moment is as quiet as another."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A cut may begin or end anywhere from ``low`` to ``high``, best at ``wish`` (ms)."""

    low: Ms
    wish: Ms
    high: Ms


@dataclass(frozen=True, slots=True)
class Sounding:
    """Something sounds from ``start`` to ``end``, perhaps more of it from ``low`` to ``high``."""

    low: Ms
    start: Ms
    end: Ms
    high: Ms


def spread(path: Path, soundings: Sequence[Sounding]) -> Iterator[tuple[Ms, Ms]]:
    """How far each sound reaches: up to the first silence on both sides.

    Aligners find the end of an "um" and miss its beginning, which would be left standing. Where no
    silence parts the sound from what lies beyond ``low`` or ``high``, it is taken as it is. Raises
    ``UserError`` as ``probe`` does.
    """
    with Decoder(path, SampleForm("s16", 1)) as decoder:
        for each in soundings:
            yield _spread(decoder, each)


def _spread(decoder: Decoder, each: Sounding) -> tuple[Ms, Ms]:
    low, high = max(each.low, each.start - _REACH), min(each.high, each.end + _REACH)
    clip = _clip(decoder, low, high)
    levels = {at: int(clip[at - low : at - low + _SYLLABLE].rms) for at in range(low, high, _STEP)}
    quiet = _threshold(levels, each)
    left = [at for at, level in levels.items() if at + _SYLLABLE <= each.start and level <= quiet]
    right = [at for at, level in levels.items() if at >= each.end and level <= quiet]
    start = max(left) + _SYLLABLE if left else each.start
    return min(each.start, start), min(right, default=each.end)


def _threshold(levels: Mapping[Ms, int], each: Sounding) -> float:
    """The loudness half way, in dB, between the room's and the sound's."""
    ordered = sorted(levels.values())
    near = sorted(v for at, v in levels.items() if each.start - _ONSET <= at < each.end)
    if not near:
        return 0.0
    room, sound = ordered[len(ordered) // 5], near[len(near) * 9 // 10]
    return max(_DEAF, sqrt(room * sound))


def quiet_edges(path: Path, edges: Sequence[Edge]) -> Iterator[Ms]:
    """The quietest moment of each edge, in their order; raises ``UserError`` as ``probe`` does.

    Only the few ms of each edge are decoded, as clips of pydub's.
    """
    with Decoder(path, SampleForm("s16", 1)) as decoder:
        for edge in edges:
            yield _quietest(decoder, edge)


def _quietest(decoder: Decoder, edge: Edge) -> Ms:
    first = max(0, edge.low - _WINDOW // 2)
    clip = _clip(decoder, first, edge.high + _WINDOW // 2)
    places = [*range(edge.low, edge.high + 1, _STEP), edge.wish]

    def loudness(at: Ms) -> tuple[int, Ms]:
        begin = max(0, at - _WINDOW // 2 - first)
        return max(_DEAF, int(clip[begin : begin + _WINDOW].rms)), abs(at - edge.wish)

    quietest: Ms = min(places, key=loudness)
    return quietest


def _clip(decoder: Decoder, start: Ms, stop: Ms) -> Any:  # noqa: ANN401 - pydub has no types
    from pydub import AudioSegment

    data = b"".join(block.data for block in decoder.blocks(start, stop))
    return AudioSegment(data, sample_width=2, frame_rate=decoder.rate, channels=1)
