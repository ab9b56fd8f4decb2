"""Extents: a cue's words as the verbs of the model take them, by place in today's lines."""

from __future__ import annotations

from editor.captions.cue import Anchor, Cue
from editor.model.breaks import Hold
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.verbs import captions as verbs
from editor.model.verbs.captions import Extent, Place


def place_of(episode: Episode, anchor: Anchor) -> Place:
    """An anchor as a place; raises ``KeyError`` where its line is gone."""
    return Place(episode.transcript.index_of(anchor.segment), anchor.at)


def extent_of(episode: Episode, cue: Cue) -> Extent:
    """The words of a cue, and where its lines break."""
    if cue.until is None or not cue.anchors:
        raise ValueError(cue)
    start, *lines = (place_of(episode, anchor) for anchor in cue.begins)
    end = place_of(episode, cue.until)
    text = episode.transcript[end.index].text
    at = end.at
    while at < len(text) and text[at].isspace():
        at += 1
    stop = Place(end.index, at) if at < len(text) else Place(end.index + 1, 0)
    return Extent(start, stop, tuple(line for line in lines if line > start))


def hold_cue(episode: Episode, cue: Cue, what: Hold, verb: str = "hold-cue") -> Edit:
    """Fix the words, the lines and the decisions of a cue as it stands."""
    return verbs.hold(episode, extent_of(episode, cue), what, verb)
