"""Command line: every command as a person or a script runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import wave
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from editor.cli import main
from editor.store import CaptionDraft, Draft, Project

PAGE = """Small Hours

Bread before dawn

  • (0:01) - Flour
  • (0:08) - Water

Creators & Guests

Host
Ada Byrne
Guest
Cleo Marsh

0:01
Hello, , and welcome to the the show.

0:08
It is um early, you know, very early indeed.

0:12
Good night.
"""


@dataclass(frozen=True)
class Done:
    """What a command wrote."""

    stdout: str
    stderr: str


def stet(*arguments: object, code: int = 0) -> Done:
    """Carry out a command here; one test below starts a process for it, as a person does."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            ended = main([str(argument) for argument in arguments])
        except SystemExit as left:
            ended = int(str(left.code))
    done = Done(*(_text(stream) for stream in (out, err)))
    assert ended == code, done.stderr
    return done


def _text(stream: TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def said(done: Done) -> str:
    """What a person reads on stderr."""
    return done.stderr


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "small hours.txt"
    path.write_text(PAGE, "utf-8")
    return path


def test_a_process_of_its_own_says_the_same_and_loads_no_qt(page: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "importtime",
            "-m",
            "editor",
            "export",
            page,
            "--to",
            "srt",
            "-o",
            "-",
        ],
        capture_output=True,
        check=False,
    )
    listed = done.stderr.decode()
    assert done.returncode == 0, listed
    assert "editor.app.exporting" in listed
    assert "PySide6" not in listed
    assert "Traceback" not in listed
    assert done.stdout.decode() == stet("export", page, "--to", "srt", "-o", "-").stdout


def test_info_prints_what_was_asked_for(page: Path) -> None:
    facts = json.loads(stet("info", page, "--json").stdout)
    assert set(facts) == {
        "title", "duration_ms", "segments", "words", "speakers", "chapters", "findings",
        "import_report",
    }  # fmt: skip
    assert facts["segments"] == 3
    assert facts["chapters"] == [
        {"start_ms": 1_000, "title": "Flour"},
        {"start_ms": 8_000, "title": "Water"},
    ]
    assert facts["speakers"] == [
        {"name": "Ada Byrne", "roles": ["host"]},
        {"name": "Cleo Marsh", "roles": ["guest"]},
    ]
    assert facts["findings"]["scar"] >= 1
    assert facts["findings"]["repeat"] >= 1
    assert all(remark["text"] for remark in facts["import_report"])


def test_a_recording_much_shorter_than_the_page_is_told_everywhere(
    page: Path, tmp_path: Path
) -> None:
    sound = tmp_path / "other.wav"
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(bytes(16_000 * 4))
    project = tmp_path / "p.stet"
    told = "The recording is 0:04 long, but 2 lines start after its end, the last at 0:12."
    assert told in stet("import", page, "-o", project, "--audio", sound).stderr
    assert told in stet("check", project, code=1).stdout
    assert told in said(stet("info", project))


def test_info_for_people(page: Path) -> None:
    assert "Small Hours" in stet("info", page).stdout


def test_clean_text_to_stdout(page: Path) -> None:
    text = stet("export", page, "--to", "txt", "-o", "-").stdout
    assert "Hello, and welcome to the show." in text
    assert "It is early" in text
    verbatim = stet("export", page, "--to", "txt", "--text", "verbatim", "-o", "-").stdout
    assert "Hello, , and welcome to the the show." in verbatim


def test_captions_beside_the_source(page: Path) -> None:
    done = stet("export", page, "--to", "srt")
    written = page.with_suffix(".srt").read_text("utf-8")
    assert "00:00:01,000 --> " in written
    assert str(page.with_suffix(".srt")) in said(done)


def test_a_project_gives_what_its_page_gave(page: Path, tmp_path: Path) -> None:
    project = tmp_path / "p.stet"
    stet("import", page, "-o", project)
    from_page = stet("export", page, "--to", "srt", "-o", "-").stdout
    assert stet("export", project, "--to", "srt", "-o", "-").stdout == from_page
    one, other = (json.loads(stet("info", x, "--json").stdout) for x in (page, project))
    assert one == other
    refused = stet("import", page, "-o", project, code=3)
    assert "p.stet" in said(refused)


