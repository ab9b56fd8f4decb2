"""``stet align``: words with their times as JSON, kept in a project."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from editor.app.doubts import KEPT, Doubts
from editor.app.jobs import run
from editor.app.opening import opened
from editor.app.review.hearing import Hearing
from editor.cli import main
from tests.audio.sounds import beginning


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.srt"
    path.write_text(
        "1\n00:00:01,000 --> 00:00:02,600\nthis is the acoustic corpus\n\n"
        "2\n00:00:06,000 --> 00:00:08,400\nsome speech errors but who cares\n"
    )
    return path


@pytest.fixture(scope="module")
def audio(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Half a minute in which somebody speaks, and falls silent at 28 s."""
    path = tmp_path_factory.mktemp("speech") / "spoken.wav"
    return str(beginning(samples / "speech" / "real_spontaneous.flac", path, 32))


def test_words_come_out_as_json_and_stay_in_the_project(
    page: Path, audio: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(page), "--audio", audio, "--json"]) == 0
    words = json.loads(capsys.readouterr().out)
    assert [word["text"] for word in words[:3]] == ["this", "is", "the"]
    assert set(words[0]) == {"segment", "text", "start_ms", "end_ms", "kind", "confidence"}
    assert sum(word["kind"] == "measured" for word in words) >= 8
    project = tmp_path / "p.stet"
    assert main(["import", str(page), "--audio", audio, "-o", str(project)]) == 0
    assert main(["align", str(project), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == words
    assert main(["align", str(project), "--engine", "syllables"]) == 0
    assert capsys.readouterr().out.count("measured") >= 8


def test_the_language_that_is_spoken_can_be_said_and_is_kept(
    page: Path, audio: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "p.stet"
    assert main(["import", str(page), "--audio", audio, "-o", str(project)]) == 0
    assert main(["align", str(project), "--language", "what is spoken"]) == 3
    assert "no tag of a language" in capsys.readouterr().err
    assert main(["align", str(project), "--language", "de"]) == 0
    told = capsys.readouterr()
    assert "knows no word of this language" in told.err
    assert "measured" not in told.out
    with opened(project, read_only=True) as ready:
        assert ready.session.episode.info.language == "de"
    assert main(["align", str(project), "--language", "en-GB", "--again"]) == 0
    assert capsys.readouterr().out.count("measured") >= 8


def test_without_a_recording_or_with_an_unknown_engine_it_says_so(
    page: Path, audio: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(page)]) == 3
    assert "--audio" in capsys.readouterr().err
    assert main(["align", str(page), "--audio", audio, "--engine", "oracle"]) == 3
    assert "oracle" in capsys.readouterr().err


def test_speech_without_a_line_and_a_line_without_speech_are_told_an_um_is_written_if_asked(
    page: Path, audio: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text(
        page.read_text()
        + "\n3\n00:00:28,000 --> 00:00:30,000\nnobody is there\n"
        + "\n4\n00:10:00,000 --> 00:10:02,000\nand nothing is\n"
    )
    assert main(["align", str(page), "--audio", audio, "--engine", "syllables"]) == 0
    told = capsys.readouterr().err
    assert "Speech without a line: " in told
    assert "A line without speech: 0:28 to 0:30." in told
    assert told.count("10:00") == 1
    assert "but 1 line starts after its end, the last at 10:00" in told
    assert main(["align", str(page), "--audio", audio]) == 0
    plain = capsys.readouterr()
    assert main(["align", str(page), "--audio", audio, "--fillers"]) == 0
    asked = capsys.readouterr()
    heard = int(re.findall(r"(\d+) fillers? not written", plain.err)[0])
    assert f"{heard} filler" in asked.err
    assert asked.out.count("\tum") == plain.out.count("\tum") + heard


def test_fillers_are_written_into_a_project_that_was_aligned_before(
    page: Path, audio: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = str(tmp_path / "p.stet")
    assert main(["import", str(page), "--audio", audio, "-o", project]) == 0
    assert main(["align", project]) == 0
    first = capsys.readouterr()
    heard = int(re.findall(r"(\d+) fillers? not written", first.err)[0])
    assert heard
    assert "--fillers" in first.err
    assert main(["align", project]) == 0
    assert "2 lines have their word times already" in capsys.readouterr().err
    assert main(["align", project, "--fillers"]) == 0
    asked = capsys.readouterr()
    assert f"{heard} filler" in asked.err
    assert "--again" not in asked.err
    assert asked.out.count("\tum") == first.out.count("\tum") + heard
    kept = [row for row in asked.out.splitlines() if not row.endswith("\tum")]
    assert kept == [row for row in first.out.splitlines() if not row.endswith("\tum")]


def test_what_was_heard_is_kept_for_the_window_to_ask_and_of_another_recording_is_not(
    page: Path, audio: str, samples: Path, tmp_path: Path
) -> None:
    project = tmp_path / "p.stet"
    other = str(samples / "audio" / "pyannote_sample.wav")
    assert main(["import", str(page), "--audio", audio, "-o", str(project)]) == 0
    assert main(["align", str(project), "--audio", other, "--engine", "syllables"]) == 0
    assert asked(project) == set()
    assert main(["align", str(project), "--again"]) == 0
    found = asked(project)
    assert found >= {"untranscribed", "unwritten-filler"}
    assert main(["align", str(project)]) == 0  # nothing new to hear: what is known stays
    assert asked(project) == found


def asked(project: Path) -> set[str]:
    """The kinds of questions that the window's review asks about the sound."""
    with opened(project, read_only=True) as ready:
        doubts = Doubts.read(ready.memory.get(KEPT, ""))
        return {item.rule for item in run(Hearing(doubts).look(ready.session.episode))}


def test_a_language_nobody_knows_is_told_with_its_estimates(
    page: Path, audio: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text(
        "1\n00:00:01,000 --> 00:00:04,000\nIch sitze heute in einem Raum, der ganz anders ist "
        "als der, in dem Sie jetzt gerade sind.\n"
    )
    assert main(["align", str(page), "--audio", audio, "--json"]) == 0
    told = capsys.readouterr()
    assert {word["kind"] for word in json.loads(told.out)} == {"estimated"}
    assert "What listens knows no word of this language" in told.err
    page.write_text("1\n00:00:01,000 --> 00:00:04,000\nthis is the acoustic corpus\n")
    assert main(["align", str(page), "--audio", audio]) == 0
    assert "no word of this language" not in capsys.readouterr().err


def test_a_word_behind_the_end_has_a_kind_and_a_confidence_too(
    page: Path, audio: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text("1\n00:10:00,000 --> 00:10:04,000\nand nothing is\n")
    assert main(["align", str(page), "--audio", audio, "--json"]) == 0
    words = json.loads(capsys.readouterr().out)
    assert [(word["kind"], word["confidence"]) for word in words] == [("estimated", 0.0)] * 3
