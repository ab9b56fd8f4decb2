"""Live captions are always those that would be made anew, and an edit moves nothing far away."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from editor.app.captioning import captions
from editor.app.jobs import run
from editor.captions.cues import cues, manner_of
from editor.captions.live import Captions
from editor.captions.profiles import profile
from editor.model.breaks import Break, BreakKind, Hold
from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment
from editor.model.verbs import captions as verbs
from editor.model.verbs import lines
from editor.model.verbs.captions import Extent, Place
from editor.model.words import TextChange, tokens
from tests.strategies import episodes, plan, randoms


def live(episode: Episode, name: str = "netflix") -> Captions:
    made = Captions(episode, manner_of(episode, profile(name)))
    list(made.build())
    return made


@given(episodes(), randoms(), st.sampled_from(["default", "podcast", "bbc"]))
@settings(max_examples=60, phases=[Phase.explicit, Phase.generate, Phase.shrink])
def test_after_any_edits_the_cues_are_those_made_anew(
    episode: Episode, random: Random, name: str
) -> None:
    kept = live(episode, name)
    for _ in range(6):
        edit = plan(random, episode)
        if edit:
            episode.apply(edit)
        before = list(kept.cues)
        change = kept.refresh()
        if change is None:
            list(kept.build())
        else:
            stop = change.first + change.added
            tail = len(before) - change.first - change.removed
            assert list(kept.cues[: change.first]) == before[: change.first]
            assert list(kept.cues[stop:]) == before[len(before) - tail :]
        assert list(kept.cues) == cues(episode, profile(name))
    assert run(captions(episode, profile(name))) == list(kept.cues)


@given(randoms())
@settings(max_examples=20, phases=[Phase.explicit, Phase.generate, Phase.shrink])
def test_what_was_made_ahead_is_the_same_whatever_is_edited_in_between(random: Random) -> None:
    episode = spoken(40)
    kept = live(episode)
    ahead = kept.ahead()
    for _ in range(20):
        index = random.randrange(len(episode.transcript))
        length = len(episode.transcript[index].text)
        change = TextChange(length, 0, random.choice([" or so", ".", ", well"]))
        episode.apply(lines.type_text(episode, index, change))
        for _ in islice(ahead, random.randrange(8)):
            pass
        ahead = kept.ahead() if random.random() < 0.5 else ahead
        if random.random() < 0.2:
            assert kept.refresh() is not None
            assert list(kept.cues) == cues(episode, profile("netflix"))
    kept.refresh()
    for index in range(0, len(episode.transcript), 3):
        episode.apply(lines.type_text(episode, index, TextChange(0, 0, "so ")))
    assert list(kept.ahead())
    assert not list(kept.ahead())
    assert kept.refresh() is not None
    assert list(kept.cues) == cues(episode, profile("netflix"))


def spoken(count: int = 60) -> Episode:
    """Give a talk in which every line but every third ends a sentence."""
    said = "we walked along the old canal and talked about the weather for a while"
    words = said.split()
    rows = [" ".join(words[n % 5 :]) + ("" if n % 3 == 1 else ".") for n in range(count)]
    flags = Flag.END_INFERRED | Flag.WHOLE_SECONDS
    return Episode(
        [Segment(n, n * 5000, n * 5000 + 5000, row, flags=flags) for n, row in enumerate(rows, 1)]
    )


def test_an_edit_moves_only_the_cues_of_its_paragraph() -> None:
    episode = spoken()
    kept = live(episode)
    before = list(kept.cues)
    episode.apply(lines.type_text(episode, 30, TextChange(0, 0, "Yes, and then, my dear, ")))
    change = kept.refresh()
    assert change is not None
    touched = before[change.first : change.first + change.removed]
    assert change.removed <= 8
    assert all(cue.anchors[0].segment in range(29, 34) for cue in touched)


def test_a_locked_cue_stays_through_a_thousand_edits_elsewhere() -> None:
    episode = spoken(40)
    kept = live(episode)
    held = next(cue for cue in kept.cues if cue.anchors[0] == (20, 0))
    stop = next(cue for cue in kept.cues if cue.start > held.start).anchors[0]
    extent = Extent(Place(19, 0), Place(stop.segment - 1, stop.at))
    hold = Hold(held.start - 40, held.end - 120, locked=True)
    episode.apply(verbs.hold(episode, extent, hold))
    kept.refresh()
    wanted = next(cue for cue in kept.cues if cue.locked)
    random = Random(3)
    for _ in range(1000):
        index = random.choice([*range(17), *range(24, 40)])
        text = episode.transcript[index].text
        placed = tokens(text)
        if len(text) > 150 or (placed and random.random() < 0.4):
            token = random.choice(placed)
            change = TextChange(token.start, token.end - token.start, "")
        else:
            change = TextChange(len(text), 0, random.choice([" or so", ".", ", well,"]))
        episode.apply(lines.type_text(episode, index, change))
        if kept.refresh() is None:
            list(kept.build())
    assert [cue for cue in kept.cues if cue.locked] == [wanted]
    assert (wanted.start, wanted.end) == (hold.start, hold.end)
    assert list(problems(episode)) == []


def test_lines_that_start_together_share_their_time_anew_with_every_edit() -> None:
    flags = Flag.END_INFERRED | Flag.WHOLE_SECONDS
    rows = ["We went home.", "We slept in.", "We got up.", "And then we left."]
    alone = (Break(0, BreakKind.CUE),)
    episode = Episode(
        [Segment(n, 0, 12_000, row, breaks=alone, flags=flags) for n, row in enumerate(rows, 1)]
    )
    kept = live(episode)
    episode.apply(lines.type_text(episode, 0, TextChange(0, 0, "In the evening ")))
    assert kept.refresh()
    assert list(kept.cues) == cues(episode, profile("netflix"))


def test_a_page_of_one_stamp_is_made_in_the_job() -> None:
    flags = Flag.END_INFERRED | Flag.WHOLE_SECONDS
    episode = Episode([Segment(n, 0, 9_000, "We went home.", flags=flags) for n in range(1, 400)])
    kept = live(episode)
    episode.apply(lines.type_text(episode, 200, TextChange(0, 2, "They")))
    assert kept.refresh() is None


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (BreakKind.CUE, [("so we went", "home and slept")]),
        (BreakKind.NONE, [("so we went home and slept",)]),
    ],
)
def test_decisions_are_kept(kind: BreakKind, wanted: list[tuple[str, ...]]) -> None:
    flags = Flag.WHOLE_SECONDS
    line = Segment(1, 0, 4000, "so we went home and slept", breaks=(Break(11, kind),), flags=flags)
    made = cues(Episode([line]), profile())
    if kind is BreakKind.CUE:
        assert [cue.lines for cue in made] == [("so we went",), ("home and slept",)]
    else:
        assert [cue.lines for cue in made] == wanted
    pinned = Segment(1, 0, 4000, line.text, breaks=(Break(11),), flags=flags)
    assert cues(Episode([pinned]), profile())[0].lines == ("so we went", "home and slept")
