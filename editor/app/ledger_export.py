"""Ledger export: the change ledger as CSV, as a web page, or as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from editor import __version__
from editor.app.change_ledger import Ledger, Struck, unheard
from editor.app.cleaning_choice import profile_of
from editor.app.filing import write_text
from editor.app.texts import filled, table
from editor.cleaning.pack import pack
from editor.formats.csv_table import BYTE_ORDER_MARK, write_csv
from editor.formats.html_table import Page, Quoted, write_html
from editor.model.episode import Episode
from editor.model.time import exact_clock, full_clock


class LedgerForm(StrEnum):
    """In which form a ledger is written."""

    CSV = "csv"
    HTML = "html"
    JSON = "json"


_COLUMNS: Final = (
    "line",
    "time",
    "speaker",
    "words",
    "context",
    "kind",
    "rule",
    "confidence",
    "decided",
    "meaning",
    "heard",
)


def write_ledger(kept: Ledger, episode: Episode, form: LedgerForm) -> str:
    """The ledger as the file holds it."""
    if form is LedgerForm.CSV:
        words = table("ledger")
        header = [words[name] for name in _COLUMNS]
        return write_csv(header, [_texts(entry, full_clock(entry.at)) for entry in kept.entries])
    if form is LedgerForm.HTML:
        return write_html(_page(kept, episode))
    import json

    return json.dumps(ledger_data(kept, episode), ensure_ascii=False, indent=2) + "\n"


def save_ledger(kept: Ledger, episode: Episode, path: Path, form: LedgerForm | None = None) -> None:
    """Write the ledger to a file, in the form its name says where none is given."""
    named = form or next((f for f in LedgerForm if path.suffix.lower() == f".{f}"), LedgerForm.CSV)
    mark = BYTE_ORDER_MARK if named is LedgerForm.CSV else ""
    write_text(path, mark + write_ledger(kept, episode, named))


def verdict(kept: Ledger) -> str:
    """Whether the clean version may call itself reviewed, in a sentence."""
    if any(entry.risks for entry in kept.entries):
        return _missing(len(kept.unheard)) or table("ledger")["reviewed"]
    return table("ledger")["harmless"]


def warning(episode: Episode) -> str:
    """What to say beside a clean export that nobody has listened to enough; else nothing."""
    return _missing(sum(1 for _ in unheard(episode)))


def _missing(count: int) -> str:
    return filled(table("ledger")["unheard"], {"count": count}) if count else ""


def ledger_data(kept: Ledger, episode: Episode) -> dict[str, Any]:
    """The ledger as plain data; times in ms."""
    return {
        "title": episode.info.title,
        "made_by": _made_by(),
        "rules": _rules(episode),
        "reviewed": kept.reviewed,
        "scars": kept.scars,
        "waiting": kept.waiting,
        "struck": [
            {
                "line": entry.line,
                "start_ms": entry.at,
                "end_ms": entry.until,
                "estimated": entry.estimated,
                "speaker": entry.speaker,
                "words": entry.words,
                "kind": str(entry.mark.kind),
                "rule": entry.mark.rule,
                "confidence": round(entry.mark.confidence, 3),
                "decided": "person" if entry.by_person else "profile",
                "risks": [str(risk) for risk in entry.risks],
                "heard": entry.mark.heard,
            }
            for entry in kept.entries
        ],
    }


def _page(kept: Ledger, episode: Episode) -> Page:
    words = table("ledger")
    title = episode.info.title or words["untitled"]
    facts = [
        (words["strikes"], f"{len(kept.entries):,}"),
        *((table("kinds")[kind], f"{count:,}") for kind, count in kept.kinds.items()),
        (words["scars"], f"{kept.scars:,}"),
        (words["waiting"], f"{kept.waiting:,}"),
        (words["risky"], f"{sum(bool(entry.risks) for entry in kept.entries):,}"),
        (words["rules"], _rules(episode)),
        (words["made-by"], _made_by()),
    ]
    return Page(
        episode.info.language or "en",
        filled(words["title"], {"title": title}),
        verdict(kept),
        facts,
        words["caption"],
        [words[name] for name in _COLUMNS if name != "words"],
        (_row(entry) for entry in kept.entries),
    )


def _row(entry: Struck) -> list[str | Quoted]:
    at = exact_clock(entry.at)
    if entry.estimated:
        at = filled(table("ledger")["about"], {"time": at})
    line, time, speaker, _, _, *rest = _texts(entry, at)
    return [line, time, speaker, Quoted(entry.before, entry.words, entry.after), *rest]


def _texts(entry: Struck, at: str) -> Sequence[str]:
    words = table("ledger")
    return (
        str(entry.line),
        at,
        entry.speaker,
        entry.words,
        f"{entry.before}[{entry.words}]{entry.after}",
        table("kinds")[entry.mark.kind],
        entry.mark.rule,
        f"{entry.mark.confidence:.2f}",
        words["by-person" if entry.by_person else "by-profile"],
        ", ".join(words[risk] for risk in entry.risks),
        words["yes" if entry.mark.heard else "no"],
    )


def _made_by() -> str:
    return f"Stet {__version__}"


def _rules(episode: Episode) -> str:
    """Which profile struck and which language pack found it, with the pack's version."""
    data = pack(episode.info.language or "en").data
    return f"{profile_of(episode.info).name}, {data.lang} {data.version}"
