"""Preferences: every setting of the table with its default and a plain sentence; no Save button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.app.settings import SHOWN, Group, Unit
from editor.app.texts import table
from editor.ui.command_button import CommandButton
from editor.ui.dialogs.setting_controls import (
    CONTROL_WIDTH,
    AnySetting,
    about,
    control,
    list_devices,
    said,
    sought_by,
    title_of,
)
from editor.ui.pieces import heading, muted, rule, title_label

if TYPE_CHECKING:
    from editor.app.settings import Settings
    from editor.ui.actions import Actions
    from editor.ui.player.multimedia import Multimedia

_SIZE: Final = (720, 660)


class Preferences(QDialog):
    """Made from the table of settings; what is changed holds at once and can be reset alone."""

    def __init__(
        self,
        settings: Settings,
        actions: Actions,
        multimedia: Multimedia,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.resize(*_SIZE)
        self._settings = settings
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("Search the preferences"))
        self._field.setAccessibleName(self.tr("Search the preferences"))
        self._field.textChanged.connect(self._filter)
        self._none = muted(self.tr("No setting is called that."), self)
        self._groups: list[tuple[QLabel, list[Row]]] = []
        shown: tuple[AnySetting, ...] = SHOWN
        self._ends = [settings.watch(setting, self._count) for setting in shown]
        self._reset = QPushButton(self.tr("Reset all"), self)
        self._reset.setAutoDefault(False)
        self._reset.setToolTip(self.tr("Give every setting shown here its default again."))
        self._reset.clicked.connect(self._reset_all)
        self._lay_out(actions)
        for row in self.rows:
            if row.setting.unit is Unit.DEVICE and isinstance(row.control, QComboBox):
                list_devices(row.control, row.setting, settings, multimedia)
        self._filter("")
        self._count()
        self.finished.connect(lambda _: self._shut())

    @property
    def rows(self) -> list[Row]:
        """The rows, in order; tests and the search walk them."""
        return [row for _, rows in self._groups for row in rows]

    def _lay_out(self, actions: Actions) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("Settings"))
        area.setWidget(self._page())
        keys = CommandButton(self.tr("Keys…"), "keys.edit", actions, self)
        keys.setAutoDefault(False)
        keys.setProperty("role", "")  # as high as its neighbour
        foot = QHBoxLayout()
        foot.addWidget(muted(self.tr("Every change holds at once."), self), 1)
        foot.addWidget(keys)
        foot.addWidget(self._reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title_label(self.tr("Preferences"), self))
        layout.addWidget(self._field)
        layout.addWidget(area, 1)
        layout.addLayout(foot)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 14, 4)
        column.setSpacing(10)
        for group in Group:
            listed = [setting for setting in SHOWN if setting.group is group]
            if not listed:
                continue
            title = heading(table("settings")[f"group.{group}"], page)
            column.addWidget(title)
            rows = [Row(setting, self._settings, page) for setting in listed]
            for row in rows:
                column.addWidget(row)
            self._groups.append((title, rows))
        column.addWidget(self._none)
        column.addStretch(1)
        return page

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        some = False
        for title, rows in self._groups:
            shown = [row for row in rows if row.holds(wanted, title.text())]
            for row in rows:
                row.setVisible(row in shown)
            title.setVisible(bool(shown))
            some = some or bool(shown)
        self._none.setVisible(not some)

    def _count(self) -> None:
        for row in self.rows:
            row.show_default()
        self._reset.setEnabled(any(row.changed for row in self.rows))

    def _reset_all(self) -> None:
        for row in self.rows:
            row.reset()

    def _shut(self) -> None:
        while self._ends:
            self._ends.pop()()


class Row(QFrame):
    """One setting: its title and sentence, its control, and a way back to its default."""

    def __init__(self, setting: AnySetting, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setting = setting
        self._settings = settings
        self.control = control(setting, settings, self)
        title = QLabel(title_of(setting), self)
        title.setBuddy(self.control)
        self._sentence = muted("", self)
        self._sentence.setWordWrap(True)
        self._back = QPushButton(self.tr("Reset"), self)
        self._back.setProperty("role", "quiet")
        self._back.setAutoDefault(False)
        self._back.setAccessibleName(self.tr("Reset: {title}").format(title=title_of(setting)))
        self._back.clicked.connect(self.reset)
        policy = self._back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._back.setSizePolicy(policy)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(self._sentence)
        self.control.setFixedWidth(CONTROL_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(words, 1)
        row.addWidget(self.control)
        row.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(rule(self))

    @property
    def changed(self) -> bool:
        """Whether the value is another than the default."""
        return bool(self._settings[self.setting] != self.setting.default)

    def holds(self, words: list[str], group: str) -> bool:
        """Whether every word stands in what the setting is found by, or in the group's name."""
        text = f"{sought_by(self.setting)} {group.casefold()}"
        return all(word in text for word in words)

    def reset(self) -> None:
        """Give the setting its default again."""
        self._settings[self.setting] = self.setting.default

    def show_default(self) -> None:
        """Say what the default is, and offer it where it is not what holds."""
        default = said(self.setting, self.setting.default)
        usual = self.tr("Default: {value}").format(value=default)
        self._sentence.setText(f"{about(self.setting)} {usual}.")
        self._back.setVisible(self.changed)
