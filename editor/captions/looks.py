"""Looks: styles and place of an imported line, carried to the cues its words are shown in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

from editor.captions.cue import Anchor, Cue
from editor.model.render import View, render
from editor.model.segment import Segment
from editor.model.styles import Style, settled
from editor.model.transcript import Transcript

Letter: TypeAlias = tuple[str, frozenset[str]]
"""A character of the text, and the looks that lie over it."""


def place_of(transcript: Transcript, cue: Cue) -> str:
    """Where the cue is shown: where the line that its first word comes from was."""
    anchor = cue.anchor
    return transcript.by_id(anchor.segment).place if anchor else ""


def styles_of(transcript: Transcript, cue: Cue, view: View) -> tuple[Style, ...]:
    """The styles of the cue's lines, joined by one line break each.

    A line that a person has worded anew has none, but for those that lay over all of its words.
    """
    if not cue.anchors or cue.until is None:
        return ()
    ends = (*cue.anchors[1:], cue.until)
    if not any(line.styles for line in _between(transcript, cue.anchors[0], cue.until)):
        return ()
    spoken = [
        list(_letters(transcript, start, end, view))
        for start, end in zip(cue.anchors, ends, strict=True)
    ]
    if len(spoken) == len(cue.lines):
        worn = [_worn(line, said) for line, said in zip(cue.lines, spoken, strict=True)]
    else:
        worn = _worn_anew(cue.lines, [letter for said in spoken for letter in said])
    return _styles(cue.lines, worn)


def _between(transcript: Transcript, start: Anchor, end: Anchor) -> Sequence[Segment]:
    first, last = transcript.index_of(start.segment), transcript.index_of(end.segment)
    return [transcript[at] for at in range(first, last + 1)]


def _letters(transcript: Transcript, start: Anchor, end: Anchor, view: View) -> Iterator[Letter]:
    """What is shown of the lines between two places, without blanks."""
    for segment in _between(transcript, start, end):
        shown = render(segment, view)
        low = shown.to_shown(start.at) if segment.id == start.segment else 0
        high = shown.to_shown(end.at) if segment.id == end.segment else len(shown.text)
        for at in range(low, high):
            if not shown.text[at].isspace():
                source = shown.to_source(at + 1) - 1
                over = (s.look for s in segment.styles if s.start <= source < s.end)
                yield shown.text[at], frozenset(over)


def _worn(line: str, said: Sequence[Letter]) -> list[frozenset[str]]:
    """The looks of each character of a line; a name before its words has none."""
    letters = [at for at, sign in enumerate(line) if not sign.isspace()]
    extra = len(letters) - len(said)
    if extra < 0 or [line[at] for at in letters[extra:]] != [sign for sign, _ in said]:
        return _worn_anew([line], said)[0]
    worn = [frozenset[str]()] * len(line)
    for at, (_, looks) in zip(letters[extra:], said, strict=True):
        worn[at] = looks
    return worn


def _worn_anew(lines: Sequence[str], said: Sequence[Letter]) -> list[list[frozenset[str]]]:
    """The looks that all of the words had, over all of other words."""
    common = frozenset[str]()
    if said:
        common = frozenset.intersection(*(looks for _, looks in said))
    return [[common] * len(line) for line in lines]


def _styles(lines: Sequence[str], worn: Sequence[Sequence[frozenset[str]]]) -> tuple[Style, ...]:
    """Looks of characters as stretches, over the blanks between two letters that share them."""
    text = "\n".join(lines)
    flat = [looks for line in worn for looks in (*line, frozenset[str]())][: len(text)]
    letters = [at for at, sign in enumerate(text) if not sign.isspace()]
    for one, other in pairwise(letters):
        for blank in range(one + 1, other):
            flat[blank] = flat[one] & flat[other]
    styles = []
    for look in {look for looks in flat for look in looks}:
        for on, run in groupby(range(len(flat)), key=lambda at: look in flat[at]):
            if on:
                stretch = list(run)
                styles.append(Style(stretch[0], stretch[-1] + 1, look))
    return settled(styles)
