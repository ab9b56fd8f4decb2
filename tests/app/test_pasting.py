"""Pasting: stamped text becomes lines with their times; words stay words."""

from __future__ import annotations

import pytest

from editor.app.pasting import paste_lines
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Segment


def _episode() -> Episode:
    return Episode([Segment(1, 0, 4_000, "Before."), Segment(2, 9_000, 9_500, "After.")])


@pytest.mark.parametrize(
    "text",
    [
        "0:05\nHello there.\n0:07\nAnd again.",
        "[00:00:05] Hello there.\n[00:00:07] And again.",
        (
            "1\n00:00:05,000 --> 00:00:07,000\nHello there.\n\n"
            "2\n00:00:07,000 --> 00:00:08,500\nAnd again.\n"
        ),
    ],
)
def test_stamped_text_keeps_its_stamps(text: str) -> None:
    episode = _episode()
    edit = paste_lines(episode, text)
    assert edit is not None
    episode.apply(edit)
    assert [(line.start, line.text) for line in episode.transcript] == [
        (0, "Before."),
        (5_000, "Hello there."),
        (7_000, "And again."),
        (9_000, "After."),
    ]
    assert edit.caret_after is not None
    assert episode.transcript.by_id(edit.caret_after.segment).text == "And again."


def test_pasted_names_are_the_people_who_are_here() -> None:
    episode = Episode([Segment(1, 0, 4_000, "Before.", 3)], [Speaker(3, "Ada")])
    edit = paste_lines(episode, "0:05\nAda: Yes.\n0:07\nBo: No.\n0:09\nAda: Yes.\n0:11\nBo: No.")
    assert edit is not None
    episode.apply(edit)
    said = " ".join(line.text for line in episode.transcript)
    names = {person.id: person.name for person in episode.speakers}
    for line in list(episode.transcript)[1:]:
        assert line.speaker is None or names[line.speaker] in ("Ada", "Bo")
    # Whether the reader takes “Ada:” for a label or for words, no word of it is gone.
    assert said.count("Yes.") == 2
    assert all(name in said or name in names.values() for name in ("Ada", "Bo"))


@pytest.mark.parametrize(
    "text",
    [
        "just words",
        "two\nlines of words",
        "4:12 in the morning",
        "A Show\n\nBread.\n\n• (0:01) - Flour\n• (0:08) - Rye\n\n0:01\nHello.\n0:08\nBye.",
        "",
    ],
)
def test_words_and_whole_pages_are_left_to_be_pasted_as_words(text: str) -> None:
    assert paste_lines(_episode(), text) is None
