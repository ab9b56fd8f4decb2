"""Exports before other people's readers: all of them must find the same cues."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pysrt
import pysubs2
import pytest
import srt
import ttconv.imsc.reader
import webvtt
from hypothesis import assume, given, settings

from editor.app.exporting import ExportProfile, Target, export
from editor.app.importing import read
from editor.app.jobs import run
from editor.formats.caption_file import CaptionFile, Columns, written
from editor.formats.markup import read_markup
from editor.formats.ttconv_document import cues_of
from editor.formats.writers import WRITERS
from editor.model.episode import Episode
from tests.formats.captions import caption_files

ROOT = Path(__file__).resolve().parents[2]
Rows = list[tuple[int, int, str]]


def episodes() -> list[Episode]:
    """The sample project's page, and real captions where they lie beside the project."""
    samples = ROOT.parent / "shared" / "samples"
    paths = [
        ROOT / "projects" / "night-train" / "night-train.txt",
        *(samples / "episode").glob("carer_catalysts.txt"),
        *(samples / "podcasting20").glob("transcript.srt"),
    ]
    return [run(read(path)).episode for path in paths]


def rows(meant: Columns) -> Rows:
    return list(zip(meant.starts, meant.ends, meant.texts, strict=True))


def by_pysrt(text: str) -> Rows:
    read = pysrt.from_string(text, error_handling=pysrt.ERROR_RAISE)
    return [(item.start.ordinal, item.end.ordinal, item.text) for item in read]


def by_srt(text: str) -> Rows:
    return [
        (
            round(cue.start.total_seconds() * 1000),
            round(cue.end.total_seconds() * 1000),
            cue.content,
        )
        for cue in srt.parse(text)
    ]


def by_pysubs2(text: str) -> Rows:
    read = pysubs2.SSAFile.from_string(text, "srt")
    return [(event.start, event.end, event.text.replace("\\N", "\n")) for event in read]


def test_srt_is_the_same_to_pysrt_srt_and_pysubs2() -> None:
    whole = episodes()
    assert whole
    for episode in whole:
        text = export(episode, ExportProfile(Target.SRT)).text
        first = by_pysrt(text)
        assert len(first) > 20
        assert by_srt(text) == first
        assert by_pysubs2(text) == first


LIKE_A_CUE = re.compile(r"^\d+\n\d+:\d", re.MULTILINE)
"""A line that is a number above one that begins like times: ``srt`` takes them for a cue and says
that the file is damaged, whatever stands behind; nobody says such words."""


@settings(max_examples=60)
@given(caption_files())
def test_any_srt_is_the_same_to_pysrt_and_srt(file: CaptionFile) -> None:
    done = written(WRITERS["srt"], file)
    assume(not any(LIKE_A_CUE.search(read_markup(text).text) for text in done.meant.texts))
    assert by_pysrt(done.text) == rows(done.meant)
    assert by_srt(done.text) == rows(done.meant)


@settings(max_examples=60)
@given(caption_files())
def test_any_srt_has_the_same_times_to_pysubs2(file: CaptionFile) -> None:
    """The words it makes of tags and braces are its own; times and the number of cues are not."""
    done = written(WRITERS["srt"], file)
    read = pysubs2.SSAFile.from_string(done.text, "srt")
    assert [(e.start, e.end) for e in read] == [(start, end) for start, end, _ in rows(done.meant)]


@settings(max_examples=40)
@given(caption_files())
def test_any_ttml_is_the_same_to_ttconv(file: CaptionFile) -> None:
    done = written(WRITERS["ttml"], file)
    tree = ElementTree.ElementTree(ElementTree.fromstring(done.text.encode()))  # noqa: S314
    cues = cues_of(ttconv.imsc.reader.to_model(tree))
    read = [(cue.start, cue.end, cue.text) for cue in cues]
    assert read == [row for row in rows(done.meant) if row[2].strip()]


def test_ttml_is_the_same_to_pysubs2() -> None:
    for episode in episodes():
        done = export(episode, ExportProfile(Target.TTML))
        read = pysubs2.SSAFile.from_string(done.text, "ttml")
        assert done.meant
        assert [(event.start, event.end, event.plaintext) for event in read] == rows(done.meant)


def test_webvtt_has_the_speakers_for_webvtt_py() -> None:
    for episode in episodes():
        text = export(episode, ExportProfile(Target.VTT)).text
        read = webvtt.from_string(text, strict=True)
        assert len(read) > 20


@pytest.mark.parametrize("target", [Target.ASS, Target.SBV, Target.VTT])
def test_the_words_are_the_same_in_every_format(target: Target) -> None:
    for episode in episodes():
        plain = export(episode, ExportProfile(Target.SRT)).meant
        other = export(episode, ExportProfile(target)).meant
        assert plain
        assert other
        names = [f"{speaker.name}: " for speaker in episode.speakers]
        for text, same in zip(plain.texts, other.texts, strict=True):
            said = read_markup(text).text
            # What holds voices need not write their names into the text.
            assert said == same or said in [f"{name}{same}" for name in names]
