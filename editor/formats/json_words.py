"""JSON of podcasts and recognisers: Podcasting 2.0 transcripts, and what Whisper writes."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from editor.formats.cue_reading import HEARD, ReadCue, lines_of
from editor.formats.report import Imported, Remarks
from editor.model.checks import LINE_BREAKING
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.styles import Style
from editor.model.time import Ms

_LATEST: Final = 500 * 3600.0
_SENTENCE: Final = (".", "!", "?", "…", "。", "？", "！")
_PAUSE: Final[Ms] = 1_500
"""A silence that ends a line put together from words."""
_LONGEST: Final = 30
"""Words of a line put together from words, where no sentence ends sooner."""
_FEW: Final = 2.0
"""Words a segment on average: a file of fewer was cut by the word."""


class PodcastJson:
    """Podcasting 2.0 transcript: ``segments`` of ``body`` and ``startTime`` in seconds."""

    id = "json"
    suffixes = (".json",)

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is one: its keys say so."""
        del name
        known = head.lstrip("\ufeff \t\r\n").startswith("{") and '"startTime"' in head
        return 0.95 if known and '"body"' in head else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every segment as a line; segments of single words are put together to lines.

        Raises ``UserError``: ``json-broken``, ``json-no-words``.
        """
        return read_json(text, name, self.id, _podcast)


class WhisperJson:
    """What OpenAI's Whisper, whisper-timestamped, WhisperX and whisper.cpp write."""

    id = "whisper"
    suffixes = (".json",)

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is one: its keys say so."""
        del name
        if not head.lstrip("\ufeff \t\r\n").startswith("{"):
            return 0.0
        segments = '"segments"' in head and '"start"' in head and '"text"' in head
        return 0.9 if segments or ('"transcription"' in head and '"offsets"' in head) else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every segment as a line, its words with their own times.

        Raises ``UserError``: ``json-broken``, ``json-no-words``.
        """
        return read_json(text, name, self.id, _whisper)


def read_json(
    text: str, name: str, form: str, cues: Callable[[Mapping[str, Any]], Iterator[ReadCue]]
) -> Imported:
    """An episode of JSON whose lines or words ``cues`` finds; raises as the formats do."""
    try:
        content = json.loads(text.removeprefix("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UserError("json-broken", name=name, line=line, reason=str(error)) from error
    remarks = Remarks()
    found = [cue for cue in cues(content if isinstance(content, dict) else {}) if cue.text.strip()]
    if not found:
        raise UserError("json-no-words", name=name, line=1)
    segments, speakers, _ = lines_of(found, remarks)
    info = Info(source=name, language=name_of(content.get("language")))
    return Imported(Episode(segments, speakers, info=info), remarks.listed(), "utf-8", form)


def items_of(content: Mapping[str, Any], key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The objects in a list of an object, counted from 1; none where there is no such list."""
    listed = content.get(key)
    for number, item in enumerate(listed if isinstance(listed, list) else [], 1):
        if isinstance(item, dict):
            yield number, item


def _podcast(content: Mapping[str, Any]) -> Iterator[ReadCue]:
    cues = [
        ReadCue(
            moment(item.get("startTime")),
            moment(item.get("endTime")),
            text_of(item.get("body")),
            number,
            name_of(item.get("speaker")),
        )
        for number, item in items_of(content, "segments")
    ]
    yield from put_together(cues) if is_by_the_word([cue.text for cue in cues]) else cues


def is_by_the_word(texts: Sequence[str]) -> bool:
    """Whether the texts of a file are so short that it was cut word by word."""
    return sum(len(text.split()) for text in texts) < _FEW * len(texts)


def put_together(cues: Sequence[ReadCue]) -> Iterator[ReadCue]:
    """Lines of words by one speaker, up to a sentence's end, a silence, or a good length."""
    line: list[ReadCue] = []
    for cue in cues:
        if line and (cue.voice != line[-1].voice or _is_over(line, cue)):
            yield _line(line)
            line = []
        line.append(cue)
    if line:
        yield _line(line)


def _is_over(line: Sequence[ReadCue], cue: ReadCue) -> bool:
    last = line[-1]
    silent = cue.start is not None and cue.start - (last.end or last.start or 0) > _PAUSE
    whole = last.text.strip().endswith(_SENTENCE) or last.text.endswith("\n")
    return silent or whole or len(line) >= _LONGEST


def _line(words: Sequence[ReadCue]) -> ReadCue:
    first, last = words[0], words[-1]
    text, heard = _heard([(word.text.strip(), word.start) for word in words])
    return ReadCue(first.start, last.end, text, first.line, first.voice, heard)


def _heard(words: Sequence[tuple[str, Ms | None]]) -> tuple[str, tuple[Style, ...]]:
    """Words as one text, with the moment from which each is heard."""
    text, heard = "", []
    for word, start in words:
        at = len(text) + (1 if text and word else 0)
        text = f"{text} {word}" if text and word else text + word
        if start is not None and word:
            heard.append(Style(at, len(text), f"{HEARD}{start}"))
    return text, tuple(heard)


def _whisper(content: Mapping[str, Any]) -> Iterator[ReadCue]:
    for number, item in items_of(content, "transcription"):
        offsets = item.get("offsets")
        span = offsets if isinstance(offsets, dict) else {}
        start, end = (moment(span.get(key), 1) for key in ("from", "to"))
        yield ReadCue(start, end, text_of(item.get("text")).strip(), number)
    for number, item in items_of(content, "segments"):
        text = " ".join(text_of(item.get("text")).split())
        said, heard = _heard(
            [
                (text_of(word.get("word", word.get("text"))).strip(), moment(word.get("start")))
                for _, word in items_of(item, "words")
            ]
        )
        start, end = moment(item.get("start")), moment(item.get("end"))
        voice = name_of(item.get("speaker"))
        yield ReadCue(start, end, text, number, voice, heard if said == text else ())


def moment(value: object, scale: float = 1000) -> Ms | None:
    """A moment in ms from a number or a text of one; ``None`` where it is beyond reason."""
    try:
        number = float(value) if isinstance(value, int | float | str) else math.nan
    except (ValueError, OverflowError):
        return None
    return round(number * scale) if abs(number) * scale <= _LATEST * 1000 else None


def text_of(value: object) -> str:
    """A text, ``""`` where it is something else."""
    return value if isinstance(value, str) else ""


def name_of(value: object) -> str:
    """A text in one line, without what no file can keep: half characters, controls."""
    return " ".join(LINE_BREAKING.sub(" ", text_of(value)).split())
