"""CSV: a table as every spreadsheet reads it, in which no cell can pass for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
"""Goes in front of a file, without which Excel takes UTF-8 for something else."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet calculate instead of show (OWASP, "CSV Injection")."""


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> str:
    """A table in the form of RFC 4180.

    A text that a spreadsheet would calculate gets an apostrophe in front, which it does not show.
    """
    out = StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(header)
    table.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: str | float) -> str | float:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
