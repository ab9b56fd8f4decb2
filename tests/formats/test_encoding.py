"""Encodings: words come out as they were written, or what is broken is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.formats.encoding import Decoded, decode
from editor.formats.registry import read_file
from editor.model.errors import UserError

FRAME = "1\n00:00:01,000 --> 00:00:02,000\n{}\n\n"
TEXTS = {
    "English, one curly apostrophe": ("It’s a test, isn't it.", "cp1252"),
    "English, quotes and pounds": ("It’s “quoted” – £5 café … fine", "cp1252"),
    "French": ("Voilà l’été, où ça va très bien à Besançon, cœur naïf.", "cp1252"),
    "German": ("Größe, Übermut und Äpfel schmecken schön.", "cp1252"),
    "Spanish": ("¿Qué pasó mañana? ¡Nada! Él vivía aquí.", "cp1252"),
    "Portuguese": ("Não, a informação está à disposição.", "cp1252"),
    "Danish": ("Æblerne på øen smager også godt.", "cp1252"),
    "Polish": ("Zażółć gęślą jaźń, proszę bardzo, więc to jest łatwe.", "cp1250"),
    "Czech": ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
    "Hungarian": ("Árvíztűrő tükörfúrógép, jó napot kívánok.", "cp1250"),
    "Russian": ("Привет, как дела? Это проверка.", "cp1251"),
    "Ukrainian": ("Привіт, як справи? Це є перевірка її.", "cp1251"),
    "Russian, KOI8": ("Привет, как дела? Это проверка.", "koi8-r"),
    "Russian, DOS": ("Привет, как дела? Это проверка.", "cp866"),
    "Greek": ("Καλημέρα, τι κάνεις; Αυτό είναι δοκιμή.", "cp1253"),
    "Turkish": ("Günaydın, nasılsın? Bu bir deneme şeydir, ağaç.", "cp1254"),  # noqa: RUF001
    "Lithuanian": ("Ąžuolas, ėmė, įdomu, čia ūkis šių.", "cp1257"),
    "Arabic": ("مرحبا بالعالم، هذا اختبار.", "cp1256"),
    "Chinese": ("你好，世界。这是一个测试文件，用来检查编码。", "gb2312"),
    "Japanese": ("こんにちは、世界。これはテストです。", "shift_jis"),
    "Korean": ("안녕하세요, 세계. 이것은 시험입니다.", "euc-kr"),
}
"""Own sentences, in the encoding that files of the language were saved in before UTF-8."""


@pytest.mark.parametrize("name", TEXTS)
def test_a_legacy_encoding_is_guessed_and_said_to_be_a_guess(name: str) -> None:
    words, encoding = TEXTS[name]
    text = FRAME.format(words)
    read = decode(text.encode(encoding))
    assert read.text == text
    assert not read.certain
    assert read.candidates[0] == read.encoding


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_unicode_is_certain(name: str, encoding: str) -> None:
    text = FRAME.format(TEXTS[name][0])
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    read = decode(data)
    assert (read.text, read.certain, read.damaged) == (text, True, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", TEXTS)
def test_utf_16_without_a_mark(name: str, encoding: str) -> None:
    text = FRAME.format(TEXTS[name][0])
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("name", TEXTS)
def test_a_person_has_the_last_word(name: str) -> None:
    words, encoding = TEXTS[name]
    assert decode(words.encode(encoding), encoding).text == words


def test_one_broken_byte_hurts_one_word() -> None:
    text = "Für die Bäckerei\nöffnen wir früh\nund schließen später"
    data = text.encode().replace("früh".encode(), b"fr\xffh")
    read = decode(data)
    assert read.text == text.replace("früh", "fr\ufffdh")
    assert (read.encoding, read.certain, read.damaged) == ("utf-8", False, (2,))


def test_one_broken_byte_in_plain_ascii() -> None:
    read = decode(b"all the other\nwords st\xffnd\n")
    assert read.text == "all the other\nwords st\ufffdnd\n"
    assert read.damaged == (2,)


def test_a_file_cut_off_inside_a_letter() -> None:
    data = "Zähle: größer, schöner, grüß".encode()
    assert decode(data[:-1]).text == "Zähle: größer, schöner, grü\ufffd"


@pytest.mark.parametrize("data", [b"", b"   \n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 40])
def test_nothing_is_said_to_be_nothing(data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        decode(data)
    assert caught.value.code == "file-empty"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 64,
        b"PK\x03\x04" + b"text" * 99,
        b"ID3\x04" + b"\x01\x02\x03" * 99,
        b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 99,
        b"%PDF-1.7\n",
        b"\x7fELF\x02\x01\x01" + b"\x00\x03\x02\x00\x00\x07" * 99,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        decode(data)
    assert caught.value.code == "file-binary"


def test_zeros_a_crash_left_at_the_end_cost_nothing() -> None:
    assert decode(b"every word\n" + b"\0" * 4096).text == "every word\n"


@pytest.mark.parametrize("name", ["no-such", "", "hex", "x" * 300, "a\0b"])
def test_an_encoding_nobody_knows(name: str) -> None:
    with pytest.raises(UserError) as caught:
        decode(b"abc", name)
    assert caught.value.code == "encoding-unknown"


def decoded_or_refused(data: bytes) -> Decoded | str:
    """What was read, or the code of the one of two errors that any bytes may meet."""
    try:
        return decode(data)
    except UserError as error:
        if error.code not in ("file-empty", "file-binary"):
            raise
        return error.code


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    read = decoded_or_refused(data)
    assert isinstance(read, str) or (read.text and read.encoding in read.candidates)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    read = decoded_or_refused(text.encode())
    assert isinstance(read, str) or read.text == text.removeprefix("\ufeff")


def test_the_report_names_the_guess_and_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes(FRAME.format("It’s").encode("cp1252"))
    assert [remark.code for remark in read_file(path).remarks] == ["encoding-guessed"]
    assert read_file(path, "cp1251").remarks == ()
    path.write_bytes(FRAME.format("words st\0nd").encode().replace(b"\0", b"\xff"))
    (remark,) = read_file(path).remarks
    assert (remark.code, remark.line) == ("encoding-damaged", 3)


def test_real_files_of_other_days(samples: Path) -> None:
    captions = samples / "captions"
    assert read_file(captions / "srt_gb2312.srt").encoding == "gb18030"
    assert read_file(captions / "pysrt_windows-1252.srt").encoding == "cp1252"
    assert read_file(captions / "pysrt_bom-utf-16-le.srt").encoding == "utf-16-le"
