"""A recording with pictures: a pane that follows the sound, and none where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from PySide6.QtMultimediaWidgets import QVideoWidget

from editor.app.player import PlayerState
from editor.model.info import Recording
from editor.model.verbs.lines import type_text
from editor.model.verbs.outline import set_info
from editor.model.words import TextChange
from editor.store import Project
from editor.ui.desk import Desk
from editor.ui.features.film import Film
from editor.ui.main_window import MainWindow
from tests.ui.conftest import small_episode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

RATE = 8_000
SECONDS = 25


def film(path: Path) -> None:
    """25 s of grey pictures that get lighter, and silence."""
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for second in range(SECONDS):
            for tenth in range(10):
                grey = np.full((48, 64, 3), (second * 10 + tenth) % 250, np.uint8)
                container.mux(pictures.encode(av.VideoFrame.from_ndarray(grey, "rgb24")))
            frame = av.AudioFrame.from_ndarray(np.zeros((1, RATE), np.int16), "s16", "mono")
            frame.sample_rate, frame.pts = RATE, second * RATE
            container.mux(sound.encode(frame))
        for stream in (pictures, sound):
            container.mux(stream.encode(None))


@pytest.fixture
def desk(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    film(tmp_path / "night.mkv")
    episode = small_episode()
    link = Recording("night.mkv", "", SECONDS * 1_000)
    episode.apply(set_info(episode, replace(episode.info, recording=link)))
    path = tmp_path / "night.stet"
    Project.create(path, episode).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    assert window.desk is not None
    made = window.desk
    qtbot.waitUntil(lambda: made.playback.state is PlayerState.PAUSED, timeout=20_000)
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=30_000)
    yield made
    made.playback.pause()


def test_pictures_follow_the_sound(desk: Desk, qtbot: QtBot) -> None:
    pane = desk.feature(Film).pane
    assert pane is not None
    assert pane.isVisible()
    desk.playback.seek(12_000)
    qtbot.waitUntil(lambda: abs(pane.player.position() - 12_000) < 120, timeout=20_000)
    desk.playback.play_from(5_000)
    qtbot.waitUntil(lambda: desk.playback.position > 5_600, timeout=20_000)
    qtbot.waitUntil(
        lambda: abs(pane.player.position() - desk.playback.position) < 200, timeout=20_000
    )
    desk.playback.pause()
    desk.window_.actions_.run("view.film")
    assert not pane.isVisible()
    desk.window_.actions_.run("view.film")
    assert pane.isVisible()


def test_the_caption_of_the_moment_lies_over_the_pictures(desk: Desk, qtbot: QtBot) -> None:
    pane = desk.feature(Film).pane
    assert pane is not None
    screen = pane.findChildren(QVideoWidget)[0]
    desk.playback.seek(16_000)
    desk.window_.actions_.run("view.captions")
    qtbot.waitUntil(lambda: "Lisbon" in screen.videoSink().subtitleText(), timeout=20_000)
    desk.playback.seek(6_000)
    qtbot.waitUntil(lambda: "good to be here" in screen.videoSink().subtitleText())
    desk.do(type_text(desk.session.episode, 1, TextChange(0, 9, "Many thanks")))
    qtbot.waitUntil(lambda: "Many thanks" in screen.videoSink().subtitleText())
    desk.window_.actions_.run("view.captions")
    assert screen.videoSink().subtitleText() == ""


def test_without_pictures_there_is_no_pane(desk_window: MainWindow) -> None:
    desk = desk_window.desk
    assert desk is not None
    assert desk.feature(Film).pane is None
    desk_window.actions_.run("view.film")
    assert "no pictures" in desk_window.message.text