def test_clean_lists_and_lays(page: Path, tmp_path: Path) -> None:
    findings = json.loads(stet("clean", page, "--json").stdout)
    assert {"scar", "repeat", "filler"} <= {finding["kind"] for finding in findings}
    project = tmp_path / "p.stet"
    stet("import", page, "-o", project)
    assert json.loads(stet("clean", project, "--json").stdout) == findings


def test_check_says_what_to_look_at(page: Path) -> None:
    remarks = json.loads(stet("check", page, "--json", code=1).stdout)
    assert "check-no-speaker" in {remark["code"] for remark in remarks}


def test_check_holds_captions_to_a_profile(page: Path, tmp_path: Path) -> None:
    own = tmp_path / "house.toml"
    own.write_text('based_on = "bbc"\n[figures]\nmax_chars = 20\n', "utf-8")
    data = json.loads(stet("check", page, "--profile", own, "--json", code=1).stdout)
    assert data["profile"]["title"] == "BBC"
    assert all(finding["source"] for finding in data["findings"])
    stet("check", page, "--profile", "netflix", "--html", "-o", tmp_path / "a.html", code=1)
    assert "<table" in (tmp_path / "a.html").read_text("utf-8")
    assert "netflix" in stet("check", page, "--profile", "tv", code=3).stderr


