"""Translation repairs: what mends the captions of a second language, carried to its own track.

Repairs are planned where the track is an episode of its own (``captioning.translated``), whose
lines have the ids of the translations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from editor.app.caption_repairs import fix_safe
from editor.app.captioning import profile_of, translated
from editor.app.jobs import Work
from editor.captions.checks.finding import Finding
from editor.captions.checks.repairs import Repair, Scene, repair
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.render import View
from editor.model.segment import Segment
from editor.model.translation import Translation
from editor.model.verbs import captions as verbs


def cure(scene: Scene, found: Iterable[Finding]) -> Repair | None:
    """What mends the first of some findings that a key can mend."""
    for finding in found:
        planned = repair(scene, finding)
        if planned is not None and all(_says_something(each) for each in planned.edit.splices):
            return planned
    return None


def mend(episode: Episode, language: str, edit: Edit) -> Edit:
    """Carry an edit of the track's lines to the track; what has changed since stays as it is."""
    scratch = episode.snapshot()
    known = {text.id: text for text in episode.translations if text.language == language}
    splices: list[Splice] = []
    for planned in _planned(known, edit):
        made = verbs.remove_translation(scratch, planned) if isinstance(planned, int) else (
            verbs.edit_translation(scratch, planned)
        )  # fmt: skip
        scratch.apply(made)
        splices += made.splices
    return Edit("repair-captions", tuple(splices))


def mend_safe(episode: Episode, language: str) -> Work[Edit]:
    """Plan one edit that repairs all of a track that is safe to repair; no word is removed."""
    other = translated(episode, language)
    edit = yield from fix_safe(other, profile_of(episode, language), View.VERBATIM)
    return mend(episode, language, edit)


def _planned(known: dict[int, Translation], edit: Edit) -> Iterator[Translation | int]:
    """The translations as they are to be, and the ids of those to go."""
    for splice in edit.splices:
        if splice.track is not Track.SEGMENTS:
            continue
        before = {line.id: line for line in splice.before if isinstance(line, Segment)}
        after = {line.id: line for line in splice.after if isinstance(line, Segment)}
        if any(not _is_still(known.get(number), line) for number, line in before.items()):
            continue
        for number, line in after.items():
            if number not in known:
                continue
            known[number] = replace(
                known[number], start=line.start, end=line.end, text=line.text, breaks=line.breaks
            )
            yield known[number]
        for number in before.keys() - after.keys():
            del known[number]
            yield number


def _is_still(text: Translation | None, line: Segment) -> bool:
    now = text and (text.start, text.end, text.text, text.breaks)
    return now == (line.start, line.end, line.text, line.breaks)


def _says_something(splice: Splice) -> bool:
    """Whether a track has room for a change: it holds times, words and breaks, and no marks."""
    lines = [line for line in (*splice.before, *splice.after) if isinstance(line, Segment)]
    known = {(line.start, line.end, line.text, line.breaks) for line in lines}
    return splice.track is Track.SEGMENTS and len(known) > 1
