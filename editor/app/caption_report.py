"""Caption report: what breaks a profile as a file - CSV, a page to print, or plain data."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from editor.app.caption_checks import CaptionReport, finding_sentence, verdict
from editor.app.filing import write_text
from editor.app.texts import filled, table
from editor.captions.checks.finding import Finding
from editor.captions.checks.rules import source_of
from editor.captions.reading import cps, wpm
from editor.formats.csv_table import BYTE_ORDER_MARK, write_csv
from editor.formats.html_table import Page, write_html
from editor.model.episode import Episode
from editor.model.time import exact_clock, full_clock


class ReportForm(StrEnum):
    """In which form a report is written."""

    CSV = "csv"
    HTML = "html"
    JSON = "json"


def save_report(report: CaptionReport, episode: Episode, path: Path, form: ReportForm) -> None:
    """Write the report to a file."""
    mark = BYTE_ORDER_MARK if form is ReportForm.CSV else ""
    write_text(path, mark + write_report(report, episode, form))


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
