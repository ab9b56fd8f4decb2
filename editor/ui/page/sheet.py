"""Sheet: the text document, filled from the model in pieces and kept equal to it line by line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from editor.ui.page.shown import Shown
from editor.ui.page.units import same_back, same_front, to_units

CHUNK: Final = 250
"""Lines put into the document at once: 1 to 2 ms."""
SLICE: Final = 0.006
"""Seconds of filling between two looks at the events; a frame has 0.016."""
COMPARED: Final = 80
"""Lines compared with the model at once: 1 ms where each of them has changed."""
SWEEP: Final = 0.002
"""Seconds of comparing between two looks at the events; after a large edit others work, too."""
FIRST: Final = 120
"""Lines before and after the first one shown that are there before the first paint."""

_PARTS: Final = "\u2029"
"""What Qt has between two lines of a text."""


class Sheet:
    """One block of the document per line of the transcript, from line ``base`` on while filling.

    ``writing`` is true while the sheet itself changes the document: whatever else changes it was
    done by a person or through the accessibility interface, and is to be captured or refused.
    """

    def __init__(self, document: QTextDocument) -> None:
        self.document = document
        self.shown: Shown | None = None
        self.writing = False
        self.base = 0
        self.rows = 0
        self.swept: int | None = None
        """The line up to which all have been compared with the model; ``None``: all are."""

    @property
    def top(self) -> int:
        """The line behind the last one that is in the document."""
        return self.base + self.rows

    @property
    def complete(self) -> bool:
        """Whether every line is in the document and says what the model says."""
        return self._whole and self.swept is None

    @property
    def appending(self) -> bool:
        """Whether what is filled in next comes behind what is there."""
        return self.shown is not None and self.top < len(self.shown)

    @property
    def _whole(self) -> bool:
        return self.shown is None or self.rows == len(self.shown)

    def row(self, block: QTextBlock) -> int:
        """The line a block shows; -1 where it shows none."""
        number = block.blockNumber()
        return self.base + number if 0 <= number < self.rows else -1

    def block(self, row: int) -> QTextBlock:
        """The block that shows a line; invalid while it is not in the document."""
        if not self.base <= row < self.top:
            return QTextBlock()
        return self.document.findBlockByNumber(row - self.base)

    def start(self, shown: Shown | None, around: int = 0) -> None:
        """Begin anew: empty the document and fill it around one line."""
        with self._write():
            self.document.clear()
        self.shown, self.rows, self.swept = shown, 0, None
        count = len(shown) if shown else 0
        around = min(max(0, around), max(0, count - 1))
        self.base = max(0, around - FIRST)
        self._append(min(count - self.base, 2 * FIRST))

    def fill(self) -> None:
        """Work on for a while: first at what comes behind, then before, then at checks."""
        work, count, seconds = self._check, COMPARED, SWEEP
        if not self._whole:
            work, count, seconds = self._append if self.appending else self._prepend, CHUNK, SLICE
        until = perf_counter() + seconds
        while not self.complete and perf_counter() < until and work(count):
            pass

    def fill_up(self) -> None:
        """Have every line in the document now, however long it takes (100,000: 0.4 s)."""
        while not self._whole:
            if self.shown and self.top < len(self.shown):
                self._append(CHUNK)
            else:
                self._prepend(CHUNK)

    def sweep(self) -> None:
        """Compare every line with the model in the slices to come."""
        self.swept = 0

    def write(self, first: int, last: int) -> bool:
        """Make the lines ``first`` to ``last`` say what the model says; whether one did not."""
        rows = range(max(first, self.base), min(last + 1, self.top))
        if self.shown is None or not rows:
            return False
        end = self.block(rows[-1])
        with self._write() as cursor:
            cursor.setPosition(self.block(rows[0]).position())
            cursor.setPosition(end.position() + end.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            was, lines = cursor.selectedText(), self.shown.texts(rows.start, rows.stop)
            units = cursor.selectionEnd() - cursor.selectionStart()
            if units != to_units(was, len(was)):
                return self._write_each(rows, lines)
            if was == _PARTS.join(lines):
                return False
            self._write_changed(cursor, was.split(_PARTS), lines)
        return True

    def _write_changed(self, cursor: QTextCursor, was: list[str], lines: list[str]) -> None:
        """Replace in the lines that are selected what differs, from the last to the first."""
        at = cursor.selectionEnd()
        cursor.beginEditBlock()
        for old, new in zip(reversed(was), reversed(lines), strict=True):
            at -= to_units(old, len(old))
            if old != new:
                _replace(cursor, at, old, new)
            at -= 1
        cursor.endEditBlock()

    def _write_each(self, rows: range, lines: list[str]) -> bool:
        """The same where the document holds half a character, which Python is not shown."""
        wrote = False
        block = self.block(rows[0])
        for line in lines:
            wrote |= self._rewrite(block, block, block.text(), line)
            block = block.next()
        return wrote

    def splice(self, first: int, removed: int, added: int) -> bool:
        """Show that ``removed`` lines at ``first`` have become ``added`` others.

        All of them are in the document. Whether a text had to be changed for it.
        """
        shown = self.shown
        if shown is None:
            return False
        # A neighbour is taken along, because a line that comes or goes has a line break to it.
        lead = 1 if first > self.base else 0
        tail = 1 if not lead and first + removed < self.top else 0
        begin = first - lead
        lines = shown.texts(begin, first + added + tail)
        was = self.texts(begin, first + removed + tail - 1)
        block = self.document.findBlockByNumber(begin - self.base)
        last = self.document.findBlockByNumber(begin - self.base + max(0, len(was) - 1))
        wrote = self._rewrite(block, last, "\n".join(was), "\n".join(lines))
        self.rows += added - removed
        if self.swept is not None and first < self.swept:
            self.swept = max(0, self.swept + added - removed)
        return wrote

    def texts(self, first: int, last: int) -> list[str]:
        """What the document says in the lines from ``first`` to ``last``."""
        block = self.document.findBlockByNumber(max(0, first - self.base))
        found = []
        for _ in range(last - first + 1):
            if not block.isValid():
                break
            found.append(block.text())
            block = block.next()
        return found

    def _append(self, count: int) -> bool:
        if self.shown is None:
            return False
        rows = range(self.top, min(self.top + count, len(self.shown)))
        text = "\n".join(self.shown.texts(rows.start, rows.stop))
        if rows:
            with self._write() as cursor:
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertText("\n" + text if self.rows else text)
            self.rows += len(rows)
        return self.appending

    def _prepend(self, count: int) -> bool:
        if self.shown is None:
            return False
        rows = range(max(0, self.base - count), self.base)
        text = "\n".join(self.shown.texts(rows.start, rows.stop))
        with self._write() as cursor:
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            cursor.insertText(text + "\n")
        self.base -= len(rows)
        self.rows += len(rows)
        return self.base > 0

    def _check(self, count: int) -> bool:
        begin = self.swept or 0
        stop = min(begin + count, self.rows)
        self.write(begin, stop - 1)
        self.swept = stop if stop < self.rows else None
        return self.swept is not None

    def _rewrite(self, first: QTextBlock, last: QTextBlock, was: str, now: str) -> bool:
        position = first.position()
        units = last.position() + last.length() - 1 - position
        with self._write() as cursor:
            if units != to_units(was, len(was)):
                # The document holds half a character, which Python is not shown: all of it goes.
                cursor.setPosition(position)
                cursor.setPosition(position + units, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(now)
            elif was == now:
                return False
            else:
                _replace(cursor, position, was, now)
        return True

    @contextmanager
    def _write(self) -> Iterator[QTextCursor]:
        outer, self.writing = self.writing, True
        try:
            yield QTextCursor(self.document)
        finally:
            self.writing = outer


def _replace(cursor: QTextCursor, at: int, was: str, now: str) -> None:
    """Replace only what differs in the text that begins at a position.

    So carets elsewhere in it stay where they are, and Qt has little to keep: when it has kept much
    of what was taken out, it copies the whole text anew, and that holds the window for a frame.
    """
    start = same_front(was, now)
    same = same_back(was[start:], now[start:])
    cursor.setPosition(at + to_units(was, start))
    cursor.setPosition(at + to_units(was, len(was) - same), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(now[start : len(now) - same])
