"""Playback: what the play keys do, above any player of sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from editor.app.player import Change, Player, PlayerState
from editor.app.scrub import Scrub
from editor.app.settings import (
    CHANNELS,
    DEVICE,
    DEVICE_OFFSET,
    OTHER_SPEED,
    REPLAY,
    SKIP,
    SKIP_FAR,
    SKIP_SILENCE,
    SPEED,
    STEP_BACK,
    VOLUME,
    Settings,
)
from editor.model.errors import UserError
from editor.model.spans import shrunk
from editor.model.time import Ms, Span

if TYPE_CHECKING:
    from pathlib import Path

    from editor.audio.index import PacketIndex
    from editor.audio.tempo import Side

_NORMAL: Final = 100
_SPEED_STEP: Final = 10
_BREATH: Final = 150
"""Ms of a silence that stay on each side where silences are skipped: words must not collide."""

_WORTH_SKIPPING: Final = 250
"""Ms that skipping has to save."""


@dataclass(slots=True)
class _Replay:
    """The last seconds once more: where it began, and whether to go on there."""

    origin: Ms
    go_on: bool


class Playback:
    """The policy above a player: resuming, skips, speeds, spans, loops, replay, pedal.

    ``poll`` is to be called some 60 times a second while playing. Without a recording every command
    does nothing.
    """

    def __init__(self, player: Player, settings: Settings) -> None:
        self._player = player
        self._settings = settings
        self._listeners: list[Callable[[Change], None]] = []
        self._left_off: Ms | None = None
        self._span: Span | None = None
        self._looping = False
        self._replay: _Replay | None = None
        self._scrub: Scrub | None = None
        self._silences: Sequence[Span] = ()
        self._left_out: Sequence[Span] | None = None
        self._held = self._eased = False
        self.resume: Callable[[Ms], Ms] = lambda at: max(0, at - settings[STEP_BACK])
        self.on_error: Callable[[UserError], None] = lambda _: None
        player.on_state = lambda _: self._tell(Change.STATE)
        player.on_end = self._ended
        player.on_error = lambda error: self.on_error(error)
        player.set_rate(self.nominal_rate)
        self._unwatch = [
            settings.watch(SPEED, self._speed_chosen),
            settings.watch(VOLUME, self._tune),
            settings.watch(CHANNELS, self._tune),
            settings.watch(DEVICE_OFFSET, self._tune),
            settings.watch(DEVICE, lambda: player.set_device(settings[DEVICE])),
            settings.watch(SKIP_SILENCE, self._choose_skips),
        ]
        player.set_device(settings[DEVICE])
        self._tune()

    @property
    def state(self) -> PlayerState:
        """What the player is doing."""
        return self._player.state

    @property
    def playing(self) -> bool:
        """Whether sound is being heard."""
        return self._player.state is PlayerState.PLAYING and self._scrub is None

    @property
    def ready(self) -> bool:
        """Whether there is a recording to play."""
        return self._player.state is not PlayerState.EMPTY

    @property
    def sided(self) -> bool:
        """Whether the player can let one channel be heard alone."""
        return self._player.sided

    @property
    def position(self) -> Ms:
        """Where the playhead is."""
        return self._player.position() if self._scrub is None else self._scrub.at

    @property
    def duration(self) -> Ms:
        """Length of the recording; 0 where there is none."""
        return self._player.duration

    @property
    def span(self) -> Span | None:
        """The stretch that is being played or looped, if any."""
        return self._span

    @property
    def looping(self) -> bool:
        """Whether ``span`` is played over and over."""
        return self._looping

    @property
    def nominal_rate(self) -> float:
        """The chosen speed; while replaying, ``rate`` is slower."""
        return self._settings[SPEED] / _NORMAL

    @property
    def rate(self) -> float:
        """The speed in force."""
        slow = self._eased or self._replay is not None
        return self._slow_rate if slow else self.nominal_rate

    @property
    def _slow_rate(self) -> float:
        """Of replaying: the other speed where that is a slow one."""
        slow = min(self._settings[OTHER_SPEED], OTHER_SPEED.default, self._settings[SPEED])
        return slow / _NORMAL

    def ease(self, *, on: bool) -> None:
        """Play slowly for a while, as replaying does, or as fast as was chosen again."""
        self._eased = on
        self._player.set_rate(self.rate)
        self._tell(Change.RATE)

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Tell ``listener`` of every change; call what is returned to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def load(self, path: Path) -> None:
        """Take another recording, paused at its start."""
        self._forget()
        self._scrub = None
        self._left_off = None
        self.take_silences(())
        self._player.load(path)

    def refine(self, duration: Ms, index: PacketIndex | None) -> None:
        """Hand on what the peaks pass has found."""
        self._player.refine(duration, index)

    def take_silences(self, silences: Sequence[Span]) -> None:
        """Take where nobody speaks, to be skipped if that is chosen."""
        self._silences = shrunk(silences, _BREATH, _WORTH_SKIPPING)
        self._choose_skips()

    def leave_out(self, spans: Sequence[Span] | None) -> None:
        """Skip these stretches instead of silences; ``None`` is as it was chosen."""
        self._left_out = spans
        self._choose_skips()

    def poll(self) -> None:
        """Let time pass."""
        self._player.poll()

    def close(self) -> None:
        """Let go of file and device."""
        for end in self._unwatch:
            end()
        self._player.close()

    # --- play and pause

    def toggle(self) -> None:
        """Play, or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play from the playhead; where it was left at a pause, from where ``resume`` says."""
        if self.playing or not self.ready:
            return
        here = self.position
        if here == self._left_off:
            here = self.resume(here)
        if 0 < self.duration <= here:
            here = 0
        self.play_from(here)

    def pause(self) -> None:
        """Stop here. A loop or a span that is being played ends with it."""
        was_playing = self.playing
        self._forget()
        self._player.pause()
        if was_playing:
            self._left_off = self.position

    def hold(self) -> None:
        """Play while a key or pedal is down. Repeats of the key do nothing."""
        if not self._held:
            self._held = True
            self.play()

    def release(self) -> None:
        """Pause when it comes up."""
        if self._held:
            self._held = False
            self.pause()

    # --- from, up to, over and over

    def play_from(self, at: Ms) -> None:
        """Play from exactly there on."""
        self._start(at, None, loop=False)

    def play_span(self, span: Span) -> None:
        """Play the stretch once, and stop at its end; only go there where it has no length."""
        self._play_within(span, loop=False)

    def loop_span(self, span: Span) -> None:
        """Play the stretch over and over until something else is asked for."""
        self._play_within(span, loop=True)

    def _play_within(self, span: Span, *, loop: bool) -> None:
        span = Span(self._clamped(span.start), self._clamped(span.end))
        if span.duration:
            self._start(span.start, span, loop=loop)
        else:
            self.seek(span.start)

    def _start(self, at: Ms, span: Span | None, *, loop: bool) -> None:
        if not self.ready:
            return
        self._forget()
        self._left_off = None
        self._mark(span, looping=loop)
        stop = span.end if span else None
        again = span.start if span and loop else None
        self._player.play(self._clamped(at), stop, again)
        self._tell(Change.PLACE)

    # --- moving

    def seek(self, at: Ms) -> None:
        """Go there, playing or paused. A loop or span goes on if ``at`` lies within."""
        if not self.ready:
            return
        self._end_replay()
        at = self._clamped(at)
        self._left_off = None
        span = self._span
        if self.playing and span is not None and span.holds(at):
            self._player.play(at, span.end, span.start if self._looping else None)
        else:
            self._mark(None, looping=False)
            self._player.seek(at)
        self._tell(Change.PLACE)

    def skip(self, by: Ms) -> None:
        """Move the playhead by some time."""
        self.seek(self.position + by)

    def back(self, *, far: bool = False) -> None:
        """Go back 2 s, or 10 s."""
        self.skip(-self._settings[SKIP_FAR if far else SKIP])

    def forward(self, *, far: bool = False) -> None:
        """Go forward 2 s, or 10 s."""
        self.skip(self._settings[SKIP_FAR if far else SKIP])

    def replay(self) -> None:
        """Hear the last 4 s slowly, then go on as before; once more: the 4 s before those."""
        if not self.ready:
            return
        here = self.position
        replay = self._replay or _Replay(here, self.playing)
        self._mark(None, looping=False)
        self._replay = replay
        self._left_off = None
        self._player.set_rate(self.rate)
        self._player.play(max(0, here - self._settings[REPLAY]), replay.origin)
        self._tell(Change.RATE)
        self._tell(Change.PLACE)

    def scrub(self, at: Ms) -> None:
        """Let a syllable be heard of each place the hand passes, as many as there is time for."""
        if not self.ready:
            return
        if self._scrub is None:
            go_on = self.playing
            self._forget()
            self._scrub = Scrub(self._player, go_on=go_on)
            self._tell(Change.STATE)
        self._scrub.pass_over(self._clamped(at))
        self._tell(Change.PLACE)

    def end_scrub(self) -> None:
        """Stay where the hand let go, and play on if that was being done."""
        scrub, self._scrub = self._scrub, None
        if scrub is None:
            return
        self._player.pause()
        self.seek(scrub.at)
        if scrub.go_on:
            self.play_from(scrub.at)
        self._tell(Change.STATE)

    # --- speed

    def slower(self) -> None:
        """Play slower by a tenth, down to half."""
        self.set_speed((self._settings[SPEED] - 1) // _SPEED_STEP * _SPEED_STEP)

    def faster(self) -> None:
        """Play faster by a tenth, up to three times."""
        self.set_speed((self._settings[SPEED] // _SPEED_STEP + 1) * _SPEED_STEP)

    def toggle_speed(self) -> None:
        """Change between normal speed and the one that was chosen last."""
        normal = self._settings[SPEED] == _NORMAL
        self.set_speed(self._settings[OTHER_SPEED] if normal else _NORMAL)

    def set_speed(self, percent: int) -> None:
        """Choose a speed in percent, 50 to 300; it is remembered."""
        percent = min(SPEED.high, max(SPEED.low, percent))
        self._end_replay()
        if percent != _NORMAL:
            self._settings[OTHER_SPEED] = percent
        self._settings[SPEED] = percent

    # --- inside

    def _speed_chosen(self) -> None:
        self._replay = None
        self.ease(on=False)

    def _tune(self) -> None:
        """Tell the player what a person has chosen once for all recordings."""
        self._player.set_volume(self._settings[VOLUME] / 100)
        self._player.set_side(cast("Side", self._settings[CHANNELS]))
        self._player.set_offset(self._settings[DEVICE_OFFSET])

    def _choose_skips(self) -> None:
        chosen = self._silences if self._settings[SKIP_SILENCE] else ()
        self._player.set_skips(chosen if self._left_out is None else self._left_out)

    def _ended(self) -> None:
        """Stand at the end of what was to be played."""
        if self._scrub is not None:
            self._scrub.go_on_passing()
            return
        replay, span = self._replay, self._span
        self._forget()
        self._left_off = self.position
        if replay is not None and replay.go_on:
            self._left_off = None
            self._player.play(replay.origin)
        elif span is not None:
            self._tell(Change.PLACE)

    def _forget(self) -> None:
        """Give up span, loop and replay."""
        self._end_replay()
        self._mark(None, looping=False)

    def _end_replay(self) -> None:
        if self._replay is not None:
            self._replay = None
            self.ease(on=self._eased)

    def _mark(self, span: Span | None, *, looping: bool) -> None:
        if (span, looping) != (self._span, self._looping):
            self._span, self._looping = span, looping
            self._tell(Change.SPAN)

    def _clamped(self, at: Ms) -> Ms:
        return max(0, min(at, self.duration)) if self.duration else max(0, at)

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)
