"""Saving: what the disk refuses is tried again, told, copied elsewhere, asked about at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from editor.app.errors import sentence
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.model.edits import Edit
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

AGAIN_MS: Final = 3_000
"""How long after a failed try (ms) what is typed is tried to be written again."""

COPY_HELPS: Final = frozenset(
    {"project-gone", "project-replaced", "project-changed-elsewhere", "project-disk-full"}
    | {"project-disk-error", "project-not-writable"}
)
"""Troubles of writing the open project, which a copy elsewhere is a way out of."""

_QUOTED: Final = 60
"""Characters of what was typed that are named before it is lost."""


class _Held(NamedTuple):
    """What a copy holds: the episode as it was then, and what was typed."""

    version: int
    typed: Edit | None


class Saving(QObject):
    """Looks after what is on the screen of one open project and not on its disk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session = desk.session
        self._in_copy: Edit | None = None
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._try)
        self._unlisten = self._session.listen(self._look)
        desk.window_.entrance.troubled.connect(self._hear)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands it carries out."""
        return {"project.save-copy": self._save_copy}

    def settle(self) -> None:
        """Write what is typed, unless a copy holds it; raises ``UserError`` where it cannot be."""
        if self._in_copy is not None and self._in_copy == self._session.typed:
            self._session.drop(self)
        self._session.commit(self)

    def ask(self, why: UserError, then: Callable[[], object]) -> None:
        """Closing would lose what is typed: ask what is to be done. ``then`` is the closing."""
        typed = self._session.typed
        if typed is None:
            self._desk.failed(why)
            return
        line, words = _new_words(typed)
        said = self.tr(
            "Line {line} holds words that are not saved: “{words}”. {why} "
            "Closing now loses these words."
        ).format(line=line, words=words, why=sentence(why))

        def lose() -> None:
            self._session.drop(self)
            then()

        ways = [
            (self.tr("Save a copy…"), self._save_copy),
            (self.tr("Close and lose them"), lose),
            (self.tr("Stay"), self._desk.take_focus),
        ]
        self._desk.window_.message.warn(said, ways, about=why.code)

    def shut(self) -> None:
        """Stop trying and listening; the project is closed."""
        self._unlisten()
        self._again.stop()
        self._desk.window_.entrance.troubled.disconnect(self._hear)

    def _hear(self, trouble: UserError | None) -> None:
        """The writer's thread could not write something, or can again."""
        self._desk.standing.hear(trouble)
        if trouble is None and self._session.unsaved is None:
            self._desk.window_.message.dismiss_about(COPY_HELPS)

    def _look(self) -> None:
        if self._session.unsaved is None:
            self._again.stop()
        elif not self._again.isActive():
            self._again.start()

    def _try(self) -> None:
        try:
            self._session.commit(self._desk.page)
        except UserError:
            self._look()
        else:
            self._desk.window_.message.dismiss_about(COPY_HELPS)

    def _save_copy(self) -> None:
        """Also the way out where the project's own file can no longer be written."""
        from editor.app.copies import copied
        from editor.app.opening import free_project_path

        desk = self._desk
        # Nothing is ever overwritten, so the dialog must not promise it.
        name, _ = QFileDialog.getSaveFileName(
            desk,
            self.tr("Save a copy"),
            str(free_project_path(desk.path)),
            self.tr("Projects") + " (*.stet)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not name:
            return
        path = Path(name)
        path = path if path.suffix else path.with_suffix(".stet")
        work = copied(desk.opened, desk.path, path)
        held = _Held(self._session.episode.version, self._session.typed)
        desk.runner.start(
            "snapshot",
            work,
            done=lambda whole: self._copied(path, held, whole),
            failed=desk.failed,
        )

    def _copied(self, path: Path, held: _Held, whole: bool) -> None:
        """Say where the copy is, and go on in it where the project itself cannot be written.

        Not where the person went on working while it was written: that is not in the copy.
        """
        said = self.tr("A copy is saved as {path}.").format(path=path)
        if not whole:
            more = self.tr("It begins without a history: the project’s own could not be read.")
            said = f"{said} {more}"
        window, session, self._in_copy = self._desk.window_, self._session, held.typed
        stuck = session.unsaved is not None or self._desk.opened.project.failing
        if session.busy or held != _Held(session.episode.version, session.typed):
            more = self.tr("What you have changed since is not in it.")
            window.message.note(f"{said} {more}")
        elif not stuck:
            window.message.note(said)
        elif window.close_project():
            more = self.tr("You go on in it.")
            window.message.note(f"{said} {more}")
            window.entrance.open(path)


def _new_words(typed: Edit) -> tuple[int, str]:
    """The line's number, and what was typed in it, shortened."""
    (splice,) = typed.splices
    was, now = (line.text for (line,) in splice.lines)
    front = 0
    while front < min(len(was), len(now)) and was[front] == now[front]:
        front += 1
    back = 0
    while back < min(len(was), len(now)) - front and was[-1 - back] == now[-1 - back]:
        back += 1
    words = now[front : len(now) - back].strip()
    return splice.index + 1, words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
