"""XML guard: XML of strangers made into a tree, or refused before anything in it is expanded.

Entities that name entities fill the memory from a few hundred bytes, entities that name files read
them, and elements nested without end exhaust the stack of whoever walks them. A caption file needs
neither a document type nor depth, so both are refused by the parser that looks first.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from editor.model.errors import UserError

DEEPEST: Final = 64
"""Elements inside one another; no caption file has more than a dozen."""
MOST: Final = 1_000_000
"""Elements and attributes: a hundred thousand cues with a few styled words each."""
NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""What no XML may hold (XML 1.0, 2.2), and DEL, which no text does."""
_DECLARATION: Final = re.compile(r"\A\ufeff?\s*(?=<)(<\?xml[^>]*\?>)?")


@dataclass(slots=True)
class Tree:
    """The root of a document, and the line (from 1) of each element in the order of the file."""

    root: ElementTree.Element
    lines: list[int] = field(default_factory=list)


def read_xml(text: str, name: str) -> Tree:
    """The tree of an XML text.

    Raises ``UserError``: ``xml-broken``, ``xml-doctype``, ``xml-deep``, ``xml-large``.
    """
    data = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    lines = _Look(name, text.count("\n", 0, len(text) - len(data.decode("utf-8")))).over(data)
    return Tree(ElementTree.fromstring(data), lines)  # noqa: S314 - looked at just now


class _Look:
    """Reads the document once for what must not be in it, and keeps nothing but lines."""

    def __init__(self, name: str, skipped: int) -> None:
        self._name = name
        self._skipped = skipped
        self._depth = 0
        self._count = 0
        self._lines: list[int] = []
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def over(self, data: bytes) -> list[int]:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise UserError(
                "xml-broken",
                name=self._name,
                line=error.lineno + self._skipped,
                reason=expat.ErrorString(error.code),
            ) from error
        return self._lines

    def _doctype(self, *_: object) -> NoReturn:
        raise UserError("xml-doctype", name=self._name, line=self._line)

    def _start(self, _: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1 + len(attributes)
        self._lines.append(self._line)
        if self._depth > DEEPEST:
            raise UserError("xml-deep", name=self._name, line=self._line, limit=DEEPEST)
        if self._count > MOST:
            raise UserError("xml-large", name=self._name, line=self._line, limit=MOST)

    def _end(self, _: str) -> None:
        self._depth -= 1

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber + self._skipped
