"""TTML: captions for broadcast and streaming (TTML 1 and 2, IMSC 1.1, EBU-TT-D) in, by ttconv."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Final

from editor.formats.controls import unified
from editor.formats.cue_reading import lines_of, quoted
from editor.formats.report import Imported, Remarks
from editor.formats.xml_guard import NO_XML, Tree, read_xml
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info

TT: Final = "{http://www.w3.org/ns/ttml}"
TTM: Final = "{http://www.w3.org/ns/ttml#metadata}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_OLD: Final = re.compile(
    r"http://www\.w3\.org/2006/(?:04|10)/ttaf1(?:#(style|metadata|parameter))?"
)
_ROOT: Final = re.compile(r"<(?:\w+:)?tt[\s>]")


class Ttml:
    """Timed Text Markup Language."""

    id = "ttml"
    suffixes = (".ttml", ".dfxp", ".xml", ".itt")

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is TTML: its root says so, else the suffix hints at it."""
        named = name.lower().endswith((".ttml", ".dfxp", ".itt"))
        if not head.lstrip("\ufeff \t\r\n").startswith("<"):
            return 0.5 if named and "<" in head else 0.0
        return 0.98 if _ROOT.search(head) else 0.5 if named else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every paragraph as a line, every repair as a remark.

        Raises ``UserError``: ``xml-broken``, ``xml-doctype``, ``xml-deep``, ``xml-large``,
        ``ttml-no-cues``, ``ttml-unreadable``.
        """
        import ttconv.imsc.reader

        from editor.formats.ttconv_document import cues_of, listened

        remarks = Remarks()
        plain = unified(text)
        if control := NO_XML.search(plain):
            remarks.count("control-characters", 1 + plain.count("\n", 0, control.start()))
            plain = NO_XML.sub("", plain)
        tree = read_xml(_OLD.sub(_new_name, plain), name)
        names = _named(tree)
        voices = dict(_voices(tree.root))
        info = _info(tree.root, name)
        loose = _loose(tree.root)
        if loose:
            remarks.add("text-before-first-line", 1, None, text=quoted(loose))
        try:
            with listened(remarks, "ttml-said"):
                document = ttconv.imsc.reader.to_model(ElementTree.ElementTree(tree.root))
                cues = list(cues_of(document, names, voices)) if document else []
        except (ValueError, TypeError, AttributeError, KeyError, ArithmeticError) as error:
            raise UserError("ttml-unreadable", name=name, line=1, reason=str(error)) from error
        if not cues:
            raise UserError("ttml-no-cues", name=name, line=1)
        segments, speakers, _ = lines_of(cues, remarks)
        notes = "\n".join(filter(None, (info.show_notes, loose)))
        whole = Info(info.title, notes, info.language, name)
        return Imported(Episode(segments, speakers, info=whole), remarks.listed(), "utf-8", self.id)


def _new_name(found: re.Match[str]) -> str:
    """The namespaces of the drafts, as the standard calls them."""
    part = {"style": "#styling", None: ""}.get(found[1], f"#{found[1]}")
    return f"http://www.w3.org/ns/ttml{part}"


def _named(tree: Tree) -> dict[str, int]:
    """A private language for each paragraph, with the line of the file it stands on.

    It is what ttconv hands on of a paragraph, and nothing else asks for it.
    """
    found: dict[str, int] = {}
    for element, line in zip(tree.root.iter(), tree.lines, strict=True):
        if element.tag == f"{TT}p":
            name = f"x-{len(found)}"
            element.set(f"{XML}lang", name)
            found[name] = line
    return found


def _voices(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Who speaks each paragraph: the agent it names, or that is named around it."""
    agents = {
        agent.get(f"{XML}id", ""): " ".join("".join(agent.itertext()).split())
        for agent in root.iter(f"{TTM}agent")
    }
    waiting = [(root, "")]
    while waiting:
        element, around = waiting.pop()
        agent = element.get(f"{TTM}agent", around)
        if element.tag == f"{TT}p" and agent:
            first = agent.split()[0]
            yield element.get(f"{XML}lang", ""), agents.get(first) or first
        waiting.extend((child, agent) for child in element)


def _info(root: ElementTree.Element, name: str) -> Info:
    """Title, description and language of the document as a whole."""
    head = root.find(f"{TT}head")
    said: dict[str, list[str]] = {}
    for element in head.iter() if head is not None else ():
        words = " ".join((element.text or "").split())
        kind = element.tag.rpartition("}")[2]
        if words and kind != "name":
            said.setdefault("title" if kind == "title" else "notes", []).append(words)
    title = " ".join(said.get("title", []))
    return Info(title, "\n".join(said.get("notes", [])), root.get(f"{XML}lang", ""), name)


def _loose(root: ElementTree.Element) -> str:
    """Text of the body that stands in no paragraph, where players show nothing."""
    body = root.find(f"{TT}body")
    parts: list[str] = []
    waiting = [body] if body is not None else []
    while waiting:
        element = waiting.pop()
        parts += [element.text or "", *(child.tail or "" for child in element)]
        waiting.extend(child for child in element if child.tag != f"{TT}p")
    return " ".join(" ".join(parts).split())
