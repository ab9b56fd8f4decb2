"""Settings: every one declared once with its default and limits, kept in one small JSON file."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Generic, TypeVar, cast

from editor.app.filing import set_aside, write_text
from editor.model.errors import UserError

T = TypeVar("T", bool, int, str)


class Group(StrEnum):
    """Where the preferences show a setting, in this order; ``NOWHERE`` holds what is remembered."""

    NOWHERE = ""
    LOOK = "look"
    LISTENING = "listening"
    EDITING = "editing"
    EXPORT = "export"


class Unit(StrEnum):
    """What a value counts: chooses the control, and how the value is said."""

    NONE = ""
    MS = "ms"
    PERCENT = "percent"
    FONT = "font"
    DEVICE = "device"


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting, of its default's type; numbers have limits, words may have ``choices``.

    One with a ``group`` is in the preferences; its title, its sentence and the names of its
    choices stand in ``resources/texts/en/settings.toml``.
    """

    name: str
    default: T
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    group: Group = Group.NOWHERE
    unit: Unit = Unit.NONE

    def accepts(self, value: object) -> bool:
        """Whether the value is of the type and within the limits."""
        if type(value) is not type(self.default):
            return False
        if isinstance(value, str):
            return not self.choices or value in self.choices
        return isinstance(value, bool) or self.low <= value <= self.high


# Times in ms, text size in percent.
THEME: Final = Setting(
    "theme",
    "system",
    choices=("system", "light", "dark", "high-contrast"),
    group=Group.LOOK,
)
TEXT_SIZE: Final = Setting("text.size", 100, 50, 300, group=Group.LOOK, unit=Unit.PERCENT)
TEXT_FONT: Final = Setting("text.font", "", group=Group.LOOK, unit=Unit.FONT)
SPELLING: Final = Setting("text.spelling", True, group=Group.EDITING)
QUESTION_MARKS: Final = Setting("page.question-marks", True, group=Group.LOOK)
VIEW: Final = Setting("view", "marked", choices=("verbatim", "marked", "clean"), group=Group.LOOK)
FOLLOW: Final = Setting("play.follow", True, group=Group.LISTENING)
STEP_BACK: Final = Setting("play.step-back", 1_500, 0, 10_000, group=Group.LISTENING, unit=Unit.MS)
RESUME: Final = Setting(
    "play.resume",
    "step-back",
    choices=("step-back", "stopped", "phrase"),
    group=Group.LISTENING,
)
WHILE_TYPING: Final = Setting(
    "play.while-typing", "go-on", choices=("go-on", "pause", "slow"), group=Group.LISTENING
)
SKIP: Final = Setting("play.skip", 2_000, 100, 60_000, group=Group.LISTENING, unit=Unit.MS)
SKIP_FAR: Final = Setting(
    "play.skip-far", 10_000, 1_000, 600_000, group=Group.LISTENING, unit=Unit.MS
)
REPLAY: Final = Setting("play.replay", 4_000, 500, 60_000, group=Group.LISTENING, unit=Unit.MS)
SPEED: Final = Setting("play.speed-percent", 100, 50, 300, group=Group.LISTENING, unit=Unit.PERCENT)
OTHER_SPEED: Final = Setting(
    "play.other-speed-percent", 75, 50, 300, group=Group.LISTENING, unit=Unit.PERCENT
)
VOLUME: Final = Setting(
    "play.volume-percent", 100, 0, 100, group=Group.LISTENING, unit=Unit.PERCENT
)
CHANNELS: Final = Setting(
    "play.channels", "both", choices=("both", "left", "right", "mix"), group=Group.LISTENING
)
SKIP_SILENCE: Final = Setting("play.skip-silence", False, group=Group.LISTENING)
DEVICE: Final = Setting("play.device", "", group=Group.LISTENING, unit=Unit.DEVICE)
DEVICE_OFFSET: Final = Setting(
    "play.device-offset", 0, 0, 1_000, group=Group.LISTENING, unit=Unit.MS
)
ENGINE: Final = Setting("play.engine", "own", choices=("own", "system"), group=Group.LISTENING)
SPECTRUM: Final = Setting("window.spectrum", False)
CAPTION_CARD: Final = Setting("captions.card", True)
SAFE_AREA: Final = Setting("captions.safe-area", True)
PICTURE_SHAPE: Final = Setting("captions.shape", "", choices=("", "16:9", "9:16", "4:3"))
FOLLOW_WORDS: Final = Setting("words.follow", True, group=Group.EDITING)
NUDGE: Final = Setting("nudge", 50, 1, 1_000, group=Group.EDITING, unit=Unit.MS)
LEFT_PANEL: Final = Setting("window.left-panel", True)
RIGHT_PANEL: Final = Setting("window.right-panel", True)
WAVEFORM: Final = Setting("window.waveform", True)
GEOMETRY: Final = Setting("window.geometry", "")
SPLITTER: Final = Setting("window.splitter", "")
EXPORT_FORMAT: Final = Setting("export.format", "srt", choices=("srt", "txt"), group=Group.EXPORT)
EXPORT_TEXT: Final = Setting(
    "export.text", "clean", choices=("verbatim", "clean"), group=Group.EXPORT
)
EXPORT_STAMPS: Final = Setting("export.stamps", False, group=Group.EXPORT)
CLIP_FORMAT: Final = Setting(
    "clip.format", "m4a", choices=("m4a", "mp3", "wav", "flac"), group=Group.EXPORT
)
CLIP_FADE: Final = Setting("clip.fade", 15, 0, 2_000, group=Group.EXPORT, unit=Unit.MS)
DRAFT_MODEL: Final = Setting("draft.model", "")
"""The folder of the model that wrote the last draft."""
OPEN_PROJECT: Final = Setting("open-project", "")
"""The project that is open: still there at the next start where the program was killed."""
OPEN_FOLDER: Final = Setting("folder.open", "")
GLOSSARY_FOLDER: Final = Setting("folder.glossary", "")
"""Where files of a kind were chosen last."""
SAMPLE_SHOWN: Final = Setting("sample-shown", False)

