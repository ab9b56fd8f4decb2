"""Caption profiles: the figures and forms of a style guide, each with where it is from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from editor.model.time import Ms

OWN: Final = "product default"
"""The source of a figure that no standard gives; nobody may call it a standard's."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What the segmentation weighs; see ``resources/captions/profiles/default.toml``."""

    sentence: float
    clause: float
    before_conjunction: float
    before_preposition: float
    plain: float
    after_auxiliary: float
    inside_name: float
    after_modifier: float
    after_preposition: float
    after_conjunction: float
    after_pronoun: float
    after_article: float
    after_title: float
    pause: float
    pause_limit_ms: float
    guess_ms: float
    cue: float
    two_lines: float
    line_break: float
    imbalance: float
    top_heavy: float
    buried_sentence: float
    orphan: float
    short: float
    flash: float
    long: float
    too_long_by_second: float
    speed: float
    over_speed: float
    inside_pin: float
    cue_at_line_pin: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What cues keep: characters a line, lines a cue, speeds (cps, wpm; 0 for none), times (ms).

    ``bridge_ms``: a shorter gap is closed to ``gap_ms``. ``linger_ms``: how long a cue may stay
    after its last word. ``pause_ms``: the silence that always ends a cue. ``early_ms`` and
    ``late_ms``: how far a cue may lie from its words. ``silence_ms``: the silence that wants a
    label. ``shot_before_ms`` and ``shot_after_ms``: how far before and after a shot change an
    in-time is moved onto it. ``numbers_to``: numbers up to this are written as words.

    ``speaker`` and ``sound`` are forms with ``{name}`` or ``{label}`` (capitals: ``{NAME}``), the
    speaker's "" where captions do not name people. ``fillers``: ``keep`` or ``edit``.
    ``plain_text``: the target shows no markup. ``language``: the one it is written for, "" for any.

    ``colours`` are those of the speakers (``#rrggbb``) in the order in which they are listed, with
    blanks between; the first is also that of everybody else. ``ground`` is what the lines lie on
    ("" for nothing), ``font`` a list of families as TTML names them ("" for the player's own).
    """

    key: str
    title: str
    about: str
    max_chars: int
    max_lines: int
    target_cps: float
    max_cps: float
    target_wpm: float
    max_wpm: float
    min_ms: Ms
    min_word_ms: Ms
    max_ms: Ms
    gap_ms: Ms
    bridge_ms: Ms
    linger_ms: Ms
    pause_ms: Ms
    early_ms: Ms
    late_ms: Ms
    silence_ms: Ms
    shot_before_ms: Ms
    shot_after_ms: Ms
    numbers_to: int
    speaker: str
    speaker_line: bool
    voices: bool
    sound: str
    ellipsis: str
    one_line: bool
    one_sentence: bool
    fillers: str
    plain_text: bool
    colours: str
    ground: str
    font: str
    language: str
    costs: Costs
    sources: tuple[tuple[str, str], ...]

    def source(self, figure: str) -> str:
        """Where a figure or form is from, ``OWN`` where it is our choice."""
        return dict(self.sources).get(figure, OWN)

    def label(self, name: str) -> str:
        """How captions name a speaker; "" where they do not."""
        return _filled(self.speaker, "name", name) if name else ""

    def sound_text(self, label: str) -> str:
        """How captions name a sound."""
        return _filled(self.sound, "label", label)

    @property
    def palette(self) -> tuple[str, ...]:
        """The colours of the speakers."""
        return tuple(self.colours.lower().split())

    def colour(self, speaker: int) -> str:
        """The colour of the speaker at a place in the list (from 0; -1 for nobody)."""
        known = self.palette
        return known[speaker] if 0 <= speaker < len(known) else known[0]

    def least_ms(self, words: int) -> Ms:
        """How long a cue of so many words has to stay at least (ms)."""
        return max(self.min_ms, words * self.min_word_ms)


def _filled(form: str, blank: str, value: str) -> str:
    """A form with its blank filled; the value is never taken for a form."""
    capitals = form.replace(f"{{{blank.upper()}}}", "\0")
    if "\0" in capitals:
        return capitals.replace("\0", value.upper())
    return form.replace(f"{{{blank}}}", value)
