"""Exporting: one function from an episode and a profile to the very text of the file.

Preview, tests and file use the same ``export``; ``save`` reads the text back, compares it with the
episode and only then replaces an older file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, count
from pathlib import Path
from typing import Final

from editor.app.caption_export import caption_file, rules_of
from editor.app.captioning import profile_of, translated
from editor.captions.profile import Profile
from editor.formats import plain_text
from editor.formats.caption_file import CaptionWriter, Columns, written
from editor.formats.files import write_atomically
from editor.formats.publication import Paragraph, ParagraphKind, Stamps
from editor.formats.report import Remark
from editor.formats.verifying import verify
from editor.formats.writers import WRITERS
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.render import SENTENCE_END, View, render
from editor.model.segment import Segment
from editor.model.time import Ms
from editor.model.words import count_words

PARAGRAPH_WORDS: Final = 90
"""A paragraph ends with the first sentence after so many words (product default)."""


class Target(StrEnum):
    """What can be exported: each caption writer by its name, and clean text."""

    SRT = "srt"
    VTT = "vtt"
    TTML = "ttml"
    SBV = "sbv"
    ASS = "ass"
    STL = "stl"
    JSON = "json"
    TXT = "txt"

    @property
    def writer(self) -> CaptionWriter | None:
        """Who writes it, where it is a caption file."""
        return WRITERS.get(self)

    @property
    def suffix(self) -> str:
        """How names of such files end."""
        return self.writer.suffix if self.writer else f".{self}"


@dataclass(frozen=True, slots=True)
class ExportProfile:
    """What to export and how.

    The words of which view, stamps and headings for text; the caption profile (a key, or the path
    of a person's own), in whose form cues of a caption file then name their speakers, and whether
    those that break it are made anew. With
    ``language`` it is the track of that language, by its own caption profile.
    """

    target: Target
    view: View = View.CLEAN
    stamps: Stamps = Stamps.NONE
    headings: bool = True
    captions: str = ""
    refit: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, how many cues or paragraphs it holds, and what it cannot hold.

    ``text`` is what ``data`` says, for people. ``repairs`` are what had to be changed for the
    format to hold it, ``meant`` the cues that a reader has to find in the file, ``rules`` the
    caption profile they were made by.
    """

    data: bytes
    text: str
    count: int
    lost: tuple[str, ...]
    repairs: tuple[Remark, ...] = ()
    meant: Columns | None = None
    rules: Profile | None = None


def export(episode: Episode, profile: ExportProfile) -> Exported:
    """Render an episode as the file would hold it.

    Pure, and the same for preview, test and file.
    """
    writer = profile.target.writer
    if writer is not None:
        return _captions(episode, profile, writer)
    if profile.language:
        episode = translated(episode, profile.language)
    paragraphs = list(paragraphs_of(episode, profile))
    text = plain_text.write(paragraphs, profile.stamps)
    return Exported(text.encode(), text, len(paragraphs), plain_text.LOSES)


def save(episode: Episode, profile: ExportProfile, path: Path) -> Exported:
    """Export to a file; the old file stays until the new one is written, read back and equal.

    The file is read back from the disk, under a name of its own, by a reader that shares nothing
    with the writer. Raises ``UserError`` where it cannot be written or does not say the same.
    """
    exported = export(episode, profile)
    writer, meant = profile.target.writer, exported.meant
    data = exported.data
    if writer is None or meant is None:
        write_atomically(path, data)
    else:
        write_atomically(path, data, lambda on_disk: verify(writer, meant, on_disk))
    return exported


def paragraphs_of(episode: Episode, profile: ExportProfile) -> Iterator[Paragraph]:
    """Title, chapter headings, and the words in paragraphs by speaker turn."""
    if profile.headings and episode.info.title:
        yield Paragraph(ParagraphKind.TITLE, episode.info.title, 0)
    headings: defaultdict[int | None, list[Chapter]] = defaultdict(list)
    for each in episode.chapters if profile.headings else ():
        headings[episode.opened_by(each)].append(each)
    people: dict[int | None, str] = {None: ""}
    people.update((speaker.id, speaker.name) for speaker in episode.speakers)
    named: int | None = None
    for run in _runs(episode, headings):
        first = run[0]
        begun = headings.get(first.id, [])
        for chapter in begun:
            yield Paragraph(ParagraphKind.HEADING, chapter.title, chapter.start)
        for text, start in _paragraphs(run, profile.view):
            new = first.speaker is not None and (first.speaker != named or bool(begun))
            yield Paragraph(ParagraphKind.TURN, text, start, people[first.speaker] if new else "")
            named, begun = first.speaker, []


def _runs(episode: Episode, headings: Container[int | None]) -> Iterator[list[Segment]]:
    """Lines of one speaker, parted at chapters."""
    run: list[Segment] = []
    for segment in episode.transcript:
        if run and (segment.speaker != run[-1].speaker or segment.id in headings):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def _paragraphs(run: Sequence[Segment], view: View) -> Iterator[tuple[str, Ms]]:
    """The words of a run, parted after the first sentence that is long enough a paragraph.

    A turn is a paragraph; only where nobody has said who speaks does a run go on for pages.
    """
    parts: list[str] = []
    start, words = run[0].start, 0
    for segment in run:
        text = render(segment, view).text.strip()
        if not text:
            continue
        if not parts:
            start = segment.start
        parts.append(text)
        words += count_words(text)
        if words >= PARAGRAPH_WORDS and text.rstrip("\"'’”)]")[-1:] in SENTENCE_END:
            yield " ".join(parts), start
            parts, words = [], 0
    if parts:
        yield " ".join(parts), start


def _rules(episode: Episode, profile: ExportProfile) -> Profile:
    if profile.captions:
        return rules_of(profile.captions)
    return profile_of(episode, profile.language)


def _captions(episode: Episode, profile: ExportProfile, writer: CaptionWriter) -> Exported:
    rules = _rules(episode, profile)
    if profile.language:
        episode = translated(episode, profile.language)
    asked = bool(profile.captions)
    file = caption_file(episode, rules, profile.view, writer, refit=profile.refit, forms=asked)
    done = written(writer, file)
    count = len(done.meant)
    return Exported(done.data, done.text, count, done.lost, done.repairs, done.meant, rules)


def target_path(source: Path, target: Target, language: str = "") -> Path:
    """Where an export goes where nobody says: beside the source, never over it.

    Players find captions of another language by its tag in the name: ``episode.de.srt``.
    """
    path = source.with_suffix(f".{language}{target.suffix}" if language else target.suffix)
    return path if path != source else source.with_name(f"{source.stem}.stet{target.suffix}")


def spared_path(path: Path, foreign: Callable[[Path], bool]) -> Path:
    """A path to propose: this one, or one near it that takes no file of another hand's place.

    ``foreign`` knows of a file whether it is there and more than an earlier export. The source of
    a project may well have the very name that its captions would get.
    """
    names = chain(("stet",), (f"stet {number}" for number in count(2)))
    tried = chain((path,), (path.with_stem(f"{path.stem} ({name})") for name in names))
    return next(each for each in tried if not foreign(each))
