"""What listening leaves behind: kept, read again, and asked only while it still holds."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.aligning import Heard, hear
from editor.app.doubts import Doubted, Doubts, Filler, runs
from editor.app.jobs import run
from editor.app.review.hearing import Hearing
from editor.app.review.items import Item, answered, open_items
from editor.audio.speech.following import LineHeard, Um
from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.marks import MarkState
from editor.model.segment import Segment
from editor.model.time import Span
from editor.model.verbs.inserting import insert_lines
from editor.model.verbs.lines import type_text
from editor.model.verbs.outline import set_info
from editor.model.words import TextChange, TimeKind, WordTime, WordTimes

_SURE = 0.9


def line(number: int, start: int, text: str, sure: float = _SURE) -> Segment:
    """A line whose words are heard, one a half second."""
    times = [
        WordTime(start + 500 * at, start + 500 * at + 400, TimeKind.MEASURED, sure)
        for at in range(len(text.split()))
    ]
    return Segment(number, start, times[-1].end, text, words=WordTimes.pack(times))


def episode() -> Episode:
    return Episode(
        [
            line(1, 1_000, "bread before dawn"),
            line(2, 5_000, "the oven was hot"),
            line(3, 9_000, "so"),
        ]
    )


def asked(doubts: Doubts, of: Episode) -> list[Item]:
    return open_items(run(Hearing(doubts).look(of)), answered(of))


def test_a_filler_is_written_where_it_is_heard_and_then_no_longer_asked() -> None:
    whole = episode()
    doubts = Doubts(fillers=(Filler(5_920, 6_050, 0.9), Filler(8_700, 8_900, 0.8)))
    first, second = asked(doubts, whole)
    assert (first.words, first.suggestion) == ("oven was", "oven um, was")
    assert (second.words, second.suggestion) == ("so", "um, so")
    edit = Hearing(doubts).accept(whole, [first, second])
    whole.apply(edit)
    assert [each.text for each in whole.transcript][1:] == ["the oven um, was hot", "um, so"]
    assert [each.marks[0].state for each in whole.transcript[1:]] == [MarkState.STRUCK] * 2
    assert whole.transcript[2].start == 8_700
    assert list(problems(whole)) == []
    assert asked(doubts, whole) == []


def test_a_filler_somebody_ignored_is_not_asked_again() -> None:
    whole = episode()
    doubts = Doubts(fillers=(Filler(5_920, 6_050, 0.9),))
    whole.apply(Hearing(doubts).stet(whole, asked(doubts, whole)))
    assert asked(doubts, whole) == []


def test_a_line_in_doubt_is_asked_until_its_text_is_another() -> None:
    whole = episode()
    told = LineHeard(2, whole.transcript[1].word_times(), (), 0.2)
    quiet = LineHeard(3, (WordTime(9_000, 9_400, TimeKind.ESTIMATED, 0.1),), (), 0.0, 0.0)
    heard = Heard({2: "the oven was hot", 3: "so"}, {2: told, 3: quiet})
    doubts = Doubts().after(whole, heard)
    assert [item.rule for item in asked(doubts, whole)] == ["disagrees", "silent"]
    whole.apply(type_text(whole, 1, TextChange(0, 3, "our")))
    assert [item.rule for item in asked(doubts, whole)] == ["silent"]


def test_what_was_asked_of_word_times_goes_with_them_when_they_are_undone_and_comes_back() -> None:
    known = episode()
    whole = Episode([replace(one, words=WordTimes()) for one in known.transcript])
    um = Um(5_920, 6_050, 0.9, 1)
    told = {
        1: LineHeard(1, known.transcript[0].word_times(), (), 0.2),
        2: LineHeard(2, known.transcript[1].word_times(), (um,), 0.9),
    }
    heard = Heard({number: whole.transcript.by_id(number).text for number in told}, told)
    doubts = Doubts().after(whole, heard)
    edit = hear(whole, heard)
    whole.apply(edit)
    rules = ["disagrees", "unwritten-filler"]
    assert [item.rule for item in asked(doubts, whole)] == rules
    whole.apply(edit.inverse)
    assert asked(doubts, whole) == []
    whole.apply(edit)
    assert [item.rule for item in asked(doubts, whole)] == rules


def test_listening_again_replaces_what_was_said_of_a_line_and_nothing_else() -> None:
    whole = episode()
    old = Doubts(
        MappingProxyType({1: Doubted("silent", 0.0, 1), 2: Doubted("silent", 0.0, 2)}),
        (Filler(1_420, 1_500, 0.9), Filler(5_920, 6_050, 0.9)),
    )
    um = Um(5_420, 5_500, 0.7, 1)
    told = LineHeard(2, whole.transcript[1].word_times(), (um,), 0.9)
    new = old.after(whole, Heard({2: "the oven was hot"}, {2: told}))
    assert set(new.lines) == {1}
    assert new.fillers == (Filler(1_420, 1_500, 0.9), Filler(5_420, 5_500, 0.7))
    assert old.of("another recording") == Doubts(recording="another recording")


def test_speech_without_a_line_becomes_a_line_to_fill() -> None:
    whole = episode()
    speech = (Span(900, 2_500), Span(5_000, 6_900), Span(9_000, 9_400), *_SPOKEN)
    doubts = Doubts(speech=speech)
    (item,) = asked(doubts, whole)
    assert (item.rule, item.span) == ("untranscribed", Span(20_000, 24_000))
    whole.apply(Hearing(doubts).accept(whole, [item]))
    assert whole.transcript[3].text == "[inaudible 00:00:20]"
    assert whole.transcript[3].span == Span(20_000, 24_000)
    assert asked(doubts, whole) == []


_SPOKEN = (Span(20_000, 22_000), Span(22_300, 24_000))


def test_words_that_were_not_found_are_pointed_out_together() -> None:
    whole = episode()
    times = list(whole.transcript[1].word_times())
    times[1:] = [replace(time, confidence=0.3) for time in times[1:]]
    doubtful = replace(whole.transcript[1], words=WordTimes.pack(times))
    (item,) = asked(Doubts(), Episode([whole.transcript[0], doubtful]))
    assert (item.rule, item.words, item.span) == ("unsure", "oven was hot", Span(5_500, 6_900))


@given(st.lists(st.integers(0, 40), unique=True).map(sorted), st.integers(1, 5))
def test_runs_are_all_long_stretches_without_a_gap(numbers: list[int], least: int) -> None:
    found = list(runs(numbers, least))
    inside = {n for first, last in found for n in range(first, last + 1)}
    assert inside <= set(numbers)
    assert all(last - first + 1 >= least for first, last in found)
    assert all(first - 1 not in numbers and last + 1 not in numbers for first, last in found)


def test_doubts_are_read_as_they_were_kept() -> None:
    doubts = Doubts(
        MappingProxyType({4: Doubted("disagrees", 0.25, 77)}),
        (Filler(1, 2, 0.5),),
        (Span(0, 9), Span(20, 30)),
        "finger",
    )
    assert Doubts.read(doubts.kept()) == doubts
    assert Doubts.read(Doubts().kept()) == Doubts()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", '{"lines": 3}', '{"lines":[],"fillers":[["a",1,1]],"speech":[]}']
)
def test_what_makes_no_sense_is_nothing(text: str) -> None:
    assert Doubts.read(text) == Doubts()


_HUGE = "1" + "0" * 400


@pytest.mark.parametrize("fit", [_HUGE, "NaN", "1e999", '"x"', "true", "null"])
@pytest.mark.parametrize(
    "rest",
    [
        '"lines":[[1,"silent",NUMBER,5]],"fillers":[],"speech":null',
        '"lines":[],"fillers":[[1,2,NUMBER]],"speech":null',
        '"lines":[],"fillers":[],"speech":[0,NUMBER]',
        '"lines":[],"fillers":[[NUMBER,NUMBER,0.5]],"speech":null',
    ],
)
def test_no_number_in_a_project_keeps_it_from_opening(rest: str, fit: str) -> None:
    assert Doubts.read('{"recording":"",' + rest.replace("NUMBER", fit) + "}") == Doubts()


@pytest.mark.parametrize("span", ["5000,1000", "-7,9", "-9,-7"])
def test_stretches_are_no_shorter_than_nothing_and_begin_in_the_recording(span: str) -> None:
    speech = '{"recording":"","lines":[],"fillers":[],"speech":[' + span + "]}"
    filler = '{"recording":"","lines":[],"fillers":[[' + span + ',0.5]],"speech":null}'
    assert Doubts.read(speech) == Doubts.read(filler) == Doubts()


def test_of_another_recording_nothing_is_asked() -> None:
    whole = episode()
    doubts = Doubts(fillers=(Filler(5_920, 6_050, 0.9),), speech=_SPOKEN, recording="old")
    whole.apply(set_info(whole, Info(recording=Recording("a.wav", "old"))))
    items = asked(doubts, whole)
    assert {item.rule for item in items} == {"untranscribed", "unwritten-filler"}
    filler = next(item for item in items if item.rule == "unwritten-filler")
    assert Hearing(doubts).accept(whole, [filler])
    whole.apply(set_info(whole, Info(recording=Recording("b.wav", "new"))))
    assert asked(doubts, whole) == []
    assert not Hearing(doubts).accept(whole, [filler])


def test_fillers_in_speech_without_a_line_are_asked_with_it() -> None:
    outside, inside = Filler(8_700, 8_900, 0.8), Filler(20_400, 20_600, 0.9)
    whole = Episode([*list(episode().transcript)[:2], line(3, 9_000, "so " * 21 + "so")])
    doubts = Doubts(fillers=(outside, inside))
    assert len(asked(doubts, whole)) == 2
    spoken = Doubts(fillers=doubts.fillers, speech=(Span(9_000, 19_900), *_SPOKEN))
    rules = [item.rule for item in asked(spoken, whole)]
    assert sorted(rules) == ["untranscribed", "unwritten-filler"]


def test_speech_somebody_let_be_is_not_asked_again_where_its_edges_were_refined() -> None:
    whole = episode()
    (item,) = asked(Doubts(speech=_SPOKEN), whole)
    whole.apply(Hearing(Doubts()).stet(whole, [item]))
    refined = Doubts(speech=(Span(20_200, 25_300),))
    assert asked(refined, whole) == []
    whole.apply(insert_lines(whole, [line(0, 19_000, "yes")]))
    assert asked(refined, whole) == []
    other = Doubts(speech=(Span(30_000, 33_000),))
    assert [one.rule for one in asked(other, whole)] == ["untranscribed"]


def test_nobody_speaks_only_where_no_word_was_found() -> None:
    whole = Episode([line(1, 1_000, "bread before dawn"), Segment(2, 5_000, 7_000, "the oven")])
    found = asked(Doubts(speech=(Span(20_000, 20_500),)), whole)
    assert [(item.rule, item.line) for item in found] == [("silent", 2)]
