"""The recognisers there are, which of them are installed, and how each is made.

None ever fetches anything: the model is a folder that a person names. PocketSphinx alone brings one
along; it is rough (three words of ten wrong, no commas), and there to try the way with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.audio.recognising.recogniser import Recogniser

BUILT_IN: Final = "pocketsphinx"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine: the package it needs, the extra of ``stet-editor`` that brings it, its maker."""

    name: str
    package: str
    extra: str
    make: Callable[[Path], Recogniser]
    language: str = ""
    """The one language it knows, as a tag; of others, what a model knows is the model's matter."""

    @property
    def installed(self) -> bool:
        """Whether its package is there; nothing is imported."""
        return find_spec(self.package) is not None

    @property
    def needs_model(self) -> bool:
        """Whether a person has to name a folder."""
        return bool(self.extra)


def _pocketsphinx(_model: Path) -> Recogniser:
    from editor.audio.recognising.rough import Rough

    return Rough()


def _whisper(model: Path) -> Recogniser:
    from editor.audio.recognising.whisper import Whisper

    return Whisper(model)


def _whispercpp(model: Path) -> Recogniser:
    from editor.audio.recognising.whispercpp import WhisperCpp

    return WhisperCpp(model)


def _sherpa(model: Path) -> Recogniser:
    from editor.audio.recognising.sherpa import Sherpa

    return Sherpa(model)


ENGINES: Final[Mapping[str, Engine]] = {
    engine.name: engine
    for engine in (
        Engine("whisper", "faster_whisper", "whisper", _whisper),
        Engine("whispercpp", "pywhispercpp", "whispercpp", _whispercpp),
        Engine("sherpa", "sherpa_onnx", "sherpa", _sherpa),
        Engine(BUILT_IN, "pocketsphinx", "", _pocketsphinx, "en"),
    )
}


def checked(name: str, model: Path | None) -> Engine:
    """The engine of that name, if it can be used with that folder.

    Raises ``UserError``: ``recogniser-unknown``, ``recogniser-missing``, ``recogniser-model``.
    """
    engine = ENGINES.get(name)
    if engine is None:
        raise UserError("recogniser-unknown", name=name, known=", ".join(ENGINES))
    if not engine.installed:
        raise UserError("recogniser-missing", name=name, extra=engine.extra)
    if engine.needs_model and (model is None or not model.is_dir()):
        raise UserError("recogniser-model", name=name, path=str(model or "-"))
    return engine


def speaks(engine: Engine, language: str) -> None:
    """Make sure that an engine may know a language (a tag, as ``en-GB``).

    Raises ``UserError("recogniser-language")``: what it wrote down would be words of its own.
    """
    main = language.lower().replace("_", "-").partition("-")[0]
    if engine.language and main not in ("", engine.language):
        facts = {"name": engine.name, "known": engine.language, "language": language}
        raise UserError("recogniser-language", **facts)


def one_of(model: Path, *patterns: str) -> Path:
    """The first file of a model folder that fits; raises ``UserError("recogniser-model-file")``."""
    for pattern in patterns:
        for found in sorted(model.glob(pattern)):
            return found
    raise UserError("recogniser-model-file", path=str(model), wanted=" / ".join(patterns))
