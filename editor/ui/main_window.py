"""Main window: the frame around the start page and the open project's desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from editor.app import recent
from editor.app.commands import Context
from editor.app.errors import sentence
from editor.app.keymap import Keymap
from editor.app.settings import GEOMETRY, OPEN_FOLDER, OPEN_PROJECT, THEME, Settings
from editor.app.texts import table
from editor.model.errors import UserError
from editor.ui.actions import Actions, fill_menu_bar
from editor.ui.arrival import Arrival
from editor.ui.chosen_folders import ChosenFolder
from editor.ui.collector import Collector
from editor.ui.drafting import Drafting
from editor.ui.drop import FileDrop
from editor.ui.entrance import Entered, Entrance
from editor.ui.message import MessageBar, WayOut
from editor.ui.pieces import muted
from editor.ui.player.multimedia import Multimedia
from editor.ui.rescue import HELPS, Rescue
from editor.ui.runner import ThreadRunner
from editor.ui.saving import COPY_HELPS
from editor.ui.start import StartPage
from editor.ui.status import Status
from editor.ui.warming import Warming

if TYPE_CHECKING:
    from editor.app.paths import Folders
    from editor.app.recent import Recent
    from editor.ui.desk import Desk
    from editor.ui.runner import OwnJobs
    from editor.ui.theme import Theme

_SIZE: Final = (1280, 820)
_LEAST: Final = (720, 480)
_TITLE_ROOM: Final = 420
_MENU_ROOM: Final = 760
"""Points that are the menus': the title never pushes one of them out."""
_READ_ONLY_HELPS: Final = frozenset({"project-locked", "project-not-writable"})


