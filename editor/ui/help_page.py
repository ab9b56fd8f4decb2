"""Help page: every command with its keys, made from the one table, so it cannot lie."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from editor.app.commands import MENUS, Command, found
from editor.ui.actions import menu_titles
from editor.ui.pieces import muted, shown_key, title_label
from editor.ui.text import counted

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

_MARGIN: Final = 20


class HelpPage(QDialog):
    """A window of its own that can stay open beside the work."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and commands"))
        self.resize(760, 700)
        self._actions = actions
        self._theme = theme
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("What do you want to do, or which key?"))
        self._field.setAccessibleName(self.tr("Search the commands"))
        self._field.textChanged.connect(self._show)
        self._count = muted("", self)
        self._text = QTextBrowser(self)
        self._text.setAccessibleName(self.tr("Keys and commands"))
        self._text.setOpenLinks(False)
        self._lay_out()
        actions.rekeyed.connect(self._show)
        theme.changed.connect(self._show)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows scroll the page while the caret stays in the field."""
        if event.key() in _SCROLLING and self._field.hasFocus():
            bar = self._text.verticalScrollBar()
            bar.triggerAction(_SCROLLING[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        intro = QLabel(
            self.tr(
                "Every command works with the caret in the text. Tab moves the focus, F6 changes "
                "pane, a double click plays from the word."
            ),
            self,
        )
        intro.setProperty("role", "muted")
        intro.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 18, _MARGIN, 16)
        layout.setSpacing(10)
        layout.addWidget(title_label(self.tr("Keys and commands"), self))
        layout.addWidget(intro)
        layout.addWidget(self._field)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._count)

    def _show(self) -> None:
        listed = found(self._field.text(), list(self._actions.commands.values()))
        self._text.setHtml(help_html(listed, self._words(), self._theme.tokens.muted))
        self._count.setText(
            counted(len(listed), self.tr("{count} command"), self.tr("{count} commands"))
            if listed
            else self.tr("No command is called that. Try another word, or a key such as F7.")
        )

    def _words(self) -> dict[str, str]:
        words = {
            name: title.replace("&", "") for name, title in zip(MENUS, menu_titles(), strict=True)
        }
        words["page"] = self.tr("in the text")
        words["findings"] = self.tr("in the list of findings")
        return words


_SCROLLING: Final = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


def help_html(listed: Iterable[Command], words: dict[str, str], quiet: str) -> str:
    """Return the page as HTML: one table a menu, one row a command; ``quiet`` is a colour."""
    parts: list[str] = []
    by_menu: dict[str, list[Command]] = {}
    for command in listed:
        by_menu.setdefault(command.menu, []).append(command)
    for menu, rows in by_menu.items():
        parts.append(f"<h3>{escape(words[menu])}</h3>")
        parts.append('<table width="100%" cellpadding="5" cellspacing="0">')
        parts += [_row(command, words, quiet) for command in rows]
        parts.append("</table>")
    return "\n".join(parts)


def _row(command: Command, words: dict[str, str], quiet: str) -> str:
    keys = "<br>".join(escape(shown_key(key)) for key in command.keys)
    where = words.get(command.context.value, "")
    place = f" <span style='color:{quiet}'>({escape(where)})</span>" if where else ""
    title = escape(command.title.removesuffix("…"))
    return (
        f'<tr><td width="28%"><b>{keys}</b></td><td>{title}{place}<br>'
        f"<span style='color:{quiet}'>{escape(command.help)}</span></td></tr>"
    )