def test_check_repairs_captions_in_a_project_alone(tmp_path: Path) -> None:
    source, project = tmp_path / "a.srt", tmp_path / "a.stet"
    source.write_text("1\n00:00:01,000 --> 00:00:03,000\nSo, , we left...\n", "utf-8")
    assert "stet import" in stet("check", source, "--profile", "netflix", "--fix", code=3).stderr
    assert "(stet import)" in stet("check", source, "--profile", "netflix", code=1).stderr
    stet("import", source, "-o", project)
    stet("check", project, "--profile", "netflix", "--fix")
    assert "So, we left…" in stet("captions", project, "-o", "-").stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.srt", b""),
        ("binary.srt", bytes(range(256)) * 64),
        ("notes.txt", b"no times in here at all\n"),
        ("missing.srt", None),
        ("broken.stet", b"not a database at all, but a text"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    for command in (["info"], ["export", "--to", "srt"], ["check"], ["clean"]):
        sentence = said(stet(command[0], path, *command[1:], code=3))
        assert name in sentence
        assert len(sentence.strip().splitlines()) == 1


def test_wrong_use() -> None:
    assert "usage" in said(stet("export", code=2))
    assert "stet" in stet("--version").stdout


def test_ledger_and_cuts_go_to_files_and_to_stdout(page: Path, tmp_path: Path) -> None:
    project = tmp_path / "p.stet"
    stet("import", page, "-o", project)
    table = stet("ledger", project, "-o", "-").stdout.splitlines()
    assert table[0].startswith("Line,Time,Speaker,Struck words")
    assert any(",the," in row for row in table)
    figures = stet("stats", project, "-o", "-").stdout.splitlines()
    assert figures[0].startswith("Speaker,Minutes,Words,")
    assert "Nothing that was struck touches meaning." in said(stet("ledger", project, "--json"))
    stet("ledger", project, "-o", tmp_path / "l.html")
    assert "<del>the</del>" in (tmp_path / "l.html").read_text("utf-8")
    done = stet("cut", project, "--to", "edl", "--fps", "29.97", "--drop-frame", "-o", "-")
    assert "FCM: DROP FRAME" in done.stdout
    assert "estimated times" in said(done)
    stet("cut", project, "--to", "audacity")
    assert "um (estimated)" in (tmp_path / "p.labels.txt").read_text("utf-8")
    assert "--audio" in said(stet("cut", project, "--to", "audio", code=3))
    assert "10 to 30 ms" in said(stet("cut", project, "--to", "json", "--fade", "5", code=2))


def test_captions_by_a_profile_in_any_format(page: Path, tmp_path: Path) -> None:
    for form in ("srt", "vtt", "ttml", "sbv", "ass"):
        out = tmp_path / f"out.{form}"
        done = stet("captions", page, "--profile", "podcast", "--to", form, "-o", out)
        assert "cues" in said(done)
        lines = json.loads(stet("info", out, "--json").stdout)
        assert lines["segments"] > 2
    assert "nobody" in said(stet("captions", page, "--profile", "nobody", code=3))


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    from tests.audio.sounds import encode, noise

    return encode(tmp_path / "small hours.wav", noise(16, 8_000), 8_000, "pcm_s16le", bit_rate=None)


def test_captions_of_a_file_are_cut_anew_and_what_is_left_is_told(tmp_path: Path) -> None:
    torn = tmp_path / "torn.srt"
    torn.write_text(
        "1\n00:00:01,000 --> 00:00:04,000\nWe went along the river and the\n\n"
        "2\n00:00:04,000 --> 00:00:07,000\nboats were late, so we stayed there.\n",
        "utf-8",
    )
    out = tmp_path / "out.srt"
    done = stet("captions", torn, "--profile", "netflix", "-o", out)
    told = "2 findings in 2 cues, checked against Netflix English. 1 T6 (gap too short), "
    told += "1 L3 (broken in a bad place)."
    assert told in done.stderr
    assert f"stet check {out} --profile netflix" in done.stderr
    again = stet("captions", torn, "--profile", "netflix", "--refit", "-o", out)
    assert "Nothing breaks Netflix English." in again.stderr
    assert "We went along the river\nand the boats were late," in out.read_text("utf-8")
    binary = tmp_path / "out.stl"
    stet("captions", torn, "--to", "stl", "-o", binary)
    assert b"STL25.01" in binary.read_bytes()[:12]


def test_peaks_are_measured_kept_and_printed(recording: Path) -> None:
    told = json.loads(stet("peaks", recording, "--json", "--columns", 40).stdout)
    assert told["duration_ms"] == 16_000
    assert len(told["highest"]) == len(told["rms"]) == 40
    assert max(told["highest"]) > 10_000
    assert "00:00:16.000" in stet("peaks", recording).stdout
    recording.write_bytes(recording.read_bytes()[:100_000])
    assert "cut short" in said(stet("peaks", recording, code=1))


def test_peaks_of_a_project_are_those_of_its_recording(
    page: Path, recording: Path, tmp_path: Path
) -> None:
    project = tmp_path / "hours.stet"
    stet("import", page, "--audio", recording, "-o", project)
    assert "00:00:16.000" in stet("peaks", project).stdout
    elsewhere = tmp_path / "copies" / "far"
    elsewhere.mkdir(parents=True)
    copy = Path(shutil.copy(project, elsewhere))
    assert "00:00:16.000" in stet("peaks", copy).stdout, "where the recording still lies"
    recording.unlink()
    assert "Name the sound file itself" in said(stet("peaks", project, code=3))
    assert "Name the sound file itself" in said(stet("peaks", copy, code=3))


def test_clips_by_chapter_line_and_time(page: Path, recording: Path, tmp_path: Path) -> None:
    project = tmp_path / "hours.stet"
    stet("import", page, "--audio", recording, "-o", project)
    folder = tmp_path / "clips"
    folder.mkdir()
    done = stet("clip", project, "--chapters", "--to", "mp3", "-o", folder)
    assert sorted(path.name for path in folder.iterdir()) == ["01 Flour.mp3", "02 Water.mp3"]
    assert "01 Flour.mp3" in said(done)
    stet("clip", project, "--line", 2, "--captions", "verbatim", "-o", folder / "early.m4a")
    assert "very early" in (folder / "early.srt").read_text("utf-8")
    stet("clip", project, "--from", "0:02", "--until", "3.5", "-o", folder / "cut.wav")
    silent = ["--from", "0:00", "--until", "0:00.05", "--captions", "clean"]
    quiet = stet("clip", project, *silent, "-o", folder / "quiet.wav")
    assert "1 clip without captions" in said(quiet)
    assert "00:00:01.500" in stet("peaks", folder / "cut.wav").stdout
    beyond = stet("clip", project, "--from", "0:02", "--until", "5:00", "-o", folder / "long.wav")
    assert "not at 5:00: the clip ends there" in said(beyond)
    assert "the clip ends there" not in said(done)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--chapter", 9], "no chapter 9"),
        (["--line", 99], "no line 99"),
        ([], "Say what the clip is"),
        (["--from", "noon", "--until", "1"], "is no time"),
        (["--from", "0:10", "--until", "0:05"], "before it begins (0:10)"),
    ],
)
def test_a_clip_that_is_not_there_is_told(
    page: Path, recording: Path, asked: list[object], sentence: str
) -> None:
    assert sentence in said(stet("clip", page, "--audio", recording, *asked, code=3))


