"""A project with its recording: play keys, lit words, the waveform; a recording gone."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import delete

from editor.app.player import PlayerState
from editor.app.settings import CHANNELS, CLIP_FORMAT, ENGINE, SPEED, WHILE_TYPING
from editor.model.info import Recording
from editor.model.time import Span
from editor.model.verbs.outline import set_info
from editor.store import Project
from editor.ui.commands.playing import _REPEATS, Pedal
from editor.ui.desk import Desk
from editor.ui.main_window import MainWindow
from editor.ui.toolbar import Toolbar
from tests.ui.conftest import small_episode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Return a project whose recording, 25 s of a quiet tone, lies beside it."""
    with wave.open(str(tmp_path / "night.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(b"".join(_sample(at) for at in range(8_000 * 25)))
    episode = small_episode()
    link = Recording("night.wav", "", 25_000)
    episode.apply(set_info(episode, replace(episode.info, recording=link)))
    path = tmp_path / "night.stet"
    Project.create(path, episode).close()
    return path


def _sample(at: int) -> bytes:
    return ((at * 37 % 400 - 200) * 40).to_bytes(2, "little", signed=True)


@pytest.fixture
def desk(window: MainWindow, recorded: Path, qtbot: QtBot) -> Iterator[Desk]:
    """Return the desk of the recorded project, its recording loaded and measured."""
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([recorded])
    assert window.desk is not None
    made = window.desk
    qtbot.waitUntil(lambda: made.playback.state is PlayerState.PAUSED, timeout=20_000)
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=30_000)
    yield made
    made.playback.pause()


def _position(toolbar: Toolbar) -> str:
    return toolbar._position.text()


def test_play_and_pause_show_on_the_button(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.actions_.run("play.toggle")
    qtbot.waitUntil(lambda: desk.toolbar._play.text() == "Pause")
    qtbot.waitUntil(lambda: desk.playback.position > 100)
    qtbot.waitUntil(lambda: _position(desk.toolbar) != "0:00.0")
    desk.window_.actions_.run("play.toggle")
    qtbot.waitUntil(lambda: desk.toolbar._play.text() == "Play")
    assert not desk.sound._frames.isActive()


def test_the_heard_word_is_lit_and_the_caret_stays(desk: Desk, qtbot: QtBot) -> None:
    desk.go(0, 0)
    desk.playback.play_from(15_000)
    qtbot.waitUntil(lambda: desk.page.column.heard is not None)
    assert desk.page.column.heard is not None
    assert desk.page.column.heard[0] == 3
    assert desk.row == 0
    assert not desk.page.textCursor().hasSelection()


def test_skips_and_seeks_move_playhead_waveform_and_clock(desk: Desk) -> None:
    desk.playback.seek(10_000)
    desk.window_.actions_.run("play.forward")
    assert desk.playback.position == 12_000
    desk.window_.actions_.run("play.back-far")
    assert desk.playback.position == 2_000
    assert desk.waveform.value() == 2_000
    assert _position(desk.toolbar) == "0:02.0"


def test_the_line_is_played_to_its_end(desk: Desk, qtbot: QtBot) -> None:
    desk.go(1, 0)
    desk.window_.actions_.run("play.line")
    assert desk.playback.span is not None
    assert (desk.playback.span.start, desk.playback.span.end) == (5_000, 10_000)


def test_playing_makes_typing_an_edit(desk: Desk) -> None:
    desk.go(4, 0)
    QTest.keyClicks(desk.page, "Oh ")
    assert desk.session.history.undoable is None
    desk.window_.actions_.run("play.toggle")
    assert desk.session.history.undoable is not None


def test_composing_is_typing_before_a_letter_of_it_is_text(desk: Desk, qtbot: QtBot) -> None:
    desk.settings[WHILE_TYPING] = "pause"
    desk.window_.actions_.run("play.toggle")
    followed = desk.page.follow
    QApplication.sendEvent(desk.page, QInputMethodEvent("か", []))
    assert (followed, desk.page.follow) == (True, False)
    assert desk.playback.state is PlayerState.PAUSED
    assert desk.session.typing is None
    qtbot.waitUntil(lambda: desk.playback.playing)


def test_a_pedal_plays_while_it_is_down(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.activateWindow()
    desk.take_focus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.page)
    QTest.keyPress(desk.page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: desk.playback.playing)
    QTest.keyRelease(desk.page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: not desk.playback.playing)


def test_a_pedal_is_held_while_hands_type_and_its_key_repeats(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.activateWindow()
    desk.take_focus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.page)
    QTest.keyPress(desk.page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: desk.playback.playing)
    states: list[bool] = []
    end = desk.playback.listen(lambda _change: states.append(desk.playback.playing))
    for _ in range(5):  # as X11 tells of a key that repeats
        QTest.keyRelease(desk.page, Qt.Key.Key_F4)
        QTest.keyPress(desk.page, Qt.Key.Key_F4)
    QTest.keyClicks(desk.page, "and so ")
    qtbot.wait(2 * _REPEATS)
    assert all(states)
    assert desk.playback.playing
    QTest.keyRelease(desk.page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: not desk.playback.playing)
    end()


def test_a_pedal_lets_go_of_a_field_that_is_gone(desk: Desk, qtbot: QtBot) -> None:
    field = QLineEdit()
    pedal = Pedal(desk.playback, lambda: {Qt.Key.Key_F4}, desk)
    pedal.press(field)
    qtbot.waitUntil(lambda: desk.playback.playing)
    delete(field)
    pedal.press(desk.page)
    assert desk.playback.playing
    QTest.keyRelease(desk.page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: not desk.playback.playing)


def test_speed_is_shown_chosen_and_kept(desk: Desk) -> None:
    desk.window_.actions_.run("play.slower")
    assert desk.toolbar._speed.text() == "0.9×"
    desk.toolbar.speed_chosen.emit(125)
    assert (desk.settings[SPEED], desk.toolbar._speed.text()) == (125, "1.25×")
    desk.window_.actions_.run("play.speed-toggle")
    assert desk.toolbar._speed.text() == "1.0×"


def test_the_caret_goes_to_the_playhead_and_back(desk: Desk) -> None:
    desk.playback.seek(16_000)
    desk.window_.actions_.run("go.playhead")
    assert desk.row == 3
    assert desk.offset > 0


def test_following_is_on_until_a_person_scrolls(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.actions_.run("play.toggle")
    qtbot.waitUntil(lambda: desk.page.follow)
    assert desk.window_.actions_["play.follow"].isChecked()
    desk.page.hearing.let_go()
    assert not desk.window_.actions_["play.follow"].isChecked()


def test_a_click_on_the_waveform_goes_there(desk: Desk) -> None:
    strip = desk.waveform
    at = round(strip.view.x(12_500))
    QTest.mouseClick(
        strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at, 60)
    )
    assert abs(desk.playback.position - 12_500) < 40


def test_the_waveform_is_walked_by_keys_and_zoomed(desk: Desk) -> None:
    strip = desk.waveform
    desk.playback.seek(10_000)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert desk.playback.position == 11_000
    QTest.keyClick(strip, Qt.Key.Key_PageUp)
    assert desk.playback.position == 1_000
    QTest.keyClick(strip, Qt.Key.Key_End)
    assert desk.playback.position == 25_000
    length = strip.view.length
    QTest.keyClick(strip, Qt.Key.Key_Plus)
    assert strip.view.length < length


def test_the_wheel_scrolls_and_zooms_around_the_pointer(desk: Desk) -> None:
    strip = desk.waveform
    under = strip.view.at(400)
    _turn(strip, 120, Qt.KeyboardModifier.ControlModifier)
    assert abs(strip.view.at(400) - under) < 60
    before = strip.view
    _turn(strip, -120, Qt.KeyboardModifier.NoModifier)
    assert strip.view.start > before.start


def _turn(strip: object, by: int, held: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(400, 50),
        QPointF(400, 50),
        QPoint(0, 0),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(strip, event)  # type: ignore[arg-type]


def test_the_waveform_has_ink_where_the_sound_is(desk: Desk) -> None:
    picture = desk.waveform.pictures.wave.toImage()
    ink = desk.window_.theme.colour("wave").rgb()
    middle = picture.height() // 2
    inked = sum(picture.pixel(x, middle) == ink for x in range(picture.width()))
    assert inked > picture.width() // 4


def test_moving_the_playhead_repaints_only_around_it(desk: Desk) -> None:
    strip = desk.waveform
    strip.repaint()
    picture = strip.pictures.wave
    desk.playback.seek(3_000)
    strip.repaint()
    assert strip.pictures.wave is picture


def test_a_moved_recording_is_told_with_a_way_out(
    window: MainWindow, recorded: Path, qtbot: QtBot
) -> None:
    shutil.move(recorded.with_name("night.wav"), recorded.with_name("elsewhere.wav"))
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([recorded])
    assert "night.wav" in window.message.text
    assert window.desk is not None
    assert not window.desk.playback.ready


def test_a_recording_that_ends_before_the_transcript_is_told_with_a_way_out(
    window: MainWindow, recorded: Path, qtbot: QtBot
) -> None:
    with Project.open(recorded) as project:
        episode = project.load().episode
    episode.apply(
        set_info(episode, replace(episode.info, recording=Recording("night.wav", "", 2_000)))
    )
    short = recorded.with_name("short.stet")
    Project.create(short, episode).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([short])
    assert "is 0:02 long, but 4 lines start after its end" in window.message.text
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=30_000)


def test_another_recording_can_be_chosen(
    window: MainWindow, recorded: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QFileDialog

    moved = recorded.with_name("elsewhere.wav")
    shutil.move(recorded.with_name("night.wav"), moved)
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([recorded])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(moved), ""))
    window.actions_.run("recording.choose")
    assert window.desk is not None
    playback = window.desk.playback
    qtbot.waitUntil(lambda: playback.state is PlayerState.PAUSED, timeout=20_000)
    link = window.desk.session.episode.info.recording
    assert link is not None
    assert link.path == "elsewhere.wav"
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=30_000)


