"""Captions: breaks and speed of the segmentation beside greedy filling, halves and aeidon's Liner.

    python tests/benchmarks/bench_captions.py [PAGE] [--hours N]

Without PAGE the user's sample is read. Judged by ``tests/captions/judge.py``, which shares no word
list with the engine. ``aeidon`` (Gaupol's library, GPL-3) is no dependency: install it anywhere and
put it on PYTHONPATH (``uv pip install --target DIR aeidon``); without it its rows are left out.
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor.app.captioning import captions
from editor.app.importing import read
from editor.app.jobs import run
from editor.app.translating import beside
from editor.captions.cue import Cue
from editor.captions.cues import cues, flows, manner_of
from editor.captions.live import Captions
from editor.captions.profiles import profile
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.segment import Segment
from editor.model.sound import Sound
from editor.model.verbs import captions as verbs
from editor.model.verbs import lines
from editor.model.words import TextChange, tokens
from tests.captions.judge import Verdict, judged

SAMPLE = Path(__file__).resolve().parents[3] / "shared/samples/episode/carer_catalysts.txt"
WIDTH = 42


@dataclass(frozen=True)
class Shown:
    """A cue of a peer."""

    start: int
    end: int
    lines: tuple[str, ...]


def greedy(said: Sequence[tuple[str, int, int]]) -> Iterator[Shown]:
    """Fill two lines of 42 with words, then the next two."""
    rows: list[list[tuple[str, int, int]]] = [[]]
    for word in said:
        row = rows[-1]
        if row and len(" ".join(w[0] for w in (*row, word))) > WIDTH:
            rows.append([])
        rows[-1].append(word)
    for at in range(0, len(rows), 2):
        pair = [row for row in rows[at : at + 2] if row]
        if pair:
            texts = tuple(" ".join(word[0] for word in row) for row in pair)
            yield Shown(pair[0][0][1], pair[-1][-1][2], texts)


def halves(text: str) -> tuple[str, ...]:
    """One line where it fits, else the two that differ least in length."""
    words = text.split()
    if len(text) <= WIDTH or len(words) < 2:
        return (text,)
    pairs = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(pairs, key=lambda pair: abs(len(pair[0]) - len(pair[1])))


def liner() -> Callable[[str], tuple[str, ...]] | None:
    """``aeidon.Liner`` with its own English penalties, where it is there."""
    try:
        aeidon = importlib.import_module("aeidon")
    except ImportError:
        return None
    made = aeidon.Liner(None)
    made.max_length, made.max_lines = WIDTH, 2
    patterns = aeidon.PatternManager("line-break").get_patterns("Latn", "en")
    made.set_penalties(
        [
            {
                "pattern": each.get_field("Pattern"),
                "flags": each.get_flags(),
                "group": int(each.get_field("Group")),
                "value": float(each.get_field("Penalty")),
            }
            for each in patterns
        ]
    )

    def broken(text: str) -> tuple[str, ...]:
        made.set_text(text)
        return tuple(made.break_lines().split("\n"))

    return broken


def words_of(made: Sequence[Cue]) -> list[tuple[str, int, int]]:
    """The words of our cues with their times spread, so that all methods say the same."""
    said = []
    for cue in made:
        text, at = cue.text.split(), 0
        total = sum(len(word) + 1 for word in text)
        length = cue.last - cue.first
        for word in text:
            start = cue.first + length * at // total
            at += len(word) + 1
            said.append((word, start, cue.first + length * at // total))
    return said


def relined(made: Sequence[Shown | Cue], how: Callable[[str], tuple[str, ...]]) -> list[Shown]:
    """The same cues with their lines broken in another way."""
    return [Shown(cue.start, cue.end, how(" ".join(cue.lines))) for cue in made]


def told(name: str, verdict: Verdict, took: float) -> None:
    """Print one row of the table."""
    shares = verdict.shares
    print(
        f"{name:34}{verdict.cues:>6}{shares['ends at punctuation']:>8.1f}"
        f"{shares['bad cue breaks']:>8.1f}{shares['bad line breaks']:>8.1f}"
        f"{shares['over 20 cps']:>8.1f}{verdict.too_long:>7}{verdict.too_tall:>6}"
        f"{verdict.too_wide:>6}{verdict.overlaps:>6}{took:>8.2f}"
    )


def breaks(episode: Episode) -> None:
    """Print the table of methods."""
    print(
        f"{'42 x 2, 20 cps':34}  cues  punct% badcue% badline% >20cps%   >7s >2ln  >42 over CPU s"
    )
    began = time.process_time()
    ours = cues(episode, profile())
    took = time.process_time() - began
    told("ours (cues and lines jointly)", judged(ours), took)
    filled = list(greedy(words_of(ours)))
    told("greedy filling", judged(filled), 0)
    told("greedy cues, balanced halves", judged(relined(filled, halves)), 0)
    told("our cues, balanced halves", judged(relined(ours, halves)), 0)
    break_lines = liner()
    if break_lines is None:
        print("aeidon is not on PYTHONPATH; its rows are left out")
    else:
        told("greedy cues, aeidon.Liner", judged(relined(filled, break_lines)), 0)
        told("our cues, aeidon.Liner", judged(relined(ours, break_lines)), 0)
    verdict = judged(ours)
    print("over 20 cps, with the rate at which their words are said:")
    heard = {cue.start: cue for cue in ours}
    for fast in verdict.fast:
        cue = heard[fast.start]
        shown = sum(map(len, cue.lines)) * 1000 / max(1, cue.duration)
        said = sum(map(len, cue.lines)) * 1000 / max(1, cue.last - cue.first)
        print(f"  {shown:5.1f} shown, {said:5.1f} said: {' / '.join(cue.lines)}")


def speed(episode: Episode) -> None:
    """Print how long all of it and one paragraph take."""
    whole = []
    for _ in range(5):
        began = time.process_time()
        cues(episode, profile())
        whole.append(time.process_time() - began)
    print(f"whole episode: median {statistics.median(whole):.3f} s CPU (bar 1.0)")
    live = Captions(episode, manner_of(episode, profile()))
    list(live.build())
    random, taken = Random(1), []
    for _ in range(300):
        index = random.randrange(len(episode.transcript))
        placed = tokens(episode.transcript[index].text)
        at = random.choice(placed).end if placed else 0
        episode.apply(lines.type_text(episode, index, TextChange(at, 0, " so")))
        began = time.process_time()
        live.refresh()
        taken.append((time.process_time() - began) * 1000)
    taken.sort()
    print(
        f"one paragraph after an edit: median {statistics.median(taken):.2f} ms, "
        f"p95 {taken[285]:.2f} ms, worst {taken[-1]:.2f} ms CPU (bar 8)"
    )


def dual(episode: Episode) -> None:
    """Print how long a second language takes, laid beside the first: every line has one."""
    for index in range(len(episode.transcript)):
        said = " ".join(reversed(episode.transcript[index].text.split())) or "–"
        episode.apply(verbs.translate(episode, index, "de", said))
    first = cues(episode, profile())
    laid = beside(episode, "de", first)
    steps, began = [], time.process_time()
    last = began
    while True:
        try:
            next(laid)
        except StopIteration as done:
            made = done.value
            break
        now = time.process_time()
        steps.append((now - last) * 1000)
        last = now
    print(
        f"second language: {len(made.pairs)} pairs, {len(made.cues)} cues, "
        f"{made.findings} findings in {time.process_time() - began:.2f} s CPU, "
        f"longest step {max(steps):.1f} ms, "
        f"laying the pairs {(time.process_time() - last) * 1000:.0f} ms"
    )


def sounded(rows: list[Segment], info: Info) -> None:
    """Print what an edit takes among captions with a hundred sounds."""
    sounds = [Sound(n, n * 300_000, n * 300_000 + 2_000, "music") for n in range(1, 101)]
    talk = Episode(rows, info=info, sounds=sounds)
    live = Captions(talk, manner_of(talk, profile()))
    for _ in live.build():
        pass
    spent = []
    for turn in range(20):
        talk.apply(lines.type_text(talk, turn * 200, TextChange(0, 0, "so ")))
        began = time.process_time()
        live.refresh()
        spent.append((time.process_time() - began) * 1000)
    print(
        f"an edit among 100 sounds: median {sorted(spent)[10]:.2f}, worst {max(spent):.2f} ms CPU"
    )


def long_job(episode: Episode, hours: int) -> None:
    """Print the steps of a job over the same talk again and again."""
    length = episode.transcript.end + 1000
    times = hours * 3_600_000 // length + 1
    rows = [
        replace(row, id=row.id + turn * 10_000, start=row.start + turn * length,
                end=row.end + turn * length)
        for turn in range(times) for row in episode.transcript
    ]  # fmt: skip
    talk = Episode(rows, info=episode.info)
    steps, began = [], time.process_time()
    last = began
    for _ in captions(talk, profile()):
        now = time.process_time()
        steps.append((now - last) * 1000)
        last = now
    timed = (time.process_time() - last) * 1000
    steps.sort()
    print(
        f"{hours} h, {len(rows)} lines: {time.process_time() - began:.1f} s in {len(steps)} steps, "
        f"p99.9 {steps[int(len(steps) * 0.999)]:.2f} ms, longest {steps[-1]:.2f} ms CPU; "
        f"the sounds at the end {timed:.0f} ms"
    )
    sounded(rows, episode.info)
    bare = [Segment(n, n * 5000, n * 5000 + 5000, "and so we went on and on", flags=rows[0].flags)
            for n in range(1, hours * 720)]  # fmt: skip
    plain = Episode(bare, info=episode.info)
    steps, last = [], time.process_time()
    for _ in flows(plain, manner_of(plain, profile())):
        now = time.process_time()
        steps.append((now - last) * 1000)
        last = now
    print(f"the same length without any punctuation: longest step {max(steps):.2f} ms CPU")


def main() -> None:
    """Read the page and print all tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("page", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--hours", type=int, default=10)
    options = parser.parse_args()
    if not options.page.is_file():
        sys.exit(f"no page at {options.page}")
    episode = run(read(options.page, None, None)).episode
    breaks(episode)
    long_job(episode, options.hours)
    speed(episode)
    dual(run(read(options.page, None, None)).episode)


if __name__ == "__main__":
    main()
