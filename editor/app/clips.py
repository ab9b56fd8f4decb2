"""Clips: a line, a selection or chapters of an episode as sound files, with captions beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.app.exporting import ExportProfile, Target, save
from editor.app.jobs import Step, Work
from editor.formats.files import replacing
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.render import View, clean_text, render
from editor.model.segment import Segment
from editor.model.time import Ms, Span, clock
from editor.model.verbs.lines import parted
from editor.model.words import WordTimes, tokens

if TYPE_CHECKING:
    from editor.audio.encode import Coding

FADE: Final[Ms] = 15
"""Ms of fading in and out where nobody says: no click, and no word cut."""

LONGEST_FADE: Final[Ms] = 10_000
"""What a person may choose at the most."""
SUFFIXES: Final = (".m4a", ".mp3", ".wav", ".flac")
_NAME_LENGTH: Final = 60
"""Characters of a title that get into a file's name."""
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of the recording, what it is called, and its number among others (or 0)."""

    span: Span
    title: str
    number: int = 0

    @property
    def file_name(self) -> str:
        """A name every system takes, without its ending: ``03 Making the vision a reality``."""
        safe = _NOT_IN_NAMES.sub(" ", self.title)
        name = " ".join(safe.split())[:_NAME_LENGTH].strip(" .") or "clip"
        return f"{self.number:02} {name}" if self.number else name


def clip_of(episode: Episode, span: Span) -> Clip:
    """A clip of any stretch, called after its first words."""
    words = " ".join(clean_text(line) for line in excerpt(episode, span).transcript).split()
    return Clip(span, " ".join(words[:8]) or clock(span.start))


def chapter_clips(episode: Episode, whole: Ms) -> list[Clip]:
    """A clip of each chapter, up to the next one; ``whole`` is the recording's length (ms).

    Raises ``UserError("clip-no-chapters")`` where there are none.
    """
    chapters = episode.chapters
    if not len(chapters):
        raise UserError("clip-no-chapters")
    ends = [chapter.start for chapter in chapters[1:]] + [max(whole, chapters[-1].start)]
    return [
        Clip(Span(chapter.start, end), chapter.title, number)
        for number, (chapter, end) in enumerate(zip(chapters, ends, strict=True), 1)
    ]


def free_paths(clips: Sequence[Clip], folder: Path, suffix: str) -> list[tuple[Clip, Path]]:
    """Where each clip goes in a folder, numbered past the files there: ``01 Title (2).m4a``.

    A file with captions beside it is one of those, too.
    """
    named = []
    for clip in clips:
        names = (f"{clip.file_name} ({number})" for number in count(2))
        paths = (folder / f"{name}{suffix}" for name in chain([clip.file_name], names))
        free = (p for p in paths if not p.exists() and not p.with_name(f"{p.stem}.srt").exists())
        named.append((clip, next(free)))
    return named


def drop_others(folder: Path, kept: Sequence[Path]) -> None:
    """Remove the finished files of a cache but for those of the last clip.

    What another program has open, or is being written, stays till the next time.
    """
    for path in folder.iterdir():
        if path not in kept and path.suffix in {*SUFFIXES, ".srt"}:
            with suppress(OSError):
                path.unlink()


def excerpt(episode: Episode, span: Span) -> Episode:
    """The words that are heard in a stretch, as an episode that begins with it."""
    lines = [line for segment in episode.transcript for line in _within(segment, span)]
    return Episode(lines, episode.speakers, info=replace(episode.info, recording=None))


def write_clips(
    episode: Episode,
    recording: Path,
    clips: Sequence[tuple[Clip, Path]],
    *,
    fade: Ms = FADE,
    captions: View | None = None,
) -> Work[list[Path]]:
    """Write each clip to its file, and beside it an SRT of its words where ``captions`` says so.

    A clip is there whole or not at all; those that were finished before an error stay. Where nobody
    says anything to be shown there are no captions. Returns all files. Raises ``UserError``:
    ``clip-form-unknown``, ``clip-empty``, and what reading and writing raise.
    """
    from editor.audio.clip_worker import clip_by_worker

    total = sum(clip.span.duration for clip, _ in clips)
    done, written = 0, []
    for clip, target in clips:
        coding = _coding(target)
        _refuse_original(target, recording)
        with replacing(target) as unfinished:
            steps = clip_by_worker(
                recording, unfinished, coding, clip.span, fade, _tags(episode, clip)
            )
            try:
                for step in steps:
                    yield Step(done + step.done_ms, total, "clip")
            finally:
                steps.close()
        done += clip.span.duration
        written.append(target)
        said = excerpt(episode, clip.span)
        if captions is not None and _says_something(said, captions):
            beside = target.with_suffix(".srt")
            save(said, ExportProfile(Target.SRT, captions), beside)
            written.append(beside)
    return written


def _says_something(episode: Episode, view: View) -> bool:
    return any(render(line, view).text.strip() for line in episode.transcript)


def _coding(target: Path) -> Coding:
    from editor.audio.encode import coding_of

    coding = coding_of(target)
    if coding is None:
        raise UserError("clip-form-unknown", path=str(target), known=", ".join(SUFFIXES))
    return coding


def _refuse_original(target: Path, recording: Path) -> None:
    if target.exists() and target.samefile(recording):
        raise UserError("cut-over-original", path=str(recording))


def _tags(episode: Episode, clip: Clip) -> Mapping[str, str]:
    people = ", ".join(person.name for person in episode.speakers)
    tags = {"title": clip.title, "album": episode.info.title, "artist": people}
    if clip.number:
        tags["track"] = str(clip.number)
    return {name: text for name, text in tags.items() if text}


def _within(segment: Segment, span: Span) -> Iterator[Segment]:
    """The part of a line whose words are heard in a stretch, moved to the stretch's start.

    It goes from the first of these words to the last: where words overlap in time, one between them
    that is heard mostly outside stays, as the text would have a hole.
    """
    times, placed = segment.word_times(), tokens(segment.text)
    inside = [at for at, t in enumerate(times) if span.holds((t.start + t.end) // 2)]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    line = replace(segment, words=WordTimes.pack(times))
    if last + 1 < len(placed):
        line, _ = parted(line, placed[last + 1].start, line.id, None, line.end)
    if first > 0:
        _, line = parted(line, placed[first].start, line.id, None, line.end)
    yield _moved(line, span)


def _moved(line: Segment, span: Span) -> Segment:
    def at(moment: Ms) -> Ms:
        return min(span.duration, max(0, moment - span.start))

    times = [replace(t, start=at(t.start), end=at(t.end)) for t in line.words.unpack()]
    return replace(
        line,
        start=at(line.start),
        end=at(line.end),
        words=WordTimes.pack(times),
        breaks=tuple(replace(each, hold=None) for each in line.breaks),
    )
