"""Review: one list of what to look at, ranked, answered once, each batch one undo step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editor.app.glossary.entries import Entry, add_entries
from editor.app.importing import read
from editor.app.jobs import run
from editor.app.never import never_rules
from editor.app.review.answering import How, answer
from editor.app.review.items import Item, answered, let_stand, put_right
from editor.app.review.queue import Order, Queue, gather
from editor.app.review.sources import LOOP, sources
from editor.app.session import Session
from editor.app.spelling.speller import Speller
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.lines import join
from editor.model.verbs.outline import choose
from editor.store import Project

SPELLER = Speller(None)


def _episode(*texts: str, speaker: int | None = 1) -> Episode:
    lines = [
        Segment(at + 1, at * 5000, at * 5000 + 4900, text, speaker) for at, text in enumerate(texts)
    ]
    return Episode(lines, [Speaker(1, "Ada")], info=Info(language="en-GB"))


def _found(episode: Episode, speller: Speller = SPELLER) -> list[Item]:
    return run(gather(episode, sources(speller))).of()


def _rules(episode: Episode) -> list[str]:
    return [item.rule for item in _found(episode)]


def test_corrections_come_first_and_are_made_in_one_step() -> None:
    episode = _episode("Adas and Adas", "nothing", "the Adas plan")
    episode.apply(add_entries(episode, [Entry("ADASS", "Adas")]))
    found = _found(episode)
    assert [item.rule for item in found] == ["correction"] * 3
    edit = put_right(episode, found)
    episode.apply(edit)
    assert [line.text for line in episode.transcript] == [
        "ADASS and ADASS",
        "nothing",
        "the ADASS plan",
    ]
    assert _found(episode) == []
    episode.apply(edit.inverse)
    assert len(_found(episode)) == 3


def test_what_was_let_stand_is_never_asked_again() -> None:
    episode = _episode("Adas", "Adas", "Adas")
    episode.apply(add_entries(episode, [Entry("ADASS", "Adas")]))
    found = _found(episode)
    episode.apply(let_stand(episode, found[:1]))
    assert [item.line for item in _found(episode)] == [2, 3]
    never = let_stand(episode, found[1:2], alike=True)
    episode.apply(never)
    assert _found(episode) == []
    episode.apply(never.inverse)
    assert [item.line for item in _found(episode)] == [2, 3]


def test_answers_to_lines_that_are_gone_go_with_the_next() -> None:
    episode = _episode("Adas", "Adas", "Adas")
    episode.apply(add_entries(episode, [Entry("ADASS", "Adas")]))
    found = _found(episode)
    episode.apply(let_stand(episode, found[:2]))
    kept = list(episode.answers)
    assert not let_stand(episode, found[:2])
    episode.apply(join(episode, 0))
    after = let_stand(episode, found[2:])
    episode.apply(after)
    assert [answer.segment for answer in episode.answers] == [1, 3]
    episode.apply(after.inverse)
    assert episode.answers == kept


def test_what_early_projects_hold_in_one_setting_is_read() -> None:
    episode = _episode("Adas", "Adas")
    episode.apply(add_entries(episode, [Entry("ADASS", "Adas")]))
    episode.apply(choose(episode, "checkup.answered", '["correction|1|adas", 5]'))
    assert [item.line for item in _found(episode)] == [2]
    episode.apply(choose(episode, "checkup.answered", "{"))
    assert [item.line for item in _found(episode)] == [1, 2]


def test_a_thousand_answers_stay_small_in_the_project(tmp_path: Path) -> None:
    count = 1_000
    lines = [Segment(at, at * 3000, at * 3000 + 2900, f"Word{at} here") for at in range(1, count)]
    path = tmp_path / "long.stet"
    with Project.create(path, Episode(lines)) as project:
        session = Session(project.load().episode, project)
        before = path.stat().st_size
        for line in lines:
            item = Item("word", line.id, 0, 5, line.text, 0.5, "spelling")
            session.do(let_stand(session.episode, [item]))
        project.flush()
        assert len(answered(session.episode)) == len(lines)
    assert path.stat().st_size - before < 500 * count
    with Project.open(path) as project:
        assert len(answered(project.load().episode)) == len(lines)


def test_lines_that_cannot_be_right_are_asked() -> None:
    assert _rules(_episode(*["thank you for watching"] * (LOOP + 1))) == ["loop", "loop"]
    assert _rules(_episode("x" * 300)) == ["too-fast"]
    assert _rules(Episode([Segment(1, 5_000, 5_000, "Oh."), Segment(2, 5_000, 5_000, "")])) == [
        "no-time"
    ]
    slow = Episode([Segment(1, 0, 90_000, "Yes.")])
    assert _rules(slow) == ["too-long"]
    assert _rules(_episode("one", "two", "three", speaker=None)) == ["no-speaker"]
    assert _rules(Episode()) == []


def test_proposed_strikes_are_decided_as_marks() -> None:
    mark = Mark(4, 12, Kind.MARKER, "marker.phrase", 0.7, MarkState.PROPOSED)
    line = Segment(1, 0, 900, "and you know", 1, (mark,))
    episode = Episode([line], [Speaker(1, "Ada")])
    (item,) = _found(episode)
    source = next(source for source in sources(SPELLER) if source.name == item.source)
    episode.apply(source.stet(episode, [item]))
    assert episode.transcript[0].marks[0].state is MarkState.STET
    assert _found(episode) == []


def test_never_of_a_proposed_strike_is_the_never_of_the_cleaning() -> None:
    marks = [Mark(4, 12, Kind.MARKER, "marker.phrase", 0.7, MarkState.PROPOSED)]
    lines = [Segment(at, at, at + 1, "and you know", 1, tuple(marks)) for at in (1, 2)]
    episode = Episode(lines, [Speaker(1, "Ada")])
    found = _found(episode)
    source = next(source for source in sources(SPELLER) if source.name == "mark")
    episode.apply(source.never(episode, found))
    assert never_rules(episode.info) == [("marker", "you know")]
    assert answered(episode) == frozenset()
    assert [line.marks[0].state for line in episode.transcript] == [MarkState.STET] * 2
    assert not source.never(episode, [Item("mark", 9, 0, 1, "x", 0.5, "marker.phrase")])


def test_items_that_no_longer_fit_are_passed_over() -> None:
    episode = _episode("Adas here")
    episode.apply(add_entries(episode, [Entry("ADASS", "Adas")]))
    found = _found(episode)
    episode.apply(put_right(episode, found))
    assert not put_right(episode, found)
    assert not put_right(episode, [Item("word", 99, 0, 1, "x", 0.5, "spelling", "y")])


def test_the_sample_page_has_a_short_list(samples: Path) -> None:
    pytest.importorskip("hunspell", reason="no Hunspell for this machine")
    episode = run(read(samples / "episode" / "carer_catalysts.txt")).episode
    speller = Speller.of_language(episode.info.language)
    try:
        found = _found(episode, speller)
    finally:
        speller.close()
    assert 10 < len(found) < 100
    assert [item.risk for item in found] == sorted((item.risk for item in found), reverse=True)
    assert "Clenton" not in {item.words for item in found}


def test_a_queue_is_worked_off_by_category_and_alike() -> None:
    episode = _episode("Adas", "Adas and Bado", "Adas, Bado")
    episode.apply(add_entries(episode, [Entry("ADASS", "Adas"), Entry("Badeau", "Bado")]))
    queue = run(gather(episode, sources(SPELLER), Order.TEXT))
    assert [(item.line, item.words) for item in queue.of()] == [
        (1, "Adas"), (2, "Adas"), (2, "Bado"), (3, "Adas"), (3, "Bado"),
    ]  # fmt: skip
    first = queue.of()[0]
    assert [item.line for item in queue.alike(first)] == [1, 2, 3]
    queue.cross_out(queue.alike(first))
    queue.cross_out([first])
    assert (queue.left, queue.done, dict(queue.categories)) == (2, 3, {"correction": 2})
    assert {item.words for item in queue.of("correction")} == {"Bado"}
    assert queue.of("spelling") == Queue().of() == []


def test_only_what_is_wanted_is_gathered() -> None:
    episode = _episode("Adas", "Adas")
    episode.apply(add_entries(episode, [Entry("ADASS", "Adas")]))
    queue = run(gather(episode, sources(SPELLER), keep=lambda item: item.line == 2))
    assert [item.line for item in queue.of()] == [2]


def test_an_answer_to_a_mark_reaches_those_alike_and_notes_what_was_heard() -> None:
    proposed = Mark(4, 12, Kind.MARKER, "marker.phrase", 0.7, MarkState.PROPOSED)
    unasked = Mark(4, 12, Kind.MARKER, "marker.phrase", 0.9, MarkState.AUTO)
    lines = [
        Segment(1, 0, 1, "and you know", 1, (proposed,)),
        Segment(2, 1, 2, "but you know", 1, (unasked,)),
    ]
    episode = Episode(lines, [Speaker(1, "Ada")])
    (item,) = _found(episode)
    (source,) = [source for source in sources(SPELLER) if source.name == item.source]
    alike = answer(episode, source, How.STET_ALIKE, [item])
    episode.apply(alike)
    assert [line.marks[0].state for line in episode.transcript] == [MarkState.STET] * 2
    episode.apply(alike.inverse)
    episode.apply(answer(episode, source, How.HEARD, [item]))
    heard = episode.transcript[0].marks[0]
    assert (heard.state, heard.heard) == (MarkState.PROPOSED, True)
    episode.apply(answer(episode, source, How.ACCEPT, [item], listened=True))
    assert episode.transcript[0].marks[0].state is MarkState.STRUCK
    assert not answer(episode, source, How.ACCEPT, [Item("mark", 9, 0, 1, "x", 0.5, "gone")])


def test_a_sentence_that_begins_small_is_asked_about_as_the_clean_text_is_printed() -> None:
    episode = _episode(
        "It was new.",
        ", and it was dear.",
        "Dr. brown said e.g. that about stet.example. nobody did. it works",
        "um, so it did.",
        "iPhone users know.",
    )
    scar = Mark(0, 2, Kind.SCAR, "scar.comma", 0.99, MarkState.AUTO)
    pause = Mark(0, 4, Kind.FILLER, "filler.pause", 0.97, MarkState.AUTO)
    marks = {2: (scar,), 4: (pause,)}
    lines = [replace(line, marks=marks.get(line.id, ())) for line in episode.transcript]
    episode = Episode(lines, tuple(episode.speakers), info=episode.info)
    asked = [item for item in _found(episode) if item.rule == "capital"]
    assert [(item.line, item.start, item.words, item.suggestion) for item in asked] == [
        (2, 2, "and", "And"),
        (3, 57, "it", "It"),
    ]
    episode.apply(put_right(episode, asked))
    assert episode.transcript[1].text == ", And it was dear."
    assert not [item for item in _found(episode) if item.rule == "capital"]


def test_the_spelling_of_struck_words_is_not_asked() -> None:
    line = Segment(1, 0, 9000, "with pers, with a persn", 1)
    struck = Mark(0, 11, Kind.RESTART, "restart.clause", 0.97, MarkState.AUTO)
    speller = Speller.of_language("en-GB")
    asked = {
        state: [i.words for i in _found(_of_one(line, replace(struck, state=state)), speller)]
        for state in (MarkState.AUTO, MarkState.STET)
    }
    speller.close()
    assert asked == {MarkState.AUTO: ["persn"], MarkState.STET: ["pers", "persn"]}


def _of_one(line: Segment, mark: Mark) -> Episode:
    return Episode([replace(line, marks=(mark,))], [Speaker(1, "Ada")], info=Info(language="en-GB"))


def test_what_was_accepted_counts_as_reviewed_and_hides_no_other() -> None:
    episode = _episode("We left. then we came. then we slept.", "Nothing here.")
    queue = run(gather(episode, sources(SPELLER)))
    small = [item for item in queue.of() if item.rule == "capital"]
    assert len(small) == 2
    source = next(one for one in sources(SPELLER) if one.name == small[0].source)
    edit = answer(episode, source, How.ACCEPT, small[:1])
    episode.apply(edit)
    after = run(gather(episode, sources(SPELLER)))
    assert (after.done, after.left) == (queue.done + 1, queue.left - 1)
    assert [item.words for item in after.of() if item.rule == "capital"] == ["then"]
    episode.apply(edit.inverse)
    assert run(gather(episode, sources(SPELLER))).done == queue.done
