"""The project's choices for its cleaning: undoable, in the file of the show, and obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.app.cleaning import clean
from editor.app.cleaning_choice import (
    LARGEST,
    choose_language,
    choose_profile,
    load_profile,
    profile_of,
    protected_of,
    save_profile,
)
from editor.app.glossary.entries import Entry, add_entries
from editor.app.importing import read
from editor.app.jobs import run
from editor.cleaning import PROFILES, Tier
from editor.cleaning.profiles import SWITCHES
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.people import Speaker
from editor.model.segment import Segment

SAID = "So, um, we we met, you know, I they left home. Actually, it was late."


@pytest.fixture
def episode() -> Episode:
    return Episode([Segment(1, 0, 9_000, SAID)], [Speaker(1, "Will Smith-Jones")])


def struck(episode: Episode) -> list[str]:
    episode.apply(run(clean(episode)))
    line = episode.transcript[0]
    return [line.text[mark.start : mark.end].strip(" ,") for mark in line.marks if mark.strikes]


def test_a_project_is_cleaned_by_the_profile_chosen_for_it(episode: Episode) -> None:
    assert struck(episode) == ["um", "we", "you know", "I"]
    for name, left in {
        "captions": ["um", "we"],
        "verbatim": [],
        "clean": ["um", "we", "you know", "I"],
    }.items():
        edit = choose_profile(episode, PROFILES[name])
        episode.apply(edit)
        assert profile_of(episode.info) is PROFILES[name]
        assert struck(episode) == left
    undone = choose_profile(episode, PROFILES["captions"])
    episode.apply(undone)
    episode.apply(undone.inverse)
    assert profile_of(episode.info) is PROFILES["clean"]


def test_a_switched_profile_is_kept_whole_and_goes_to_other_episodes(
    episode: Episode, tmp_path: Path
) -> None:
    own = PROFILES["clean"].switched("marker", None).switched("filler", Tier.SUGGEST)
    episode.apply(choose_profile(episode, own))
    assert profile_of(episode.info) == own
    assert struck(episode) == ["we", "I"]
    save_profile(tmp_path / "show.toml", own)
    assert load_profile(tmp_path / "show.toml") == own


@pytest.mark.parametrize("name", [*PROFILES])
@pytest.mark.parametrize("category", SWITCHES)
def test_a_switch_switches_all_of_its_category(name: str, category: str) -> None:
    for tier in (Tier.AUTO, Tier.SUGGEST, None):
        own = PROFILES[name].switched(category, tier)
        assert not any(rule.startswith(f"{category}.") for rule in own.switches)
        if own.shown < 1:
            assert own.switch(category) is tier
    others = [c for c in SWITCHES if c != category]
    own = PROFILES[name].switched(category, None)
    assert [own.switch(c) for c in others] == [PROFILES[name].switch(c) for c in others]


@pytest.mark.parametrize(
    "value", ["[", "[x]\nsure = 2\n[x.strike]\n", "", "gone", "[x.strike]\nscar=1"]
)
def test_a_choice_that_cannot_be_read_is_no_choice(value: str) -> None:
    assert profile_of(Info(settings=(("clean.profile", value),))) is PROFILES["clean"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "profile.bad"),
        (b"[a]\nsure = 'x'\n[a.strike]\n", "profile.bad"),
        (b"[a.strike]\nscar = 'loud'\n", "profile.bad"),
        (b"\xff", "profile.unreadable"),
        (b"[a.strike]\n" + b"#" * (2 * LARGEST), None),
    ],
)
def test_a_profile_file_is_read_or_refused_with_a_reason(
    tmp_path: Path, content: bytes, code: str | None
) -> None:
    path = tmp_path / "show.toml"
    path.write_bytes(content)
    if code is None:
        assert load_profile(path).name == "a"
        return
    with pytest.raises(UserError) as raised:
        load_profile(path)
    assert raised.value.code == code
    assert raised.value.facts["path"] == str(path)


def test_a_profile_that_is_not_there_or_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"profile\.unreadable"):
        load_profile(tmp_path / "gone.toml")
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="file-not-writable"):
        save_profile(tmp_path / "file" / "show.toml", PROFILES["clean"])


def test_the_glossary_and_the_people_are_left_alone(episode: Episode) -> None:
    episode.apply(add_entries(episode, [Entry("you know")]))
    assert protected_of(episode) == {"you know", "Will Smith-Jones", "Will", "Smith-Jones"}
    assert struck(episode) == ["um", "we", "I"]


def test_the_language_is_told_once_and_can_be_overridden(tmp_path: Path) -> None:
    source = tmp_path / "talk.srt"
    cue = "1\n00:00:01,000 --> 00:00:04,000\n{}\n"
    source.write_text(
        cue.format("Es geht um die Zukunft und um die Arbeit der Leute im Land."), "utf-8"
    )
    episode = run(read(source)).episode
    assert episode.info.language == "de"
    assert not any(mark.strikes for mark in episode.transcript[0].marks)
    episode.apply(choose_language(episode, "en"))
    episode.apply(run(clean(episode)))
    assert [mark.rule for mark in episode.transcript[0].marks] == ["filler.pause"] * 2