class MainWindow(QMainWindow):
    """One window, at most one open project; ``opened`` and ``closed`` tell of it."""

    opened, closed = Signal(), Signal()

    def __init__(self, settings: Settings, folders: Folders, theme: Theme) -> None:
        super().__init__()
        self.closed.connect(Collector(self).bring_back)
        self.settings = settings
        self.folders = folders
        self.theme = theme
        self.actions_ = Actions(self, Keymap.load(folders.keymap))  # "actions" is Qt's
        self.runner = ThreadRunner(self)
        self.message = MessageBar(theme)
        self.status = Status(theme, self.runner, self)
        self.start = StartPage(self.actions_, theme)
        self.entrance = Entrance(self, self.runner, folders, self._opened_from())
        self.drafting = Drafting(self)
        self.rescue = Rescue(self, self.runner)
        self.warming = Warming(self, self.runner)
        self.multimedia = Multimedia(self)
        self.desk: Desk | None = None
        self._stack = QStackedWidget()
        self._arrival = Arrival(self._stack)
        self._title = muted()
        self._recent_menu: QMenu | None = None
        self._build()
        self._connect()
        self._restore_place()
        self.show_start()

    # --- what can be shown

    def show_start(self) -> None:
        """Show the start page: nothing is open."""
        self.setWindowTitle("Stet")
        self._show_title("")
        self._stack.setCurrentWidget(self.start)
        self.status.show_nothing()
        self._list_recent(recent.load(self.folders.recent))
        self.actions_.enable("project.close", on=False)
        self.start.focus_first()

    def show_project(self, path: Path, entered: Entered) -> None:
        """Show an open project in place of what was open before."""
        from editor.ui.desk import Desk

        if not self.close_project(partial(self.entrance.open, path)):
            entered.opened.project.close()
            return
        self._arrival.begin(Desk(self, path, entered))

    def _take_up(self, desk: Desk) -> None:
        """Begin with a desk that is on the screen."""
        self.desk = desk
        title = desk.session.episode.info.title or desk.path.stem
        self._name(title, desk.path)
        once = Qt.ConnectionType.SingleShotConnection
        desk.page.loaded.connect(lambda: self._note_open(desk, title), once)
        desk.come_back()
        self.actions_.enable("project.close", on=True)
        desk.take_focus()
        self.opened.emit()

    def close_project(self, then: Callable[[], object] | None = None) -> bool:
        """Close what is open; ``False`` where that could not be, and why is said.

        While files are being written a person is asked first, and ``then`` is what is done once
        they are to be broken off: closing, if nothing else.
        """
        self._arrival.finish()
        if self.desk is not None and self._asks(self.desk.runner, then or self.close_project):
            return False
        desk, self.desk = self.desk, None
        if desk is None:
            return True
        try:
            desk.shut()
        except UserError as error:
            self.desk = desk
            desk.saving.ask(error, then or self.close_project)
            return False
        self.settings[OPEN_PROJECT] = ""
        self.message.dismiss_warning()
        self._stack.removeWidget(desk)
        desk.deleteLater()
        self.closed.emit()
        self.show_start()
        return True

    def tell(self, error: UserError) -> None:
        """Say what went wrong, with a way out where there is one.

        What stands there already, perhaps within a question about it, stays as it is.
        """
        said = sentence(error)
        if said not in self.message.text:
            self.message.warn(said, self._ways_out(error), about=error.code)

    def take_messages(self) -> None:
        """Have messages at the foot of the window; an open project has them below its page."""
        self._column.addWidget(self.message)

    def _asks(self, runner: OwnJobs | ThreadRunner, then: Callable[[], object]) -> bool:
        """Whether something is being written; then a person is asked to break it off."""
        under_way = {job.name for job in runner.writing}
        if not under_way:
            return False
        said = (
            self.tr("Still under way: {work}. Closing now breaks that off; it can be gone on with.")
            if under_way == {"draft"}
            else self.tr(
                "Still under way: {work}. Closing now breaks that off, and no half file is left "
                "of it."
            )
        ).format(work=", ".join(sorted(table("jobs")[name] for name in under_way)))

        def break_off() -> None:
            for job in runner.writing:
                job.cancel()
            then()

        self.message.warn(said, [(self.tr("Break it off and close"), break_off)])
        return True

    def _ways_out(self, error: UserError) -> list[WayOut]:
        """What can be done about it by pressing a button."""
        if error.code in _READ_ONLY_HELPS and "path" in error.facts:
            path = Path(str(error.facts["path"]))
            act = partial(self.entrance.open, path, read_only=True)
            if not self._shows(path):
                return [(self.tr("Open for reading only"), act)]
        if error.code in HELPS and not self._shows(Path(str(error.facts["path"]))):
            return self.rescue.ways_out(error)
        if self.desk is not None and error.code in COPY_HELPS:
            return [(self.tr("Save a copy…"), partial(self.actions_.run, "project.save-copy"))]
        if error.code in ("recording-missing", "recording-none") and self._lacks(error):
            act = partial(self.actions_.run, "recording.choose")
            return [(self.tr("Choose the recording…"), act)]
        return []

    def _lacks(self, error: UserError) -> bool:
        """Whether it is the open project whose recording is not there, and not a file coming in."""
        from editor.app.opening import recording_path

        if self.desk is None:
            return False
        path = recording_path(self.desk.path, self.desk.session.episode.info)
        return error.facts.get("path") in (None, str(path))

    def open_files(self, files: Sequence[Path]) -> None:
        """Open what was named on the command line, dropped or chosen."""
        self.message.dismiss()
        self.entrance.take(files)

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_title(self._title.toolTip())

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        if self._asks(self.runner, self.close) or not self.close_project(self.close):
            event.ignore()
            return
        self.settings[GEOMETRY] = geometry
        self.warming.end()
        self.runner.cancel_all()
        self.multimedia.shut()
        event.accept()

    # --- inside

    def _build(self) -> None:
        bar = self.menuBar()
        bar.setAccessibleName(self.tr("Menus"))
        menus = fill_menu_bar(bar, self.actions_)
        self._recent_menu = QMenu(self.tr("Open &recent"), self)
        menus["file"].insertMenu(self.actions_["project.open-sample"], self._recent_menu)
        self._title.setContentsMargins(12, 5, 14, 0)
        for action in self.actions_.of(Context.WINDOW):
            self.addAction(action)
        centre = QWidget()
        self._column = QVBoxLayout(centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self.take_messages()
        self._stack.addWidget(self.start)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.actions_.failed.connect(self.tell)
        self.message.left.connect(self._take_focus)
        self.entrance.failed.connect(self.tell)
        self.entrance.shows = self._shows
        self.rescue.failed.connect(self.tell)
        self.rescue.ready.connect(self.entrance.open)
        self.rescue.saved.connect(self.message.note)
        self.entrance.opened.connect(self.show_project)
        self._arrival.arrived.connect(self._take_up)
        self.start.chosen.connect(self.entrance.open)
        self.start.forgotten.connect(self._forget)
        drop = FileDrop(self)
        drop.dropped.connect(self.open_files)
        drop.hovered.connect(self.start.hover)
        drop.hovered.connect(self.warming.begin)
        self.entrance.asking.connect(self.warming.begin)
        self.entrance.asking.connect(self.message.dismiss)
        self.actions_.bind(
            {
                "project.open": self.entrance.ask,
                "project.open-sample": self.entrance.sample,
                "project.draft": self.drafting.ask,
                "project.close": self.close_project,
                "app.quit": self.close,
                "help.palette": self._palette,
                "help.keys": self._help,
                "keys.edit": self._edit_keys,
                "app.preferences": self._preferences,
                "help.logs": self._logs,
                "help.about": self._about,
                **{f"theme.{name}": self._themer(name) for name in THEME.choices},
            }
        )
        self.settings.watch(THEME, self._tick_theme)
        self._tick_theme()

    def _take_focus(self) -> None:
        """Put the focus where a person works: the text, if there is one."""
        if self.desk is not None:
            self.desk.take_focus()
        else:
            self.start.focus_first()

    def _note_open(self, desk: Desk, title: str) -> None:
        """Write down which project is open, once all of it is on the page: disks are slow."""
        if self.desk is desk:
            self.settings[OPEN_PROJECT] = str(desk.path.absolute())
            entry = recent.Recent(str(desk.path), title)
            self._list_recent(recent.add(self.folders.recent, entry))

    def _shows(self, project: Path) -> bool:
        """Whether this project is the open one."""
        self._arrival.finish()
        return self.desk is not None and self.desk.path.resolve() == project.resolve()

    def _themer(self, name: str) -> Callable[[], None]:
        def choose() -> None:
            self.settings[THEME] = name

        return choose

    def _tick_theme(self) -> None:
        for name in THEME.choices:
            self.actions_.check(f"theme.{name}", on=self.settings[THEME] == name)

    def _name(self, title: str, path: Path) -> None:
        self.setWindowTitle(f"{title} — Stet")
        self.setWindowFilePath(str(path))
        self._show_title(title)

    def _show_title(self, title: str) -> None:
        """Repeat the title in the menu row, which looks at its corner only when it is set."""
        metrics, bar = self._title.fontMetrics(), self.menuBar()
        room = min(_TITLE_ROOM, self.width() - _MENU_ROOM)
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room) if room > 0 else ""
        if title == self._title.toolTip() and shown == self._title.text():
            return
        self._title.setText(shown)
        self._title.setToolTip(title)
        self._title.setFixedWidth(metrics.horizontalAdvance(shown) + 28 if shown else 0)
        bar.setCornerWidget(self._title, Qt.Corner.TopRightCorner)
        self._title.show()

    def _restore_place(self) -> None:
        room = self.screen().availableSize()
        self.setMinimumSize(QSize(*_LEAST).boundedTo(room))
        self.resize(QSize(*_SIZE).boundedTo(room))
        stored = self.settings[GEOMETRY]
        if stored:
            self.restoreGeometry(QByteArray.fromBase64(stored.encode("ascii")))

    def _list_recent(self, projects: Sequence[Recent]) -> None:
        self.start.show_recent(projects)
        menu = self._recent_menu
        if menu is None:
            return
        menu.clear()
        menu.setEnabled(bool(projects))
        for project in projects:
            path = Path(project.path)
            title = project.title or path.stem
            entry = menu.addAction(title if title == path.stem else f"{title} ({path.name})")
            entry.setToolTip(project.path)
            entry.triggered.connect(lambda _checked=False, path=path: self.entrance.open(path))

    def _opened_from(self) -> ChosenFolder:
        """Where files are opened: beside the last one, at first beside the latest project."""
        latest = recent.load(self.folders.recent)[:1]
        beside = Path(latest[0].path).parent if latest else Path.home()
        return ChosenFolder(self.settings, OPEN_FOLDER, beside)

    def _forget(self, path: Path) -> None:
        self._list_recent(recent.forget(self.folders.recent, str(path)))

    def _palette(self) -> None:
        from editor.ui.palette import CommandPalette

        dialog = CommandPalette(self.actions_, self)
        if dialog.exec():
            self.actions_.run(dialog.command)
        dialog.deleteLater()

    def _help(self) -> None:
        from editor.ui.help_page import HelpPage

        page = HelpPage(self.actions_, self.theme, self)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.show()

    def _edit_keys(self) -> None:
        from editor.ui.dialogs.keymap_editor import KeymapEditor

        dialog = KeymapEditor(self.actions_, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _preferences(self) -> None:
        from editor.ui.dialogs.preferences import Preferences

        dialog = Preferences(self.settings, self.actions_, self.multimedia, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folders.log)))

    def _about(self) -> None:
        from editor import __version__

        text = self.tr(
            "Stet {version} - correct, clean and caption transcripts while hearing them. "
            "Free software under the GNU General Public License, version 3 or later."
        ).format(version=__version__)
        self.message.note(text)
