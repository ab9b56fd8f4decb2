"""Review: what a sieve lets through, in which order; decisions alike; what is never asked again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from editor.app.auditioning import cuts_from, cuts_near, heard_span
from editor.app.cleaning import clean
from editor.app.jobs import run
from editor.app.never import never, never_rules, set_never
from editor.app.reasons import account_of, reason
from editor.app.review.marks import alike
from editor.app.review.sieve import Finder, Show, Sieve
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.info import Info
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.time import Span
from editor.model.verbs.cleaning import decide, hear
from editor.model.words import TimeKind, WordTime, WordTimes
from tests.strategies import episodes


def episode_of(*texts: str) -> Episode:
    lines = [
        Segment(at, at * 5_000, at * 5_000 + 4_000, text, 1 + at % 2, source_text=text)
        for at, text in enumerate(texts, 1)
    ]
    made = Episode(lines, [Speaker(1, "Ada"), Speaker(2, "Bo")], info=Info(language="en"))
    made.apply(run(clean(made)))
    return made


TALK = (
    "It was, you know, the the best day.",
    "So it is I mean fine, you know, really.",
    "We were, we were not late, , at all.",
)


def walk(episode: Episode, sieve: Sieve) -> list[tuple[int, Mark]]:
    finder = Finder(episode, sieve)
    return [(line.id, mark) for line in episode.transcript for mark in finder.of_line(line)]


@given(episodes())
def test_every_mark_but_those_by_hand_is_shown(episode: Episode) -> None:
    marks = [(line.id, mark) for line in episode.transcript for mark in line.marks]
    own = [one for one in marks if one[1].kind is Kind.BY_HAND]
    assert walk(episode, Sieve(Show.ALL)) == [one for one in marks if one not in own]
    parts = [walk(episode, Sieve(show)) for show in (Show.DECIDED, Show.OPEN)]
    assert sum(map(len, parts)) == len(marks) - len(own)


def test_a_sieve_lets_through_what_was_chosen() -> None:
    episode = episode_of(*TALK)

    def words(sieve: Sieve) -> list[str]:
        return [
            episode.transcript.by_id(line).text[mark.start : mark.end].strip(" ,")
            for line, mark in walk(episode, sieve)
        ]

    everything = words(Sieve(Show.ALL))
    assert "the" in everything
    assert "you know" in everything
    assert set(words(Sieve(Show.ALL, speaker=1))) | set(words(Sieve(Show.ALL, speaker=2))) == set(
        everything
    )
    assert words(Sieve(Show.ALL, speaker=0)) == []
    sure = words(Sieve(Show.ALL, low=0.95))
    unsure = words(Sieve(Show.ALL, high=0.95 - 1e-9))
    assert sorted(sure + unsure) == sorted(everything)
    assert words(Sieve(Show.DECIDED)) == []
    line, mark = walk(episode, Sieve(Show.OPEN))[0]
    episode.apply(decide(episode, [(line, mark)], MarkState.STRUCK, heard=True))
    assert len(words(Sieve(Show.DECIDED))) == 1
    assert len(words(Sieve(Show.OPEN))) == len(everything) - 1


def test_what_touches_meaning_waits_to_be_heard() -> None:
    episode = episode_of("We did not go.")
    line = episode.transcript[0]
    mark = Mark(7, 11, Kind.BY_HAND, "by-hand", 1.0, MarkState.STRUCK)
    episode.transcript.splice(0, 1, [replace(line, marks=(mark,))])
    assert walk(episode, Sieve(Show.UNHEARD)) == [(1, mark)]
    assert "Touches meaning (negation): not listened to yet." in account_of(
        episode, episode.transcript[0], mark
    )
    episode.apply(hear(episode, [(1, mark)]))
    assert walk(episode, Sieve(Show.UNHEARD)) == []


def test_alike_is_struck_or_let_stand_in_one_step() -> None:
    episode = episode_of(*TALK)
    history = History()
    known = [(n, m) for n, m in walk(episode, Sieve(Show.ALL)) if m.kind is Kind.MARKER]
    line, mark = next((n, m) for n, m in known if "you know" in episode.transcript.by_id(n).text)
    edit = decide(episode, alike(episode, line, mark), MarkState.STET)
    episode.apply(edit)
    history.push(edit)
    stetted = [m for s in episode.transcript for m in s.marks if m.state is MarkState.STET]
    assert len(stetted) == 2
    episode.apply(edit.inverse)
    assert not [m for s in episode.transcript for m in s.marks if m.state is MarkState.STET]


def test_never_outlives_every_later_run_until_it_is_taken_back() -> None:
    episode = episode_of(*TALK)
    line, mark = next(one for one in walk(episode, Sieve(Show.ALL)) if one[1].kind is Kind.MARKER)
    edit = never(episode, line, mark, alike(episode, line, mark))
    episode.apply(edit)
    assert never_rules(episode.info) == [("marker", "you know")]
    for segment in episode.transcript:  # as after an import: nothing decided, nothing marked
        index = episode.transcript.index_of(segment.id)
        episode.transcript.splice(index, 1, [replace(segment, marks=())])
    episode.apply(run(clean(episode)))
    found = {s.text[m.start : m.end].strip(" ,") for s in episode.transcript for m in s.marks}
    assert "you know" not in found
    assert "the" in found
    episode.apply(set_never(episode, []))
    assert episode.info.settings == ()
    episode.apply(run(clean(episode)))
    assert any(m.kind is Kind.MARKER for s in episode.transcript for m in s.marks)


def test_commas_alone_are_nothing_to_know_again() -> None:
    episode = episode_of("So, , we left.")
    line, mark = next(one for one in walk(episode, Sieve(Show.ALL)) if one[1].kind is Kind.SCAR)
    with pytest.raises(UserError, match="never-without-words"):
        never(episode, line, mark, alike(episode, line, mark))


@pytest.mark.parametrize("kept", ["", "no json", "{}", '[["marker"], 3, ["a", 4]]'])
def test_rules_that_cannot_be_read_are_none(kept: str) -> None:
    assert never_rules(Info(settings=(("clean.never", kept),))) == []


def test_every_rule_has_a_reason() -> None:
    for rule in (
        "scar.comma", "filler.pause", "repeat.word", "partial.unfinished", "restart.clause",
        "marker.you-know", "tag.right", "hedge.sort-of", "correction.no-wait", "by-hand",
    ):  # fmt: skip
        mark = Mark(0, 4, Kind.MARKER, rule, 0.9, MarkState.AUTO)
        assert reason(mark, "well then").endswith(".")
    assert "“well”" in reason(Mark(0, 4, Kind.MARKER, "marker.x", 0.9, MarkState.AUTO), "well then")
    assert reason(Mark(0, 4, Kind.MARKER, "learned", 0.9, MarkState.AUTO), "well then") == ""


def test_what_is_played_to_judge_a_mark() -> None:
    times = [WordTime(at * 1_000, at * 1_000 + 500, TimeKind.MEASURED) for at in range(6)]
    mark = Mark(3, 6, Kind.FILLER, "filler.pause", 0.9, MarkState.PROPOSED)
    line = Segment(1, 0, 6_000, "so um we went to town", marks=(mark,), words=WordTimes.pack(times))
    episode = Episode([line])
    assert heard_span(line, mark) == Span(
        0, 3_500
    )  # a mark of commas alone is heard with both neighbours
    assert cuts_from(episode, 0) == []
    assert cuts_near(episode, 1, mark) == [Span(940, 1_940)]
    assert episode.transcript[0].marks == (mark,)
