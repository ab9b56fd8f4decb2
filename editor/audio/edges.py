"""Edges: where near a wished moment a recording is quietest, so that a cut is not heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from editor.audio.decode import Decoder, SampleForm

if TYPE_CHECKING:
    from pathlib import Path

    from editor.model.time import Ms

_WINDOW: Final = 10
"""Ms over which loudness is measured: one period of the deepest voice (100 Hz)."""
_STEP: Final = 5
_DEAF: Final = 20
"""Below this rms (of 32767, that is -64 dB) one moment is as quiet as another."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A cut may begin or end anywhere from ``low`` to ``high``, best at ``wish`` (ms)."""

    low: Ms
    wish: Ms
    high: Ms


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
