"""Caption export: an imported file comes out as it went in, and names, looks and places with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.app.caption_checks import check_written
from editor.app.caption_export import caption_file, rules_of
from editor.app.exporting import ExportProfile, Target, export, save
from editor.captions.cue import Anchor, Cue
from editor.captions.cues import cues
from editor.captions.looks import styles_of
from editor.formats.caption_file import CaptionFile, Dress, ShownCue, written
from editor.formats.place import of_numpad
from editor.formats.registry import read_data, read_file
from editor.formats.writers import WRITERS
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Flag, Segment
from editor.model.styles import Style, settled
from editor.model.verbs import lines as verbs
from editor.model.words import TextChange

WORDS = st.lists(
    st.sampled_from(["one", "two", "don't", "3,000", "naïve", "–", "“so”", "night", "train"]),
    min_size=1,
    max_size=5,
).map(" ".join)
LOOKS = st.sampled_from(["i", "b", "u", "#ff0000", "#00ff00"])


HELD_BY_ALL = st.lists(
    st.sampled_from(["one", "two", "don't", "3,000", "naïve", "“so”", "night", "train"]),
    min_size=1,
    max_size=5,
).map(" ".join)
PARTLY = {"italics", "underline"}


@st.composite
def cues_of_a_file(draw: st.DrawFn, words: st.SearchStrategy[str] = WORDS) -> list[ShownCue]:
    """Cues one after the other, as caption files have them, on the frames of the coarsest."""
    at, made = 0, []
    for _ in range(draw(st.integers(1, 6))):
        start = at + draw(st.integers(0, 3000)) // 40 * 40
        at = start + draw(st.integers(900, 6000)) // 40 * 40
        lines = tuple(draw(st.lists(words, min_size=1, max_size=2)))
        text = "\n".join(lines)
        ends = sorted({0, len(text), *(n for n, c in enumerate(text) if not c.isspace())})
        spans = draw(
            st.lists(st.tuples(st.sampled_from(ends), st.sampled_from(ends), LOOKS), max_size=2)
        )
        drawn = settled(Style(min(a, b), max(a, b), look) for a, b, look in spans)
        whole = (s for s in drawn if text[s.start : s.end].strip() == text[s.start : s.end])
        styles = tuple(whole)  # looks of blanks at an edge are nobody's loss
        place = draw(st.sampled_from(["", "", of_numpad(8), of_numpad(1)]))
        made.append(
            ShownCue(start, at, lines, draw(st.sampled_from(["Ann", "Ben"])), styles, place)
        )
    return made


@pytest.mark.parametrize("target", [Target(name) for name in WRITERS], ids=str)
@settings(max_examples=25)
@given(drawn=cues_of_a_file())
def test_opened_and_exported_untouched_it_is_the_same(
    target: Target, drawn: list[ShownCue]
) -> None:
    done = written(WRITERS[target], CaptionFile(drawn))
    again = export(read_data(done.data, f"a{target.suffix}").episode, ExportProfile(target))
    assert again.data == done.data


@settings(max_examples=12)
@given(drawn=cues_of_a_file(HELD_BY_ALL))
def test_opened_as_one_format_and_exported_as_another_the_cues_are_the_same(
    drawn: list[ShownCue],
) -> None:
    """Every reader with every writer; what the target cannot hold of it is listed."""
    for source in WRITERS.values():
        data = written(source, CaptionFile(drawn)).data
        episode = read_data(data, f"a{source.suffix}").episode
        for target in WRITERS.values():
            done = export(episode, ExportProfile(Target(target.id)))
            again = read_data(done.data, f"b{target.suffix}").episode
            assert shown(again) == shown(episode), (source.id, target.id)
            had = {look for line in episode.transcript for look in looks_of(line)}
            kept = {look for line in again.transcript for look in looks_of(line)}
            partly = any(repair.code == "export-looks-part" for repair in done.repairs)
            assert had - kept <= {*done.lost} | (PARTLY if partly else set())


def shown(episode: Episode) -> list[tuple[int, int, str]]:
    """What a viewer has of the cues, line breaks among them."""
    made = cues(episode, rules_of("default"), labels=False)
    return [(cue.start, cue.end, "|".join(cue.lines)) for cue in made]


def looks_of(line: Segment) -> set[str]:
    """The parts of a caption file that a line has, as losses name them."""
    names = {"i": "italics", "b": "bold", "u": "underline"}
    looks = {names.get(style.look, "colours") for style in line.styles}
    return looks | ({"places"} if line.place else set()) | ({"speakers"} if line.speaker else set())


def test_the_looks_follow_the_words() -> None:
    line = Segment(1, 0, 4000, "It is late, they say.", styles=(Style(6, 10, "i"),))
    episode = Episode([line])
    episode.apply(verbs.type_text(episode, 0, TextChange(0, 2, "Surely it")))
    file = caption_file(episode, rules_of("default"), View.CLEAN, WRITERS["vtt"])
    (cue,) = file.cues
    text = "\n".join(cue.lines)
    assert [text[s.start : s.end] for s in cue.styles] == ["late"]


def test_struck_words_take_no_look_along() -> None:
    struck = Mark(0, 4, Kind.REPEAT, "test", 1.0, MarkState.AUTO)
    line = Segment(1, 0, 4000, "the the train", None, (struck,), styles=(Style(4, 7, "i"),))
    cue = Cue(0, 4000, ("Ann: the train",), anchors=(Anchor(1, 4),), until=Anchor(1, 13))
    assert styles_of(Episode([line]).transcript, cue, View.CLEAN) == (Style(5, 8, "i"),)


def test_a_cue_of_other_words_has_what_all_words_had() -> None:
    whole = Segment(1, 0, 4000, "all of it", styles=(Style(0, 9, "i"), Style(0, 3, "b")))
    cue = Cue(0, 4000, ("something else",), anchors=(Anchor(1, 0),), until=Anchor(1, 9))
    assert styles_of(Episode([whole]).transcript, cue, View.CLEAN) == (Style(0, 14, "i"),)


def test_names_stand_in_the_text_where_a_format_has_no_speakers() -> None:
    episode = Episode(
        [Segment(1, 0, 2000, "Good evening.", 1), Segment(2, 2000, 4000, "Hello.", 2)],
        [Speaker(1, "Ada"), Speaker(2, "Ben")],
    )
    in_text = export(episode, ExportProfile(Target.SRT, captions="podcast", refit=True))
    assert "Ada: Good evening." in in_text.text
    assert in_text.lost == ()
    assert export(episode, ExportProfile(Target.SRT)).lost == ("speakers",)
    vtt = export(episode, ExportProfile(Target.VTT, captions="podcast")).text
    assert "<v Ada>Good evening." in vtt
    assert "Ada:" not in vtt
    netflix = ExportProfile(Target.SRT, captions="netflix", refit=True)
    assert "[Ada] Good evening." in export(episode, netflix).text


def test_a_profile_of_a_person(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('title = "Own"\nbased_on = "netflix"\n[figures]\nmax_chars = 20\n', "utf-8")
    episode = Episode([Segment(1, 0, 9000, "one two three four five six seven eight nine ten")])
    text = export(episode, ExportProfile(Target.SRT, captions=str(path), refit=True)).text
    assert max(map(len, text.splitlines())) < 42
    with pytest.raises(UserError, match="profile-unknown"):
        rules_of("nobody")


def test_a_file_that_would_not_read_back_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that turns a letter: what is on it is read again, and does not take the name."""
    path = tmp_path / "a.vtt"
    path.write_text("the old one", "utf-8")
    write = Path.write_bytes

    def turned(self: Path, data: bytes) -> int:
        return write(self, data.replace(b"Good", b"Gold"))

    monkeypatch.setattr(Path, "write_bytes", turned)
    episode = Episode([Segment(1, 0, 2000, "Good evening.")])
    with pytest.raises(UserError) as caught:
        save(episode, ExportProfile(Target.VTT), path)
    assert caught.value.code == "export-differs"
    assert "Good" in str(caught.value.facts["meant"])
    assert "Gold" in str(caught.value.facts["read"])
    assert path.read_text("utf-8") == "the old one"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.vtt"]


