"""Cues of an episode: from the words as heard to captions as shown, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from editor.captions.cue import Cue
from editor.captions.flow import Manner, flowing
from editor.captions.language import break_words
from editor.captions.paragraphs import paragraphs, spans
from editor.captions.profile import Profile
from editor.captions.sounds import with_sounds
from editor.captions.spoken import Line
from editor.captions.steps import Steps, at_once
from editor.captions.timing import timed
from editor.model.episode import Episode
from editor.model.render import View
from editor.model.segment import Flag, Segment
from editor.model.time import Ms


def manner_of(
    episode: Episode,
    profile: Profile,
    view: View = View.CLEAN,
    *,
    labels: bool = True,
) -> Manner:
    """How captions of this episode are made: its language's words, the profile's rules."""
    language = episode.info.language or "en"
    return Manner(profile, view, break_words(language), labels)


def cues(
    episode: Episode,
    profile: Profile,
    view: View = View.CLEAN,
    *,
    labels: bool = True,
) -> list[Cue]:
    """Captions for the whole episode, by start.

    A line that came as a cue of a caption file stays that cue, with its own times and lines.
    Everything else is segmented over the words.
    ``labels`` writes the speakers' names into the text by the profile's form.
    """
    manner = manner_of(episode, profile, view, labels=labels)
    made: list[Cue] = []
    for part in flows(episode, manner):
        made.extend(part)
    return finished(episode, made, profile)


def finished(episode: Episode, made: Sequence[Cue], profile: Profile) -> list[Cue]:
    """Cues with their last times, and the sounds between them."""
    shots = [shot.at for shot in episode.shots]
    return with_sounds(timed(made, profile, shots), episode.sounds, profile)


def flows(episode: Episode, manner: Manner) -> Iterator[list[Cue]]:
    """The cues of one paragraph after the other, before their last times."""
    lines = episode.transcript
    chapters = {chapter.segment for chapter in episode.chapters}
    for within in paragraphs(lines, chapters, manner.words, manner.profile):
        yield at_once(spoken(episode, within, manner).flowing(manner))


class Spoken(NamedTuple):
    """Everything the cues of a paragraph are made of: equal ones give equal cues."""

    lines: list[Line]
    label: str
    follow: Ms | None

    def flowing(self, manner: Manner) -> Steps[list[Cue]]:
        """Make the cues, before their last times."""
        return flowing(self.lines, manner, self.label, self.follow)


def spoken(episode: Episode, within: range, manner: Manner) -> Spoken:
    """What the cues of the paragraph of these lines are made of."""
    name = label_of(episode, within.start, manner) if manner.labels else ""
    return Spoken(spans(episode.transcript, within), name, _follow(episode, within.stop))


def label_of(episode: Episode, index: int, manner: Manner) -> str:
    """How the captions name the speaker of a line, "" where the same one spoke before.

    A cue of a caption file keeps the label it came with; so do its words where they are cut anew
    and the profile has no form for names.
    """
    lines = episode.transcript
    line = lines[index]
    person = episode.speaker(line.speaker) if line.speaker is not None else None
    if person is None:
        return ""
    if not line.flows or (Flag.REFIT in line.flags and not manner.profile.speaker):
        return given_label(line, person.name)
    spoke_before = index > 0 and lines[index - 1].speaker == line.speaker
    return "" if spoke_before else manner.profile.label(person.name)


def given_label(line: Segment, name: str) -> str:
    """The label that stood before the words of a cue in its file, "" where none did."""
    label, found, _ = line.source_text.partition(line.text) if line.text else ("", "", "")
    if not found:
        label = line.source_text[: len(name) + 6].partition(":")[0] + ":"
    return label.strip() if name and name.casefold() in label.casefold() else ""


def _follow(episode: Episode, index: int) -> Ms | None:
    lines = episode.transcript
    return lines[index].start if index < len(lines) else None
