"""EBU STL: the subtitles of European broadcasters (EBU Tech 3264) in, through ttconv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Final

from editor.formats.cue_reading import lines_of
from editor.formats.report import Imported, Remarks
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info

_DISK: Final = re.compile(rb"\d{3}STL(?:25|30)\.01", re.DOTALL)
"""Code page and disk format code, with which a file begins (EBU Tech 3264, GSI block)."""
_EUROPEAN: Final = (
    "sq br ca hr cy cs da de en es eo et eu fo fr fy ga gd gl is it se la lv lb lt hu mt nl no oc "
    "pl pt ro rm sr sk sl fi sv tr"
)
_OTHERS: Final = "ar7E be79 bg77 zh75 el70 he6C hi6B id6A ja69 ko65 mk63 fa5A ru56 uk49"
LANGUAGES: Final[Mapping[str, str]] = {
    tag: f"{code:02X}" for code, tag in enumerate(_EUROPEAN.split(), 1)
} | {each[:2]: each[2:] for each in _OTHERS.split()}
"""Language codes (EBU Tech 3264, appendix 3) by the tag of the language."""
_TAGS: Final = {code: tag for tag, code in LANGUAGES.items()}
_HEADER: Final = 1024
_BLOCK: Final = 128
_FIELD: Final = 16
"""Where in a block its text begins."""

_UNUSED: Final = b"\x8f"
_LETTER: Final = rb"[\x21-\x7f\xa0-\xff]"
_CODED: Final = re.compile(
    rb"(?<=%b) *(?:[\x00-\x07\x0a-\x0d\x1c\x1d\x80-\x85] *)+(?=%b)" % (_LETTER, _LETTER)
)
"""Codes of looks between two letters, with the blanks around them."""

_KEPT_BLANK: Final = b"\xa0"
"""A blank that does not break, in all alphabets of EBU STL: the one that ttconv always keeps."""


class Stl:
    """EBU STL, a binary format: a header of 1024 bytes and a block of 128 for each line or so."""

    id = "stl"
    suffixes = (".stl",)

    def is_own(self, data: bytes) -> bool:
        """Whether bytes are EBU STL by their first ones."""
        return _DISK.match(data) is not None

    def read_bytes(self, data: bytes, name: str) -> Imported:
        """Every subtitle as a line; blocks that cannot be read are told.

        Raises ``UserError``: ``stl-no-cues``, ``stl-broken``.
        """
        import ttconv.stl.reader

        from editor.formats.ttconv_document import cues_of, listened

        remarks = Remarks()
        whole = len(data) - (len(data) - _HEADER) % _BLOCK
        if len(data) < _HEADER + _BLOCK:
            raise UserError("stl-no-cues", name=name, line=1)
        if whole < len(data):
            remarks.add("stl-cut-off", None, None, count=len(data) - whole)
        try:
            with listened(remarks, "stl-said"):
                document = ttconv.stl.reader.to_model(BytesIO(_blanks_kept(data[:whole])))
                cues = [
                    replace(cue, text=cue.text.replace("\xa0", " ")) for cue in cues_of(document)
                ]
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
            raise UserError("stl-broken", name=name, line=1, reason=_reason(error)) from error
        if not cues:
            raise UserError("stl-no-cues", name=name, line=1)
        segments, speakers, _ = lines_of(cues, remarks)
        language = _TAGS.get(data[14:16].decode("ascii", "replace").upper(), "")
        info = Info(title=_title(data), source=name, language=language)
        return Imported(
            Episode(segments, speakers, info=info), remarks.listed(), "iso6937", self.id
        )


def _blanks_kept(data: bytes) -> bytes:
    """The file with codes between words written so that ttconv sees one blank there.

    A code takes the place of a blank. ttconv 1.2.3 sees that of a code between two letters, but
    drops blanks beside a code, and sees none where several codes stand together: words would run
    into each other.
    """
    blocks = [data[:_HEADER]]
    for at in range(_HEADER, len(data), _BLOCK):
        text = data[at + _FIELD : at + _BLOCK]
        mended = _CODED.sub(_one_blank, text).rstrip(_UNUSED).ljust(len(text), _UNUSED)
        blocks += (data[at : at + _FIELD], mended if len(mended) == len(text) else text)
    return b"".join(blocks)


def _one_blank(found: re.Match[bytes]) -> bytes:
    codes = found[0].replace(b" ", b"")
    return codes if len(codes) == 1 else _KEPT_BLANK + codes


def _title(data: bytes) -> str:
    """The original programme title of the header (OPT), in its code page 850."""
    return " ".join(data[16:48].decode("cp850").replace("\x00", " ").split())


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
