"""Timbre: what a voice sounds like, as a vector, by the GE2E encoder of Resemblyzer.

Its weights (Apache-2.0, ``resources/voices``) are run by numpy: three layers of LSTM over mel
spectra of 1.6 s (``hparams.py`` and ``voice_encoder.py`` of Resemblyzer 0.1.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from editor.audio.speech.aligner import RATE
from editor.model.resources import resource_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PART_MS: Final = 1_600
"""How much sound each vector is of; the encoder was trained on this."""

_FFT, _HOP, _MELS, _FRAMES = 400, 160, 40, 160
_LAYERS, _HIDDEN = 3, 256
_LOUDNESS: Final = -30.0
"""dBFS to which quieter sound is raised, as in training."""

_LINEAR, _LINEAR_TOP, _LOG_STEP = 200 / 3, 1_000.0, np.log(6.4) / 27
"""Slaney's mel scale: linear to 1 kHz, 27 steps to each factor of 6.4 above."""


class Timbre:
    """The encoder; loading it takes some ms and 6 MB."""

    def __init__(self) -> None:
        with np.load(resource_path("voices", "ge2e.npz"), allow_pickle=False) as file:
            self._weights: dict[str, Any] = {k: file[k].astype(np.float32) for k in file.files}

    def of(self, sounds: Sequence[bytes]) -> Floats:
        """A vector of length 1 of each sound (16 bit, 16 kHz), which count up to ``PART_MS``."""
        if not sounds:
            return np.zeros((0, _HIDDEN), np.float32)
        spectra = np.stack([_spectrum(sound) for sound in sounds])
        raw = self._encoded(spectra) @ self._weights["last"] + self._weights["last_bias"]
        made = np.maximum(raw, 0)
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        vectors: Floats = (made / np.maximum(lengths, 1e-9)).astype(np.float32)
        return vectors

    def _encoded(self, spectra: Floats) -> Floats:
        """The last state of the last layer, for many sounds at once."""
        state = spectra
        for layer in range(_LAYERS):
            into, over = self._weights[f"into{layer}"], self._weights[f"over{layer}"]
            given = state @ into + self._weights[f"bias{layer}"]
            hidden = cell = np.zeros((len(state), _HIDDEN), np.float32)
            seen = np.empty((len(state), state.shape[1], _HIDDEN), np.float32)
            for at in range(state.shape[1]):
                gates = given[:, at] + hidden @ over
                enter, keep, new, out = np.split(gates, 4, axis=1)
                cell = _sigmoid(keep) * cell + _sigmoid(enter) * np.tanh(new)
                hidden = _sigmoid(out) * np.tanh(cell)
                seen[:, at] = hidden
            state = seen
        last: Floats = state[:, -1]
        return last


def _sigmoid(values: Floats) -> Floats:
    result: Floats = 0.5 * (1 + np.tanh(0.5 * values))
    return result


def _spectrum(sound: bytes) -> Floats:
    """Mel spectrum of 160 frames (not logarithmic), padded with silence."""
    wave = np.frombuffer(sound[: len(sound) // 2 * 2], "<i2").astype(np.float32) / 32768
    wave = np.pad(wave, (0, max(0, _FRAMES * _HOP - len(wave))))[: _FRAMES * _HOP]
    loudness = 10 * np.log10(float(np.mean(wave**2)) + 1e-10)
    if loudness < _LOUDNESS:
        wave = wave * 10 ** ((_LOUDNESS - loudness) / 20)
    padded = np.pad(wave, _FFT // 2)
    starts = np.arange(_FRAMES) * _HOP
    frames = padded[starts[:, None] + np.arange(_FFT)] * _window()
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    spectrum: Floats = (power @ _filters().T).astype(np.float32)
    return spectrum


@cache
def _window() -> Floats:
    made: Floats = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_FFT) / _FFT)).astype(np.float32)
    return made


@cache
def _filters() -> Floats:
    """Triangles on Slaney's scale, each of area 1."""
    top = float(_mel(RATE / 2))
    edges = np.array([_hertz(mel) for mel in np.linspace(0, top, _MELS + 2)])
    bins = np.linspace(0, RATE / 2, _FFT // 2 + 1)
    rising = (bins[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins[None]) / (edges[2:] - edges[1:-1])[:, None]
    shapes = np.maximum(0, np.minimum(rising, falling))
    made: Floats = (shapes * (2 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)
    return made


def _mel(hertz: float) -> float:
    if hertz < _LINEAR_TOP:
        return hertz / _LINEAR
    return float(_LINEAR_TOP / _LINEAR + np.log(hertz / _LINEAR_TOP) / _LOG_STEP)


def _hertz(mel: float) -> float:
    bend = _LINEAR_TOP / _LINEAR
    if mel < bend:
        return mel * _LINEAR
    return float(_LINEAR_TOP * np.exp(_LOG_STEP * (mel - bend)))
