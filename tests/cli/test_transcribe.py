"""``stet transcribe``: the built-in engine writes a recording down; nothing else is asked of it."""

from __future__ import annotations

import io
import json
import wave
from contextlib import closing
from pathlib import Path

import pytest

from editor.app.aligning import align, hears
from editor.app.drafting import draft_beside
from editor.app.importing import read
from editor.app.jobs import run
from editor.app.opening import opened
from editor.audio import recognise_worker
from editor.audio.recognise_worker import stretches
from editor.audio.recognising.engines import BUILT_IN, ENGINES, speaks
from editor.audio.recognising.rough import Rough
from editor.audio.recognising.whisper import Whisper
from editor.audio.speech.sound import Sound
from editor.cli import main
from editor.model.checks import problems
from editor.model.errors import UserError
from tests.conftest import PROJECT

RECORDING = PROJECT / "projects" / "night-train" / "night-train.ogg"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """Five seconds of the sample, between silences."""
    path = tmp_path / "talk.wav"
    with closing(Sound(RECORDING)) as sound, wave.open(str(path), "wb") as out:
        out.setparams((1, 2, 16_000, 0, "NONE", ""))
        out.writeframes(bytes(16_000) + sound.read(16_500, 21_500) + bytes(64_000))
    return path


@pytest.mark.timeout(300)
def test_a_recording_becomes_a_project_with_its_words_in_time(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["transcribe", str(talk), "--engine", "pocketsphinx"]) == 0
    project = talk.with_suffix(".stet")
    assert str(project) in capsys.readouterr().err
    with opened(project, read_only=True) as ready:
        episode = ready.session.episode
        assert list(problems(episode)) == []
        text = " ".join(line.text for line in episode.transcript)
        assert "beds that move" in text or "talking about" in text
        assert episode.info.recording is not None
        assert sum(line.words.measured for line in episode.transcript) >= 5
        assert all(500 <= line.start < 5_600 for line in episode.transcript)
    assert main(["transcribe", str(talk), "--engine", "pocketsphinx"]) == 3
    assert "talk.stet" in capsys.readouterr().err


def test_what_is_missing_is_named_with_a_way_out(
    talk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["transcribe", str(talk), "--engine", "oracle"]) == 3
    assert "whisper" in capsys.readouterr().err
    for engine in ("whisper", "whispercpp", "sherpa"):
        assert main(["transcribe", str(talk), "--engine", engine, "--model", str(tmp_path)]) == 3
        said = capsys.readouterr().err
        assert f"stet-editor[{engine}]" in said or str(tmp_path) in said
    assert not talk.with_suffix(".stet").exists()


def test_an_engine_that_knows_one_language_is_not_asked_for_another(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["transcribe", str(talk), "--engine", "pocketsphinx", "--language"]
    assert main([*asked, "fr"]) == 3
    said = capsys.readouterr().err
    assert "en" in said
    assert "“fr”" in said
    assert not talk.with_suffix(".stet").exists()
    for known in ("en", "en-GB", ""):
        speaks(ENGINES[BUILT_IN], known)
    speaks(ENGINES["whisper"], "fr")


def test_nothing_is_listened_to_for_a_file_that_could_not_be_written(
    talk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An engine that does not exist would be complained of by whoever began to listen."""
    nowhere = tmp_path / "nowhere" / "talk.stet"
    assert main(["transcribe", str(talk), "--engine", "oracle", "-o", str(nowhere)]) == 3
    said = capsys.readouterr().err
    assert str(nowhere) in said
    assert "oracle" not in said
    with pytest.raises(UserError, match="file-folder-missing"):
        run(draft_beside(nowhere.with_suffix(".wav"), "oracle", None, "en"))
    assert list(tmp_path.iterdir()) == [talk]


def test_the_own_word_times_of_a_draft_stay_where_its_language_is_not_known(talk: Path) -> None:
    line = {"start": 0.5, "end": 5.0, "text": "Ich bin Tobi", "words": []}
    told = (("Ich", 0.5, 0.7), ("bin", 0.75, 0.9), ("Tobi", 3.0, 3.4))
    words = [{"word": word, "start": a, "end": b, "probability": 0.97} for word, a, b in told]
    source = talk.with_suffix(".json")
    source.write_text(json.dumps({"language": "de", "segments": [line | {"words": words}]}))
    episode = run(read(source, talk)).episode
    assert not hears(episode.info.language)
    assert hears("en-GB")
    before = list(episode.transcript)
    assert [time.start for time in before[0].word_times()] == [500, 750, 3_000]
    episode.apply(run(align(episode, talk, again=True)))
    assert list(episode.transcript) == before


def test_a_worker_nobody_listens_to_any_more_does_not_blame_the_engine(
    talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone(io.BytesIO):
        def write(self, _data: object) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(Rough, "transcribe", lambda *_: iter(()))
    request = json.dumps([BUILT_IN, None, "en"]).encode()
    with pytest.raises(BrokenPipeError):
        recognise_worker._work(talk, request, Gone())


def test_a_model_of_whisper_without_what_would_be_fetched_is_none(tmp_path: Path) -> None:
    (tmp_path / "model.bin").touch()
    with pytest.raises(UserError, match="recogniser-model-file") as caught:
        Whisper(tmp_path)
    assert caught.value.facts["wanted"] == "tokenizer.json"


def test_stretches_are_short_and_cut_at_pauses_and_silence_is_but_a_step(
    talk: Path, tmp_path: Path
) -> None:
    with closing(Sound(RECORDING)) as sound:
        every = list(stretches(sound, 90_000))
    found = [(start, part) for start, part in every if part]
    assert [start for start, _ in found] == sorted(start for start, _ in found)
    assert all(0 < len(part) // 32 <= 28_000 for _, part in found)
    ends = [start + len(part) // 32 for start, part in found]
    assert all(end <= start for end, (start, _) in zip(ends, found[1:], strict=False))
    assert ends[-1] >= 90_000
    with closing(Sound(talk)) as sound:
        assert [start for start, part in stretches(sound, 7_500) if part] == [0]
    silent = tmp_path / "silent.wav"
    with wave.open(str(silent), "wb") as out:
        out.setparams((1, 2, 16_000, 0, "NONE", ""))
        out.writeframes(bytes(2 * 16_000 * 60))
    with closing(Sound(silent)) as sound:
        assert list(stretches(sound, 60_000)) == [(0, b""), (28_000, b""), (56_000, b"")]
