"""EBU STL: the subtitles of European broadcasters (EBU Tech 3264) in, through ttconv."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final

from editor.formats.cue_reading import lines_of
from editor.formats.report import Imported, Remarks
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info

_DISK: Final = re.compile(rb"\d{3}STL(?:25|30)\.01", re.DOTALL)
"""Code page and disk format code, with which a file begins (EBU Tech 3264, GSI block)."""
_HEADER: Final = 1024
_BLOCK: Final = 128


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
                document = ttconv.stl.reader.to_model(BytesIO(data[:whole]))
                cues = list(cues_of(document))
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
            raise UserError("stl-broken", name=name, line=1, reason=_reason(error)) from error
        if not cues:
            raise UserError("stl-no-cues", name=name, line=1)
        segments, speakers, _ = lines_of(cues, remarks)
        info = Info(title=_title(data), source=name)
        return Imported(
            Episode(segments, speakers, info=info), remarks.listed(), "iso6937", self.id
        )


def _title(data: bytes) -> str:
    """The original programme title of the header (OPT), in its code page 850."""
    return " ".join(data[16:48].decode("cp850").replace("\x00", " ").split())


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
