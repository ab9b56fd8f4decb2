"""The aligners there are: PocketSphinx, and whatever an installed package offers.

A package adds one by an entry point of the group ``stet.aligners`` that names a callable taking
the respelled names (word to spelling) and giving an ``Aligner``. It takes the place of PocketSphinx
by itself in languages that it knows and PocketSphinx does not.
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

    The default one is any that knows it. Raises ``UserError("aligner-unknown")`` where there is no
    such engine.
    """
    from editor.audio.speech.sphinx import Sphinx

    if name == SYLLABLES:
        return None
    if name == DEFAULT and Sphinx.knows(language):
        return Sphinx(known, british=language.lower() != "en-us")
    points = entry_points(group=GROUP) if name == DEFAULT else entry_points(group=GROUP, name=name)
    if not points and name != DEFAULT:
        raise UserError("aligner-unknown", name=name, known=", ".join(engine_names()))
    made = (cast("Aligner", point.load()(known)) for point in points)
    return next((one for one in made if one.knows(language)), None)


def default_knows(language: str) -> bool:
    """Whether PocketSphinx knows the language; it is not loaded to tell."""
    from editor.audio.speech.sphinx import Sphinx

    return Sphinx.knows(language)
