"""Translating: a second language beside the first, line for line, with what is to be looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Final

from editor.app.caption_repairs import scene_of
from editor.app.captioning import captions, languages_of, profile_of, translated
from editor.app.jobs import Step, Work
from editor.app.translation_repairs import cure
from editor.captions.checks.finding import Finding
from editor.captions.checks.repairs import Repair, Scene
from editor.captions.checks.rules import findings
from editor.captions.cue import Cue
from editor.captions.cues import cues
from editor.captions.profile import Profile
from editor.model.breaks import Break, BreakKind
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.render import View, render
from editor.model.segment import Flag, Segment
from editor.model.time import Ms
from editor.model.translation import Translation
from editor.model.verbs import captions as verbs

CHUNK: Final = 40
"""Captions that are checked in one step of a job."""

_middle = attrgetter("middle")


@dataclass(frozen=True, slots=True)
class Pair:
    """What is said from ``start`` to ``end`` (ms), and its translation where it has one.

    ``line`` is the id of the line it is tied to. ``stale``: that line says something else by now.
    ``mended`` is what mends the first of ``found`` that a key can mend.
    """

    start: Ms
    end: Ms
    said: str
    line: int | None
    translation: Translation | None = None
    stale: bool = False
    found: tuple[Finding, ...] = ()
    mended: Repair | None = None

    @property
    def text(self) -> str:
        """The words in the other language; "" where there are none yet."""
        return self.translation.text if self.translation else ""

    @property
    def lines(self) -> str:
        """The words with a new line wherever one was decided on."""
        breaks = self.translation.breaks if self.translation else ()
        edges = [0, *(each.at for each in breaks if each.kind is BreakKind.LINE), len(self.text)]
        return "\n".join(self.text[a:b].strip() for a, b in pairwise(edges))

    @property
    def open(self) -> bool:
        """Whether somebody should look: not translated, out of date, or against the guide."""
        return not self.text or self.stale or bool(self.found)


@dataclass(frozen=True, slots=True)
class Beside:
    """All pairs of a language by time, its captions by its own profile, and what is to be done.

    ``findings`` break the style guide, ``missing`` pairs are not translated, ``stale`` ones out of
    date.
    """

    language: str
    profile: Profile
    pairs: list[Pair] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    findings: int = 0
    missing: int = 0
    stale: int = 0


@dataclass(frozen=True, slots=True)
class _Said:
    """A caption of the first language, and the middle of its time."""

    middle: Ms
    text: str


def beside(
    episode: Episode, language: str, first: Sequence[Cue] = (), before: Sequence[Pair] = ()
) -> Work[Beside]:
    """Lay a language beside the first one, whose captions are ``first`` where they are made.

    ``episode`` must not change meanwhile: ``Episode.snapshot`` makes one that does not. Pairs of
    ``before`` that are still so are taken over as they are, so that a window finds the
    others at a glance.
    """
    rules = profile_of(episode, language)
    made: list[Cue] = []
    found: list[Finding] = []
    cures: dict[int, Repair] = {}
    if language in languages_of(episode):
        other = translated(episode, language)
        made = yield from captions(other, rules, View.VERBATIM)
        for at in range(0, len(made), CHUNK):
            chunk = range(at, min(at + CHUNK, len(made)))
            here = list(findings(other, made, rules, chunk))
            cures |= _cures(scene_of(other, made, rules, View.VERBATIM), here)
            found += here
            yield Step(chunk.stop, len(made), "captions")
    pairs = _pairs(episode, language, first, made, found, cures)
    if len(pairs) == len(before):
        pairs = [old if old == new else new for old, new in zip(before, pairs, strict=True)]
    missing = sum(not pair.text for pair in pairs)
    stale = sum(pair.stale for pair in pairs)
    return Beside(language, rules, pairs, made, len(found), missing, stale)


def _cures(scene: Scene, found: Iterable[Finding]) -> dict[int, Repair]:
    """What mends the first finding of each translation that a key can mend, by its id."""
    cures: dict[int, Repair] = {}
    for finding in found:
        anchor = scene.cues[finding.cue].anchor
        if anchor is not None and anchor.segment not in cures:
            mended = cure(scene, [finding])
            if mended is not None:
                cures[anchor.segment] = mended
    return cures


def _pairs(
    episode: Episode,
    language: str,
    first: Sequence[Cue],
    made: Sequence[Cue],
    found: Iterable[Finding],
    cures: Mapping[int, Repair],
) -> list[Pair]:
    broken: dict[int, list[Finding]] = {}
    for finding in found:
        anchor = made[finding.cue].anchor
        if anchor is not None:
            broken.setdefault(anchor.segment, []).append(finding)
    spoken = [_Said((cue.start + cue.end) // 2, cue.text) for cue in first if cue.sound is None]
    lines = episode.transcript
    done: set[int | None] = set()
    pairs: list[Pair] = []
    for text in episode.translations:
        if text.language != language:
            continue
        done.add(text.segment)
        known = text.segment is not None and lines.has(text.segment)
        line = lines.by_id(text.segment) if known and text.segment is not None else None
        said = _heard(spoken, text.start, text.end)
        if line is not None and (not said or (text.start, text.end) == (line.start, line.end)):
            said = render(line, View.CLEAN).text.strip()
        stale = line is not None and bool(text.source) and text.source != line.text
        marks = tuple(broken.get(text.id, ()))
        mended = cures.get(text.id)
        pairs.append(Pair(text.start, text.end, said, text.segment, text, stale, marks, mended))
    rest = []
    for line in lines:
        said = render(line, View.CLEAN).text.strip()
        if line.id not in done and said and not _covered(pairs, line.start, line.end):
            rest.append(Pair(line.start, line.end, said, line.id))
    return sorted([*pairs, *rest], key=lambda pair: pair.start)


def _heard(spoken: Sequence[_Said], start: Ms, end: Ms) -> str:
    """The captions of the first language that are shown for most of their time meanwhile."""
    first, stop = (bisect_left(spoken, at, key=_middle) for at in (start, end))
    return " ".join(said.text for said in spoken[first:stop])


def _covered(pairs: Sequence[Pair], start: Ms, end: Ms) -> bool:
    """Whether translated captions, which are in order, take up most of a line's time."""
    taken = 0
    last = bisect_left(pairs, end, key=lambda pair: pair.start)
    for pair in reversed(pairs[max(0, last - 24) : last]):
        taken += max(0, min(end, pair.end) - max(start, pair.start))
    return taken * 2 > end - start


