"""The player before it is known which, and the sound system it waits for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from editor.app.null_player import NullPlayer
from editor.app.player import PlayerState
from editor.model.errors import UserError
from editor.ui.player.late import LatePlayer
from editor.ui.player.multimedia import Multimedia

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LENGTH = 60_000
SONG = Path("song.mp3")


class Asleep(Multimedia):
    """A sound system that awakes when the test says so."""

    def _wake(self) -> None:
        pass

    def awaken(self) -> None:
        self._answered()


class Deck:
    """A late player over a clock that stands still, and what it told."""

    def __init__(self, length_of: Callable[[Path], int]) -> None:
        self.parent = QObject()
        self.multimedia = Asleep(self.parent)
        self.real = NullPlayer(lambda: 0.0, length_of)
        self.player = LatePlayer(self.multimedia, lambda: self.real)
        self.states: list[PlayerState] = []
        self.errors: list[UserError] = []
        self.player.on_state = self.states.append
        self.player.on_error = self.errors.append


@pytest.fixture
def deck(qapp: QObject) -> Deck:
    return Deck(lambda _: LENGTH)


def test_what_is_asked_for_while_it_wakes_is_done_after(deck: Deck) -> None:
    player = deck.player
    assert player.state is PlayerState.EMPTY
    player.load(SONG)
    player.seek(4_000)
    player.play(stop=9_000)
    assert (player.state, player.position(), player.duration) == (PlayerState.LOADING, 4_000, 0)
    deck.multimedia.awaken()
    assert (player.state, player.position()) == (PlayerState.PLAYING, 4_000)
    assert player.duration == LENGTH
    assert deck.states[0] is PlayerState.LOADING


def test_whoever_hears_that_it_awoke_sees_the_place_it_was_sent_to(deck: Deck) -> None:
    seen: list[tuple[PlayerState, int]] = []
    deck.player.load(SONG)
    deck.player.seek(4_000)
    deck.player.on_state = lambda state: seen.append((state, deck.player.position()))
    deck.multimedia.awaken()
    assert seen == [(PlayerState.PAUSED, 4_000)]


def test_a_pause_while_it_wakes_leaves_it_paused(deck: Deck) -> None:
    deck.player.load(SONG)
    deck.player.play(2_000)
    deck.player.pause()
    deck.multimedia.awaken()
    assert (deck.player.state, deck.player.position()) == (PlayerState.PAUSED, 2_000)


def test_a_seek_while_it_wakes_plays_from_there_without_an_end(deck: Deck) -> None:
    deck.player.load(SONG)
    deck.player.play(2_000, 3_000)
    deck.player.seek(50_000)
    deck.multimedia.awaken()
    assert (deck.player.state, deck.player.position()) == (PlayerState.PLAYING, 50_000)


def test_the_true_length_found_meanwhile_holds_for_that_recording_alone(deck: Deck) -> None:
    deck.player.load(SONG)
    deck.player.refine(61_000, None)
    deck.player.load(Path("other.mp3"))
    deck.multimedia.awaken()
    assert deck.player.duration == LENGTH
    deck.player.refine(59_000, None)
    assert deck.player.duration == 59_000


def test_closed_while_it_wakes_it_stays_empty_and_can_load_again(deck: Deck) -> None:
    deck.player.load(SONG)
    deck.player.close()
    deck.multimedia.awaken()
    assert deck.player.state is PlayerState.EMPTY
    assert deck.states == [PlayerState.LOADING, PlayerState.EMPTY]
    deck.player.load(SONG)
    assert deck.states[-1] is PlayerState.PAUSED


def test_a_recording_that_cannot_be_read_is_told(qapp: QObject) -> None:
    def refuse(path: Path) -> int:
        raise UserError("recording-unreadable", path=str(path), reason="odd")

    deck = Deck(refuse)
    deck.player.load(SONG)
    deck.multimedia.awaken()
    assert [error.code for error in deck.errors] == ["recording-unreadable"]
    assert deck.player.state is PlayerState.EMPTY


def test_the_real_sound_system_awakes_once_and_ends(qtbot: QtBot) -> None:
    parent = QObject()
    multimedia = Multimedia(parent)
    woken: list[str] = []
    call_off = multimedia.when_awake(lambda: woken.append("called off"))
    multimedia.when_awake(lambda: woken.append("waited"))
    call_off()
    assert woken == []
    qtbot.waitUntil(lambda: multimedia.awake, timeout=60_000)
    multimedia.when_awake(lambda: woken.append("at once"))
    assert woken == ["waited", "at once"]
    multimedia.shut()


def test_it_can_be_shut_while_it_still_asks(qapp: QObject) -> None:
    parent = QObject()
    multimedia = Multimedia(parent)
    multimedia.when_awake(lambda: None)
    multimedia.shut()
