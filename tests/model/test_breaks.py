"""Decided breaks stay before their words, whatever happens to the text around them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model import breaks as breaking
from editor.model.breaks import Break, BreakKind, Hold, line_breaks
from editor.model.checks import break_problems, problems
from editor.model.edits import Edit, Track
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment, timed
from editor.model.verbs import captions, lines, outline, replacing
from editor.model.verbs.captions import Extent, Place
from editor.model.words import TextChange, tokens
from tests.strategies import breaks_in, texts


def moved(text: str, at: int, start: int, removed: int, added: str) -> str:
    """A text with its line break drawn as a stroke, after a change."""
    change = TextChange(start, removed, added)
    found = breaking.move(line_breaks([at]), text, change)
    after = change.apply(text)
    for each in reversed(found):
        after = after[: each.at] + "/" + after[each.at :]
    return after


@pytest.mark.parametrize(
    ("at", "start", "removed", "added", "wanted"),
    [
        (4, 0, 3, "on", "on /two three"),
        (4, 4, 3, "deux", "one /deux three"),
        (4, 3, 0, ",", "one, /two three"),
        (4, 4, 0, "or ", "one /or two three"),
        (4, 3, 1, "", "one/two three"),
        (4, 0, 4, "", "/two three"),
        (4, 4, 4, "", "one /three"),
        (4, 3, 4, "", "one /three"),
        (4, 0, 7, "un deux", "un /deux three"),
        (4, 0, 7, "a b c d", "a b /c d three"),
        (4, 0, 13, "", ""),
        (4, 0, 7, "both", "both three"),
        (8, 2, 9, "x y", "onx /yee"),
        (4, 2, 3, "e “t", "one /“two three"),
    ],
)
def test_a_break_keeps_to_its_words(
    at: int, start: int, removed: int, added: str, wanted: str
) -> None:
    assert moved("one two three", at, start, removed, added) == wanted


def test_a_cue_break_outlives_the_words_on_both_sides() -> None:
    found = breaking.move((Break(4, BreakKind.CUE),), "one two three", TextChange(0, 8, ""))
    assert found == (Break(0, BreakKind.CUE),)


def test_of_two_cues_on_one_place_the_one_with_words_stays() -> None:
    first, second = Hold(locked=True, source="gone"), Hold(locked=True, source="kept")
    held = (Break(0, BreakKind.CUE, first), Break(4, BreakKind.CUE, second))
    found = breaking.move(held, "one two", TextChange(0, 4, ""))
    assert found == (Break(0, BreakKind.CUE, second),)


@given(st.data())
def test_no_change_breaks_the_breaks(data: st.DataObject) -> None:
    text = data.draw(texts())
    before = breaking.settled(data.draw(breaks_in(text)), text)
    start = data.draw(st.integers(0, len(text)))
    removed = data.draw(st.integers(0, len(text) - start))
    change = TextChange(start, removed, data.draw(texts(3)))
    after = breaking.move(before, text, change)
    assert list(break_problems(after, len(change.apply(text)))) == []
    untouched = [each for each in before if each.at <= start]
    assert [each.at for each in untouched if not text[each.at :].startswith(" ")][
        : len(untouched)
    ] == [each.at for each in untouched]


@dataclass
class _Author:
    """Somebody who works on a text of numbered words for hours, and remembers each break."""

    random: Random
    episode: Episode
    fresh: int = 0

    def word(self) -> str:
        self.fresh += 1
        return f"new{self.fresh}"

    def step(self) -> Edit:
        """One edit that takes no pinned pair of words away at once."""
        index = self.random.randrange(len(self.episode.transcript))
        text = self.episode.transcript[index].text
        placed = tokens(text)
        choice = self.random.random()
        if choice < 0.12:
            return lines.split(self.episode, index, self.random.randint(0, len(text)))
        if choice < 0.3 and index + 1 < len(self.episode.transcript):
            verb = self.random.choice([lines.join, lines.push_word, lines.pull_word])
            return verb(self.episode, index)
        if not placed or choice < 0.5:
            at = self.random.choice([0, len(text), *(t.end for t in placed)])
            return lines.type_text(self.episode, index, TextChange(at, 0, f" {self.word()} "))
        token = self.random.choice(placed)
        length = token.end - token.start
        if choice < 0.6:
            return lines.type_text(self.episode, index, TextChange(token.start, length, ""))
        if choice < 0.8:
            change = TextChange(token.start, length, self.word())
            return replacing.change_all(self.episode, {index: [change]})
        words = [word if self.random.random() < 0.8 else self.word() for word in text.split()]
        return lines.rewrite(self.episode, {index: " ".join(words)})


@pytest.mark.parametrize("seed", range(3))
def test_after_a_thousand_edits_every_break_is_where_it_was_put(seed: int) -> None:
    count, width = 40, 10
    named = [f"w{n}w" for n in range(count * width)]
    rows = [" ".join(named[n : n + width]) for n in range(0, len(named), width)]
    episode = Episode([Segment(n, n * 4000, n * 4000 + 3900, row) for n, row in enumerate(rows, 1)])
    pins: dict[str, int] = {}
    random = Random(seed)
    for index in range(count):
        at = random.randrange(width)
        place = Place(index, tokens(rows[index])[at].start)
        kind = random.choice(list(BreakKind))
        episode.apply(captions.decide(episode, place, kind))
        hold = Hold(locked=True, source=named[index * width + at])
        if kind is BreakKind.CUE:
            stop = Place(index + 1, 0)
            episode.apply(captions.hold(episode, Extent(place, stop), hold))
            pins[hold.source] = index * width + at
    author = _Author(random, episode)
    done = 0
    while done < 1000:
        edit = author.step()
        if edit and sum(len(line.text) for line in episode.transcript) < 9000:
            episode.apply(edit)
            done += 1
    assert list(problems(episode)) == []
    assert _stands(episode, named) == dict.fromkeys(pins, True)


def _stands(episode: Episode, named: list[str]) -> dict[str, bool]:
    """For every held cue, by its first word, whether it still parts the words as it did.

    All known words before it are earlier ones, all behind it are that word or later ones.
    """
    numbers = {word: at for at, word in enumerate(named)}
    known: list[int] = []
    places: list[tuple[str, int]] = []
    for line in episode.transcript:
        at = 0
        for each in line.breaks:
            if each.hold:
                known += [numbers[w] for w in line.text[at : each.at].split() if w in numbers]
                at = each.at
                places.append((each.hold.source, len(known)))
        known += [numbers[w] for w in line.text[at:].split() if w in numbers]
    return {
        name: all(at < numbers[name] for at in known[:count])
        and all(at >= numbers[name] for at in known[count:])
        for name, count in places
    }


def test_a_cue_is_held_and_its_neighbours_keep_their_words() -> None:
    episode = Episode([Segment(1, 0, 2000, "one two three"), Segment(2, 2000, 4000, "four five")])
    extent = Extent(Place(0, 4), Place(1, 5), (Place(1, 0),))
    edit = captions.hold(episode, extent, Hold(100, 1900, True))
    episode.apply(edit)
    held, stop = Break(4, BreakKind.CUE, Hold(100, 1900, True)), Break(5, BreakKind.CUE)
    assert [line.breaks for line in episode.transcript] == [(held,), (Break(0), stop)]
    assert captions.hold_of(episode, Place(0, 4)).locked
    again = captions.hold(episode, Extent(Place(0, 4), Place(1, 5)), Hold())
    episode.apply(again)
    assert [line.breaks[-1] for line in episode.transcript] == [Break(4, BreakKind.CUE), stop]
    episode.apply(again.inverse)
    episode.apply(edit.inverse)
    assert [line.breaks for line in episode.transcript] == [(), ()]


def test_a_line_of_a_page_flows_on_when_its_times_are_known() -> None:
    guessed = Flag.END_INFERRED | Flag.WHOLE_SECONDS | Flag.REVIEWED
    assert Segment(1, 0, 9, "a", flags=timed(guessed)).flows
    assert timed(guessed) == Flag.FLOWS | Flag.REVIEWED
    assert not Segment(1, 0, 9, "a", flags=timed(Flag.REPAIRED)).flows


def test_a_translation_follows_its_line_into_another() -> None:
    episode = Episode([Segment(1, 0, 900, "one"), Segment(2, 900, 1800, "two")])
    episode.apply(captions.translate(episode, 1, "de", "zwei"))
    episode.apply(lines.join(episode, 0))
    assert episode.translations[0].segment == 1
    assert episode.translations[0].source == "two"
    episode.apply(captions.translate(episode, 0, "de", ""))
    assert list(episode.translations) == []


def test_a_shot_list_takes_the_place_of_another() -> None:
    episode = Episode()
    episode.apply(captions.set_shots(episode, [900, 300, 300, -5]))
    assert [shot.at for shot in episode.shots] == [300, 900]
    assert not captions.set_shots(episode, [300, 900])
    assert episode.next_id(Track.SHOTS) == 3


def test_a_choice_is_made_and_taken_back() -> None:
    episode = Episode()
    episode.apply(outline.choose(episode, "captions", "bbc"))
    assert episode.info.setting("captions") == "bbc"
    episode.apply(outline.choose(episode, "captions", ""))
    assert episode.info.setting("captions", "default") == "default"
