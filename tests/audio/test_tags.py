"""Chapters in a recording's own tags: read from MP4 and MP3, bounded, told where there are none."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from editor.audio.tags import LONGEST, MOST, chapters
from editor.model.errors import UserError

if TYPE_CHECKING:
    from av.audio.stream import AudioStream


def _tagged(path: Path, codec: str, listed: list[tuple[int, int, str]]) -> Path:
    """Write a second of silence with these chapters (start and end in ms)."""
    import av
    import numpy as np

    with av.open(str(path), "w") as container:
        stream = cast("AudioStream", container.add_stream(codec, rate=44_100))
        marks: list[Any] = [
            {
                "id": number,
                "start": start,
                "end": end,
                "time_base": Fraction(1, 1000),
                "metadata": {"title": title},
            }
            for number, (start, end, title) in enumerate(listed)
        ]
        container.set_chapters(marks)
        for _ in range(44):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), "f4"), "fltp", "mono")
            frame.sample_rate = 44_100
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return path


@pytest.mark.parametrize(("name", "codec"), [("a.m4a", "aac"), ("a.mp3", "libmp3lame")])
def test_chapters_are_read_with_start_and_title(tmp_path: Path, name: str, codec: str) -> None:
    path = _tagged(
        tmp_path / name,
        codec,
        [(0, 400, "Flour"), (400, 700, "Water\n and  salt"), (700, 1000, "Oven")],
    )
    assert chapters(path) == ((0, "Flour"), (400, "Water and salt"), (700, "Oven"))


def test_a_chapter_without_a_title_is_numbered(tmp_path: Path) -> None:
    path = _tagged(tmp_path / "a.m4a", "aac", [(0, 400, "Flour"), (400, 1000, "")])
    assert chapters(path)[1] == (400, "2")


def test_titles_are_bounded_and_plain(tmp_path: Path) -> None:
    path = _tagged(tmp_path / "a.m4a", "aac", [(0, 1000, "x" * 5000)])
    ((start, title),) = chapters(path)
    assert (start, len(title)) == (0, LONGEST)
    assert MOST > 1_000


def test_a_recording_without_chapters_is_told(tmp_path: Path) -> None:
    path = _tagged(tmp_path / "a.m4a", "aac", [])
    with pytest.raises(UserError) as raised:
        chapters(path)
    assert raised.value.code == "chapters-none"
    with pytest.raises(UserError) as raised:
        chapters(tmp_path / "gone.mp3")
    assert raised.value.code == "recording-missing"
