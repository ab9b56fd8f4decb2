"""Exporting: preview, test and file are one text, without what is struck and with all else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pysrt
import pytest

from editor.app.exporting import ExportProfile, Target, export, save, spared_path, target_path
from editor.formats.publication import Stamps
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Flag, Segment

OPEN = Flag.END_INFERRED | Flag.WHOLE_SECONDS
STRUCK = Mark(0, 4, Kind.REPEAT, "test", 1.0, MarkState.AUTO)


@pytest.fixture
def episode() -> Episode:
    return Episode(
        [
            Segment(1, 0, 4_000, "the the train left late.", 1, (STRUCK,), flags=OPEN),
            Segment(2, 4_000, 6_000, "Nobody minded.", 1, flags=OPEN),
            Segment(3, 6_000, 8_000, "Did they sleep?", 2, flags=OPEN),
            Segment(4, 8_000, 9_000, "", 2, flags=OPEN),
            Segment(5, 9_000, 12_000, "They did.", 1, flags=OPEN),
        ],
        [Speaker(1, "Ada"), Speaker(2, "Ben")],
        [Chapter(1, 0, "Leaving", 1), Chapter(2, 9_000, "Sleeping", 5)],
        info=Info(title="Night train"),
    )


def test_clean_text_has_title_chapters_and_turns(episode: Episode) -> None:
    assert export(episode, ExportProfile(Target.TXT)).text == (
        "Night train\n\nLeaving\n\nAda: the train left late. Nobody minded.\n\n"
        "Ben: Did they sleep?\n\nSleeping\n\nAda: They did.\n"
    )


def test_every_chapter_is_a_heading_though_it_begins_on_no_line(episode: Episode) -> None:
    lines = [replace(line, start=line.start + 500) for line in episode.transcript]
    chapters = [
        Chapter(1, 0, "Before all lines"),
        Chapter(2, 7_000, "In a line"),
        Chapter(3, 7_100, "In the same line"),
        Chapter(4, 60_000, "Behind all lines"),
    ]
    moved = Episode(lines, list(episode.speakers), chapters, info=episode.info)
    assert export(moved, ExportProfile(Target.TXT)).text == (
        "Night train\n\nBefore all lines\n\nAda: the train left late. Nobody minded.\n\n"
        "In a line\n\nIn the same line\n\nBen: Did they sleep?\n\n"
        "Behind all lines\n\nAda: They did.\n"
    )


def test_verbatim_text_without_headings_with_stamps(episode: Episode) -> None:
    profile = ExportProfile(Target.TXT, View.VERBATIM, Stamps.TURN, headings=False)
    assert export(episode, profile).text == (
        "[0:00] Ada: the the train left late. Nobody minded.\n\n"
        "[0:06] Ben: Did they sleep?\n\n[0:09] Ada: They did.\n"
    )


def test_pysrt_reads_the_captions_as_they_are(episode: Episode, tmp_path: Path) -> None:
    path = tmp_path / "night.srt"
    done = save(episode, ExportProfile(Target.SRT), path)
    read = pysrt.open(str(path), encoding="utf-8")
    assert len(read) == done.count == 4
    assert [item.text for item in read] == [
        "the train left late. Nobody minded.",
        "Did they sleep?",
        "They did.",
    ] or [item.text.replace("\n", " ") for item in read] == [
        "the train left late.",
        "Nobody minded.",
        "Did they sleep?",
        "They did.",
    ]
    assert all(a.end <= b.start for a, b in pairwise(read))


def test_the_file_is_the_preview(episode: Episode, tmp_path: Path) -> None:
    for target in Target:
        profile = ExportProfile(target)
        path = tmp_path / f"out.{target}"
        save(episode, profile, path)
        exported = export(episode, profile)
        assert path.read_bytes() == exported.data
        if target.writer is None or not target.writer.binary:
            assert exported.data.decode("utf-8") == exported.text


def test_a_failed_export_leaves_the_old_file(episode: Episode, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    (folder / "out.txt").mkdir()
    with pytest.raises(UserError, match="file-is-folder"):
        save(episode, ExportProfile(Target.TXT), folder / "out.txt")
    assert list(folder.iterdir()) == [folder / "out.txt"]
    with pytest.raises(UserError, match="file-folder-missing"):
        save(episode, ExportProfile(Target.TXT), tmp_path / "nowhere" / "out.txt")


def test_an_export_never_goes_over_its_source(tmp_path: Path) -> None:
    assert target_path(tmp_path / "a.txt", Target.SRT) == tmp_path / "a.srt"
    assert target_path(tmp_path / "a.txt", Target.TXT) != tmp_path / "a.txt"


def test_a_name_is_proposed_that_takes_no_place_of_another_file(tmp_path: Path) -> None:
    path = tmp_path / "talk.de.srt"
    assert spared_path(path, Path.exists) == path
    for name in ("talk.de (stet).srt", "talk.de (stet 2).srt", "talk.de (stet 3).srt"):
        path.touch()
        path = spared_path(tmp_path / "talk.de.srt", Path.exists)
        assert path.name == name
