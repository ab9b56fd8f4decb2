"""Beginning: what a person can do about a project without a line, said on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from editor.app.drafting import begun
from editor.app.opening import recording_path
from editor.model.time import clock
from editor.model.verbs.inserting import first_line
from editor.ui.command_button import CommandButton
from editor.ui.features.feature import Feature
from editor.ui.pieces import KeyButton, muted, title_label

if TYPE_CHECKING:
    from editor.app.kept_draft import KeptDraft
    from editor.ui.desk import Desk

_WIDTH: Final = 560
_LINE: Final = 5_000
"""Ms of a first line where no recording says how long it may be."""


class Beginning(Feature):
    """A card on the page, there for as long as the transcript has no line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card: QFrame | None = None
        self._first: CommandButton | None = None
        self._said: QLabel | None = None
        self._unlisten = desk.session.listen(self._show)
        desk.window_.opened.connect(self._take_focus)

    def come_back(self) -> None:
        self._show()

    def shut(self) -> None:
        self._unlisten()
        self._desk.window_.opened.disconnect(self._take_focus)

    def _show(self) -> None:
        empty = not len(self._desk.session.episode.transcript)
        if self.card is None and empty:
            self.card = self._made()
        if self.card is not None and empty == self.card.isHidden():
            self.card.setVisible(empty)
            if empty:
                self._offer(None)
                self.look()

    def look(self) -> None:
        """See whether anything is kept of a draft, while there is no line."""
        desk = self._desk
        if self.card is None or self.card.isHidden():
            return
        recording = recording_path(desk.path, desk.session.episode.info)
        if recording is not None and recording.is_file():
            work = begun(desk.window_.folders.drafts, recording)
            desk.runner.start(
                "probe",
                work,
                done=lambda found: self._offer(found[1]),
                failed=desk.failed,
                quiet=True,
            )

    def _offer(self, kept: KeptDraft | None) -> None:
        """Offer a draft, or back what is kept of one that was broken off or not taken in."""
        tr = self._desk.tr
        name = tr("Draft a transcript…") if kept is None else tr("Go on with the draft…")
        if kept is None:
            said = tr(
                "Let a draft be made of the recording, which you then correct by ear. Or open a "
                "transcript or captions that exist: they are looked at before they come in. Or "
                "type: Return parts a line."
            )
        elif kept.whole:
            said = tr("A draft of the whole recording is kept. It only has to be taken in.")
        else:
            said = tr(
                "A draft was broken off. What was heard is kept, until {done} of {total}: it can "
                "be gone on with from there."
            ).format(done=clock(kept.done), total=clock(kept.total))
        if self._first is not None and self._said is not None and self.card is not None:
            self._first.setText(name)
            self._said.setText(said)
            self.card.setAccessibleDescription(said)

    def _take_focus(self) -> None:
        """Put the focus on the first button: there is nothing on the page to type into."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self) -> None:
        """Begin with an empty line, as long as the recording is."""
        episode = self._desk.session.episode
        recording = episode.info.recording
        whole = recording.duration if recording is not None else 0
        if self._desk.do(first_line(episode, whole or _LINE)):
            self._desk.take_focus()

    def _made(self) -> QFrame:
        tr, page = self._desk.tr, self._desk.page.viewport()
        title = title_label()
        title.setText(tr("Nothing is written down yet."))
        self._said = said = muted()
        said.setWordWrap(True)
        card = QFrame(page)
        card.hide()
        card.setMaximumWidth(_WIDTH)
        card.setAccessibleName(title.text())
        card.setCursor(Qt.CursorShape.ArrowCursor)
        column = QVBoxLayout(card)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(said)
        column.addLayout(self._buttons(card))
        across = QHBoxLayout()  # no alignment: with one, a layout asks for no height for the width
        across.addStretch(1)
        across.addWidget(card, _WIDTH)
        across.addStretch(1)
        around = QVBoxLayout(page)
        around.addStretch(1)
        around.addLayout(across)
        around.addStretch(2)
        return card

    def _buttons(self, card: QFrame) -> QVBoxLayout:
        """One below the other: beside a film the page is narrower than the three of them."""
        tr, actions = self._desk.tr, self._desk.window_.actions_
        draft = CommandButton(tr("Draft a transcript…"), "project.draft", actions, card)
        other = CommandButton(tr("Open a transcript…"), "project.open", actions, card)
        first = KeyButton(tr("Type the first line"), "", card)
        first.clicked.connect(self._type)
        self._first = draft
        made = QVBoxLayout()
        for button in (draft, other, first):
            made.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return made
