"""Caption preview: the caption of the moment as it will look, over the film or the waveform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.settings import CAPTION_CARD, PICTURE_SHAPE, SAFE_AREA
from editor.ui.features.captions import CaptionFeature
from editor.ui.features.feature import Feature
from editor.ui.features.film import Film
from editor.ui.lettering import lettering
from editor.ui.waveform.card import CueCard

if TYPE_CHECKING:
    from editor.app.settings import Setting
    from editor.captions.cue import Cue
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.lettering import Lettering
    from editor.ui.panels.captions import CaptionPanel
    from editor.ui.player.film import FilmPane


class CaptionPreview(Feature):
    """While captions are over the words. A film that is shown takes the place of the card.

    A screen reader finds the caption in hand described at the picture while nothing plays; while it
    does, nothing is told but what is asked for.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card = CueCard(desk.window_.theme, desk.waveform)
        self._shown: tuple[Cue, Lettering] | None = None
        self._panel: CaptionPanel | None = None
        self._ends = [
            desk.settings.watch(CAPTION_CARD, self._again),
            desk.settings.watch(SAFE_AREA, self._again),
            desk.settings.watch(PICTURE_SHAPE, self._again),
        ]

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this feature with what they do."""
        return {
            "caption.card": lambda: self._flip(CAPTION_CARD),
            "caption.safe-area": lambda: self._flip(SAFE_AREA),
            "caption.shape": self._next_shape,
            "caption.say": self._say,
        }

    def come_back(self) -> None:
        desk = self._desk
        desk.feature(CaptionFeature).tab.once_made(self._meet)
        desk.page.caret_moved.connect(lambda _row, _offset: self._show())
        desk.sound.placed.connect(lambda _at: self._show())
        desk.sound.turned.connect(lambda _on: self._show())
        self._ends.append(desk.feature(Film).watch(self._again))
        self._again()

    def shut(self) -> None:
        for end in self._ends:
            end()

    def _meet(self, panel: CaptionPanel) -> None:
        """There are no captions to be shown before there is their panel."""
        self._panel = panel
        panel.laid.connect(self._again)
        panel.stood.connect(lambda _row: self._show())
        panel.shaped.connect(self._choose_shape)
        panel.show_shape(self._desk.settings[PICTURE_SHAPE])

    def _again(self) -> None:
        """Show it by the settings and the style guide as they are now."""
        settings, actions = self._desk.settings, self._desk.window_.actions_
        for setting, command in ((CAPTION_CARD, "caption.card"), (SAFE_AREA, "caption.safe-area")):
            actions.check(command, on=settings[setting])
        captions = self._desk.feature(CaptionFeature)
        if self._panel is not None:
            self._panel.show_shape(settings[PICTURE_SHAPE])
        self._shown = None
        on = captions.shown and settings[CAPTION_CARD] and self._film() is None
        self.card.turn(on=on)
        self._show()

    def _show(self) -> None:
        """Lay the caption of the moment over the film, or else over the waveform."""
        film, settings = self._film(), self._desk.settings
        if film is None and self.card.isHidden():
            return
        caption = self._caption()
        shape, safe = settings[PICTURE_SHAPE], settings[SAFE_AREA]
        words = " ".join(caption.lines) if caption and not self._desk.playback.playing else ""
        if film is not None:
            over = self._desk.feature(CaptionFeature).shown
            film.screen_.show_caption(caption, shape if over else "", safe=safe and over)
        else:
            self.card.show_caption(caption, shape or "16:9", safe=safe)
            self._make_way()
        picture = self.card if film is None else film.screen_
        if picture.accessibleDescription() != words:
            picture.setAccessibleDescription(words)

    def _caption(self) -> Lettering | None:
        row = self._row()
        captions = self._desk.feature(CaptionFeature)
        if not captions.shown or not 0 <= row < len(captions.board.cues):
            return None
        cue = captions.board.cues[row]
        if self._shown is None or self._shown[0] is not cue:
            transcript = self._desk.session.episode.transcript
            places = (*cue.anchors, *filter(None, (cue.until,)))
            if not all(transcript.has(place.segment) for place in places):
                return None  # its lines are gone, and it will be in a moment
            self._shown = cue, lettering(captions.board, transcript, cue)
        return self._shown[1]

    def _row(self) -> int:
        """The caption at the playhead; over the waveform, while nothing plays, the one in hand.

        That is the one marked in the list of captions, where it is on the screen.
        """
        captions, playback = self._desk.feature(CaptionFeature), self._desk.playback
        if self._film() is None and not playback.playing:
            listed = captions.panel.row if captions.tab.isVisible() else -1
            return listed if listed >= 0 else captions.in_hand()
        heard = captions.board.cue_heard(playback.position)
        return -1 if heard is None else heard

    def _make_way(self) -> None:
        """Keep the card off the playhead, or off the caption in hand."""
        strip = self._desk.waveform
        first = last = strip.value()
        if self._shown is not None and not self._desk.playback.playing:
            first, last = self._shown[0].start, self._shown[0].end
        self.card.keep_clear_of(strip.view.x(first), strip.view.x(last))

    def _film(self) -> FilmPane | None:
        pane = self._desk.feature(Film).pane
        return pane if pane is not None and pane.isVisible() else None

    def _flip(self, setting: Setting[bool]) -> None:
        self._desk.settings[setting] = not self._desk.settings[setting]

    def _choose_shape(self, shape: str) -> None:
        self._desk.settings[PICTURE_SHAPE] = shape

    def _next_shape(self) -> None:
        shapes = PICTURE_SHAPE.choices
        at = shapes.index(self._desk.settings[PICTURE_SHAPE])
        shape = shapes[(at + 1) % len(shapes)]
        self._choose_shape(shape)
        tr = self._desk.tr
        self._desk.say(tr("Picture: {shape}").format(shape=shape or tr("as the film, else 16:9")))

    def _say(self) -> None:
        """Say the caption of the moment, also while it plays: a person asked for it."""
        captions = self._desk.feature(CaptionFeature)
        row = self._row()
        known = 0 <= row < len(captions.board.cues)
        none = self._desk.tr("There is no caption here.")
        self._desk.say(captions.board.cues[row].text if known else none)
