"""Encoding: bytes of a text file to text, never losing a word, and saying how sure that is."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from typing import Final

from editor.formats.alphabets import ranked
from editor.formats.controls import unified
from editor.model.errors import UserError

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES: Final = (
    (b"PK\x03\x04", "archive"), (b"\x1f\x8b", "archive"), (b"7z\xbc\xaf", "archive"),
    (b"ID3", "sound"), (b"OggS", "sound"), (b"fLaC", "sound"), (b"RIFF", "sound"),
    (b"\x1a\x45\xdf\xa3", "sound"), (b"FORM", "sound"), (b"\x00\x00\x00\x18ftyp", "sound"),
    (b"\x00\x00\x00\x1cftyp", "sound"), (b"\x00\x00\x00\x20ftyp", "sound"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"),
    (b"%PDF", "pdf"), (b"{\\rtf", "rtf"), (b"\xd0\xcf\x11\xe0", "office"),
    (b"SQLite format 3\x00", "database"),
)  # fmt: skip
_CONTROLS: Final = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e"))
_USUAL_LEADS: Final = (b"\xc2", b"\xc3", b"\xe2", b"\xf0")
"""What accented letters, quotation marks and emoji begin with in UTF-8."""
_NOTHING: Final = "\x00\ufeff \t\r\n"
_SAMPLE: Final = 2**16
_SURE: Final = 0.9
"""From this share of plausible characters on, a one-byte encoding needs no second opinion."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was read.

    ``certain`` is false where the encoding is a guess; ``candidates`` are then the names worth
    trying, best first, the one used among them. ``damaged`` are the lines (from 1) that hold bytes
    which are no text in this encoding; each such byte is a U+FFFD in ``text``.
    """

    text: str
    encoding: str
    certain: bool
    candidates: tuple[str, ...]
    damaged: tuple[int, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Read ``data`` as text; ``encoding`` is a person's choice and is then taken without a guess.

    Raises ``UserError``: ``file-empty``, ``file-binary``, ``encoding-unknown``.
    """
    if encoding is not None:
        return _chosen(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _read(data[len(mark) :], name, certain=True)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UserError("file-binary", kind=kind)
    if data.endswith(b"\x00") and not _wide(data):
        data = data.rstrip(b"\x00")
    if not data[:_SAMPLE].strip() and not data.strip():
        raise UserError("file-empty")
    if wide := _wide(data):
        return _read(data, wide, certain=True)
    _refuse_controls(data)
    try:
        return _decoded(data.decode("utf-8"), "utf-8", certain=True)
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data"
    if _is_damaged_utf8(data, cut_off=cut_off):
        return replace(_read(data, "utf-8", certain=False), candidates=("utf-8", "cp1252"))
    return _guessed(data)


def _chosen(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        for mark, of in _BOMS:
            if codecs.lookup(of).name == name and data.startswith(mark):
                data = data[len(mark) :]
        return _read(data, name, certain=True)
    except (LookupError, ValueError) as error:
        raise UserError("encoding-unknown", encoding=encoding) from error


def _read(data: bytes, encoding: str, *, certain: bool) -> Decoded:
    text = data.decode(encoding, "replace")
    return replace(
        _decoded(text, encoding, certain=certain), damaged=_damaged_lines(text, data, encoding)
    )


def _decoded(text: str, encoding: str, *, certain: bool) -> Decoded:
    if not text[:_SAMPLE].strip(_NOTHING) and not text.strip(_NOTHING):
        raise UserError("file-empty")
    return Decoded(text, encoding, certain, (encoding,))


def _damaged_lines(text: str, data: bytes, encoding: str) -> tuple[int, ...]:
    if "\ufffd" not in text:
        return ()
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        lines = unified(text).split("\n")
        return tuple(number for number, line in enumerate(lines, 1) if "\ufffd" in line)
    return ()  # whoever wrote the file put the character there


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: digits, spaces and line ends put a NUL into every second byte."""
    sample = data[:_SAMPLE]
    if len(sample) < 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = max(2, len(sample) // 50)
    if odd >= enough and odd > 8 * even:
        return "utf-16-le"
    if even >= enough and even > 8 * odd:
        return "utf-16-be"
    return None


def _refuse_controls(data: bytes) -> None:
    """Raise where more bytes are control characters than damage explains."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 2 + len(sample) // 50:
        raise UserError("file-binary", kind="unknown")


def _is_damaged_utf8(data: bytes, *, cut_off: bool) -> bool:
    """Whether data that is no UTF-8 was meant as it, and a few bytes of it are broken."""
    broken = data.decode("utf-8", "replace").count("\ufffd")
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    impossible = data.count(b"\xff") + data.count(b"\xfe")
    if high == broken == impossible:  # no text has these bytes: plain ASCII, damaged
        return True
    if cut_off and (high > 1 or data[-1:] in _USUAL_LEADS):
        return True
    return broken * 4 < high


def _guessed(data: bytes) -> Decoded:
    scored = ranked(data[:_SAMPLE])
    names = [name for name, score in scored if score >= _SURE]
    if not names:
        names = _second_opinion(data[:_SAMPLE]) + [name for name, _ in scored]
    candidates = tuple(dict.fromkeys(names))
    best = candidates[0]
    return replace(_read(data, best, certain=False), candidates=candidates)


def _second_opinion(data: bytes) -> list[str]:
    """What charset-normalizer makes of it; imported only now, for few files need it."""
    from charset_normalizer import from_bytes

    found = [match.encoding for match in from_bytes(data)]
    return [codecs.lookup(name).name for name in found]
