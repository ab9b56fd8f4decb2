"""What the program does after an edit belongs to that edit: one undo takes both back."""

from __future__ import annotations

from dataclasses import replace

from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.history import History
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.lines import split, type_text
from editor.model.verbs.people import assign
from editor.model.words import TextChange


def moved(episode: Episode, index: int) -> Edit:
    line = episode.transcript[index]
    later = replace(line, end=line.end + 7)
    return Edit("follow", (Splice(Track.SEGMENTS, index, (line,), (later,)),))


def done(episode: Episode, history: History, edit: Edit) -> bool:
    merged = history.merged(edit)
    episode.apply(edit)
    history.push(merged or edit, merge=merged is not None)
    return merged is not None


def episode() -> Episode:
    return Episode(
        [Segment(1, 0, 900, "one two"), Segment(2, 1_000, 1_900, "three")], [Speaker(1, "Ada")]
    )


def test_it_becomes_part_of_typing_that_still_goes_on() -> None:
    whole, history = episode(), History()
    before = list(whole.transcript)
    done(whole, history, type_text(whole, 0, TextChange(7, 0, "s")))
    assert done(whole, history, moved(whole, 0))
    assert done(whole, history, type_text(whole, 0, TextChange(8, 0, "!")))
    assert len(history) == 1
    last = history.undoable
    assert last is not None
    assert (last.verb, len(last.splices)) == ("type", 1)
    whole.apply(last.inverse)
    assert list(whole.transcript) == before


def test_it_follows_rows_that_came() -> None:
    whole, history = episode(), History()
    before = list(whole.transcript)
    done(whole, history, split(whole, 0, 4))
    assert done(whole, history, moved(whole, 1))
    assert done(whole, history, moved(whole, 0))
    last = history.undoable
    assert last is not None
    whole.apply(last.inverse)
    assert list(whole.transcript) == before


def test_it_stays_apart_from_an_edit_that_did_not_change_the_words_of_its_line() -> None:
    whole, history = episode(), History()
    done(whole, history, type_text(whole, 0, TextChange(7, 0, "s")))
    typed = whole.transcript[0]
    done(whole, history, assign(whole, (1,), 1))
    assert not done(whole, history, moved(whole, 0))
    done(whole, history, assign(whole, (0,), 1))
    assert not done(whole, history, moved(whole, 0))
    for _ in range(2):
        last = history.undoable
        assert last is not None
        whole.apply(last.inverse)
        history.step(-1)
    assert whole.transcript[0] == replace(typed, end=typed.end + 7)


def test_alone_or_behind_a_fence_it_stands_for_itself() -> None:
    whole, history = episode(), History()
    assert not done(whole, history, moved(whole, 0))
    history.fence()
    assert not done(whole, history, moved(whole, 1))
    assert len(history) == 2
