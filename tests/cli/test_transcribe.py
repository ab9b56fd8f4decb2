"""``stet transcribe``: the built-in engine writes a recording down; nothing else is asked of it."""

from __future__ import annotations

import io
import json
import wave
from contextlib import closing
from pathlib import Path

import pytest

from editor.app.aligning import align, hears
from editor.app.importing import read
from editor.app.jobs import run
from editor.app.kept_draft import KeptDraft, Way
from editor.app.opening import opened
from editor.app.paths import user_folders
from editor.audio import recognise_worker
from editor.audio.fingerprint import fingerprint
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


def test_what_an_earlier_run_heard_is_gone_on_with_and_kept_while_it_is_in_no_project(
    talk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, name = user_folders().drafts, fingerprint(talk)
    line = {"start": 600, "end": 1_500, "text": "Beds that move.", "words": []}
    kept = KeptDraft.begin(folder, name, Way("oracle", None, "en"))
    kept.add(2_000, 7_500, [line])
    assert main(["transcribe", str(talk), "--engine", "oracle"]) == 3
    said = capsys.readouterr().err
    assert "Going on at 0:02" in said
    assert "is kept, until 0:02" in said
    kept.add(7_500, 7_500, [])
    nowhere = tmp_path / "talk.stet"
    assert main(["transcribe", str(talk), "--engine", "oracle", "-o", str(nowhere)]) == 0
    assert "All of it was heard before" in capsys.readouterr().err
    with opened(nowhere, read_only=True) as ready:
        assert [each.text for each in ready.session.episode.transcript] == ["Beds that move."]
    assert KeptDraft.found(folder, name) is None


def test_a_mistyped_engine_takes_nothing_of_what_was_heard_and_says_what_it_leaves(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, name = user_folders().drafts, fingerprint(talk)
    line = {"start": 600, "end": 1_500, "text": "Beds that move.", "words": []}
    way = Way("whisper", talk.parent.absolute() / "a model", "en-GB")
    KeptDraft.begin(folder, name, way).add(2_000, 7_500, [line])
    assert main(["transcribe", str(talk), "--engine", "whsper"]) == 3
    said = capsys.readouterr().err
    assert "until 0:02" in said
    assert f"--engine whisper --language en-GB --model '{way.model}'" in said
    kept = KeptDraft.found(folder, name)
    assert kept is not None
    assert (kept.way, kept.done, kept.said) == (way, 2_000, [line])


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
    request = json.dumps([BUILT_IN, None, "en", 0]).encode()
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
    found = [(span, part) for span, part in every if part]
    assert all(0 < len(part) // 32 == span.duration <= 28_000 for span, part in found)
    spans = [span for span, _ in every]
    assert [span.end for span in spans[:-1]] == [span.start for span in spans[1:]]
    assert (spans[0].start, spans[-1].end >= 90_000) == (0, True)
    with closing(Sound(RECORDING)) as sound:  # gone on with where it was broken off
        assert [span for span, _ in stretches(sound, 90_000, spans[2].start)] == spans[2:]
    with closing(Sound(talk)) as sound:
        assert [span.start for span, part in stretches(sound, 7_500) if part] == [0]
    silent = tmp_path / "silent.wav"
    with wave.open(str(silent), "wb") as out:
        out.setparams((1, 2, 16_000, 0, "NONE", ""))
        out.writeframes(bytes(2 * 16_000 * 60))
    with closing(Sound(silent)) as sound:
        told = [(span.start, span.end, part) for span, part in stretches(sound, 60_000)]
    assert told == [(0, 28_000, b""), (28_000, 56_000, b""), (56_000, 60_000, b"")]
