"""Caption decisions: what a person decides about captions, planned as edits.

Where cues and lines break, what stays together, which cue is locked, its times and its text for
captions alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from editor.app.caption_board import CaptionBoard
from editor.model.breaks import BreakKind, Hold
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.render import Rendering, render
from editor.model.sound import plain_label
from editor.model.time import Ms
from editor.model.verbs import captions as verbs
from editor.model.verbs.captions import Extent, Place
from editor.model.words import tokens
from editor.store import CaptionDraft


class CaptionDecisions:
    """Plans against the cues of a board as of its last refresh; cues are counted as there."""

    def __init__(self, episode: Episode, board: CaptionBoard) -> None:
        self._episode = episode
        self._board = board

    def part(self, place: Place) -> Edit:
        """Begin a new cue with the word at a place.

        Raises ``UserError``, as the two below do: ``cue-no-word`` where none follows in the line,
        and ``cue-decided`` where it is so already.
        """
        return self._decision(self._word(place), BreakKind.CUE)

    def break_line(self, place: Place) -> Edit:
        """Begin a new line of the cue with the word at a place; once more takes it back."""
        word = self._word(place)
        if self._decided(word) is BreakKind.LINE:
            return verbs.release(self._episode, [word])
        return self._decision(word, BreakKind.LINE)

    def keep_together(self, place: Place) -> Edit:
        """Never break before the word at a place; once more takes it back."""
        word = self._word(place)
        if self._decided(word) is BreakKind.NONE:
            return verbs.release(self._episode, [word])
        return self._decision(word, BreakKind.NONE)

    def pins(self, place: Place, kind: BreakKind) -> Place | None:
        """The word at a place, where such a break was made before it and nobody decided it.

        To decide it changes nothing that is seen: it keeps the break there from now on.
        """
        word = self._word(place)
        made = self._board.seams(self._episode.transcript[word.index])
        plain = any(s.at == word.at and s.kind is kind and not s.decided for s in made)
        return word if plain else None

    def join_next(self, at: int) -> Edit:
        """Make one cue of this and the next."""
        return verbs.decide(self._episode, self._stop(at), BreakKind.NONE)

    def release(self, at: int) -> Edit:
        """Take back everything that was decided in and at the edges of a cue."""
        extent = self._board.words(at)
        places = [
            Place(index, each.at)
            for index in range(extent.start.index, extent.stop.index + 1)
            if index < len(self._episode.transcript)
            for each in self._episode.transcript[index].breaks
        ]
        within = (place for place in places if extent.start <= place <= extent.stop)
        return verbs.release(self._episode, within)

    def lock(self, at: int) -> Edit:
        """Keep a cue as it is, whatever is changed around it; once more lets it go."""
        held = self._held(at)
        verb = "unlock-cue" if held.locked else "lock-cue"
        return self._hold(at, replace(held, locked=not held.locked), verb)

    def set_times(self, at: int, start: Ms, end: Ms) -> Edit:
        """Give a cue its in and out time (ms) by hand; a sound, too."""
        sound = self._board.sound_of(at)
        if sound is not None and self._board.cues[at].sound is not None:
            moved = replace(sound, start=start, end=max(start, end))
            return verbs.edit_sound(self._episode, moved)
        held = replace(self._held(at), start=start, end=max(start, end))
        return self._hold(at, held, "time-cue")

    def rewrite(self, at: int, lines: Sequence[str]) -> Edit:
        """Give a cue a text for captions alone, beside its words; no lines take it back.

        Of a sound it is the label, with or without the profile's form; no lines leave it.
        """
        sound = self._board.sound_of(at)
        if sound is not None and self._board.cues[at].sound is not None:
            label = plain_label(" ".join(lines))
            return verbs.edit_sound(self._episode, replace(sound, label=label or sound.label))
        kept = self._own(at, lines)
        source = self._board.spoken(at) if kept else ""
        return self._hold(at, replace(self._held(at), lines=kept, source=source), "edit-cue")

    def draft(self, at: int, lines: Sequence[str]) -> CaptionDraft | None:
        """What a cue is being given as its own text, to be kept until that is an edit.

        ``None`` where that is nothing, or what it has, or where it has no words.
        """
        kept, extent = self._own(at, lines), self._board.extent(at)
        if extent is None or kept in ((), self._own(at, self._board.cues[at].lines)):
            return None
        transcript = self._episode.transcript

        def spot(place: Place) -> tuple[int, int]:
            return transcript[place.index].id, place.at

        stop = None if extent.stop.index >= len(transcript) else spot(extent.stop)
        breaks = tuple(map(spot, extent.lines))
        return CaptionDraft(spot(extent.start), stop, breaks, kept, self._board.spoken(at))

    def push_word(self, at: int) -> Edit:
        """Move a cue's last word to the next one."""
        place = self._before(self._stop(at))
        if place is None or place <= self._board.words(at).start:
            raise UserError("cue-one-word")
        return self._move_start(at + 1, place)

    def pull_word(self, at: int) -> Edit:
        """Move the next cue's first word into this one."""
        self._stop(at)
        extent = self._board.words(at + 1)
        place = self._after(extent.start)
        if place is None or place >= extent.stop:
            raise UserError("cue-one-word")
        return self._move_start(at + 1, place)

    # --- inside

    def _own(self, at: int, lines: Sequence[str]) -> tuple[str, ...]:
        """The lines that stand for a cue's words, without a sound that is named beside it."""
        over = self._board.cues[at].over
        if tuple(lines[: len(over)]) == self._board.cues[at].lines[: len(over)]:
            lines = lines[len(over) :]
        return tuple(line for line in (" ".join(line.split()) for line in lines) if line)

    def _hold(self, at: int, what: Hold, verb: str) -> Edit:
        return verbs.hold(self._episode, self._board.words(at), what, verb)

    def _held(self, at: int) -> Hold:
        return verbs.hold_of(self._episode, self._board.words(at).start)

    def _move_start(self, at: int, place: Place) -> Edit:
        extent = self._board.words(at)
        lines = tuple(line for line in extent.lines if line > place)
        held = verbs.hold_of(self._episode, extent.start)
        return verbs.hold(self._episode, Extent(place, extent.stop, lines), held, "move-cue-edge")

    def _stop(self, at: int) -> Place:
        stop = self._board.words(at).stop
        if stop.index >= len(self._episode.transcript):
            raise UserError("cue-last")
        return stop

    def _decision(self, word: Place, kind: BreakKind) -> Edit:
        edit = verbs.decide(self._episode, word, kind)
        if not edit:
            raise UserError("cue-decided")
        return edit

    def _decided(self, place: Place) -> BreakKind | None:
        breaks = self._episode.transcript[place.index].breaks
        return next((each.kind for each in breaks if each.at == place.at), None)

    def _words(self, index: int) -> list[int]:
        """Where the shown words of a line begin in its own text."""
        shown = render(self._episode.transcript[index], self._board.view)
        return [_source(shown, token.start) for token in tokens(shown.text)]

    def _word(self, place: Place) -> Place:
        """The word a place is in, or the next one where it is between two."""
        for start, end in self._stretches(place.index):
            if place.at < end:
                return Place(place.index, start)
        raise UserError("cue-no-word")

    def _stretches(self, index: int) -> Iterator[tuple[int, int]]:
        starts = self._words(index)
        text = self._episode.transcript[index].text
        ends = {token.start: token.end for token in tokens(text)}
        for start in starts:
            yield start, ends.get(start, start + 1)

    def _before(self, place: Place) -> Place | None:
        """The word before a place."""
        for index in range(min(place.index, len(self._episode.transcript) - 1), -1, -1):
            limit = place.at if index == place.index else None
            starts = [at for at in self._words(index) if limit is None or at < limit]
            if starts:
                return Place(index, starts[-1])
        return None

    def _after(self, place: Place) -> Place | None:
        """The word behind the one at a place."""
        for index in range(place.index, len(self._episode.transcript)):
            for at in self._words(index):
                if Place(index, at) > place:
                    return Place(index, at)
        return None


def _source(shown: Rendering, at: int) -> int:
    """Where the shown letter stands in the line's own text, struck words before it passed."""
    piece = shown.pieces[bisect_right(shown.pieces, at, key=attrgetter("shown")) - 1]
    return piece.source + at - piece.shown
