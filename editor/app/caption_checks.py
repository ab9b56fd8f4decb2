"""Caption checks: what breaks a profile, repaired in one edit or reported as CSV, page or data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from editor.app.captioning import words_of
from editor.app.filing import write_text
from editor.app.importing import planned
from editor.app.jobs import Step, Work, run
from editor.app.texts import filled, table
from editor.captions.checks.finding import Finding, Grade
from editor.captions.checks.repairs import Repair, Scene, repair
from editor.captions.checks.rules import findings, source_of
from editor.captions.cue import Cue
from editor.captions.cues import cues, manner_of
from editor.captions.profile import Profile
from editor.captions.reading import cps, wpm
from editor.captions.refit import refit
from editor.formats.csv_table import BYTE_ORDER_MARK, write_csv
from editor.formats.html_table import Page, write_html
from editor.formats.registry import read_data
from editor.formats.writers import WRITERS
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.render import View
from editor.model.time import Ms, exact_clock, full_clock

_FIGURES: Final = {"T3": "limit", "T4": "limit", "T6": "limit", "T7": "to"}
"""Rules of times, by the fact that says what the profile asks for."""

_UNWRITTEN: Final = frozenset({("S1", "nobody"), ("T9", "guessed")})
"""What a project knows of its captions and hardly any file says: a check of the file misses it."""

ROUNDS = 12
"""Repairs may make room for others; after so many rounds what is left is left to a person."""


class ReportForm(StrEnum):
    """In which form a report is written."""

    CSV = "csv"
    HTML = "html"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class CaptionReport:
    """The cues of an episode by a profile, and what breaks it."""

    profile: Profile
    cues: Sequence[Cue]
    findings: Sequence[Finding]

    def words(self, finding: Finding) -> str:
        """What a finding says, in a sentence."""
        return finding_sentence(finding)


def check_captions(episode: Episode, rules: Profile, view: View = View.CLEAN) -> CaptionReport:
    """Check all cues as they stand; those of a caption file as the file has them."""
    made = cues(episode, rules, view)
    return CaptionReport(rules, made, list(findings(episode, made, rules)))


def check_written(data: bytes, name: str, rules: Profile) -> CaptionReport:
    """Check a caption file as whoever opens it finds it, by the name it has or is to have.

    It is read as any import is, in the language that its words are in.
    """
    read = read_data(data, name)
    episode = run(planned(Path(name), read, None)).episode
    return as_file(check_captions(episode, rules, words_of(episode)), read.format)


def as_file(report: CaptionReport, form: str) -> CaptionReport:
    """A report on a file of a format as it stands.

    Where the format itself says who speaks, and the profile lets it, no label is missing. A time
    that the format cannot hold any nearer to what the profile asks for keeps it.
    """
    rules, writer = report.profile, WRITERS.get(form)
    if writer is None:
        return report
    named = rules.voices and "speakers" in writer.holds
    kept = [
        found
        for found in report.findings
        if not (named and found.facts.get("what") == "no-label")
        and not _within_step(found, writer.step)
    ]
    return replace(report, findings=kept)


def _within_step(found: Finding, step: Ms) -> bool:
    """Whether a time misses its figure by less than the format can tell apart."""
    figure = _FIGURES.get(found.rule, "")
    if not figure or step == 1:
        return False
    return abs(int(found.facts["ms"]) - int(found.facts[figure])) < step


def scene_of(
    episode: Episode, made: Sequence[Cue], rules: Profile, view: View = View.CLEAN
) -> Scene:
    """What ``repair`` plans in."""
    return Scene(episode, made, manner_of(episode, rules, view))


def fix_safe(episode: Episode, rules: Profile, view: View = View.CLEAN) -> Work[Edit]:
    """Plan one edit that repairs everything that is safe to repair, a round a few findings a step.

    It is planned on a copy; the episode stays as it is. No word is removed.
    """
    mended = yield from mend_safe(episode, rules, view)
    return mended.edit


@dataclass(frozen=True, slots=True)
class Mended:
    """What repairs all that is safe, and how many findings that are safe cannot be repaired."""

    edit: Edit
    left: int


def mend_safe(episode: Episode, rules: Profile, view: View = View.CLEAN) -> Work[Mended]:
    """Plan as ``fix_safe`` does, and count what is left."""
    copy = episode.snapshot()
    splices: list[Splice] = []
    left = 0
    for number in range(ROUNDS):
        made = cues(copy, rules, view)
        safe = [f for f in findings(copy, made, rules) if f.grade is Grade.SAFE]
        fresh = 0
        touched: set[int] = set()
        for at, finding in enumerate(safe):
            yield Step(number * len(safe) + at, ROUNDS * max(1, len(safe)), "repair")
            planned = _planned(copy, made, rules, view, finding, touched)
            if planned is not None:
                copy.apply(planned.edit)
                splices += planned.edit.splices
                fresh += 1
        if not fresh:
            left = len(safe)
            break
    return Mended(Edit("repair-captions", _folded(splices)), left)


def refit_captions(episode: Episode, rules: Profile, view: View = View.CLEAN) -> Work[Edit]:
    """Plan one edit that gives cues of a file which break the rules free to be cut anew."""
    planning = refit(episode, manner_of(episode, rules, view))
    lines = max(1, len(episode.transcript))
    while True:
        try:
            yield Step(min(next(planning), lines), lines, "repair")
        except StopIteration as planned:
            edit: Edit = planned.value
            return edit


def _planned(
    episode: Episode,
    made: Sequence[Cue],
    rules: Profile,
    view: View,
    finding: Finding,
    touched: set[int],
) -> Repair | None:
    """A repair of a line that no earlier one of this round has touched: its places are sound."""
    around = made[max(0, finding.cue - 1) : finding.cue + 2]
    lines = {anchor.segment for cue in around for anchor in cue.anchors}
    lines |= {cue.until.segment for cue in around if cue.until}
    if lines & touched:
        return None
    planned = repair(scene_of(episode, made, rules, view), finding)
    if planned is not None:
        touched |= lines
    return planned


def _folded(splices: Sequence[Splice]) -> tuple[Splice, ...]:
    """Each line once: as it was before the first repair, as it is after the last."""
    if not all(len(s.before) == len(s.after) == 1 for s in splices):
        return tuple(splices)
    lines: dict[int, Splice] = {}
    for splice in splices:
        if splice.track is not Track.SEGMENTS:
            return tuple(splices)
        known = lines.get(splice.index)
        lines[splice.index] = replace(known, after=splice.after) if known else splice
    return tuple(lines[index] for index in sorted(lines))


# --- in words ---


def finding_sentence(finding: Finding) -> str:
    """What a finding says; the sentence of its kind where the rule has several."""
    words = table("caption_rules")
    for name in ("what", "where", "found"):
        kind = f"{finding.rule}.{finding.facts.get(name, '')}"
        if kind in words:
            return filled(words[kind], finding.facts)
    return filled(words[finding.rule], finding.facts)


def repair_words(planned: Repair) -> str:
    """What a repair will do."""
    return filled(table("caption_rules")[planned.code], planned.facts)


def verdict(report: CaptionReport) -> str:
    """The report in a sentence."""
    words = table("caption_rules")
    facts = {
        "profile": report.profile.title,
        "count": len(report.findings),
        "cues": len(report.cues),
    }
    return filled(words["found" if report.findings else "clear"], facts)


def advice(report: CaptionReport, *, fixed: bool = False, file: bool = False) -> Iterator[str]:
    """What to do about the findings, a sentence for each way of repair.

    ``fixed``: what is safe to repair has just been repaired, so what is left of it cannot be.
    ``file``: it is no project that was checked, and only a project is repaired.
    """
    grades = Counter(finding.grade for finding in report.findings)
    for grade in Grade:
        if fixed and grade is Grade.SAFE and grades[grade]:
            yield left_words(grades[grade])
        elif grades[grade]:
            way = f"{grade}-file" if file and grade is Grade.SAFE else grade
            yield filled(table("caption_rules")[f"to-do.{way}"], {"count": grades[grade]})
    unwritten = sum(
        (found.rule, found.facts.get("what")) in _UNWRITTEN for found in report.findings
    )
    if unwritten and not file:
        yield filled(table("caption_rules")["unwritten"], {"count": unwritten})


def left_words(count: int) -> str:
    """Why so many findings that are safe to repair were not."""
    return filled(table("caption_rules")["to-do.left"], {"count": count})


def foreign(rules: Profile, spoken: str) -> str:
    """What to know where a guide for one language is asked about another; else nothing."""
    if not rules.language or not spoken or spoken.partition("-")[0].lower() == rules.language:
        return ""
    return filled(table("caption_rules")["foreign"], {"profile": rules.title, "language": spoken})


def rules_told(report: CaptionReport) -> str:
    """Which rules are broken how often, as ``3 L1 (line too long)``, the most frequent first."""
    return f"{_named(_counted(report))}."


def told_apart(project: CaptionReport, file: CaptionReport, how: str) -> Iterator[str]:
    """Why a project and the file written from it are counted differently; nothing where alike.

    A file does not say everything that a project knows, and some of it is put right in writing.
    ``how`` is the command that lists what the project has.
    """
    ours, theirs = _counted(project), _counted(file)
    words, facts = table("caption_rules"), {"count": ours.total(), "how": how}
    for name, more in (("in-project", ours - theirs), ("in-file", theirs - ours)):
        if more:
            yield filled(words[name], facts | {"rules": _named(more)})


def _counted(report: CaptionReport) -> Counter[str]:
    """How often each rule is broken."""
    return Counter(finding.rule for finding in report.findings)


def _named(counted: Counter[str]) -> str:
    words = table("caption_rules")
    return ", ".join(f"{n} {rule} ({words[f'name.{rule}']})" for rule, n in counted.most_common())


def report_data(report: CaptionReport, title: str = "") -> dict[str, Any]:
    """The report as plain data; times in ms."""
    return {
        "title": title,
        "profile": {"key": report.profile.key, "title": report.profile.title},
        "cues": len(report.cues),
        "findings": [
            {
                "cue": finding.cue + 1,
                "start_ms": report.cues[finding.cue].start,
                "end_ms": report.cues[finding.cue].end,
                "text": list(report.cues[finding.cue].lines),
                "cps": cps(report.cues[finding.cue]),
                "wpm": wpm(report.cues[finding.cue]),
                "rule": finding.rule,
                "grade": str(finding.grade),
                "facts": dict(finding.facts),
                "sentence": finding_sentence(finding),
                "source": source_of(finding, report.profile),
            }
            for finding in report.findings
        ],
    }


def write_report(report: CaptionReport, episode: Episode, form: ReportForm) -> str:
    """The report as the file holds it."""
    if form is ReportForm.JSON:
        import json

        data = report_data(report, episode.info.title)
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    words = table("caption_rules")
    header = [words[name] for name in ("cue", "time", "rule", "what", "grade", "text", "source")]
    if form is ReportForm.CSV:
        return write_csv(header, [_row(report, finding, True) for finding in report.findings])
    facts = [
        (words["fact.profile"], report.profile.title),
        (words["fact.cues"], f"{len(report.cues):,}"),
        (words["fact.findings"], f"{len(report.findings):,}"),
    ]
    title = filled(words["title"], {"title": episode.info.title or words["untitled"]})
    rows = (_row(report, finding, False) for finding in report.findings)
    language = episode.info.language or "en"
    return write_html(Page(language, title, verdict(report), facts, words["caption"], header, rows))


def _row(report: CaptionReport, finding: Finding, exact: bool) -> list[str]:
    cue = report.cues[finding.cue]
    return [
        str(finding.cue + 1),
        full_clock(cue.start) if exact else exact_clock(cue.start),
        finding.rule,
        finding_sentence(finding),
        table("caption_rules")[finding.grade],
        " / ".join(cue.lines),
        source_of(finding, report.profile),
    ]


def save_report(report: CaptionReport, episode: Episode, path: Path, form: ReportForm) -> None:
    """Write the report to a file."""
    mark = BYTE_ORDER_MARK if form is ReportForm.CSV else ""
    write_text(path, mark + write_report(report, episode, form))
