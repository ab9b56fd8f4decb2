"""How well voices are told apart: ``python -m tests.benchmarks.bench_speakers``.

Read speech (LibriSpeech test-other, 3 people) in crops of 2 s, each against people known by their
other utterances; a telephone talk with two people that overlap (pyannote's sample), each stretch of
1.5 s or more against every pair of two others of each voice; and two readings laid end to end, to
find where the voice changes, beside readings of one person.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path

from editor.app.speaker_hints import ENOUGH, MARGIN, SHORTEST, compared
from editor.audio.speech.likeness import Prints
from editor.audio.speech.sound import Sound
from editor.audio.speech.timbre import PART_MS, Timbre
from editor.audio.timbre_worker import part_starts
from editor.model.segment import Segment

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
CROP = 2_000
BYTES = 32
"""Of a millisecond of 16-bit sound at 16 kHz."""

TIMBRE = Timbre()


def main() -> None:
    """Print the tables."""
    readings = dict(_readings())
    prints, spans = Prints(), dict[int, int]()
    begun, parts = time.process_time(), 0
    for number, (_, sound) in enumerate(readings.values(), 1):
        spans[number] = len(sound) // BYTES
        parts += _add(prints, number, sound)
    cost = (time.process_time() - begun) / parts
    print(f"encoder: {cost * 1000:.0f} ms of CPU for each part of {PART_MS} ms")
    print(
        f"{'set':34} {'of':>4} {'right':>6} {'wrong shown':>12}  lowest margin right, highest wrong"
    )
    _crops(prints, readings)
    _talk()
    _changes(readings)


def _crops(prints: Prints, readings: dict[str, tuple[str, bytes]]) -> None:
    results = []
    names = list(readings)
    for number, name in enumerate(names, 1):
        person, sound = readings[name]
        known = defaultdict(list)
        for other, its_name in enumerate(names, 1):
            if other != number:
                known[readings[its_name][0]].append(other)
        ids = {each: at for at, each in enumerate(sorted(known))}
        people = prints.people({ids[each]: numbers for each, numbers in known.items()})
        for start in range(0, len(sound) // BYTES - CROP + 1, CROP):
            crop = sound[start * BYTES : (start + CROP) * BYTES]
            own = Prints()
            _add(own, 1, crop)
            (best, score), (_, following), *_ = own.whole(1, people)
            results.append((best == ids[person], score - following))
    _print("LibriSpeech, crops of 2 s", results)


def _talk() -> None:
    wav = SAMPLES / "audio" / "pyannote_sample.wav"
    rows = [line.split() for line in wav.with_suffix(".rttm").read_text().splitlines()]
    spans = [(round(1000 * float(r[3])), round(1000 * float(r[4])), r[7]) for r in rows]
    long = [span for span in spans if span[1] >= SHORTEST]
    prints = Prints()
    with closing(Sound(wav)) as sound:
        for number, (start, length, _) in enumerate(long, 1):
            _add(prints, number, sound.read(start, start + length))
    results = []
    voices = sorted({who for *_, who in long})
    for number, (*_, who) in enumerate(long, 1):
        pools = [
            [n for n, (*_, w) in enumerate(long, 1) if w == voice and n != number]
            for voice in voices
        ]
        for one in combinations(pools[0], min(ENOUGH, len(pools[0]))):
            for other in combinations(pools[1], min(ENOUGH, len(pools[1]))):
                if len(one) < ENOUGH or len(other) < ENOUGH:
                    continue
                people = prints.people({0: one, 1: other})
                (best, score), (_, following) = prints.whole(number, people)
                results.append((voices[best] == who, score - following))
    _print("telephone talk (pyannote_sample)", results)


def _changes(readings: dict[str, tuple[str, bytes]]) -> None:
    """Two people within one line, each for 4 s, and one person for 8 s."""
    half = 4_000 * BYTES
    long = [(who, sound) for who, sound in readings.values() if len(sound) >= 2 * half]
    counts = {"two voices in a line": [0, 0, 0], "one voice in a line": [0, 0, 0]}
    tagged = defaultdict(list)
    prints = Prints()
    for number, (who, sound) in enumerate(readings.values(), 1):
        tagged[int(who)].append(number)
        _add(prints, number, sound[-half:])
    for one, other in combinations(long, 2):
        alone = one[0] == other[0]
        _add(prints, 99, one[1][:half] + other[1][:half])
        line = Segment(99, 0, 8_000, "one two three four five six seven eight", 0)
        turns = compared([line], prints, prints.people(tagged)).turns
        row = counts["one voice in a line" if alone else "two voices in a line"]
        row[0] += 1
        row[1] += bool(turns)
        row[2] += bool(turns) and turns[0].speakers == (int(one[0]), int(other[0]))
    for name, (count, flagged, right) in counts.items():
        print(f"{name:34} {count:4} flagged {flagged}, both people right {right}")


def _print(name: str, results: list[tuple[bool, float]]) -> None:
    right = [margin for good, margin in results if good]
    wrong = [margin for good, margin in results if not good]
    shown = sum(margin >= MARGIN for margin in wrong)
    hinted = sum(margin >= MARGIN for margin in right)
    print(
        f"{name:34} {len(results):4} {len(right) / len(results):6.1%} {shown:12}  "
        f"{min(right):.3f}, {max(wrong, default=0):.3f}; shown right {hinted} (margin {MARGIN})"
    )


def _add(prints: Prints, number: int, sound: bytes) -> int:
    begins = part_starts(0, len(sound) // BYTES, PART_MS)
    vectors = TIMBRE.of([sound[at * BYTES : (at + PART_MS) * BYTES] for at in begins])
    prints.add(number, vectors.astype("<f4").tobytes())
    return len(begins)


def _readings() -> Iterator[tuple[str, tuple[str, bytes]]]:
    for path in sorted((SAMPLES / "speech" / "librispeech3").glob("*.flac")):
        with closing(Sound(path)) as sound:
            yield path.stem, (path.stem.partition("-")[0], sound.read(0, 60_000))


if __name__ == "__main__":
    main()