def test_a_second_language_is_taken_in_checked_and_written(page: Path, tmp_path: Path) -> None:
    project, german = tmp_path / "small.stet", tmp_path / "deutsch.srt"
    stet("import", page, "-o", project)
    german.write_text(
        "1\n00:00:01,000 --> 00:00:03,000\nHallo und willkommen zur Sendung.\n\n"
        "2\n00:00:08,000 --> 00:00:10,500\nEs ist sehr früh, wirklich sehr früh.\n",
        "utf-8",
    )
    assert "de: 2 captions." in said(stet("translate", project, german, "--language", "de"))
    stet("captions", project, "--language", "de")
    written = (tmp_path / "small.de.srt").read_text("utf-8")
    assert "willkommen" in written
    assert "Hello" not in written
    checked = stet("check", project, "--language", "de", "--profile", "default", code=1)
    assert "in 2 cues" in said(checked)
    assert "it has de" in said(stet("captions", project, "--language", "fr", code=3))
    assert "no tag" in said(stet("translate", project, german, "--language", "German!", code=3))


def test_an_export_is_never_written_over_what_nobody_named(tmp_path: Path) -> None:
    page = tmp_path / "ep.txt"
    page.write_text(PAGE, "utf-8")
    stet("import", page, "-o", tmp_path / "ep.stet")
    refused = stet("export", tmp_path / "ep.stet", "--to", "txt", code=3)
    assert "-o NAME" in refused.stderr
    assert page.read_text("utf-8") == PAGE
    stet("export", tmp_path / "ep.stet", "--to", "srt", "-o", tmp_path / "ep.vtt", code=3)
    assert not (tmp_path / "ep.vtt").exists()
    stet("export", tmp_path / "ep.stet", "--to", "txt", "-o", page)
    assert page.read_text("utf-8") != PAGE


def test_a_mistyped_command_opens_no_window() -> None:
    assert "invalid choice" in stet("exprot", "ep.stet", code=2).stderr


def test_a_language_without_a_pack_changes_no_mark(tmp_path: Path) -> None:
    page = tmp_path / "ep.txt"
    page.write_text(PAGE, "utf-8")
    assert "en" in stet("clean", page, "--language", "xx", code=3).stderr


def test_a_glossary_corrects_on_import_where_it_is_named(page: Path, tmp_path: Path) -> None:
    table = tmp_path / "show.csv"
    table.write_text("Hullo,Hello\n", "utf-8")
    project = tmp_path / "p.stet"
    told = said(stet("import", page, "-o", project, "--glossary", table))
    assert "corrected" in told
    assert "Hello → Hullo" in told
    assert "Hullo" in stet("export", project, "--to", "txt", "-o", "-").stdout
    refused = stet("import", page, "-o", tmp_path / "q.stet", "--glossary", "Nobody", code=3)
    assert "no show and no file called Nobody" in said(refused)


def test_a_project_is_not_imported_again(page: Path, tmp_path: Path) -> None:
    project = tmp_path / "p.stet"
    stet("import", page, "-o", project)
    assert f"stet {project}" in said(stet("import", project, code=3))


