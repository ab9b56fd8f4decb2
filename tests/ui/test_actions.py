"""Actions: one handler a command, and menus that fit on a small screen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QMenu

from editor.ui.actions import Handler, gathered
from editor.ui.main_window import MainWindow


class _Acting:
    def __init__(self, *commands: str) -> None:
        self._commands = commands

    def handlers(self) -> dict[str, Handler]:
        return dict.fromkeys(self._commands, lambda: None)


def test_a_command_that_two_carry_out_is_a_mistake() -> None:
    assert sorted(gathered([_Acting("edit.undo"), _Acting("edit.redo")])) == [
        "edit.redo",
        "edit.undo",
    ]
    with pytest.raises(ValueError, match="twice: edit"):
        gathered([_Acting("edit.undo"), _Acting("edit.redo", "edit.undo")])


def test_no_menu_is_too_high_for_a_small_screen_and_every_command_is_in_one(
    window: MainWindow,
) -> None:
    menus = [action.menu() for action in window.menuBar().actions()]
    assert all(isinstance(menu, QMenu) for menu in menus)
    listed = [name for menu in menus if isinstance(menu, QMenu) for name in _names(menu)]
    assert sorted(listed) == sorted(window.actions_.commands)
    groups = [
        (window.actions_.commands[name].menu, window.actions_.commands[name].group)
        for name in listed
    ]
    together = list(dict.fromkeys(groups))
    assert sum(one != other for one, other in pairwise(groups)) == len(together) - 1
    for menu in menus:
        assert isinstance(menu, QMenu)
        assert sum(not action.isSeparator() for action in menu.actions()) <= 25, menu.title()


def _names(menu: QMenu) -> list[str]:
    """The commands of a menu and of the menus in it."""
    found = []
    for action in menu.actions():
        inner = action.menu()
        found += _names(inner) if isinstance(inner, QMenu) else [action.objectName()]
    return [name for name in found if name]
