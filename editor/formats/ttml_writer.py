"""TTML writer: IMSC 1.1 text captions, through ttconv's model, with the speakers as agents."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from editor.formats.caption_file import CaptionFile, Columns, Dress, ShownCue, families
from editor.formats.place import Box, box_of
from editor.formats.report import Remarks
from editor.formats.safe_cues import NONCHARACTERS, bare, safe_cues
from editor.formats.styled import changed
from editor.formats.ttml import TT, TTM, XML
from editor.model.time import Ms

if TYPE_CHECKING:
    from ttconv import model
    from ttconv import style_properties as styles

_PROFILE: Final = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
_CLOCK: Final = re.compile(r"(\d+):(\d\d):(\d\d)(?:\.(\d+))?", re.ASCII)
_MARGIN: Final = 10.0
"""Per cent of the picture that captions keep free at each edge (SMPTE ST 2046-1's safe area)."""


class TtmlWriter:
    """Writes IMSC 1.1, text profile."""

    id = "ttml"
    binary = False
    suffix = ".ttml"
    step: Ms = 1
    holds = frozenset(
        {"speakers", "title", "language", "italics", "bold", "underline", "colours", "places"}
    )

    def write(self, file: CaptionFile, repairs: Remarks) -> tuple[bytes, Columns]:
        """The text of the file, and the cues that it says."""
        import ttconv.imsc.config
        import ttconv.imsc.writer

        cues = [_without_noncharacters(cue, n, repairs) for n, cue in _numbered(file, repairs)]
        meant = Columns()
        for cue in cues:
            meant.add(cue.start, cue.end, "\n".join(cue.lines))
        settings = ttconv.imsc.config.IMSCWriterConfiguration(
            profile_signaling=ttconv.imsc.config.ContentProfilesSignaling.CONTENT_PROFILES
        )
        tree = ttconv.imsc.writer.from_model(_document(cues, file), settings)
        _add_metadata(tree.getroot(), file.title, cues)
        for paragraph in tree.getroot().iter(f"{TT}p"):
            paragraph.tail = "\n"
        data: bytes = ElementTree.tostring(tree.getroot(), "utf-8", xml_declaration=True)
        return data + b"\n", meant

    def read_back(self, data: bytes) -> Columns:
        """The paragraphs as they stand in the XML, read without ttconv."""
        read = Columns()
        root = ElementTree.fromstring(data)  # noqa: S314 - written just now
        for paragraph in root.iter(f"{TT}p"):
            start, end = (_moment(paragraph.get(name, "")) for name in ("begin", "end"))
            read.add(start, end, "".join(_texts(paragraph)))
        return read


def _numbered(file: CaptionFile, repairs: Remarks) -> Iterator[tuple[int, ShownCue]]:
    return enumerate(safe_cues(file.cues, repairs), 1)


def _without_noncharacters(cue: ShownCue, number: int, repairs: Remarks) -> ShownCue:
    """XML refuses what is no character."""
    text = "\n".join(cue.lines)
    if NONCHARACTERS.search(text) is None:
        return cue
    repairs.count("export-controls", number)
    text, styles = changed(text, cue.styles, NONCHARACTERS, "")
    return ShownCue(cue.start, cue.end, tuple(text.split("\n")), cue.voice, styles, cue.place)


def _document(cues: Sequence[ShownCue], file: CaptionFile) -> model.ContentDocument:
    from ttconv import model

    document = model.ContentDocument()
    document.set_lang(file.language)
    document.set_content_profiles({_PROFILE})
    body, division = model.Body(document), model.Div(document)
    body.set_space(model.WhiteSpaceHandling.PRESERVE)
    division.set_space(model.WhiteSpaceHandling.PRESERVE)
    _dress_all(body, file.dress)
    document.set_body(body)
    body.push_child(division)
    regions: dict[str, model.Region] = {}
    for number, cue in enumerate(cues, 1):
        region = regions.get(cue.place)
        if region is None:
            region = regions[cue.place] = _region(document, len(regions) + 1, cue.place)
        paragraph = model.P(document)
        paragraph.set_id(f"c{number}")
        paragraph.set_begin(Fraction(cue.start, 1000))
        paragraph.set_end(Fraction(cue.end, 1000))
        paragraph.set_region(region)
        paragraph.set_space(model.WhiteSpaceHandling.PRESERVE)
        _fill(paragraph, document, cue, file.dress.ground)
        division.push_child(paragraph)
    return document


def _region(document: model.ContentDocument, number: int, place: str) -> model.Region:
    from ttconv import model
    from ttconv import style_properties as styles

    def percent(value: float) -> styles.LengthType:
        return styles.LengthType(round(value, 3), styles.LengthType.Units.pct)

    box = _inside(box_of(place))
    region = model.Region(f"r{number}", document)
    rows = (
        styles.DisplayAlignType.before,
        styles.DisplayAlignType.center,
        styles.DisplayAlignType.after,
    )
    columns = (styles.TextAlignType.start, styles.TextAlignType.center, styles.TextAlignType.end)
    given = styles.StyleProperties
    region.set_style(given.Origin, styles.CoordinateType(percent(box.x), percent(box.y)))
    region.set_style(given.Extent, styles.ExtentType(percent(box.height), percent(box.width)))
    region.set_style(given.DisplayAlign, rows[box.row])
    region.set_style(given.TextAlign, columns[box.column])
    region.set_style(given.Overflow, styles.OverflowType.visible)
    document.put_region(region)
    return region


def _inside(box: Box) -> Box:
    """The box within the safe area, where its edges are only those of the picture."""
    if (box.x, box.width) == (0.0, 100.0):
        box = Box(_MARGIN, box.y, 100 - 2 * _MARGIN, box.height, box.row, box.column)
    if (box.y, box.height) == (0.0, 100.0):
        box = Box(box.x, _MARGIN, box.width, 100 - 2 * _MARGIN, box.row, box.column)
    return box


def _dress_all(body: model.Body, dress: Dress) -> None:
    """What all cues inherit; a ground is not inherited and goes to the spans."""
    from ttconv import style_properties as styles

    generic = {each.value: each for each in styles.GenericFontFamilyType}
    fonts = tuple(generic.get(name, name) for name in families(dress.font))
    if fonts:
        body.set_style(styles.StyleProperties.FontFamily, fonts)
    if dress.colour:
        body.set_style(styles.StyleProperties.Color, _colour(dress.colour))


def _colour(code: str) -> styles.ColorType:
    from ttconv.style_properties import ColorType

    return ColorType((*(int(code[at : at + 2], 16) for at in (1, 3, 5)), 255))


def _fill(paragraph: model.P, document: model.ContentDocument, cue: ShownCue, ground: str) -> None:
    """The text of a cue in spans, each with the looks that lie over all of it."""
    from ttconv import model

    text = "\n".join(cue.lines)
    breaks = [at for at, sign in enumerate(text) if sign == "\n"]
    edges = {0, len(text), *breaks, *(at + 1 for at in breaks)}
    for style in cue.styles:
        edges |= {style.start, style.end}
    for start, end in pairwise(sorted(edges)):
        if text[start] == "\n":
            paragraph.push_child(model.Br(document))
            continue
        span = model.Span(document)
        span.set_space(model.WhiteSpaceHandling.PRESERVE)
        span.push_child(model.Text(document, text[start:end]))
        if ground:
            _lay_on(span, ground)
        for style in cue.styles:
            if style.start <= start and end <= style.end:
                _dress(span, style.look)
        paragraph.push_child(span)


def _lay_on(span: model.Span, ground: str) -> None:
    from ttconv.style_properties import StyleProperties

    span.set_style(StyleProperties.BackgroundColor, _colour(ground))


def _dress(span: model.Span, look: str) -> None:
    from ttconv import style_properties as styles

    given = styles.StyleProperties
    if look == "i":
        span.set_style(given.FontStyle, styles.FontStyleType.italic)
    elif look == "b":
        span.set_style(given.FontWeight, styles.FontWeightType.bold)
    elif look == "u":
        span.set_style(given.TextDecoration, styles.TextDecorationType(underline=True))
    elif look.startswith("#"):
        span.set_style(given.Color, _colour(look))


def _add_metadata(root: ElementTree.Element, title: str, cues: Sequence[ShownCue]) -> None:
    """The title and the speakers, which ttconv's model has no room for."""
    ElementTree.register_namespace("ttm", TTM[1:-1])
    names = list(dict.fromkeys(bare(cue.voice) for cue in cues if bare(cue.voice)))
    title = bare(title)
    head = root.find(f"{TT}head")
    if not names and not title:
        return
    if head is None:
        head = ElementTree.Element(f"{TT}head")
        root.insert(0, head)
    metadata = ElementTree.Element(f"{TT}metadata")
    head.insert(0, metadata)
    if title:
        ElementTree.SubElement(metadata, f"{TTM}title").text = title
    ids = {}
    for number, name in enumerate(names, 1):
        ids[name] = f"a{number}"
        agent = ElementTree.SubElement(metadata, f"{TTM}agent", {f"{XML}id": ids[name]})
        agent.set("type", "person")
        ElementTree.SubElement(agent, f"{TTM}name", {"type": "full"}).text = name
    for paragraph, cue in zip(root.iter(f"{TT}p"), cues, strict=True):
        if bare(cue.voice):
            paragraph.set(f"{TTM}agent", ids[bare(cue.voice)])


def _texts(element: ElementTree.Element) -> Iterator[str]:
    if element.tag == f"{TT}br":
        yield "\n"
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def _moment(clock: str) -> Ms:
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise ValueError(clock)
    hours, minutes, seconds, part = found.groups()
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((part or "").ljust(3, "0")[:3])
