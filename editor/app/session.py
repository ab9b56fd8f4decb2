"""Session.

One open project, where every edit is checked, written, applied, recorded and announced.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Protocol, cast

from editor.model.checks import segment_problems
from editor.model.edits import Caret, Edit, Splice, Track, joined
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.segment import Segment
from editor.model.verbs.lines import with_change, with_text
from editor.model.words import TextChange
from editor.store import Draft


class Journal(Protocol):
    """What a session needs of the project file. ``editor.store.Project`` is the one there is."""

    def record(self, edit: Edit, *, merged: Edit | None) -> Future[None]:
        """Write an edit in one transaction; done means durable.

        ``merged`` takes the place of the last edit in the history: that and this one in one.
        """

    def record_beneath(self, edit: Edit, there: Edit, above: int) -> Future[None]:
        """Write an edit whose place in the history is beneath the last ``above`` edits done."""

    def record_step(self, edit: Edit, by: int) -> Future[None]:
        """Write an undo of so many edits (below 0) or redo; ``edit`` is what is applied."""

    def draft(self, draft: Draft | None) -> None:
        """Keep what is being typed, without waiting."""

    def remember(self, **values: str | Callable[[], str]) -> None:
        """Keep where the person is: caret, scroll, playhead, view.

        A text that takes long to make is given as what makes it, on the journal's own thread.
        """


@dataclass(frozen=True, slots=True)
class _Typing:
    """A line being typed in: as it stands in the episode, and as the keystrokes have made it."""

    before: Segment
    after: Segment
    caret_before: Caret
    caret_after: Caret


class Session:
    """The stairwell of the house: commands plan, the session does.

    Order of one edit: check that it still fits, write it, apply it, record it, announce it. Disk
    first: the screen never shows what the disk has not got, and a failed write (``UserError``)
    leaves episode, history and file as they were.
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
        self._typing: _Typing | None = None
        self._listeners: list[Callable[[], None]] = []
        self._pending: Pending | None = None

    @property
    def typing(self) -> int | None:
        """The id of the line being typed in, ``None`` while nobody types."""
        return self._typing.before.id if self._typing else None

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
        """The line as typed so far."""
        segment = self.episode.transcript[index]
        typing = self._typing
        return typing.after if typing and typing.before.id == segment.id else segment

    def do(self, edit: Edit, origin: object = None) -> bool:
        """Carry out an edit; ``False`` where it changes nothing.

        Raises ``StaleEdit`` where the episode is no longer what the edit was planned against, and
        ``UserError`` where it cannot be written.
        """
        self.commit(origin)
        return self._do(edit, origin)

    def do_beneath(self, edit: Edit, there: Edit, position: int, origin: object = None) -> bool:
        """Carry out what the program found out by itself, so many edits into the history.

        ``there`` is the edit as it stands at that place, where rows may have other numbers
        (``model.beneath``). What was done since is undone before it, what was undone can still be
        redone, and what is being typed goes on; raises as ``do``.
        """
        if not edit:
            return False
        self._prepare(edit)
        for other in self.history.since(position):
            _ = other.splices  # its place in the file is another one now: read it before
        self._journal.record_beneath(edit, there, self.history.head - position).result()
        self.episode.apply(edit, origin)
        self.history.insert(position, there)
        self._announce()
        return True

    def begin(
        self, edit: Edit, origin: object = None, *, by: int = 0, version: int | None = None
    ) -> Pending:
        """Start a large edit without waiting for the disk; ``Pending.finish`` applies it.

        Until then the session takes no other edit (``UserError("session-busy")``). ``by`` is -1
        where it undoes the last edit, 1 where it does the next one again. ``version`` is that of
        the episode it was looked through for, beside the window (``readying``); while it holds,
        that need not be done here.
        """
        self.commit(origin)
        self._refuse_if_closed()
        if version != self.episode.version:
            self.episode.check(edit)
            deque(vet(edit), maxlen=0)
        write = self._journal.record_step(edit, self._reach(by)) if by else self._record(edit)
        self._pending = Pending(self, edit, write, origin, by)
        return self._pending

    def _record(self, edit: Edit) -> Future[None]:
        return self._journal.record(edit, merged=None)

    def undo(self, origin: object = None) -> Edit | None:
        """Take the last edit back; returns what was applied, ``None`` where nothing is left."""
        self.commit(origin)
        done = self.history.undoing
        return self._step(joined(done).inverse, -1, origin) if done else None

    def redo(self, origin: object = None) -> Edit | None:
        """Do again what was undone last.

        Returns what was applied, ``None`` where nothing is left.
        """
        self.commit(origin)
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
        self._refuse_if_closed()
        segment = self.episode.transcript[index]
        if self._typing and self._typing.before.id != segment.id:
            self.commit(origin)
        caret = Caret(segment.id, change.start + len(change.added))
        if self._typing is None:
            after = with_change(segment, change)
            before = selected or Caret(segment.id, change.end)
            self._typing = _Typing(segment, after, before, caret)
        else:
            after = with_change(self._typing.after, change)
            self._typing = replace(self._typing, after=after, caret_after=caret)
        self._journal.draft(Draft(segment.id, after.text, caret.offset))
        self._announce()
        return after

    def commit(self, origin: object = None) -> bool:
        """Make the pending typing one edit.

        After a pause, on Enter, on leaving the line, on play.
        """
        typing, self._typing = self._typing, None
        if typing is None:
            return False
        if typing.after.text == typing.before.text:
            self._journal.draft(None)
            return False
        index = self.episode.transcript.index_of(typing.before.id)
        splice = Splice(Track.SEGMENTS, index, (typing.before,), (typing.after,))
        edit = Edit("type", (splice,), typing.caret_before, typing.caret_after)
        try:
            return self._do(edit, origin)
        except UserError:
            self._typing = typing
            raise

    def restore(self, draft: Draft) -> bool:
        """Bring back what was being typed when the program was stopped."""
        if not self.episode.transcript.has(draft.segment):
            return False
        index = self.episode.transcript.index_of(draft.segment)
        before = self.episode.transcript[index]
        splice = Splice(Track.SEGMENTS, index, (before,), (with_text(before, draft.text),))
        caret = Caret(before.id, min(draft.caret, len(draft.text)))
        return self.do(Edit("restore-draft", (splice,), caret, caret))

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
        self.episode.check(edit)
        deque(vet(edit), maxlen=0)

    def _refuse_if_closed(self) -> None:
        if self.read_only:
            raise UserError("project-read-only")
        if self._pending is not None:
            raise UserError("session-busy")

    def _carry_out(self, edit: Edit, merged: Edit | None, origin: object) -> None:
        self.episode.apply(edit, origin)
        self._note(edit, merged)

    def _note(self, edit: Edit, merged: Edit | None) -> None:
        self.history.push(merged or edit, merge=merged is not None)
        self._announce()

    def _step(self, edit: Edit, by: int, origin: object) -> Edit:
        self._refuse_if_closed()
        self.episode.check(edit)
        self._journal.record_step(edit, self._reach(by)).result()
        self.episode.apply(edit, origin)
        self.history.step(by)
        self._announce()
        return edit

    def _reach(self, by: int) -> int:
        """How many edits one step back (-1) or forth (1) is, negative where it goes back."""
        return by * len(self.history.undoing if by < 0 else self.history.redoing)

    def _settle(self, pending: Pending) -> Iterator[None]:
        yield from self.episode.applying(pending.edit, pending.origin)
        self._pending = None
        if pending.by:
            self.history.step(pending.by)
            self._announce()
        else:
            self._note(pending.edit, None)

    def _abandon(self) -> None:
        self._pending = None

    def _announce(self) -> None:
        for listener in tuple(self._listeners):
            listener()


