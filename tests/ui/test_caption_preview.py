"""The card over the waveform: what it shows, what it leaves to the strip, what is said of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.app.settings import CAPTION_CARD, PICTURE_SHAPE
from editor.model.styles import Style
from editor.ui.desk import Desk
from editor.ui.features.caption_preview import CaptionPreview
from editor.ui.features.captions import CaptionFeature
from editor.ui.lettering import SHAPES, Lettering, draw_lettering, fitted, safe_area
from editor.ui.main_window import MainWindow
from editor.ui.waveform.card import CueCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(desk_window: MainWindow, qtbot: QtBot) -> Desk:
    """The captions laid over the words, the caret in the first line."""
    made = desk_window.desk
    assert made is not None
    desk_window.actions_.run("view.captions")
    card = made.feature(CaptionPreview).card
    made.go(0, 0)
    qtbot.waitUntil(lambda: card.caption is not None, timeout=20_000)
    return made


def card_of(desk: Desk) -> CueCard:
    return desk.feature(CaptionPreview).card


def _shows(card: CueCard, lines: tuple[str, ...]) -> bool:
    return card.caption is not None and card.caption.lines == lines


def test_the_card_shows_the_caption_in_hand_as_the_guide_dresses_it(
    desk: Desk, qtbot: QtBot
) -> None:
    card, captions = card_of(desk), desk.feature(CaptionFeature)
    assert card.isVisible()
    for row in (2, 0):
        desk.go(row, 0)
        cue = captions.board.cues[captions.in_hand()]
        qtbot.waitUntil(partial(_shows, card, cue.lines))
        assert card.accessibleDescription() == " ".join(cue.lines)
    captions.panel.guided.emit("bbc")
    qtbot.waitUntil(lambda: card.caption is not None and card.caption.ground == "#000000")
    assert card.caption is not None
    assert card.caption.font == captions.board.profile.font


def test_the_card_goes_with_the_captions_and_by_its_command(desk: Desk) -> None:
    card, strip = card_of(desk), desk.waveform
    with_card = strip.height()
    desk.window_.actions_.run("caption.card")
    assert not desk.settings[CAPTION_CARD]
    QApplication.processEvents()
    assert card.isHidden()
    assert strip.height() < with_card
    desk.window_.actions_.run("caption.card")
    assert card.isVisible()
    desk.window_.actions_.run("view.captions")
    assert card.isHidden()


def test_the_strip_keeps_mouse_and_focus_and_the_card_makes_way(desk: Desk) -> None:
    card, strip = card_of(desk), desk.waveform
    sought: list[int] = []
    strip.sought.connect(sought.append)
    under = card.geometry().center()
    assert strip.childAt(under) is None
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(under.x(), under.y()))
    assert sought
    assert card.focusPolicy() is Qt.FocusPolicy.NoFocus
    for middle in (strip.width() - 30.0, 30.0, strip.width() - 30.0):
        card.keep_clear_of(middle - 5, middle + 5)
        assert not card.geometry().contains(QPoint(int(middle), card.geometry().center().y()))


def test_the_shape_that_is_chosen_and_the_caption_that_is_asked_for_are_said(desk: Desk) -> None:
    card = card_of(desk)
    for shape, wanted in SHAPES.items():
        desk.settings[PICTURE_SHAPE] = shape
        assert card.width() / card.height() == pytest.approx(wanted.width() / wanted.height(), 0.02)
    for shape in ("as the film", "16:9", "9:16", "4:3"):
        desk.window_.actions_.run("caption.shape")
        assert shape in desk.window_.message.text
    captions = desk.feature(CaptionFeature)
    desk.window_.actions_.run("caption.say")
    assert desk.window_.message.text == captions.board.cues[captions.in_hand()].text


# --- the painter


PLAIN = Lettering(("One line of words",), "#ff0000")


def painted(shown: Lettering, width: int = 320, height: int = 180) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#777777"))
    painter = QPainter(image)
    draw_lettering(painter, QRectF(image.rect()), shown, QFont(), QColor("#000000"))
    painter.end()
    return image


def marked(image: QImage) -> QRectF:
    """The part of a picture in which anything was drawn."""
    ground = image.pixel(0, 0)
    xs = [x for x in range(image.width()) if _differs(image, ground, x=x)]
    ys = [y for y in range(image.height()) if _differs(image, ground, y=y)]
    return QRectF(QPointF(xs[0], ys[0]), QPointF(xs[-1] + 1, ys[-1] + 1)) if xs else QRectF()


def _differs(image: QImage, ground: int, x: int | None = None, y: int | None = None) -> bool:
    line = range(image.height()) if x is not None else range(image.width())
    if x is not None:
        return any(image.pixel(x, at) != ground for at in line)
    return any(image.pixel(at, y or 0) != ground for at in line)


def colours(image: QImage) -> set[str]:
    points = memoryview(bytes(image.constBits())).cast("I")
    return {f"#{point & 0xFFFFFF:06x}" for point in points}


@pytest.mark.parametrize(("width", "height"), [(320, 180), (100, 178), (240, 180)])
@pytest.mark.parametrize("place", ["", "line:0", "line:50%", "align:start", "align:end line:0"])
def test_a_caption_stays_in_the_safe_area(width: int, height: int, place: str) -> None:
    lines = ("However long the line is that somebody wrote", "and the second one")
    image = painted(replace(PLAIN, lines=lines, place=place), width, height)
    safe = safe_area(QRectF(image.rect()))
    assert safe.adjusted(-3, -3, 3, 3).contains(marked(image))


def test_the_place_of_a_file_is_kept() -> None:
    top = marked(painted(replace(PLAIN, place="line:0"))).center().y()
    middle = marked(painted(replace(PLAIN, place="line:50%"))).center().y()
    assert top < 50 < middle < 125 < marked(painted(PLAIN)).center().y()
    left = marked(painted(replace(PLAIN, place="align:start"))).center().x()
    right = marked(painted(replace(PLAIN, place="align:end"))).center().x()
    assert left < marked(painted(PLAIN)).center().x() < right


def test_letters_without_a_ground_have_an_edge_and_others_lie_on_it() -> None:
    assert "#000000" in colours(painted(PLAIN, 640, 360))
    on_blue = colours(painted(replace(PLAIN, ground="#0000ff"), 640, 360))
    assert {"#0000ff", "#ff0000"} <= on_blue
    assert "#000000" not in on_blue


def test_styles_of_a_file_lie_over_the_colour_of_the_speaker() -> None:
    two = replace(PLAIN, lines=("red", "green"), styles=(Style(4, 9, "#00ff00"),))
    assert {"#ff0000", "#00ff00"} <= colours(painted(two, 640, 360))
    slanted = replace(PLAIN, styles=(Style(0, 17, "i"),))
    assert painted(slanted) != painted(PLAIN)
    assert painted(replace(PLAIN, styles=(Style(0, 17, "b"),))) != painted(PLAIN)


def test_a_frame_is_the_largest_of_its_shape_in_the_film() -> None:
    frame = fitted(SHAPES["9:16"], QRectF(0, 0, 1600, 900))
    assert frame.height() == 900
    assert frame.width() == pytest.approx(506.25)
    assert frame.center().x() == 800
