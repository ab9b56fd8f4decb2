"""HTML: a page with one table that prints, reads aloud and needs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from string import Template
from typing import TypeAlias

from editor.model.resources import resource_path


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that were struck, between those that stand around them."""

    before: str
    struck: str
    after: str


Cell: TypeAlias = str | Quoted


@dataclass(frozen=True, slots=True)
class Page:
    """A table with a heading, facts above it and a caption; the first cell names its row."""

    language: str
    title: str
    lead: str
    facts: Sequence[tuple[str, str]]
    caption: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_html(page: Page) -> str:
    """The page as HTML; every text of it is escaped."""
    template = Template(resource_path("templates", "table.html").read_text("utf-8"))
    return template.substitute(
        language=escape(page.language),
        title=escape(page.title),
        lead=escape(page.lead),
        facts="\n".join(
            f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
            for name, value in page.facts
        ),
        caption=escape(page.caption),
        header="".join(f'<th scope="col">{escape(name)}</th>' for name in page.header),
        rows="\n".join(_row(row) for row in page.rows),
    )


def _row(row: Sequence[Cell]) -> str:
    first, *rest = (_cell(cell) for cell in row)
    cells = "".join(f"<td>{cell}</td>" for cell in rest)
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return escape(cell)
    return f"{escape(cell.before)}<del>{escape(cell.struck)}</del>{escape(cell.after)}"