def test_an_exported_file_opens_again(tmp_path: Path) -> None:
    episode = Episode([Segment(1, 0, 2000, "Good evening.")])
    for target in Target:
        if target.writer:
            path = tmp_path / f"a{target.suffix}"
            save(episode, ExportProfile(target), path)
            assert [line.text for line in read_file(path).episode.transcript] == ["Good evening."]


def two_speakers() -> Episode:
    lines = [
        Segment(1, 0, 2000, "Good evening.", 1, flags=Flag.FLOWS),
        Segment(2, 2500, 4500, "Hello.", 2, flags=Flag.FLOWS),
    ]
    return Episode(lines, [Speaker(1, "Ada"), Speaker(2, "Ben")])


def test_a_profiles_font_and_colours_go_where_a_format_has_room_for_them() -> None:
    said = {
        target: export(two_speakers(), ExportProfile(target, captions="bbc")).text
        for target in (Target.VTT, Target.TTML, Target.ASS)
    }
    vtt = said[Target.VTT]
    assert "::cue { color: #ffffff; background-color: #000000; font-family:" in vtt
    assert '"ReithSans", "Arial", "Roboto", sans-serif' in vtt
    assert "<v Ben><c.yellow>Hello.</c>" in vtt
    assert "<v Ada>Good evening." in vtt
    ttml = said[Target.TTML]
    assert 'tts:fontFamily="&quot;ReithSans&quot;' in ttml or 'tts:fontFamily="ReithSans' in ttml
    assert ttml.count("tts:backgroundColor") == 2
    assert "Style: Default,ReithSans," in said[Target.ASS]
    assert "{\\c&H00FFFF&}Hello." in said[Target.ASS]


