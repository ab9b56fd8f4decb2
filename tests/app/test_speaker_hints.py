"""Who may speak a line: only with enough to go by, only above the margin, never by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from editor.app.jobs import run
from editor.app.kept import checksum
from editor.app.review.items import Item, answered, open_items
from editor.app.review.speakers import Voices
from editor.app.speaker_hints import MARGIN, Hint, Hints, Turn, compared, examples, suggest
from editor.audio.speech.likeness import WIDTH, Prints
from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info, Recording
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.lines import type_text
from editor.model.verbs.outline import set_info
from editor.model.words import TextChange
from tests.conftest import PROJECT

PEOPLE = [Speaker(1, "Ada Byrne"), Speaker(2, "Cleo Marsh")]


def line(number: int, speaker: int | None, length: int = 4_000) -> Segment:
    start = number * 10_000
    return Segment(number, start, start + length, "bread before dawn is early", speaker)


def vector(angle: float) -> np.ndarray:
    made = np.zeros(WIDTH, "<f4")
    made[0], made[1] = np.cos(angle), np.sin(angle)
    return made


def prints(**angles: list[float]) -> Prints:
    """Lines by number (``n3``), each part at an angle: 0 is Ada, 1 is Cleo."""
    made = Prints()
    for name, parts in angles.items():
        made.add(int(name[1:]), np.stack([vector(angle) for angle in parts]).tobytes())
    return made


TAGGED = {1: [1, 2], 2: [3, 4]}
VOICES = {"n1": [0.0], "n2": [0.1], "n3": [1.0], "n4": [0.9]}


def told(lines: list[Segment], heard: Prints) -> Hints:
    return compared(lines, heard, heard.people(TAGGED))


def asked(hints: Hints, episode: Episode) -> list[Item]:
    return open_items(run(Voices(hints).look(episode)), answered(episode))


def test_a_line_is_suggested_above_the_margin_and_not_below() -> None:
    lines = [line(5, None), line(6, None)]
    hints = told(lines, prints(**VOICES, n5=[0.05], n6=[0.5])).hints
    assert [(hint.line, hint.speaker) for hint in hints] == [(5, 1)]
    assert hints[0].margin >= MARGIN


def test_a_voice_that_changes_within_a_line_is_flagged_where_it_does() -> None:
    changing, steady = [0.0] * 4 + [0.5] + [1.0] * 4, [0.0] * 9
    lines = [replace(line(5, 1), end=54_000 + 4_000), line(6, 2)]
    (turn,) = told(lines, prints(**VOICES, n5=changing, n6=steady)).turns
    assert (turn.line, turn.speakers) == (5, (1, 2))
    assert lines[0].text[turn.offset :].startswith("dawn")


def test_a_hint_becomes_a_speaker_by_a_key_alone_and_is_asked_once() -> None:
    whole = Episode([line(1, 1), line(5, None), line(6, None)], PEOPLE)
    text = told([line(5, None)], prints(**VOICES, n5=[0.0])).hints[0].text
    hints = Hints((Hint(5, 1, 0.2, text), Hint(6, 2, 0.1, text), Hint(7, 2, 0.1, text)))
    first, second = asked(hints, whole)
    assert first.suggestion == "Ada Byrne (+0.20)"
    assert whole.transcript[1].speaker is None
    whole.apply(Voices(hints).accept(whole, [first]))
    whole.apply(Voices(hints).stet(whole, [second]))
    assert [each.speaker for each in whole.transcript] == [1, 1, None]
    assert asked(hints, whole) == []
    whole.apply(type_text(whole, 2, TextChange(0, 0, "So ")))
    assert asked(hints, whole) == []


def test_examples_are_long_lines_of_people_who_have_enough() -> None:
    whole = Episode(
        [line(1, 1), line(2, 1, 5_000), line(3, 2), line(4, 2, 1_400), line(5, None)], PEOPLE
    )
    assert examples(whole) == {1: [2, 1]}
    with pytest.raises(UserError, match="voices-untagged"):
        run(suggest(whole, PROJECT / "projects" / "night-train" / "night-train.ogg"))


def test_hints_are_read_as_they_were_kept() -> None:
    changing = [0.0] * 4 + [0.5] + [1.0] * 4
    lines = [line(5, None), line(6, None)]
    hints = told(lines, prints(**VOICES, n5=[0.0], n6=changing))
    assert hints.hints
    assert hints.turns
    assert Hints.read(hints.kept()) == hints
    for text in ("", "[]", '{"hints": [["a", 1, 1, 1]], "turns": []}', '{"hints": 1, "turns": 2}'):
        assert Hints.read(text) == Hints()


def test_of_a_long_episode_no_more_voices_than_the_known_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    most: list[int] = []
    changing = [0.0] * 4 + [0.5] + [1.0] * 4
    voices = {5: changing, 12: changing, 13: [0.9]}

    class Noting(Prints):
        def add(self, line: int, packed: bytes) -> None:
            super().add(line, packed)
            most.append(len(self._parts))

    def timbres(_path: Path, lines: list[tuple[int, int, int]]) -> Iterator[tuple[int, bytes]]:
        for number, _, _ in lines:
            parts = voices.get(number, [0.05])
            yield number, np.stack([vector(angle) for angle in parts]).tobytes()

    monkeypatch.setattr("editor.audio.speech.likeness.Prints", Noting)
    monkeypatch.setattr("editor.audio.timbre_worker.timbres", timbres)
    speakers = {10: 1, 11: 1, 12: 2, 13: 2}
    whole = Episode([line(number, speakers.get(number)) for number in range(5, 30)], PEOPLE)
    found = run(suggest(whole, Path("song.mp3")))
    assert [hint.line for hint in found.hints] == [*range(6, 10), *range(14, 30)]
    assert {hint.speaker for hint in found.hints} == {1}
    assert [turn.line for turn in found.turns] == [5, 12]
    assert max(most) == len(speakers) + 1


def test_the_place_is_behind_the_end_of_a_sentence_near_by() -> None:
    changing = [0.0] * 4 + [0.5] + [1.0] * 4
    said = "bread before. Dawn is early"
    (turn,) = told([replace(line(5, 1), text=said)], prints(**VOICES, n5=changing)).turns
    assert said[turn.offset :] == "Dawn is early"


def test_accepting_parts_each_line_and_gives_the_parts_to_both() -> None:
    whole = Episode([line(5, None), line(6, None), line(7, 1)], PEOPLE)
    text = checksum(whole.transcript[0].text)
    hints = Hints(turns=(Turn(5, 6, (1, 2), 0.5, text), Turn(6, 13, (2, 1), 0.5, text)))
    items = asked(hints, whole)
    assert items[0].suggestion == "Ada Byrne | Cleo Marsh"
    edit = Voices(hints).accept(whole, items)
    whole.apply(edit)
    assert [(one.text, one.speaker) for one in whole.transcript][:4] == [
        ("bread", 1),
        ("before dawn is early", 2),
        ("bread before", 2),
        ("dawn is early", 1),
    ]
    assert list(problems(whole)) == []
    assert asked(hints, whole) == []
    whole.apply(edit.inverse)
    assert len(asked(hints, whole)) == 2


@pytest.mark.parametrize(
    "rows",
    [
        '"hints":[],"turns":[[5,1.5,1,2,0.5,3]]',
        '"hints":[],"turns":[[5,-5,1,2,0.5,3]]',
        '"hints":[],"turns":[[5,1e999,1,2,0.5,3]]',
        '"hints":[[5.0,1,0.2,3]],"turns":[]',
        '"hints":[[5,1,NaN,3]],"turns":[]',
        '"hints":[[5,1,1e999,3]],"turns":[]',
        '"hints":[[5,1,1' + "0" * 400 + ',3]],"turns":[]',
        '"hints":[[5,true,0.2,3]],"turns":[]',
        '"hints":[[5,1,0.2]],"turns":[]',
    ],
)
def test_hints_with_a_number_that_makes_no_sense_are_none(rows: str) -> None:
    assert Hints.read('{"recording":"",' + rows + "}") == Hints()


def test_a_turn_behind_the_end_of_its_line_and_hints_of_another_recording_are_not_asked() -> None:
    whole = Episode([line(5, None), line(6, 1)], PEOPLE)
    text = checksum(whole.transcript[0].text)
    turns = (Turn(6, 500, (1, 2), 0.5, text), Turn(6, 6, (1, 2), 0.5, text))
    hints = Hints((Hint(5, 1, 0.2, text),), turns)
    assert [item.rule for item in asked(hints, whole)] == ["voice-changes", "speaker-hint"]
    whole.apply(set_info(whole, Info(recording=Recording("b.wav", "new"))))
    assert asked(hints, whole) == []
    assert len(asked(replace(hints, recording="new"), whole)) == 2
