"""Language packs: their own tests, what a bad one is told, and when one may strike."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editor.cleaning import Tier, propose
from editor.cleaning.engine import sweep
from editor.cleaning.pack import KEEP_TESTS, Pack, languages, pack, read
from editor.cleaning.profiles import profile
from editor.cleaning.schema import Example, check
from editor.model.errors import UserError

EXAMPLES = [
    pytest.param(language, example, id=f"{language}: {example.raw}")
    for language in languages()
    for example in pack(language).data.tests
]
SMALL: dict[str, Any] = {
    "lang": "qq",
    "name": "Q",
    "version": 1,
    "filled_pause": {"patterns": ["öm+"]},
    "classes": {"function": "la", "no_comma_after": "la"},
}


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_a_pack_passes_its_own_tests(
    language: str, example: Example, cleaned: Callable[[str, str], str]
) -> None:
    assert cleaned(example.raw, language) == example.clean


def test_four_languages_are_shipped_and_trusted() -> None:
    assert {"de", "en", "es", "fr"} <= set(languages())
    for language in languages():
        assert pack(language).trusted, language
        assert sum(example.keeps for example in pack(language).data.tests) >= KEEP_TESTS


@pytest.mark.parametrize(
    ("tag", "code"), [("en-GB", "en"), ("en_US", "en"), ("de-AT", "de"), ("EN", "en")]
)
def test_a_tag_finds_the_pack_of_its_language(tag: str, code: str) -> None:
    assert pack(tag) is pack(code)


@pytest.mark.parametrize("tag", ["it", "xx", "", "../en", "en/../de", "ü"])
def test_a_language_without_a_pack_only_loses_its_scars(tag: str) -> None:
    text = "um um the the, , er"
    struck = [f for f in propose(text, tag) if f.tier is Tier.AUTO]
    assert [text[f.start : f.end] for f in struck] == [", "]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lang": 3}, "lang"),
        ({"version": "one"}, "version"),
        ({"version": True}, "version"),
        ({"short_words": ["a"]}, "short_words"),
        ({"nonsense": 1}, "nonsense"),
        ({"filled_pause": {"patterns": "um"}}, "filled_pause.patterns"),
        ({"filled_pause": {"patterns": ["("]}}, "filled_pause.patterns"),
        ({"filled_pause": []}, "filled_pause"),
        ({"classes": {"functions": "a"}}, "classes.functions"),
        ({"markers": [{"words": "so", "style": "loud"}]}, "markers[1].style"),
        (
            {"markers": [{"words": "so", "style": "hedge", "confidence": {"both": 2}}]},
            "markers[1].confidence",
        ),
        (
            {"markers": [{"words": "so", "style": "hedge", "confidence": {"near": 0.5}}]},
            "markers[1].confidence",
        ),
        (
            {"doubles": [{"words": "a"}, {"words": "b", "strike_start": 1}]},
            "doubles[2].strike_start",
        ),
        ({"tests": [{"raw": "A a."}]}, "tests[1].clean"),
        ({"tests": {"raw": "A a."}}, "tests"),
    ],
)
def test_a_bad_field_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(UserError) as raised:
        check({**SMALL, **change}, "qq.json")
    assert raised.value.code == "pack.bad"
    assert raised.value.facts["path"] == "qq.json"
    assert raised.value.facts["field"] == field
    assert raised.value.facts["expected"]


@pytest.mark.parametrize("missing", ["lang", "name", "version"])
def test_a_missing_field_is_named(missing: str) -> None:
    with pytest.raises(UserError) as raised:
        check({key: value for key, value in SMALL.items() if key != missing}, "qq.json")
    assert raised.value.facts["field"] == missing


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(UserError, match=r"pack\.bad"):
        check(["en"], "qq.json")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe"])
def test_an_unreadable_file_is_said_to_be_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "qq.json"
    path.write_bytes(content)
    with pytest.raises(UserError) as raised:
        read(path)
    assert raised.value.code == "pack.unreadable"
    assert raised.value.facts["path"] == str(path)


def test_a_missing_word_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "qq.json"
    path.write_text(json.dumps({**SMALL, "word_list": "gone.gz"}), "utf-8")
    with pytest.raises(UserError) as raised:
        read(path)
    assert raised.value.facts["path"] == "gone.gz"


def test_a_pack_with_too_few_tests_only_suggests() -> None:
    text = "la la öm casa"
    new = Pack(check(SMALL, "qq.json"))
    assert not new.trusted
    assert {f.tier for f in sweep(text, new, profile("clean"))} == {Tier.SUGGEST}
    kept = [{"raw": f"casa {n}", "keep": True} for n in range(KEEP_TESTS)]
    old = Pack(check({**SMALL, "tests": kept}, "qq.json"))
    assert {f.tier for f in sweep(text, old, profile("clean"))} == {Tier.AUTO}