def test_a_recording_that_breaks_off_plays_and_says_so(
    window: MainWindow, recorded: Path, qtbot: QtBot
) -> None:
    audio = recorded.with_name("night.wav")
    audio.write_bytes(audio.read_bytes()[: 8_000 * 2 * 10])
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([recorded])
    qtbot.waitUntil(lambda: "cut short" in window.message.text, timeout=30_000)
    assert "0:09" in window.message.text
    assert window.desk is not None
    assert window.desk.playback.ready
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=30_000)


def test_pauses_are_hatched_once_the_recording_is_known(desk: Desk) -> None:
    assert desk.waveform.content.gain >= 1
    assert desk.waveform.content.closeup is not None
    hatched = [list(desk.waveform.content.silences)]
    for voices in ([Span(2_000, 7_000), Span(7_200, 20_000)], None):
        desk.loader.take_voices(voices)
        hatched.append(list(desk.waveform.content.silences))
    assert hatched == [[], [Span(0, 2_000), Span(20_000, 25_000)], []]


def test_a_clip_and_its_captions_can_be_pasted(desk: Desk, qtbot: QtBot) -> None:
    desk.go(1, 0)
    desk.window_.actions_.run("clip.copy")
    qtbot.waitUntil(lambda: "pasted" in desk.window_.message.text, timeout=30_000)
    urls = QApplication.clipboard().mimeData().urls()
    files = [Path(url.toLocalFile()) for url in urls]
    assert [path.suffix for path in files] == [".m4a", ".srt"]
    assert "good to be here" in files[1].read_text("utf-8")
    assert files[0].stat().st_size > 10_000
    desk.go(3, 0)
    desk.window_.actions_.run("clip.copy")
    qtbot.waitUntil(lambda: not files[0].exists(), timeout=30_000)
    last = [Path(url.toLocalFile()) for url in QApplication.clipboard().mimeData().urls()]
    assert sorted(files[0].parent.iterdir()) == sorted(last)
    QApplication.clipboard().clear()


