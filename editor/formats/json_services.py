"""JSON of recognisers on the net: AWS Transcribe, Google, Deepgram and AssemblyAI."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from editor.formats.cue_reading import ReadCue
from editor.formats.json_words import (
    items_of,
    moment,
    name_of,
    put_together,
    read_json,
    text_of,
)
from editor.formats.report import Imported
from editor.model.time import Ms

_NANOS: Final = 1_000_000

Words = Callable[[Mapping[str, Any]], Iterator[ReadCue]]


@dataclass(frozen=True, slots=True)
class ServiceJson:
    """What a service answers: words with their times, put together to lines.

    ``keys`` are those of its beginning that no other one has together.
    """

    id: str
    keys: tuple[str, ...]
    words: Words
    suffixes: tuple[str, ...] = (".json",)

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is one: its keys say so."""
        del name
        if not head.lstrip("\ufeff \t\r\n").startswith("{"):
            return 0.0
        return 0.96 if all(f'"{key}"' in head for key in self.keys) else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Lines of the words, by speaker, up to a sentence's end, a silence or a good length.

        Raises ``UserError``: ``json-broken``, ``json-no-words``.
        """
        return read_json(text, name, self.id, lambda found: put_together([*self.words(found)]))


def _aws(content: Mapping[str, Any]) -> Iterator[ReadCue]:
    """Punctuation marks are items of their own, without a time: they go to the word before."""
    results = _object(content, "results")
    labels = {
        moment(item.get("start_time")): name_of(segment.get("speaker_label"))
        for _, segment in items_of(_object(results, "speaker_labels"), "segments")
        for _, item in items_of(segment, "items")
    }
    word: ReadCue | None = None
    for number, item in items_of(results, "items"):
        said = next((text_of(one.get("content")) for _, one in items_of(item, "alternatives")), "")
        if item.get("type") == "punctuation" and word is not None:
            word = replace(word, text=word.text + said)
            continue
        if word is not None:
            yield word
        start, end = moment(item.get("start_time")), moment(item.get("end_time"))
        voice = name_of(item.get("speaker_label"))
        if not voice and start is not None:
            voice = labels.get(start, "")
        word = ReadCue(start, end, said, number, voice)
    if word is not None:
        yield word


def _google(content: Mapping[str, Any]) -> Iterator[ReadCue]:
    """With speakers told apart the last result says all words once more, then with their tags."""
    heard = [
        [word for _, word in items_of(alternative, "words")]
        for _, result in items_of(content, "results")
        for _, alternative in [*items_of(result, "alternatives")][:1]
    ]
    told = bool(heard) and any("speakerTag" in word for word in heard[-1])
    if told and not any("speakerTag" in word for words in heard[:-1] for word in words):
        heard = heard[-1:]
    for number, word in enumerate((word for words in heard for word in words), 1):
        start, end = _google_time(word.get("startTime")), _google_time(word.get("endTime"))
        yield ReadCue(start, end, text_of(word.get("word")), number, _voice(word.get("speakerTag")))


def _google_time(value: object) -> Ms | None:
    """``{"seconds": "12", "nanos": 900000000}`` or ``"12.900s"``; what is 0 is left out."""
    if isinstance(value, dict):
        seconds, nanos = moment(value.get("seconds", 0)), value.get("nanos", 0)
        if seconds is None or not isinstance(nanos, int) or not 0 <= nanos < 1000 * _NANOS:
            return None
        return seconds + nanos // _NANOS
    return moment(value.removesuffix("s")) if isinstance(value, str) else None


def _deepgram(content: Mapping[str, Any]) -> Iterator[ReadCue]:
    """Each channel holds all its words; of several, each is a voice."""
    channels = [*items_of(_object(content, "results"), "channels")]
    words: list[ReadCue] = []
    for channel, one in channels:
        for _, alternative in [*items_of(one, "alternatives")][:1]:
            for number, word in items_of(alternative, "words"):
                said = text_of(word.get("punctuated_word")) or text_of(word.get("word"))
                voice = _voice(word.get("speaker"))
                if not voice and len(channels) > 1:
                    voice = f"Channel {channel}"
                start, end = moment(word.get("start")), moment(word.get("end"))
                words.append(ReadCue(start, end, said, number, voice))
    yield from sorted(words, key=lambda word: word.start or 0) if len(channels) > 1 else words


def _assembly(content: Mapping[str, Any]) -> Iterator[ReadCue]:
    """Times are ms."""
    for number, word in items_of(content, "words"):
        start, end = moment(word.get("start"), 1), moment(word.get("end"), 1)
        yield ReadCue(start, end, text_of(word.get("text")), number, _voice(word.get("speaker")))


def _voice(value: object) -> str:
    """A voice that has a number or a letter alone."""
    if isinstance(value, bool) or not isinstance(value, int | str) or value == "":
        return ""
    name = name_of(str(value))
    return f"Speaker {name}" if name else ""


def _object(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = content.get(key)
    return found if isinstance(found, dict) else {}


SERVICES: Final = (
    ServiceJson("aws_transcribe", ("results", "transcripts", "transcript"), _aws),
    ServiceJson("google_speech", ("results", "alternatives", "startTime"), _google),
    ServiceJson("deepgram", ("results", "channels", "alternatives"), _deepgram),
    ServiceJson("assemblyai", ("acoustic_model", "audio_url"), _assembly),
)
