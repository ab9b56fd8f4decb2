"""Caption checks: what breaks a profile in a project or in a file, and how that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from editor.app.captioning import words_of
from editor.app.importing import planned
from editor.app.jobs import run
from editor.app.texts import filled, table
from editor.captions.checks.finding import Finding, Grade
from editor.captions.checks.repairs import Repair
from editor.captions.checks.rules import findings
from editor.captions.cue import Cue
from editor.captions.cues import cues
from editor.captions.profile import Profile
from editor.formats.registry import read_data
from editor.formats.writers import WRITERS
from editor.model.episode import Episode
from editor.model.render import View
from editor.model.time import Ms

_FIGURES: Final = {"T3": "limit", "T4": "limit", "T6": "limit", "T7": "to"}
"""Rules of times, by the fact that says what the profile asks for."""

_UNWRITTEN: Final = frozenset({("S1", "nobody"), ("T9", "guessed")})
"""What a project knows of its captions and hardly any file says: a check of the file misses it."""


@dataclass(frozen=True, slots=True)
class CaptionReport:
    """The cues of an episode by a profile, and what breaks it."""

    profile: Profile
    cues: Sequence[Cue]
    findings: Sequence[Finding]


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
