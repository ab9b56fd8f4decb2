"""EBU STL writer: open subtitles at 25 frames a second, block by block (EBU Tech 3264).

Nobody keeps a library that writes it; ttconv, which only reads it, is who reads it back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Final, TypeAlias

from editor.formats import iso6937
from editor.formats.caption_file import CaptionFile, Columns, ShownCue
from editor.formats.place import box_of, numpad
from editor.formats.report import Remarks
from editor.formats.safe_cues import bare, safe_cues
from editor.formats.stl import LANGUAGES
from editor.model.errors import UserError
from editor.model.time import Ms

Encoder: TypeAlias = Callable[[str], tuple[bytes, str]]

_FRAME: Final[Ms] = 40
_ROWS: Final = 23
_DAY: Final = 24 * 3_600_000 // _FRAME
_FIELD: Final = 112
"""Bytes of text in a block (TF)."""
_BLOCKS: Final = 241
"""Blocks of one subtitle: extension numbers 00 to EF, and FF for the last."""
_MOST_BLOCKS: Final = 99_999
_NEW_LINE: Final = b"\x8a"
_UNUSED: Final = b"\x8f"
_LOOKS: Final = {"i": (b"\x80", b"\x81"), "u": (b"\x82", b"\x83")}
_INSTEAD: Final = str.maketrans(
    {"…": "...", "–": "-", "‐": "-", "‑": "-", "−": "-", "€": "EUR", "„": '"', "\u201a": "'"}
)
_QUOTES: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "—": "-"})
_BLANKS: Final = re.compile(" {2,}")


def _by_codec(name: str, text: str) -> tuple[bytes, str]:
    data = bytearray()
    lacking = []
    for sign in text:
        code = sign.encode(name, "ignore")
        if not code or 0x7F <= code[0] < 0xA0 or code[0] < 0x20:  # those are not letters there
            code = b"?"
            lacking.append(sign)
        data += code
    return bytes(data), "".join(lacking)


_TABLES: Final[Sequence[tuple[str, Encoder]]] = (
    ("00", iso6937.encode),
    *((f"0{at}", partial(_by_codec, f"iso8859_{at + 4}")) for at in range(1, 5)),
)
"""Character code tables by their number (CCT): Latin, Cyrillic, Arabic, Greek, Hebrew."""


class StlWriter:
    """Writes EBU STL; a file has one alphabet, the one that holds most of its text."""

    id = "stl"
    binary = True
    suffix = ".stl"
    step: Ms = _FRAME
    holds = frozenset({"title", "language", "italics", "underline", "places"})

    def write(self, file: CaptionFile, repairs: Remarks) -> tuple[bytes, Columns]:
        """The bytes of the file, and the cues that it says.

        Raises ``UserError``: ``stl-too-late`` where a cue ends a day or more after the start,
        ``stl-too-long`` where one does not fit its blocks, ``stl-too-many``.
        """
        cues = list(_framed(file.cues, repairs))
        table, encode = _table_for("".join("".join(cue.lines) for cue in cues))
        meant = Columns()
        blocks: list[bytes] = []
        for number, cue in enumerate(cues, 1):
            lines = [_told(line, encode, number, repairs) for line in cue.lines]
            fields = _fields([data for data, _ in lines], cue, number, repairs)
            meant.add(cue.start, cue.end, "\n".join(text for _, text in lines))
            blocks += _blocks(len(meant) - 1, cue, fields, number, repairs)
        if len(blocks) > _MOST_BLOCKS:
            raise UserError("stl-too-many", most=_MOST_BLOCKS)
        head = _head(file, table, meant, len(blocks), repairs)
        return head + b"".join(blocks), meant

    def read_back(self, data: bytes) -> Columns:
        """The cues as ttconv reads them, in form NFC: of the letter for Ohm it makes the sign."""
        import ttconv.stl.reader

        from editor.formats.ttconv_document import cues_of, listened

        read = Columns()
        with listened(Remarks(), ""):
            for cue in cues_of(ttconv.stl.reader.to_model(BytesIO(data))):
                text = unicodedata.normalize("NFC", cue.text)
                read.add(cue.start or 0, cue.end or 0, text)
        return read


def _framed(cues: Sequence[ShownCue], repairs: Remarks) -> Iterator[ShownCue]:
    """The cues on whole frames, one after the other; those without text are left out."""
    free = 0
    for number, cue in enumerate(safe_cues(cues, repairs, _FRAME), 1):
        if not "".join(cue.lines).strip():
            repairs.count("export-empty", number)
            continue
        if cue.end >= _DAY * _FRAME:
            raise UserError("stl-too-late", cue=number)
        start = max(cue.start, free)
        if start > cue.start:
            repairs.count("export-overlap", number)
        free = max(cue.end, start + _FRAME)
        yield replace(cue, start=start, end=free)


def _table_for(text: str) -> tuple[str, Encoder]:
    signs = "".join(sorted(set(unicodedata.normalize("NFC", text))))
    lacking = [len(encode(signs)[1]) for _, encode in _TABLES]
    return _TABLES[lacking.index(min(lacking))]


def _told(line: str, encode: Encoder, number: int, repairs: Remarks) -> tuple[bytes, str]:
    """A line in the table, and what it says there; signs that the table lacks are told."""
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", line))
    data, lacking = encode(text)
    if lacking:
        text = text.translate(_INSTEAD)
        data, lacking = encode(text)
    if lacking:
        text = text.translate(_QUOTES)
        data, lacking = encode(text)
    if text != _BLANKS.sub(" ", unicodedata.normalize("NFC", line)):
        repairs.count("export-signs-near", number)
    if lacking:
        repairs.add("export-signs", number, text=" ".join(dict.fromkeys(lacking)))
        text = "".join("?" if sign in lacking else sign for sign in text)
    return data, text


def _fields(
    lines: Sequence[bytes], cue: ShownCue, number: int, repairs: Remarks
) -> Sequence[bytes]:
    """The text fields of a cue. Lines are slanted or underlined as a whole or not at all.

    A code takes the place of a blank in some readers and none in others, so none stands inside.
    """
    dressed = []
    at = 0
    for data, text in zip(lines, cue.lines, strict=True):
        for look, (on, off) in _LOOKS.items():
            worn = [s for s in cue.styles if s.look == look and s.start < at + len(text) > at]
            worn = [s for s in worn if s.end > at]
            if any(s.start <= at and s.end >= at + len(text) for s in worn):
                data = on + data + off
            elif worn:
                repairs.count("export-looks-part", number)
        dressed.append(data)
        at += len(text) + 1
    whole = _NEW_LINE.join(dressed)
    return [whole[at : at + _FIELD] for at in range(0, len(whole), _FIELD)]


def _blocks(
    index: int, cue: ShownCue, fields: Sequence[bytes], number: int, repairs: Remarks
) -> Iterator[bytes]:
    """The blocks (TTI) of one subtitle."""
    if len(fields) > _BLOCKS:
        raise UserError("stl-too-long", cue=number)
    key, exact = numpad(cue.place)
    if not exact or box_of(cue.place).row == 1:
        repairs.count("export-place-near", number)
    row = (_ROWS + 1 - len(cue.lines), (_ROWS + 1) // 2, 1)[(key - 1) // 3]
    times = _time_code(cue.start) + _time_code(cue.end)
    tail = bytes((max(1, row), (key - 1) % 3 + 1, 0))
    for at, text in enumerate(fields):
        extension = 0xFF if at == len(fields) - 1 else at
        head = bytes((0, index & 0xFF, index >> 8 & 0xFF, extension, 0))
        yield head + times + tail + text.ljust(_FIELD, _UNUSED)


def _time_code(at: Ms) -> bytes:
    seconds, frames = divmod(at // _FRAME, 25)
    minutes, seconds = divmod(seconds, 60)
    return bytes((*divmod(minutes, 60), seconds, frames))


def _head(file: CaptionFile, table: str, cues: Columns, blocks: int, repairs: Remarks) -> bytes:
    """The header (GSI) of 1024 bytes, by the offsets of its fields."""
    title = bare(file.title).encode("cp850", "replace")
    if len(title) > 32 or title.decode("cp850") != bare(file.title):
        repairs.count("export-title-near")
    language = file.language.partition("-")[0].lower()
    if file.language and (language != file.language or language not in LANGUAGES):
        repairs.count("export-language-near")
    today = f"{datetime.now(UTC):%y%m%d}"
    first = "".join(f"{part:02}" for part in _time_code(cues.starts[0] if cues.starts else 0))
    widest = max((len(line) for text in cues.texts for line in text.split("\n")), default=0)
    head = bytearray(b" " * 1024)
    for at, value in (
        (0, f"850STL25.010{table}{LANGUAGES.get(language, '00')}"),
        (224, f"{today}{today}00{blocks:05}{len(cues):05}001"),
        (251, f"{min(99, max(40, widest)):02}{_ROWS:02}100000000{first}11"),
    ):
        head[at : at + len(value)] = value.encode("ascii")
    head[16 : 16 + min(32, len(title))] = title[:32]
    return bytes(head)
