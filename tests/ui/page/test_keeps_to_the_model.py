"""Whatever is done to the page, it says what the model says; undone, what it said at first."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from editor.model.checks import problems
from editor.model.render import View
from tests.ui.page.conftest import Open, model_texts, shown_texts
from tests.ui.page.hands import TOUCHED, Person, heard, selected


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("seed", range(8))
def test_the_page_says_what_the_model_says(open_page: Open, view: View, seed: int) -> None:
    page = open_page()
    session = page.session
    assert session is not None
    # Every edit a step of its own: which ones History makes one of is not the page's affair.
    session.listen(session.history.fence)
    page.set_view(view)
    first = [line.text for line in session.episode.transcript]
    person = Person(page, seed)
    done = []
    for _ in range(150):
        done.append(person.act())
        while not page.sheet.complete:
            QApplication.processEvents()
        assert shown_texts(page) == model_texts(page), done[-5:]
        assert list(problems(session.episode)) == [], done[-5:]
    while session.undo():
        pass
    assert shown_texts(page) == model_texts(page)
    assert [line.text for line in session.episode.transcript] == first


@given(
    st.lists(st.sampled_from([*TOUCHED, "strike", "look", "move", "jump"]), max_size=25),
    st.integers(0, 1_000),
)
@example(["move", "take"], 201)  # joins two lines, whose words have no times of their own yet
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_that_are_not_touched_keep_their_times(
    open_page: Open, acts: list[str], seed: int
) -> None:
    page = open_page()
    session = page.session
    assert session is not None
    session.listen(session.history.fence)
    first = list(session.episode.transcript)
    person = Person(page, seed)
    for name in acts:
        before, reach = heard(session.episode), selected(page)
        getattr(person, name)()
        page.editing.commit()
        lost = before - heard(session.episode)
        most = TOUCHED[name] + reach if name in TOUCHED else 0
        assert lost.total() <= most, (name, lost.total(), most)
        assert shown_texts(page) == model_texts(page)
    while session.undo():
        pass
    assert list(session.episode.transcript) == first
