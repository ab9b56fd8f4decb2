"""WebVTT files: parted as the standard's parser parts them, and no word lost where it drops some.

The fixtures were written from the parser algorithm (W3C WebVTT, 6.1 to 6.3). ``standard`` is what a
player shows: times of cues and their settings; what it drops has to be in the episode or the
report all the same.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor.app.texts import remark_sentence, table
from editor.formats.controls import unified
from editor.formats.place import sound_settings
from editor.formats.registry import read_file
from editor.formats.report import Imported
from editor.formats.vtt import Vtt
from editor.formats.vtt_blocks import Sort, parted
from editor.model.checks import problems
from editor.model.errors import UserError
from tests.formats.kept import codes, lost

Shown = tuple[int, int, str]

HEAD = "WEBVTT\n\n"
CUE = "00:00:00.000 --> 00:00:01.000"
ONE: Shown = (0, 1000, "")
MARKUP = frozenset(
    {
        "WEBVTT",
        "NOTE",
        "STYLE",
        "REGION",
        "id",
        "cue",
        "color",
        "red",
        "v",
        "x",
        "Language",
        "align",
        "start",
    }
)


def settings(text: str) -> str:
    return f"{HEAD}{CUE} {text}\ntext\n"


FILES: dict[str, tuple[str, list[Shown]]] = {
    # the signature
    "only the signature": ("WEBVTT", []),
    "signature and line end": ("WEBVTT\n", []),
    "signature with a space": (f"WEBVTT \n\n{CUE}\ntext", [ONE]),
    "signature with a tab": (f"WEBVTT\t\n\n{CUE}\ntext", [ONE]),
    "signature with a title": (f"WEBVTT A title\n\n{CUE}\ntext", [ONE]),
    "signature with a mark": (f"\ufeffWEBVTT\n\n{CUE}\ntext", [ONE]),
    "signature after two marks": (f"\ufeff\ufeffWEBVTT\n\n{CUE}\ntext", []),
    "no signature": (f"{CUE}\ntext", []),
    "signature too short": (f"WEBVT\n\n{CUE}\ntext", []),
    "signature too long": (f"WEBVTTx\n\n{CUE}\ntext", []),
    "signature in small letters": (f"webvtt\n\n{CUE}\ntext", []),
    "signature after a blank line": (f"\n{HEAD}{CUE}\ntext", []),
    "signature after a space": (f" {HEAD}{CUE}\ntext", []),
    # the head
    "head of more lines": (f"WEBVTT\nKind: captions\nLanguage: en\n\n{CUE}\ntext", [ONE]),
    "head with times at once": (f"WEBVTT\n{CUE}\ntext", [ONE]),
    "head with a line, then times": (f"WEBVTT\nhead\n{CUE}\ntext", [ONE]),
    "head with times in its first line": (f"WEBVTT {CUE}\ntext\n\n{CUE}\ntwo", [ONE]),
    # line ends
    "crlf": (f"{HEAD}{CUE}\ntext\n".replace("\n", "\r\n"), [ONE]),
    "cr": (f"{HEAD}{CUE}\ntext\n".replace("\n", "\r"), [ONE]),
    "mixed line ends": (f"WEBVTT\r\r\n{CUE}\ntext\r", [ONE]),
    "no line end": (f"{HEAD}{CUE}\ntext", [ONE]),
    "many blank lines": (f"WEBVTT\n\n\n\n\n{CUE}\ntext\n\n\n\n{CUE}\ntwo", [ONE, ONE]),
    # cues
    "no text": (f"{HEAD}{CUE}", [ONE]),
    "two lines": (f"{HEAD}{CUE}\none\ntwo\n\nx", [ONE]),
    "an id": (f"{HEAD}an id\n{CUE}\ntext", [ONE]),
    "an id of a space": (f"{HEAD} \n{CUE}\ntext", [ONE]),
    "two lines above the times": (f"{HEAD}one\ntwo\n{CUE}\ntext", [ONE]),
    "id and no text": (f"{HEAD}id\n{CUE}\n\nid\n{CUE}", [ONE, ONE]),
    "times behind text": (f"{HEAD}{CUE}\ntext\n{CUE}\ntwo", [ONE, ONE]),
    "times behind times": (f"{HEAD}{CUE}\n{CUE}\ntwo", [ONE, ONE]),
    "id behind an arrow": (f"{HEAD}-->\n{CUE}\ntext", [ONE]),
    "arrow in the text": (f"{HEAD}{CUE}\ntext\na --> b\nmore", [ONE]),
    "arrow alone": (f"{HEAD}-->\ntext", []),
    "text alone": (f"{HEAD}text\n\n{CUE}\ntwo", [ONE]),
    "text behind a blank line": (f"{HEAD}{CUE}\ntext\n\nmore text", [ONE]),
    "a blank line of a space goes on": (f"{HEAD}{CUE}\ntext\n \nmore", [ONE]),
    "nul": (f"{HEAD}{CUE}\nte\x00xt", [ONE]),
    # notes, sheets, regions
    "a note": (f"{HEAD}NOTE one\ntwo\n\n{CUE}\ntext", [ONE]),
    "a note with a tab": (f"{HEAD}NOTE\tone\n\n{CUE}\ntext", [ONE]),
    "a note with an arrow": (f"{HEAD}NOTE\n-->\n\n{CUE}\ntext", [ONE]),
    "a note with times is a cue": (f"{HEAD}NOTE\n{CUE}\ntext", [ONE]),
    "a note in the text is text": (f"{HEAD}{CUE}\nNOTE one", [ONE]),
    "no note": (f"{HEAD}NOTEone\n\n{CUE}\ntext", [ONE]),
    "a style sheet": (f"{HEAD}STYLE\n::cue {{ color: red }}\n\n{CUE}\ntext", [ONE]),
    "a style sheet with spaces": (f"{HEAD}STYLE \t\n::cue {{ color: red }}\n\n{CUE}\n", [ONE]),
    "a style sheet with times is a cue": (f"{HEAD}STYLE\n{CUE}\ntext", [ONE]),
    "a region": (f"{HEAD}REGION\nid:x\n\n{CUE} region:x\ntext", [(0, 1000, "region:x")]),
    "a region behind a cue": (f"{HEAD}{CUE}\ntext\n\nREGION\nid:x\n\n{CUE}\ntwo", [ONE, ONE]),
    # times
    "no hours": (f"{HEAD}00:00.000 --> 00:01.000\ntext", [ONE]),
    "hours on one side": (f"{HEAD}00:00.000 --> 00:00:01.000\ntext", [ONE]),
    "no blanks round the arrow": (f"{HEAD}00:00.000-->00:01.000\ntext", [ONE]),
    "blanks and tabs": (f"{HEAD} \t00:00.000 \t --> \t 00:01.000 \t\ntext", [ONE]),
    "no blank before settings": (
        f"{HEAD}00:00.000 --> 00:01.000align:start\ntext", [(0, 1000, "align:start")]
    ),
    "hundreds of hours": (
        f"{HEAD}100:00:00.000 --> 123:45:06.789\nx", [(360000000, 445506789, "")]
    ),
    "one digit of hours": (f"{HEAD}0:00:00.000 --> 0:00:01.000\ntext", []),
    "one digit of minutes": (f"{HEAD}0:00.000 --> 0:01.000\ntext", []),
    "three digits of minutes": (f"{HEAD}000:00.000 --> 000:01.000\ntext", []),
    "60 minutes": (f"{HEAD}60:00.000 --> 61:00.000\ntext", []),
    "60 minutes and hours": (f"{HEAD}00:60:00.000 --> 00:61:00.000\ntext", []),
    "60 seconds": (f"{HEAD}00:60.000 --> 00:61.000\ntext", []),
    "59 everywhere": (f"{HEAD}59:59.999 --> 00:59:59.999\ntext", [(3599999, 3599999, "")]),
    "a comma": (f"{HEAD}00:00,000 --> 00:01,000\ntext", []),
    "two decimals": (f"{HEAD}00:00.00 --> 00:01.00\ntext", []),
    "four decimals": (f"{HEAD}00:00.0000 --> 00:01.0000\ntext", []),
    "no decimals": (f"{HEAD}00:00 --> 00:01\ntext", []),
    "no first time": (f"{HEAD}--> 00:01.000\ntext", []),
    "no second time": (f"{HEAD}00:00.000 -->\ntext", []),
    "no times": (f"{HEAD} --> \ntext", []),
    "a minus": (f"{HEAD}-00:00.000 --> 00:01.000\ntext", []),
    "a letter in it": (f"{HEAD}0x:00.000 --> 00:01.000\ntext", []),
    "a short arrow": (f"{HEAD}00:00.000 -> 00:01.000\ntext", []),
    "words before": (f"{HEAD}at 00:00.000 --> 00:01.000\ntext", []),
    "end before start": (f"{HEAD}00:02.000 --> 00:01.000\ntext", [(2000, 1000, "")]),
    "out of order": (
        f"{HEAD}00:02.000 --> 00:03.000\nx\n\n{CUE}\nx", [(2000, 3000, ""), ONE]
    ),
    # settings
    "all settings": (
        settings("vertical:rl line:-1,end position:10%,line-left size:50.5% align:left"),
        [(0, 1000, "vertical:rl line:-1,end position:10%,line-left size:50.5% align:left")],
    ),
    "wrong settings": (
        settings("vertical: line:x position:101% size:-1% align:middle colour:red : :a region"),
        [ONE],
    ),
    "the last one counts": (settings("align:start align:end"), [(0, 1000, "align:end")]),
    "line of a part": (settings("line:1.5"), [(0, 1000, "line:1.5")]),
    "line of nothing": (settings("line:. line:- line:1.  line:.5 line:1-"), [ONE]),
    "position with a word unknown": (settings("position:1%,middle"), [ONE]),
    "per cent with a comma": (settings("size:5,5%"), [ONE]),
}  # fmt: skip


def read(text: str, folder: Path) -> Imported:
    path = folder / "captions.vtt"
    path.write_bytes(text.encode())
    return read_file(path)


@pytest.mark.parametrize("name", FILES)
def test_a_player_shows_the_same_cues(name: str) -> None:
    text, standard = FILES[name]
    file = parted(unified(text))
    cues = [
        (block.timing.start, block.timing.end, sound_settings(block.timing.settings)[0])
        for block in file.blocks
        if block.sort is Sort.CUE and block.timing and block.timing.sound and file.signed
    ]
    assert cues == standard


@pytest.mark.parametrize("name", FILES)
def test_no_word_is_lost(name: str, tmp_path: Path) -> None:
    text, _ = FILES[name]
    try:
        imported = read(text, tmp_path)
    except UserError as error:
        if error.code not in ("vtt-no-cues", "format-unknown") or CUE in text:
            raise
        return
    assert list(problems(imported.episode)) == []
    assert {*lost(text, imported)} <= MARKUP
    for remark in imported.remarks:
        assert remark.code in table("remarks")
        assert "(" + remark.code not in remark_sentence(remark.code, remark.line, remark.facts)


REPAIRS = {
    "no signature": "vtt-no-header",
    "an id": "vtt-ids",
    "arrow in the text": "vtt-arrow",
    "text alone": "text-before-first-line",
    "text behind a blank line": "vtt-blank-inside",
    "a note": "vtt-notes",
    "one digit of hours": "vtt-time-form",
    "60 minutes": "vtt-time-form",
    "a comma": "vtt-time-form",
    "no second time": "vtt-time-unreadable",
    "a letter in it": "vtt-time-unreadable",
    "end before start": "time-reversed",
    "wrong settings": "vtt-settings",
    "head of more lines": "vtt-header",
}


@pytest.mark.parametrize("name", REPAIRS)
def test_what_a_player_would_drop_is_told(name: str, tmp_path: Path) -> None:
    assert REPAIRS[name] in codes(read(FILES[name][0], tmp_path))


def test_a_cue_without_a_blank_line_above_is_told_by_its_number() -> None:
    text = f"{HEAD}1\n{CUE}\none\n2\n{CUE}\ntwo\n3\n{CUE}\n3\n"
    imported = Vtt().read(text, "a.vtt")
    assert [line.text for line in imported.episode.transcript] == ["one", "two", "3"]
    assert codes(imported)["vtt-blank-missing"] == 1


def test_styles_and_regions_are_kept_for_the_next_file() -> None:
    sheet = "STYLE\n::cue(.loud) { color: red }"
    region = "REGION\nid:fred\nwidth:40%"
    text = f"{HEAD}{sheet}\n\n{region}\n\n{CUE} region:fred\n<c.loud>Hey</c>\n"
    info = Vtt().read(text, "a.vtt").episode.info
    assert dict(info.settings) == {"webvtt-blocks": f"{sheet}\n\n{region}"}


def test_the_language_of_the_head() -> None:
    assert (
        Vtt().read(f"WEBVTT\nLanguage: de-AT\n\n{CUE}\nx", "a.vtt").episode.info.language == "de-AT"
    )


def test_facts_of_a_report_are_plain() -> None:
    for text, _ in FILES.values():
        try:
            imported = Vtt().read(text, "a.vtt")
        except UserError:
            continue
        json.dumps([dict(remark.facts) for remark in imported.remarks])
