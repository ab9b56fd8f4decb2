"""Lines put in from elsewhere stand where their times are, with people and ids of their own."""

from __future__ import annotations

from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.inserting import insert_lines


def test_lines_stand_by_their_starts_and_keep_their_times() -> None:
    here = Episode(
        [Segment(1, 0, 900, "one"), Segment(2, 5_000, 5_900, "two")], [Speaker(4, "Ada Byrne")]
    )
    fresh = [
        Segment(1, 7_000, 7_500, "last", 2),
        Segment(2, 5_000, 5_100, "behind two", 1),
        Segment(3, 1_000, 1_200, "between", 1),
    ]
    here.apply(insert_lines(here, fresh, {1: "ada byrne", 2: "Cleo"}))
    assert [(s.id, s.start, s.end, s.text, s.speaker) for s in here.transcript] == [
        (1, 0, 900, "one", None),
        (3, 1_000, 1_200, "between", 4),
        (2, 5_000, 5_900, "two", None),
        (4, 5_000, 5_100, "behind two", 4),
        (5, 7_000, 7_500, "last", 5),
    ]
    assert [person.name for person in here.speakers] == ["Ada Byrne", "Cleo"]


def test_no_lines_are_no_edit() -> None:
    assert not insert_lines(Episode(), [])
