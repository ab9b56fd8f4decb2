"""JSON chapters: the chapters file of Podcasting 2.0."""

from __future__ import annotations

import json
from typing import Final

from editor.formats.json_words import items_of, moment, text_of
from editor.model.time import Ms

_KEYS: Final = ('"chapters"', '"startTime"')


def read_chapters(text: str) -> tuple[tuple[Ms, str], ...]:
    """Starts (ms) and titles of such a file, in order; none where a text is no such file.

    What is not meant for the list of contents (``toc``), as pictures that change, is left out.
    """
    if not all(key in text for key in _KEYS):
        return ()
    try:
        content = json.loads(text.removeprefix("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return ()
    found = []
    for _, item in items_of(content if isinstance(content, dict) else {}, "chapters"):
        start, title = moment(item.get("startTime")), " ".join(text_of(item.get("title")).split())
        if start is not None and start >= 0 and title and item.get("toc") is not False:
            found.append((start, title))
    return tuple(sorted(found, key=lambda pair: pair[0]))