def test_targets_without_looks_get_none() -> None:
    assert "STYLE" not in export(two_speakers(), ExportProfile(Target.VTT)).text
    assert "STYLE" not in export(two_speakers(), ExportProfile(Target.VTT, captions="youtube")).text
    assert "<font" not in export(two_speakers(), ExportProfile(Target.SRT, captions="bbc")).text


def test_a_family_says_nothing_but_its_name() -> None:
    bad = 'Ari"al; } ::cue { color: red, <b>, proportionalSerif'
    file = CaptionFile([ShownCue(0, 1000, ("x",))], dress=Dress(bad))
    text = written(WRITERS["vtt"], file).text
    assert '::cue { font-family: "Ari al cue color red", "b", serif; }' in text


def told(data: bytes, name: str, guide: str) -> set[str]:
    """The rules that a written file breaks when somebody opens it."""
    return {found.rule for found in check_written(data, name, rules_of(guide)).findings}


@pytest.mark.parametrize("target", [Target.SRT, Target.VTT, Target.TTML, Target.ASS, Target.STL])
@pytest.mark.parametrize("guide", ["netflix", "bbc", "youtube", "podcast"])
def test_a_guide_that_is_asked_for_does_not_tell_off_the_labels_it_was_given(
    guide: str, target: Target
) -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:04,000\nTravis: How did it\nbegin?\n\n"
        "2\n00:00:05,000 --> 00:00:08,000\nSarah: With a kettle.\n\n"
        "3\n00:00:09,000 --> 00:00:12,000\nTravis: And then?\n\n"
        "4\n00:00:13,000 --> 00:00:16,000\nSarah: Tea.\n"
    )
    episode = read_data(text.encode(), "talk.srt").episode
    done = export(episode, ExportProfile(target, captions=guide))
    assert not told(done.data, f"talk{target.suffix}", guide) & {"S1", "S2", "S3", "S4"}
    if target in (Target.SRT, Target.STL):
        assert "it\nbegin?" in done.text
    untouched = export(episode, ExportProfile(target))
    if target in (Target.SRT, Target.STL):
        assert "Travis: How did it\nbegin?" in untouched.text


def test_a_label_for_which_there_is_no_room_stays_as_it_came() -> None:
    text = "1\n00:00:01,000 --> 00:00:04,000\nTravis: One line of words\nand a second.\n"
    other = "\n2\n00:00:05,000 --> 00:00:08,000\nTravis: One line.\n"
    episode = read_data((text + other).encode(), "talk.srt").episode
    done = export(episode, ExportProfile(Target.SRT, captions="dcmp"))
    assert "Travis: One line of words\nand a second." in done.text
    assert "(Travis)\nOne line." in done.text


@pytest.mark.parametrize("target", [Target.ASS, Target.STL])
def test_what_a_format_cannot_hold_any_nearer_keeps_the_guide(target: Target) -> None:
    words = "This is how it was in those days, and nobody thought of it. " * 20
    episode = Episode([Segment(1, 0, 80_000, words.strip(), flags=Flag.FLOWS)])
    for guide in ("netflix", "dcmp"):
        done = export(episode, ExportProfile(target, captions=guide))
        assert not told(done.data, f"talk{target.suffix}", guide) & {"T6", "T7"}
        wide = done.meant
        assert wide is not None
        assert len(wide) > 10
