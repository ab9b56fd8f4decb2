"""How right the cleaner is: on labelled lines, on stumbles put into clean lines, and on prose.

Run: .venv/bin/python tests/benchmarks/bench_cleaning_rightness.py [--half dev|held|all] [--show]
     [--shared ../shared] [--seeds 3] [--prose FILE.txt ...]

Labels are spans over samples left in place (blind_labels.json). The word-level score is that of the
shared scorer (shared/cleaning/score.py): which copy of a repetition went does not matter.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor.cleaning import Tier, propose, removed_spans
from editor.cleaning import traits as t
from editor.cleaning.pack import pack

HERE = Path(__file__).resolve().parent
PLAIN = re.compile(r"[\w\s,.?!'’-]+")
SENTENCE = re.compile(r"\S.*?[a-zäöüßé][.?!](?=\s|$)", re.DOTALL)
FILLERS = {
    "en": ["um", "uh", "er"],
    "de": ["äh", "ähm", "öh"],
    "fr": ["euh", "heu"],
    "es": ["eh", "em", "ehm"],
}


def row(name: str, figure: str, bar: str = "") -> None:
    print(f"{name:<36}{figure:<58}{bar}")


class Score:
    """Words struck rightly, wrongly and not at all."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missing = 0
        self.found: Counter[str] = Counter()
        self.due: Counter[str] = Counter()

    def __str__(self) -> str:
        struck, due = self.right + self.wrong, self.right + self.missing
        precision = self.right / struck if struck else 1.0
        recall = self.right / due if due else 1.0
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0.0
        parts = " ".join(f"{c} {self.found[c]}/{n}" for c, n in sorted(self.due.items()))
        return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  {parts}"


def labelled(samples: Path, half: str) -> Iterator[tuple[str, str, list[list[Any]]]]:
    """Set, text and spans of every labelled line of a half whose file is there."""
    texts: dict[str, Any] = {}
    for name, file, at, start, end, its_half, spans in json.loads(
        (HERE / "blind_labels.json").read_text("utf-8")
    )["rows"]:
        if half not in ("all", its_half) or not (samples / file).is_file():
            continue
        if file not in texts:
            raw = (samples / file).read_text("utf-8")
            texts[file] = json.loads(raw) if file.endswith(".json") else raw.split("\n")
        line = texts[file]
        for key in str(at).strip("/").split("/") if isinstance(at, str) else [at - 1]:
            line = line[int(key) if isinstance(line, list) else key]
        yield name, html.unescape(line[start:end]), spans


def score_line(scorer: ModuleType, score: Score, text: str, spans: list[list[Any]]) -> str:
    """Add a line to the score; returns what was wrong with it."""
    words = scorer.words_of(text)
    said = [word for word, _, _ in words]
    cats = [next((c for a, b, c in spans if a <= s and e <= b), None) for _, s, e in words]
    gone = scorer.merge(removed_spans(text))
    struck = [
        scorer.removed_by(gone, s, e) and cat != "may"
        for (_, s, e), cat in zip(words, cats, strict=True)
    ]
    due = scorer.canonical(said, [cat not in (None, "may") for cat in cats])
    wrong, missing = [], []
    for index, (is_struck, is_due) in enumerate(
        zip(scorer.canonical(said, struck), due, strict=True)
    ):
        category = cats[index] if cats[index] not in (None, "may") else "repetition"
        if is_due:
            score.due[str(category)] += 1
            score.found[str(category)] += is_struck
        score.right += is_struck and is_due
        if is_struck and not is_due:
            wrong.append(said[index])
        if is_due and not is_struck:
            missing.append(said[index])
    score.wrong += len(wrong)
    score.missing += len(missing)
    return f"   wrong {wrong} missing {missing} | {text}" if wrong or missing else ""


def on_labels(scorer: ModuleType, samples: Path, half: str, *, show: bool) -> list[str]:
    """Print the score of each labelled set; returns its clean lines."""
    scores: defaultdict[str, Score] = defaultdict(Score)
    clean = []
    for name, text, spans in labelled(samples, half):
        said = score_line(scorer, scores[name], text, spans)
        if show and said:
            print(said)
        if not spans:
            clean.append(text)
    for name, score in scores.items():
        row(f"{name}, {half}", str(score), "P >= .985")
    return clean


def on_shared(scorer: ModuleType, folder: Path) -> None:
    """Print the bars on the labels and traps that were given with the task (their open half)."""
    for name in ("seed-labels-open", "seed-um-labels-open"):
        found, _ = scorer.score_seed(scorer.load(folder / f"{name}.jsonl"), removed_spans)
        words = found["words"]
        figure = f"P {words['P']:.3f} R {words['R']:.3f} F1 {words['F1']:.3f}"
        row(f"{name}: words", figure, "P >= .985, R >= .83, F1 >= .90")
        row("  recall by category", "", "pause .99 repetition .95 discourse .95")
        for category, figure in found["recall_by_category"].items():
            row(f"    {category}", figure, "partial .80 false start .45")
        row("  meaning-critical removals", str(found["meaning_critical_fp"]), "0")
        row("  lines damaged", str(found["lines_damaged"]), "<= .01")
        row("  scars right", found["scars"], ">= .97")
        row("  lines with residue", str(found["lines_left_with_comma_scar"]), "0")
        row("  good commas kept", found["good_commas_kept"], ">= .98")
    found, _ = scorer.score_traps(scorer.load(folder / "traps-open.jsonl"), removed_spans)
    row("traps left alone", str(found["rate"]), ">= .98")


