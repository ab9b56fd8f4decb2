"""Line rules L1 to L7: how wide and how many lines are, and where they part the words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from editor.captions.boundaries import bare_word, ends_sentence
from editor.captions.checks.finding import Around, Found, Grade
from editor.captions.cue import Cue
from editor.captions.reading import words

_DASHES: Final = ("-", "–")
TOP_HEAVY: Final = 2.0
"""An upper line this many times as long as the lower one looks wrong (product default)."""


def too_wide(at: Around) -> Iterator[Found]:
    """L1: a line with more characters than the profile has room for."""
    wide = max(at.cue.lines, key=len, default="")
    if len(wide) > at.profile.max_chars:
        facts = {"chars": len(wide), "limit": at.profile.max_chars}
        yield Found(_free(at), facts, "max_chars")


def too_many_lines(at: Around) -> Iterator[Found]:
    """L2: more lines than the profile has room for."""
    if len(at.cue.lines) > at.profile.max_lines:
        facts = {"lines": len(at.cue.lines), "limit": at.profile.max_lines}
        yield Found(_free(at), facts, "max_lines")


def torn(at: Around) -> Iterator[Found]:
    """L3: a line or the cue ends between words that belong together."""
    for above, below in pairwise(at.cue.said):
        if reason := clinging(at, above, below):
            yield Found(_free(at), {"where": "line", "words": reason})
    after = at.after
    if after is not None and after.sound is None and at.cue.sound is None:
        spoken = after.voice == at.cue.voice and not after.label and not after.over
        if spoken and (reason := clinging(at, at.cue.lines[-1], after.said[0])):
            yield Found(Grade.PREVIEW, {"where": "cue", "words": reason})


def clinging(at: Around, above: str, below: str) -> str:
    """The two words that a break parts though they belong together, "" where it parts none."""
    left, right = above.rsplit(None, 1)[-1:], below.split(None, 1)[:1]
    if not left or not right or left[0][-1:] in ",;:–—.?!…)]»”":
        return ""
    word, lists = bare_word(left[0]), at.words
    held = (
        lists.articles | lists.possessives | lists.prepositions | lists.conjunctions
        | lists.auxiliaries | lists.pronouns | lists.titles
    )  # fmt: skip
    counted = word.isdigit() and (bare_word(right[0]) in lists.units)
    name = left[0][:1].isupper() and right[0][:1].isupper() and len(word) > 1
    return f"{left[0]} / {right[0]}" if word in held or counted or name else ""


def needless_break(at: Around) -> Iterator[Found]:
    """L4: two lines where one would do, and the profile wants one."""
    cue = at.cue
    plain = cue.sound is None and not (cue.label or cue.over or _dialogue(cue))
    fits = len(cue.lines) > 1 and len(cue.text) <= at.profile.max_chars
    if at.profile.one_line and plain and fits:
        yield Found(_free(at), {"chars": len(cue.text)}, "one_line")


def unbalanced(at: Around) -> Iterator[Found]:
    """L5: an upper line much longer than the lower one."""
    if len(at.cue.lines) != 2 or at.cue.label or at.cue.over or _dialogue(at.cue):
        return
    upper, lower = map(len, at.cue.lines)
    if lower * TOP_HEAVY < upper and upper > at.profile.max_chars // 2:
        yield Found(_free(at), {"upper": upper, "lower": lower})


def orphan(at: Around) -> Iterator[Found]:
    """L6: one word alone that belongs to the sentence beside it."""
    cue, before = at.cue, at.before
    if cue.sound is not None or words(cue) != 1 or before is None or before.voice != cue.voice:
        return
    said = before.text.split()
    if before.sound is None and said and not ends_sentence(said[-1], at.words):
        yield Found(Grade.PREVIEW, {"words": cue.text})


def crowded(at: Around) -> Iterator[Found]:
    """L7: two sentences, or two speakers by their dashes, in one cue against the profile."""
    lines = at.cue.lines
    if len(lines) > 1 and all(line.lstrip().startswith(_DASHES) for line in lines):
        if at.profile.key in ("podcast", "bbc", "dcmp"):
            yield Found(Grade.PREVIEW, {"what": "speakers"}, "speaker")
    elif at.profile.one_sentence:
        said = [word for line in lines for word in line.split()]
        if sum(ends_sentence(word, at.words) for word in said[:-1]):
            yield Found(Grade.PREVIEW, {"what": "sentences"}, "one_sentence")


def _dialogue(cue: Cue) -> bool:
    """Whether somebody else begins to speak on a line of their own, with a dash."""
    return any(line.lstrip().startswith(_DASHES) for line in cue.lines[1:])


def _free(at: Around) -> Grade:
    """Lines of a caption file may be broken anew at once.

    Where a person decided, they decide again; what the segmentation made is its best already, as
    is a cue over which a sound is named. Lines of several people are not to run into one.
    """
    cue = at.cue
    kept = cue.hold or cue.over or _dialogue(cue)
    return Grade.SAFE if cue.given and not kept else Grade.REPORT
