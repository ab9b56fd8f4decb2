"""A recording with pictures: a pane that follows the sound, and none where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QFileDialog

from editor.app.player import PlayerState
from editor.audio.reel import Picture
from editor.model.info import Recording
from editor.model.verbs.lines import type_text
from editor.model.verbs.outline import set_info
from editor.model.words import TextChange
from editor.store import Project
from editor.ui.desk import Desk
from editor.ui.dialogs.asking import Question
from editor.ui.features.caption_preview import CaptionPreview
from editor.ui.features.film import Film
from editor.ui.lettering import Lettering
from editor.ui.main_window import MainWindow
from editor.ui.player.film import Screen
from tests.audio.films import film
from tests.audio.sounds import encode, noise
from tests.ui.conftest import small_episode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SECONDS = 25


def film_project(folder: Path) -> Path:
    """A project of the small episode, whose recording has pictures."""
    film(folder / "night.mkv", SECONDS)
    episode = small_episode()
    link = Recording("night.mkv", "", SECONDS * 1_000)
    episode.apply(set_info(episode, replace(episode.info, recording=link)))
    path = folder / "night.stet"
    Project.create(path, episode).close()
    return path


@pytest.fixture
def desk(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    path = film_project(tmp_path)
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    assert window.desk is not None
    made = window.desk
    qtbot.waitUntil(lambda: made.playback.state is PlayerState.PAUSED, timeout=20_000)
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=30_000)
    yield made
    made.playback.pause()


def shown(desk: Desk) -> int:
    """From when on (ms) the picture on the screen is seen; -1 before the first."""
    pane = desk.feature(Film).pane
    assert pane is not None
    return pane.screen_.picture.at if pane.screen_.picture else -1


def lines(desk: Desk) -> str:
    """What lies over the picture."""
    pane = desk.feature(Film).pane
    assert pane is not None
    return " ".join(pane.screen_.caption.lines) if pane.screen_.caption else ""


def test_pictures_follow_the_sound(desk: Desk, qtbot: QtBot) -> None:
    pane = desk.feature(Film).pane
    assert pane is not None
    assert pane.isVisible()
    desk.playback.seek(12_050)
    qtbot.waitUntil(lambda: shown(desk) == 12_000, timeout=20_000)
    desk.playback.play_from(5_000)
    qtbot.waitUntil(lambda: 5_500 < shown(desk) < 12_000, timeout=20_000)
    desk.playback.pause()
    here = desk.playback.position
    qtbot.waitUntil(lambda: shown(desk) == here // 100 * 100, timeout=20_000)
    desk.window_.actions_.run("view.film")
    assert not pane.isVisible()
    desk.playback.seek(2_000)
    desk.window_.actions_.run("view.film")
    assert pane.isVisible()
    qtbot.waitUntil(lambda: shown(desk) == 2_000, timeout=20_000)


def test_the_caption_of_the_moment_lies_over_the_pictures(desk: Desk, qtbot: QtBot) -> None:
    desk.playback.seek(16_000)
    desk.window_.actions_.run("view.captions")
    qtbot.waitUntil(lambda: "Lisbon" in lines(desk), timeout=20_000)
    pane = desk.feature(Film).pane
    assert pane is not None
    assert "Lisbon" in pane.screen_.accessibleDescription()
    assert desk.feature(CaptionPreview).card.isHidden()
    desk.playback.seek(6_000)
    qtbot.waitUntil(lambda: "good to be here" in lines(desk))
    desk.do(type_text(desk.session.episode, 1, TextChange(0, 9, "Many thanks")))
    qtbot.waitUntil(lambda: "Many thanks" in lines(desk))
    desk.window_.actions_.run("view.captions")
    assert lines(desk) == ""
    assert pane.screen_.accessibleDescription() == ""


def test_a_film_leaves_the_page_its_room_and_hidden_its_place_to_the_card(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.window_.resize(1024, 700)
    qtbot.waitUntil(lambda: desk.width() < 1_000)
    qtbot.waitUntil(lambda: desk.page.width() >= 400)
    desk.window_.actions_.run("view.captions")
    card = desk.feature(CaptionPreview).card
    assert card.isHidden()
    desk.window_.actions_.run("view.film")
    qtbot.waitUntil(card.isVisible)


def red(image: QImage, of: QRectF) -> float:
    """How much red is in a part of a picture."""
    part = image.copy(of.toAlignedRect())
    points = [part.pixelColor(x, y) for x in range(part.width()) for y in range(part.height())]
    return sum(point.red() > 180 and point.blue() < 80 for point in points)


def test_the_caption_is_drawn_with_the_colour_and_at_the_place_it_has(
    qtbot: QtBot, window: MainWindow
) -> None:
    screen = Screen(window.theme, window)
    screen.resize(400, 300)
    points = bytes([90, 90, 90, 255]) * 16 * 9
    screen.show_picture(Picture(0, 16, 9, 64, points, (16.0, 9.0), 0))
    film_ = QRectF(0, 37.5, 400, 225)  # 16:9 in 400 x 300
    top, bottom = film_.adjusted(0, 0, 0, -150), film_.adjusted(0, 150, 0, 0)
    for place, high, low in (("", False, True), ("line:0", True, False)):
        caption = Lettering(("Are we there?", "Nearly."), "#ff0000", "#000000", "", (), place)
        screen.show_caption(caption, "", safe=False)
        image = screen.grab().toImage().scaled(400, 300)
        assert (red(image, top) > 20, red(image, bottom) > 20) == (high, low)
        assert red(image, QRectF(0, 0, 400, 37)) == 0
        assert red(image, QRectF(0, 263, 400, 37)) == 0


def test_a_look_at_an_earlier_recording_that_ends_late_shows_nothing(
    desk_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    film(tmp_path / "night.mkv", 1)
    encode(tmp_path / "day.wav", noise(1, 8_000), 8_000, "pcm_s16le", bit_rate=None)
    desk = desk_window.desk
    assert desk is not None
    for name in ("night.mkv", "day.wav"):
        desk.loader.loaded.emit(tmp_path / name)
    qtbot.waitUntil(lambda: not desk_window.runner.jobs, timeout=20_000)
    assert desk.feature(Film).pane is None


def test_without_pictures_there_is_no_pane(desk_window: MainWindow) -> None:
    desk = desk_window.desk
    assert desk is not None
    assert desk.feature(Film).pane is None
    desk_window.actions_.run("view.film")
    assert "no pictures" in desk_window.message.text


def test_whoever_asked_hears_that_the_pictures_come_and_go(desk: Desk) -> None:
    """The preview of the captions listens, too: nobody takes another's place."""
    told: list[str] = []
    ends = [desk.feature(Film).watch(partial(told.append, name)) for name in "ab"]
    desk.window_.actions_.run("view.film")
    assert set(told) == {"a", "b"}
    ends[0]()
    told.clear()
    desk.window_.actions_.run("view.film")
    assert set(told) == {"b"}


def test_a_shot_list_that_counts_frames_is_asked_about_with_the_film_s_rate(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shots.txt"
    path.write_text("00:00:02:12\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    proposed: list[str] = []

    def put_off(asked: Question) -> int:
        proposed.append(asked.findChildren(QComboBox)[0].currentText())
        return 0

    monkeypatch.setattr(Question, "exec", put_off)
    assert desk.feature(Film).rate == 10
    desk.feature(Film).rate = 25.0
    desk.window_.actions_.run("caption.shots")
    desk.feature(Film).rate = 0.0
    desk.window_.actions_.run("caption.shots")
    assert proposed == ["25", "24"]
