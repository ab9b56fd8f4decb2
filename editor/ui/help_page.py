"""Help page: every command with its key, made from the one table, so it cannot lie."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from editor.app.commands import MENUS, Command, commands
from editor.ui.actions import menu_titles
from editor.ui.pieces import shown_key

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl


class HelpPage(QDialog):
    """A window of its own that can stay open beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and commands"))
        self.resize(760, 680)
        text = QTextBrowser(self)
        text.setAccessibleName(self.tr("Keys and commands"))
        text.setOpenLinks(False)
        text.anchorClicked.connect(lambda link: self._go(text, link))
        text.setHtml(help_html(commands(), self._words()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(buttons)

    def _words(self) -> dict[str, str]:
        words = {
            name: title.replace("&", "") for name, title in zip(MENUS, menu_titles(), strict=True)
        }
        words["page"] = self.tr("in the text")
        words["findings"] = self.tr("in the list of findings")
        words["intro"] = self.tr(
            "Every command works with the caret in the text. Tab moves the focus, F6 changes pane, "
            "a double click plays from the word."
        )
        return words

    @staticmethod
    def _go(text: QTextBrowser, link: QUrl) -> None:
        text.scrollToAnchor(link.fragment())


def help_html(listed: Iterable[Command], words: dict[str, str]) -> str:
    """Return the page as HTML: one table a menu, one row a command."""
    parts = [f"<p>{escape(words['intro'])}</p>"]
    by_menu: dict[str, list[Command]] = {}
    for command in listed:
        by_menu.setdefault(command.menu, []).append(command)
    for menu, rows in by_menu.items():
        parts.append(f'<h3><a name="{menu}"></a>{escape(words[menu])}</h3>')
        parts.append('<table width="100%" cellpadding="4" cellspacing="0">')
        parts += [_row(command, words) for command in rows]
        parts.append("</table>")
    return "\n".join(parts)


def _row(command: Command, words: dict[str, str]) -> str:
    keys = "<br>".join(escape(shown_key(key)) for key in command.keys)
    where = words.get(command.context.value, "")
    place = f" <i>({escape(where)})</i>" if where else ""
    title = escape(command.title.removesuffix("…"))
    return (
        f'<tr><td width="26%"><b>{keys}</b></td>'
        f"<td><b>{title}</b>{place}<br>{escape(command.help)}</td></tr>"
    )
