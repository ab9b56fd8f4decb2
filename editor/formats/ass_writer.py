"""ASS writer: styled subtitles through pysubs2, with looks and places as overrides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from editor.formats.caption_file import CaptionFile, Columns, Dress, ShownCue, families
from editor.formats.place import numpad
from editor.formats.report import Remarks
from editor.formats.safe_cues import bare, safe_cues
from editor.formats.styled import nested
from editor.model.errors import UserError
from editor.model.time import Ms

if TYPE_CHECKING:
    from pysubs2 import SSAStyle

_STEP: Final = 10
"""Times are in hundredths of a second."""
_LIMIT: Final[Ms] = 36_000_000
"""One digit of hours: what ends at 10 h or later cannot be said (Aegisub and pysubs2 clamp it)."""
_SPECIAL: Final = re.compile(r"[{}]|\\(?=[NnhE{])")
_INSTEAD: Final = str.maketrans({"{": "(", "}": ")", "\\": "⧵"})
_GENERIC: Final = {
    "proportionalSansSerif": "Arial",
    "proportionalSerif": "Times New Roman",
    "monospaceSansSerif": "Courier New",
    "monospaceSerif": "Courier New",
}
"""SubStation knows no generic families: what TTML 1 gives as an example of each."""
_OVERRIDES: Final = re.compile(r"\{[^}]*\}")
_CLOCK: Final = re.compile(r"(\d):(\d\d):(\d\d)\.(\d\d)", re.ASCII)


class AssWriter:
    """Writes Advanced SubStation Alpha."""

    id = "ass"
    binary = False
    suffix = ".ass"
    step: Ms = 10
    holds = frozenset({"speakers", "title", "italics", "bold", "underline", "colours", "places"})

    def write(self, file: CaptionFile, repairs: Remarks) -> tuple[bytes, Columns]:
        """The text of the file, and the cues that it says.

        Raises ``UserError("ass-too-late")`` where a cue ends at 10 hours or later.
        """
        import pysubs2

        script = pysubs2.SSAFile()
        if title := bare(file.title):
            script.info["Title"] = title
        _dress(script.styles["Default"], file.dress)
        meant = Columns()
        for number, cue in enumerate(safe_cues(file.cues, repairs, _STEP), 1):
            if cue.end >= _LIMIT:
                raise UserError("ass-too-late", cue=number)
            text = _plain("\n".join(cue.lines), number, repairs)
            meant.add(cue.start, cue.end, text)
            name = bare(cue.voice).replace(",", ";")
            words = _place(cue, number, repairs) + _styled(cue, text)
            script.append(pysubs2.SSAEvent(cue.start, cue.end, words, name=name))
        return script.to_string("ass").encode(), meant

    def read_back(self, data: bytes) -> Columns:
        """The dialogues, taken apart at their commas without pysubs2."""
        read = Columns()
        for line in data.decode().split("\n"):
            if line.startswith("Dialogue: "):
                parts = line.split(",", 9)
                words = _OVERRIDES.sub("", parts[9]).replace("\\N", "\n")
                read.add(_moment(parts[1]), _moment(parts[2]), words)
        return read


def _dress(style: SSAStyle, dress: Dress) -> None:
    """The look of all cues in the one style of the file; a ground is an opaque box."""
    import pysubs2

    font = families(dress.font)
    if font:
        style.fontname = _GENERIC.get(font[0], font[0])
    if dress.colour:
        style.primarycolor = pysubs2.Color(*_parts(dress.colour))
    if dress.ground:
        style.borderstyle = 3
        style.outlinecolor = style.backcolor = pysubs2.Color(*_parts(dress.ground))


def _parts(code: str) -> tuple[int, int, int]:
    red, green, blue = (int(code[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _plain(text: str, number: int, repairs: Remarks) -> str:
    """Text without braces and what a backslash would make a command of, each sign for a sign."""
    if _SPECIAL.search(text) is None:
        return text
    repairs.count("export-braces", number)
    return _SPECIAL.sub(lambda sign: sign[0].translate(_INSTEAD), text)


def _styled(cue: ShownCue, text: str) -> str:
    tagged = nested(text, cue.styles, _tags) if cue.styles else text
    return tagged.replace("\n", "\\N")


def _tags(look: str) -> tuple[str, str] | None:
    if look in ("i", "b", "u"):
        return f"{{\\{look}1}}", f"{{\\{look}0}}"
    if look.startswith("#"):
        red, green, blue = look[1:3], look[3:5], look[5:7]
        return f"{{\\c&H{blue}{green}{red}&}}".upper().replace("\\C", "\\c"), "{\\c}"
    return None


def _place(cue: ShownCue, number: int, repairs: Remarks) -> str:
    key, exact = numpad(cue.place)
    if not exact:
        repairs.count("export-place-near", number)
    return "" if key == 2 else f"{{\\an{key}}}"


def _moment(clock: str) -> Ms:
    found = _CLOCK.fullmatch(clock.strip())
    if found is None:
        raise ValueError(clock)
    parts: Sequence[int] = [int(part) for part in found.groups()]
    return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + parts[3] * 10
