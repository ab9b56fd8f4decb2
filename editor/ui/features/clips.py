"""Clips: a selection, a line or chapters as sound files, and a clip to paste with its captions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog

from editor.app.settings import CLIP_FADE, CLIP_FORMAT
from editor.model.render import View
from editor.ui.features.feature import Feature
from editor.ui.features.waveform import WaveformTools

if TYPE_CHECKING:
    from editor.app.clips import Clip
    from editor.ui.actions import Handler

_ENDINGS: Final = {"m4a": "M4A", "mp3": "MP3", "wav": "WAV", "flac": "FLAC"}


class Clips(Feature):
    """Cutting runs beside the window, in a process of its own."""

    def handlers(self) -> dict[str, Handler]:
        return {
            "clip.export": self._export,
            "clip.chapter": self._chapter,
            "clip.chapters": self._chapters,
            "clip.copy": self._copy,
        }

    def _export(self) -> None:
        self._ask_and_write(self._here())

    def _chapter(self) -> None:
        """Export the chapter in which the caret is."""
        start = self._desk.session.line(self._desk.row).start
        clips = self._of_chapters()
        begun = [clip for clip in clips if clip.span.start <= start]
        self._ask_and_write(begun[-1] if begun else clips[0])

    def _chapters(self) -> None:
        from editor.app.clips import free_paths

        clips, recording = self._of_chapters(), self._recording()
        desk = self._desk
        name = QFileDialog.getExistingDirectory(
            desk, desk.tr("A folder for the chapters"), str(desk.path.parent)
        )
        if not name:
            return
        named = free_paths(clips, Path(name), f".{desk.settings[CLIP_FORMAT]}")
        self._write(recording, named, None, self._told)

    def _copy(self) -> None:
        """Put the clip and its captions on the clipboard as files."""
        folder = self._desk.window_.folders.cache / "clips"
        folder.mkdir(parents=True, exist_ok=True)
        clip = self._here()
        target = folder / f"{clip.file_name}.{self._desk.settings[CLIP_FORMAT]}"
        view = View.CLEAN if self._desk.view is View.CLEAN else View.VERBATIM
        self._write(self._recording(), [(clip, target)], view, self._put_on_clipboard)

    def _here(self) -> Clip:
        """What is selected, or else the line at the caret."""
        from editor.app.clips import clip_of

        desk = self._desk
        desk.session.commit(desk)
        span = desk.feature(WaveformTools).selection or desk.session.line(desk.row).span
        return clip_of(desk.session.episode, span)

    def _of_chapters(self) -> list[Clip]:
        from editor.app.clips import chapter_clips

        desk = self._desk
        desk.session.commit(desk)
        return chapter_clips(
            desk.session.episode, desk.playback.duration or desk.session.episode.duration
        )

    def _recording(self) -> Path:
        """What clips are cut from; where it is missing, that is said before anything is asked."""
        from editor.app.opening import find_recording

        return find_recording(self._desk.path, self._desk.session.episode.info)

    def _ask_and_write(self, clip: Clip) -> None:
        desk, recording = self._desk, self._recording()
        ending = desk.settings[CLIP_FORMAT]
        first = desk.path.parent / f"{clip.file_name}.{ending}"
        kinds = sorted(_ENDINGS, key=lambda one: one != ending)
        name, _ = QFileDialog.getSaveFileName(
            desk,
            desk.tr("Export a clip"),
            str(first),
            ";;".join(f"{_ENDINGS[kind]} (*.{kind})" for kind in kinds),
        )
        if name:
            target = Path(name) if Path(name).suffix else Path(f"{name}.{ending}")
            self._write(recording, [(clip, target)], None, self._told)

    def _write(
        self,
        recording: Path,
        named: Sequence[tuple[Clip, Path]],
        captions: View | None,
        done: Callable[[list[Path]], None],
    ) -> None:
        from editor.app.clips import write_clips

        desk = self._desk
        work = write_clips(
            desk.session.episode.snapshot(),
            recording,
            named,
            fade=desk.settings[CLIP_FADE],
            captions=captions,
        )
        desk.runner.start("clip", work, done=done, failed=desk.failed)

    def _told(self, written: list[Path]) -> None:
        desk = self._desk
        if len(written) == 1:
            desk.say(desk.tr("The clip is saved as {path}.").format(path=written[0]))
        else:
            said = desk.tr("{count} clips are saved in {path}.")
            desk.say(said.format(count=len(written), path=written[0].parent))

    def _put_on_clipboard(self, written: list[Path]) -> None:
        from editor.app.clips import drop_others

        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in written])
        QApplication.clipboard().setMimeData(data)
        drop_others(written[0].parent, written)  # the clipboard names no earlier clip any more
        desk = self._desk
        if len(written) > 1:
            desk.say(desk.tr("The clip and its captions can be pasted into a folder or a message."))
        else:
            desk.say(
                desk.tr(
                    "The clip can be pasted into a folder or a message. It has no captions, as no "
                    "words are heard in it."
                )
            )
