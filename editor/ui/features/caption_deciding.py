"""Deciding captions: the keys by which a person breaks, joins, locks, times and rewords them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from editor.app.caption_decisions import CaptionDecisions
from editor.app.cue_edges import FRAME
from editor.app.edges import Edge
from editor.model.breaks import BreakKind
from editor.model.errors import UserError
from editor.model.time import Span
from editor.model.verbs.captions import Place
from editor.ui.features.captions import CaptionFeature
from editor.ui.features.feature import Feature

if TYPE_CHECKING:
    from editor.model.edits import Edit
    from editor.model.time import Ms
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.panels.captions import CaptionPanel
    from editor.ui.waveform.content import Moving

_QUOTED: Final = 40
"""Characters of a caption that a sentence about it quotes."""


class CaptionDeciding(Feature):
    """What is decided is of the caption in hand, or of the word at the caret."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        desk.waveform.cue_edged.connect(self._drawn)

    @cached_property
    def _captions(self) -> CaptionFeature:
        return self._desk.feature(CaptionFeature)

    @cached_property
    def _plan(self) -> CaptionDecisions:
        return CaptionDecisions(self._desk.session.episode, self._captions.board)

    def handlers(self) -> dict[str, Handler]:
        """Return these commands of the Captions menu with what they do."""
        captions, plan = self._captions, self._plan
        return {
            "caption.part": partial(self._at_caret, plan.part, BreakKind.CUE),
            "caption.part-playhead": self._part_at_playhead,
            "caption.line": partial(self._at_caret, plan.break_line, BreakKind.LINE),
            "caption.together": partial(self._at_caret, plan.keep_together),
            "caption.join": partial(self._on_cue, plan.join_next),
            "caption.push": partial(self._on_cue, plan.push_word),
            "caption.pull": partial(self._on_cue, plan.pull_word),
            "caption.lock": partial(self._on_cue, plan.lock),
            "caption.release": partial(self._on_cue, plan.release),
            "caption.start": partial(self._to_playhead, start=True),
            "caption.end": partial(self._to_playhead, start=False),
            "caption.start-earlier": partial(self._nudge, Edge.START, -FRAME),
            "caption.start-later": partial(self._nudge, Edge.START, FRAME),
            "caption.end-earlier": partial(self._nudge, Edge.END, -FRAME),
            "caption.end-later": partial(self._nudge, Edge.END, FRAME),
            "caption.edit": partial(captions.at_row, self._edit),
        }

    def come_back(self) -> None:
        self._captions.tab.once_made(self._meet)

    def _meet(self, panel: CaptionPanel) -> None:
        panel.model.rewritten.connect(self._rewrite)
        panel.typed.connect(self._draft)
        panel.left.connect(lambda: self._desk.opened.project.draft_caption(None))

    def _at_caret(self, plan: Callable[[Place], Edit], pinned: BreakKind | None = None) -> None:
        self._desk.need_line()
        place = Place(self._desk.row, self._desk.offset)
        self._captions.settled(partial(self._break, place, plan, pinned))

    def _part_at_playhead(self) -> None:
        heard = self._desk.listener.at(self._desk.playback.position)
        if heard is None:
            raise UserError("cue-none")
        place = Place(heard.row, heard.start)
        self._captions.settled(partial(self._break, place, self._plan.part, BreakKind.CUE))

    def _break(self, place: Place, plan: Callable[[Place], Edit], pinned: BreakKind | None) -> None:
        """Decide about a place; where such a break (``pinned``) is there, say that it stays now."""
        word = self._plan.pins(place, pinned) if pinned is not None else None
        self._captions.decide(partial(plan, place))
        if word is not None:
            said = (
                self._desk.tr(
                    "Pinned: “{words}” began a caption here already, and always will now, "
                    "whatever is changed around it."
                )
                if pinned is BreakKind.CUE
                else self._desk.tr(
                    "Pinned: “{words}” began a line of its caption already, and always will now, "
                    "whatever is changed around it."
                )
            )
            words = shorten(self._captions.board.shown_from(word), _QUOTED, placeholder=" …")
            self._desk.say(said.format(words=words))

    def _on_cue(self, plan: Callable[[int], Edit]) -> None:
        """Decide something of the caption in hand."""
        self._captions.at_row(partial(self._decide, plan))

    def _decide(self, plan: Callable[[int], Edit], row: int) -> None:
        if row < 0:
            raise UserError("cue-none")
        self._captions.decide(partial(plan, row))
        self._captions.panel.show_row(row)

    def _to_playhead(self, *, start: bool) -> None:
        at = self._desk.playback.position

        def plan(row: int) -> Edit:
            cue = self._captions.board.cues[row]
            return self._plan.set_times(row, at if start else cue.start, cue.end if start else at)

        self._on_cue(plan)

    def _nudge(self, edge: Edge, by: Ms) -> None:
        """Move an edge by a frame, no further than its neighbour lets it."""

        def plan(row: int) -> Edit:
            cue = self._captions.board.cues[row]
            return self._moved(row, edge, edge.of(Span(cue.start, cue.end)) + by)

        self._on_cue(plan)

    def _drawn(self, moving: Moving) -> None:
        """An edge was drawn on the waveform; meanwhile the captions may have changed."""
        if moving.row < len(self._captions.board.cues):
            self._try(partial(self._moved, moving.row, moving.edge, moving.at))
            self._captions.panel.show_row(moving.row)

    def _moved(self, row: int, edge: Edge, at: Ms) -> Edit:
        span = self._captions.track().moved(row, edge, at)
        return self._plan.set_times(row, span.start, span.end)

    def _edit(self, row: int) -> None:
        if row < 0:
            raise UserError("cue-none")
        if self._captions.board.cues[row].sound is not None:
            self._desk.window_.actions_.run("caption.sound-edit")
            return
        self._desk.frame.show_panel("captions")
        self._captions.panel.show_row(row)
        self._captions.panel.edit()

    def _rewrite(self, row: int, text: str) -> None:
        self._try(lambda: self._plan.rewrite(row, text.split("\n")))

    def _draft(self, row: int, text: str) -> None:
        """Keep what is typed so far; while the words below it change, what was kept before."""
        if self._captions.board.in_step:
            draft = self._plan.draft(row, text.split("\n"))
            self._desk.opened.project.draft_caption(draft)

    def _try(self, plan: Callable[[], Edit]) -> None:
        """Decide outside a command: what is refused is told here."""
        try:
            self._captions.decide(plan)
        except UserError as error:
            self._desk.failed(error)
