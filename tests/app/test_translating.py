"""A second language beside the first: pairs by time, what is missing, stale or breaks the guide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.app.caption_checks import repair_words
from editor.app.captioning import import_translation
from editor.app.jobs import run
from editor.app.translating import Beside, beside, next_open, rewrite, still_fits
from editor.app.translation_repairs import mend, mend_safe
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.verbs.lines import type_text
from editor.model.words import TextChange


def episode() -> Episode:
    return Episode(
        [
            Segment(1, 0, 4_000, "Good evening."),
            Segment(2, 4_000, 9_000, "It goes to Lisbon."),
            Segment(3, 9_000, 12_000, "And back."),
        ]
    )


def laid(made: Episode, before: Beside | None = None) -> Beside:
    return run(beside(made.snapshot(), "de", (), before.pairs if before else ()))


def test_captions_of_one_line_stand_beside_it_and_leave_the_others_open() -> None:
    made = episode()
    other = Episode(
        [Segment(1, 4_000, 6_000, "Er fährt"), Segment(2, 6_000, 8_900, "nach Lissabon.")]
    )
    made.apply(import_translation(made, "de", other))
    found = laid(made)
    assert [(pair.line, pair.text) for pair in found.pairs] == [
        (1, ""),
        (2, "Er fährt"),
        (2, "nach Lissabon."),
        (3, ""),
    ]
    assert found.missing == 2
    assert next_open(found.pairs, 0, 1) == 3 or found.pairs[1].found


def test_a_changed_line_is_stale_until_somebody_says_it_fits() -> None:
    made = episode()
    made.apply(rewrite(made, "de", laid(made).pairs[0], "Guten Abend."))
    made.apply(type_text(made, 0, TextChange(0, 4, "Fine")))
    found = laid(made)
    assert (found.pairs[0].stale, found.stale) == (True, 1)
    made.apply(still_fits(made, found.pairs[0]))
    assert laid(made).stale == 0


def test_lines_are_those_that_are_written_else_the_guide_s() -> None:
    made = episode()
    made.apply(import_translation(made, "de", Episode([Segment(1, 4_100, 8_900, "Er fährt.")])))
    pair = laid(made).pairs[1]
    made.apply(rewrite(made, "de", pair, "Er fährt jeden\nAbend nach Lissabon."))
    found = laid(made)
    assert found.pairs[1].lines == "Er fährt jeden\nAbend nach Lissabon."
    assert found.cues[0].lines == ("Er fährt jeden", "Abend nach Lissabon.")
    wide = "Er fährt an jedem einzelnen Abend nach Lissabon, und am Morgen zurück."
    made.apply(rewrite(made, "de", found.pairs[1], wide))
    found = laid(made)
    assert found.pairs[1].text == wide
    assert len(found.cues[0].lines) == 2
    assert all(len(line) <= found.profile.max_chars for line in found.cues[0].lines)


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["", "Ja.", "Nein, nie."]))))
def test_what_is_written_stands_there_and_every_step_is_undone(
    steps: list[tuple[int, str]],
) -> None:
    made, edits = episode(), []
    wanted = ["", "", ""]
    for row, text in steps:
        edit = rewrite(made, "de", laid(made).pairs[row], text)
        made.apply(edit)
        edits.append(edit)
        wanted[row] = text
    assert [pair.text for pair in laid(made).pairs] == wanted
    for edit in reversed(edits):
        made.apply(edit.inverse)
    assert not made.translations


def test_pairs_that_stay_are_the_same_ones() -> None:
    made = episode()
    before = laid(made)
    made.apply(rewrite(made, "de", before.pairs[1], "Nach Lissabon."))
    after = laid(made, before)
    assert [new is old for new, old in zip(after.pairs, before.pairs, strict=True)] == [
        True,
        False,
        True,
    ]


def test_a_finding_is_mended_in_its_track_and_the_words_beside_it_stay() -> None:
    made = episode()
    other = Episode(
        [Segment(1, 4_000, 6_500, "Er fährt ."), Segment(2, 6_400, 8_900, "Nach Lissabon.")]
    )
    made.apply(import_translation(made, "de", other))
    spoken = tuple(made.transcript)
    broken = next(pair for pair in laid(made).pairs if pair.mended)
    assert broken.mended is not None
    assert repair_words(broken.mended)
    made.apply(mend(made, "de", broken.mended.edit))
    assert [(text.start, text.end, text.text) for text in made.translations] == [
        (4_000, 6_317, "Er fährt ."),
        (6_400, 8_900, "Nach Lissabon."),
    ]
    assert tuple(made.transcript) == spoken
    before = list(made.translations)
    edit = run(mend_safe(made, "de"))
    made.apply(edit)
    assert [text.text for text in made.translations] == ["Er fährt.", "Nach Lissabon."]
    assert laid(made).findings == 0
    made.apply(edit.inverse)
    assert list(made.translations) == before


def test_a_repair_of_words_that_are_others_by_now_changes_nothing() -> None:
    made = episode()
    made.apply(import_translation(made, "de", Episode([Segment(1, 4_000, 9_000, "Er fährt .")])))
    planned = laid(made).pairs[1].mended
    assert planned is not None
    made.apply(rewrite(made, "de", laid(made).pairs[1], "Sie fährt."))
    assert not mend(made, "de", planned.edit)
