"""Names and sounds are written as each style guide wants them, in the time that speech leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor.app.caption_board import CaptionBoard
from editor.app.caption_decisions import CaptionDecisions
from editor.captions.checks.rules import findings
from editor.captions.cues import cues
from editor.captions.profiles import profile
from editor.model.breaks import Break, BreakKind
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.sound import Sound
from editor.model.time import Ms
from editor.model.verbs.captions import add_sound, edit_sound

PEOPLE = [Speaker(1, "Ida Berg"), Speaker(2, "Tom")]


def said(number: int, start: Ms, end: Ms, text: str, speaker: int = 1) -> Segment:
    return Segment(number, start, end, text, speaker, flags=Flag.FLOWS)


@pytest.mark.parametrize(
    ("key", "first", "second"),
    [
        ("default", ("We walked along the canal.",), ("And then?",)),
        ("netflix", ("[Ida Berg] We walked along the canal.",), ("[Tom] And then?",)),
        ("bbc", ("IDA BERG:", "We walked along the canal."), ("TOM: And then?",)),
        ("dcmp", ("(Ida Berg)", "We walked along the canal."), ("(Tom)", "And then?")),
        ("youtube", (">> IDA BERG: We walked along the canal.",), (">> TOM: And then?",)),
        ("podcast", ("Ida Berg: We walked", "along the canal."), ("Tom: And then?",)),
    ],
)
def test_speakers_are_named_where_they_change(
    key: str, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    lines = [
        said(1, 0, 3000, "We walked along the canal."),
        said(2, 3000, 5000, "And then?", 2),
        said(3, 5000, 8000, "It was already dark.", 2),
    ]
    made = cues(Episode(lines, PEOPLE), profile(key))
    assert made[0].lines[0].split()[0] == first[0].split()[0]
    assert " ".join(made[0].lines) == " ".join(first)
    assert made[1].lines == second
    assert made[2].lines == ("It was already dark.",)
    plain = cues(Episode(lines, PEOPLE), profile(key), labels=False)
    assert [cue.text for cue in plain] == [line.text for line in lines]
    assert [cue.voice for cue in plain] == [1, 2, 2]


def test_a_name_on_its_own_line_stays_there() -> None:
    made = cues(Episode([said(1, 0, 3000, "Yes, we did.")], PEOPLE), profile("dcmp"))
    assert made[0].lines == ("(Ida Berg)", "Yes, we did.")


@pytest.mark.parametrize(
    ("key", "text"),
    [("netflix", "[door closes]"), ("bbc", "DOOR CLOSES"), ("dcmp", "[door closes]")],
)
def test_a_sound_takes_the_time_that_speech_leaves_it(key: str, text: str) -> None:
    lines = [said(1, 0, 3000, "We walked home."), said(2, 9000, 12_000, "It was dark.")]
    episode = Episode(lines, sounds=[Sound(1, 2000, 9500, "door closes")])
    first, sound, last = cues(episode, profile(key))
    assert sound.lines == (text,)
    assert first.end <= sound.start < sound.end <= last.start
    assert (sound.sound, first.sound) == (1, None)


def test_a_sound_under_speech_stands_over_its_words() -> None:
    lines = [said(1, 0, 3000, "We walked home."), said(2, 3000, 6000, "It was dark.")]
    episode = Episode(lines, sounds=[Sound(1, 3500, 4500, "laughter")])
    made = cues(episode, profile("netflix"))
    assert [cue.lines for cue in made][1] == ("[laughter]", "It was dark.")
    late = Episode(lines, sounds=[Sound(1, 6500, 9000, "applause")])
    assert cues(late, profile("netflix"))[-1].lines == ("[applause]",)


def test_a_long_silence_wants_a_label_and_a_label_ends_the_silence() -> None:
    lines = [said(1, 0, 3000, "We walked home."), said(2, 30_000, 33_000, "It was dark.")]
    rules = profile("netflix")
    quiet, named = Episode(lines), Episode(lines, sounds=[Sound(1, 8000, 29_000, "rain")])
    assert "S5" in [f.rule for f in findings(quiet, cues(quiet, rules), rules)]
    made = cues(named, rules)
    assert made[1].duration <= rules.max_ms


def test_nobody_can_smuggle_a_form_into_a_name() -> None:
    assert profile("bbc").label("{name} {0.__class__}") == "{NAME} {0.__CLASS__}:"


def spread(number: int, start: int, end: int, text: str, at: int) -> Segment:
    return Segment(number, start, end, text, breaks=(Break(at),))


def test_a_sound_makes_no_line_too_many() -> None:
    text = "When you first get started in podcasting, it's hard to begin at all."
    full = spread(1, 0, 6000, text, text.index("in podcasting"))
    short = spread(1, 0, 4000, "We walked home.", 3)
    rules = profile("bbc")
    for line in (full, short):
        episode = Episode([line], sounds=[Sound(1, 500, 2500, "music")])
        plain, made = cues(Episode([line]), rules), cues(episode, rules)
        assert [each.lines[0] for each in made if each.over] == ["MUSIC"]
        assert all(len(each.lines) <= rules.max_lines for each in made)
        assert " ".join(word for each in made for word in each.said) == plain[0].text
        assert (made[0].start, made[-1].end) == (plain[0].start, plain[0].end)
        assert all(each.duration >= rules.min_ms for each in made)
        told = {found.rule for found in findings(episode, made, rules)}
        assert not told & {"L2", "S3", "S4", "T1", "T3", "T6"}


def test_the_form_in_which_a_sound_is_typed_is_the_guide_s_affair() -> None:
    episode = Episode([said(1, 0, 3000, "We walked home.")])
    episode.apply(add_sound(episode, 500, 1500, "[ music]"))
    assert [sound.label for sound in episode.sounds] == ["music"]
    episode.apply(edit_sound(episode, replace(episode.sounds[0], label="♪ rain ♪")))
    assert cues(episode, profile("bbc"))[0].lines[0] == "RAIN"
    named = cues(episode, profile("netflix"))
    assert named[0].lines[0] == "[rain]"
    people = Episode(episode.transcript, [Speaker(1, "Ida")], sounds=episode.sounds)
    assert "S3" not in [found.rule for found in findings(people, named, profile("dcmp"))]


def test_a_sound_over_a_cue_is_no_line_of_its_words() -> None:
    line = said(1, 0, 3000, "We walked home.")
    here = Episode([line], sounds=[Sound(1, 500, 1500, "music")])
    board = CaptionBoard(here)
    list(board.build())
    (seam,) = board.seams(line)
    assert (seam.at, seam.kind) == (0, BreakKind.CUE)
    sound = board.sound_of(0)
    assert sound is not None
    assert sound.id == 1
    edit = CaptionDecisions(here, board).rewrite(0, [*board.cues[0].lines[:1], "We went home."])
    held = edit.splices[0].after[0]
    assert isinstance(held, Segment)
    assert held.breaks[0].hold
    assert held.breaks[0].hold.lines == ("We went home.",)
