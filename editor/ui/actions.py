"""Actions: Qt's side of the command table - one action a command, its handler bound by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from editor.app.commands import MENUS, Command, Context
from editor.app.errors import for_people
from editor.model.errors import StaleEdit, UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

    from editor.app.keymap import Keymap

Handler = Callable[[], object]
_SCOPES: Final = {
    Context.WINDOW: Qt.ShortcutContext.WindowShortcut,
    Context.PAGE: Qt.ShortcutContext.WidgetShortcut,
    Context.FINDINGS: Qt.ShortcutContext.WidgetWithChildrenShortcut,
}
_HELD: Final = frozenset({"play.hold"})
"""Commands that must not repeat while their key is down."""


class Acting(Protocol):
    """Somebody who carries out commands."""

    def handlers(self) -> dict[str, Handler]:
        """Return the commands it carries out, by their names in the table."""


class Actions(QObject):
    """Every command as an action; one without a handler is off.

    A handler's ``UserError`` goes to ``failed`` - a sentence in the window, never a traceback.
    ``rekeyed`` comes after the keymap has changed: whoever shows a key shows it anew.
    """

    failed = Signal(UserError)
    rekeyed = Signal()

    def __init__(self, parent: QObject, keymap: Keymap) -> None:
        super().__init__(parent)
        self.keymap = keymap
        self.commands: dict[str, Command] = {}
        self._handlers: dict[str, Handler] = {}
        self._actions = {command.id: self._made(command) for command in keymap.commands()}
        self._keys: set[QKeySequence] = set()
        self._take_keys()
        keymap.watch(self._take_keys)

    def __getitem__(self, command: str) -> QAction:
        return self._actions[command]

    def bind(self, handlers: dict[str, Handler]) -> Callable[[], None]:
        """Give commands their handlers; the returned function takes them away again.

        Raises ``KeyError`` for a command that is not in the table.
        """
        for command, handler in handlers.items():
            self._actions[command].setEnabled(True)
            self._handlers[command] = handler

        def unbind() -> None:
            for command in handlers:
                self._handlers.pop(command, None)
                self._actions[command].setEnabled(False)

        return unbind

    @property
    def bound(self) -> frozenset[str]:
        """The commands that have a handler now."""
        return frozenset(self._handlers)

    def of(self, context: Context) -> list[QAction]:
        """Return the actions whose keys work in one pane only; add them to it."""
        return [self._actions[c.id] for c in self.commands.values() if c.context is context]

    def run(self, command: str) -> None:
        """Do what the command says, if anything is there to do it."""
        handler = self._handlers.get(command)
        if handler is None:
            return
        try:
            handler()
        except (UserError, StaleEdit) as error:
            self.failed.emit(for_people(error))

    def enable(self, command: str, on: bool) -> None:
        """Turn a bound command on or off, as there is something to do for it."""
        self._actions[command].setEnabled(on and command in self._handlers)

    def check(self, command: str, on: bool) -> None:
        """Show whether a command that is on or off is on."""
        self._actions[command].setChecked(on)

    def retitle(self, command: str, title: str) -> None:
        """Say more exactly what the command would do: ``Undo split``."""
        self._actions[command].setText(title)

    def claims(self, event: QKeyEvent) -> bool:
        """Whether the key belongs to a command of the whole window."""
        return QKeySequence(event.keyCombination()) in self._keys

    def _made(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        action.setObjectName(command.id)
        action.setShortcutContext(_SCOPES[command.context])
        action.setAutoRepeat(command.id not in _HELD)
        action.setStatusTip(command.help)
        action.setCheckable(command.check)
        action.setEnabled(False)
        action.triggered.connect(lambda: self._triggered(command.id))
        return action

    def _take_keys(self) -> None:
        """Give every action the keys in force."""
        self.commands = {command.id: command for command in self.keymap.commands()}
        self._keys = set()
        for command in self.commands.values():
            action = self._actions[command.id]
            sequences = [QKeySequence(key) for key in command.keys]
            action.setShortcuts(sequences)
            action.setToolTip(with_key(command.help, command.key))
            if command.context is Context.WINDOW:
                self._keys.update(sequences)
        self.rekeyed.emit()

    def _triggered(self, command: str) -> None:
        action = self._actions[command]
        if action.isCheckable():
            # The handler decides what holds; Qt has already turned the tick.
            action.setChecked(not action.isChecked())
        self.run(command)


class KeyGuard(QObject):
    """Keeps a text field from swallowing the window's keys: Ctrl+Z, Ctrl+K and their like."""

    def __init__(self, actions: Actions, field: QWidget) -> None:
        super().__init__(field)
        self._actions = actions
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not self._actions.claims(event):
            return False
        event.ignore()
        return True


def gathered(actors: Iterable[Acting]) -> dict[str, Handler]:
    """What all of them carry out together; raises ``ValueError`` where two want one command."""
    handlers: dict[str, Handler] = {}
    for actor in actors:
        own = actor.handlers()
        if twice := handlers.keys() & own.keys():
            raise ValueError(f"handled twice: {', '.join(sorted(twice))}")
        handlers |= own
    return handlers


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> dict[str, QMenu]:
    """Build the menus, group after group as the table first names them, a line between two.

    Some groups fold into a menu of their own, so that no menu is higher than a small screen.
    """
    menus = {name: bar.addMenu(title) for name, title in zip(MENUS, menu_titles(), strict=True)}
    folded = folded_titles()
    groups: dict[tuple[str, str], list[QAction]] = {}
    for command in actions.commands.values():
        groups.setdefault((command.menu, command.group), []).append(actions[command.id])
    before = ""
    for (name, group), members in groups.items():
        menu, title = menus[name], folded.get((name, group), "")
        if not menu.isEmpty() and not (title and before):
            menu.addSeparator()
        (menu.addMenu(title) if title else menu).addActions(members)
        before = title
    return menus


def folded_titles() -> dict[tuple[str, str], str]:
    """Return the groups that are menus of their own, by menu and group, with their titles."""
    return {
        key: QCoreApplication.translate("Menu", title)
        for key, title in (
            (("play", "channels"), "Cha&nnels"),
            (("transcript", "chapters"), "C&hapters"),
            (("captions", "times"), "T&imes"),
            (("captions", "picture"), "Previe&w"),
            (("captions", "translation"), "T&ranslation"),
            (("view", "panel"), "&Go to panel"),
            (("view", "waveform"), "Wa&veform view"),
            (("view", "size"), "Te&xt size"),
            (("view", "theme"), "C&olours"),
        )
    }


def menu_titles() -> list[str]:
    """Return the titles of the menus, their Alt keys marked."""
    return [
        QCoreApplication.translate("Menu", title)
        for title in (
            "&File", "&Edit", "&Play", "&Transcript", "&Clean-up", "&Speakers",
            "C&aptions", "&View", "&Help",
        )
    ]  # fmt: skip


def with_key(sentence: str, key: str) -> str:
    """Return a sentence with the key behind it, as a tool tip shows it."""
    if not key:
        return sentence
    return f"{sentence} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})"
