"""Audacity labels: one line a cut, seconds and a text parted by tabs.

Import them there under File, Import, Labels; Edit, Labeled Audio, Delete takes the sound out.
"""

from __future__ import annotations

from collections.abc import Sequence

from editor.formats.controls import one_line
from editor.model.cuts import CutList


def write_audacity(cuts: CutList, labels: Sequence[str]) -> str:
    """The label track; ``labels`` holds a text for every cut."""
    return "".join(
        f"{cut.start / 1000:.6f}\t{cut.end / 1000:.6f}\t{one_line(label)}\n"
        for cut, label in zip(cuts.cuts, labels, strict=True)
    )
