"""Desk: one open project on the screen, and the ground its commands stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from editor.app.errors import for_people
from editor.app.settings import FOLLOW, TEXT_FONT, TEXT_SIZE, VIEW
from editor.model.edits import Caret, Edit
from editor.model.render import Rendering, View, render
from editor.ui.actions import KeyGuard, gathered
from editor.ui.commands.editing import EditCommands
from editor.ui.commands.files import FileCommands
from editor.ui.commands.lines import LineCommands
from editor.ui.commands.people import SpeakerCommands
from editor.ui.commands.playing import PlayCommands
from editor.ui.commands.viewing import ViewCommands
from editor.ui.drop import FileDrop
from editor.ui.features.find_replace import FindReplace
from editor.ui.features.table import FEATURES
from editor.ui.find_bar import FindBar
from editor.ui.frame import Frame
from editor.ui.large import LargeEdits
from editor.ui.memory import Memory
from editor.ui.page.page import TranscriptPage
from editor.ui.page.shown import Place
from editor.ui.panels.chapters import ChapterList
from editor.ui.panels.speakers import SpeakerList
from editor.ui.player.choose import make_players
from editor.ui.player.late import LatePlayer
from editor.ui.recording import RecordingLoader
from editor.ui.recovered import Recovered
from editor.ui.runner import OwnJobs
from editor.ui.saving import Saving
from editor.ui.search import Search
from editor.ui.sound import Sound
from editor.ui.standing import Standing
from editor.ui.toolbar import Toolbar
from editor.ui.waveform.strip import Waveform

if TYPE_CHECKING:
    from editor.app.heard import Listener
    from editor.app.playback import Playback
    from editor.app.search.hits import Hit
    from editor.app.search.scope import Scope, Where
    from editor.model.segment import Segment
    from editor.model.time import Ms
    from editor.ui.actions import Acting, Handler
    from editor.ui.entrance import Entered
    from editor.ui.features.feature import Feature
    from editor.ui.main_window import MainWindow


F = TypeVar("F", bound="Feature")


_REMEMBER_MS: Final = 1_000
"""How long the caret rests in a line before a kill would bring the person back there."""


class Desk(QWidget):
    """The controller of one open project: commands come in, verbs are planned, the page shows.

    It is made in three steps: ``build`` makes its parts, some ms at a time; once it is on the
    screen, ``come_back`` gives it the keys and shows the project where the person left it.
    """

    def __init__(self, window: MainWindow, path: Path, entered: Entered) -> None:
        super().__init__()
        self.window_ = window  # "window" is Qt's
        self.path = path
        self.entered = entered
        self.opened = entered.opened
        self.session = self.opened.session
        self.settings = window.settings
        self.tallies = entered.tallies
        self.runner = OwnJobs(window.runner)

    # --- where the person is

    @property
    def playback(self) -> Playback:
        """The play keys' side of the player."""
        return self.sound.playback

    @property
    def listener(self) -> Listener:
        """Finds the word that sounds at a moment."""
        return self.sound.listener

    @property
    def view(self) -> View:
        """Which words are on the page."""
        return self.page.view

    @property
    def row(self) -> int:
        """The line the caret is in."""
        return self._place().row

    @property
    def rows(self) -> Sequence[int]:
        """The lines that are selected and seen, else the one the caret is in.

        A selection up to the start of a line has nothing of it.
        """
        self.need_line()
        first, last = self.page.selected()
        open_ended = last.offset == 0 and last.row > first.row
        return self.page.in_sight(range(first.row, last.row + (not open_ended))) or [self.row]

    @property
    def offset(self) -> int:
        """Where in the line's own text the caret is; 0 while there is no line."""
        place = self._place()
        if not self.session.episode.transcript:
            return 0
        return self.rendering(place.row).to_source(place.offset)

    @property
    def shown_offset(self) -> int:
        """Where in the line as shown the caret is."""
        return self._place().offset

    @property
    def selected_text(self) -> str:
        """What is selected within one line, to search for."""
        first, last = self.page.selected()
        if first.row != last.row or not self.session.episode.transcript:
            return ""
        return self.rendering(first.row).text[first.offset : last.offset]

    def need_line(self) -> None:
        """Refuse what is about the line at the caret while there is none (``line-none``)."""
        self.session.line(self.row)

    def rendering(self, row: int) -> Rendering:
        """A line as the page shows it."""
        return render(self.session.line(row), self.page.view)

    # --- going places

    def go(self, row: int, offset: int) -> None:
        """Put the caret into a line, at an offset of its own text."""
        self.page.go_to(row, offset)

    def go_to_time(self, at: Ms) -> None:
        """Put playhead and caret at a moment."""
        if self.playback.ready:
            self.playback.seek(at)
        else:
            self.waveform.show_playhead(at)
            self.toolbar.show_position(at, self.session.episode.duration)
        heard = self.listener.at(at)
        if heard is not None:
            self.go(heard.row, heard.start)
        elif len(self.session.episode.transcript):
            self.go(max(0, self.session.episode.transcript.index_at(at)), 0)

    def show_hit(self, hit: Hit) -> None:
        """Select what was found; the other places are outlined."""
        self.page.select(Place(hit.row, hit.start), Place(hit.row, hit.end))

    def next_pane(self, by: int) -> None:
        """Move the focus to the next pane, or the one before."""
        self.frame.next_pane(by)

    def take_focus(self) -> None:
        """Put the focus on the page."""
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def feature(self, kind: type[F]) -> F:
        """The feature of this kind; raises ``LookupError`` where the table has none."""
        for feature in self.features:
            if isinstance(feature, kind):
                return feature
        raise LookupError(kind)

    # --- doing things

    def do(self, edit: Edit) -> bool:
        """Carry out an edit, caret and all; what is refused is told, not raised."""
        return self.page.editing.do(edit)

    def do_large(self, edit: Edit) -> None:
        """Carry out an edit of many lines: the disk writes while the window goes on."""
        self.large.do(edit)

    def failed(self, error: Exception) -> None:
        """Say what went wrong; what is no matter for people goes on as the bug it is."""
        self.window_.tell(for_people(error))

    def say(self, words: str) -> None:
        """Say something good to know."""
        self.window_.message.note(words)

    def set_view(self, view: View) -> None:
        """Show other words of the same lines."""
        self.page.set_view(view)
        self.toolbar.views.show_view(view)
        for other in View:
            self.window_.actions_.check(f"view.{other}", on=other is view)
        for feature in self.features:
            feature.view_chosen(view)
        self.find_bar.refresh()

    def load_recording(self, at: Ms = 0) -> None:
        """Take the episode's recording, another one perhaps than before."""
        self.loader.load(self.path, at)

    def shut(self) -> None:
        """Write what is pending and let go of everything; raises ``UserError`` where it cannot."""
        self.large.finish()
        self._leave_fields()
        self.saving.settle()
        self._remembering.stop()
        self._remember()
        self.runner.shut()
        for end in self._ends:
            end()
        self.search.stop()
        self.loader.stop()
        self.sound.shut()
        for feature in self.features:
            feature.shut()
        self.chapters.close_watch()
        self.speakers.close_watch()
        self.tallies.close()
        self.saving.shut()
        self.recovered.shut()
        self.standing.shut()
        self._unbind()
        self.frame.shut()
        self.page.open(None)
        self.opened.project.close()

    # --- inside

    def _leave_fields(self) -> None:
        """What is being typed into a list is taken, as it is when a person goes elsewhere."""
        field = QApplication.focusWidget()
        if field is not None and field is not self.page and self.isAncestorOf(field):
            field.clearFocus()

    def build(self) -> Iterator[None]:
        """Make the parts, one after the other."""
        yield from self._make_parts()
        yield
        self._commands = self._handlers()
        self._connect()
        self.standing = Standing(
            self.session, self.tallies, self.window_.status, self.window_.actions_
        )
        yield
        yield from self.frame.filling()

    def _make_parts(self) -> Iterator[None]:
        self._remembering = QTimer(self, singleShot=True, interval=_REMEMBER_MS)
        self._remembering.timeout.connect(self._remember)
        window, session, theme = self.window_, self.session, self.window_.theme
        actions = window.actions_
        self.toolbar = Toolbar(actions, theme)
        self.waveform = Waveform(theme)
        yield
        self.page = TranscriptPage(tokens=theme.tokens)
        yield
        self.large = LargeEdits(session, self.runner, self)
        self.search = Search(self._ground, self.runner, self)
        self.find_bar = FindBar(self.toolbar.find_field, self.search, theme, self._scope)
        yield
        self.chapters = ChapterList(session, self.do, theme)
        self.speakers = SpeakerList(session, self.tallies, self.do, theme)
        player = LatePlayer(window.multimedia, lambda: make_players(self.settings))
        self.sound = Sound(session, self.settings, self.toolbar, self.waveform, player)
        cache = window.folders.cache / "peaks"
        self.loader = RecordingLoader(session, self.sound, self.waveform, self.runner, cache)
        self.features = []
        for feature in FEATURES:
            yield
            self.features.append(feature(self))
        yield
        self.frame = Frame(self)
        yield
        self.saving, self.recovered = Saving(self), Recovered(self)
        self._guard = KeyGuard(actions, self.page)
        # A text field would take a file for its path's letters.
        self._drop = FileDrop(self.page.viewport())
        self._drop.dropped.connect(window.open_files)

    def _handlers(self) -> dict[str, Handler]:
        self.people = SpeakerCommands(self)
        self.play = PlayCommands(self)
        groups: tuple[Acting, ...] = (
            FileCommands(self), self.saving, EditCommands(self), self.play, LineCommands(self),
            self.people, ViewCommands(self), self.frame, *self.features,
        )  # fmt: skip
        return gathered(groups)

    def _connect(self) -> None:
        page = self.page
        self.window_.theme.changed.connect(self._colour)  # the theme is there for longer
        page.failed.connect(self.failed)
        page.line_changed.connect(self._line_changed)
        page.play_from.connect(self.playback.play_from)
        page.follow_changed.connect(lambda on: self.window_.actions_.check("play.follow", on=on))
        page.zoom_asked.connect(self._zoom)
        self.waveform.sought.connect(self._seek)
        self.sound.placed.connect(self._hear)
        self.sound.turned.connect(self._turned)
        self.sound.failed.connect(self.failed)
        self.loader.missing.connect(self.failed)
        self.loader.failed.connect(self.failed)
        self.chapters.chosen.connect(self.go_to_time)
        self.speakers.chosen.connect(lambda speaker: self.people.assign(speaker))
        self.search.finished.connect(lambda: self.page.show_matches(self.search.hits))
        self.large.failed.connect(self.failed)
        self.large.refused.connect(self.failed)
        self.large.begun.connect(lambda: self.standing.refresh())
        self.large.ended.connect(self.waveform.renew_all)
        self._ends = [
            self.session.listen(self.find_bar.refresh),
            self.session.episode.watch(self.waveform),
            self.settings.watch(TEXT_SIZE, self._size_text),
            self.settings.watch(TEXT_FONT, self._size_text),
        ]

    def _colour(self) -> None:
        self.page.set_tokens(self.window_.theme.tokens)

    def come_back(self) -> None:
        """Take the keys and show the project, on the screen by now, where the person left it."""
        self._unbind = self.window_.actions_.bind(self._commands)
        self.standing.refresh()
        kept = Memory.read(self.opened.memory)
        self._size_text()
        self.waveform.set_session(self.session)
        self.set_view(kept.view or View(self.settings[VIEW]))
        at = None if kept.line is None else Caret(kept.line, kept.offset)
        self.page.open(self.session, at)
        self.load_recording(kept.playhead)
        for feature in self.features:
            feature.come_back()
        self.recovered.tell()

    def _remember(self) -> None:
        if len(self.session.episode.transcript):
            line = self.session.episode.transcript[self.row]
            Memory(line.id, self.offset, self.view, self.playback.position).keep(self.session)

    def _line_changed(self, row: int) -> None:
        self.standing.show_row(row)
        self.waveform.show_line(row, come_along=not self.playback.playing)
        self.chapters.show_time(self.session.episode.transcript[row].start)
        self._remembering.start()

    def _hear(self, at: Ms) -> None:
        """Light the word at the playhead; at rest on nothing, nothing is lit."""
        playing = self.playback.playing
        self.page.hear(at if playing or at > 0 else None)
        self.page.announcer.quiet = playing

    def _seek(self, at: Ms) -> None:
        """Go where the waveform was clicked; without a recording, the caret goes there."""
        if self.playback.ready:
            self.playback.seek(at)
        else:
            self.go_to_time(at)

    def _turned(self, playing: bool) -> None:
        if playing and self.settings[FOLLOW]:
            self.page.set_follow(True)

    def _zoom(self, steps: int) -> None:
        command = "view.larger" if steps > 0 else "view.smaller"
        self.window_.actions_.run(command)

    def _place(self) -> Place:
        return self.page.caret() or Place(0, 0)

    def _ground(self) -> tuple[Sequence[Segment], View]:
        """The lines as typed so far, in a list of their own, and the view they are shown in."""
        lines = list(self.session.episode.transcript)
        if (typed := self.session.typing) is not None:
            row = self.session.episode.transcript.index_of(typed)
            lines[row] = self.session.line(row)
        return lines, self.page.view

    def _scope(self, where: Where) -> Scope:
        return self.feature(FindReplace).scope(where)

    def _size_text(self) -> None:
        self.page.set_text(self.settings[TEXT_SIZE], self.settings[TEXT_FONT])