def stumbled(text: str, lang: str, rng: random.Random) -> tuple[str, str] | None:
    """The line with one stumble put in at a random place, and the stumble's kind."""
    words = text.split(" ")
    at = rng.randrange(len(words) - 1)
    word, bits = words[at], pack(lang).traits_of(words[at])
    kind = rng.choice(["pause", "word", "phrase", "partial", "cut", "marker", "scar"])
    plain = word.isalpha() and not bits & (t.NEGATION | t.NUMBER)
    if kind == "pause":
        filler = rng.choice(FILLERS[lang]) + rng.choice([",", ""])
        words.insert(at, filler if at else filler.capitalize())
    elif kind == "word" and plain and bits & t.FUNCTION:
        words.insert(at, word + rng.choice(["", "", ","]))
    elif kind == "phrase" and plain and bits & t.FUNCTION and words[at + 1].isalpha():
        if pack(lang).traits_of(words[at + 1]) & (t.NEGATION | t.NUMBER):
            return None
        words[at:at] = [word, words[at + 1] + rng.choice(["", ","])]
    elif kind in ("partial", "cut") and plain and len(word) > 3:
        part = word[: rng.randrange(2, 4)]
        if kind == "partial" and not pack(lang).traits_of(part) & t.FRAGMENT:
            return None
        words.insert(at, part + "-" * (kind == "cut"))
    elif kind == "marker" and lang == "en" and at and words[at - 1].isalpha():
        words[at - 1] += ","
        words[at:at] = ["you", "know,"]
    elif kind == "scar" and at and words[at - 1].isalpha():
        words[at - 1] += ", ,"
    else:
        return None
    return " ".join(words), kind


def on_stumbles(scorer: ModuleType, clean: list[str], lang: str, seeds: int) -> None:
    """Put stumbles into clean lines, one a line and seed, and see whether just they go."""
    lines = [c for c in clean if 6 <= len(c.split()) <= 40 and PLAIN.fullmatch(c)]
    lines = [c for c in lines if not propose(c, lang)]
    scores: defaultdict[str, Score] = defaultdict(Score)
    residue = 0
    for seed in range(seeds):
        rng = random.Random(seed)
        for line in lines:
            made = stumbled(line, lang, rng)
            if made is None:
                continue
            raw, kind = made
            gone = scorer.merge(removed_spans(raw, lang))
            residue += bool(re.search(r"^\s*,|,\s*,|,\s*[.?!]", scorer.apply(raw, gone)))
            words, gold = scorer.words_of(raw), scorer.gold_from_pair(raw, line)
            struck = scorer.canonical(
                [w for w, _, _ in words], [scorer.removed_by(gone, s, e) for _, s, e in words]
            )
            for is_struck, is_due in zip(struck, gold or struck, strict=False):
                for score in (scores[kind], scores["all"]):
                    score.right += is_struck and is_due
                    score.wrong += is_struck and not is_due
                    score.missing += is_due and not is_struck
    for kind, score in sorted(scores.items()):
        row(f"{lang}: {kind} put in ({len(lines)} lines)", str(score), "P >= .985")
    row(f"{lang}: lines with residue", str(residue), "0")


def on_prose(path: Path, lang: str) -> None:
    """What is struck unasked in edited prose: all of it is shown, for a person to judge."""
    text = path.read_text("utf-8", "replace")
    count, alarms = 0, []
    for paragraph in re.split(r"\n\s*\n", text):
        flat = re.sub(r"\s+", " ", paragraph).strip()
        count += len(flat.split())
        alarms += [
            f"   {f.rule} ...{flat[max(0, f.start - 40) : f.start]}[{flat[f.start : f.end]}]"
            f"{flat[f.end : f.end + 40]}"
            for f in propose(flat, lang)
            if f.tier is Tier.AUTO and f.rule != "scar.comma"
        ]
    print("\n".join(alarms))
    rate = 10_000 * len(alarms) / max(1, count)
    row(f"{path.name} ({lang}, {count} words)", f"{rate:.2f} in 10,000 words", "<= 2")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared")
    parser.add_argument("--half", choices=("dev", "held", "all"), default="dev")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--prose", type=Path, nargs="*", default=[])
    parser.add_argument("--lang", default="en", help="what the prose is in")
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", options.shared / "cleaning/score.py")
    if spec is None or spec.loader is None:
        sys.exit("The scorer is not there.")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    on_shared(scorer, options.shared / "cleaning")
    clean = on_labels(scorer, options.shared / "samples", options.half, show=options.show)
    on_stumbles(scorer, clean, "en", options.seeds)
    for path in options.prose:
        on_prose(path, options.lang)
        if options.lang != "en":
            said = SENTENCE.findall(re.sub(r"\s+", " ", path.read_text("utf-8", "replace")))
            on_stumbles(scorer, said, options.lang, 1)


if __name__ == "__main__":
    main()
