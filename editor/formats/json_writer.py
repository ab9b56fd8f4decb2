"""JSON writer: the transcript file of Podcasting 2.0, one segment for each cue."""

from __future__ import annotations

import json
from typing import Any

from editor.formats.caption_file import CaptionFile, Columns
from editor.formats.json_words import is_by_the_word
from editor.formats.report import Remarks
from editor.formats.safe_cues import bare, safe_cues
from editor.model.time import Ms


class JsonWriter:
    """Writes ``version`` 1.0.0 of the podcast namespace: speaker, times in seconds, body."""

    id = "json"
    binary = False
    suffix = ".json"
    step: Ms = 1
    holds = frozenset({"speakers"})

    def write(self, file: CaptionFile, repairs: Remarks) -> tuple[bytes, Columns]:
        """The bytes of the file, and the cues that it says; a cue without text is left out.

        Where nearly all cues are single words, each body ends with a line break, as a paragraph
        does there: else readers would take the file for one that was cut word by word.
        """
        meant = Columns()
        segments: list[dict[str, Any]] = []
        for number, cue in enumerate(safe_cues(file.cues, repairs), 1):
            text = "\n".join(cue.lines)
            if not text.strip():
                repairs.count("export-empty", number)
                continue
            meant.add(cue.start, cue.end, text)
            named = {"speaker": bare(cue.voice)} if bare(cue.voice) else {}
            times = {"startTime": cue.start / 1000, "endTime": cue.end / 1000}
            segments.append({**named, **times, "body": text})
        if is_by_the_word(meant.texts):
            for segment in segments:
                segment["body"] += "\n"
        whole = {"version": "1.0.0", "segments": segments}
        return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode(), meant

    def read_back(self, data: bytes) -> Columns:
        """The segments as they stand in the file."""
        read = Columns()
        for segment in json.loads(data)["segments"]:
            start, end = (_ms(segment[name]) for name in ("startTime", "endTime"))
            read.add(start, end, segment["body"].removesuffix("\n"))
        return read


def _ms(seconds: float) -> Ms:
    return round(seconds * 1000)
