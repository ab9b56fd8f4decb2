"""Drafting: a transcript by machine where there is none, handed in through the ordinary import."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from editor.app.jobs import Step, Work

if TYPE_CHECKING:
    from editor.app.importing import Plan
    from editor.app.kept_draft import KeptDraft
    from editor.model.info import Recording

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


def begun(folder: Path, recording: Path) -> Work[tuple[Recording, KeptDraft | None]]:
    """A recording, and what is kept of a draft of it in a folder. Raises as ``recording_of``."""
    from editor.app.importing import recording_of
    from editor.app.kept_draft import KeptDraft

    link = yield from recording_of(recording, recording.parent)
    return link, KeptDraft.found(folder, link.fingerprint)


def draft(recording: Path, kept: KeptDraft) -> Work[Plan]:
    """Write down what is said from where ``kept`` ends, and read it as a transcript that comes in.

    What was heard stays kept, whatever happens: ``kept.drop`` is for who has taken it in. Raises
    ``UserError``: ``recogniser-unknown``, ``recogniser-missing``, ``recogniser-model``,
    ``recogniser-language``, ``recogniser-model-file``, ``recogniser-failed``,
    ``recogniser-nothing``, ``draft-locked``, and as ``aligning.listen``.
    """
    from editor.model.errors import UserError

    if not kept.whole:
        with kept.held():
            if not kept.whole:  # another may have heard the rest meanwhile
                yield from _listen(recording, kept)
    if not kept.said:
        kept.drop()
        raise UserError("recogniser-nothing", path=str(recording))
    return (yield from written(recording, kept))


def written(recording: Path, kept: KeptDraft) -> Work[Plan]:
    """What is kept so far, read as a transcript that comes in."""
    from editor.app.importing import planned
    from editor.formats.registry import read_data

    name = _NAMED.format(stem=recording.stem)
    text = _whisper_json(kept.said, kept.way.language)
    yield Step(0, note="read")
    imported = read_data(text.encode(), name)
    return (yield from planned(recording.with_name(name), imported, recording))


def _listen(recording: Path, kept: KeptDraft) -> Work[None]:
    from editor.audio.recognise_worker import phrases

    way = kept.way
    yield Step(kept.done, kept.total, "draft")
    steps = phrases(recording, way.engine, way.model, way.language, kept.done)
    try:
        for done, total, more in steps:
            kept.add(done, total, more)
            yield Step(done, total, "draft" if kept.trouble is None else "draft-not-kept")
    finally:
        steps.close()
    if not kept.whole:  # shorter than its file says
        kept.add(kept.total, kept.total, ())


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
                    "probability": round(word.get("confidence", 1.0), 3),
                }
                for word in one["words"]
            ],
        }
        for one in said
    ]
    return json.dumps({"language": language, "segments": segments}, ensure_ascii=False, indent=1)
