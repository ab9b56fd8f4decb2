"""SCC: the closed captions of American broadcasting (CEA-608 in text form) in, through ttconv."""

from __future__ import annotations

import re
from typing import Final

from editor.formats.controls import unified
from editor.formats.cue_reading import lines_of
from editor.formats.report import Imported, Remarks
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info

_SIGNATURE: Final = "Scenarist_SCC"
_CODES: Final = re.compile(r"^\d\d:\d\d:\d\d[:;.,]\d\d\s+[0-9a-fA-F]{4}\b", re.MULTILINE)


class Scc:
    """Scenarist closed captions."""

    id = "scc"
    suffixes = (".scc",)

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is SCC: its first words say so."""
        if head.lstrip("\ufeff \t\r\n").startswith(_SIGNATURE):
            return 0.99
        return 0.5 if name.lower().endswith(self.suffixes) and _CODES.search(unified(head)) else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every caption as a line; codes that cannot be read are told.

        Raises ``UserError``: ``scc-no-cues``, ``scc-broken``.
        """
        import ttconv.scc.reader

        from editor.formats.ttconv_document import cues_of, listened

        remarks = Remarks()
        plain = unified(text)
        try:
            with listened(remarks, "scc-said"):
                document = ttconv.scc.reader.to_model(plain)
                cues = list(cues_of(document))
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
            reason = str(error) or type(error).__name__
            raise UserError("scc-broken", name=name, line=1, reason=reason) from error
        if not cues:
            raise UserError("scc-no-cues", name=name, line=1)
        segments, speakers, _ = lines_of(cues, remarks)
        info = Info(source=name)
        return Imported(Episode(segments, speakers, info=info), remarks.listed(), "utf-8", self.id)
