"""Cut copy: the recording without what is struck, with a project and captions that fit it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from editor.app.cut_export import refuse_empty
from editor.app.cutting import Plan
from editor.app.exporting import Profile, Target, save
from editor.app.importing import relative
from editor.app.jobs import Step, Work
from editor.app.opening import PROJECT_SUFFIX
from editor.app.recut import recut
from editor.formats.files import replacing
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Recording
from editor.model.time import Ms
from editor.store import Project

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

    Nothing is left behind where that fails or is cancelled; the recording is only read. Raises
    ``UserError``: ``cut-over-original``, ``cut-form-unknown``, ``project-exists``, and what reading
    and writing raise.
    """
    from editor.audio.cut_worker import cut_by_worker
    from editor.audio.encode import CODINGS, coding_of

    refuse_empty(plan.cuts.cuts)
    coding = coding_of(target)
    if coding is None:
        known = ", ".join(coding.suffix for coding in CODINGS)
        raise UserError("cut-form-unknown", path=str(target), known=known)
    if target.resolve() == recording.resolve() or _same(target, recording):
        raise UserError("cut-over-original", path=str(recording))
    project, captions = target.with_suffix(PROJECT_SUFFIX), target.with_suffix(".srt")
    if project.exists():
        raise UserError("project-exists", path=str(project))
    spans = [cut.span for cut in plan.cuts.cuts]
    with replacing(target) as unfinished:
        steps = cut_by_worker(recording, unfinished, coding, spans, fade)
        try:
            while True:
                try:
                    step = next(steps)
                except StopIteration as stop:
                    duration: Ms = stop.value
                    break
                yield Step(step.done_ms, step.total_ms, "cut")
        finally:
            steps.close()
        link = _link(unfinished, target, duration)
        made = recut(episode, plan.cuts, link)
        yield Step(0, note="create")
        Project.create(project, made).close()
    save(made, Profile(Target.SRT), captions)
    return Copied(target, duration, project, captions)


def _link(unfinished: Path, target: Path, duration: Ms) -> Recording:
    """The copy as its project knows it, before it has its name."""
    from editor.audio.fingerprint import fingerprint

    return Recording(relative(target, target.parent), fingerprint(unfinished), duration)


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)
