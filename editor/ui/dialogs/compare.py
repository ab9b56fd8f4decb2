"""Compare window: two points of the past, and word by word what lies between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QWidget,
)

from editor.app.comparing import Piece
from editor.app.past import Point, PointKind, Present, between, restored
from editor.model.errors import UserError
from editor.ui.dialogs.setting_out import bare_column
from editor.ui.difference import (
    after,
    before,
    entry,
    facts,
    html,
    legend,
    signed,
    signed_entry,
    speaker_name,
)
from editor.ui.pieces import ChoiceBox, muted, title_label
from editor.ui.points import point_name
from editor.ui.slices import Slices
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.app.comparing import Change, Comparison, Hunk
    from editor.model.edits import Edit
    from editor.ui.desk import Desk
    from editor.ui.dialogs.edit_choice import EditChoice
    from editor.ui.runner import ThreadJob

_SIZE: Final = (940, 660)
_LETTERS: Final = 16
"""Letters of a point's name that its box has room for in the smallest window."""

_MARGIN: Final = 40
"""Points beside the names in the open list, which shows the whole of each."""

_SLICE: Final = 0.003
"""Seconds of laying changes out between two looks at the events."""

_MOST: Final = 400
"""Changes that are laid out; then a button shows as many more."""


class CompareWindow(QDialog):
    """Stays open beside the work. The comparison is worked out beside the window, too.

    ``returned`` carries the point that everything is to be made again.
    """

    returned = Signal(object)

    def __init__(
        self,
        desk: Desk,
        points: Sequence[Point],
        chosen: Point,
        choose: Callable[[QWidget], EditChoice],
    ) -> None:
        super().__init__(desk.window_)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What has changed"))
        self.resize(*_SIZE)
        self._desk = desk
        self._points = list(points)
        self._edits = [self._edit_at(point) for point in points]
        self._choose = choose
        self._found: Comparison | None = None
        self._job: ThreadJob | None = None
        self._left: Iterator[str] = iter(())
        self._ends = [self._combo(self.tr("From")), self._combo(self.tr("To"))]
        self._ends[0].setCurrentIndex(points.index(chosen))
        self._ends[1].setCurrentIndex(len(points) - 1)
        self._taken = [box.currentIndex() for box in self._ends]
        self._back = QPushButton(self.tr("Go back to this"), self)
        self._back.setToolTip(self.tr("Make everything what it was at the first of both points"))
        self._sides = QCheckBox(self.tr("Side by side"), self)
        self._signs = QCheckBox(self.tr("With signs"), self)
        self._signs.setToolTip(self.tr("Signs that are read aloud and stay in a copied text"))
        self._title = title_label("", self)
        self._facts = muted("", self)
        self._facts.setWordWrap(True)
        self._text = QTextBrowser(self)
        self._more = QPushButton(self.tr("Show more"), self)
        self._copy = QPushButton(self.tr("Copy as text"), self)
        self._slices = Slices(_SLICE, self)
        self._lay_out()
        self._connect()
        self._begin()

    def _combo(self, name: str) -> QComboBox:
        box = ChoiceBox(self)
        box.setAccessibleName(name)
        for point in self._points:
            box.addItem(point_name(point, self._desk.session.history))
        box.addItem(self.tr("An edit of the history…"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS)
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + _MARGIN)
        return box

    def _lay_out(self) -> None:
        self._text.setAccessibleName(self.tr("Changes"))
        self._text.setOpenLinks(False)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        for label, box in zip((self.tr("From"), self.tr("to")), self._ends, strict=True):
            ends.addWidget(QLabel(label, self))
            ends.addWidget(box, 1)
        ends.insertWidget(2, self._back)
        foot = QHBoxLayout()
        foot.addWidget(self._legend(), 1)
        foot.addWidget(self._sides)
        foot.addWidget(self._signs)
        foot.addSpacing(12)
        foot.addWidget(self._more)
        foot.addWidget(self._copy)
        for button in (self._back, self._more, self._copy):
            button.setAutoDefault(False)
        self._more.hide()
        layout = bare_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._facts)
        layout.addLayout(ends)
        layout.addWidget(self._text, 1)
        layout.addLayout(foot)
        order = (self._ends[0], self._back, self._ends[1], self._text, self._sides, self._signs)
        for one, other in pairwise(order):
            self.setTabOrder(one, other)

    def _legend(self) -> QLabel:
        tokens = self._desk.window_.theme.tokens
        words = " &nbsp; ".join(html([Piece(fate, said)], tokens) for fate, said in legend())
        label = QLabel(words, self)
        label.setAccessibleName(self.tr("What the forms mean"))
        return label

    def _connect(self) -> None:
        for box in self._ends:
            box.activated.connect(self._chosen)
        for switch in (self._sides, self._signs):
            switch.toggled.connect(self._show)
        self._text.anchorClicked.connect(self._follow)
        self._more.clicked.connect(self._go_on)
        self._copy.clicked.connect(self._copy_text)
        self._back.clicked.connect(self._return)
        self._desk.large.ended.connect(self._begin_if_done)
        self._desk.window_.theme.changed.connect(self._show)
        self.finished.connect(lambda _: self._stop())

    def _chosen(self) -> None:
        """Compare what was chosen; the last row asks for an edit, which is a point from then on."""
        asked = next((box for box in self._ends if box.currentIndex() == len(self._points)), None)
        if asked is None:
            self._begin()
            return
        asked.setCurrentIndex(self._taken[self._ends.index(asked)])
        choice = self._choose(self)
        choice.accepted.connect(lambda: self._take_edit(asked, choice.position))
        choice.finished.connect(choice.deleteLater)
        choice.open()

    def _take_edit(self, box: QComboBox, position: int | None) -> None:
        point = Point(PointKind.EDIT, position)
        known = [self._point(each) for each in range(len(self._points))]
        at = known.index(point) if point in known else self._add(point)
        box.setCurrentIndex(at)
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin()

    def _add(self, point: Point) -> int:
        """Offer one point more, before what is last: now. Returns its row."""
        at = len(self._points) - 1
        self._points.insert(at, point)
        self._edits.insert(at, self._edit_at(point))
        for each in self._ends:
            each.insertItem(at, point_name(point, self._desk.session.history))
        return at

    def _begin(self) -> None:
        """Work the comparison out anew."""
        desk = self._desk
        self._taken = [box.currentIndex() for box in self._ends]
        self._stop()
        now = Present.of(desk.session)
        one, other = (self._point(at) for at in self._taken)
        if one is None or other is None:
            self._back.setEnabled(False)
            self._title.setText(self.tr("That edit has changed since: choose it again"))
            return
        work = between(one, other, now, desk.opened.project)
        self._back.setEnabled(one.kind is not PointKind.NOW)
        name = self.tr("Go back to: {point}").format(point=self._ends[0].currentText())
        self._back.setAccessibleName(name)
        self._title.setText(self.tr("Comparing…"))
        self._facts.setText("")
        self._job = desk.runner.start(
            "compare", work, done=self._take, failed=self._fail, ended=self._over
        )

    def _stop(self) -> None:
        """Let go of what is being worked out and laid out."""
        if self._job is not None:
            self._job.cancel()
        self._slices.stop()

    def _over(self) -> None:
        """Say that it was stopped; if it was not, what it came to is about to be told."""
        self._job = None
        self._title.setText(self.tr("The comparison was stopped"))

    def _fail(self, error: Exception) -> None:
        self._title.setText(self.tr("This could not be compared"))
        self._desk.failed(error)

    def _take(self, found: Comparison) -> None:
        self._found = found
        lines = len(found.changes)
        self._title.setText(
            counted(lines, self.tr("{count} change of lines"), self.tr("{count} changes of lines"))
            if lines or found.entries
            else self.tr("Nothing has changed")
        )
        facts = (
            counted(found.lost, self.tr("{count} word removed"), self.tr("{count} words removed")),
            counted(found.won, self.tr("{count} word added"), self.tr("{count} words added")),
            counted(
                len(found.entries),
                self.tr("{count} change of people, chapters, notes and the rest"),
                self.tr("{count} changes of people, chapters, notes and the rest"),
            ),
        )
        self._facts.setText(" · ".join(facts))
        self._show()

    def _show(self) -> None:
        """Lay the changes out between the events."""
        self._text.clear()
        self._left = self._parts()
        self._go_on()

    def _go_on(self) -> None:
        self._more.hide()
        self._slices.begin(self._laying_out())

    def _laying_out(self) -> Iterator[None]:
        """Lay out as many changes as are shown at once, one at a step."""
        cursor = QTextCursor(self._text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for part in islice(self._left, _MOST):
            cursor.insertHtml(part)
            cursor.insertBlock()
            yield
        further = next(self._left, None)
        self._more.setVisible(further is not None)
        if further is not None:
            self._left = chain([further], self._left)

    def _parts(self) -> Iterator[str]:
        if self._found is None:
            return
        for each in self._found.entries:
            yield entry(each, self._desk.window_.theme.tokens)
        for number, change in enumerate(self._found.changes):
            yield self._change(self._found, number, change)

    def _change(self, found: Comparison, number: int, change: Change) -> str:
        tokens, hunk, signs = self._desk.window_.theme.tokens, change.hunk, self._signs.isChecked()
        told = escape(self._facts_of(found, hunk))
        link = f"<a href='restore:{number}'>{self.tr('Restore')}</a>"
        top = f"<span style='color:{tokens.muted}'>{told}</span> &nbsp; {link}"
        if not self._sides.isChecked():
            return (
                f"<p style='margin-top:9px'>{top}<br>{html(change.pieces, tokens, signs=signs)}</p>"
            )
        sides = (before(change.pieces), after(change.pieces))
        cells = "".join(
            f"<td width='50%' style='padding:2px 10px 2px 0'>{html(s, tokens, signs=signs)}</td>"
            for s in sides
        )
        table = f"<table width='100%' cellspacing='0'><tr>{cells}</tr></table>"
        return f"<p style='margin-top:9px'>{top}</p>{table}"

    def _facts_of(self, found: Comparison, hunk: Hunk) -> str:
        was, now = (partial(speaker_name, each) for each in (found.before, found.after))
        return facts(hunk, was, now)

    def _follow(self, link: QUrl) -> None:
        """Bring back the lines of a change, as they were at the first point."""
        if self._found is None:
            return
        hunk = self._found.changes[int(link.path())].hunk
        line = (*hunk.before, *hunk.after)[0].id
        session = self._desk.session
        session.commit(self._desk)
        try:
            done = self._desk.do(restored(line, self._found.before, session.episode))
        except UserError as error:
            self._desk.failed(error)
            return
        if done:
            self._begin()

    def _edit_at(self, point: Point) -> Edit | None:
        if point.kind is not PointKind.EDIT or point.position is None:
            return None
        return self._desk.session.history.at(point.position)

    def _point(self, at: int) -> Point | None:
        """A point where it is by now; ``None`` where its edit was given up or is another one.

        The work goes on beside this window: others may have been put beneath an edit.
        """
        edit = self._edits[at]
        if edit is None:
            return self._points[at]
        step = self._desk.session.history.step_of(edit)
        return None if step is None else Point(PointKind.EDIT, step.start)

    def _return(self) -> None:
        point = self._point(self._ends[0].currentIndex())
        if point is None:
            self._begin()  # says so
        else:
            self.returned.emit(point)

    def _begin_if_done(self, done: bool) -> None:
        """Compare anew after a large edit, such as going back was."""
        if done:
            self._begin()

    def _copy_text(self) -> None:
        found = self._found
        if found is not None:
            lines = [signed_entry(each) for each in found.entries]
            lines += (
                f"{self._facts_of(found, change.hunk)}  {signed(change.pieces)}"
                for change in found.changes
            )
            QGuiApplication.clipboard().setText("\n".join(lines))
