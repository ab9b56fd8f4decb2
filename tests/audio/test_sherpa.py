"""What Sherpa tells of a model becomes phrases, or words with their times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from editor.audio.recognising.sherpa import Sherpa, phrases, timed
from editor.model.errors import UserError


@dataclass
class Told:
    """A result as sherpa-onnx 2.0 gives it."""

    text: str = ""
    tokens: Sequence[str] = ()
    timestamps: Sequence[float] = ()
    ys_log_probs: Sequence[float] = ()
    segment_texts: Sequence[str] = ()
    segment_timestamps: Sequence[float] = ()
    segment_durations: Sequence[float] = ()


def test_phrases_of_whisper_have_their_times_and_end_with_the_sound() -> None:
    told = Told("and so ask not", (), (), (), (" And so", " ask not"), (0.0, 7.44), (7.44, 9.0))
    assert [(one.start, one.end, one.text) for one in phrases(told, 11_000)] == [
        (0, 7_440, "And so"),
        (7_440, 11_000, "ask not"),
    ]
    assert [(one.start, one.end, one.text) for one in phrases(Told(" Hi "), 900)] == [
        (0, 900, "Hi")
    ]
    assert list(phrases(Told("  "), 900)) == []


def test_words_of_a_transducer_are_put_together_of_their_pieces_and_parted_at_pauses() -> None:
    told = Told(
        "AND SO FELLOW ASK",
        (" AND", " SO", " FEL", "LOW", " ASK"),
        (0.32, 0.6, 1.0, 1.2, 4.0),
        (-0.1, 0.0, -0.2, -0.4, -1.0),
    )
    first, second = timed(told, 5_000)
    assert first.text == "AND SO FELLOW"
    assert [(word.start, word.end) for word in first.words] == [
        (320, 600),
        (600, 1_000),
        (1_000, 1_700),
    ]
    assert first.words[2].confidence == pytest.approx(0.7408, abs=1e-4)
    assert [(word.start, word.end, word.text) for word in second.words] == [(4_000, 4_500, "ASK")]


def test_a_folder_without_a_part_of_the_model_is_refused(tmp_path: Path) -> None:
    for name in ("tiny.en-encoder.onnx", "tiny.en-tokens.txt"):
        (tmp_path / name).touch()
    with pytest.raises(UserError, match="recogniser-model-file") as caught:
        Sherpa(tmp_path)
    assert "decoder" in str(caught.value.facts["wanted"])
