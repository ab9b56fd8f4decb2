"""Words found in real speech, the fallbacks, and what holds for every word whatever is heard."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pytest

from editor.audio.align_worker import lines_heard
from editor.audio.probe import probe
from editor.audio.speech.aligner import Hearing
from editor.audio.speech.engines import engine
from editor.audio.speech.following import Follower, LineHeard
from editor.audio.speech.script import Script, Spoken, packed_lines, unpacked_lines
from editor.audio.speech.sound import Sound
from editor.audio.speech.windows import Window
from editor.model.errors import UserError
from editor.model.words import TimeKind, count_words, tokens
from tests.audio.sounds import encode, noise

Truth = dict[str, list[dict[str, Any]]]

LINES = 5


@pytest.fixture(scope="module")
def truth(samples: Path) -> Truth:
    read: Truth = json.loads((samples / "speech" / "real_spontaneous.json").read_text())
    return read


@pytest.fixture(scope="module")
def recording(samples: Path) -> Path:
    return samples / "speech" / "real_spontaneous.flac"


def spoken(truth: Truth, count: int = LINES) -> list[Spoken]:
    return [
        Spoken(at, line["t"] * 1000, line["t"] * 1000 + 2000, False, _text(line))
        for at, line in enumerate(truth["lines"][:count])
    ]


def _text(line: dict[str, Any]) -> str:
    return " ".join(word for word, _ in line["tok"])


def hear(recording: Path, script: Script) -> list[LineHeard]:
    return [line for step in lines_heard(recording, script) for line in step]


def holds_for_every_word(heard: Sequence[LineHeard], lines: Sequence[Spoken], length: int) -> None:
    texts = {line.id: line.text for line in lines}
    for line in heard:
        assert len(line.words) == count_words(texts[line.id])
        assert all(word.confidence is not None for word in line.words)
        assert all(0 <= word.start < word.end <= length for word in line.words)
        assert all(a.start <= b.start for a, b in pairwise(line.words))


def errors(truth: Truth, heard: Sequence[LineHeard]) -> Iterator[int]:
    for line in heard:
        known = truth["lines"][line.id]["tok"]
        for (_, at), word in zip(known, line.words, strict=True):
            if at >= 0 and word.kind is TimeKind.MEASURED:
                yield abs(word.start - round(truth["words"][at]["start"] * 1000))


def test_words_of_real_speech_are_found_where_they_are(truth: Truth, recording: Path) -> None:
    lines = spoken(truth)
    heard = hear(recording, Script(lines, range(LINES)))
    holds_for_every_word(heard, lines, probe(recording).duration_ms)
    off = list(errors(truth, heard))
    assert len(off) >= 0.87 * sum(len(tokens(line.text)) for line in lines)
    assert median(off) <= 25
    assert any(line.fillers for line in heard)


def test_words_left_out_move_no_line_onto_the_sound_of_another(
    truth: Truth, recording: Path
) -> None:
    gone = {"0 the", "0 just", "1 some", "1 slow", "2 in", "2 intensity", "3 some"}
    lines = [
        {**line, "tok": [one for one in line["tok"] if f"{at} {one[0]}" not in gone]}
        for at, line in enumerate(truth["lines"][:LINES])
    ]
    worse = {**truth, "lines": lines}
    off = sorted(errors(worse, hear(recording, Script(spoken(worse), range(LINES)))))
    assert len(off) >= 0.9 * sum(len(line["tok"]) for line in lines)
    assert off[9 * len(off) // 10] <= 180


def test_the_lines_wished_for_first_come_first_and_alone(truth: Truth, recording: Path) -> None:
    steps = lines_heard(recording, Script(spoken(truth), [3, 0]))
    assert [line.id for line in next(steps)] == [3]
    assert [line.id for line in next(steps)] == [0]
    assert list(steps) == []


def test_another_language_is_spread_over_the_voice_and_says_so(
    truth: Truth, recording: Path
) -> None:
    lines = spoken(truth)
    heard = hear(recording, Script(lines, range(LINES), "de"))
    holds_for_every_word(heard, lines, probe(recording).duration_ms)
    assert all(word.kind is TimeKind.ESTIMATED for line in heard for word in line.words)


_PLUGIN = """
from editor.audio.speech.aligner import Found, Hearing
class Aligner:
    name = "lauscher"
    def knows(self, language): return language.startswith("de")
    def follow(self, sound, words, left, right):
        loud = 1.0 if "größe" in words and "21" in words else 0.0
        return Hearing(tuple(Found(10 * at, 10 * at + 5, loud) for at in range(len(words))))
    def fit(self, sound, words): return self.follow(sound, words, 0, 0)
