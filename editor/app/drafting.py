"""Drafting: a transcript by machine where there is none, handed in through the ordinary import."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final

from editor.app.filing import check_writable, write_text
from editor.app.jobs import Step, Work

_NAMED: Final = "{stem} draft.json"
_SECOND: Final = 1000


def engines() -> Mapping[str, bool]:
    """The engines by name, those installed first, and whether each is."""
    from editor.audio.recognising.engines import ENGINES

    found = {name: engine.installed for name, engine in ENGINES.items()}
    return dict(sorted(found.items(), key=lambda pair: not pair[1]))


def needs_model(name: str) -> bool:
    """Whether an engine works only with a model folder that a person names."""
    from editor.audio.recognising.engines import ENGINES

    return name not in ENGINES or ENGINES[name].needs_model


def draft(recording: Path, engine: str, model: Path | None, language: str) -> Work[str]:
    """Write down what is said; returns it in the form of Whisper's JSON.

    Raises ``UserError``: ``recogniser-unknown``, ``recogniser-missing``, ``recogniser-model``,
    ``recogniser-language``, ``recogniser-model-file``, ``recogniser-failed``,
    ``recogniser-nothing``, and as ``aligning.listen``.
    """
    from editor.audio.recognise_worker import phrases
    from editor.model.errors import UserError

    said: list[dict[str, Any]] = []
    yield Step(0, note="draft")
    steps = phrases(recording, engine, model, language)
    try:
        for done, total, more in steps:
            said += more
            yield Step(done, total, "draft")
    finally:
        steps.close()
    if not said:
        raise UserError("recogniser-nothing", path=str(recording))
    return _whisper_json(said, language)


def draft_beside(recording: Path, engine: str, model: Path | None, language: str) -> Work[Path]:
    """The same, as a file beside the recording that no other gives way to; returns its path.

    That it can be written there is made sure of before hours are spent on it.
    """
    first = recording.with_name(_NAMED.format(stem=recording.stem))
    check_writable(_free(first))
    text = yield from draft(recording, engine, model, language)
    path = _free(first)
    write_text(path, text)
    return path


def _free(first: Path) -> Path:
    """That path, or the next of its kind that nothing has."""
    others = (first.with_stem(f"{first.stem} {number}") for number in count(2))
    return first if not first.exists() else next(each for each in others if not each.exists())


def _whisper_json(said: Sequence[Mapping[str, Any]], language: str) -> str:
    segments = [
        {
            "start": one["start"] / _SECOND,
            "end": one["end"] / _SECOND,
            "text": one["text"],
            "words": [
                {
                    "start": word["start"] / _SECOND,
                    "end": word["end"] / _SECOND,
                    "word": word["text"],
                    "probability": round(word["confidence"], 3),
                }
                for word in one["words"]
            ],
        }
        for one in said
    ]
    return json.dumps({"language": language, "segments": segments}, ensure_ascii=False, indent=1)
