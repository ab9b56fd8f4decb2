"""JSON cut list: the cuts and what stays, in ms, for another program."""

from __future__ import annotations

import json

from editor.model.cuts import CutList


def write_json(cuts: CutList, title: str, recording: str) -> str:
    """``{"title", "recording", "duration_ms", "removed_ms", "cuts": [...], "kept": [...]}``."""
    data = {
        "title": title,
        "recording": recording,
        "duration_ms": cuts.duration,
        "removed_ms": cuts.removed,
        "cuts": [
            {
                "start_ms": cut.start,
                "end_ms": cut.end,
                "words": cut.words,
                "kinds": list(cut.kinds),
                "lines": list(cut.lines),
                "estimated": cut.estimated,
            }
            for cut in cuts.cuts
        ],
        "kept": [{"start_ms": span.start, "end_ms": span.end} for span in cuts.kept],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
