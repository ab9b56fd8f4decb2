"""Texts: the sentences people read, looked up by the stable names the program uses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from string import Formatter
from typing import Any, Final

from editor.model.resources import resource_path

LANGUAGE: Final = "en"


@cache
def table(name: str) -> Mapping[str, str]:
    """Return one table of texts (``resources/texts/en/NAME.toml``): flat, ``code = "Sentence"``."""
    with resource_path("texts", LANGUAGE, f"{name}.toml").open("rb") as file:
        return {str(code): str(text) for code, text in tomllib.load(file).items()}


class _Blanks(Formatter):
    """``{count:line|lines}`` is the form for the number; a missing fact shows as its own name."""

    def get_value(self, key: int | str, _args: Sequence[Any], kwargs: Mapping[str, Any]) -> object:
        return kwargs.get(str(key), f"({key})")

    def format_field(self, value: object, format_spec: str) -> str:
        one, forms, many = format_spec.partition("|")
        if forms:
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


_BLANKS: Final = _Blanks()


def filled(sentence: str, facts: Mapping[str, object]) -> str:
    """Put the facts in place of the sentence's blanks."""
    return _BLANKS.vformat(sentence, (), facts)


def repair_sentence(code: str, cue: int | None, facts: Mapping[str, object]) -> str:
    """Say one entry of an export report, with the number of the cue."""
    words = filled(table("remarks")[code], {**facts, "line": cue})
    return words if cue is None else filled(table("remarks")["at-cue"], {"line": cue}) + words


def remark_sentence(code: str, line: int | None, facts: Mapping[str, object]) -> str:
    """Say one entry of an import report or a check, with the source line where it has one."""
    sentence = table("remarks").get(code)
    listed = ", ".join(f"{name} {value}" for name, value in facts.items())
    words = filled(sentence, {**facts, "line": line}) if sentence else f"{code} ({listed})"
    return words if line is None else filled(table("remarks")["at-line"], {"line": line}) + words
