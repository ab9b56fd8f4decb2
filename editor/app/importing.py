"""Importing: a file from somewhere becomes an episode, with recording, marks and a report."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from editor.app.captioning import choose_words
from editor.app.cleaning import clean
from editor.app.cleaning_choice import choose_language
from editor.app.jobs import Step, Work
from editor.cleaning.language import guess
from editor.formats.registry import CAPTION_FILES, read_file
from editor.formats.report import Imported
from editor.model.episode import Episode
from editor.model.info import Recording
from editor.model.render import View
from editor.model.verbs.outline import set_info

_ENOUGH: Final = 2_000
"""Lines from which the language is told."""
AUDIO_SUFFIXES: Final = (
    ".mp3", ".m4a", ".wav", ".flac", ".ogg", ".opus", ".oga", ".aac", ".mp4", ".webm", ".mka",
    ".mkv", ".m4b", ".mov", ".wma", ".aif", ".aiff",
)  # fmt: skip
"""What drag and drop and the neighbour search take for a recording; ``probe`` has the last word."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An import as previewed: nothing of it is on disk yet."""

    source: Path
    imported: Imported
    recording: Path | None

    @property
    def episode(self) -> Episode:
        """The episode as it will be."""
        return self.imported.episode


def read(source: Path, recording: Path | None = None, encoding: str | None = None) -> Work[Plan]:
    """Read a source and lay the first marks; ``recording`` is looked for beside it where not given.

    Raises ``UserError`` where nothing can be read; whatever is odd but readable is in the report.
    """
    yield Step(0, note="read")
    imported = read_file(source, encoding)
    return (yield from planned(source, imported, recording or neighbour(source)))


def planned(source: Path, imported: Imported, recording: Path | None) -> Work[Plan]:
    """What was read, with its language, first marks and recording."""
    episode = imported.episode
    if not episode.info.language:
        yield Step(0, note="language")
        tag = guess(" ".join(segment.text for segment in islice(episode.transcript, _ENOUGH)))
        episode.apply(choose_language(episode, tag))
    edit = yield from clean(episode)
    episode.apply(edit)
    if imported.format in CAPTION_FILES:
        episode.apply(choose_words(episode, View.VERBATIM))
    if recording is not None:
        yield Step(0, note="probe")
        link = yield from recording_of(recording, source.parent)
        episode.apply(set_info(episode, replace(episode.info, recording=link)))
    return Plan(source, imported, recording)


def neighbour(source: Path) -> Path | None:
    """The recording that lies beside the source under the same name."""
    for suffix in AUDIO_SUFFIXES:
        candidate = source.with_suffix(suffix)
        if candidate != source and candidate.is_file():
            return candidate
    return None


def recording_of(path: Path, beside: Path) -> Work[Recording]:
    """Probe and fingerprint a recording.

    Its path is kept relative to ``beside`` where that is possible.
    """
    from editor.audio.fingerprint import fingerprint
    from editor.audio.probe import probe

    facts = probe(path)
    yield Step(1, 2, "fingerprint")
    return tied(Recording("", fingerprint(path), facts.duration_ms), path, beside)


def tied(recording: Recording, path: Path, folder: Path) -> Recording:
    """The recording as a project in a folder knows where it lies: from there, and in full."""
    return replace(recording, path=_relative(path, folder), full_path=path.resolve().as_posix())


def _relative(path: Path, folder: Path) -> str:
    """``path`` as seen from ``folder``, with forward slashes; absolute where on another drive."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()
