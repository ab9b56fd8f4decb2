"""Scenes: what is put on the screen for each picture, on a real page and on the sample project."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QWidget

from editor.app.captioning import import_translation
from editor.app.importing import read
from editor.app.jobs import run
from editor.app.log import Crash
from editor.app.making import make
from editor.app.sample import sample_project
from editor.model.edits import Edit
from editor.model.errors import UserError
from editor.model.verbs import outline, people
from editor.ui.features.captions import CaptionFeature
from editor.ui.features.film import Film
from editor.ui.start_up import greet_after_crash
from tests.conftest import PROJECT
from tests.screens.stage import Stage
from tests.ui.test_film import film_project

SAMPLE: Final = PROJECT / "projects" / "night-train"
PANELS: Final = ("review", "glossary", "captions", "translation", "find", "notes", "history")
TURNS: Final = ((0, 1), (14, 3), (63, 1), (70, 3), (120, 2), (128, 3), (200, 1), (214, 3))
"""Lines of the page from which somebody speaks, as far as a picture needs it."""

_DIRECT: Final = Qt.FindChildOption.FindDirectChildrenOnly

Scene = Callable[[Stage], None]


# --- nothing open


def empty(stage: Stage) -> None:
    stage.shoot("start")
    with_recent = stage.window.start
    with_recent.hover(over=True)
    stage.shoot("start-dragged-over")
    with_recent.hover(over=False)
    greet_after_crash(stage.window, Crash("Fatal", stage.window.folders.log / "last-crash.log"))
    stage.shoot("crash-notice")
    stage.window.tell(UserError("file-missing", path="/home/ada/episodes/carer catalysts.txt"))
    stage.shoot("warning")
    stage.window.message.dismiss()
    stage.ask("help.palette", "palette", _typed("next"))
    for command in ("help.keys", "keys.edit", "app.preferences"):
        stage.ask(command, command)
    stage.ask("app.preferences", "preferences-searched", _typed("caption"))


def coming_in(stage: Stage, page: Path) -> None:
    stage.window.open_files([page])
    stage.take("import")


# --- the window on a project


def views(stage: Stage) -> None:
    for view in ("verbatim", "clean", "captions", "marked"):
        stage.do(f"view.{view}")
        stage.settle()
        if view == "captions":
            stage.until(lambda: stage.desk.feature(CaptionFeature).watch.ready)
        stage.shoot(f"view-{view}")


def panels(stage: Stage) -> None:
    for panel in PANELS:
        stage.do(f"panel.{panel}")
        stage.settle()
        stage.shoot(f"panel-{panel}")


def finding(stage: Stage) -> None:
    stage.do("find.replace")
    desk = stage.desk
    desk.find_bar.search_whole_words()
    stage.window.actions_.run("find.replace")
    _type_into(desk.toolbar.find_field, "care")
    stage.settle()
    stage.do("panel.find")
    stage.shoot("find-and-replace")
    desk.find_bar.dismiss()
    stage.do("speaker.only")
    stage.shoot("one-speaker")
    stage.do("speaker.only", "view.larger", "view.larger", "view.larger")
    stage.shoot("larger-text")
    stage.do("view.normal-size", "view.left", "view.right")
    stage.shoot("page-alone")
    stage.do("view.left", "view.right")


def outlined(stage: Stage) -> None:
    """Notes, snapshots and edits, so that their lists hold something."""
    desk = stage.desk
    for row, text in ((3, "Ask for the right spelling."), (20, "Cut here?"), (41, "")):
        desk.go(row, 0)
        moment = desk.session.line(row)
        desk.do(outline.add_note(desk.session.episode, moment.start, text, moment.id))
    stage.do("line.join-down")
    stage.do("line.inaudible")
    stage.do("panel.notes")
    stage.shoot("panel-notes-filled")
    stage.do("panel.history")
    stage.settle()
    stage.shoot("panel-history-filled")


def translating(stage: Stage) -> None:
    episode = stage.desk.session.episode
    other = episode.snapshot()
    stage.desk.do(import_translation(episode, "de", other))
    stage.do("panel.translation")
    stage.settle()
    stage.shoot("panel-translation-filled")


DIALOGS: Final = (
    "export.open", "go.time", "speaker.manage", "speaker.rename", "speaker.merge", "speaker.swap",
    "speaker.reassign", "speaker.roles", "note.here", "history.compare", "history.since-import",
    "history.snapshot", "chapter.here", "chapter.paste", "clean.profile", "stats.open",
    "cut.export", "caption.guide", "caption.sound", "drift.by-hand",
)  # fmt: skip


def dialogs(stage: Stage) -> None:
    stage.desk.go(20, 4)
    for command in DIALOGS:
        stage.ask(command, command)
    stage.do("view.captions")
    stage.settle()
    stage.do("caption.edit")
    stage.shoot("caption-text")
    stage.do("view.marked", "glossary.add")
    stage.shoot("glossary-add")


def exports(stage: Stage) -> None:
    for place in range(4):
        stage.ask("export.open", f"export-{place}", partial(_choose, place=place * 3))


def menus(stage: Stage) -> None:
    bar = stage.window.menuBar()
    for action in bar.actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            at = bar.actionGeometry(action).bottomLeft()
            stage.menu(menu, f"menu-{_plain(menu)}", at)
            for folded in menu.findChildren(QMenu, options=_DIRECT):
                stage.menu(folded, f"menu-{_plain(menu)}-{_plain(folded)}", at)


def _plain(menu: QMenu) -> str:
    """The title of a menu as a name of a picture has it."""
    return menu.title().replace("&", "").replace(" ", "-").lower()


def closing(stage: Stage) -> None:
    """The start page once there is a project to go back to, and what hangs below the page."""
    page = stage.desk.page
    stage.context_menu(page.viewport(), page.cursorRect().center(), "page-menu")
    stage.do("project.close")
    stage.shoot("start-recent")


def filmed(stage: Stage) -> None:
    stage.until(lambda: stage.desk.feature(Film).pane is not None)
    stage.do("view.captions")
    stage.settle()
    stage.shoot("film")


def heard(stage: Stage) -> None:
    """The window as the README shows it: a word is heard, and a finding looked at."""
    desk = stage.desk
    stage.do("finding.next")
    desk.go(10, 20)
    desk.playback.seek(desk.session.line(10).start + 3_400)
    stage.settle()
    desk.page.hear(desk.session.line(10).start + 3_400)
    stage.window.message.dismiss()
    stage.shoot("window")
    stage.do("view.captions")
    desk.go(10, 20)
    stage.settle()
    stage.shoot("captions")
    stage.do("view.marked", "waveform.spectrum", "waveform.zoom-in")
    stage.settle()
    stage.shoot("spectrum")
    stage.do("waveform.spectrum", "waveform.zoom-line")
    stage.shoot("waveform-of-the-line")
    stage.do("waveform.zoom-all")
    stage.shoot("waveform-of-everything")
    stage.window.drafting.begin(SAMPLE / "night-train.ogg")
    stage.take("draft")


# --- what the scenes stand on


def real_page(page: Path, folder: Path) -> Path:
    """A project of a page, with speakers as far as ``TURNS`` go."""
    path = folder / f"{page.stem}.stet"
    run(make(run(read(page)), None, path))
    return path


def tag_page(stage: Stage) -> None:
    """Give the lines of a page to its people."""
    episode = stage.desk.session.episode
    ids = [person.id for person in episode.speakers]
    ends = [*TURNS, (len(episode.transcript), 0)]
    for (first, who), (stop, _) in pairwise(ends):
        _do(stage, people.assign(episode, range(first, stop), ids[who - 1]))
    stage.desk.go(62, 0)
    stage.settle()


def tag_sample(stage: Stage) -> None:
    """Give the lines of the sample to whom its script gives them."""
    script = tomllib.loads((SAMPLE / "script.toml").read_text("utf-8"))
    episode = stage.desk.session.episode
    ids = {person.name.split()[0].lower(): person.id for person in episode.speakers}
    for row, line in enumerate(script["line"][: len(episode.transcript)]):
        who = line.get("who") or line.get("turns", [[None]])[0][0]
        if who in ids:
            _do(stage, people.assign(episode, [row], ids[who]))
    stage.settle()


def sample(stage: Stage) -> Path:
    """The sample project in the home of this window."""
    return run(sample_project(stage.window.folders))


def _do(stage: Stage, edit: Edit) -> None:
    stage.desk.session.do(edit)


def _typed(words: str) -> Callable[[QWidget], None]:
    def write(dialog: QWidget) -> None:
        _type_into(next(f for f in dialog.findChildren(QLineEdit) if f.isVisible()), words)

    return write


def _type_into(field: QLineEdit | QPlainTextEdit, words: str) -> None:
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.setText(words)
        field.textEdited.emit(words)
    else:
        field.setPlainText(words)


def _choose(dialog: QWidget, place: int) -> None:
    combo = dialog.findChildren(QComboBox)[0]
    combo.setCurrentIndex(min(place, combo.count() - 1))
    combo.activated.emit(combo.currentIndex())


def put_on(name: str, stage: Stage, page: Path, folder: Path) -> None:
    """Set the stage for some scenes, and go through them."""
    if name == "page":
        coming_in(stage, page)
        stage.open(real_page(page, folder))
        tag_page(stage)
    elif name == "sample":
        stage.open(sample(stage))
        tag_sample(stage)
    elif name == "film":
        stage.open(film_project(folder))
    for scene in SCENES[name]:
        scene(stage)


SCENES: Final[Mapping[str, tuple[Scene, ...]]] = {
    "nothing": (empty,),
    "page": (views, panels, finding, outlined, translating, dialogs, exports, menus, closing),
    "sample": (heard,),
    "film": (filmed,),
}
"""The scenes of nothing open, of a real page, of the sample with its sound, and of a film."""