ALL: Final[tuple[Setting[bool] | Setting[int] | Setting[str], ...]] = tuple(
    declared for declared in tuple(globals().values()) if isinstance(declared, Setting)
)
"""Every setting declared above."""

SHOWN: Final = tuple(one for one in ALL if one.group is not Group.NOWHERE)
"""Those of the preferences."""


class Settings:
    """The values in force. Each change is on disk at once; defaults are not written."""

    def __init__(
        self, path: Path | None = None, values: Mapping[str, object] | None = None
    ) -> None:
        self._path = path
        self._values = dict(values or {})
        self._listeners: dict[str, list[Callable[[], None]]] = {}
        self.problem: UserError | None = None

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the file; a broken one is set aside, told in ``problem``, and the defaults hold.

        A value of the wrong type or beyond its limits gives way to its default.
        """
        settings = cls(path)
        try:
            stored = json.loads(path.read_text("utf-8"))
            settings._values = dict(stored.items())
        except FileNotFoundError:
            return settings
        except OSError as error:
            settings.problem = UserError("settings-unreadable", path=path, reason=error.strerror)
        except (ValueError, AttributeError):
            settings.problem = UserError("settings-broken", path=path, kept=set_aside(path))
        return settings

    def __getitem__(self, setting: Setting[T]) -> T:
        value = self._values.get(setting.name, setting.default)
        return cast("T", value) if setting.accepts(value) else setting.default

    def __setitem__(self, setting: Setting[T], value: T) -> None:
        if not setting.accepts(value):
            raise ValueError(f"{setting.name} does not take {value!r}")
        if self[setting] == value:
            return
        self._values[setting.name] = value
        if value == setting.default:
            del self._values[setting.name]
        self._save()
        for listener in tuple(self._listeners.get(setting.name, ())):
            listener()

    def watch(self, setting: Setting[T], listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after each change of the setting; the returned function ends it."""
        listeners = self._listeners.setdefault(setting.name, [])
        listeners.append(listener)
        return lambda: listeners.remove(listener)

    def _save(self) -> None:
        if self._path is None:
            return
        text = json.dumps(self._values, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        try:
            write_text(self._path, text)
        except UserError as error:
            # The value holds for this run; a full disk must not stop a person from zooming.
            _log.info("settings not written: %s", error.code)
