"""Keymap editor: presets, every command with its keys, and a key for it at a press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.app.commands import MENUS, Command, found
from editor.app.keymap import presets
from editor.app.keys import Conflict, conflicts, normal, offence
from editor.app.texts import table
from editor.ui.actions import menu_titles
from editor.ui.command_rows import CommandRows
from editor.ui.pieces import ChoiceBox, explained, muted, restyle, shown_key, title_label

if TYPE_CHECKING:
    from editor.ui.actions import Actions

_SIZE: Final = (760, 660)


class KeymapEditor(QDialog):
    """Every change holds at once; nothing has to be confirmed, all of it can be reset."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(*_SIZE)
        self._actions = actions
        self._keymap = actions.keymap
        self._wanted = ""
        self._presets = ChoiceBox(self)
        self._about = muted("", self)
        self._field = QLineEdit(self)
        self._rows = CommandRows(self)
        self._name = QLabel(self)
        self._chips = _Chips(self)
        self._press = KeyField(self)
        self._said = muted("", self)
        self._take = QPushButton(self.tr("Take the key"), self)
        self._reset = QPushButton(self.tr("Reset this command"), self)
        self._reset_all = QPushButton(self.tr("Reset all keys"), self)
        self._name_parts()
        self._lay_out()
        self._connect()
        self._show()

    def _name_parts(self) -> None:
        self._presets.setAccessibleName(self.tr("Preset"))
        self._presets.setAccessibleDescription(self.tr("The keys of a program you know"))
        for preset in presets():
            self._presets.addItem(preset.title, preset.name)
        self._presets.setCurrentIndex(self._presets.findData(self._keymap.preset.name))
        self._field.setPlaceholderText(self.tr("Search by name or key"))
        self._field.setAccessibleName(self.tr("Search the commands"))
        self._rows.follow(self._field)
        for label in (self._about, self._said):
            label.setWordWrap(True)
        self._reset_all.setToolTip(self.tr("Forget your own keys; the preset stays."))

    def _lay_out(self) -> None:
        form = QFormLayout()
        preset = QLabel(self.tr("&Preset"), self)
        preset.setBuddy(self._presets)
        form.addRow(preset, explained(self._presets, self._about))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title_label(self.tr("Keys"), self))
        layout.addLayout(form)
        layout.addWidget(self._field)
        layout.addWidget(self._rows, 1)
        layout.addWidget(self._card())
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._reset_all)
        layout.addLayout(foot)
        for button in (self._take, self._reset, self._reset_all):
            button.setAutoDefault(False)

    def _card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        keys = QHBoxLayout()
        keys.addWidget(self._chips)
        keys.addWidget(self._press)
        keys.addStretch(1)
        keys.addWidget(self._reset)
        said = QHBoxLayout()
        said.addWidget(self._said, 1)
        said.addWidget(self._take)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(self._name)
        layout.addLayout(keys)
        layout.addLayout(said)
        return card

    def _connect(self) -> None:
        self._presets.activated.connect(self._choose_preset)
        self._field.textChanged.connect(self._show)
        self._rows.currentItemChanged.connect(lambda *_: self._show_command())
        self._rows.itemActivated.connect(lambda _: self._press.setFocus())
        self._press.pressed.connect(self._pressed)
        self._take.clicked.connect(self._assign)
        self._reset.clicked.connect(lambda: self._keymap.reset(self._rows.chosen))
        self._reset_all.clicked.connect(self._keymap.reset_all)
        self._actions.rekeyed.connect(self._show)

    def _show(self) -> None:
        """Show every command that is searched for, by menu, and how its keys came to it."""
        now = self._rows.chosen
        self._rows.blockSignals(True)
        self._rows.clear()
        titles = dict(zip(MENUS, menu_titles(), strict=True))
        own, menu = self._keymap.own, ""
        twice = {command for one in conflicts(self._keymap.commands()) for command in _both(one)}
        for command in found(self._field.text(), self._keymap.commands()):
            if command.menu != menu:
                menu = command.menu
                self._rows.add_heading(titles[menu].replace("&", ""))
            note = self.tr("conflict") if command.id in twice else ""
            self._rows.add(command, note or (self.tr("changed") if command.id in own else ""))
        self._rows.choose(now)
        self._rows.blockSignals(False)
        self._about.setText(self._keymap.preset.about or self.tr("The keys Stet comes with."))
        self._reset_all.setEnabled(bool(own))
        self._show_command()

    def _show_command(self) -> None:
        command = self._command()
        for part in (self._press, self._chips):
            part.setEnabled(command is not None)
        self._wanted = ""
        self._press.clear()
        self._take.hide()
        if command is None:
            self._name.setText("")
            self._chips.show_keys((), self._drop)
            self._say(self.tr("No command is called that, and none has that key."))
            self._reset.setEnabled(False)
            return
        self._name.setText(f"<b>{command.title.removesuffix('…')}</b>")
        self._chips.show_keys(command.keys, self._drop)
        self._reset.setEnabled(command.id in self._keymap.own)
        self._say(self._how_it_stands(command))

    def _how_it_stands(self, command: Command) -> str:
        for conflict in conflicts(self._keymap.commands()):
            if command.id in _both(conflict):
                other = next(name for name in _both(conflict) if name != command.id)
                said = self.tr("{key} is also the key of “{other}”: neither can be relied on.")
                return said.format(key=shown_key(conflict.key), other=self._title(other))
        usual = ", ".join(map(shown_key, self._keymap.usual(command.id))) or self.tr("none")
        if command.id in self._keymap.own:
            return self.tr("Changed by you. Usual: {keys}.").format(keys=usual)
        return command.help

    def _command(self) -> Command | None:
        return self._actions.commands.get(self._rows.chosen)

    def _choose_preset(self) -> None:
        self._keymap.choose(str(self._presets.currentData()))

    def _pressed(self, key: str) -> None:
        """Say at once what giving this key would mean; give it where it means nothing else."""
        command = self._command()
        self._take.hide()
        if command is None:
            return
        if rule := offence(key, command.context):
            self._say(f"{shown_key(key)}: {table('keys')[rule]}", warning=True)
            return
        if normal(key) in map(normal, command.keys):
            self._say(self.tr("{key} is the key of this command.").format(key=shown_key(key)))
            return
        self._wanted = key
        holders = self._keymap.holders(key, command.id)
        if not holders:
            self._assign()
            return
        said = self.tr("{key} is the key of “{other}”, which would lose it.")
        others = ", ".join(holder.title.removesuffix("…") for holder in holders)
        self._say(said.format(key=shown_key(key), other=others), warning=True)
        self._take.show()

    def _assign(self) -> None:
        command = self._command()
        if command is not None and self._wanted:
            self._keymap.assign(command.id, (*command.keys, self._wanted))
            self._press.setFocus()

    def _drop(self, key: str) -> None:
        command = self._command()
        if command is not None:
            kept = tuple(other for other in command.keys if other != key)
            self._keymap.assign(command.id, kept)

    def _title(self, command: str) -> str:
        return self._actions.commands[command].title.removesuffix("…")

    def _say(self, words: str, *, warning: bool = False) -> None:
        restyle(self._said, "role", "warning" if warning else "muted")
        self._said.setText(words)


