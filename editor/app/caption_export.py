"""Caption export: the cues of an episode with everything a caption file may say of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from editor.captions.cue import Cue
from editor.captions.cues import cues, manner_of
from editor.captions.looks import place_of, styles_of
from editor.captions.profile import Profile
from editor.captions.profiles import profile, profile_file, profiles
from editor.captions.refit import refitted
from editor.captions.timing import apart
from editor.formats.caption_file import CaptionFile, CaptionWriter, Dress, ShownCue
from editor.formats.vtt import BLOCKS
from editor.model.episode import Episode
from editor.model.render import View
from editor.model.styles import Style, settled


def rules_of(name: str) -> Profile:
    """The caption profile of a name: a shipped one by its key, else a file of a person's own.

    Raises ``UserError`` (``profile-*``).
    """
    if name not in profiles() and name.endswith(".toml"):
        return profile_file(Path(name))
    return profile(name)


def caption_file(
    episode: Episode,
    rules: Profile,
    view: View,
    writer: CaptionWriter,
    *,
    refit: bool = False,
    forms: bool = False,
) -> CaptionFile:
    """The captions of an episode for one writer.

    Cues of a caption file stay as they are. With ``refit`` those that break the rules are cut anew;
    with ``forms`` their speakers' labels take the form of the profile, wherever that fits.

    Where the profile wants voices and the format holds speakers, cues name their speaker; else the
    name stands in the text, in the profile's form. Where neither is so (the cues of a caption file
    stay as they are), the file still knows who speaks, so that the loss can be told.
    """
    voices = rules.voices and "speakers" in writer.holds
    if refit:
        episode = refitted(episode, manner_of(episode, rules, view, labels=not voices))
    made = cues(episode, rules, view, labels=not voices)
    made = apart(made) if refit else made
    if forms:
        named = {person.id: rules.label(person.name) for person in episode.speakers}
        made = [_relabelled(cue, named.get(cue.voice or 0, ""), rules) for cue in made]
    labelled = any(cue.label for cue in made)
    names = {person.id: "" if labelled else person.name for person in episode.speakers}
    info = episode.info
    shown = [_shown(episode, cue, view, names.get(cue.voice or 0, "")) for cue in made]
    if "speakers" in writer.holds and len(rules.palette) > 1 and not rules.plain_text:
        places = {person.id: at for at, person in enumerate(episode.speakers)}
        shown = [
            _coloured(each, rules.colour(places.get(cue.voice or 0, -1)), rules)
            for each, cue in zip(shown, made, strict=True)
        ]
    return CaptionFile(
        shown, episode.chapters, info.title, info.language, info.setting(BLOCKS), _dress_of(rules)
    )


def _shown(episode: Episode, cue: Cue, view: View, name: str) -> ShownCue:
    lines = episode.transcript
    styles, place = styles_of(lines, cue, view), place_of(lines, cue)
    return ShownCue(cue.start, cue.end, cue.lines, name, styles, place)


def _relabelled(cue: Cue, form: str, rules: Profile) -> Cue:
    """A cue of a caption file with the profile's label where its own stood, if there is room."""
    if not (cue.given and form and cue.label and cue.lines[0].startswith(cue.label)):
        return cue
    rest = cue.lines[0][len(cue.label) :].strip()
    head = (form, rest) if rules.speaker_line else (f"{form} {rest}",)
    lines = (*filter(None, head), *cue.lines[1:])
    fits = len(lines) <= max(rules.max_lines, len(cue.lines)) and all(
        len(line) <= rules.max_chars for line in head
    )
    return replace(cue, lines=lines, label=form) if fits else cue


def _coloured(cue: ShownCue, colour: str, rules: Profile) -> ShownCue:
    """A cue in the colour of its speaker, where it has none of its own."""
    own = any(style.look.startswith("#") for style in cue.styles)
    if own or colour == rules.colour(-1):
        return cue
    whole = Style(0, len("\n".join(cue.lines)), colour)
    return replace(cue, styles=settled((*cue.styles, whole)))


def _dress_of(rules: Profile) -> Dress:
    """What a profile says of all cues; white is what every player shows anyway."""
    colour = rules.colour(-1)
    if rules.plain_text:
        return Dress()
    plain = colour == "#ffffff" and not rules.ground
    return Dress(rules.font, "" if plain else colour, rules.ground)
