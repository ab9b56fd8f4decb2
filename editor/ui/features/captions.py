"""Captions: the cues of the words on the page, as a list, as breaks in the text, as a preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from editor.app.caption_board import CaptionBoard
from editor.app.caption_watch import CaptionWatch
from editor.app.captioning import choose_words
from editor.app.cue_edges import CueTrack
from editor.model.edits import Edit
from editor.model.errors import UserError
from editor.model.render import View
from editor.model.time import Span
from editor.model.verbs.captions import Place
from editor.ui.features.caption_guide import choose_guide
from editor.ui.features.feature import Feature
from editor.ui.panels.captions import CaptionPanel
from editor.ui.panels.guides import OWN_GUIDE
from editor.ui.side import Tab
from editor.ui.slices import Slices

if TYPE_CHECKING:
    from editor.captions.live import Reflown
    from editor.model.time import Ms
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_BEING_MADE: Final = "The captions are being made; then this is done."
_SLICE: Final = 0.002
"""Seconds of making captions between two looks at what the window wants: beside a painting of all
of it, which the same edit asks for, that is half a frame."""


class CaptionFeature(Feature):
    """What the Captions menu does. Nothing is made before somebody looks at it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.board = CaptionBoard(desk.session.episode)
        self.watch = CaptionWatch(desk.session.episode, self.board)
        self.tab = Tab("captions", desk.tr("Captions"), self._make_panel)
        self.panels = (self.tab,)
        self.shown = False
        self._before = View.MARKED
        self._told = False
        self._waiting: tuple[Place, Callable[[], None]] | None = None
        self._along = Slices(_SLICE, desk)
        self._along.finished.connect(self.refresh)
        self._builder = Slices(_SLICE, desk)
        self._builder.finished.connect(self._built)
        self._ends = [desk.session.listen(self._changed)]
        self._connect()

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        return {
            "view.captions": self._toggle,
            "caption.guide": partial(choose_guide, self._desk, OWN_GUIDE),
            "caption.play": partial(self.at_row, self._play),
            "caption.next": partial(self.at_row, partial(self._walk, 1)),
            "caption.previous": partial(self.at_row, partial(self._walk, -1)),
        }

    def view_chosen(self, view: View) -> None:
        del view
        self._show(False)

    def shut(self) -> None:
        self._desk.window_.actions_.check("view.captions", on=False)
        self._builder.stop()
        self._along.stop()
        for end in self._ends:
            end()
        self.board.close()

    # --- showing

    @property
    def panel(self) -> CaptionPanel:
        """The list of captions, what is to be fixed, and the one in hand."""
        return self.tab.panel

    def _make_panel(self) -> CaptionPanel:
        desk, window = self._desk, self._desk.window_
        panel = CaptionPanel(self.board, self.watch, window.actions_, window.theme)
        panel.opened.connect(self.refresh)
        panel.chosen.connect(self._go)
        panel.heard.connect(self._play)
        panel.guided.connect(partial(choose_guide, desk))
        panel.worded.connect(self._word)
        panel.stood.connect(self._stand)
        return panel

    def _connect(self) -> None:
        desk = self._desk
        desk.page.caret_moved.connect(self._follow_caret)
        desk.sound.placed.connect(self._follow_sound)

    def _toggle(self) -> None:
        on = not self.shown
        if on:
            self._before = self._desk.view
            self._desk.set_view(self.board.view)
            self._desk.frame.bring_up("captions")
        self._show(on)
        if not on:
            self._desk.set_view(self._before)

    def _show(self, on: bool) -> None:
        """Draw the breaks into the page, or no longer."""
        if on == self.shown:
            return
        self.shown = on
        page, window = self._desk.page, self._desk.window_
        page.column.seams = self.board.seams if on else None
        if on:
            self.refresh()
            self._desk.toolbar.views.show_captions()
            for other in View:
                window.actions_.check(f"view.{other}", on=False)
        self._lay()
        window.actions_.check("view.captions", on=on)
        page.viewport().update()

    def _changed(self) -> None:
        """Re-flow soon what is on the screen; what nobody sees waits until it is looked at."""
        if not (self.shown or self.tab.isVisible()):
            if self._told:
                self._told = False
                self._desk.window_.status.show_captions("", good=True)
        elif not self._along.busy:
            self._along.begin(self.board.ahead())

    def refresh(self) -> None:
        """Show what changed since the last time; it is the builder's where that was too much."""
        changed = self._caught_up()
        if changed:
            self._desk.page.update_rows(self.board.rows(changed))
        elif changed is not None:
            self._tell_findings(self.panel.row)

    def _caught_up(self) -> Reflown | None:
        """Re-flow what changed and show it; ``None`` where the builder is at work from now on."""
        if self._builder.busy:
            return None
        changed = self.board.refresh() if self.watch.ready else None
        if changed is None:
            self._builder.begin(self._made())
        elif changed:
            self.watch.take(changed)
            self.panel.take(changed)
            self._tell_count()
        return changed

    def _made(self) -> Iterator[None]:
        """Make and check all captions."""
        if self.board.refresh() is None:
            yield from self.board.build()
        yield from self.watch.check()

    def _built(self) -> None:
        """Show all captions, unless the lines were edited meanwhile: then once more."""
        if not self.watch.ready:
            self._builder.begin(self._made())
            return
        self.panel.show_choices()
        self.panel.show_all()
        self._tell_count()
        self._follow_caret(self._desk.row, self._desk.offset)
        self._desk.page.viewport().update()
        self._go_on()

    def _go_on(self) -> None:
        """Do what waited for the captions, where the caret is where it was asked for."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        place, then = waiting
        self._desk.window_.message.dismiss_if(self._desk.tr(_BEING_MADE))
        if place != Place(self._desk.row, self._desk.offset):
            self._desk.say(self._desk.tr("The captions are made."))
            return
        try:
            self.settled(then)
        except UserError as error:
            self._desk.failed(error)

    def _follow_caret(self, row: int, offset: int) -> None:
        if self.tab.isVisible():
            at = self.board.cue_at(Place(row, offset))
            if at is not None:
                self.panel.show_row(at)

    def _follow_sound(self, at: Ms) -> None:
        if self.tab.isVisible() and self._desk.playback.playing:
            cue = self.board.cue_heard(at)
            if cue is not None:
                self.panel.show_row(cue)

    # --- what breaks the style guide

    def _tell_count(self) -> None:
        self._told = True
        count, profile = self.watch.count, self.board.profile
        self.panel.findings.show_count(count, self.watch.safe, profile)
        words = self._desk.tr("Captions: {count} to fix ({guide})")
        said = words.format(count=f"{count:,}", guide=profile.title) if count else ""
        clear = self._desk.tr("Captions keep {guide}").format(guide=profile.title)
        self._desk.window_.status.show_captions(said or clear, good=not count)
        self._tell_findings(self.panel.row)
        self._lay()

    def _stand(self, row: int) -> None:
        self._tell_findings(row)
        if self.shown:
            self._lay()

    def _tell_findings(self, row: int) -> None:
        found = self.watch.of(row) if row >= 0 else []
        told = [(finding, self.watch.repair(finding)) for finding in found]
        self.panel.findings.show_findings(told, self.board.profile)

    def _walk(self, by: int, start: int) -> None:
        row = self.watch.next_row(start, by)
        if row is None:
            self._desk.say(self._desk.tr("No caption that way breaks the style guide."))
            return
        self._go(row)
        self.panel.show_row(row)

    # --- going and playing

    def _go(self, row: int) -> None:
        place = self.board.place(row)
        if place is not None:
            self._desk.go(place.index, place.at)
        elif row < len(self.board.cues):
            self._desk.go_to_time(self.board.cues[row].start)

    def _play(self, row: int) -> None:
        if 0 <= row < len(self.board.cues):
            cue = self.board.cues[row]
            self._desk.playback.play_span(Span(cue.start, cue.end))

    # --- deciding

    def settled(self, then: Callable[[], None]) -> None:
        """Do something with the captions of what is on the page now.

        Where they have to be made first, they are, beside the window, and it is done after that.
        """
        desk = self._desk
        desk.session.commit(desk)
        if self._caught_up() is not None:
            then()
            return
        self._waiting = (Place(desk.row, desk.offset), then)
        desk.say(desk.tr(_BEING_MADE))

    def in_hand(self) -> int:
        """The caption of the list while that has the focus, else at the caret; -1 for none."""
        if self.panel.list.hasFocus() and self.panel.row >= 0:
            return self.panel.row
        found = self.board.cue_at(Place(self._desk.row, self._desk.offset))
        return -1 if found is None else found

    def at_row(self, then: Callable[[int], None]) -> None:
        """Do something with the caption in hand; -1 where there is none."""
        self.settled(lambda: then(self.in_hand()))

    def decide(self, plan: Callable[[], Edit]) -> None:
        """Carry out what is planned of the captions as they are now, and show them."""
        self._desk.session.commit(self._desk)
        self._desk.do(plan())
        self.refresh()

    def track(self) -> CueTrack:
        """The captions as spans over the recording."""
        return CueTrack(self._desk.session.episode, self.board.cues, self.board.profile.gap_ms)

    def _lay(self) -> None:
        """Lay the captions over the waveform as they are now, or no longer."""
        self._desk.waveform.show_captions(self.track() if self.shown else None, self.panel.row)
        self.panel.laid.emit()

    def _word(self, view: View) -> None:
        self._desk.do(choose_words(self._desk.session.episode, view))
        if self.shown:
            self._desk.set_view(view)
            self._show(True)
        self.refresh()
