"""What of a source is still there: words of a text, words of an episode, words of its report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from editor.formats.controls import CONTROLS
from editor.formats.report import Imported, Remark
from editor.model.episode import Episode

_WORD = re.compile(r"[^\W\d_]+")


def words(text: str) -> Counter[str]:
    """The runs of letters of a text; digits are left out, because times are made of them."""
    return Counter(_WORD.findall(CONTROLS.sub("", text)))


def words_of(episode: Episode) -> Counter[str]:
    """Every word an episode holds, wherever it is."""
    info = episode.info
    texts = [info.title, info.show_notes, info.language, *(value for _, value in info.settings)]
    texts += [note.text for note in episode.notes]
    texts += [f"{s.name} {' '.join(s.roles)} {s.about}" for s in episode.speakers]
    texts += [chapter.title for chapter in episode.chapters]
    names = {speaker.id: speaker.name for speaker in episode.speakers}
    for segment in episode.transcript:
        texts += [segment.text, segment.place, names.get(segment.speaker or 0, "")]
    return words(" ".join(texts))


def told(remarks: Iterable[Remark]) -> Counter[str]:
    """Every word the report quotes."""
    facts = (str(fact) for remark in remarks for fact in remark.facts.values())
    return words(" ".join(facts))


def lost(source: str, imported: Imported) -> Counter[str]:
    """Words of a source that are neither in the episode nor in the report."""
    return words(source) - words_of(imported.episode) - told(imported.remarks)


def codes(imported: Imported) -> Counter[str]:
    """How many remarks there are of each code."""
    return Counter(remark.code for remark in imported.remarks)
