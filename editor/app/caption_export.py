"""Caption export: the cues of an episode with everything a caption file may say of them."""

from __future__ import annotations

from pathlib import Path

from editor.captions.cue import Cue
from editor.captions.cues import cues, manner_of
from editor.captions.looks import place_of, styles_of
from editor.captions.profile import Profile
from editor.captions.profiles import profile, profile_file, profiles
from editor.captions.refit import refitted
from editor.captions.timing import apart
from editor.formats.caption_file import CaptionFile, CaptionWriter, ShownCue
from editor.formats.vtt import BLOCKS
from editor.model.episode import Episode
from editor.model.render import View


def rules_of(name: str) -> Profile:
    """The caption profile of a name: a shipped one by its key, else a file of a person's own.

    Raises ``UserError`` (``profile-*``).
    """
    if name not in profiles() and name.endswith(".toml"):
        return profile_file(Path(name))
    return profile(name)


def caption_file(
    episode: Episode, rules: Profile, view: View, writer: CaptionWriter, *, refit: bool = False
) -> CaptionFile:
    """The captions of an episode for one writer.

    Where the profile wants voices and the format holds speakers, cues name their speaker; else the
    name stands in the text, in the profile's form. Where neither is so (the cues of a caption file
    stay as they are), the file still knows who speaks, so that the loss can be told.
    """
    voices = rules.voices and "speakers" in writer.holds
    if refit:
        episode = refitted(episode, manner_of(episode, rules, view, labels=not voices))
    made = cues(episode, rules, view, labels=not voices)
    made = apart(made) if refit else made
    labelled = any(cue.label for cue in made)
    names = {person.id: "" if labelled else person.name for person in episode.speakers}
    info = episode.info
    return CaptionFile(
        [_shown(episode, cue, view, names.get(cue.voice or 0, "")) for cue in made],
        episode.chapters,
        info.title,
        info.language,
        info.setting(BLOCKS),
    )


def _shown(episode: Episode, cue: Cue, view: View, name: str) -> ShownCue:
    lines = episode.transcript
    styles, place = styles_of(lines, cue, view), place_of(lines, cue)
    return ShownCue(cue.start, cue.end, cue.lines, name, styles, place)