class _Chips(QWidget):
    """The keys of a command, each with a button that takes it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    def show_keys(self, keys: Sequence[str], drop: Callable[[str], None]) -> None:
        """Show these keys; a key's button calls ``drop`` with it."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for key in keys:
            chip = QPushButton(f"{shown_key(key)}  ×", self)
            chip.setAutoDefault(False)
            chip.setAccessibleName(self.tr("Take {key} away").format(key=shown_key(key)))
            chip.setToolTip(chip.accessibleName())
            chip.clicked.connect(lambda _checked=False, key=key: drop(key))
            self._row.addWidget(chip)
            chip.show()
        self.setVisible(bool(keys))


class KeyField(QLineEdit):
    """Where a key is pressed. ``pressed`` carries its name; Tab leaves the field."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setMinimumWidth(190)
        self.setAccessibleName(self.tr("New key"))
        self.setAccessibleDescription(self.tr("Press the key you want; Tab goes on."))
        self.setPlaceholderText(self.tr("Press a new key here"))

    def event(self, event: QEvent) -> bool:
        """Take every key but Tab before it can do what it usually does."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _HELD:
            return
        key = _pressed(event)
        self.setText(shown_key(key))
        self.pressed.emit(key)


_HELD: Final = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
    | {Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown}
)


def _pressed(event: QKeyEvent) -> str:
    """Return the key's name in the table's way; a sign that needs Shift is named without it."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    sign = chr(event.key()) if event.key() < 0x10FFFF else ""
    if sign.isprintable() and sign and not sign.isalnum() and not sign.isspace():
        held &= ~Qt.KeyboardModifier.ShiftModifier
    sequence = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def _both(conflict: Conflict) -> tuple[str, str]:
    return conflict.first, conflict.second