@dataclass(frozen=True, slots=True)
class Pending:
    """A large edit on its way to the disk."""

    session: Session
    edit: Edit
    written: Future[None]
    origin: object = None
    by: int = 0
    """-1 where it is an undo, 1 where a redo, 0 where a new edit."""

    @property
    def ready(self) -> bool:
        """Whether the disk has it (or refused it)."""
        return self.written.done()

    def finish(self) -> None:
        """Apply the edit once it is written; raises ``UserError`` where it could not be."""
        deque(self.steps(), maxlen=0)

    def steps(self) -> Iterator[None]:
        """The same in pieces of a few ms: between two of them the window may paint.

        To be gone through to the end; the session takes no other edit before that.
        """
        try:
            self.written.result()
        except BaseException:
            self.session._abandon()  # noqa: SLF001 - the two are one mechanism
            raise
        yield from self.session._settle(self)  # noqa: SLF001


def vet(edit: Edit) -> Iterator[None]:
    """Look through the lines an edit would leave, some at a time.

    Raises ``ValueError`` where one would break an invariant: a mistake of the planner.
    """
    for splice in edit.splices:
        if splice.track is not Track.SEGMENTS:
            continue
        for item in splice.after:
            for problem in segment_problems(cast("Segment", item)):
                message = f"{edit.verb} would break an invariant: {problem}"
                raise ValueError(message)
        yield
