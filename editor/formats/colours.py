"""Colours: names and codes of caption files as ``#rrggbb``, the one form the model keeps."""

from __future__ import annotations

import re
from typing import Final

NAMED: Final = {
    "white": "#ffffff", "lime": "#00ff00", "cyan": "#00ffff", "red": "#ff0000",
    "yellow": "#ffff00", "magenta": "#ff00ff", "blue": "#0000ff", "black": "#000000",
    "aqua": "#00ffff", "fuchsia": "#ff00ff", "gray": "#808080", "grey": "#808080",
    "green": "#008000", "maroon": "#800000", "navy": "#000080", "olive": "#808000",
    "orange": "#ffa500", "purple": "#800080", "silver": "#c0c0c0", "teal": "#008080",
}  # fmt: skip
"""The colours of HTML 4 and CSS 2, and the names TTML and WebVTT give to the same."""
VTT_CLASSES: Final = ("white", "lime", "cyan", "red", "yellow", "magenta", "blue", "black")
"""WebVTT's own classes of colour; every player knows them without a style sheet."""
_CODE: Final = re.compile(r"#?([0-9a-f]{6})(?:[0-9a-f]{2})?|#([0-9a-f])([0-9a-f])([0-9a-f])", re.I)


def colour(text: str) -> str | None:
    """``#rrggbb`` of a name, ``#rgb``, ``#rrggbb`` or ``rrggbb``; ``None`` where it is none."""
    text = text.strip().strip("\"'").lower()
    if text in NAMED:
        return NAMED[text]
    found = _CODE.fullmatch(text)
    if found is None:
        return None
    return f"#{found[1]}" if found[1] else "#" + "".join(2 * found[part] for part in (2, 3, 4))
