"""Clip: a stretch of a recording as a file of its own, faded in and out, with tags."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from editor.audio.cutting import CutStep
from editor.audio.decode import Decoder, SampleForm
from editor.audio.encode import Coding, Encoder, rate_for
from editor.audio.probe import probe
from editor.model.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from pydub import AudioSegment

    from editor.model.time import Ms, Span

_PIECE: Final = 10
"""Seconds to a piece of pydub's, which copies all of it with each change: 2 MB, not 10 a minute."""

_FULL: Final = 32_768
"""Full scale of a sample of 16 bits."""


def write_clip(
    source: Path,
    target: Path,
    coding: Coding,
    span: Span,
    fade_ms: Ms,
    tags: Mapping[str, str],
) -> Generator[CutStep, None, Ms]:
    """Write ``span`` of ``source`` to ``target``; returns how long it became (ms).

    The fades are pydub's; the coding is PyAV's, so that no program beside Stet is needed. Raises
    ``UserError`` as ``probe`` does, ``clip-empty`` where nothing is heard there, and ``OSError``
    where it cannot be written; the caller removes what there is then.
    """
    facts = probe(source)
    rate = rate_for(coding, facts.rate)
    form = SampleForm("s16", 2 if facts.channels > 1 else 1, rate)
    with (
        Decoder(source, form) as decoder,
        Encoder(target, coding, form.channels, rate, tags) as encoder,
    ):
        for piece in _faded(_pieces(decoder, span), min(fade_ms, span.duration // 2)):
            encoder.add(_samples(piece))
            yield CutStep(round(encoder.written * 1000 / rate), span.duration)
    if not encoder.written:
        raise UserError("clip-empty", path=str(source))
    return round(encoder.written * 1000 / rate)


def _pieces(decoder: Decoder, span: Span) -> Iterator[AudioSegment]:
    """The stretch in pydub's segments of some seconds."""
    held = bytearray()
    size = _PIECE * decoder.rate * decoder.form.frame_bytes
    for block in decoder.blocks(span.start, span.end):
        held += block.data
        while len(held) > size:  # whole seconds: pydub cuts at milliseconds
            yield _segment(bytes(held[:size]), decoder)
            del held[:size]
    if held:
        yield _segment(bytes(held), decoder)


def _segment(data: bytes, decoder: Decoder) -> AudioSegment:
    from pydub import AudioSegment

    return AudioSegment(
        data, sample_width=2, frame_rate=decoder.rate, channels=decoder.form.channels
    )


def _faded(pieces: Iterator[AudioSegment], fade_ms: Ms) -> Iterator[AudioSegment]:
    """The same, the first piece faded in and the end faded out; one piece is held back."""
    if not fade_ms:  # pydub does not take that for no fade
        yield from pieces
        return
    last: AudioSegment | None = None
    for piece in pieces:
        if last is None:
            last = piece.fade_in(fade_ms)
        elif len(piece) < fade_ms:
            last = last + piece  # the end is too short for its fade alone
        else:
            yield last
            last = piece
    if last is not None:
        yield last.fade_out(fade_ms)


def _samples(piece: AudioSegment) -> Any:  # noqa: ANN401 - numpy is not imported at start
    import numpy as np

    whole = np.frombuffer(piece.raw_data, np.int16).reshape(-1, piece.channels)
    return whole.astype(np.float32) / np.float32(_FULL)
