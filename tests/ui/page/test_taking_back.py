"""Taking back: whatever was done to lines, undo brings caret and selection back as they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from PySide6.QtCore import Qt

from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.render import View
from editor.model.segment import Flag
from editor.model.verbs import lines as verbs
from editor.model.verbs.people import assign
from editor.ui.page import TranscriptPage
from editor.ui.page.shown import Place
from tests.ui.page.conftest import TEXTS, texts
from tests.ui.page.hands import CTRL, NONE, press, put

Plan = Callable[[Episode], Edit]

PLANS: Final[dict[str, Plan]] = {
    "speaker": lambda episode: assign(episode, [1], 2),
    "reviewed": lambda episode: verbs.set_flag(episode, [1], Flag.REVIEWED, True, "reviewed"),
    "join above": lambda episode: verbs.join(episode, 0),
    "join below": lambda episode: verbs.join(episode, 1),
    "push": lambda episode: verbs.push_word(episode, 1),
    "pull": lambda episode: verbs.pull_word(episode, 1),
    "times": lambda episode: verbs.set_times(episode, 1, 4_100, 7_000),
}
PASTED: Final = "0:09\nSomebody called.\n\n0:10\nNobody came.\n"


def _ends(page: TranscriptPage) -> tuple[int, int]:
    return page.textCursor().anchor(), page.textCursor().position()


@pytest.mark.parametrize("ends", [(3, 3), (0, 6), (6, 0)])
@pytest.mark.parametrize("name", PLANS)
def test_undo_selects_what_was_selected(
    page: TranscriptPage, name: str, ends: tuple[int, int]
) -> None:
    assert page.session is not None
    page.select(*(Place(1, end) for end in ends))
    before = _ends(page)
    assert page.editing.do(PLANS[name](page.session.episode))
    page.go_to(4, 0)
    page.undo()
    assert _ends(page) == before
    assert texts(page) == list(TEXTS)


@pytest.mark.parametrize("back", [False, True])
def test_whole_lines_are_selected_again_though_the_line_behind_them_was_left_alone(
    page: TranscriptPage, back: bool
) -> None:
    assert page.session is not None
    ends = (Place(2, 0), Place(1, 0)) if back else (Place(1, 0), Place(2, 0))
    page.select(*ends)
    before = _ends(page)
    assert page.editing.do(assign(page.session.episode, [1], 2))
    page.go_to(4, 0)
    page.undo()
    assert _ends(page) == before


@pytest.mark.parametrize("ends", [(2, 2), (2, 8)])
def test_lines_pasted_with_stamps_go_and_the_caret_is_back(
    page: TranscriptPage, ends: tuple[int, int]
) -> None:
    page.select(*(Place(1, end) for end in ends))
    before = _ends(page)
    page.insertFromMimeData(put(PASTED))
    assert len(texts(page)) == len(TEXTS) + 2
    page.undo()
    assert _ends(page) == before
    assert texts(page) == list(TEXTS)


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        (Place(1, 7), Place(1, 11), ["Nobody", "it go."]),
        (Place(1, 7), Place(2, 4), ["Nobody", "you know, that was that."]),
        (Place(1, 0), Place(2, 0), ["", "And you know, that was that."]),
    ],
)
def test_return_over_a_selection_is_one_step(
    page: TranscriptPage, first: Place, last: Place, left: list[str]
) -> None:
    page.select(first, last)
    before = _ends(page)
    press(page, Qt.Key.Key_Return, text="\r")
    assert texts(page) == [TEXTS[0], *left, *TEXTS[last.row + 1 :]]
    assert page.caret() == Place(2, 0)
    page.undo()
    assert texts(page) == list(TEXTS)
    assert _ends(page) == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
@pytest.mark.parametrize("held", [NONE, CTRL])
@pytest.mark.parametrize("view", [View.MARKED, View.CLEAN])
def test_undo_of_a_word_taken_out_leaves_the_caret_on_the_side_it_was(
    page: TranscriptPage, key: Qt.Key, held: Qt.KeyboardModifier, view: View
) -> None:
    page.set_view(view)
    page.go_to(1, 7)
    press(page, key, held)
    assert texts(page)[1] != TEXTS[1]
    page.undo()
    assert texts(page) == list(TEXTS)
    assert page.caret() == Place(1, 7)


def test_what_is_typed_elsewhere_is_taken_back_by_itself(page: TranscriptPage) -> None:
    page.go_to(1, 0)
    for key in (Qt.Key.Key_A, Qt.Key.Key_B):
        press(page, key, text="ab"[key == Qt.Key.Key_B])
    press(page, Qt.Key.Key_End)
    press(page, Qt.Key.Key_C, text="c")
    page.undo()
    assert texts(page)[1] == "ab" + TEXTS[1]
    page.undo()
    assert texts(page) == list(TEXTS)
