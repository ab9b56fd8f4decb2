"""The sample episode that first start opens: its page is well formed and true to its recording."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "projects" / "night-train"
RECORDING = SAMPLE / "night-train.ogg"
STAMPED = re.compile(r"^(\d+):([0-5]\d)\n(.*)$", re.MULTILINE)
CHAPTER = re.compile(r"^  • \((\d\d):([0-5]\d)\) - (.+)$", re.MULTILINE)
FRAMES = 100  # a second, for looking at loudness


@dataclass(frozen=True)
class Page:
    """The sample's page, read by hand here: the editor's own reader must not vouch for itself."""

    text: str
    stamps: list[int]
    lines: list[str]
    chapters: list[tuple[int, str]]


@pytest.fixture(scope="module")
def page() -> Page:
    text = (SAMPLE / "night-train.txt").read_text(encoding="utf-8")
    stamped = STAMPED.findall(text)
    return Page(
        text=text,
        stamps=[int(minutes) * 60 + int(seconds) for minutes, seconds, _ in stamped],
        lines=[line for _, _, line in stamped],
        chapters=[(int(m) * 60 + int(s), title) for m, s, title in CHAPTER.findall(text)],
    )


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return tomllib.loads((SAMPLE / "script.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def loudness() -> npt.NDArray[np.float64]:
    """The recording's loudness (RMS, full scale 1.0) in steps of 10 ms."""
    with av.open(str(RECORDING)) as container:
        to_mono = av.AudioResampler(format="flt", layout="mono", rate=16_000)
        heard = [
            part.to_ndarray()[0]
            for frame in container.decode(audio=0)
            for part in to_mono.resample(frame)
        ]
    sound = np.concatenate(heard)
    step = 16_000 // FRAMES
    frames = sound[: len(sound) // step * step].reshape(-1, step).astype(np.float64)
    rms: npt.NDArray[np.float64] = np.sqrt(np.mean(np.square(frames), axis=1))
    return rms


def begins(loudness: npt.NDArray[np.float64], second: int) -> bool:
    """Whether something begins in this second: at least 90 ms of silence, then 100 ms of sound."""
    for at in range(second * FRAMES, (second + 1) * FRAMES):
        before, after = loudness[max(0, at - 9) : at], loudness[at : at + 10]
        if bool((before < 0.003).all()) and float(after.mean()) > 0.01:
            return True
    return False


def test_the_page_has_every_part_of_an_episode_page(page: Page) -> None:
    for part in (
        "\n\n----\n\n",
        "\nCreators & Guests\n\nHost\n",
        "\n\nWhat is Late Platforms?\n\n",
    ):
        assert part in page.text
    people = re.findall(r"^(Host|Guest)\n(.+)\n.+$", page.text, re.MULTILINE)
    assert sorted(role for role, _ in people) == ["Guest", "Host", "Host"]
    assert 40 <= len(page.lines) <= 60
    assert 5 <= len(page.chapters) <= 6


def test_the_page_says_what_the_script_says(page: Page, script: dict[str, Any]) -> None:
    assert page.lines == [line["text"] for line in script["line"]]
    assert [title for _, title in page.chapters] == [
        line["chapter"] for line in script["line"] if "chapter" in line
    ]


def test_every_person_of_the_page_speaks(script: dict[str, Any]) -> None:
    turns = [turn for line in script["line"] for turn in line.get("turns", [])]
    heard = {who for who, _ in turns} | {line["who"] for line in script["line"] if "who" in line}
    assert heard == {person["name"].split()[0].lower() for person in script["person"]}
    assert heard == set(script["voices"])
    assert len({voice["pitch"] for voice in script["voices"].values()}) == 3


def test_stamps_and_chapters_are_in_order(page: Page) -> None:
    assert page.stamps == sorted(page.stamps)
    starts = [start for start, _ in page.chapters]
    assert starts == sorted(set(starts))
    assert starts[0] == page.stamps[0] == 0
    assert set(starts) <= set(page.stamps)


def test_the_recording_is_long_enough_and_small(page: Page) -> None:
    with av.open(str(RECORDING)) as container:
        assert container.duration is not None
        seconds = container.duration / av.time_base
    assert 120 <= seconds <= 240
    assert page.stamps[-1] < seconds < page.stamps[-1] + 15
    assert RECORDING.stat().st_size <= 1_500_000


def test_something_begins_at_every_stamp(page: Page, loudness: npt.NDArray[np.float64]) -> None:
    assert [stamp for stamp in page.stamps if not begins(loudness, stamp)] == []


@pytest.mark.parametrize("shift", [-2, -1, 1, 2])
def test_stamps_that_are_wrong_would_be_noticed(
    page: Page, loudness: npt.NDArray[np.float64], shift: int
) -> None:
    inside = [stamp + shift for stamp in page.stamps[3:-3]]
    assert sum(not begins(loudness, stamp) for stamp in inside) >= 5


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a scar", r"\w, , \w"),
        ("a scar of three commas", r"\w, , , \w"),
        ("a scar of four commas", r"\w, , , , \w"),
        ("a leading scar", r"^, \w"),
        ("a scar after a function word", r"\band , \w"),
        ("a scar after a full stop", r"\w\. , \w"),
        ("a repeated word", r"\b[Tt]he the\b"),
        ("a repeated contraction", r"\b[Ii]t's it's\b"),
        ("a repeated pair with a comma", r"\b[Ww]e were, we were\b"),
        ("a cut-off word", r"\bta take\b"),
        ("another cut-off word", r"\bpa past\b"),
        ("a cut-off word with a capital", r"\bCa Can\b"),
        ("um", r"\b[Uu]m,"),
        ("uh", r", uh,"),
        ("erm", r"\b[Ee]rm,"),
        ("you know, between commas", r", you know,"),
        ("I mean", r"^I mean,"),
        ("sort of, as a hedge", r"they sort of change"),
        ("a restart", r"This is, this was"),
        ("a restart with another subject", r"I never, we none of us"),
        ("had had, to let stand", r"\bhad had\b"),
        ("very very, to let stand", r"\bvery very\b"),
        ("you know, to let stand", r"Do you know what|people you know,"),
        ("sort of, to let stand", r"[Ww]hat sort of"),
        ("a turn of one backchannel", r"^Mm-hmm\.$"),
        ("an empty line", r"^$"),
        ("a line longer than two captions", r"^.{85,}$"),
        ("a clock time", r"\b9:40\b"),
        ("a name heard wrongly", r"\bCorrick\b"),
    ],
)
def test_the_page_shows(page: Page, what: str, pattern: str) -> None:
    assert [line for line in page.lines if re.search(pattern, line)], f"{what} is missing"


def test_two_lines_share_a_second_and_one_line_changes_its_turn(
    page: Page, script: dict[str, Any]
) -> None:
    assert len(page.stamps) > len(set(page.stamps))
    assert any(len({who for who, _ in line.get("turns", [])}) > 1 for line in script["line"])
