"""Captions of an episode: chosen profile, files that stay as they came, shots, translations."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.app import captioning
from editor.app.exporting import ExportProfile, Target, export
from editor.app.jobs import run
from editor.captions.cues import cues
from editor.captions.profiles import profile, profile_text
from editor.formats.registry import read_file
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Flag, Segment

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
OWN = 'title = "House"\nbased_on = "bbc"\n[figures]\nmax_chars = 30\n'

SRT = """1
00:00:01,000 --> 00:00:03,000
Sarah: Hello there,
and welcome.

2
00:00:02,500 --> 00:00:04,000
This one overlaps it, and it has a line that is much too long for most of the guides.

3
00:00:05,000 --> 00:00:05,100
>> TOM: Short.

4
00:00:06,000 --> 00:00:08,000
One,
two,
three.
"""


def cues_of(text: str, folder: Path) -> list[tuple[int, int, tuple[str, ...]]]:
    path = folder / "a.srt"
    path.write_text(text, "utf-8")
    made = cues(read_file(path).episode, profile())
    return [(cue.start, cue.end, cue.lines) for cue in made]


def test_a_caption_file_exported_untouched_has_the_same_cues(tmp_path: Path) -> None:
    path = tmp_path / "source.srt"
    path.write_text(SRT, "utf-8")
    exported = export(read_file(path).episode, ExportProfile(Target.SRT))
    assert exported.text.rstrip() == SRT.rstrip()
    assert len(cues_of(SRT, tmp_path)) == 4


@pytest.mark.parametrize("name", ["podcasting20/transcript.srt", "captions/sonnet001.srt"])
def test_real_caption_files_come_out_as_they_went_in(name: str, tmp_path: Path) -> None:
    source = SAMPLES / name
    if not source.is_file():
        pytest.skip(f"no sample at {source}")
    exported = export(read_file(source).episode, ExportProfile(Target.SRT)).text
    original = source.read_text("utf-8-sig")
    assert exported.split() == original.split()
    assert cues_of(exported, tmp_path) == cues_of(original, tmp_path)


def test_a_project_keeps_its_choice_and_its_own_profile() -> None:
    episode = Episode()
    assert captioning.profile_of(episode).key == "default"
    episode.apply(captioning.choose_profile(episode, "bbc"))
    assert captioning.profile_of(episode).key == "bbc"
    episode.apply(captioning.choose_own_profile(episode, OWN))
    own = captioning.profile_of(episode)
    assert (own.key, own.title, own.max_chars, own.max_wpm) == ("own", "House", 30, 180)
    with pytest.raises(UserError, match="profile-not-toml"):
        captioning.choose_own_profile(episode, "[figures")
    episode.apply(captioning.choose_profile(episode, "default"))
    assert captioning.profile_of(episode).key == "default"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[figures]\nmax_chars = 'many'", "profile-not-a-number"),
        ("[figures]\nmax_chars = true", "profile-not-a-number"),
        ("[figures]\nmax_chars = 9999", "profile-out-of-range"),
        ("[figures]\nmax_char = 9", "profile-unknown-key"),
        ("[figures]\nmax_chars = { source = 'x' }", "profile-no-value"),
        ("[figures]\nmin_ms = 9000\nmax_ms = 5000", "profile-above-maximum"),
        ("[figures]\nbridge_ms = 10", "profile-below-gap"),
        ("[style]\nfillers = 'all'", "profile-not-a-choice"),
        ("[style]\nspeaker_line = 'yes'", "profile-not-yes-or-no"),
        ("[style]\nspeaker = 7", "profile-not-a-text"),
        ("figures = 7", "profile-not-a-table"),
        ("based_on = 'tv'", "profile-unknown-base"),
        ("extra = 1", "profile-unknown-key"),
        ("[costs]\nplain = 'dear'", "profile-not-a-number"),
        ("x" * 200_000, "profile-too-large"),
        ("= broken", "profile-not-toml"),
    ],
)
def test_an_unsound_profile_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        profile_text(text, "house.toml")
    assert caught.value.code == code
    assert caught.value.facts["path"] == "house.toml"


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("1.5\n2.25\n", [1500, 2250]),
        ("0:01.500\n1:00:00\n", [1500, 3_600_000]),
        ("Scene,Start,Frame\n1,00:00:01.500,36\n2,00:01:00.000,1440\n", [1500, 60_000]),
        ("00:00:01:12\n00:00:02:00\n", [1500, 2000]),
        ("\ufeff12\n12\n7\n", [7000, 12_000]),
    ],
)
def test_shot_lists_of_any_kind_are_read(text: str, moments: list[int], tmp_path: Path) -> None:
    path = tmp_path / "shots.csv"
    path.write_text(text, "utf-8")
    assert captioning.read_shots(path) == moments
    episode = Episode()
    episode.apply(captioning.import_shots(episode, captioning.read_shots(path)))
    assert [shot.at for shot in episode.shots] == moments


def test_a_list_without_times_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "shots.txt"
    path.write_text("nothing to see", "utf-8")
    with pytest.raises(UserError, match="shots-none"):
        captioning.read_shots(path)
    with pytest.raises(UserError, match="shots-unreadable"):
        captioning.read_shots(tmp_path / "gone.txt")


def test_in_times_go_onto_the_shot_beside_them() -> None:
    words = [
        Segment(1, 1000, 3000, "We walked along the canal.", flags=Flag.FLOWS),
        Segment(2, 3000, 5000, "Then it rained for hours.", flags=Flag.FLOWS),
    ]
    episode = Episode(words)
    episode.apply(captioning.import_shots(episode, [800, 3200]))
    first, second = run(captioning.captions(episode, profile("netflix")))
    assert (first.start, first.end, second.start) == (800, 3200 - 83, 3200)
    assert cues(episode, profile())[0].start == 1000


def test_a_second_language_is_imported_tied_checked_and_exported(tmp_path: Path) -> None:
    spoken = [
        Segment(1, 1000, 3000, "We walked along the canal.", 1),
        Segment(2, 3000, 5000, "Then it rained.", 1),
    ]
    episode = Episode(spoken, [Speaker(1, "Ida")])
    other = Episode(
        [
            Segment(7, 1000, 3000, "Wir gingen am Kanal entlang."),
            Segment(8, 3100, 4900, "Dann regnete es."),
        ]
    )
    episode.apply(captioning.import_translation(episode, "de", other))
    assert captioning.languages_of(episode) == ["de"]
    assert [text.segment for text in episode.translations] == [1, 2]
    made = cues(
        captioning.translated(episode, "de"), captioning.profile_of(episode, "de"), View.VERBATIM
    )
    assert [(cue.start, cue.end, cue.text) for cue in made] == [
        (1000, 3000, "Wir gingen am Kanal entlang."),
        (3100, 4900, "Dann regnete es."),
    ]
    exported = export(captioning.translated(episode, "de"), ExportProfile(Target.SRT))
    assert "Dann regnete es." in exported.text
    episode.apply(captioning.choose_profile(episode, "bbc", "de"))
    assert captioning.profile_of(episode, "de").key == "bbc"
    assert captioning.profile_of(episode).key == "default"
