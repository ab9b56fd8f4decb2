"""Cut export: the cut list as a file for another program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from editor.app.cutting import LeftIn, Plan
from editor.app.filing import write_text
from editor.app.texts import filled, table
from editor.formats.cut_lists.audacity import write_audacity
from editor.formats.cut_lists.edl import write_edl
from editor.formats.cut_lists.json_list import write_json
from editor.formats.cut_lists.otio import write_otio
from editor.formats.cut_lists.timecode import FrameRate, frame_rate
from editor.model.cuts import Cut, CutList
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.time import clock


class CutForm(StrEnum):
    """In which form a cut list is written."""

    AUDACITY = "audacity"
    EDL = "edl"
    OTIO = "otio"
    JSON = "json"


SUFFIXES: Final = {
    CutForm.AUDACITY: ".labels.txt",
    CutForm.EDL: ".edl",
    CutForm.OTIO: ".otio",
    CutForm.JSON: ".cuts.json",
}
DEFAULT_RATE: Final = "25"


@dataclass(frozen=True, slots=True)
class CutOptions:
    """The form, and for an EDL how its timecode counts."""

    form: CutForm
    rate: FrameRate = frame_rate(DEFAULT_RATE)  # noqa: RUF009 - frozen, like every rate


def write_cuts(cuts: CutList, episode: Episode, options: CutOptions) -> str:
    """The cut list as the file holds it. Raises ``UserError`` where the form cannot."""
    title = episode.info.title or table("ledger")["untitled"]
    recording = episode.info.recording.path if episode.info.recording else ""
    said = [label(cut) for cut in cuts.cuts]
    if options.form is CutForm.AUDACITY:
        return write_audacity(cuts, said)
    if options.form is CutForm.EDL:
        return write_edl(cuts, said, title, Path(recording).name or title, options.rate)
    if options.form is CutForm.OTIO:
        return write_otio(cuts, said, title, recording)
    return write_json(cuts, title, recording)


def save_cuts(cuts: CutList, episode: Episode, options: CutOptions, path: Path) -> None:
    """Write the cut list to a file; raises ``UserError``."""
    write_text(path, write_cuts(cuts, episode, options))


def label(cut: Cut) -> str:
    """What goes with a cut, in the words of the lists: ``Fillers: um (estimated)``."""
    words, kinds = table("cuts"), table("kinds")
    facts = {"kinds": ", ".join(kinds[kind] for kind in cut.kinds), "words": cut.words}
    return filled(words["estimated" if cut.estimated else "label"], facts)


def account(plan: Plan) -> list[str]:
    """What the plan cuts and what it leaves in, in sentences."""
    words = table("cuts")
    removed = clock(plan.cuts.removed)
    said = [filled(words["cuts"], {"count": len(plan.cuts), "removed": removed})]
    unsure = sum(cut.estimated for cut in plan.cuts.cuts)
    if unsure:
        said.append(filled(words["unsure"], {"count": unsure}))
    for why in LeftIn:
        count = sum(reason is why for _, reason in plan.left_in)
        if count:
            said.append(filled(words[f"left-{why}"], {"count": count}))
    return said


def refuse_empty(cuts: Sequence[Cut]) -> None:
    """Raise ``UserError`` where there is nothing to cut."""
    if not cuts:
        raise UserError("cut-nothing")
