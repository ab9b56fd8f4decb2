"""Counting keys: what a job costs a person who never touches the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.stories.conftest import Story

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Hands:
    """A person's hands on the keys: a chord counts once, every letter counts."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self.keys = 0

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier, times: int = 1) -> None:
        """Press a key, ``times`` over."""
        self.keys += times
        self._story.press(key, *held, times=times)

    def write(self, text: str) -> None:
        """Type letters."""
        self.keys += len(text)
        self._story.write(text)

    def tell(self, job: str) -> None:
        """Print what the job has cost."""
        print(f"{job}: {self.keys} keys")
