"""Export preview: what to write and how, with the very text that the file will hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from editor.app.captioning import profile_of
from editor.app.errors import for_people, sentence
from editor.app.exporting import Exported, ExportProfile, Target, export, spared_path
from editor.app.jobs import Step
from editor.app.ledger_export import warning
from editor.app.texts import repair_sentence, table
from editor.captions.profiles import profiles
from editor.formats.publication import Stamps
from editor.model.episode import Episode
from editor.model.render import View
from editor.ui.dialogs.setting_out import answers, file_row, titled_column
from editor.ui.pieces import ChoiceBox, muted, restyle
from editor.ui.text import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.app.jobs import Job, Runner, Work

SHOWN: Final = 20_000
"""Characters of the preview that are put on screen; the file always holds everything."""


class ExportPreview(QDialog):
    """Chooses target, words and place; ``profile`` and ``path`` are what was chosen.

    The text of the file is made beside the window: of a long episode it takes seconds.
    """

    def __init__(
        self,
        episode: Episode,
        profile: ExportProfile,
        folder: Path,
        runner: Runner,
        parent: QWidget | None = None,
        *,
        stem: str = "transcript",
        foreign: Callable[[Path], bool] = Path.exists,
    ) -> None:
        """``stem`` names the file of an episode without a title.

        ``foreign`` knows of a file that is there whether it is more than an earlier export.
        """
        super().__init__(parent)
        self._foreign = foreign
        self._plain = folder.absolute() / (_file_name(episode) or stem)
        self.setWindowTitle(self.tr("Export"))
        self.resize(760, 620)
        self._episode = episode.snapshot()
        self._runner = runner
        self._job: Job | None = None
        self._made: _Made | None = None
        self._named = False
        self.finished.connect(lambda _code: self._give_up())
        self._build(profile)
        self._show()

    @property
    def profile(self) -> ExportProfile:
        """What was chosen."""
        return ExportProfile(
            Target(self._target.currentData()),
            View(self._view.currentData()),
            Stamps(self._stamps.currentData()),
            self._headings.isChecked(),
            captions=str(self._guide.currentData()),
        )

    @property
    def path(self) -> Path:
        """Where the file goes."""
        return Path(self._place.text().strip())

    def _build(self, profile: ExportProfile) -> None:
        self._target = _choice(
            self.tr("Write"),
            [(table("targets")[target], target) for target in Target],
            profile.target,
        )
        self._view = _choice(
            self.tr("Words"),
            [
                (self.tr("Clean: without what is struck"), View.CLEAN),
                (self.tr("Verbatim: every word"), View.VERBATIM),
            ],
            profile.view,
        )
        self._guide = _choice(self.tr("Style guide"), self._guides(), profile.captions)
        self._stamps = _choice(
            self.tr("Times in the text"),
            [
                (self.tr("None"), Stamps.NONE),
                (self.tr("At each turn"), Stamps.TURN),
                (self.tr("At each chapter"), Stamps.CHAPTER),
            ],
            profile.stamps,
        )
        self._headings = QCheckBox(self.tr("Title and chapter headings"))
        self._headings.setChecked(profile.headings)
        self._text = _preview(self.tr("The text of the file"))
        self._facts = muted()
        self._facts.setWordWrap(True)
        self._there = muted()
        self._there.setWordWrap(True)
        self._place = QLineEdit()
        self._place.setAccessibleName(self.tr("File to write"))
        self._lay_out()
        for box in (self._target, self._view, self._guide, self._stamps):
            box.currentIndexChanged.connect(self._show)
        self._headings.toggled.connect(self._show)
        self._place.textEdited.connect(self._name_given)

    def _guides(self) -> list[tuple[str, str]]:
        """The project's own choice, then the other guides that are shipped."""
        own = profile_of(self._episode)
        chosen = self.tr("{guide} (chosen for this project)").format(guide=own.title)
        others = [(guide.title, key) for key, guide in profiles().items() if key != own.key]
        return [(chosen, ""), *others]

    def _lay_out(self) -> None:
        layout = titled_column(self, self.tr("Export"))
        layout.addLayout(self._form())
        layout.addWidget(self._facts)
        layout.addWidget(self._text, 1)
        layout.addLayout(file_row(self, self.tr("&File"), self._place, self._browse))
        layout.addWidget(self._there)
        layout.addWidget(self._buttons())

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        self._options = form
        form.addRow(self.tr("&Write"), self._target)
        form.addRow(self.tr("W&ords"), self._view)
        form.addRow(self.tr("&Style guide"), self._guide)
        form.addRow(self.tr("&Times"), self._stamps)
        form.addRow("", self._headings)
        return form

    def _buttons(self) -> QDialogButtonBox:
        self._write = QPushButton(self.tr("&Export"), self)
        return answers(self, self._write)

    @Slot()
    def _show(self) -> None:
        profile = self.profile
        for widget in (self._stamps, self._headings):
            self._options.setRowVisible(widget, profile.target is Target.TXT)
        self._options.setRowVisible(self._guide, profile.target is not Target.TXT)
        if not self._named:
            whole = self._plain.with_name(f"{self._plain.name}{profile.target.suffix}")
            self._place.setText(str(spared_path(whole, self._foreign)))
        self._give_up()
        self._made = None
        self._write.setEnabled(True)
        self._facts.setText(self.tr("The text is being made…"))
        self._say_there()
        self._job = self._runner.start(
            "preview",
            _making(self._episode, profile),
            done=self._show_made,
            failed=self._refuse,
            ended=self._over,
            quiet=True,
        )

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _over(self) -> None:
        self._job = None

    def _refuse(self, error: Exception) -> None:
        """The format cannot hold this episode."""
        said = sentence(for_people(error))
        self._write.setEnabled(False)
        self._text.setPlainText("")
        self._facts.setText(said)

    def _show_made(self, made: _Made) -> None:
        self._made = made
        self._text.setPlainText(made.exported.text[:SHOWN])
        self._say()

    def _say(self) -> None:
        """Say what the file would hold, and what becomes of one that is there."""
        self._say_there()
        if self._made is not None:
            said = (self._sentence(self._made.exported), self._made.unheard)
            self._facts.setText(" ".join(filter(None, said)))

    def _sentence(self, exported: Exported) -> str:
        amount = (
            counted(exported.count, self.tr("{count} caption"), self.tr("{count} captions"))
            if self.profile.target.writer
            else counted(
                exported.count, self.tr("{count} paragraph"), self.tr("{count} paragraphs")
            )
        )
        kept = table("losses")
        lost = ", ".join(kept.get(code, code) for code in exported.lost)
        said = f"{amount}."
        if lost:
            said = self.tr("{amount}. This format cannot hold: {lost}.").format(
                amount=amount, lost=lost
            )
        repairs = (repair_sentence(each.code, each.line, each.facts) for each in exported.repairs)
        return "\n".join((said, *repairs))

    def _say_there(self) -> None:
        """Say what would be replaced; loudly where that is another's work."""
        foreign = self._foreign(self.path)
        said = ""
        if foreign:
            said = self.tr(
                "{name} is there already, and is not as this project wrote it. It will be "
                "replaced, and what is in it is gone then."
            )
        elif self.path.exists():
            said = self.tr("{name} is there already, as it was exported, and will be replaced.")
        self._there.setText(said.format(name=self.path.name))
        self._there.setVisible(bool(said))
        restyle(self._there, "role", "warning" if foreign else "muted")
        self._write.setText(self.tr("R&eplace it") if foreign else self.tr("&Export"))

    @Slot()
    def _name_given(self) -> None:
        self._named = True
        self._say()

    @Slot()
    def _browse(self) -> None:
        suffix = self.profile.target.suffix
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export to"), self._place.text(), f"*{suffix}"
        )
        if chosen:
            self._place.setText(chosen)
            self._named = True
            self._say()


class _Made(NamedTuple):
    """What the file would hold, and what of it nobody has listened to."""

    exported: Exported
    unheard: str


def _making(episode: Episode, profile: ExportProfile) -> Work[_Made]:
    yield Step(0, note="export")
    exported = export(episode, profile)
    return _Made(exported, warning(episode) if profile.view is View.CLEAN else "")


def _choice(name: str, choices: list[tuple[str, str]], chosen: str) -> QComboBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    for title, value in choices:
        box.addItem(title, str(value))
    box.setCurrentIndex(max(0, box.findData(str(chosen))))
    return box


def _preview(name: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByKeyboard
        | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    text.setAccessibleName(name)
    text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    text.setTabChangesFocus(True)
    return text


def _file_name(episode: Episode) -> str:
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in episode.info.title)
    return " ".join(kept.split())[:80]
