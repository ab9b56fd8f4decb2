"""Outline: walk the chapters, take them from a paste, a page or the recording; notes as a file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from editor.app.chapters import Listed, chapter_at, of_page, of_recording
from editor.app.note_export import save_notes
from editor.app.opening import find_recording
from editor.model.time import clock
from editor.model.verbs.outline import move_chapter_to, remove_chapter, set_chapters
from editor.ui.features.feature import Feature
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.app.jobs import Work
    from editor.model.time import Ms
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class Outline(Feature):
    """Chapters and notes as lists that come and go; ``_flagged`` moves one on the waveform."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        desk.waveform.flagged.connect(self._flagged)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands on chapters and notes with what they do."""
        return {
            "chapter.next": partial(self._walk, 1),
            "chapter.previous": partial(self._walk, -1),
            "chapter.move-here": self._move_here,
            "chapter.remove": self._remove,
            "chapter.paste": self._paste,
            "chapter.from-page": self._from_page,
            "chapter.from-recording": self._from_recording,
            "notes.export": self._export_notes,
        }

    def _walk(self, by: int) -> None:
        desk = self._desk
        lines, chapters = desk.session.episode.transcript, desk.session.episode.chapters
        if not lines:
            return
        here = lines[desk.row].start
        if by > 0:
            at = bisect_right(chapters, here, key=lambda chapter: chapter.start)
        else:
            at = bisect_left(chapters, here, key=lambda chapter: chapter.start) - 1
        if 0 <= at < len(chapters):
            desk.go_to_time(chapters[at].start)
        else:
            desk.say(desk.tr("There is no chapter in this direction."))

    def _flagged(self, chapter: int, at: Ms) -> None:
        self._desk.session.commit(self._desk)
        self._desk.do(move_chapter_to(self._desk.session.episode, chapter, at))

    def _move_here(self) -> None:
        """Let the chapter that begins nearest to the caret begin with its line."""
        desk = self._desk
        desk.session.commit(desk)
        lines, chapters = desk.session.episode.transcript, desk.session.episode.chapters
        if lines and chapters:
            here = lines[desk.row].start if desk.row else 0
            nearest = min(chapters, key=lambda chapter: abs(chapter.start - here))
            self._flagged(nearest.id, here)

    def _remove(self) -> None:
        """Take away the chapter that the caret is in, and say which one it was."""
        desk = self._desk
        desk.session.commit(desk)
        episode = desk.session.episode
        here = chapter_at(episode, desk.row, desk.offset) if episode.transcript else None
        if here is None:
            desk.say(desk.tr("No chapter has begun at the caret."))
        elif desk.do(remove_chapter(episode, here.id)):
            said = desk.tr("“{title}”, which began at {time}, is no chapter any more.")
            said = said.format(title=here.title, time=clock(here.start))
            desk.say(said + " " + desk.tr("Its lines stay, and undo brings it back."))

    def _paste(self) -> None:
        from editor.ui.dialogs.chapter_paste import ChapterPaste

        dialog = ChapterPaste(self._desk.window_)
        dialog.accepted.connect(lambda: self._take(dialog.listed))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _from_page(self) -> None:
        desk = self._desk
        name, _ = QFileDialog.getOpenFileName(
            desk, desk.tr("Chapters of an episode page"), str(desk.path.parent)
        )
        if name:
            self._read(of_page(Path(name)))

    def _from_recording(self) -> None:
        desk = self._desk
        self._read(of_recording(find_recording(desk.path, desk.session.episode.info)))

    def _read(self, work: Work[Listed]) -> None:
        desk = self._desk
        desk.runner.start("import", work, done=self._take, failed=desk.failed)

    def _take(self, listed: Listed) -> None:
        """Put the chapters in place of those that are there, as one edit."""
        desk = self._desk
        if not desk.do(set_chapters(desk.session.episode, listed)):
            return
        said = counted(
            len(listed),
            desk.tr("{count} chapter was taken."),
            desk.tr("{count} chapters were taken."),
        )
        desk.say(said + " " + desk.tr("Undo brings the old ones back."))

    def _export_notes(self) -> None:
        desk = self._desk
        kinds = f"{desk.tr('Table')} (*.csv);;{desk.tr('List to read')} (*.md)"
        start = desk.path.with_name(f"{desk.path.stem} notes.csv")
        name, kind = QFileDialog.getSaveFileName(
            desk, desk.tr("Export the notes"), str(start), kinds
        )
        if not name:
            return
        path = Path(name)
        if not path.suffix:
            path = path.with_suffix(".md" if "*.md" in kind else ".csv")
        count = save_notes(desk.session.episode, path)
        amount = counted(count, desk.tr("{count} note"), desk.tr("{count} notes"))
        desk.say(desk.tr("Exported to {path}: {amount}.").format(path=path, amount=amount))
