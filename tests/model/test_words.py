"""Words: where they stand, and that a correction never moves another word's time."""

from __future__ import annotations

import itertools
from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model import retiming
from editor.model.time import Span
from editor.model.words import (
    ADDRESS,
    TextChange,
    TimeKind,
    WordTime,
    WordTimes,
    count_words,
    difference,
    estimate,
    estimated,
    lasting,
    tokens,
)
from tests.app.counting_calls import calls
from tests.strategies import texts

LETTERS = st.text(alphabet="ab ,.'’-é字🎙", max_size=40)


def words_of(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it's it’s well-known, , you", ["it's", "it’s", "well-known", "you"]),
        ("15,000 at 10:30 for £50", ["15,000", "at", "10:30", "for", "50"]),
        ("yes,no 1,2", ["yes", "no", "1,2"]),
        ("今日は Tokyo", ["今", "日", "は", "Tokyo"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("مرحبا، أهلا", ["مرحبا", "أهلا"]),
        ("so 🎙️👩‍👩‍👧 — … ok", ["so", "ok"]),
        ("Ph.D. R&D e-mail@home.org", ["Ph.D", "R&D", "e-mail@home.org"]),
    ],
)
def test_words_are_what_is_spoken(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


def measured(count: int) -> tuple[WordTime, ...]:
    return tuple(WordTime(1000 + 300 * i, 1250 + 300 * i, TimeKind.MEASURED) for i in range(count))


def test_packing_keeps_times_and_kinds() -> None:
    times = (WordTime(5, 9, TimeKind.BY_HAND), WordTime(10, 2_000_000_000, TimeKind.IMPORTED))
    assert WordTimes.pack(times).unpack() == times
    assert len(WordTimes.pack(times)) == 2
    assert not WordTimes.pack(())


@given(
    st.lists(
        st.builds(
            WordTime,
            st.integers(0, 2**31 - 1),
            st.integers(0, 2**31 - 1),
            st.sampled_from(TimeKind),
            st.none() | st.floats(0, 1),
        )
    )
)
def test_packing_takes_nine_bytes_a_word_and_keeps_confidence_to_a_hundredth(
    times: list[WordTime],
) -> None:
    packed = WordTimes.pack(times)
    assert len(packed.packed) == 9 * len(times)
    kept = packed.unpack()
    assert WordTimes.pack(kept) == packed
    for was, now in zip(times, kept, strict=True):
        assert (now.start, now.end, now.kind) == (was.start, was.end, was.kind)
        assert (now.confidence is None) == (was.confidence is None)
        assert now.confidence == pytest.approx(was.confidence, abs=0.0081)


def test_times_packed_before_confidence_was_kept_are_read_as_they_were() -> None:
    first = array("i", [5, 10]).tobytes() + array("i", [9, 20]).tobytes() + bytes([3, 1])
    assert WordTimes(first).unpack() == (
        WordTime(5, 9, TimeKind.BY_HAND),
        WordTime(10, 20, TimeKind.IMPORTED),
    )


def retime(
    times: tuple[WordTime, ...], text: str, change: TextChange, span: Span
) -> tuple[WordTime, ...]:
    return retiming.retime(WordTimes.pack(times), text, change, span).unpack()


def test_a_changed_word_loses_its_confidence_and_its_neighbours_do_not() -> None:
    text = "the carers of Adas today"
    times = tuple(replace(time, confidence=0.5) for time in measured(5))
    change = TextChange(text.index("Adas"), 4, "ADASS")
    moved = retime(times, text, change, Span(0, 9000))
    assert moved == (*times[:3], replace(times[3], confidence=None), times[4])
    assert retime(times, text, TextChange(0, 1, "T"), Span(0, 9000)) == times
    assert retime(times, text, TextChange(len(text), 0, "?"), Span(0, 9000)) == times


def test_a_corrected_word_is_heard_when_the_mishearing_was() -> None:
    text = "the carers of Adas today"
    times = measured(5)
    change = TextChange(text.index("Adas"), 4, "ADASS")
    assert retime(times, text, change, Span(0, 9000)) == times


def test_the_right_double_goes() -> None:
    text = "it's it's fine"
    times = measured(3)
    first_gone = retime(times, text, TextChange(0, 5, ""), Span(0, 9000))
    second_gone = retime(times, text, TextChange(5, 5, ""), Span(0, 9000))
    assert first_gone == times[1:]
    assert second_gone == (times[0], times[2])


def test_words_put_in_share_the_gap_and_say_so() -> None:
    times = (WordTime(0, 100, TimeKind.MEASURED), WordTime(500, 600, TimeKind.MEASURED))
    left, new, newer, right = retime(
        times, "one four", TextChange(4, 0, "two three "), Span(0, 900)
    )
    assert (left, right) == times
    assert new.kind == newer.kind == TimeKind.ESTIMATED
    assert 100 == new.start < new.end == newer.start < newer.end == 500


@given(LETTERS, st.data())
def test_a_stretch_of_a_line_is_enough_to_time_it_anew(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    added, times = data.draw(LETTERS), measured(count_words(text))
    other = str.maketrans(" ", "\t")  # no line is looked at between two of these
    change = TextChange(start, end - start, added)
    same = TextChange(start, end - start, added.translate(other))
    whole = retime(times, text.translate(other), same, Span(0, 90_000))
    assert retime(times, text, change, Span(0, 90_000)) == whole


def test_a_key_in_a_line_of_an_hour_costs_what_it_costs_in_a_short_one() -> None:
    costs = []
    for words in (20, 6_000):
        text = " ".join(["along"] * words)
        times = estimated(text, Span(0, 3_600_000))
        change = TextChange(6 * (words // 2) + 2, 0, "n")
        costs.append(calls(lambda: retiming.retime(times, text, change, Span(0, 3_600_000))))  # noqa: B023
    assert costs[1] < costs[0] * 1.5


@given(LETTERS, st.data())
def test_untouched_words_keep_their_times(text: str, data: st.DataObject) -> None:
    sure = (replace(time, confidence=at % 9 / 8) for at, time in enumerate(measured(99)))
    times = WordTimes.pack(itertools.islice(sure, count_words(text))).unpack()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    change = TextChange(start, end - start, data.draw(LETTERS))
    after = change.apply(text)
    moved = retime(times, text, change, Span(0, 90_000))
    assert len(moved) == count_words(after)
    assert all(a.start <= b.start for a, b in itertools.pairwise(moved))
    kept = dict(zip(tokens(after), moved, strict=True))
    for token, time in zip(tokens(text), times, strict=True):
        # One character between may be a joiner that makes two words one.
        apart_left, apart_right = token.end < start - 1, token.start > end + 1
        if apart_left:
            assert kept[token] == time
        elif apart_right:
            shifted = type(token)(token.start + change.shift, token.end + change.shift)
            assert kept[shifted] == time


@given(LETTERS, LETTERS)
def test_a_difference_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    text = before
    for change in difference(before, after):
        text = change.apply(text)
    assert text == after


@given(texts())
def test_words_are_counted_as_they_are_found(text: str) -> None:
    for tried in (text, text.strip(), text.replace(" ", "  "), text + ".", f"a {text}, b' c 4"):
        assert count_words(tried) == len(tokens(tried))


@given(st.text(alphabet="ab '’,.:! -3é\u0301"))
def test_words_are_counted_as_they_are_found_at_every_join(text: str) -> None:
    assert count_words(text) == len(tokens(text))


@given(LETTERS, st.integers(0, 10_000), st.integers(0, 10_000))
def test_estimates_fill_the_span_in_order(text: str, start: int, length: int) -> None:
    times = estimate(text, Span(start, start + length))
    assert len(times) == count_words(text)
    if times:
        assert (times[0].start, times[-1].end) == (start, start + length)
    assert all(a.end == b.start for a, b in itertools.pairwise(times))


@st.composite
def times_in_order(draw: st.DrawFn) -> list[WordTime]:
    """Word times as an aligner leaves them: some of no length, some overlapping."""
    kinds = st.sampled_from(TimeKind)
    steps = draw(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 120), kinds), max_size=9))
    starts = itertools.accumulate((step for step, _, _ in steps), initial=40)
    return [
        WordTime(start, start + length, kind)
        for start, (_, length, kind) in zip(starts, steps, strict=False)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(see https://x.org/a?b=c), or ada@x.org", ["https://x.org/a?b=c),", "ada@x.org"]),
        ("www.x.org #ab2 no.4 #", ["www.x.org", "#ab2"]),
        (
            "漢" * 400_000,
            [],
        ),  # a text without blanks: 50 times as long, 2,500 times the work it was
    ],
)
def test_addresses_are_found_whole(text: str, found: list[str]) -> None:
    assert ADDRESS.findall(text) == found


@given(times_in_order())
def test_every_word_lasts_and_what_was_given_or_had_a_length_keeps_its_start(
    times: list[WordTime],
) -> None:
    given_ = (TimeKind.BY_HAND, TimeKind.IMPORTED)
    after = lasting(times)
    assert [time.kind for time in after] == [time.kind for time in times]
    assert all(a.start <= b.start for a, b in itertools.pairwise(after))
    for was, now in zip(times, after, strict=True):
        if was.kind in given_:
            assert now == was
        elif was.end > was.start:
            assert now.start == was.start < now.end <= was.end
        else:
            assert 0 <= now.start <= was.start < now.start + 1_000
            assert now.end > now.start
    assert lasting(after) == after


def test_words_without_room_share_the_end_of_the_word_before() -> None:
    times = [
        WordTime(1_000, 1_200, TimeKind.MEASURED, 0.9),
        WordTime(1_200, 1_200, TimeKind.ESTIMATED, 0.3),
        WordTime(1_200, 1_200, TimeKind.ESTIMATED, 0.3),
        WordTime(1_200, 1_500, TimeKind.MEASURED, 0.9),
    ]
    spans = [(time.start, time.end) for time in lasting(times)]
    assert spans == [(1_000, 1_140), (1_140, 1_170), (1_170, 1_200), (1_200, 1_500)]
