"""The colours: readable on every ground they are used on, and told apart by colour-blind eyes."""

from __future__ import annotations

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

from editor.model.resources import resource_path
from editor.ui.tokens import EDGES, PAIRS, THEMES, Tokens

UI = Path(__file__).resolve().parents[2] / "editor" / "ui"

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, 1.4.3."""

    def luminance(colour: str) -> float:
        red, green, blue = _linear(colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _oklab(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """Ottosson 2020: distances in it are what the eye sees; 0.02 is just noticeable."""
    red, green, blue = (min(1.0, max(0.0, c)) for c in (red, green, blue))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _seen(colour: str, sight: str) -> tuple[float, float, float]:
    light = _linear(colour)
    red, green, blue = (
        sum(factor * part for factor, part in zip(row, light, strict=True)) for row in SIGHT[sight]
    )
    return _oklab(red, green, blue)


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_text_is_readable_on_every_ground(tokens: Tokens) -> None:
    least = 7.0 if tokens.name == "high-contrast" else 4.5
    pairs = [(ink, ground, getattr(tokens, ink), getattr(tokens, ground)) for ink, ground in PAIRS]
    for place, speaker in enumerate(tokens.speakers):
        pairs += [
            (f"speaker {place + 1}", g, speaker, getattr(tokens, g))
            for g in ("page", "panel", "line")
        ]
    weak = [
        (ink, ground, round(contrast(a, b), 2))
        for ink, ground, a, b in pairs
        if contrast(a, b) < least
    ]
    assert weak == []


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_what_is_filled_in_has_an_edge_that_is_seen(tokens: Tokens) -> None:
    least = 4.5 if tokens.name == "high-contrast" else 3.0
    weak = [
        (ink, ground, round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2))
        for ink, ground in EDGES
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < least
    ]
    assert weak == []


@pytest.mark.parametrize(
    "control",
    [
        *("QLineEdit", "QDialog QPlainTextEdit", "QComboBox", "QSpinBox", "QDoubleSpinBox"),
        *("QCheckBox::indicator", "QListView::indicator", "QTableView::indicator"),
    ],
)
def test_every_field_is_drawn_with_such_an_edge(control: str) -> None:
    """Read from the style sheet: how it is drawn at rest."""
    sheet = re.sub(r"/\*.*?\*/", "", resource_path("themes", "stet.qss").read_text("utf-8"))
    edges = {
        edge
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
        for edge in re.findall(r"border: 1px solid \$(\w+)", body)
        if control in [selector.strip() for selector in selectors.split(",")]
    }
    assert edges
    assert edges <= {ink for ink, _ in EDGES}


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("sight", SIGHT)
def test_speakers_are_told_apart(tokens: Tokens, sight: str) -> None:
    """0.07 is more than three times what is just noticeable."""
    assert len(tokens.speakers) == 8
    seen = [_seen(colour, sight) for colour in tokens.speakers]
    near = [
        (tokens.speakers[a], tokens.speakers[b], round(math.dist(seen[a], seen[b]), 3))
        for a, b in combinations(range(8), 2)
        if math.dist(seen[a], seen[b]) < 0.07
    ]
    assert near == []


def test_every_colour_is_written_the_same_way() -> None:
    for tokens in THEMES:
        for field in Tokens.__dataclass_fields__:
            value = getattr(tokens, field)
            for colour in value if isinstance(value, tuple) else (value,):
                if field not in ("name", "dark"):
                    assert re.fullmatch(r"#[0-9A-F]{6}", colour), (tokens.name, field)


def test_no_colour_lives_elsewhere() -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|GlobalColor\.(?!transparent)|rgba?\(")
    found = [
        f"{path.name}: {line.strip()}"
        for path in UI.rglob("*.py")
        if path.name != "tokens.py"
        for line in path.read_text("utf-8").splitlines()
        if literal.search(line)
    ]
    assert found == []