def made(known): return Aligner()
"""


def test_an_installed_aligner_hears_its_language_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lauscher.py").write_text(_PLUGIN)
    facts = tmp_path / "lauscher-1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: lauscher\nVersion: 1\n")
    (facts / "entry_points.txt").write_text("[stet.aligners]\nlauscher = lauscher:made\n")
    known = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", known)
    path = encode(tmp_path / "hum.wav", noise(3, 16_000), 16_000, "pcm_s16le", bit_rate=None)
    lines = [Spoken(1, 0, 2_000, True, "Größe 21")]
    for asked in ("pocketsphinx", "lauscher"):
        (heard,) = hear(path, Script(lines, [0], "de", asked))
        assert [word.kind for word in heard.words] == [TimeKind.MEASURED] * 2
        assert heard.fit == 1.0
    assert hear(path, Script(lines, [0], "fr"))[0].fit < 0


def test_a_line_with_the_stamp_of_one_that_is_gone_is_found(truth: Truth, recording: Path) -> None:
    kept = [line for at, line in enumerate(spoken(truth, 9)) if at not in (2, 3, 4, 5)]
    right = kept[2]
    kept[2] = Spoken(right.id, 10_000, 12_000, False, right.text)
    heard = hear(recording, Script(kept, [2]))
    off = list(errors(truth, heard))
    assert len(off) >= 5
    assert median(off) <= 25


class Deaf:
    """An aligner that finds nothing, and counts how much it was given to listen to."""

    name = "deaf"

    def __init__(self) -> None:
        self.work = 0.0

    def knows(self, _language: str) -> bool:
        return True

    def follow(self, sound: bytes, words: Sequence[str], _left: int, _right: int) -> Hearing:
        self.work += len(sound) / 32_000 * len(words)
        return Hearing((None,) * len(words))

    def fit(self, sound: bytes, words: Sequence[str]) -> Hearing:
        return self.follow(sound, words, 0, 0)


def test_a_long_line_with_a_wrong_end_is_not_sought_word_by_word_all_over(recording: Path) -> None:
    duration, work = probe(recording).duration_ms, {}
    for words, end in ((12, 10_000), (150, 50_000)):
        deaf = Deaf()
        lines = Script([Spoken(1, 6_000, end, True, "word " * words)], [0]).read(heard=True)
        with closing(Sound(recording)) as sound:
            Follower(sound, deaf, lines, duration).follow(Window(0, 0))
        work[words] = deaf.work
    once = (50 + 6) * (35 + 14) * 3  # in pieces, where it should be
    assert work[150] < 4 * work[12] + 4 * once


def test_words_that_were_not_heard_have_a_length_between_words_that_touch(
    truth: Truth, recording: Path
) -> None:
    lines = spoken(truth, 9)
    (heard,) = hear(recording, Script(lines, [7]))
    holds_for_every_word([heard], lines, probe(recording).duration_ms)
    assert any(word.kind is TimeKind.ESTIMATED for word in heard.words)


def test_what_is_not_in_the_sound_at_all_is_not_believed(truth: Truth, recording: Path) -> None:
    said = "quarterly dividends of municipal waterworks exceeded every forecast"
    right = hear(recording, Script(spoken(truth), [1]))[0]
    wrong = [*spoken(truth)]
    wrong[1] = Spoken(1, wrong[1].start, wrong[1].end, False, said)
    heard = hear(recording, Script(wrong, [1]))[0]
    assert 0 <= heard.fit < 0.62 < right.fit


@pytest.mark.parametrize("text", ["", "…", "one", "100,000 £ — words " * 20])
def test_silence_and_odd_lines_give_times_all_the_same(tmp_path: Path, text: str) -> None:
    path = encode(tmp_path / "hum.wav", noise(3, 16_000) * 0, 16_000, "pcm_s16le", bit_rate=None)
    lines = [Spoken(1, 0, 0, False, text), Spoken(2, 2_900, 2_900, False, "late " * 9)]
    holds_for_every_word(hear(path, Script(lines, [0, 1])), lines, 3_000)


def test_an_engine_nobody_has_is_named(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.wav", noise(1, 16_000), 16_000, "pcm_s16le", bit_rate=None)
    with pytest.raises(UserError, match="aligner-unknown"):
        hear(path, Script([Spoken(1, 0, 9, True, "a")], [0], engine="oracle"))
    assert engine("syllables", "en", {}) is None
    assert engine("pocketsphinx", "fr", {}) is None


def test_sound_is_the_same_however_it_is_read(tmp_path: Path) -> None:
    samples = noise(40, 16_000)
    path = encode(tmp_path / "a.wav", samples, 16_000, "pcm_s16le", bit_rate=None)
    whole = Sound(path).read(0, 40_000)
    assert len(whole) == 40_000 * 32
    sound = Sound(path)
    for start, end in [
        (1_000, 2_500),
        (2_000, 9_000),
        (8_500, 8_600),
        (500, 900),
        (36_000, 99_000),
    ]:
        assert sound.read(start, end) == whole[start * 32 : end * 32]
    assert len(sound._kept) < 10_000 * 32
    sound.close()
    assert np.frombuffer(whole, "<i2").any()


def test_a_message_brings_back_what_went_in(truth: Truth, recording: Path) -> None:
    script = Script(spoken(truth), [1], "en-GB", "pocketsphinx", {"adass": "a dass"})
    assert Script.unpack(script.packed()) == script
    heard = hear(recording, script)
    assert unpacked_lines(packed_lines(heard)) == heard
