"""Pasting: stamped text becomes lines with their times; words stay words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editor.app.carrying import carried, set_down
from editor.app.pasting import paste_lines, stamped
from editor.model.chapter import Chapter
from editor.model.checks import problems
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.marks import Kind, Mark, MarkState
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.inserting import put_instead
from editor.model.verbs.lines import replace_range
from editor.model.words import TimeKind, WordTime, WordTimes


def _episode() -> Episode:
    return Episode([Segment(1, 0, 4_000, "Before."), Segment(2, 9_000, 9_500, "After.")])


def _pasted(episode: Episode, text: str) -> Edit:
    pasted = stamped(text)
    assert pasted is not None
    return paste_lines(episode, pasted)


@pytest.mark.parametrize(
    "text",
    [
        "0:05\nHello there.\n0:07\nAnd again.",
        "[00:00:05] Hello there.\n[00:00:07] And again.",
        (
            "1\n00:00:05,000 --> 00:00:07,000\nHello there.\n\n"
            "2\n00:00:07,000 --> 00:00:08,500\nAnd again.\n"
        ),
        "0:05-0:07 Hello there.\n0:07-0:08 And again.",
        "0:05 – 0:07\nHello there.\n0:07 – 0:08\nAnd again.",
        "Start\tEnd\tText\r\n0:05\t0:07\tHello there.\r\n0:07\t0:08\tAnd again.\r\n",
        "0:05\t0:07\tHello there.\n0:07\t0:08\tAnd again.\n",
        "Text\tTime\nHello there.\t0:05\nAnd again.\t0:07\n",
    ],
)
def test_stamped_text_keeps_its_stamps(text: str) -> None:
    episode = _episode()
    edit = _pasted(episode, text)
    episode.apply(edit)
    assert [(line.start, line.text) for line in episode.transcript] == [
        (0, "Before."),
        (5_000, "Hello there."),
        (7_000, "And again."),
        (9_000, "After."),
    ]
    assert edit.caret_after is not None
    assert episode.transcript.by_id(edit.caret_after.segment).text == "And again."


@pytest.mark.parametrize(
    "text",
    [
        "0:05\tAda\tYes.\n0:07\tBo\tNo.\n",
        "Time\tSpeaker\tText\n0:05\tAda\tYes.\n0:07\tBo\tNo.\n",
        "0:05\t0:07\tAda\tYes.\n0:07\t0:08\tBo\tNo.\n",
    ],
)
def test_speakers_of_a_spreadsheet_speak_their_rows(text: str) -> None:
    episode = Episode([Segment(1, 0, 4_000, "Before.", 3)], [Speaker(3, "Bo")])
    episode.apply(_pasted(episode, text))
    said = [
        (person.name if (person := episode.speaker(line.speaker)) else None, line.text)
        for line in episode.transcript
    ]
    assert said == [("Bo", "Before."), ("Ada", "Yes."), ("Bo", "No.")]


def test_an_end_that_was_stamped_is_kept() -> None:
    episode = _episode()
    episode.apply(_pasted(episode, "0:05 - 0:06 Hello.\n0:07 to 0:08 It is 5:30 - 6:30pm there."))
    assert [(line.start, line.end) for line in episode.transcript][1:3] == [
        (5_000, 6_000),
        (7_000, 8_000),
    ]
    assert episode.transcript[2].text == "It is 5:30 - 6:30pm there."


def test_an_end_that_was_not_stamped_reaches_into_no_line_behind() -> None:
    episode = _episode()
    episode.apply(_pasted(episode, "0:05\nHello there.\n0:41\nAnd again."))
    assert [(line.start, line.end) for line in episode.transcript][1] == (5_000, 9_000)


def test_pasted_names_are_the_people_who_are_here() -> None:
    episode = Episode([Segment(1, 0, 4_000, "Before.", 3)], [Speaker(3, "Ada")])
    text = "0:05\nAda: Yes.\n0:07\nBo: No.\n0:09\nAda: Yes.\n0:11\nBo: No."
    episode.apply(_pasted(episode, text))
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
    assert stamped(text) is None


def _talk() -> Episode:
    heard = WordTimes.pack(
        WordTime(at, at + 300, TimeKind.MEASURED, 0.9) for at in (7_000, 7_400, 8_000, 9_000)
    )
    lines = [
        Segment(1, 0, 7_000, "Who are you?", 1),
        Segment(2, 7_000, 12_000, "I'm, um, Suzanne, hello.", 2, (_UM,), heard),
        Segment(3, 12_000, 19_000, "I'm also here.", 3, source_text="i'm also here"),
        Segment(4, 19_000, 24_000, "But perhaps not.", 1),
    ]
    return Episode(lines, [Speaker(1, "Ada"), Speaker(2, "Suzanne"), Speaker(3, "Bo")])


_UM = Mark(5, 9, Kind.FILLER, "filler", 0.9, MarkState.STRUCK)


def _content(episode: Episode) -> list[Segment]:
    """All of every line but what a computer counts it by."""
    return [
        replace(line, id=0, words=WordTimes.pack(line.word_times())) for line in episode.transcript
    ]


@pytest.mark.parametrize(
    ("first", "start", "last", "end"),
    [
        (1, 0, 3, 0),
        (0, 12, 2, 14),
        (1, 0, 2, 0),
        (1, 9, 2, 4),
        (1, 0, 1, 24),
        (1, 9, 1, 18),
        (1, 0, 2, 14),
        (1, 0, 3, 4),
        (0, 4, 3, 4),
        (0, 0, 3, 16),
    ],
)
def test_what_was_cut_is_there_again_when_pasted(
    first: int, start: int, last: int, end: int
) -> None:
    episode = _talk()
    before = _content(episode)
    data = carried(episode, first, start, last, end)
    episode.apply(replace_range(episode, first, start, last, end, ""))
    caret_row = min(first, len(episode.transcript) - 1)
    edit = set_down(episode, data, caret_row, start)
    assert edit is not None
    episode.apply(edit)
    assert list(problems(episode)) == []
    assert _content(episode) == before


def test_lines_go_where_they_are_heard_with_their_people() -> None:
    data = carried(_talk(), 1, 0, 3, 0)
    elsewhere = Episode([Segment(9, 0, 500, "Before."), Segment(11, 30_000, 31_000, "After.")])
    edit = set_down(elsewhere, data, 1, 3)
    assert edit is not None
    elsewhere.apply(edit)
    assert [line.start for line in elsewhere.transcript] == [0, 7_000, 12_000, 30_000]
    assert [person.name for person in elsewhere.speakers] == ["Suzanne", "Bo"]
    assert elsewhere.transcript[1].marks == (_UM,)


@pytest.mark.parametrize("part", [(1, 0, 3, 0), (1, 9, 2, 4)])
@pytest.mark.parametrize(
    "other",
    [
        Info(recording=Recording("a.mp3", "bb")),
        Info(recording=Recording("a.mp3"), title="Another"),
        Info(source="another.srt"),
    ],
)
def test_lines_of_another_recording_are_pasted_as_words(
    part: tuple[int, int, int, int], other: Info
) -> None:
    first, start, last, end = part
    here = Info(title="A show", recording=Recording("a.mp3", "aa"))
    episode = Episode(_talk().transcript, _talk().speakers, info=here)
    data = carried(episode, *part)
    episode.apply(replace_range(episode, first, start, last, end, ""))
    assert set_down(episode, data, first, start) is not None
    moved = replace(here, title="Renamed", recording=Recording("b/a.mp3", "aa"))
    assert set_down(Episode(episode.transcript, info=moved), data, first, start) is not None
    assert set_down(Episode(episode.transcript, info=other), data, first, start) is None


def test_what_is_there_already_or_belongs_elsewhere_is_pasted_as_words() -> None:
    episode = _talk()
    assert set_down(episode, carried(episode, 1, 0, 3, 0), 3, 0) is None
    assert set_down(episode, carried(episode, 1, 9, 1, 18), 1, 18) is None
    assert set_down(episode, carried(episode, 1, 9, 1, 18), 3, 4) is None
    assert carried(episode, 1, 4, 1, 4) == b""


def test_what_was_tied_to_lines_pasted_over_is_tied_to_those_heard_then() -> None:
    chapters = [Chapter(n, at, "Title", n) for n, at in ((1, 0), (2, 7_000), (3, 12_000))]
    episode = Episode(_talk().transcript, _talk().speakers, chapters, [Note(1, 20_000, "Here?", 4)])
    before = _content(episode), list(episode.chapters), list(episode.notes)
    data = carried(episode, 0, 0, 3, 16)
    removal = replace_range(episode, 0, 0, 3, 16, "")
    edit = put_instead(episode, removal, lambda rest, row, at: set_down(rest, data, row, at))
    assert edit is not None
    episode.apply(edit)
    assert list(problems(episode)) == []
    assert _content(episode) == before[0]
    lines = episode.transcript
    assert [lines.by_id(each.segment or 0).start for each in episode.chapters] == [0, 7_000, 12_000]
    assert [lines.by_id(note.segment or 0).start for note in episode.notes] == [19_000]
    episode.apply(edit.inverse)
    assert (_content(episode), list(episode.chapters), list(episode.notes)) == before


@given(
    st.tuples(*[st.integers(0, 3), st.integers(0, 24)] * 2),
    st.sampled_from(["0:03\nOne.\n0:13\nTwo.", "0:00\nOne.\n0:40\nTwo."]),
)
def test_whatever_is_selected_stamped_lines_replace_it_in_one_step(
    ends: tuple[int, int, int, int], text: str
) -> None:
    episode = Episode(_talk().transcript, _talk().speakers, [Chapter(1, 7_000, "Title", 2)])
    (first, start), (last, end) = sorted([ends[:2], ends[2:]])
    start, end = (
        min(offset, len(episode.transcript[row].text))
        for row, offset in ((first, start), (last, end))
    )
    before, chapters = list(episode.transcript), list(episode.chapters)
    pasted = stamped(text)
    assert pasted is not None
    removal = replace_range(
        episode, first, start, last, max(start, end) if first == last else end, ""
    )
    edit = put_instead(episode, removal, lambda rest, _row, _at: paste_lines(rest, pasted))
    assert edit is not None
    episode.apply(edit)
    assert list(problems(episode)) == []
    said = [line.text for line in episode.transcript]
    assert "One." in said
    assert "Two." in said
    assert all(said)
    episode.apply(edit.inverse)
    assert (list(episode.transcript), list(episode.chapters)) == (before, chapters)


_NAMED = carried(_talk(), 0, 0, 1, 0).split(b"\n")[1] + b"\n"
"""How the bytes name the recording their times are of."""


@given(st.binary(max_size=80), st.sampled_from([b"", b"lines\n", b"lines\n" + _NAMED]))
@example(b"{}", b"lines\n" + _NAMED)
@example(b'{"splices": [["segments", 0, 0, 1]]}\n[{"id": 1}]', b"lines\n" + _NAMED)
def test_bytes_of_another_program_are_no_lines(data: bytes, head: bytes) -> None:
    assert set_down(_talk(), head + data, 0, 0) is None
