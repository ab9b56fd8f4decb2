"""Verbs: each plans one edit, and the edit says exactly what happens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editor.model.chapter import Chapter
from editor.model.checks import problems
from editor.model.edits import Aspect, Change, Edit
from editor.model.episode import Episode
from editor.model.errors import StaleEdit
from editor.model.history import History
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Flag, Segment
from editor.model.verbs import cleaning, lines, outline, people
from editor.model.words import TextChange, TimeKind, WordTime, WordTimes


def times(*starts: int) -> WordTimes:
    return WordTimes.pack(WordTime(at, at + 90, TimeKind.MEASURED) for at in starts)


@pytest.fixture
def episode() -> Episode:
    return Episode(
        [
            Segment(1, 0, 1000, "we left the town", words=times(0, 200, 400, 600)),
            Segment(2, 1000, 2000, "the the night train"),
            Segment(3, 2000, 4000, "was late", speaker=1),
        ],
        [Speaker(1, "Ada"), Speaker(2, "Ben")],
    )


def apply(episode: Episode, edit: Edit) -> None:
    before = tuple(episode.transcript), tuple(episode.speakers), tuple(episode.chapters)
    episode.apply(edit)
    after = tuple(episode.transcript), tuple(episode.speakers), tuple(episode.chapters)
    assert list(problems(episode)) == []
    episode.apply(edit.inverse)
    assert (tuple(episode.transcript), tuple(episode.speakers), tuple(episode.chapters)) == before
    episode.apply(edit)
    assert (tuple(episode.transcript), tuple(episode.speakers), tuple(episode.chapters)) == after


def texts(episode: Episode) -> list[str]:
    return [segment.text for segment in episode.transcript]


def test_split_takes_the_time_of_the_word(episode: Episode) -> None:
    apply(episode, lines.split(episode, 0, 8))
    left, right = episode.transcript[0], episode.transcript[1]
    assert (left.text, right.text) == ("we left", "the town")
    assert (left.end, right.start, right.end) == (400, 400, 1000)
    assert left.words.unpack() + right.words.unpack() == times(0, 200, 400, 600).unpack()
    assert left.id == 1
    assert right.id == 4


def test_split_at_the_playhead(episode: Episode) -> None:
    apply(episode, lines.split(episode, 2, 4, at=3100))
    assert (episode.transcript[2].end, episode.transcript[3].start) == (3100, 3100)


@pytest.mark.parametrize(("offset", "parts"), [(0, ["", "was late"]), (8, ["was late", ""])])
def test_split_at_an_edge_makes_an_empty_line(
    episode: Episode, offset: int, parts: list[str]
) -> None:
    apply(episode, lines.split(episode, 2, offset))
    assert texts(episode)[2:] == parts


def test_join_undoes_a_split_in_text_and_time(episode: Episode) -> None:
    before = episode.transcript[0]
    episode.apply(lines.split(episode, 0, 8))
    apply(episode, lines.join(episode, 0))
    assert episode.transcript[0] == before


def test_a_chapter_follows_its_line_into_a_join(episode: Episode) -> None:
    episode.apply(outline.add_chapter(episode, 1, "The train"))
    apply(episode, lines.join(episode, 0))
    assert episode.chapters[0].segment == 1
    assert episode.chapters[0].start == 1000


def test_push_and_pull_are_inverse_and_keep_word_times(episode: Episode) -> None:
    before = episode.transcript[0].text, episode.transcript[0].words
    apply(episode, lines.push_word(episode, 0))
    assert texts(episode)[:2] == ["we left the", "town the the night train"]
    assert episode.transcript[1].start == 600
    apply(episode, lines.pull_word(episode, 0))
    assert (episode.transcript[0].text, episode.transcript[0].words) == before


def test_the_word_goes_over_that_is_seen_and_what_is_hidden_beside_it() -> None:
    um = Mark(8, 12, Kind.FILLER, "filler", 0.9, MarkState.AUTO)
    er = Mark(0, 4, Kind.FILLER, "filler", 0.9, MarkState.AUTO)
    episode = Episode(
        [
            Segment(1, 0, 3000, "one two, um,", marks=(um,)),
            Segment(2, 3000, 6000, "er, three four", marks=(er,)),
        ]
    )
    before = heard(episode)
    for plan, there in (
        (lines.push_word, ["one", "two, um, er, three four"]),
        (lines.pull_word, ["one two, um, er, three", "four"]),
    ):
        edit = plan(episode, 0, View.CLEAN)
        episode.apply(edit)
        assert texts(episode) == there
        assert heard(episode) == before
        episode.apply(edit.inverse)


@pytest.mark.parametrize("plan", [lines.push_word, lines.pull_word])
def test_no_other_word_moves_between_lines_that_overlap(
    plan: Callable[[Episode, int], Edit],
) -> None:
    episode = Episode(
        [
            Segment(1, 0, 9000, "one two three", words=times(0, 4000, 8000)),
            Segment(2, 1000, 3000, "four five six", words=times(1000, 1500, 2000)),
        ]
    )
    before = heard(episode)
    apply(episode, plan(episode, 0))
    after = heard(episode)
    moved = "three" if plan is lines.push_word else "four"
    assert {word: at for word, at in after.items() if word != moved} == {
        word: at for word, at in before.items() if word != moved
    }


def heard(episode: Episode) -> dict[str, WordTime]:
    return {
        word: time
        for line in episode.transcript
        for word, time in zip(line.text.split(), line.word_times(), strict=True)
    }


@pytest.mark.parametrize(
    ("verb", "row", "kept"),
    [
        (lines.push_word, 1, (3, "Only after that.", 2)),
        (lines.pull_word, 0, (1, "Before. Only", 1)),
    ],
)
def test_a_line_that_gives_its_only_word_away_is_gone(
    verb: Callable[[Episode, int], Edit], row: int, kept: tuple[int, str, int]
) -> None:
    three = [
        Segment(1, 0, 1_000, "Before.", 1),
        Segment(2, 1_000, 2_000, "Only", 2),
        Segment(3, 2_000, 4_000, "after that.", 2),
    ]
    episode = Episode(three, [Speaker(1, "Ada"), Speaker(2, "Ben")], [Chapter(1, 1_000, "C", 2)])
    edit = verb(episode, row)
    episode.apply(edit)
    line = episode.transcript[row]
    assert (line.id, line.text, line.speaker) == kept
    assert (1_000, 2_000) in [(word.start, word.end) for word in line.word_times()]
    assert len(episode.transcript) == 2
    assert episode.chapters[0].segment == line.id
    assert list(problems(episode)) == []
    episode.apply(edit.inverse)
    assert list(episode.transcript) == three


def test_typing_over_a_selection_of_lines_makes_one(episode: Episode) -> None:
    apply(episode, lines.replace_range(episode, 0, 3, 2, 4, "came "))
    assert texts(episode) == ["we came late"]
    assert episode.transcript[0].end == 4000


def test_deleting_a_line_end_keeps_two_words_apart(episode: Episode) -> None:
    apply(episode, lines.replace_range(episode, 0, 16, 1, 0, ""))
    assert texts(episode)[0] == "we left the town the the night train"


def test_replace_many_in_one_step(episode: Episode) -> None:
    edit = lines.rewrite(episode, {0: "we left a town", 2: "was late"})
    assert len(edit.splices) == 1
    apply(episode, edit)
    assert episode.transcript[0].words.unpack()[3] == times(600).unpack()[0]


def test_set_times_stays_between_the_neighbours(episode: Episode) -> None:
    apply(episode, lines.set_times(episode, 1, 5000, 9000))
    assert episode.transcript[1].start == 2000
    apply(episode, lines.set_times(episode, 2, -5, 100))
    assert episode.transcript[2].start == 2000
    assert episode.transcript[2].end >= 2000


def test_strike_by_hand_and_let_stand(episode: Episode) -> None:
    apply(episode, cleaning.toggle(episode, 1, 0, 3))
    assert episode.transcript[1].marks[0].kind is Kind.BY_HAND
    apply(episode, cleaning.toggle(episode, 1, 1, 2))
    assert episode.transcript[1].marks == ()


def found(start: int, end: int, state: MarkState) -> Mark:
    return Mark(start, end, Kind.REPEAT, "repeat-word", 0.9, state)


def test_a_decision_survives_a_rerun(episode: Episode) -> None:
    fresh = {1: [found(0, 4, MarkState.AUTO)]}
    apply(episode, cleaning.lay(episode, fresh))
    apply(episode, cleaning.toggle(episode, 1, 0, 2))
    assert episode.transcript[1].marks[0].state is MarkState.STET
    assert not cleaning.lay(episode, fresh)


def test_what_was_heard_survives_a_rerun_that_finds_it_again(episode: Episode) -> None:
    apply(episode, cleaning.lay(episode, {1: [found(0, 4, MarkState.AUTO)]}))
    apply(episode, cleaning.hear(episode, [(2, episode.transcript[1].marks[0])]))
    assert episode.transcript[1].marks[0].heard
    again = {1: [found(0, 4, MarkState.PROPOSED)]}
    apply(episode, cleaning.lay(episode, again))
    assert episode.transcript[1].marks[0].heard
    apply(episode, cleaning.lay(episode, {1: [found(0, 3, MarkState.AUTO)]}))
    assert not episode.transcript[1].marks[0].heard


def test_accept_alike_is_one_step(episode: Episode) -> None:
    proposals = {i: [found(0, 3, MarkState.PROPOSED)] for i in range(3)}
    episode.apply(cleaning.lay(episode, proposals))
    chosen = [(segment.id, segment.marks[0]) for segment in episode.transcript]
    apply(episode, cleaning.decide(episode, chosen, MarkState.STRUCK))
    assert all(segment.marks[0].state is MarkState.STRUCK for segment in episode.transcript)


def test_a_new_voice_gets_a_name_and_its_lines_at_once(episode: Episode) -> None:
    apply(episode, people.add_and_assign(episode, "Cleo", [0, 1]))
    assert [segment.speaker for segment in episode.transcript] == [3, 3, 1]
    apply(episode, people.merge(episode, 3, 2))
    assert [segment.speaker for segment in episode.transcript] == [2, 2, 1]
    assert [speaker.name for speaker in episode.speakers] == ["Ada", "Ben"]
    assert episode.transcript.turn(1) == range(2)


def test_who_is_merged_keeps_the_roles_of_both(episode: Episode) -> None:
    episode.apply(people.set_roles(episode, 1, ("host", "narrator")))
    episode.apply(people.set_roles(episode, 2, ("guest", "host")))
    apply(episode, people.merge(episode, 1, 2))
    assert [(one.name, one.roles) for one in episode.speakers] == [
        ("Ben", ("guest", "host", "narrator"))
    ]


def test_chapters_stay_in_order_of_time(episode: Episode) -> None:
    apply(episode, outline.add_chapter(episode, 2, "Late"))
    apply(episode, outline.add_chapter(episode, 0, "Town"))
    apply(episode, outline.move_chapter_to(episode, episode.chapters[0].id, 10**6))
    assert [chapter.title for chapter in episode.chapters] == ["Town", "Late"]
    assert episode.chapters[0].start < episode.chapters[1].start
    apply(episode, outline.remove_chapter(episode, episode.chapters[0].id))


def test_a_stale_edit_changes_nothing(episode: Episode) -> None:
    stale = lines.join(episode, 0)
    episode.apply(lines.split(episode, 0, 3))
    before = tuple(episode.transcript)
    with pytest.raises(StaleEdit):
        episode.apply(stale)
    assert tuple(episode.transcript) == before


def test_observers_hear_what_kind_of_change_it_is(episode: Episode) -> None:
    heard: list[tuple[str, Change]] = []

    class Ear:
        def before_change(self, change: Change) -> None:
            heard.append(("before", change))

        def after_change(self, change: Change) -> None:
            heard.append(("after", change))

    stop = episode.watch(Ear())
    plans: list[tuple[Callable[[], Edit], Aspect]] = [
        (lambda: lines.split(episode, 0, 3), Aspect.ROWS),
        (lambda: people.assign(episode, [0], 2), Aspect.SPEAKER),
        (lambda: cleaning.strike(episode, 2, 0, 3), Aspect.MARKS),
        (lambda: people.rename(episode, 2, "Bea"), Aspect.PEOPLE),
        (lambda: lines.set_flag(episode, [1], Flag.REVIEWED, True, "review"), Aspect.FLAGS),
    ]
    for plan, aspect in plans:
        heard.clear()
        episode.apply(plan(), origin="me")
        assert [when for when, _ in heard] == ["before", "after"]
        assert all(c.aspect is aspect and c.origin == "me" for _, c in heard)
    stop()
    heard.clear()
    episode.apply(lines.join(episode, 0))
    assert heard == []


def typed(episode: Episode, index: int, at: int, text: str) -> Edit:
    return lines.type_text(episode, index, TextChange(at, 0, text))


def test_a_burst_of_typing_undoes_as_one(episode: Episode) -> None:
    history = History()
    for at, letter in enumerate("so "):
        edit = typed(episode, 2, at, letter)
        merged = history.merged(edit)
        episode.apply(edit)
        history.push(merged or edit, merge=merged is not None)
    assert len(history) == 1
    assert history.undoable is not None
    episode.apply(history.undoable.inverse)
    assert texts(episode)[2] == "was late"


@pytest.mark.parametrize("between", ["fence", "other line", "other place"])
def test_typing_stays_apart(episode: Episode, between: str) -> None:
    history = History()
    first = typed(episode, 2, 0, "so ")
    episode.apply(first)
    history.push(first)
    if between == "fence":
        history.fence()
    second = typed(episode, 1 if between == "other line" else 2, 3, "x")
    if between == "other place":
        second = typed(episode, 2, 0, "x")
    assert history.merged(second) is None


def test_typing_that_takes_back_the_burst_before_stays_apart(episode: Episode) -> None:
    history = History()
    first = typed(episode, 0, 0, "x")
    episode.apply(first)
    history.push(first)
    back = lines.type_text(episode, 0, TextChange(0, 1, ""))
    assert history.merged(back) is None


def test_whole_lines_go_and_the_next_stays_where_it_is_heard(episode: Episode) -> None:
    last = episode.transcript[2]
    episode.apply(outline.add_chapter(episode, 0, "The train"))
    apply(episode, lines.replace_range(episode, 0, 0, 2, 0, ""))
    assert list(episode.transcript) == [last]
    assert episode.chapters[0].segment == last.id


def test_what_is_typed_over_whole_lines_begins_the_next(episode: Episode) -> None:
    last = episode.transcript[2]
    apply(episode, lines.replace_range(episode, 0, 0, 2, 0, "it "))
    line = episode.transcript[0]
    assert (line.text, line.start, line.id) == ("it was late", last.start, last.id)
    assert line.word_times()[1:] == last.word_times()


def test_lines_behind_a_line_go_and_leave_it_as_it_was(episode: Episode) -> None:
    first = episode.transcript[0]
    apply(episode, lines.replace_range(episode, 0, len(first.text), 2, len("was late"), ""))
    kept = episode.transcript[0]
    assert (kept.start, kept.end, kept.word_times()) == (0, 1000, first.word_times())
    assert len(episode.transcript) == 1


@pytest.mark.parametrize("added", ["", "- "])
def test_the_rest_of_a_line_starts_with_its_first_word(episode: Episode, added: str) -> None:
    before = episode.transcript[2]
    apply(episode, lines.replace_range(episode, 0, 0, 2, len("was "), added))
    line = episode.transcript[0]
    assert (line.text, line.speaker) == (added + "late", before.speaker)
    assert line.word_times() == before.word_times()[1:]
    assert (line.start, line.end) == (before.word_times()[1].start, before.end)


def test_a_line_without_a_word_lends_its_time_to_no_other(episode: Episode) -> None:
    late = episode.transcript[2]
    episode.apply(lines.type_text(episode, 1, TextChange(0, 19, "")))
    apply(episode, lines.join(episode, 1))
    joined = episode.transcript[1]
    assert (joined.start, joined.speaker) == (late.start, late.speaker)
    assert joined.word_times() == late.word_times()