def test_a_damaged_project_is_rescued_or_an_earlier_copy_put_back(
    page: Path, tmp_path: Path
) -> None:
    project, saved = tmp_path / "p.stet", tmp_path / "saved.stet"
    stet("import", page, "-o", project)
    stet("clean", project)  # the first change of the day keeps a copy
    whole = json.loads(stet("info", project, "--json").stdout)
    data = bytearray(project.read_bytes())
    text = data.index(b"Good night.")
    data[text // 4096 * 4096 : text // 4096 * 4096 + 4096] = b"\xa5" * 4096
    project.write_bytes(data)
    assert "stet rescue" in said(stet("info", project, code=3))
    rescued = stet("rescue", project, "-o", saved, code=3)
    assert not saved.exists()  # all three lines were on that page
    assert "Nothing of" in said(rescued)
    assert "--copy latest" in said(rescued)
    put = stet("rescue", project, "--copy", "latest")
    assert "kept as" in said(put)
    found = json.loads(stet("info", project, "--json").stdout)
    assert found["segments"] == whole["segments"] == 3
    rest = stet("rescue", project, "-o", saved)
    assert "3 lines, nothing is missing" in said(rest)
    assert "replaced" not in rest.stdout
    assert "daily" in rest.stdout
    assert "already" in said(stet("rescue", project, "-o", saved, code=3))
    other = tmp_path / "other.stet"
    stet("import", page, "-o", other)
    assert "no earlier copy" in said(stet("rescue", other, "--copy", "latest", code=3))
    other.write_bytes(data)  # as damaged as the first was, and nothing beside it
    shutil.rmtree(tmp_path / ".stet-backups")
    hopeless = said(stet("rescue", other, code=3))
    assert "Nothing of" in hopeless
    assert "no earlier copy" in hopeless
    assert "(stet rescue" not in hopeless


def test_what_was_being_typed_is_in_what_every_command_makes_and_is_told(
    page: Path, tmp_path: Path
) -> None:
    path = tmp_path / "p.stet"
    stet("import", page, "-o", path)
    assert said(stet("export", path, "--to", "txt", "-o", "-")).count("typed") == 0
    with Project.open(path) as project:
        last = project.load().episode.transcript[2]
        project.draft(Draft(last.id, "Good night, all.", 3))
        project.flush()
    done = stet("export", path, "--to", "txt", "-o", "-")
    assert "Line 3 was being typed in" in said(done)
    assert "Good night, all." in done.stdout
    with Project.open(path) as project:  # to read it wrote nothing
        assert project.load().draft == Draft(last.id, "Good night, all.", 3)
    done = stet("clean", path)
    assert "Line 3 was being typed in" in said(done)
    with Project.open(path) as project:
        loaded = project.load()
        assert loaded.draft is None
        assert loaded.episode.transcript[2].text == "Good night, all."
        assert "restore-draft" in [edit.verb for edit in loaded.history.edits]


def test_a_caption_that_was_being_reworded_is_in_what_every_command_makes(
    page: Path, tmp_path: Path
) -> None:
    path = tmp_path / "p.stet"
    stet("import", page, "-o", path)
    with Project.open(path) as project:
        first = project.load().episode.transcript[0]
        draft = CaptionDraft((first.id, 0), None, (), ("All of it",), first.text)
        project.draft_caption(draft)
        project.flush()
    done = stet("export", path, "--to", "srt", "-o", "-")
    assert "taken in: All of it" in said(done)
    assert "All of it" in done.stdout
    assert "taken in: All of it" in said(stet("clean", path))
    with Project.open(path) as project:
        loaded = project.load()
        assert loaded.caption is None
        assert "restore-caption" in [edit.verb for edit in loaded.history.edits]
        project.draft_caption(draft)  # it became an edit, and the kill came before it was taken out
        project.flush()
    assert "All of it" not in said(stet("clean", path))
    with Project.open(path) as project:
        assert project.load().caption is None


def test_a_draft_without_its_line_is_told_with_its_words(page: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.stet"
    stet("import", page, "-o", path)
    with Project.open(path) as project:
        project.load()
        project.draft(Draft(999, "And one more thing", 3))
        project.flush()
    assert "And one more thing" in said(stet("info", path))


def test_ways_out_are_those_of_the_command_line(
    page: Path, recording: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.mp3"
    for told in (
        stet("import", page, "--audio", gone, code=3),
        stet("import", recording, code=3),
        stet("peaks", gone, code=3),
    ):
        assert "--audio" in said(told)
        assert "File, Choose" not in said(told)
        assert "button" not in said(told)
    unknown = said(stet("export", page, "--to", "docx", code=2))
    assert "txt" in unknown
    assert "Target" not in unknown


def test_a_clip_overwrites_nothing(page: Path, recording: Path, tmp_path: Path) -> None:
    out, beside = tmp_path / "out.wav", tmp_path / "other.srt"
    for path in (out, beside):
        path.write_text("precious", "utf-8")
    asked = ["clip", page, "--audio", recording, "--line", 2]
    assert str(out) in said(stet(*asked, "-o", out, code=3))
    named = ["--captions", "clean", "-o", beside.with_suffix(".wav")]
    assert str(beside) in said(stet(*asked, *named, code=3))
    assert {path.read_text("utf-8") for path in (out, beside)} == {"precious"}
    assert not beside.with_suffix(".wav").exists()


def test_captions_of_a_caption_file_keep_every_word_unless_asked(tmp_path: Path) -> None:
    source, project = tmp_path / "c.srt", tmp_path / "c.stet"
    source.write_text("1\n00:00:01,000 --> 00:00:04,000\nSo, um, we we went home.\n", "utf-8")
    stet("import", source, "-o", project)
    for subject in (source, project):
        kept = stet("captions", subject, "--to", "srt", "-o", "-")
        assert "So, um, we we went home." in kept.stdout
        assert "Left out" not in said(kept)
    clean = stet("export", project, "--to", "srt", "--text", "clean", "-o", tmp_path / "d.srt")
    assert "um" not in (tmp_path / "d.srt").read_text("utf-8")
    assert "Left out: 2 struck places. --text verbatim writes every word." in said(clean)
    assert "So we went home." in stet("export", project, "--to", "txt", "-o", "-").stdout


def test_a_caption_file_is_checked_as_it_stands(tmp_path: Path) -> None:
    source = tmp_path / "c.srt"
    line = "Um, so I think, you know, we should, uh, go there."
    first = f"1\n00:00:01,000 --> 00:00:05,000\n{line}\n\n"
    source.write_text(
        f"{first}2\n00:00:06,000 --> 00:00:09,000\nUm, this is\nthe, uh, the\nend.\n", "utf-8"
    )
    lines = stet("check", source, "--profile", "netflix", code=1).stdout.splitlines()
    told = [line.split("\t") for line in lines]
    assert {("1", "L1"), ("2", "L2"), ("2", "L3")} <= {(at, rule) for at, _, rule, *_ in told}
    assert told[0][-1] == line


GERMAN = "Wir gehen heute mit der alten Frau und einem Hund an den großen See weil es schön ist"


@pytest.mark.parametrize("form", ["srt", "vtt", "json"])
def test_a_written_file_is_told_to_break_what_a_check_of_it_finds(
    tmp_path: Path, form: str
) -> None:
    """Also where its language is to be guessed, and where clean-up would strike words of it."""
    words = [*GERMAN.split(), "ähm,", "ähm,"]
    cues = (
        f"{at}\n00:{at:02}:01,000 --> 00:{at:02}:04,000\n"
        f"{' '.join(words[at % 9 : at % 9 + 5])}\n{' '.join(words[at % 9 + 5 :][:6])}\n"
        for at in range(1, 31)
    )
    source, out = tmp_path / "c.srt", tmp_path / f"out.{form}"
    source.write_text("\n".join(cues), "utf-8")
    written = said(stet("captions", source, "--profile", "netflix", "--to", form, "-o", out))
    checked = said(stet("check", out, "--profile", "netflix", code=1))
    verdict = next(line for line in checked.splitlines() if "findings in" in line)
    assert f"{verdict} " in written


def test_a_project_and_its_file_are_counted_apart_with_a_reason(tmp_path: Path) -> None:
    """A file does not say that nobody was named, and its labels are put right in writing."""
    source, project, out = (tmp_path / name for name in ("c.srt", "c.stet", "out.srt"))
    said_by = ("Ada: We went along the river.", "Bo: The boats were late.") * 3
    cues = (
        f"{at + 1}\n00:00:{at * 5:02},000 --> 00:00:{at * 5 + 3:02},000\n{text}\n"
        for at, text in enumerate(said_by)
    )
    source.write_text("\n".join(cues), "utf-8")
    stet("import", source, "-o", project)
    told = said(stet("captions", project, "--profile", "bbc", "-o", out))
    ours = said(stet("check", project, "--profile", "bbc", code=1))
    assert "6 findings in 6 cues" in ours
    reason = f"The project itself has 6 (stet check {project} --profile bbc), with 6 S4 "
    assert reason in told
    assert "Nothing breaks BBC." in told
    assert "Nothing breaks BBC." in said(stet("check", out, "--profile", "bbc"))
    assert "project itself" not in said(stet("captions", out, "--profile", "bbc", "-o", "-"))


def test_what_was_not_read_to_the_letter_is_pointed_at(tmp_path: Path) -> None:
    source = tmp_path / "a film.vtt"
    source.write_text(
        "WEBVTT\n\nNOTE by hand\n\n00:01.000 --> 00:04.000\n<ruby>so<rt>sa</rt></ruby> we went\n"
    )
    told = said(stet("captions", source, "--to", "vtt", "-o", "-"))
    assert f"2 remarks on reading the source: stet info '{source}'" in told
    assert said(stet("info", source)).count("Line ") == 2
