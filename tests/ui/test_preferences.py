"""The preferences: made from the table, found by words, in force at once, reset one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QPushButton, QSpinBox

from editor.app.settings import FOLLOW, SHOWN, SKIP, TEXT_FONT, TEXT_SIZE, THEME, Settings
from editor.app.texts import table
from editor.ui.dialogs.preferences import Preferences, Row
from editor.ui.dialogs.setting_controls import AnySetting, about, said, title_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.ui.main_window import MainWindow


@pytest.fixture
def preferences(desk_window: MainWindow, qtbot: QtBot) -> Preferences:
    made = Preferences(
        desk_window.settings, desk_window.actions_, desk_window.multimedia, desk_window
    )
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("setting", SHOWN, ids=lambda setting: setting.name)
def test_every_setting_has_its_words(setting: AnySetting) -> None:
    assert title_of(setting)
    assert about(setting).endswith(".")
    assert f"group.{setting.group}" in table("settings")
    for choice in setting.choices:
        assert f"{setting.name}={choice}" in table("settings")


def test_words_without_a_setting_are_none_of_the_table() -> None:
    names = {name for name in table("settings") if "=" not in name and "group." not in name}
    known = {setting.name for setting in SHOWN}
    said = {f"{name}.{part}" for name in known for part in ("about", "words")}
    assert known <= names <= known | said


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("resume", "play.resume"),
        ("resume policy", "play.resume"),
        ("typing policy", "play.while-typing"),
        ("spell check", "text.spelling"),
        ("dark", "theme"),
        ("font size", "text.size"),
        ("headphones", "play.device"),
        ("rewind seconds", "play.step-back"),
    ],
)
def test_settings_are_found_by_what_people_call_them(
    preferences: Preferences, typed: str, found: str
) -> None:
    preferences._field.setText(typed)
    assert found in [row.setting.name for row in preferences.rows if row.isVisible()]


def test_values_are_said_as_people_say_them() -> None:
    assert said(SKIP, 1_500) == "1.5 s"
    assert said(TEXT_SIZE, 100) == "100 %"
    assert said(THEME, "system") == "As the system"
    assert said(TEXT_FONT, "") == "Stet's own"
    assert said(FOLLOW, True) == "on"


def _whole(preferences: Preferences, setting: AnySetting) -> Row:
    title = title_of(setting)
    return next(row for row in preferences.rows if row.control.accessibleName() == title)


def _row(preferences: Preferences, setting: AnySetting) -> object:
    return _whole(preferences, setting).control


def test_a_change_holds_at_once_and_survives(
    preferences: Preferences, desk_window: MainWindow
) -> None:
    skip, size = _row(preferences, SKIP), _row(preferences, TEXT_SIZE)
    assert isinstance(skip, QDoubleSpinBox)
    assert isinstance(size, QSpinBox)
    skip.setFocus()
    QTest.keyClick(skip, Qt.Key.Key_Up)
    QTest.keyClick(size, Qt.Key.Key_Up)
    assert desk_window.desk is not None
    assert desk_window.desk.toolbar._back.text() == "2.5 s"
    stored = Settings.load(desk_window.folders.settings)
    assert (stored[SKIP], stored[TEXT_SIZE]) == (2_500, 105)


def test_themes_and_switches_by_key(preferences: Preferences, desk_window: MainWindow) -> None:
    theme, follow = _row(preferences, THEME), _row(preferences, FOLLOW)
    assert isinstance(theme, QComboBox)
    assert isinstance(follow, QCheckBox)
    theme.setFocus()
    QTest.keyClicks(theme, "D")  # one letter: on a busy machine more are not one word
    theme.activated.emit(theme.currentIndex())
    assert desk_window.theme.tokens.name == "dark"
    QTest.keyClick(follow, Qt.Key.Key_Space)
    assert desk_window.settings[FOLLOW] is False


def test_a_change_from_elsewhere_is_shown_and_reset_alone(
    preferences: Preferences, desk_window: MainWindow
) -> None:
    desk_window.actions_.run("view.larger")
    size = _row(preferences, TEXT_SIZE)
    assert isinstance(size, QSpinBox)
    assert size.value() == 110
    row = _whole(preferences, TEXT_SIZE)
    (back,) = row.findChildren(QPushButton)
    assert back.isVisible()
    assert back.accessibleName() == "Reset: Size of the transcript's text"
    back.click()
    assert desk_window.settings[TEXT_SIZE] == TEXT_SIZE.default
    assert not back.isVisible()


def test_the_search_leaves_what_is_meant(preferences: Preferences) -> None:
    QTest.keyClicks(preferences._field, "contrast")
    assert [row.isVisible() for row in preferences.rows].count(True) == 1
    assert _whole(preferences, THEME).isVisible()
    preferences._field.setText("no such thing")
    assert preferences._none.isVisible()


def test_all_is_reset_with_one_press(preferences: Preferences, desk_window: MainWindow) -> None:
    desk_window.settings[SKIP] = 3_000
    desk_window.settings[FOLLOW] = False
    preferences._reset.click()
    assert not any(row.changed for row in preferences.rows)
    assert not preferences._reset.isEnabled()


def test_a_closed_window_hears_nothing(preferences: Preferences, desk_window: MainWindow) -> None:
    preferences.close()
    desk_window.settings[SKIP] = 3_000
    assert preferences._ends == []
