"""Cutting: a copy of a recording without some stretches, in one pass and a constant memory."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from editor.audio.decode import Decoder, SampleForm
from editor.audio.encode import Coding, Encoder, rate_for
from editor.audio.probe import probe
from editor.audio.splicing import Splicer, joins
from editor.model.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from editor.model.time import Ms, Span

_DRIFT_MS: Final = 60
_DRIFT_FRAMES: Final = 2048
"""By how much the length that is read back may be off: time stamps, two frames of AAC."""


@dataclass(frozen=True, slots=True)
class CutStep:
    """How many ms of the recording have been read, of how many."""

    done_ms: Ms
    total_ms: Ms


def cut_copy(
    source: Path, target: Path, coding: Coding, cuts: Sequence[Span], fade_ms: Ms
) -> Generator[CutStep, None, Ms]:
    """Write ``source`` without ``cuts`` to ``target``; returns the length that was written (ms).

    Raises ``UserError`` as ``probe`` does, ``cut-differs`` where the copy reads back with another
    length, and ``OSError`` where it cannot be written; the caller removes what there is then.
    """
    facts = probe(source)
    rate = rate_for(coding, facts.rate)
    form = SampleForm("flt", 2 if facts.channels > 1 else 1, rate)
    splicer = Splicer(joins(cuts, rate, fade_ms, facts.duration_ms))
    with Decoder(source, form) as decoder, Encoder(target, coding, form.channels, rate) as writer:
        said = 0
        for block in decoder.blocks():
            for piece in splicer.push(_samples(block.data, form.channels)):
                writer.add(piece)
            if (second := (block.start + block.frames) // rate) > said:
                said = second
                yield CutStep(said * 1000, facts.duration_ms)
        for piece in splicer.end():
            writer.add(piece)
    written = round(writer.written * 1000 / rate)
    read_back = probe(target).duration_ms
    if abs(read_back - written) > _DRIFT_MS + _DRIFT_FRAMES * 1000 / rate:
        raise UserError("cut-differs", path=str(target), written=written, read=read_back)
    return written


def _samples(data: bytes, channels: int) -> Any:  # noqa: ANN401 - numpy is not imported at start
    import numpy as np

    return np.frombuffer(data, np.float32).reshape(-1, channels)
