"""People window: who speaks how much, as a bar chart that can be read out; merge, swap, remove."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from editor.app.statistics import Speech, statistics
from editor.app.tallies import TALK
from editor.model.edits import Change
from editor.model.time import clock
from editor.model.verbs import people
from editor.ui.dialogs.asking import ask_choice
from editor.ui.dialogs.setting_out import titled_column
from editor.ui.features.people import roles_of
from editor.ui.panels.speakers import PATTERNS
from editor.ui.pieces import muted, tabular
from editor.ui.rows import Index

if TYPE_CHECKING:
    from editor.model.edits import Edit
    from editor.model.people import Speaker
    from editor.ui.desk import Desk
    from editor.ui.theme import Theme

_SIZE: Final = (860, 460)
_NAME, _ROLES, _TALK, _WORDS, _SPEED = range(5)
_SHARE: Final = Qt.ItemDataRole.UserRole
_PLACE: Final = Qt.ItemDataRole.UserRole + 1


class PeopleWindow(QDialog):
    """Stays open beside the work; every change is an edit that undo takes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window_)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("People"))
        self.resize(*_SIZE)
        self._desk = desk
        self._figures: dict[int | None, Speech] = {}
        self._over = False
        self._table = QTableWidget(0, 5, self)
        self._facts = muted("", self)
        self._buttons: list[QPushButton] = []
        self._remover = QPushButton(self.tr("Remove…"), self)
        self._later = QTimer(self, singleShot=True, interval=120)
        self._later.timeout.connect(self._count)
        self._make_table(desk.window_.theme)
        self._lay_out()
        self._unwatch = desk.session.episode.watch(self)
        desk.destroyed.connect(self.close)
        self.finished.connect(lambda _: self._shut())
        self._show()
        self._count()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """People or who says what has changed; counted anew once things are quiet."""
        if change.touches(TALK):
            self._later.start()

    @property
    def _people(self) -> list[Speaker]:
        return list(self._desk.session.episode.speakers)

    def _make_table(self, theme: Theme) -> None:
        table = self._table
        table.setAccessibleName(self.tr("People and their talk time"))
        about = self.tr("F2 changes a name or the roles, Delete removes a person.")
        table.setAccessibleDescription(about)
        self._columns = (
            self.tr("Name"),
            self.tr("Roles"),
            self.tr("Talk time"),
            self.tr("Words"),
            self.tr("Words a minute"),
        )
        table.setHorizontalHeaderLabels(self._columns)
        table.verticalHeader().setVisible(False)
        table.setShowGrid(False)
        table.setFont(tabular(table.font()))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        table.setTabKeyNavigation(False)
        table.setItemDelegateForColumn(_TALK, _Bars(theme, table))
        table.setItemDelegateForColumn(_NAME, _Names(theme, table))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_TALK, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_NAME, 210), (_ROLES, 120), (_WORDS, 80), (_SPEED, 120)):
            table.setColumnWidth(column, width)
        table.itemChanged.connect(self._changed)
        table.currentCellChanged.connect(lambda *_: self._enable())
        theme.changed.connect(table.viewport().update)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for text, act in (
            (self.tr("Merge into…"), self._merge),
            (self.tr("Swap with…"), self._swap),
            (self.tr("Give all lines to…"), self._reassign),
            (self.tr("Move up"), partial(self._move, -1)),
            (self.tr("Move down"), partial(self._move, 1)),
        ):
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self._buttons.append(button)
            row.addWidget(button)
        self._remover.setAutoDefault(False)
        about = self.tr(
            "Takes the person off the list; asks whose the lines are, if there are any."
        )
        self._remover.setAccessibleDescription(about)
        self._remover.setToolTip(about)
        self._remover.clicked.connect(self._remove)
        row.addWidget(self._remover)
        row.addStretch(1)
        key, here = QKeySequence.StandardKey.Delete, Qt.ShortcutContext.WidgetShortcut
        QShortcut(key, self._table, context=here).activated.connect(self._remove)
        layout = titled_column(self, self.tr("People"))
        layout.addWidget(self._facts)
        layout.addWidget(self._table, 1)
        layout.addLayout(row)

    def _count(self) -> None:
        self._desk.runner.start(
            "statistics",
            statistics(self._desk.session.episode.snapshot()),
            done=self._take,
            failed=self._desk.failed,
        )

    def _take(self, figures: list[Speech]) -> None:
        if self._over:  # what was counted may arrive once the window is gone
            return
        self._figures = {speech.speaker: speech for speech in figures}
        self._show()

    def _show(self) -> None:
        table, now = self._table, self._table.currentRow()
        whole = sum(speech.talk for speech in self._figures.values())
        nobody = self._figures.get(None)
        entries: list[tuple[int | None, str, tuple[str, ...]]] = [
            (person.id, person.name, person.roles) for person in self._people
        ]
        if nobody is not None and nobody.talk:
            entries.append((None, self.tr("Nobody named"), ()))
        table.blockSignals(True)
        table.setRowCount(len(entries))
        for row, (speaker, name, roles) in enumerate(entries):
            speech = self._figures.get(speaker) or Speech(speaker, name)
            self._fill(row, name, roles, speech, whole)
        table.setCurrentCell(min(max(0, now), len(entries) - 1), _NAME)
        table.blockSignals(False)
        self._facts.setText(self._counted().format(count=len(self._people), time=clock(whole)))
        self._enable()

    def _counted(self) -> str:
        if len(self._people) == 1:
            return self.tr("{count} person, {time} of talk. The order gives the digits.")
        return self.tr("{count} people, {time} of talk. The order gives the digits.")

    def _fill(
        self, row: int, name: str, roles: tuple[str, ...], speech: Speech, whole: int
    ) -> None:
        known = speech.speaker is not None
        share = speech.talk / whole if whole else 0.0
        talk = self.tr("{time} · {share} %").format(
            time=clock(speech.talk), share=round(share * 100)
        )
        speed = round(speech.per_minute(speech.words))
        texts = (name, ", ".join(roles), talk, f"{speech.words:,}", str(speed or ""))
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(_SHARE, share)
            item.setData(_PLACE, row if known else None)
            if not known or column not in (_NAME, _ROLES):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if column in (_WORDS, _SPEED):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            said = f"{name}, {self._columns[column]}: {text}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self._table.setItem(row, column, item)
        self._table.setRowHeight(row, QFontMetrics(self._table.font()).height() + 16)

    def _chosen(self) -> Speaker | None:
        listed, row = self._people, self._table.currentRow()
        return listed[row] if 0 <= row < len(listed) else None

    def _enable(self) -> None:
        person, several = self._chosen(), len(self._people) > 1
        for button in self._buttons:
            button.setEnabled(person is not None and several)
        self._remover.setEnabled(person is not None)

    def _changed(self, item: QTableWidgetItem) -> None:
        person = self._people[item.row()]
        episode = self._desk.session.episode
        text = " ".join(item.text().split())
        if item.column() == _ROLES:
            self._do(people.set_roles(episode, person.id, roles_of(text)))
        elif text and text != person.name:
            self._do(people.rename(episode, person.id, text))
        self._later.start()

    def _do(self, edit: Edit) -> None:
        self._desk.session.commit(self._desk)
        self._desk.do(edit)

    def _ask(self, label: str) -> tuple[Speaker, Speaker] | None:
        person = self._chosen()
        if person is None:
            return None
        others = [other for other in self._people if other.id != person.id]
        names = [other.name for other in others]
        at = ask_choice(self, self.tr("People"), label.format(name=person.name), names)
        return None if at is None else (person, others[at])

    def _merge(self) -> None:
        if both := self._ask(self.tr("{name} is the same person as:")):
            self._do(people.merge(self._desk.session.episode, both[0].id, both[1].id))

    def _swap(self) -> None:
        if both := self._ask(
            self.tr("{name} has the lines of this person, and the other way round:")
        ):
            episode = self._desk.session.episode
            everywhere = range(len(episode.transcript))
            self._do(people.swap(episode, everywhere, both[0].id, both[1].id))

    def _reassign(self) -> None:
        if both := self._ask(self.tr("The lines of {name} go to:")):
            episode = self._desk.session.episode
            everywhere = range(len(episode.transcript))
            self._do(people.reassign(episode, everywhere, both[0].id, both[1].id))

    def _move(self, by: int) -> None:
        person, row = self._chosen(), self._table.currentRow()
        if person is not None:
            self._do(people.move(self._desk.session.episode, person.id, row + by))
            self._table.setCurrentCell(min(max(0, row + by), len(self._people) - 1), _NAME)
            self._show()

    def _remove(self) -> None:
        person = self._chosen()
        edit = self._removal(person) if person else None
        if edit is not None:
            self._do(edit)
            self._show()

    def _removal(self, person: Speaker) -> Edit | None:
        """Plan that a person leaves the list; lines of theirs go to nobody or to somebody else."""
        episode = self._desk.session.episode
        removal = people.remove(episode, person.id)
        if all(line.speaker != person.id for line in episode.transcript):
            return removal
        others = [other for other in self._people if other.id != person.id]
        heirs = [self.tr("Nobody named"), *(other.name for other in others)]
        label = self.tr("{name} leaves the list. Their lines go to:").format(name=person.name)
        at = ask_choice(self, self.tr("People"), label, heirs)
        if at is None:
            return None
        return people.remove(episode, person.id, others[at - 1].id) if at else removal

    def _shut(self) -> None:
        self._over = True
        self._later.stop()
        self._unwatch()


