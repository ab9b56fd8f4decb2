"""Setting controls: for each kind of setting the control that changes it, at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontDatabase, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QSpinBox,
    QWidget,
)

from editor.app.settings import Setting, Settings, Unit
from editor.app.texts import table
from editor.ui.pieces import ChoiceBox
from editor.ui.player.device import outputs

if TYPE_CHECKING:
    from editor.model.time import Ms
    from editor.ui.player.multimedia import Multimedia

AnySetting: TypeAlias = Setting[Any]
_SECOND: Final = 1000
CONTROL_WIDTH: Final = 190


def title_of(setting: AnySetting) -> str:
    """Return what a setting is called."""
    return table("settings")[setting.name]


def about(setting: AnySetting) -> str:
    """Return the plain sentence on what a setting does."""
    return table("settings")[f"{setting.name}.about"]


def sought_by(setting: AnySetting) -> str:
    """Return whatever a setting is found by: its title, sentence and choices, and other words."""
    choices = (said(setting, choice) for choice in setting.choices)
    others = table("settings").get(f"{setting.name}.words", "")
    return " ".join((title_of(setting), about(setting), *choices, others)).casefold()


def said(setting: AnySetting, value: bool | int | str) -> str:
    """Return a value in words: ``1.5 s``, ``100 %``, ``As the system``, ``on``."""
    if isinstance(value, bool):
        return _tr("on") if value else _tr("off")
    if setting.unit is Unit.MS and isinstance(value, int):
        return _time(value) if in_seconds(setting) else f"{value} ms"
    if setting.unit is Unit.PERCENT:
        return f"{value} %"
    if isinstance(value, str):
        return table("settings").get(f"{setting.name}={value}", value)
    return str(value)


def in_seconds(setting: AnySetting) -> bool:
    """Whether a time is so long that people say it in seconds."""
    return setting.unit is Unit.MS and setting.high > 2 * _SECOND


def control(setting: AnySetting, settings: Settings, parent: QWidget) -> QWidget:
    """Return the control of a setting, named, with its value; it follows changes from elsewhere."""
    if isinstance(setting.default, bool):
        made: QWidget = _switch(setting, settings, parent)
    elif isinstance(setting.default, int):
        made = _number(setting, settings, parent)
    else:
        made = _choice(setting, settings, parent)
    if isinstance(made, QAbstractSpinBox):
        made.lineEdit().setTextMargins(6, 0, 0, 0)
    made.setAccessibleName(title_of(setting))
    made.setAccessibleDescription(about(setting))
    return made


def _switch(setting: AnySetting, settings: Settings, parent: QWidget) -> QCheckBox:
    box = QCheckBox(parent)
    box.toggled.connect(lambda on: _put(settings, setting, on))
    _follow(setting, settings, box, lambda: box.setChecked(bool(settings[setting])))
    return box


def _number(setting: AnySetting, settings: Settings, parent: QWidget) -> QWidget:
    if in_seconds(setting):
        spin = _Seconds(parent)
        spin.setDecimals(1)
        spin.setSingleStep(0.5)
        spin.setRange(setting.low / _SECOND, setting.high / _SECOND)
        spin.setSuffix(" s")
        spin.valueChanged.connect(
            lambda value: _put(settings, setting, round(float(value) * _SECOND))
        )
        _follow(setting, settings, spin, lambda: spin.setValue(_int(settings, setting) / _SECOND))
        return spin
    whole = _Whole(parent)
    whole.setRange(setting.low, setting.high)
    whole.setSingleStep(5 if setting.unit is Unit.PERCENT else 10)
    whole.setSuffix({Unit.MS: " ms", Unit.PERCENT: " %"}.get(setting.unit, ""))
    whole.valueChanged.connect(lambda value: _put(settings, setting, value))
    _follow(setting, settings, whole, lambda: whole.setValue(_int(settings, setting)))
    return whole


def _choice(setting: AnySetting, settings: Settings, parent: QWidget) -> QComboBox:
    box = _Choice(parent)
    choices = setting.choices
    if setting.unit is Unit.FONT:
        choices = ("", *QFontDatabase.families())
    for choice in choices or ("",):
        box.addItem(said(setting, choice), choice)
    box.activated.connect(lambda: _put(settings, setting, str(box.currentData())))

    def show() -> None:
        box.setCurrentIndex(max(0, box.findData(settings[setting])))

    _follow(setting, settings, box, show)
    return box


def list_devices(
    box: QComboBox, setting: AnySetting, settings: Settings, multimedia: Multimedia
) -> None:
    """Add the sound devices there are, once they can be asked for without waiting."""

    def add() -> None:
        for one in outputs():
            box.addItem(one.title, one.name)
        box.setCurrentIndex(max(0, box.findData(settings[setting])))

    call_off = multimedia.when_awake(add)
    box.destroyed.connect(lambda: call_off())


def _follow(
    setting: AnySetting, settings: Settings, made: QWidget, show: Callable[[], None]
) -> None:
    show()
    end = settings.watch(setting, show)
    made.destroyed.connect(lambda: end())


def _put(settings: Settings, setting: AnySetting, value: bool | int | str) -> None:
    settings[setting] = value


def _int(settings: Settings, setting: AnySetting) -> int:
    return int(settings[setting])


def _time(value: Ms) -> str:
    return f"{value / _SECOND:g} s"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Setting", text)


class _Seconds(QDoubleSpinBox):
    """Turned by the wheel only while it has the focus: scrolling past must change nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        _turn(self, event, super().wheelEvent)


class _Whole(QSpinBox):
    """As ``_Seconds``."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        _turn(self, event, super().wheelEvent)


class _Choice(ChoiceBox):
    """As ``_Seconds``."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        _turn(self, event, super().wheelEvent)


def _turn(widget: QWidget, event: QWheelEvent, act: Callable[[QWheelEvent], None]) -> None:
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if widget.hasFocus():
        act(event)
    else:
        event.ignore()