def test_chapters_become_files(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QFileDialog

    folder = tmp_path / "chapters"
    folder.mkdir()
    (folder / "01 Welcome aboard.wav").write_bytes(b"somebody's")
    desk.settings[CLIP_FORMAT] = "wav"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    desk.window_.actions_.run("clip.chapters")
    qtbot.waitUntil(lambda: "2 clips" in desk.window_.message.text, timeout=30_000)
    assert sorted(path.name for path in folder.iterdir()) == [
        "01 Welcome aboard (2).wav",
        "01 Welcome aboard.wav",
        "02 The way south.wav",
    ]
    assert (folder / "01 Welcome aboard.wav").read_bytes() == b"somebody's"


@pytest.mark.parametrize("command", ["clip.export", "clip.chapter", "clip.chapters"])
def test_where_there_is_no_recording_no_name_is_asked_for(
    desk_window: MainWindow, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    from PySide6.QtWidgets import QFileDialog

    asked: list[object] = []

    def ask(*said: object) -> tuple[str, str]:
        asked.append(said)
        return "", ""

    for asks in ("getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, asks, ask)
    desk_window.actions_.run(command)
    assert not asked
    assert "no recording" in desk_window.message.text


def test_a_player_that_hears_both_channels_alone_says_so(desk: Desk, qtbot: QtBot) -> None:
    actions, message = desk.window_.actions_, desk.window_.message
    left = actions["play.channels-left"]
    actions.run("play.channels-left")
    desk.settings[ENGINE] = "system"
    qtbot.waitUntil(lambda: desk.playback.state is PlayerState.PAUSED, timeout=20_000)
    told = (left.isEnabled(), left.isChecked(), left.text())
    assert told == (False, False, "Left channel only – not with the system's player")
    assert actions["play.channels-both"].isChecked()
    assert "both are heard as recorded" in message._text.text()
    desk.settings[ENGINE] = "own"
    qtbot.waitUntil(lambda: left.isEnabled(), timeout=20_000)
    assert (left.isChecked(), left.text()) == (True, "Left channel only")
    desk.settings[CHANNELS] = CHANNELS.default
