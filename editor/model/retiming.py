"""Retiming: the word times of a line after one change of its text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editor.model.time import Span
from editor.model.words import WORD, TextChange, WordTime, WordTimes, estimated, spread, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.model.words import Token


def retime(times: WordTimes, before: str, change: TextChange, span: Span) -> WordTimes:
    """Word times after one change of the text.

    Words the change does not touch keep theirs exactly.

    As many new words as old ones take their places one by one (a correction of a mishearing sounds
    when the mishearing did, but nobody has listened for it: its confidence goes); otherwise the new
    words share the time of the old ones, or of the gap they were put into, and are marked as
    estimated.
    """
    after = change.apply(before)
    # No word reaches over a blank: a long line is looked at between the two around the change.
    start = before.rfind(" ", 0, change.start) + 1
    stop = before.find(" ", change.end)
    stop = len(before) if stop < 0 else stop
    was, now = before[start:stop], after[start : stop + change.shift]
    old, new = tokens(was), tokens(now)
    front = len(WORD.findall(before, 0, start))
    if front + len(old) + len(WORD.findall(before, stop)) != len(times):
        return estimated(after, span)
    inside = TextChange(change.start - start, change.removed, change.added)
    left = _count_left(old, new, inside)
    right = _count_right(old, new, inside, left)
    first, last = front + left, front + len(old) - right
    gone, fresh = times.unpack(first, last), new[left : len(new) - right]
    if len(gone) == len(fresh):
        pairs = zip(gone, old[left : len(old) - right], fresh, strict=True)
        put: Sequence[WordTime] = [
            time if _sounds_alike(was, word, now, again) else replace(time, confidence=None)
            for time, word, again in pairs
        ]
    else:
        put = _fill(fresh, gone, times.unpack(first - 1, first), times.unpack(last, last + 1), span)
    return times.replaced(first, last, WordTimes.pack(put))


def _sounds_alike(before: str, word: Token, after: str, now: Token) -> bool:
    """Whether a changed word is still the same to the ear: a capital more or less."""
    was, became = before[word.start : word.end], after[now.start : now.end]
    return was.casefold() == became.casefold()


def _count_left(old: Sequence[Token], new: Sequence[Token], change: TextChange) -> int:
    """How many leading words lie before the change in both texts."""
    count = 0
    for was, now in zip(old, new, strict=False):
        if was != now or was.end > change.start:
            break
        count += 1
    return count


def _count_right(old: Sequence[Token], new: Sequence[Token], change: TextChange, left: int) -> int:
    """How many trailing words lie behind the change in both texts."""
    count = 0
    for was, now in zip(reversed(old[left:]), reversed(new[left:]), strict=False):
        moved = (was.start + change.shift, was.end + change.shift)
        if was.start < change.end or moved != (now.start, now.end):
            break
        count += 1
    return count


def _fill(
    fresh: Sequence[Token],
    gone: Sequence[WordTime],
    left: Sequence[WordTime],
    right: Sequence[WordTime],
    span: Span,
) -> tuple[WordTime, ...]:
    """Times for new words in the place of others, between the one before and the one behind."""
    # Words may overlap in time; what is put between never starts behind the word that follows.
    limit = right[0].start if right else max(span.end, left[-1].end if left else 0)
    if gone:
        room = Span(gone[0].start, min(gone[-1].end, limit) if right else gone[-1].end)
    else:
        start = min(left[-1].end if left else span.start, limit)
        room = Span(start, limit)
    return spread([token.end - token.start + 1 for token in fresh], room)
