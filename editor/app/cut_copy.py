"""Cut copy: the recording without what is struck, with a project and captions that fit it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.app.cut_export import refuse_empty
from editor.app.cutting import Plan
from editor.app.exporting import ExportProfile, Target, save
from editor.app.importing import tied
from editor.app.jobs import Step, Work
from editor.app.opening import PROJECT_SUFFIX
from editor.app.recut import recut
from editor.formats.files import replacing
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Recording
from editor.model.time import Ms
from editor.model.verbs.outline import set_info
from editor.store import Project

if TYPE_CHECKING:
    from editor.audio.encode import Coding

FADE: Final[Ms] = 20
SHORTEST_FADE: Final[Ms] = 10
LONGEST_FADE: Final[Ms] = 30
"""Ms of a crossfade: below 10 a join clicks, above 30 syllables smear into each other."""
_FALLBACK: Final = ".m4a"
"""Where the recording's own form cannot be written: films, old formats."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was written: the sound, how long it is (ms), and what belongs to it."""

    sound: Path
    duration: Ms
    project: Path
    captions: Path


def copy_path(recording: Path) -> Path:
    """Where a copy goes where nobody says: beside the recording, in its own form if that can be."""
    from editor.audio.encode import coding_of

    suffix = recording.suffix.lower() if coding_of(recording) else _FALLBACK
    return recording.with_name(f"{recording.stem}.cut{suffix}")


def write_copy(
    episode: Episode, plan: Plan, recording: Path, target: Path, fade: Ms = FADE
) -> Work[Copied]:
    """Write the copy, and a project and an SRT file of its words beside it.

    ``episode`` is the one that was planned on, a snapshot where it may be edited meanwhile. The
    recording is only read, no file is written over, and nothing is left behind where that fails or
    is cancelled. Raises ``UserError``: ``cut-over-original``, ``cut-form-unknown``, ``cut-exists``,
    and what reading and writing raise.
    """
    from editor.audio.fingerprint import fingerprint

    refuse_empty(plan.cuts.cuts)
    coding = _coding(target)
    if target.resolve() == recording.resolve() or _same(target, recording):
        raise UserError("cut-over-original", path=str(recording))
    project, captions = target.with_suffix(PROJECT_SUFFIX), target.with_suffix(".srt")
    for path in (project, captions, target):
        _refuse_existing(path)
    made = recut(episode, plan.cuts, None)
    with ExitStack() as undo:
        with replacing(target) as unfinished:
            duration = yield from _sound(plan, recording, unfinished, coding, fade)
            link = tied(Recording("", fingerprint(unfinished), duration), target, target.parent)
            made.apply(set_info(made, replace(made.info, recording=link)))
            yield Step(0, note="create")
            begun = Project.create(project, made)
            undo.callback(project.unlink, missing_ok=True)
            begun.close()
            _refuse_existing(captions)
            save(made, ExportProfile(Target.SRT), captions)
            undo.callback(captions.unlink, missing_ok=True)
        undo.pop_all()
    return Copied(target, duration, project, captions)


def _coding(target: Path) -> Coding:
    from editor.audio.encode import CODINGS, coding_of

    coding = coding_of(target)
    if coding is None:
        known = ", ".join(coding.suffix for coding in CODINGS)
        raise UserError("cut-form-unknown", path=str(target), known=known)
    return coding


def _sound(plan: Plan, recording: Path, unfinished: Path, coding: Coding, fade: Ms) -> Work[Ms]:
    """Write the sound; returns how long it is (ms)."""
    from editor.audio.cut_worker import cut_by_worker

    spans = [cut.span for cut in plan.cuts.cuts]
    steps = cut_by_worker(recording, unfinished, coding, spans, fade)
    try:
        while True:
            try:
                step = next(steps)
            except StopIteration as stop:
                duration: Ms = stop.value
                return duration
            yield Step(step.done_ms, step.total_ms, "cut")
    finally:
        steps.close()


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise UserError("cut-exists", path=str(path))


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)
