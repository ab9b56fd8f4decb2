"""The aligners there are: PocketSphinx, and whatever an installed package offers.

A package adds one by an entry point of the group ``stet.aligners`` that names a callable taking
the respelled names (word to spelling) and giving an ``Aligner``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import Final, cast

from editor.audio.speech.aligner import Aligner
from editor.model.errors import UserError

GROUP: Final = "stet.aligners"
DEFAULT: Final = "pocketsphinx"
SYLLABLES: Final = "syllables"
"""No engine: words spread over the voice by their syllables. What other languages get."""


def engine_names() -> tuple[str, ...]:
    """Every engine that can be asked for by name."""
    return (DEFAULT, SYLLABLES, *sorted(point.name for point in entry_points(group=GROUP)))


def engine(name: str, language: str, known: Mapping[str, str]) -> Aligner | None:
    """The engine of that name; ``None`` where it does not know the language.

    Raises ``UserError("aligner-unknown")`` where there is no such engine.
    """
    if name == SYLLABLES:
        return None
    found = _made(name, language, known)
    return found if found.knows(language) else None


def default_knows(language: str) -> bool:
    """Whether the default engine knows the language; it is not loaded to tell."""
    from editor.audio.speech.sphinx import Sphinx

    return Sphinx.knows(language)


def _made(name: str, language: str, known: Mapping[str, str]) -> Aligner:
    if name == DEFAULT:
        from editor.audio.speech.sphinx import Sphinx

        return Sphinx(known, british=language.lower() != "en-us")
    for point in entry_points(group=GROUP, name=name):
        return cast("Aligner", point.load()(known))
    raise UserError("aligner-unknown", name=name, known=", ".join(engine_names()))
