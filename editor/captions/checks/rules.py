"""Rules: the table of all checks with their sources, and the one way to run them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from editor.captions.checks import line_rules, speaker_rules, text_rules, timing_rules
from editor.captions.checks.finding import Around, Check, Finding
from editor.captions.cue import Cue
from editor.captions.language import break_words
from editor.captions.profile import OWN, Profile
from editor.model.episode import Episode

_GUIDES: Final = (
    "Netflix General Requirements, BBC Subtitle Guidelines 3.4, DCMP Captioning Key 597"
)
_CRAFT: Final = OWN


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: its number, what it does, and where it is from.

    Where a figure of the profile is broken, that figure's source is the profile's.
    """

    id: str
    check: Check
    source: str


RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule
    for rule in (
        Rule("T1", timing_rules.overlap, "Netflix Timing Guidelines; WebVTT shows both at once"),
        Rule("T2", timing_rules.impossible, "WebVTT: a cue ends after it starts"),
        Rule("T3", timing_rules.too_short, "the profile"),
        Rule("T4", timing_rules.too_long, "the profile"),
        Rule("T5", timing_rules.too_fast, "the profile"),
        Rule("T6", timing_rules.small_gap, "the profile"),
        Rule("T7", timing_rules.jerky_gap, "the profile"),
        Rule("T8", timing_rules.out_of_sync, "the profile"),
        Rule("T9", timing_rules.unheard, _CRAFT),
        Rule("T10", timing_rules.out_of_order, "SubRip readers expect cues in order"),
        Rule("L1", line_rules.too_wide, "the profile"),
        Rule("L2", line_rules.too_many_lines, "the profile"),
        Rule("L3", line_rules.torn, _GUIDES),
        Rule("L4", line_rules.needless_break, "the profile"),
        Rule("L5", line_rules.unbalanced, _CRAFT),
        Rule("L6", line_rules.orphan, _CRAFT),
        Rule("L7", line_rules.crowded, "the profile"),
        Rule("X1", text_rules.scars, _CRAFT),
        Rule("X2", text_rules.repeats, _CRAFT),
        Rule("X3", text_rules.fillers, "the profile"),
        Rule("X4", text_rules.blanks, _CRAFT),
        Rule("X5", text_rules.capitals, _CRAFT),
        Rule("X6", text_rules.unpaired, _CRAFT),
        Rule("X7", text_rules.invisible, _CRAFT),
        Rule("X8", text_rules.dots, "the profile"),
        Rule("X9", text_rules.numbers, "the profile"),
        Rule("X10", text_rules.suspects, _CRAFT),
        Rule("E1", text_rules.outdated, _CRAFT),
        Rule("S1", speaker_rules.unnamed, "the profile"),
        Rule("S2", speaker_rules.misspelt, _CRAFT),
        Rule("S3", speaker_rules.unfamiliar, "DCMP Captioning Key 603"),
        Rule("S4", speaker_rules.label_form, "the profile"),
        Rule("S5", speaker_rules.long_silence, "the profile"),
        Rule("F1", speaker_rules.unsafe, "WebVTT and SubRip: what ends a cue cannot stand in one"),
    )
}
"""F2, that the written file reads back the same, is checked where files are written."""


def findings(
    episode: Episode, cues: Sequence[Cue], profile: Profile, within: range | None = None
) -> Iterator[Finding]:
    """What the rules have to say of all cues, or of those ``within``, cue by cue."""
    scene = _Scene(episode, cues, profile)
    for index in within if within is not None else range(len(cues)):
        around = scene.around(index)
        for rule in RULES.values():
            for found in rule.check(around):
                yield Finding(rule.id, index, found.grade, found.facts, found.figure)


class _Scene:
    """What is the same around every cue."""

    def __init__(self, episode: Episode, cues: Sequence[Cue], profile: Profile) -> None:
        self._cues, self._profile = cues, profile
        self._language = episode.info.language or "en"
        self._words = break_words(self._language)
        self._shots = [shot.at for shot in episode.shots]
        self._names = {person.id: person.name for person in episode.speakers}
        recording = episode.info.recording
        self._duration = recording.duration if recording else 0

    def around(self, index: int) -> Around:
        cues = self._cues
        return Around(
            index,
            cues[index],
            cues[index - 1] if index else None,
            cues[index + 1] if index + 1 < len(cues) else None,
            self._profile,
            self._words,
            self._shots,
            self._names,
            self._duration,
            self._language,
        )


def source_of(finding: Finding, profile: Profile) -> str:
    """Where a broken rule is from: the figure's source in the profile, else the rule's."""
    if finding.figure:
        return profile.source(finding.figure)
    return RULES[finding.rule].source
