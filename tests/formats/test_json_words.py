"""JSON of recognisers and podcasts: words with their times, whatever else stands there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.texts import table
from editor.formats.json_services import SERVICES
from editor.formats.json_words import PodcastJson, WhisperJson
from editor.formats.registry import Format, read_file
from editor.model.checks import problems
from editor.model.errors import UserError
from editor.model.words import TimeKind

WORDS = [("Good", 0.5), ("evening.", 1.0), ("Is", 2.0), ("it?", 2.25)]


def test_segments_of_single_words_become_lines_with_word_times(tmp_path: Path) -> None:
    segments = [
        {"speaker": "Ann", "startTime": at, "endTime": at + 0.25, "body": word}
        for word, at in WORDS
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"version": "1.0.0", "segments": segments}))
    episode = read_file(path).episode
    assert list(problems(episode)) == []
    assert [line.text for line in episode.transcript] == ["Good evening.", "Is it?"]
    assert [time.start for time in episode.transcript[0].words.unpack()] == [500, 1000]
    assert [person.name for person in episode.speakers] == ["Ann"]


def test_segments_of_sentences_stay() -> None:
    segments = [
        {"startTime": "1.5", "body": "It is late, they say.\n"},
        {"startTime": 4, "endTime": None, "body": "Is it really?", "speaker": None},
    ]
    lines = PodcastJson().read(json.dumps({"segments": segments}), "a").episode.transcript
    assert [(line.start, line.text) for line in lines] == [
        (1500, "It is late, they say."),
        (4000, "Is it really?"),
    ]


def test_whisper_words_have_their_times() -> None:
    words = [{"word": f" {word}", "start": at, "end": at + 0.2} for word, at in WORDS[:2]]
    segment = {"start": 0.5, "end": 1.25, "text": " Good evening.", "words": words}
    content = json.dumps({"text": "", "language": "en", "segments": [segment]})
    episode = WhisperJson().read(content, "a").episode
    (line,) = episode.transcript
    assert line.text == "Good evening."
    assert [(t.start, t.kind) for t in line.words.unpack()] == [
        (500, TimeKind.IMPORTED),
        (1000, TimeKind.IMPORTED),
    ]
    assert episode.info.language == "en"


def test_whisper_cpp() -> None:
    item = {"offsets": {"from": 320, "to": 1370}, "text": " And so\x07"}
    content = '{"transcription": [' + json.dumps(item).replace("\\u0007", "\x07") + "]}"
    (line,) = WhisperJson().read(content, "a").episode.transcript
    assert (line.start, line.end, line.text) == (320, 1370, "And so")


def times(start: float) -> dict[str, object]:
    return {"startTime": {"seconds": str(int(start)), "nanos": int(start % 1 * 1e9)}}


AWS = {
    "results": {
        "transcripts": [{"transcript": "Good evening. Is it?"}],
        "speaker_labels": {
            "segments": [
                {"speaker_label": name, "items": [{"start_time": str(at)}]}
                for name, (_, at) in zip(("spk_0", "spk_0", "spk_1", "spk_1"), WORDS, strict=True)
            ]
        },
        "items": [
            item
            for word, at in WORDS
            for item in (
                {
                    "type": "pronunciation",
                    "start_time": str(at),
                    "end_time": str(at + 0.2),
                    "alternatives": [{"content": word.strip(".?")}],
                },
                *(
                    {"type": "punctuation", "alternatives": [{"content": mark}]}
                    for mark in word[-1]
                    if mark in ".?"
                ),
            )
        ],
    }
}
GOOGLE_ONCE = {
    "alternatives": [{"words": [{**times(at), "word": word} for word, at in WORDS]}],
}
GOOGLE = {
    "results": [
        GOOGLE_ONCE,
        {
            "alternatives": [
                {
                    "words": [
                        {"startTime": f"{at}s", "word": word, "speakerTag": 1 + (at >= 2)}
                        for word, at in WORDS
                    ]
                }
            ]
        },
    ]
}
DEEPGRAM = {
    "metadata": {},
    "results": {
        "channels": [
            {
                "alternatives": [
                    {
                        "words": [
                            {"word": word.lower(), "punctuated_word": word, "start": at, "end": at}
                            for word, at in WORDS
                        ]
                    }
                ]
            }
        ]
    },
}
ASSEMBLY = {
    "acoustic_model": "best",
    "audio_url": "https://a.example/a.mp3",
    "utterances": None,
    "words": [
        {"text": word, "start": at * 1000, "end": at * 1000, "speaker": "A"} for word, at in WORDS
    ],
}


@pytest.mark.parametrize(
    ("form", "content", "people"),
    [
        ("aws_transcribe", AWS, ["spk_0", "spk_1"]),
        ("google_speech", GOOGLE, ["Speaker 1", "Speaker 2"]),
        ("google_speech", {"results": [GOOGLE_ONCE]}, []),
        ("deepgram", DEEPGRAM, []),
        ("assemblyai", ASSEMBLY, ["Speaker A"]),
    ],
)
def test_services_of_the_net(
    tmp_path: Path, form: str, content: dict[str, object], people: list[str]
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(content))
    imported = read_file(path)
    episode = imported.episode
    assert imported.format == form
    assert list(problems(episode)) == []
    assert [line.text for line in episode.transcript] == ["Good evening.", "Is it?"]
    starts = [time.start for line in episode.transcript for time in line.words.unpack()]
    assert starts == [500, 1000, 2000, 2250]
    assert [person.name for person in episode.speakers] == people


def _holds(known: Format, content: object) -> None:
    """It is read as what any file can keep, or refused in a sentence."""
    try:
        episode = known.read(json.dumps(content), "a").episode
    except UserError as error:
        if error.code not in table("errors"):
            raise
        return
    assert list(problems(episode)) == []
    texts = [line.text for line in episode.transcript], [one.name for one in episode.speakers]
    json.dumps([*texts, episode.info.language], ensure_ascii=False).encode()


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "segments",
                    "start",
                    "startTime",
                    "body",
                    "text",
                    "words",
                    "offsets",
                    "x",
                    "items",
                    "channels",
                    "alternatives",
                    "type",
                    "seconds",
                    "nanos",
                    "speaker",
                    "results",
                    "speaker_labels",
                    "start_time",
                    "content",
                    "word",
                ]
            ),
            inside,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "known", [PodcastJson(), WhisperJson(), *SERVICES], ids=lambda known: known.id
)
@given(
    st.dictionaries(st.sampled_from(["segments", "transcription", "language", "results"]), VALUES)
)
def test_any_json(known: Format, content: dict[str, object]) -> None:
    _holds(known, content)


def _places(content: object) -> Iterator[tuple[Any, Any]]:
    """Everything in it, as what holds it and where."""
    if isinstance(content, dict | list):
        for key in list(content) if isinstance(content, dict) else range(len(content)):
            yield content, key
            yield from _places(content[key])


WHISPER = {
    "language": "en",
    "segments": [{"start": 0.5, "end": 1, "text": "Good.", "speaker": "A", "words": [{}]}],
}
PODCAST = {"segments": [{"startTime": "1.5", "endTime": 4, "body": "Is it late?", "speaker": "A"}]}
ODD: list[object] = [
    None,
    True,
    -5,
    1e300,
    float("nan"),
    10**30,
    "",
    "x",
    "1e999",
    "\ud800",
    "\0\u2028",
    [],
    {},
]


@pytest.mark.parametrize(
    ("known", "content"),
    [
        (PodcastJson(), PODCAST),
        (WhisperJson(), WHISPER),
        *zip(SERVICES, (AWS, GOOGLE, DEEPGRAM, ASSEMBLY), strict=True),
    ],
    ids=lambda each: getattr(each, "id", ""),
)
def test_anything_may_stand_anywhere(known: Format, content: dict[str, object]) -> None:
    whole = json.loads(json.dumps(content))
    for inside, key in list(_places(whole)):
        was = inside[key]
        for odd in [*ODD, [was], {"start_time": was}]:
            inside[key] = odd
            _holds(known, whole)
        inside[key] = was


def test_a_label_finds_its_word_however_its_time_is_written() -> None:
    content = json.dumps(AWS).replace('{"start_time": "0.5"}', '{"start_time": "0.500"}')
    assert content != json.dumps(AWS)
    episode = SERVICES[0].read(content, "a").episode
    assert [line.speaker for line in episode.transcript] == [1, 2]


@pytest.mark.parametrize("text", ["{", "[" * 100_000, '{"segments": [{"startTime": 1e999}]}', "[]"])
def test_no_json(text: str) -> None:
    with pytest.raises(UserError, match="json-"):
        PodcastJson().read(text, "a")


def test_real_files() -> None:
    samples = Path(__file__).resolve().parents[3] / "shared" / "samples"
    paths = [*samples.glob("podcasting20/transcript.json")]
    paths += [
        one
        for one in samples.glob("asr_json/*.json")
        if one.name[:2] != "di" and one.name[0] in "wadg"
    ]
    if not paths:
        pytest.skip(f"no samples in {samples}")
    for path in paths:
        episode = read_file(path).episode
        assert list(problems(episode)) == []
        assert len(episode.transcript) > 1
        timed = sum(bool(line.words) for line in episode.transcript)
        assert timed > 0.8 * len(episode.transcript) or "HALLUCINATED" in path.name
