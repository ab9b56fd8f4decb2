"""Podcast HTML: Podcasting 2.0 transcripts of ``<cite>``, ``<time>`` and ``<p>``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from editor.formats.controls import unified
from editor.formats.cue_reading import ReadCue, lines_of, quoted
from editor.formats.report import Imported, Remarks
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.time import Ms, parse_clock

_TIMED: Final = re.compile(r"<time\b[^>]*>\s*\d{1,3}:\d{2}", re.IGNORECASE)
_UNSAID: Final = frozenset({"script", "style", "template"})
_APART: Final = frozenset({"p", "br", "div", "li", "h1", "h2", "h3", "h4", "tr", "section"})
"""Elements that begin a line of their own: words on both sides stay apart."""


class PodcastHtml:
    """Who speaks in ``<cite>``, when in ``<time>``, and what in the paragraphs up to the next."""

    id = "podcast_html"
    suffixes = (".html", ".htm")

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is one: it is markup, and a clock stands in a ``<time>``."""
        if not head.lstrip("\ufeff \t\r\n").startswith("<") or not _TIMED.search(head):
            return 0.0
        return 0.9 + 0.05 * name.lower().endswith(self.suffixes)

    def read(self, text: str, name: str) -> Imported:
        """Every time with its paragraphs as a line; what stands above is kept as show notes.

        Raises ``UserError("html-no-times")`` where no element holds a time.
        """
        remarks = Remarks()
        reader = _Reader()
        reader.feed(unified(text))
        reader.close()
        if not reader.blocks:
            raise UserError("html-no-times", name=name, line=reader.getpos()[0])
        above = reader.above.strip()
        if above:
            remarks.add("text-before-first-line", 1, None, text=quoted(above))
        cues = [block.cue for block in reader.blocks]
        segments, speakers, _ = lines_of(cues, remarks)
        info = Info(" ".join(reader.title.split()), above, source=name)
        return Imported(Episode(segments, speakers, info=info), remarks.listed(), "utf-8", self.id)


@dataclass(slots=True)
class _Block:
    """What belongs to one time."""

    start: Ms
    line: int
    voice: str
    parts: list[str] = field(default_factory=list)

    @property
    def cue(self) -> ReadCue:
        text = " ".join("".join(self.parts).split())
        return ReadCue(self.start, None, text, self.line, self.voice)


class _Reader(HTMLParser):
    """Takes text in as it comes; nothing is loaded, run or expanded but characters by name."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self.title = ""
        self._above: list[str] = []
        self._within = ""
        self._held: list[str] = []
        self._voice = ""

    @property
    def above(self) -> str:
        """What stands before the first time."""
        lines = (" ".join(line.split()) for line in "".join(self._above).split("\n"))
        return "\n".join(filter(None, lines))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A time or a name begins, or a paragraph."""
        del attrs
        if tag in ("cite", "time", "title", *_UNSAID):
            self._end()
            self._within = tag
        elif tag in _APART:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        """What began is over; a tag left open is over with the next."""
        if tag == self._within:
            self._end()
        elif tag in _APART:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        """Words: of the name, the time, the title, or said."""
        if self._within:
            self._held.append(data)
        else:
            self._say(data)

    def close(self) -> None:
        """The file ends."""
        super().close()
        self._end()

    def _end(self) -> None:
        within, held = self._within, "".join(self._held)
        self._within, self._held = "", []
        if within == "cite":
            self._voice = " ".join(held.split()).rstrip(": ")
            if self.blocks and not "".join(self.blocks[-1].parts).strip():
                self.blocks[-1].voice = self._voice  # the time stands before the name
        elif within == "title":
            self.title += held
        elif within == "time":
            start = parse_clock(held)
            if start is None:
                self._say(f" {held} ")
            else:
                self.blocks.append(_Block(start, self.getpos()[0], self._voice))

    def _say(self, text: str) -> None:
        (self.blocks[-1].parts if self.blocks else self._above).append(text)
