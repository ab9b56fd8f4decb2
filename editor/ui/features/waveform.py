"""Waveform tools: edges, selection, scrubbing and zoom, between the strip and the rest."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

from editor.app.edges import move_edge
from editor.app.heard import moment_of, span_of
from editor.app.jobs import Step
from editor.app.search.hits import PORTION
from editor.app.settings import REPLAY, SPECTRUM
from editor.model.time import Ms, Span
from editor.ui.features.feature import Feature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.app.jobs import Job, Work
    from editor.app.search.hits import Hit
    from editor.model.segment import Segment
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.waveform.content import Moving

_EXACT_HITS: Final = 200
"""Hits of which each is looked for among the words of its line: 30 us each."""


class WaveformTools(Feature):
    """What a person does on the strip, and the play commands that know its selection."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        strip = desk.waveform
        strip.edged.connect(self._move_edge)
        strip.chosen.connect(desk.go_to_time)
        strip.scrubbed.connect(self._scrub)
        strip.listened.connect(self._listen)
        strip.toggled.connect(lambda: desk.window_.actions_.run("play.toggle"))
        self._placing: Job | None = None
        desk.search.finished.connect(self._show_hits)
        self._end = desk.settings.watch(SPECTRUM, self._show_spectrum)

    @property
    def selection(self) -> Span | None:
        """What is selected: on the strip, or else when the words selected on the page are heard."""
        strip = self._desk.waveform
        return strip.content.selection or self._selected_words()

    def handlers(self) -> dict[str, Handler]:
        strip, desk = self._desk.waveform, self._desk
        return {
            "play.selection": lambda: desk.playback.play_span(self._span()),
            "play.selection-loop": lambda: desk.playback.loop_span(self._span()),
            "play.to-caret": self._to_caret,
            "waveform.zoom-in": strip.zoom_in,
            "waveform.zoom-out": strip.zoom_out,
            "waveform.zoom-line": strip.zoom_to_line,
            "waveform.zoom-all": strip.zoom_to_all,
            "waveform.select-line": self._select_line,
            "waveform.spectrum": self._toggle_spectrum,
        }

    def come_back(self) -> None:
        self._show_spectrum()

    def shut(self) -> None:
        self._end()

    def _span(self) -> Span:
        """The selection, or else the line at the caret."""
        self._desk.session.commit(self._desk)
        return self.selection or self._desk.session.line(self._desk.row).span

    def _selected_words(self) -> Span | None:
        first, last = self._desk.page.selected()
        if first == last or self._desk.page.shown is None:
            return None
        shown, session = self._desk.page.shown, self._desk.session
        return span_of(
            session.line(first.row), shown.to_source(first),
            session.line(last.row), shown.to_source(last),
        )  # fmt: skip

    def _to_caret(self) -> None:
        """Play up to the word at the caret: from the playhead, or the last seconds before it."""
        desk = self._desk
        desk.session.commit(desk)
        at = moment_of(desk.session.line(desk.row), desk.offset)
        here = desk.playback.position
        far = max(0, at - desk.settings[REPLAY])
        desk.playback.play_span(Span(here if far <= here < at else far, at))

    def _listen(self) -> None:
        self._desk.playback.play_span(self._span())

    def _select_line(self) -> None:
        self._desk.waveform.select(self._desk.session.line(self._desk.row).span)

    def _move_edge(self, moving: Moving) -> None:
        self._desk.session.commit(self._desk)
        episode = self._desk.session.episode
        if moving.row < len(episode.transcript):
            self._desk.do(move_edge(episode, moving.row, moving.edge, moving.at))

    def _scrub(self, at: Ms) -> None:
        if at < 0:
            self._desk.playback.end_scrub()
        else:
            self._desk.playback.scrub(at)

    def _show_hits(self) -> None:
        """Show where what was found is heard; of many about where in its line, found out aside."""
        desk, found = self._desk, self._desk.search.hits
        if self._placing is not None:
            self._placing.cancel()
        if len(found) > _EXACT_HITS:
            self._placing = desk.runner.start(
                "find",
                _moments(desk.search.lines, found),
                done=desk.waveform.set_hits,
                failed=desk.failed,
                ended=self._placed,
                quiet=True,
            )
            return
        lines = desk.session.episode.transcript
        moments = [self._heard(lines[hit.row], hit) for hit in found if hit.row < len(lines)]
        desk.waveform.set_hits(sorted(moments))

    def _placed(self) -> None:
        self._placing = None

    def _heard(self, line: Segment, hit: Hit) -> Ms:
        return moment_of(line, self._desk.rendering(hit.row).to_source(hit.start))

    def _toggle_spectrum(self) -> None:
        self._desk.settings[SPECTRUM] = not self._desk.settings[SPECTRUM]

    def _show_spectrum(self) -> None:
        on = self._desk.settings[SPECTRUM]
        self._desk.waveform.set_spectrum(on)
        self._desk.window_.actions_.check("waveform.spectrum", on=on)


def _moments(lines: Sequence[Segment], found: Sequence[Hit]) -> Work[Sequence[Ms]]:
    """About when each hit is heard, in order."""
    made = array("i")
    for first in range(0, len(found), PORTION):
        made.extend(_about(lines[hit.row], hit) for hit in found[first : first + PORTION])
        yield Step(first, len(found), "find")
    return array("i", sorted(made))


def _about(line: Segment, hit: Hit) -> Ms:
    """When a hit is heard, by its place in the text."""
    share = min(1.0, hit.start / max(1, len(line.text)))
    return line.start + round(line.span.duration * share)
