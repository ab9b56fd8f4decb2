"""Contract: what every format keeps to, whatever it is given."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.errors import sentence
from editor.app.texts import remark_sentence, table
from editor.formats.ass import Ass
from editor.formats.json_words import PodcastJson
from editor.formats.podcast_html import PodcastHtml
from editor.formats.podcast_page import PodcastPage
from editor.formats.registry import FORMATS, Format, best, read_file
from editor.formats.report import Imported
from editor.formats.sbv import Sbv
from editor.formats.srt import Srt
from editor.formats.tsv import Tsv
from editor.formats.ttml import Ttml
from editor.formats.vtt import Vtt
from editor.model.checks import problems
from editor.model.errors import UserError
from tests.formats.kept import lost, words_of

ROWS = (
    (1, "It’s “early”, – isn't it?"),
    (4, "Größe 42, naïve café 🎙️ and , , more."),
    (9, "بودكاست הלו 東京へ"),
    (12, "The end."),
)


def read_or_refused(path: Path) -> Imported | None:
    """What was read, or ``None`` where the file was refused in a sentence that names it."""
    try:
        return read_file(path)
    except UserError as error:
        said = sentence(error)
        if path.name not in said or error.code not in table("errors"):
            raise
        return None


def beginnings(words: str) -> frozenset[str]:
    """Words of markup, and what is left of them where a file is cut off."""
    return frozenset(word[:end] for word in words.split() for end in range(1, len(word) + 1))


class Contract:
    """Every format runs through this, with a sound file of its own and the words of its markup."""

    format: Format
    sound: str
    name: str
    markup: frozenset[str] = frozenset()

    def escaped(self, text: str) -> str:
        """A text as it stands in a file of the format."""
        return text

    def write(self, folder: Path, data: bytes) -> Path:
        path = folder / self.name
        path.write_bytes(data)
        return path

    def test_it_is_told_by_what_is_in_it(self) -> None:
        assert best(self.name, self.sound) is self.format
        assert best("noname", self.sound) is self.format
        others = [other for other in FORMATS if other is not self.format]
        own = self.format.sniff(self.name, self.sound)
        assert 0 < own <= 1
        assert all(other.sniff(self.name, self.sound) < own for other in others)

    def test_it_says_what_it_is(self) -> None:
        assert self.name.endswith(self.format.suffixes)
        assert self.format.id.isidentifier()

    def test_every_word_is_kept(self, tmp_path: Path) -> None:
        imported = read_file(self.write(tmp_path, self.sound.encode()))
        assert list(problems(imported.episode)) == []
        assert imported.format == self.format.id
        assert imported.episode.info.source == self.name
        assert [line.text for line in imported.episode.transcript] == [text for _, text in ROWS]
        assert [line.start // 1000 for line in imported.episode.transcript] == [s for s, _ in ROWS]

    @pytest.mark.parametrize(
        "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
    )
    @pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
    def test_encodings_and_line_ends_change_nothing(
        self, tmp_path: Path, encoding: str, eol: str
    ) -> None:
        plain = read_file(self.write(tmp_path, self.sound.encode()))
        other = read_file(self.write(tmp_path, self.sound.replace("\n", eol).encode(encoding)))
        assert [*other.episode.transcript] == [*plain.episode.transcript]
        assert other.episode.info == plain.episode.info
        assert other.remarks == plain.remarks

    def test_cut_off_at_every_byte(self, tmp_path: Path) -> None:
        data = self.sound.encode()
        for end in range(len(data)):
            path = self.write(tmp_path, data[:end])
            imported = read_or_refused(path)
            if imported is None:
                continue
            assert list(problems(imported.episode)) == []
            text = data[:end].decode("utf-8", "ignore")
            assert {*lost(text, imported)} <= self.markup, text[-40:]

    def test_one_wrong_byte_anywhere(self, tmp_path: Path) -> None:
        data = self.sound.encode()
        kept = words_of(read_file(self.write(tmp_path, data)).episode)
        for at in range(0, len(data), 3):
            hurt = data[:at] + b"\xff" + data[at + 1 :]
            imported = read_or_refused(self.write(tmp_path, hurt))
            if imported is None:
                continue
            assert list(problems(imported.episode)) == []
            assert imported.remarks
            gone = kept - words_of(imported.episode)
            assert gone.total() <= 12, hurt[max(0, at - 20) : at + 20]

    @pytest.mark.parametrize("kind", ["nul", "huge", "spaces", "gap", "no end", "controls"])
    def test_strange_text(self, tmp_path: Path, kind: str) -> None:
        first = ROWS[0][1]
        instead = {
            "nul": first.replace("early", "ear\0ly"),
            "huge": f"{first} {'word ' * 400_000}",
            "spaces": f"\u00a0\u3000{first} \t",
            "gap": f"{first}{' ' * 500_000}end{' ' * 500_000}",
            "no end": first,
            "controls": f"\x1b{first}\x7f\u2028",
        }[kind]
        text = self.sound.replace(first, self.escaped(instead))
        imported = read_file(
            self.write(tmp_path, (text.strip() if kind == "no end" else text).encode())
        )
        assert list(problems(imported.episode)) == []
        assert imported.episode.transcript[0].text.startswith(first)
        for remark in imported.remarks:
            assert remark_sentence(remark.code, remark.line, remark.facts)


class TestSrt(Contract):
    format = next(known for known in FORMATS if isinstance(known, Srt))
    name = "captions.srt"
    sound = "".join(
        f"{number}\n00:00:{second:02},000 --> 00:00:{second + 2:02},000\n{text}\n\n"
        for number, (second, text) in enumerate(ROWS, 1)
    )


class TestVtt(Contract):
    format = next(known for known in FORMATS if isinstance(known, Vtt))
    name = "captions.vtt"
    markup = frozenset({"WEBVTT", "v", "Ann", "Ben", "An", "A", "Be", "B", "amp", "line"})
    sound = "WEBVTT\n\n" + "".join(
        f"{number}\n00:{second:02}.000 --> 00:00:{second + 2:02}.000 line:0\n"
        f"<v {'Ann' if number % 2 else 'Ben'}>{text}\n\n"
        for number, (second, text) in enumerate(ROWS, 1)
    )


class TestTtml(Contract):
    format = next(known for known in FORMATS if isinstance(known, Ttml))
    name = "captions.ttml"
    markup = beginnings(
        "xml version encoding UTF tt xmlns http www w ns ttml org lang en body div p begin end s"
    )
    sound = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml"'
        ' xml:lang="en">\n<body><div>\n'
    ) + "".join(
        f'<p begin="00:00:{second:02}.000" end="{second + 2}s">{text}</p>\n'
        for second, text in ROWS
    )
    sound += "</div></body></tt>\n"


class TestSbv(Contract):
    format = next(known for known in FORMATS if isinstance(known, Sbv))
    name = "captions.sbv"
    sound = "".join(
        f"0:00:{second:02}.000,0:00:{second + 2:02}.000\n{text}\n\n" for second, text in ROWS
    )


@pytest.mark.parametrize(
    "text",
    [
        200_000 * " " + "x",  # took a minute for a quarter of it, before any format was chosen
        "WEBVTT\n\n" + 5_000 * "1" + ":00:01.000 --> 00:00:02.000\nx\n",
        5_000 * "1" + ":00\t2:00\tx\n",
    ],
)
def test_what_no_hand_wrote_is_read_or_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text)
    read_or_refused(path)


class TestTsv(Contract):
    format = next(known for known in FORMATS if isinstance(known, Tsv))
    name = "words.tsv"
    markup = beginnings("start end text")
    sound = "start\tend\ttext\n" + "".join(
        f"{second * 1000}\t{second * 1000 + 2000}\t{text}\n" for second, text in ROWS
    )

    @pytest.mark.parametrize("late", ["9999999999", "999999999:00:00", "1" * 5_000 + ":00"])
    def test_a_time_later_than_any_recording_is_none(self, late: str) -> None:
        assert Tsv().sniff(self.name, f"{late}\t{late}\tso") == 0.0
        rows = f"0\t900\tso\n{late}\t{late}\twe\n900\t950\tleft"
        first, second = Tsv().read(rows, self.name).episode.transcript
        assert (first.text.split()[-1], second.text) == ("we", "left")

    @pytest.mark.parametrize("above", ["", "\n", " \n\t\n"])
    def test_single_words_below_a_heading_make_a_line(self, above: str) -> None:
        rows = "start\tend\ttext\n0\t300\tso\n300\t600\twe\n600\t900\tleft.\n"
        (line,) = Tsv().read(above + rows, self.name).episode.transcript
        assert (line.start, line.end, line.text) == (0, 900, "so we left.")


class TestJson(Contract):
    format = next(known for known in FORMATS if isinstance(known, PodcastJson))
    name = "transcript.json"
    markup = beginnings("version segments speaker startTime endTime body Ann")
    sound = json.dumps(
        {
            "version": "1.0.0",
            "segments": [
                {"startTime": second, "endTime": second + 2.0, "body": text}
                for second, text in ROWS
            ],
        },
        ensure_ascii=False,
        indent=1,
    )

    def test_one_wrong_byte_anywhere(self, tmp_path: Path) -> None:
        """JSON with a wrong byte in its marks is no JSON: refused in a sentence, or read."""
        data = self.sound.encode()
        for at in range(0, len(data), 7):
            hurt = data[:at] + b"\xff" + data[at + 1 :]
            imported = read_or_refused(self.write(tmp_path, hurt))
            assert imported is None or not list(problems(imported.episode))

    def escaped(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=False)[1:-1]


class TestPodcastHtml(Contract):
    format = next(known for known in FORMATS if isinstance(known, PodcastHtml))
    name = "transcript.html"
    markup = beginnings("cite Ann Ben time p")
    sound = "".join(
        f"<cite>{'Ann' if number % 2 else 'Ben'}:</cite>\n"
        f"<time>0:{second:02}</time>\n<p>{text}</p>\n"
        for number, (second, text) in enumerate(ROWS, 1)
    )


class TestAss(Contract):
    format = next(known for known in FORMATS if isinstance(known, Ass))
    name = "captions.ass"
    markup = beginnings(
        "V Script Info ScriptType v Styles Format Name Fontname Fontsize PrimaryColour Style"
        " Default Arial HFFFFFF Events Layer Start End MarginL MarginR MarginV Effect Text"
        " Dialogue Bold Italic Underline Alignment"
    )
    sound = (
        "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\n"
        "Style: Default,Arial,20\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL,"
        " MarginR, MarginV, Effect, Text\n"
    ) + "".join(
        f"Dialogue: 0,0:00:{second:02}.00,0:00:{second + 2:02}.00,Default,,0,0,0,,{text}\n"
        for second, text in ROWS
    )


class TestPodcastPage(Contract):
    format = next(known for known in FORMATS if isinstance(known, PodcastPage))
    name = "page.txt"
    markup = frozenset({"Creators", "Guests", "Host", "Guest"})
    sound = (
        "Small Hours\n\nBread before dawn\n\nTwo bakers talk.\n  • (0:01) - Flour’s first\n"
        "  • (0:04) - Water\n\n----\n\nCreators & Guests\n\nHost\nAda Byrne\nAda bakes.\nGuest\n"
        "Cleo Marsh\n\nWhat is Small Hours?\n\nA show.\n\n"
    ) + "".join(f"0:{second:02}\n{text}\n\n" for second, text in ROWS)


PIECES = [
    *TestSrt.sound.split("\n"),
    *TestVtt.sound.split("\n"),
    *TestTtml.sound.split("\n"),
    *TestSbv.sound.split("\n"),
    *TestAss.sound.split("\n"),
    *TestPodcastPage.sound.split("\n"),
    *("\n", "\n\n", "\0", "\u2028", "0:00", "-->", "1", "•", "(", "[0:01]", "0:0", "Host", "A: b"),
    *("WEBVTT", "NOTE x", "STYLE", "REGION", "<v A>", "</i>", "<c.x>", "<00:01.000>", "&lt;", "{"),
]


@pytest.mark.parametrize("known", FORMATS)
@given(parts=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=9))))
def test_any_text_is_read_or_refused(known: Format, parts: list[str]) -> None:
    try:
        imported = known.read("\n".join(parts), "some.txt")
    except UserError as error:
        said = sentence(error)
        if "some.txt" not in said or str(error.facts["line"]) not in said:
            raise
    else:
        assert list(problems(imported.episode)) == []


def test_nothing_of_nothing() -> None:
    assert best("a.json", '{"words": []}') is None
    assert best("a.txt", "just words\n") is None


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.srt", b"", "file-empty"),
        ("blank.txt", b" \r\n\r\n", "file-empty"),
        ("binary.srt", bytes(range(256)) * 64, "file-binary"),
        ("notes.txt", b"no times in here at all\n", "format-unknown"),
        ("notes.srt", b"no times in here at all\n", "srt-no-times"),
        ("notes.vtt", b"WEBVTT\n\nno times in here at all\n", "vtt-no-cues"),
        ("chapters.txt", "Show\n\n• (0:01) - One\n".encode(), "page-no-stamps"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_way_out(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        read_file(path)
    assert caught.value.code == code
    said = sentence(caught.value)
    assert name in said
    assert "(" + "line" + ")" not in said


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.srt"
    with path.open("wb") as file:
        file.truncate(2**31)
    with pytest.raises(UserError) as caught:
        read_file(path)
    assert caught.value.code == "file-too-large"
    assert "2048 MiB" in sentence(caught.value)


def test_every_remark_that_can_be_made_has_a_sentence() -> None:
    folder = Path(__file__).resolve().parents[2] / "editor" / "formats"
    made = re.compile(r"(?:remarks\.(?:add|count)\(\s*|code = )(?:\"([a-z0-9-]+)\")")
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    found = set(made.findall(source)) | {"page-chapter-outside", "page-chapter-between"}
    assert len(found) > 30
    assert found - set(table("remarks")) == set()
