"""How well and how fast words are found: ``python -m tests.benchmarks.bench_align [SET.json ...]``.

Sets are pairs of a recording and JSON in the form of ``samples/speech`` (MANIFEST.md): the real one
there, and spoken ones made here by eSpeak NG, on which no setting was chosen. Wrong words are put
in by three seeds: a tenth of the words is replaced, left out or doubled by another. Of the first
set a tenth is then left out only, or replaced by words of equal length, or written twice: such a
word is in the sound once, and found where either of the two is.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
import wave
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any

from editor.audio.align_worker import lines_heard
from editor.audio.probe import probe
from editor.audio.speech.following import LineHeard
from editor.audio.speech.script import Script, Spoken
from editor.audio.speech.sound import Sound
from editor.model.words import TimeKind, WordTime, tokens
from tests.benchmarks.spoken_set import VOICES, Speaker, make

SPEECH = Path(__file__).resolve().parents[3] / "shared" / "samples" / "speech"
SEEDS = (1, 2, 3)
KINDS = ("left out", "equally long", "twice")
OTHER_SEEDS = (103, 104)

Truth = dict[str, list[dict[str, Any]]]


def main() -> None:
    """Print every table."""
    sets = [Path(name) for name in sys.argv[1:]] or [SPEECH / "real_spontaneous.json"]
    print(f"{'set':26} {'heard':>6} {'median':>7} {'p90':>6} {'<=200':>6}  all words: p90, <=200")
    with tempfile.TemporaryDirectory() as folder:
        for path in [*sets, *_made(Path(folder))]:
            truth = json.loads(path.read_text())
            recording = next(p for p in path.parent.glob(f"{path.stem}.*") if p.suffix != ".json")
            _score(path.stem, recording, truth, truth["lines"])
            for seed in SEEDS:
                _score(f"{path.stem} wrong {seed}", recording, truth, _corrupted(truth, seed))
            for kind in KINDS if path == sets[0] else ():
                for seed in OTHER_SEEDS:
                    _score(f"{kind} {seed}", recording, truth, _spoilt(truth, seed, kind))
        _astray(sets[0])
        _cost(sets[0], Path(folder))


def _made(folder: Path) -> list[Path]:
    """The spoken sets; none where eSpeak NG is not installed."""
    try:
        speaker = Speaker()
    except OSError:
        print("no eSpeak NG here: no spoken sets (Debian: libespeak-ng1)")
        return []
    british = make(speaker, folder / "british.wav", (VOICES[0], VOICES[2]), 11)
    return [
        british.with_suffix(".json"),
        make(speaker, folder / "mixed.wav", VOICES, 12).with_suffix(".json"),
    ]


def _corrupted(truth: Truth, seed: int, rate: float = 0.1) -> list[dict[str, Any]]:
    random = Random(seed)
    pool = [word["w"] for word in truth["words"] if word["w"].isalpha() and not word["filler"]]
    lines = []
    for line in truth["lines"]:
        kept: list[list[Any]] = []
        for word in line["tok"]:
            drawn = random.random() / rate
            if drawn >= 0.5:
                kept += [] if drawn < 0.75 else [word]
            if drawn < 0.5 or 0.75 <= drawn < 1:
                kept.append([random.choice(pool), -1])
        lines.append({**line, "tok": kept})
    return lines


def _spoilt(truth: Truth, seed: int, kind: str, rate: float = 0.1) -> list[dict[str, Any]]:
    random = Random(f"{seed} {kind}")
    pool = sorted({word["w"] for word in truth["words"] if word["w"].isalpha()})
    lines = []
    for line in truth["lines"]:
        kept: list[list[Any]] = []
        for word in line["tok"]:
            right, text = random.random() >= rate, word[0]
            alike = [one for one in pool if len(one) == len(text) and one != text] or pool
            if right or kind == "twice":
                kept.append(word)
            if not right and kind != "left out":
                kept.append([text if kind == "twice" else random.choice(alike), -1])
        lines.append({**line, "tok": kept})
    return lines


def _spoken(lines: Sequence[dict[str, Any]]) -> list[Spoken]:
    return [
        Spoken(at, line["t"] * 1000, 0, False, " ".join(word for word, _ in line["tok"]))
        for at, line in enumerate(lines)
    ]


def _hear(recording: Path, lines: Sequence[Spoken]) -> list[LineHeard]:
    script = Script(lines, range(len(lines)))
    return [line for step in lines_heard(recording, script) for line in step]


def _errors(truth: Truth, lines: Any, heard: Sequence[LineHeard]) -> Iterator[tuple[bool, float]]:  # noqa: ANN401
    for line, found in zip(lines, heard, strict=True):
        places, at = {}, 0
        for word, known in line["tok"]:
            places[at] = known
            at += len(word) + 1
        text = " ".join(word for word, _ in line["tok"])
        words = [
            (text[token.start : token.end], places.get(token.start, -1), time_)
            for token, time_ in zip(tokens(text), found.words, strict=True)
        ]
        for (word, known, time_), following in zip_longest(words, words[1:]):
            if known >= 0:
                copy = following if following and following[:2] == (word, -1) else None
                times = [time_, copy[2]] if copy else [time_]
                yield _nearest(times, truth["words"][known]["start"] * 1000)


def _nearest(times: Sequence[WordTime], moment: float) -> tuple[bool, float]:
    """Whether one of the times was heard, and how far off the one that is believed is."""
    heard = [time_ for time_ in times if time_.kind is TimeKind.MEASURED]
    return bool(heard), min(abs(time_.start - moment) for time_ in heard or times)


def _score(name: str, recording: Path, truth: Truth, lines: Any) -> None:  # noqa: ANN401
    heard = _hear(recording, _spoken(lines))
    errors = list(_errors(truth, lines, heard))
    every = sorted(off for _, off in errors)
    found = sorted(off for measured, off in errors if measured)
    print(
        f"{name:26} {len(found) / len(errors):6.1%} {found[len(found) // 2]:7.0f}"
        f" {_high(found):6.0f} {_within(found):6.1%}"
        f"             {_high(every):6.0f} {_within(every):6.1%}  {_fillers(truth, heard)}"
    )


def _high(off: Sequence[float]) -> float:
    return off[min(len(off) - 1, 9 * len(off) // 10)]


def _within(off: Sequence[float]) -> float:
    return sum(one <= 200 for one in off) / len(off)


def _fillers(truth: Truth, heard: Sequence[LineHeard]) -> str:
    said = [(w["start"] * 1000, w["end"] * 1000) for w in truth["words"] if w["filler"]]
    found = [(um.start, um.end) for line in heard for um in line.fillers]

    def meets(a: tuple[float, float], b: tuple[float, float]) -> bool:
        return min(a[1], b[1]) - max(a[0], b[0]) > 0.3 * (a[1] - a[0])

    recalled = sum(any(meets(um, one) for one in found) for um in said)
    right = sum(any(meets(um, one) for um in said) for one in found)
    return f"fillers: recall {recalled}/{len(said)}, precision {right}/{len(found)}"


def _astray(path: Path) -> None:
    """Lines whose text is another line's: how many are pointed out, and how many right ones."""
    from editor.app.aligning import Heard, disagreements
    from editor.model.episode import Episode
    from editor.model.segment import Segment

    truth = json.loads(path.read_text())
    recording = next(p for p in path.parent.glob(f"{path.stem}.*") if p.suffix != ".json")
    caught = wrong = false = right = 0
    for seed in SEEDS:
        random = Random(seed)
        lines = _spoken(truth["lines"])
        long = [line.id for line in lines if len(tokens(line.text)) >= 3]
        swapped = set(random.sample(long, len(long) // 5))
        for number in swapped:
            other = random.choice([one for one in long if one not in swapped])
            lines[number] = Spoken(number, lines[number].start, 0, False, lines[other].text)
        heard = {line.id: line for line in _hear(recording, lines)}
        episode = Episode(Segment(s.id, s.start, s.start, s.text) for s in lines)
        texts = {line.id: line.text for line in lines}
        doubts = {doubt.line for doubt in disagreements(episode, Heard(texts, heard))}
        caught += len(doubts & swapped)
        wrong += len(swapped)
        false += len(doubts - swapped)
        right += len(long) - len(swapped)
    print(f"lines of other words pointed out: {caught} of {wrong}; right lines: {false} of {right}")


def _cost(path: Path, folder: Path) -> None:
    """Ten hours of the same 80 s: memory of the worker, and time by the hour."""
    truth = json.loads(path.read_text())
    recording = next(p for p in path.parent.glob(f"{path.stem}.*") if p.suffix != ".json")
    length = probe(recording).duration_ms // 1000
    sound = Sound(recording).read(0, length * 1000)
    rounds = 36_000 // length
    long = folder / "ten-hours.wav"
    with wave.open(str(long), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        for _ in range(rounds):
            file.writeframesraw(sound)
    lines = [
        Spoken(at, line["t"] * 1000 + turn * length * 1000, 0, False, _spoken([line])[0].text)
        for turn in range(rounds)
        for at, line in enumerate(truth["lines"], turn * len(truth["lines"]))
    ]
    hour = [at for at, line in enumerate(lines) if line.start < 600_000]
    far = [at for at in range(0, len(lines), 40) if lines[at].start > 600_000]
    began, cpu = time.perf_counter(), _children()
    steps = lines_heard(long, Script(lines, [*hour, *far]))
    next(steps)
    first = time.perf_counter() - began
    for step in steps:
        if step[-1].id >= hour[-1]:
            took = time.perf_counter() - began
            print(f"first lines after {first:.1f} s; 10 min of speech in {took:.0f} s")
            break
    for _ in steps:
        pass
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"worker at 10 h ({len(lines)} lines): {peak:.0f} MiB, {_children() - cpu:.0f} s CPU in all"
    )


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
