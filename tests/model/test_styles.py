"""Styles: they stay on the words they lie over, whatever is written round them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.model.checks import problems, segment_problems
from editor.model.edits import Aspect, Splice, Track, describe
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.styles import Style, cut, move, settled
from editor.model.verbs import lines
from editor.model.words import TextChange

TEXT = "one two three four"
LOOKS = ["i", "b", "u", "#ff0000", "#00ff00", ".loud"]


@st.composite
def styles(draw: st.DrawFn, length: int = len(TEXT)) -> tuple[Style, ...]:
    places = st.integers(0, length)
    listed = st.lists(st.tuples(places, places, st.sampled_from(LOOKS)), max_size=5)
    return settled(Style(min(a, b), max(a, b), look) for a, b, look in draw(listed))


@st.composite
def changes(draw: st.DrawFn, length: int = len(TEXT)) -> TextChange:
    start = draw(st.integers(0, length))
    return TextChange(start, draw(st.integers(0, length - start)), draw(st.text("xy ", max_size=4)))


def looks(given: tuple[Style, ...], length: int) -> list[set[str]]:
    """The looks of each letter."""
    return [{s.look for s in given if s.start <= at < s.end} for at in range(length)]


@given(styles(), changes())
def test_letters_that_stay_keep_their_looks(given_: tuple[Style, ...], change: TextChange) -> None:
    after = change.apply(TEXT)
    was, now = looks(given_, len(TEXT)), looks(move(given_, change), len(after))
    assert now[: change.start] == was[: change.start]
    assert now[change.start + len(change.added) :] == was[change.end :]


@given(styles(), changes())
def test_new_letters_have_looks_only_from_within(
    given_: tuple[Style, ...], change: TextChange
) -> None:
    fresh = looks(move(given_, change), len(change.apply(TEXT)))[change.start :][
        : len(change.added)
    ]
    around = {s.look for s in given_ if s.start <= change.start and change.end <= s.end}
    assert all(look <= around for look in fresh)


@given(styles(), changes())
def test_a_line_is_sound_after_any_change(given_: tuple[Style, ...], change: TextChange) -> None:
    segment = Segment(1, 0, 1000, TEXT, styles=given_, place="line:0")
    assert list(segment_problems(segment)) == []
    after = lines.with_change(segment, change)
    assert list(segment_problems(after)) == []
    assert after.place == "line:0"


@given(styles(), st.integers(0, len(TEXT)))
def test_split_and_join_keep_the_looks_of_all_letters(
    given_: tuple[Style, ...], offset: int
) -> None:
    episode = Episode([Segment(1, 0, 1000, TEXT, styles=given_, place="line:0")])
    episode.apply(lines.split(episode, 0, offset))
    assert list(problems(episode)) == []
    left, right = episode.transcript
    assert left.place == right.place == "line:0"
    was = looks(given_, len(TEXT))
    assert looks(left.styles, len(left.text)) == was[: len(left.text)]
    assert looks(right.styles, len(right.text)) == was[len(TEXT) - len(right.text) :]
    episode.apply(lines.join(episode, 0))
    assert list(problems(episode)) == []


@given(styles())
def test_one_colour_a_letter(given_: tuple[Style, ...]) -> None:
    for letter in looks(given_, len(TEXT)):
        assert len([look for look in letter if look.startswith("#")]) <= 1
    assert settled(given_) == given_


def test_the_inner_colour_wins() -> None:
    inner, outer = Style(4, 7, "#00ff00"), Style(0, 18, "#ff0000")
    assert settled([outer, inner]) == (
        Style(0, 4, "#ff0000"),
        inner,
        Style(7, 18, "#ff0000"),
    )


def test_a_corrected_word_keeps_its_look() -> None:
    assert move((Style(4, 7, "i"),), TextChange(4, 3, "too")) == (Style(4, 7, "i"),)
    assert move((Style(4, 7, "i"),), TextChange(3, 5, "x")) == ()
    assert move((Style(4, 7, "i"),), TextChange(7, 0, "s")) == (Style(4, 7, "i"),)
    assert move((Style(4, 7, "i"),), TextChange(5, 0, "s")) == (Style(4, 8, "i"),)


def test_cut_counts_anew() -> None:
    assert cut((Style(2, 9, "i"), Style(12, 14, "b")), 4, 8) == (Style(0, 4, "i"),)


def test_observers_are_told() -> None:
    was = Segment(1, 0, 1000, TEXT)
    now = Segment(1, 0, 1000, TEXT, styles=(Style(0, 3, "i"),))
    change = describe(Splice(Track.SEGMENTS, 0, (was,), (now,)))
    assert change.aspect is Aspect.FLAGS
