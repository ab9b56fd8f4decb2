"""Makes ``resources/voices/ge2e.npz`` from the weights in the wheel of Resemblyzer 0.1.4.

``python packaging/make_voice_model.py Resemblyzer-0.1.4-py3-none-any.whl OUT.npz``: reads the old
form of PyTorch's files without PyTorch, and keeps what the encoder needs as 16-bit floats.
"""

from __future__ import annotations

import io
import pickle
import struct
import sys
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

_MEMBER = "resemblyzer/pretrained.pt"
_WIDTHS = {"FloatStorage": ("<f4", 4), "LongStorage": ("<i8", 8), "DoubleStorage": ("<f8", 8)}
_HEADS = 3
"""Pickles before the model: a magic number, a version, the machine that wrote it."""


def _tensor(storage: tuple[Any, ...], offset: int, size: tuple[int, ...], *_rest: object) -> Any:  # noqa: ANN401
    return storage, offset, size


class _Reader(pickle.Unpickler):
    """Unpickles names of storages, shapes and nothing else: no code of the file is run."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module == "torch" and name in _WIDTHS:
            return name
        raise pickle.UnpicklingError(f"{module}.{name}")

    def persistent_load(self, pid: Any) -> Any:  # noqa: ANN401
        return pid


def read_weights(file: BinaryIO) -> dict[str, Any]:
    """The tensors of the model, by name."""
    load: Callable[[], Any] = lambda: _Reader(file).load()  # noqa: E731 - one reader a pickle
    for _ in range(_HEADS):
        load()
    state = load()["model_state"]
    kinds = {key: kind for (_, kind, key, *_), *_ in _all_tensors(state)}
    storages = {}
    for key in load():
        (count,) = struct.unpack("<q", file.read(8))
        form, width = _WIDTHS[kinds.get(key, "FloatStorage")]
        storages[key] = np.frombuffer(file.read(count * width), form)
    return {
        name: storages[storage[2]][offset : offset + int(np.prod(size))].reshape(size)
        for name, (storage, offset, size) in state.items()
    }


def _all_tensors(state: dict[str, Any]) -> Iterator[Any]:
    yield from state.values()


def main(arguments: list[str]) -> int:
    """Convert the weights of a wheel."""
    wheel, out = map(Path, arguments)
    with zipfile.ZipFile(wheel) as archive:
        weights = read_weights(io.BytesIO(archive.read(_MEMBER)))
    kept = {}
    for layer in range(3):
        kept[f"into{layer}"] = weights[f"lstm.weight_ih_l{layer}"].T
        kept[f"over{layer}"] = weights[f"lstm.weight_hh_l{layer}"].T
        both = weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"]
        kept[f"bias{layer}"] = both
    kept["last"], kept["last_bias"] = weights["linear.weight"].T, weights["linear.bias"]
    np.savez(out, **{name: array.astype(np.float16) for name, array in kept.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
