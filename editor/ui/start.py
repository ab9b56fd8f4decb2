"""Start page: what to do when nothing is open - drop a file, go on, try the sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.app.recent import Recent
from editor.ui.icons import pixmap
from editor.ui.pieces import heading, muted, restyle, shown_key, title_label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

_WIDTH: Final = 600
_LISTED: Final = 5
_PATH: Final = Qt.ItemDataRole.UserRole


class StartPage(QScrollArea):
    """The empty state. Commands come from the table; ``chosen`` is a recent project's file."""

    chosen = Signal(Path)
    forgotten = Signal(Path)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Start page"))
        self._actions = actions
        self._theme = theme
        self._drop = QFrame()
        self._sign = QLabel()
        self._open = self._button("project.open", self.tr("Open…"), primary=True)
        actions.rekeyed.connect(self._show_key)
        self._recent_title = heading(self.tr("Recent projects"))
        self._recent = _RecentList(self)
        self.setWidget(self._column())
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        self._recent.removed.connect(self.forgotten)
        theme.changed.connect(self._colour)
        self._colour()
        self.show_recent(())

    def show_recent(self, projects: Sequence[Recent]) -> None:
        """List the projects opened lately; those whose file is gone are said to be."""
        self._recent.clear()
        for project in projects[:_LISTED]:
            self._recent.addItem(self._item(project))
        some = bool(projects)
        self._recent_title.setVisible(some)
        self._recent.setVisible(some)
        self._recent.fit()

    def hover(self, over: bool) -> None:
        """Answer files held over the window."""
        restyle(self._drop, "over", "true" if over else "false")

    def focus_first(self) -> None:
        """Put the focus where a person most likely goes on."""
        target = self._recent if self._recent.count() else self._open
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _column(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "sheet")
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self._drop_frame())
        column.addSpacing(12)
        column.addWidget(self._recent_title)
        column.addWidget(self._recent)
        column.addStretch(3)
        holder = QWidget()
        holder.setMaximumWidth(_WIDTH)
        holder.setLayout(column)
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        return page

    def _drop_frame(self) -> QFrame:
        self._drop.setProperty("role", "drop")
        title = title_label(self.tr("Drop an episode page, a caption file or a recording here"))
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = muted(
            self.tr(
                "Drop a transcript and its recording together, and they become one project.\n"
                "Your files are read, never changed."
            )
        )
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self._drop)
        layout.setContentsMargins(36, 34, 36, 34)
        layout.setSpacing(12)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self._sign, title, hint):
            layout.addWidget(part)
        layout.addSpacing(8)
        layout.addLayout(self._buttons())
        return self._drop

    def _buttons(self) -> QHBoxLayout:
        sample = self._button("project.open-sample", self.tr("Open the sample project"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(self._open)
        row.addWidget(sample)
        row.addStretch(1)
        return row

    def _button(self, command: str, title: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(self._titled(command, title))
        button.setAccessibleName(self._titled(command, title))
        button.setToolTip(self._actions[command].toolTip())
        if primary:
            button.setProperty("role", "primary")
        button.clicked.connect(lambda: self._actions.run(command))
        return button

    def _titled(self, command: str, title: str) -> str:
        return f"{title}   {shown_key(self._actions.commands[command].key)}".rstrip()

    def _show_key(self) -> None:
        self._open.setText(self._titled("project.open", self._open.accessibleName()))
        self._open.setToolTip(self._actions["project.open"].toolTip())

    def _item(self, project: Recent) -> QListWidgetItem:
        path = Path(project.path)
        title = project.title or path.stem
        where = (
            self.tr("{name} in {folder}").format(name=path.name, folder=path.parent)
            if project.exists
            else self.tr("not there any more: {path}").format(path=path)
        )
        item = QListWidgetItem(f"{title}\n{where}")
        item.setData(_PATH, str(path))
        item.setToolTip(str(path))
        return item

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(Path(str(item.data(_PATH))))

    def _colour(self) -> None:
        colour = self._theme.colour("accent")
        self._sign.setPixmap(pixmap("page", colour, self.devicePixelRatioF(), 44))


class _RecentList(QListWidget):
    """The list of recent projects: Return opens, Delete takes one off the list."""

    removed = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rows")
        self.setAccessibleName(self.tr("Recent projects"))
        self.setAccessibleDescription(
            self.tr("Return opens a project, Delete takes it off the list.")
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def fit(self) -> None:
        """Be as high as what is listed."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(rows + 2 * self.frameWidth() + 12)
        self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.removed.emit(Path(str(item.data(_PATH))))
            return
        super().keyPressEvent(event)
