"""Podcast HTML: names, times and paragraphs, wherever they stand in a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.formats.podcast_html import PodcastHtml
from editor.formats.registry import read_file
from editor.model.checks import problems
from editor.model.errors import UserError

PAGE = """<!DOCTYPE html><html><head><title>Small &amp; Hours</title><style>p {x: 0:01}</style>
<script>document.write("<time>9:99</time>")</script></head><body><h1>Bread</h1>
<p>Two bakers talk.</p>
<cite>Ada Byrne:</cite><time>0:01</time><p>Hello,<br>and <b>wel</b>come.</p><p>It&#39;s early.</p>
<time datetime="PT9S">0:09</time><cite>Ben :</cite><p>So it is.</p>
</body></html>
"""


def test_a_whole_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "talk.html"
    path.write_text(PAGE)
    imported = read_file(path)
    episode = imported.episode
    assert imported.format == "podcast_html"
    assert list(problems(episode)) == []
    names = {person.id: person.name for person in episode.speakers}
    assert [(line.start, names[line.speaker or 0], line.text) for line in episode.transcript] == [
        (1_000, "Ada Byrne", "Hello, and welcome. It's early."),
        (9_000, "Ben", "So it is."),
    ]
    assert (episode.info.title, episode.info.show_notes) == (
        "Small & Hours",
        "Bread\nTwo bakers talk.",
    )


def test_a_page_without_times_is_named() -> None:
    with pytest.raises(UserError, match="html-no-times"):
        PodcastHtml().read("<p>nothing</p>", "a.html")


def test_the_example_of_the_standard(samples: Path) -> None:
    episode = read_file(samples / "podcasting20" / "transcript.html").episode
    assert list(problems(episode)) == []
    assert len(episode.transcript) == 10
    assert [person.name for person in episode.speakers][:2] == ["Travis", "Sarah"]
