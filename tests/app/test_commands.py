"""The command table: complete, without a key claimed twice, and found by what people type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor.app.commands import MENUS, Context, commands
from editor.app.keys import conflicts, normal, parts
from editor.app.matching import matching


def test_every_command_has_its_words_and_a_menu() -> None:
    for command in commands():
        assert command.title, command.id
        assert command.help.endswith("."), command.id
        assert command.menu in MENUS, command.id


def test_no_key_is_claimed_twice() -> None:
    assert list(conflicts(commands())) == []


def test_a_conflict_would_be_seen() -> None:
    one, *_ = (c for c in commands() if c.id == "edit.undo")
    other = replace(one, id="other", keys=("ctrl+z",))
    elsewhere = replace(one, id="there", keys=("A",), context=Context.FINDINGS)
    here = replace(one, id="here", keys=("A",), context=Context.PAGE)
    assert [c.key for c in conflicts([one, other])] == ["Ctrl+Z"]
    assert list(conflicts([elsewhere, here])) == []


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.id)
def test_keys_keep_the_house_rules(command: object) -> None:
    """No Alt+letter (menus), no AltGr, no bracket keys, never Tab, F10 is the system's."""
    from editor.app.commands import Command

    assert isinstance(command, Command)
    for key in command.keys:
        held, name = parts(key)
        assert not (held == {"Alt"} and len(name) == 1), key
        assert not {"Ctrl", "Alt"} <= held, key
        assert name not in {"[", "]", "{", "}", ",", "Tab", "F10"}, key
        if command.context is not Context.FINDINGS:
            assert held or len(name) > 1, f"{key} would swallow a letter"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("shift+ctrl+a", "Ctrl+Shift+A"),
        ("Ctrl++", "Ctrl++"),
        ("Ctrl+Space", "Ctrl+Space"),
        ("f7", "F7"),
    ],
)
def test_one_key_has_one_name(key: str, expected: str) -> None:
    assert normal(key) == expected


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("spilt line", "line.split"),
        ("undo", "edit.undo"),
        ("dark", "theme.dark"),
        ("export", "export.open"),
        ("netflix", "panel.captions"),
        ("keymap", "keys.edit"),
        ("spell check", "review.run"),
        ("close", "project.close"),
        ("exit", "app.quit"),
        ("help", "help.keys"),
        ("pause", "play.toggle"),
        ("stop", "play.toggle"),
        ("speed", "play.speed-toggle"),
        ("snapshot", "history.snapshot"),
        ("backup", "project.snapshot"),
        ("cut audio", "cut.export"),
        ("find repl", "find.replace"),
        ("regex", "find.open"),
        ("merge lines", "line.join-up"),
        ("filter", "speaker.only"),
        ("changes since export", "history.since-export"),
        ("shift times", "drift.by-hand"),
        ("align", "words.find"),
        ("bokmark", "bookmark.here"),
        ("nxt fnd", "find.next"),
        ("plsel", "play.selection"),
        ("the line, split", "line.split"),
        ("speaker 2", "speaker.2"),
    ],
)
def test_the_palette_understands(typed: str, first: str) -> None:
    assert matching(typed, commands())[0].id == first


@pytest.mark.parametrize("typed", ["xyzzy", "qqq", "§", "zebra crossing"])
def test_what_means_no_command_finds_none(typed: str) -> None:
    assert matching(typed, commands()) == ([] if typed != "§" else list(commands()))


def test_a_title_that_holds_all_words_comes_before_one_that_holds_some() -> None:
    found = [command.id for command in matching("next line", commands())]
    assert found[:2] == ["line.next", "speaker.unassigned"]


def test_nothing_typed_offers_everything() -> None:
    assert matching(" ", commands()) == list(commands())
