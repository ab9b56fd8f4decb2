"""Theme: the tokens in force as Qt's palette and style sheet, by setting and system."""

from __future__ import annotations

from dataclasses import fields
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from editor.app.settings import THEME, Settings
from editor.model.resources import resource_path
from editor.ui.page.fonts import FAMILY, load_fonts
from editor.ui.tokens import DARK, HIGH_CONTRAST, LIGHT, THEMES, Tokens

__all__ = ["DARK", "HIGH_CONTRAST", "LIGHT", "THEMES", "Theme", "Tokens", "palette", "style_sheet"]

_ROLES: Final = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "page",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "button",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "on_selection",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "panel",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "panel",
    QPalette.ColorRole.Midlight: "hairline",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Shadow: "border",
}
_SCHEMES: Final = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "high-contrast": Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """The colours in force. ``changed`` comes after palette and style sheet are in place."""

    changed = Signal()

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._tokens: Tokens | None = None
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._apply())
        settings.watch(THEME, self._apply)
        self._apply()

    @property
    def tokens(self) -> Tokens:
        """The colours of the theme in force."""
        return self._tokens or LIGHT

    def colour(self, name: str) -> QColor:
        """Return one token as a colour to paint with."""
        return QColor(getattr(self.tokens, name))

    def _apply(self) -> None:
        hints = self._app.styleHints()
        wanted = self._settings[THEME]
        hints.setColorScheme(_SCHEMES[wanted])
        chosen = self._chosen(wanted)
        if chosen is self._tokens:
            return
        self._tokens = chosen
        self._app.setPalette(palette(chosen))
        self._app.setStyleSheet(style_sheet(chosen))
        self.changed.emit()

    def _chosen(self, wanted: str) -> Tokens:
        by_name = {tokens.name: tokens for tokens in THEMES}
        if wanted != "system":
            return by_name[wanted]
        if _wants_contrast():
            return HIGH_CONTRAST
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT


def _wants_contrast() -> bool:
    """Whether the system asks for high contrast; Qt tells from 6.10 on."""
    hints = QApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast)


def palette(tokens: Tokens) -> QPalette:
    """Return the tokens as Qt's palette; what is disabled is muted."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(getattr(tokens, name)))
    off = QPalette.ColorGroup.Disabled
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(off, role, QColor(tokens.muted))
    return made


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet (``resources/themes/stet.qss``) with the colours put in."""
    names = {field.name: getattr(tokens, field.name) for field in fields(Tokens)}
    text = resource_path("themes", "stet.qss").read_text("utf-8")
    icons = resource_path("icons").as_posix()
    scheme = "dark" if tokens.dark else "light"
    return Template(text).substitute(names, icons=icons, scheme=scheme)


def choose_font(app: QApplication) -> None:
    """Where nobody has chosen a font for the system, let the window have the page's typeface."""
    if app.font().family() not in _LAST_RESORTS:
        return
    load_fonts()
    font = QFont(app.font())
    font.setFamilies([FAMILY, font.family()])
    font.setPointSizeF(max(_LEAST_SIZE, font.pointSizeF()))
    app.setFont(font)


_LAST_RESORTS: Final = ("", "Sans Serif", "Sans", "DejaVu Sans", "Bitstream Vera Sans")
"""What fontconfig answers on a machine nobody has chosen a font for."""

_LEAST_SIZE: Final = 10.0
