"""Timing rules T1 to T10: when a cue appears, how long it stays, how fast it has to be read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from editor.captions.checks.finding import Around, Facts, Found, Grade
from editor.captions.cue import Cue
from editor.captions.reading import characters, cps, words, wpm
from editor.model.time import Ms


def overlap(at: Around) -> Iterator[Found]:
    """T1: two cues at once; the first gives way, or both where it would be too short."""
    gap = at.gap
    if gap is not None and gap < 0 and at.after is not None:
        short = at.after.start - at.profile.gap_ms - at.cue.start < at.profile.min_ms
        yield Found(Grade.PREVIEW if short else Grade.SAFE, {"ms": -gap})


def impossible(at: Around) -> Iterator[Found]:
    """T2: it ends before it begins, or lies outside the recording."""
    cue = at.cue
    if cue.end <= cue.start or cue.start < 0 or (at.duration and cue.end > at.duration + 40):
        yield Found(Grade.PREVIEW, {"start": cue.start, "end": cue.end})


def too_short(at: Around) -> Iterator[Found]:
    """T3: gone before it can be seen; it is extended where nothing follows at once."""
    least = at.profile.least_ms(words(at.cue))
    if 0 < at.cue.duration < least:
        room = at.after is None or at.after.start - at.profile.gap_ms - at.cue.start >= least
        grade = Grade.SAFE if room else Grade.PREVIEW
        figure = "min_word_ms" if least > at.profile.min_ms else "min_ms"
        yield Found(grade, {"ms": at.cue.duration, "limit": least}, figure)


def too_long(at: Around) -> Iterator[Found]:
    """T4: it stays longer than anybody reads."""
    if at.cue.duration > at.profile.max_ms:
        facts = {"ms": at.cue.duration, "limit": at.profile.max_ms}
        sound = at.cue.sound is not None
        yield Found(Grade.REPORT if sound else Grade.PREVIEW, facts, "max_ms")


def too_fast(at: Around) -> Iterator[Found]:
    """T5: faster than the profile lets people read; words are never removed to mend that."""
    if at.cue.sound is not None:
        return
    profile, cue = at.profile, at.cue
    if profile.max_cps and cps(cue) > profile.max_cps:
        said = characters(cue) * 1000 / max(1, cue.last - cue.first)
        facts = {"speed": f"{cps(cue):.1f}", "limit": f"{profile.max_cps:g}", "unit": "cps"}
        grade = _slowed(at, cps, profile.max_cps)
        yield Found(grade, {**facts, "spoken": f"{said:.1f}"}, "max_cps")
    elif profile.max_wpm and wpm(cue) > profile.max_wpm and words(cue) > 1:
        said = words(cue) * 60_000 / max(1, cue.last - cue.first)
        facts = {"speed": f"{wpm(cue):.0f}", "limit": f"{profile.max_wpm:g}", "unit": "wpm"}
        grade = _slowed(at, wpm, profile.max_wpm)
        yield Found(grade, {**facts, "spoken": f"{said:.0f}"}, "max_wpm")


def _slowed(at: Around, speed: Callable[[Cue], float], limit: float) -> Grade:
    """How far staying longer helps: it mends the speed, only eases it, or is not possible."""
    end = longest_end(at)
    if end <= at.cue.end:
        return Grade.REPORT
    return Grade.SAFE if speed(replace(at.cue, end=end)) <= limit else Grade.PREVIEW


def longest_end(at: Around) -> Ms:
    """How far the end may go to make a cue easier to read: linger, maximum, the next cue (ms)."""
    limit = min(at.cue.last + at.profile.linger_ms, at.cue.start + at.profile.max_ms)
    if at.after is not None:
        limit = min(limit, at.after.start - at.profile.gap_ms)
    return limit


def small_gap(at: Around) -> Iterator[Found]:
    """T6: fewer frames between two cues than the eye needs to see the change."""
    gap = at.gap
    if gap is not None and 0 <= gap < at.profile.gap_ms:
        yield Found(Grade.SAFE, {"ms": gap, "limit": at.profile.gap_ms}, "gap_ms")


def jerky_gap(at: Around) -> Iterator[Found]:
    """T7: a gap that flashes: too long for a cut, too short for a rest."""
    gap, profile = at.gap, at.profile
    if gap is None or not profile.bridge_ms or at.after is None:
        return
    if profile.gap_ms < gap < profile.bridge_ms:
        fits = at.after.start - profile.gap_ms - at.cue.start <= profile.max_ms
        facts = {"ms": gap, "limit": profile.bridge_ms, "to": profile.gap_ms}
        yield Found(Grade.SAFE if fits else Grade.REPORT, facts, "bridge_ms")


def out_of_sync(at: Around) -> Iterator[Found]:
    """T8: it appears too far from its first word, hangs on after its last, or goes before that."""
    cue, profile = at.cue, at.profile
    if cue.sound is not None or cue.last <= cue.first:
        return
    early, late = cue.first - cue.start, cue.start - cue.first
    grade = Grade.REPORT if cue.locked or cue.estimated else Grade.SAFE
    if early > profile.early_ms:
        yield Found(grade, {"ms": early, "limit": profile.early_ms, "what": "early"}, "early_ms")
    elif late > profile.late_ms:
        yield Found(grade, {"ms": late, "limit": profile.late_ms, "what": "late"}, "late_ms")
    elif beside := _beside_shot(at):
        yield Found(Grade.REPORT, {"ms": beside, "what": "shot"}, "shot_after_ms")
    hang = cue.end - cue.last
    floor = max(profile.linger_ms, profile.least_ms(words(cue)) - (cue.last - cue.start))
    if hang > floor + profile.bridge_ms:
        yield Found(grade, {"ms": hang, "limit": floor, "what": "hangs"}, "linger_ms")
    elif -hang > profile.late_ms and not cue.estimated:
        room = at.after is None or cue.last <= at.after.start - profile.gap_ms
        facts: Facts = {"ms": -hang, "limit": profile.late_ms, "what": "gone"}
        yield Found(grade if room else Grade.REPORT, facts, "late_ms")


def unheard(at: Around) -> Iterator[Found]:
    """T9: nobody is heard under it, or (told once a run) its words' times are only guesses."""
    cue = at.cue
    if cue.sound is not None:
        return
    if cue.anchors and cue.last <= cue.first:
        yield Found(Grade.REPORT, {"what": "silent"})
    elif _guessed(cue) and not (at.before is not None and _guessed(at.before)):
        yield Found(Grade.REPORT, {"what": "guessed"})


def _guessed(cue: Cue) -> bool:
    """Whether a cue's times come from estimates; those of a caption file are its own."""
    return cue.estimated and not cue.given


def out_of_order(at: Around) -> Iterator[Found]:
    """T10: it begins before the one before it, or is that one once more."""
    before = at.before
    if before is None:
        return
    if at.cue.start < before.start:
        yield Found(Grade.PREVIEW, {"what": "order"})
    elif (at.cue.start, at.cue.end, at.cue.lines) == (before.start, before.end, before.lines):
        yield Found(Grade.PREVIEW, {"what": "twice"})


def _beside_shot(at: Around) -> Ms:
    """How long after a shot change a cue appears that could have been on it (ms); 0 if none."""
    if not at.shots or at.cue.locked:
        return 0
    near = bisect_right(at.shots, at.cue.start) - 1
    past = at.cue.start - at.shots[near] if near >= 0 else 0
    return past if 0 < past <= at.profile.shot_after_ms // 2 else 0
