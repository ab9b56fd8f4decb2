"""Keymaps: presets and a person's own keys lie over the table, never two commands on one key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.commands import Context, commands, found
from editor.app.keymap import Keymap, presets
from editor.app.keys import conflicts, normal, offence
from editor.app.texts import table
from editor.model.errors import UserError

NAMES = {command.id for command in commands()}
WORK = {
    row.id for row in commands()
    if row.keys and row.menu in {"edit", "play", "transcript", "speakers"}
} | {"help.palette", "help.keys", "pane.next", "pane.previous", "app.quit"}  # fmt: skip


def _keys(keymap: Keymap, command: str) -> tuple[str, ...]:
    return next(row.keys for row in keymap.commands() if row.id == command)


def test_there_are_presets_for_those_who_come_from_elsewhere() -> None:
    assert [preset.name for preset in presets()] == [
        "default", "express-scribe", "otranscribe", "subtitle-edit",
    ]  # fmt: skip
    assert _keys(Keymap(), "play.toggle")[0] == "Ctrl+Space"


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_a_preset_names_commands_keeps_the_rules_and_has_no_conflict(preset: object) -> None:
    from editor.app.keymap import Preset

    assert isinstance(preset, Preset)
    assert set(preset.keys) <= NAMES
    contexts = {command.id: command.context for command in commands()}
    for command, keys in preset.keys.items():
        for key in keys:
            assert offence(key, contexts[command]) is None, (command, key)
    keymap = Keymap()
    keymap.choose(preset.name)
    assert list(conflicts(keymap.commands())) == []
    keyless = {row.id for row in keymap.commands() if not row.keys}
    assert keyless.isdisjoint(WORK), "a preset must leave the daily work with keys"


def test_a_preset_takes_its_keys_from_the_commands_that_have_them() -> None:
    keymap = Keymap()
    keymap.choose("otranscribe")
    assert _keys(keymap, "play.back")[0] == "F1"
    assert "F1" not in _keys(keymap, "help.keys")


def test_own_keys_are_on_disk_at_once_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "keymap.json"
    keymap = Keymap.load(path)
    keymap.choose("subtitle-edit")
    keymap.assign("note.here", ["Ctrl+F4"])
    again = Keymap.load(path)
    assert (again.preset.name, _keys(again, "note.here")) == ("subtitle-edit", ("Ctrl+F4",))
    assert again.own == {"note.here"}


def test_a_key_is_taken_from_who_had_it_and_comes_back_on_reset() -> None:
    keymap = Keymap()
    assert [held.id for held in keymap.holders("f7", "note.here")] == ["play.back"]
    keymap.assign("note.here", ["F7"])
    assert _keys(keymap, "play.back") == ()
    assert keymap.usual("note.here") == ("Ctrl+M",)
    keymap.reset("note.here")
    assert (_keys(keymap, "play.back"), _keys(keymap, "note.here")) == (("F7",), ("Ctrl+M",))


def test_the_last_of_two_own_keys_wins() -> None:
    keymap = Keymap()
    keymap.assign("note.here", ["Ctrl+F4"])
    keymap.assign("bookmark.here", ["Ctrl+F4"])
    assert (_keys(keymap, "note.here"), _keys(keymap, "bookmark.here")) == ((), ("Ctrl+F4",))
    keymap.reset_all()
    assert keymap.own == frozenset()


def test_keys_as_they_were_are_no_change() -> None:
    keymap = Keymap()
    keymap.assign("note.here", ["ctrl+m"])
    assert keymap.own == frozenset()


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("Alt+F", "alt-letter"),
        ("Ctrl+Alt+E", "altgr"),
        ("Ctrl+[", "bracket"),
        ("Shift+Tab", "tab"),
        ("F10", "system"),
        ("Meta+L", "system"),
        ("A", "letter"),
        ("Ctrl+Left", "writing"),
        ("Shift+Home", "writing"),
        ("Ctrl+A", "writing"),
        ("Ctrl+K, Ctrl+S", "one-key"),
    ],
)
def test_a_key_that_breaks_a_rule_is_refused_in_words(key: str, rule: str) -> None:
    with pytest.raises(UserError) as raised:
        Keymap().assign("note.here", [key])
    assert raised.value.facts["rule"] == rule
    assert table("keys")[rule].endswith(".")


def test_lists_may_have_letters() -> None:
    assert offence("A", Context.FINDINGS) is None


def test_what_a_hand_wrote_wrong_into_the_file_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "keymap.json"
    own = {"note.here": ["Alt+N", "F7"], "of.tomorrow": ["F2"]}
    path.write_text(json.dumps({"preset": "of-tomorrow", "keys": own}), "utf-8")
    keymap = Keymap.load(path)
    assert keymap.problem is None
    assert _keys(keymap, "note.here") == ("F7",)
    keymap.assign("bookmark.here", ["Ctrl+F4"])
    assert "of.tomorrow" in json.loads(path.read_text("utf-8"))["keys"], "a later version's stays"


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", '{"keys": [1]}', '{"keys": {"a": 3}}'])
def test_a_broken_file_is_set_aside_and_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keymap.json"
    path.write_text(content, "utf-8")
    keymap = Keymap.load(path)
    assert keymap.problem is not None
    assert keymap.problem.code == "keymap-broken"
    assert keymap.commands() == commands()


def test_whoever_shows_keys_hears_of_a_change() -> None:
    heard: list[tuple[str, ...]] = []
    keymap = Keymap()
    end = keymap.watch(lambda: heard.append(_keys(keymap, "play.toggle")))
    keymap.choose("subtitle-edit")
    end()
    keymap.choose("default")
    assert heard == [("Ctrl+P", "Escape")]


_KEYS = st.sampled_from(
    ["F7", "F8", "Ctrl+M", "Ctrl+B", "Ctrl+F4", "Shift+F9", "Ctrl+Shift+E", "Ctrl+G", "Escape"]
)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(NAMES - {"finding.strike"})), st.lists(_KEYS, max_size=3)),
        max_size=12,
    ),
    st.sampled_from([preset.name for preset in presets()]),
)
def test_whatever_is_assigned_no_key_is_claimed_twice(
    assigned: list[tuple[str, list[str]]], preset: str
) -> None:
    keymap = Keymap()
    keymap.choose(preset)
    for command, keys in assigned:
        keymap.assign(command, keys)
        assert list(conflicts(keymap.commands())) == []
        assert set(map(normal, _keys(keymap, command))) == set(map(normal, keys))
    for command, _ in assigned:
        keymap.reset(command)
    fresh = Keymap()
    fresh.choose(preset)
    keymap.reset_all()
    assert keymap.commands() == fresh.commands()


def test_the_help_page_finds_by_word_and_by_key() -> None:
    assert [row.id for row in found("shift+f9", commands())] == ["play.replay"]
    assert "note.here" in {row.id for row in found("NOTE moment", commands())}
    assert found("xyzzy", commands()) == []
