"""Session: one open project, where edits are checked, written, applied, recorded and announced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace

from editor.app.journal import Journal
from editor.app.pending import Pending, forgotten
from editor.app.readying import vet
from editor.app.typed import Typed, restoring
from editor.model.edits import Caret, Edit, joined
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.segment import Segment
from editor.model.verbs.lines import with_change
from editor.model.words import TextChange
from editor.store import Draft, Packed


class Session:
    """The stairwell of the house: commands plan, the session does.

    Order of one edit: check that it still fits, write it, apply it, record it, announce it. Disk
    first: the screen never shows what the disk has not got, and a failed write (``UserError``)
    leaves episode, history and file as they were.

    The one exception is the line being typed in: what a full disk refuses of it is held and shown
    (``unsaved`` says why), and is in what is made of the ``whole``, until written or dropped.
    """

    def __init__(
        self,
        episode: Episode,
        journal: Journal,
        history: History | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        self.episode = episode
        self.history = history or History()
        self.read_only = read_only
        self._journal = journal
        self._typing: Typed | None = None
        self._unsaved: UserError | None = None
        self._dropped: Typed | None = None
        self._listeners: list[Callable[[], None]] = []
        self._pending: Pending | None = None
        self._beneath: Pending | None = None

    @property
    def typing(self) -> int | None:
        """The id of the line being typed in, ``None`` while nobody types."""
        return self._typing.before.id if self._typing else None

    @property
    def typed(self) -> Edit | None:
        """What has been typed and is no edit yet, as the one it will be."""
        typing = self._typing
        if typing is None or typing.after.text == typing.before.text:
            return None
        return typing.edit(self.episode)

    @property
    def unsaved(self) -> UserError | None:
        """Why what is typed could not be made an edit; ``None`` while nothing waits for that."""
        return self._unsaved

    @property
    def redoable(self) -> Edit | None:
        """What redo would do: of the history, or typing that was taken back unsaved."""
        if self._dropped is not None:
            return self._dropped.edit(self.episode)
        return self.history.redoable

    @property
    def busy(self) -> bool:
        """Whether a large edit is on its way to the disk."""
        return self._pending is not None

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after every edit, undo, redo and keystroke.

        The returned function ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def line(self, index: int) -> Segment:
        """The line as typed so far; raises ``UserError`` (``line-none``) while there is no line."""
        lines = self.episode.transcript
        if not lines:
            raise UserError("line-none")
        segment = lines[index]
        typing = self._typing
        return typing.after if typing and typing.before.id == segment.id else segment

    def whole(self, origin: object = None) -> Episode:
        """A copy of the episode as it is on the screen, typing included that no disk will take."""
        with suppress(UserError):
            self.commit(origin)
        episode = self.episode.snapshot()
        if (typed := self.typed) is not None:
            episode.apply(typed)
        return episode

    def do(self, edit: Edit, origin: object = None) -> bool:
        """Carry out an edit; ``False`` where it changes nothing.

        Raises ``StaleEdit`` where the episode is no longer what the edit was planned against, and
        ``UserError`` where it cannot be written.
        """
        self.commit(origin)
        return self._do(edit, origin)

    def begin_beneath(
        self, edit: Edit, there: Edit, position: int, origin: object = None
    ) -> Pending | None:
        """Start what the program found out by itself, so many edits into the history.

        ``there`` is the edit as it stands at that place, where rows may have other numbers
        (``model.beneath``). What was done since is undone before it, what was undone can still be
        redone, and what is being typed goes on. Nothing waits for the disk: whoever began it
        finishes it once it is written, or whatever else is done does so first (``settle``). Raises
        as ``do``, ``None`` where nothing changes.
        """
        if not edit:
            return None
        self.settle()
        self._prepare(edit)
        for other in self.history.since(position):
            _ = other.splices  # its place in the file is another one now: read it before
        written = self._journal.record_beneath(edit, there, self.history.head - position)
        self._beneath = Pending(written, self._laid(edit, there, position, written, origin))
        return self._beneath

    def _laid(
        self, edit: Edit, there: Edit, position: int, written: Future[None], origin: object
    ) -> Iterator[None]:
        self._beneath = None
        written.result()
        self.episode.apply(edit, origin)
        self._keep_dropped()
        self.history.insert(position, there)
        self._announce()
        yield

    def settle(self) -> None:
        """Finish what was begun beneath; what the disk refuses of it is told who began it."""
        if self._beneath is not None:
            with suppress(UserError):
                self._beneath.finish()

    def begin(
        self,
        edit: Edit,
        origin: object = None,
        *,
        by: int = 0,
        version: int | None = None,
        packed: Packed | None = None,
    ) -> Pending:
        """Start a large edit without waiting for the disk; the steps of ``Pending`` apply it.

        Until then the session takes no other edit (``UserError("session-busy")``). ``by`` is -1
        where it undoes the last edit, 1 where it does the next one again. ``version`` is that of
        the episode it was looked through for, beside the window (``readying``); while it holds,
        that need not be done here. ``packed`` is the edit as it was packed there.
        """
        self.commit(origin)
        self._refuse_if_closed()
        if version != self.episode.version:
            self._look_through(edit)
        written = (
            self._journal.record_step(edit, self._reach(by))
            if by
            else self._journal.record(edit, merged=None, packed=packed)
        )
        self._pending = Pending(written, self._apply_written(edit, written, by, origin))
        return self._pending

    def _apply_written(
        self, edit: Edit, written: Future[None], by: int, origin: object
    ) -> Iterator[None]:
        try:
            written.result()
        except BaseException:
            self._pending = None
            raise
        yield from self.episode.applying(edit, origin)
        self._pending = None
        if by:
            self._stepped(by)
        else:
            yield from forgotten(self._note(edit, None))

    def undo(self, origin: object = None) -> Edit | None:
        """Take the last edit back; returns what was applied, ``None`` where nothing is left.

        Typing that cannot be written is taken back as it is: the disk has not got it.
        """
        try:
            self.commit(origin)
        except UserError:
            if self._unsaved is None:
                raise
            return self.drop(origin)
        done = self.history.undoing
        return self._step(joined(done).inverse, -1, origin) if done else None

    def redo(self, origin: object = None) -> Edit | None:
        """Do again what was undone last.

        Returns what was applied, ``None`` where nothing is left.
        """
        self.commit(origin)
        if (dropped := self._dropped) is not None:
            return self._type_again(dropped, origin)
        undone = self.history.redoing
        return self._step(joined(undone), 1, origin) if undone else None

    def type(
        self,
        index: int,
        change: TextChange,
        origin: object = None,
        *,
        selected: Caret | None = None,
    ) -> Segment:
        """One keystroke in a line: changes the working copy and drafts it; returns the copy.

        ``selected`` is what was selected before it, so that undo selects it again.
        """
        self.settle()
        self._refuse_if_closed()
        segment = self.episode.transcript[index]
        if self._typing and self._typing.before.id != segment.id:
            self.commit(origin)
        caret = Caret(segment.id, change.start + len(change.added))
        if self._typing is None:
            after = with_change(segment, change)
            before = selected or Caret(segment.id, change.end)
            self._typing = Typed(segment, after, before, caret)
        else:
            after = with_change(self._typing.after, change)
            self._typing = replace(self._typing, after=after, caret_after=caret)
        self._dropped = None
        self._journal.draft(Draft(segment.id, after.text, caret.offset))
        self._announce()
        return after

    def commit(self, origin: object = None) -> bool:
        """Make the pending typing one edit.

        After a pause, on Enter, on leaving the line, on play.
        """
        self.settle()
        edit = self.typed
        typing, self._typing = self._typing, None
        if edit is None:
            self._unsaved = None
            if typing is not None:
                self._journal.draft(None)
            return False
        try:
            done = self._do(edit, origin)
        except UserError as error:
            self._typing = typing
            if self._pending is None:
                self._unsaved = error
                self._announce()
            raise
        self._unsaved = None
        return done

    def drop(self, origin: object = None) -> Edit | None:
        """Give up what is being typed, without the disk; redo brings it back.

        Returns what that comes to, ``None`` where nothing was typed.
        """
        self.settle()
        edit = self.typed
        self._dropped, self._typing, self._unsaved = self._typing, None, None
        if edit is None:
            return None
        self._journal.draft(None)
        self._look_anew(edit, origin)
        return edit.inverse

    def _type_again(self, dropped: Typed, origin: object) -> Edit:
        self._typing, self._dropped = dropped, None
        after, caret = dropped.after, dropped.caret_after
        self._journal.draft(Draft(after.id, after.text, caret.offset))
        edit = dropped.edit(self.episode)
        self._look_anew(edit, origin)
        return edit

    def _keep_dropped(self) -> None:
        """Keep typing that was taken back unsaved only while its line is as it was."""
        dropped, lines = self._dropped, self.episode.transcript
        if dropped is not None:
            number = dropped.before.id
            same = lines.has(number) and lines[lines.index_of(number)] == dropped.before
            self._dropped = dropped if same else None

    def _look_anew(self, edit: Edit, origin: object) -> None:
        """Have everybody look at the line of an edit again, which itself stays as it was."""
        splices = tuple(replace(splice, after=splice.before) for splice in edit.splices)
        self.episode.apply(replace(edit, splices=splices), origin)
        self._announce()

    def restore(self, draft: Draft) -> bool:
        """Bring back what was being typed when the program was stopped."""
        if not self.episode.transcript.has(draft.segment):
            return False
        self._journal.draft(draft)  # the edit makes it good, and takes it out of the file
        return self.do(restoring(self.episode, draft))

    def remember(self, **values: str | Callable[[], str]) -> None:
        """Keep where the person is, so that reopening comes back there."""
        if not self.read_only:
            self._journal.remember(**values)

    def _do(self, edit: Edit, origin: object) -> bool:
        if not edit:
            return False
        self._prepare(edit)
        merged = self.history.merged(edit)
        self._journal.record(edit, merged=merged).result()
        self._carry_out(edit, merged, origin)
        return True

    def _prepare(self, edit: Edit) -> None:
        self._refuse_if_closed()
        self._look_through(edit)

    def _look_through(self, edit: Edit) -> None:
        self.episode.check(edit)
        for splice in edit.splices:
            vet(edit.verb, splice)

    def _refuse_if_closed(self) -> None:
        if self.read_only:
            raise UserError("project-read-only")
        if self._pending is not None:
            raise UserError("session-busy")

    def _carry_out(self, edit: Edit, merged: Edit | None, origin: object) -> None:
        self.episode.apply(edit, origin)
        self._note(edit, merged)

    def _note(self, edit: Edit, merged: Edit | None) -> list[Edit]:
        """Put an edit into the history; returns those that can no longer be done again."""
        self._dropped = None
        given_up = self.history.push(merged or edit, merge=merged is not None)
        self._announce()
        return given_up

    def _step(self, edit: Edit, by: int, origin: object) -> Edit:
        self._refuse_if_closed()
        self.episode.check(edit)
        self._journal.record_step(edit, self._reach(by)).result()
        self.episode.apply(edit, origin)
        self._stepped(by)
        return edit

    def _stepped(self, by: int) -> None:
        self._dropped = None
        self.history.step(by)
        self._announce()

    def _reach(self, by: int) -> int:
        """How many edits one step back (-1) or forth (1) is, negative where it goes back."""
        return by * len(self.history.undoing if by < 0 else self.history.redoing)

    def _announce(self) -> None:
        for listener in tuple(self._listeners):
            listener()
