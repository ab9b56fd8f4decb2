"""``stet align``: words with their times as JSON, kept in a project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor.cli import main


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.srt"
    path.write_text(
        "1\n00:00:01,000 --> 00:00:02,600\nthis is the acoustic corpus\n\n"
        "2\n00:00:06,000 --> 00:00:08,400\nsome speech errors but who cares\n"
    )
    return path


def test_words_come_out_as_json_and_stay_in_the_project(
    page: Path, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    audio = str(samples / "speech" / "real_spontaneous.flac")
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


def test_without_a_recording_or_with_an_unknown_engine_it_says_so(
    page: Path, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(page)]) == 3
    assert "no recording" in capsys.readouterr().err
    audio = str(samples / "speech" / "real_spontaneous.flac")
    assert main(["align", str(page), "--audio", audio, "--engine", "oracle"]) == 3
    assert "oracle" in capsys.readouterr().err
