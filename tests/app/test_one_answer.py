"""One answer looks at what was answered, however much else there is to ask."""

from __future__ import annotations

import random
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.aligning import Heard
from editor.app.doubts import Doubted, Doubts, Filler
from editor.app.jobs import run
from editor.app.kept import checksum
from editor.app.review.hearing import Hearing
from editor.app.review.items import Item, let_stand
from editor.app.review.queue import beyond
from editor.app.review.speakers import Voices
from editor.app.speaker_hints import Hint, Hints
from editor.audio.speech.following import LineHeard
from editor.model.answer import Answer
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.words import TimeKind, WordTime, WordTimes
from tests.app.counting_calls import calls

FEW, MANY = 20, 600


def episode(count: int, answers: int = 0) -> Episode:
    lines = [Segment(n, n * 4_000, n * 4_000 + 3_900, f"so {n} it is") for n in range(1, count + 1)]
    said = [Answer(n, "spelling", f"wrod{n}", n) for n in range(1, answers + 1)]
    return Episode(lines, [Speaker(1, "Ada")], answers=said)


def timed(count: int) -> Episode:
    """Lines that were heard word by word: in others no filler is asked about."""
    spoken = [
        replace(line, words=WordTimes.pack(words(line.start))) for line in episode(count).transcript
    ]
    return Episode(spoken, [Speaker(1, "Ada")])


def words(start: int) -> list[WordTime]:
    return [WordTime(at, at + 400, TimeKind.MEASURED) for at in range(start, start + 2_400, 600)]


def fillers(count: int) -> tuple[Filler, ...]:
    return tuple(Filler(n * 4_000 + 1_000, n * 4_000 + 1_300, 0.8) for n in range(1, count + 1))


def accept_filler(count: int) -> int:
    whole, hearing = timed(count), Hearing(Doubts(fillers=fillers(count)))
    (item, *_) = run(hearing.look(whole))
    assert hearing.accept(whole, [item]).splices
    return calls(lambda: hearing.accept(whole, [item]))


def accept_hint(count: int) -> int:
    whole = episode(count)
    hints = [Hint(line.id, 1, 0.2, checksum(line.text)) for line in whole.transcript]
    voices = Voices(Hints(tuple(hints)))
    (item, *_) = run(voices.look(whole))
    assert voices.accept(whole, [item]).splices
    return calls(lambda: voices.accept(whole, [item]))


def stand(count: int) -> int:
    whole = episode(count, answers=count)
    item = Item("word", 3, 0, 2, "so", 0.5, "spelling")
    assert let_stand(whole, [item])
    return calls(lambda: let_stand(whole, [item]))


def batch(count: int) -> int:
    """Some lines are listened for anew, where much is in doubt."""
    whole = episode(count)
    doubted = {line.id: Doubted("silent", 0.1, 1) for line in whole.transcript}
    doubts = Doubts(MappingProxyType(doubted), fillers(count))
    new = list(whole.transcript)[5:15]
    told = {line.id: LineHeard(line.id, (), (), 0.9) for line in new}
    heard = Heard({line.id: line.text for line in new}, told)
    after = doubts.after(whole, heard)
    assert len(after.fillers) == len(after.lines) == count - len(new)
    return calls(lambda: doubts.after(whole, heard))


@pytest.mark.parametrize("step", [accept_filler, accept_hint, stand, batch])
def test_it_costs_the_same_where_much_is_asked(step: object) -> None:
    assert callable(step)
    assert step(MANY) <= step(FEW) + FEW


def test_the_next_place_is_found_without_asking_every_item() -> None:
    whole = episode(MANY)
    items = [Item("word", line.id, 0, 2, "so", 0.5, "spelling") for line in whole.transcript]
    assert beyond(whole, items, (300, 0), 1) == 301
    assert beyond(whole, items, (300, 0), -1) == 299
    assert calls(lambda: beyond(whole, items, (300, 0), 1)) < MANY


@given(st.randoms(use_true_random=False), st.sampled_from((1, -1)))
def test_the_next_place_is_the_one_a_person_would_name(chance: random.Random, by: int) -> None:
    whole = episode(8)
    lines = sorted(chance.choices(range(1, 9), k=6))
    items = [Item("word", n, chance.choice((0, 3)), 4, "so", 0.5, "spelling") for n in lines]
    items.sort(key=lambda item: (item.line, item.start))
    for at in chance.sample(range(6), 3):  # lines that are gone
        items[at] = Item("word", 99, items[at].start, 4, "so", 0.5, "spelling")
    here = chance.randrange(8), chance.choice((0, 3))
    places = {at: (item.line - 1, item.start) for at, item in enumerate(items) if item.line < 99}
    ahead = [at for at, place in places.items() if (place > here if by > 0 else place < here)]
    wanted = min(ahead, default=6) if by > 0 else max(ahead, default=-1)
    assert beyond(whole, items, here, by) == wanted