def rewrite(episode: Episode, language: str, pair: Pair, text: str) -> Edit:
    """Give a pair other words; no words take the translation out.

    Lines are those of ``text``; a single one that is too wide is broken by the style guide.
    """
    rows = [" ".join(row.split()) for row in text.split("\n")]
    words = " ".join(row for row in rows if row)
    known = pair.translation
    lines = episode.transcript
    if known is None and pair.line is not None and lines.has(pair.line):
        if not words:
            return Edit("translate", ())
        return verbs.translate(episode, lines.index_of(pair.line), language, words)
    if known is None:
        return Edit("translate", ())
    if not words:
        return verbs.remove_translation(episode, known.id)
    source = lines.by_id(pair.line).text if pair.line is not None and lines.has(pair.line) else ""
    fresh = replace(known, text=words, breaks=(), source=source)
    breaks = _breaks([row for row in rows if row]) or _fitted(fresh, profile_of(episode, language))
    return verbs.edit_translation(episode, replace(fresh, breaks=breaks))


def _breaks(rows: Sequence[str]) -> tuple[Break, ...]:
    """A new line where somebody began one."""
    starts = accumulate(len(row) + 1 for row in rows[:-1])
    return tuple(Break(at, BreakKind.LINE) for at in starts)


def _fitted(text: Translation, rules: Profile) -> tuple[Break, ...]:
    """Lines by the style guide for words that are too wide, where they fit into one caption."""
    if len(text.text) <= rules.max_chars:
        return ()
    line = Segment(1, text.start, text.end, text.text, flags=Flag.FLOWS)
    made = cues(Episode([line], info=Info(language=text.language)), rules, View.VERBATIM)
    anchors = made[0].anchors[1:] if len(made) == 1 else ()
    return tuple(Break(anchor.at, BreakKind.LINE) for anchor in anchors)


def still_fits(episode: Episode, pair: Pair) -> Edit:
    """Say that a translation fits the words of its line as they are by now."""
    known, lines = pair.translation, episode.transcript
    if known is None or pair.line is None or not lines.has(pair.line):
        return Edit("translate", ())
    source = lines.by_id(pair.line).text
    return verbs.edit_translation(episode, replace(known, source=source))


def next_open(pairs: Sequence[Pair], row: int, by: int) -> int | None:
    """The next pair behind a row that somebody should look at, or (-1) before it."""
    rows = range(row + 1, len(pairs)) if by > 0 else range(row - 1, -1, -1)
    return next((at for at in rows if pairs[at].open), None)