class _Names(QStyledItemDelegate):
    """A name behind the speaker's colour and pattern."""

    def __init__(self, theme: Theme, parent: QTableWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = index.data(_PLACE)
        box = option.rect
        sign = QRectF(box.left() + 10, box.center().y() - 5, 11, 11)
        moved = QStyleOptionViewItem(option)
        moved.rect = box.adjusted(20, 0, 0, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme.colour("accent_ground"))
            moved.state = option.state & ~QStyle.StateFlag.State_Selected
        super().paint(painter, moved, index)
        if place is not None:
            colour = QColor(self._theme.tokens.speaker(place))
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colour)
            painter.setBrush(QBrush(colour, PATTERNS[place % len(PATTERNS)]))
            painter.drawRoundedRect(sign, 2, 2)
            painter.restore()


class _Bars(QStyledItemDelegate):
    """A bar as long as the share of the talk, in the speaker's colour and pattern."""

    def __init__(self, theme: Theme, parent: QTableWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.colour("accent_ground"))
        place, share = index.data(_PLACE), float(index.data(_SHARE) or 0.0)
        text = str(index.data())
        words = QFontMetrics(option.font).horizontalAdvance("00:00:00 · 100 %") + 14
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        bar = QRectF(box.left(), box.center().y() - 5, max(0.0, box.width() - words), 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("bar"))
        painter.drawRoundedRect(bar, 3, 3)
        if share > 0:
            part = QRectF(bar.left(), bar.top(), max(4.0, bar.width() * share), bar.height())
            colour = QColor(self._theme.tokens.speaker(place))
            painter.setPen(colour)
            pattern = PATTERNS[place % len(PATTERNS)] if place is not None else None
            painter.setBrush(QBrush(colour, pattern or Qt.BrushStyle.Dense6Pattern))
            painter.drawRoundedRect(part, 3, 3)
        painter.setPen(self._theme.colour("text"))
        painter.setFont(option.font)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, text)
        painter.restore()
