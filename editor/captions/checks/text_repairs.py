"""Text repairs: marks, blanks, capitals and forms put right in the words of a cue; never a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from editor.captions.checks import text_rules as rules
from editor.captions.cue import Cue
from editor.captions.extents import extent_of, hold_cue
from editor.captions.profile import Profile
from editor.model.breaks import Hold
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment
from editor.model.verbs import cleaning
from editor.model.verbs.replacing import change_all
from editor.model.words import TextChange

_Change: TypeAlias = Callable[[str, Profile], Iterator[TextChange]]
TextRepair: TypeAlias = Callable[[Episode, Cue, Profile], Edit]


def _everywhere(pattern: re.Pattern[str], put: Callable[[re.Match[str], Profile], str]) -> _Change:
    """Put something else in place of every match of a pattern."""

    def changes(text: str, profile: Profile) -> Iterator[TextChange]:
        for found in pattern.finditer(text):
            added = put(found, profile)
            if added != found[0]:
                yield TextChange(found.start(), len(found[0]), added)

    return changes


def _blank(found: re.Match[str], _profile: Profile) -> str:
    """A doubled blank is one, a blank before a mark none, a missing one is put in."""
    text = found[0]
    if text.isspace():
        return " " if found.start() > 0 and found.end() < len(found.string) else ""
    if text[:1].isspace():
        return text.lstrip()
    return text[:1] if len(text) > 1 else f"{text} "


def _scar(found: re.Match[str], _profile: Profile) -> str:
    """Of ", ," one comma stays; of a comma that follows nothing, none."""
    return "," if found[0].count(",") > 1 else ""


_FORMS: Final[Mapping[str, _Change]] = {
    "X1": _everywhere(re.compile(r",(?:\s*,)+|^,\s*|\s,(?=\s|$)"), _scar),
    "X4": _everywhere(rules.BLANKS, _blank),
    "X5": _everywhere(
        re.compile(f"{rules.SMALL_START.pattern}|{rules.LONE_I.pattern}"),
        lambda found, _profile: found[0].upper(),
    ),
    "X7": _everywhere(rules.INVISIBLE, lambda _found, _profile: ""),
    "X8": _everywhere(
        re.compile(f"{rules.DOTS.pattern}|{rules.HYPHENS.pattern}"),
        lambda found, profile: "—" if found[0] == "--" else profile.ellipsis or found[0],
    ),
    "X9": _everywhere(
        rules.DIGITS,
        lambda found, profile: (
            rules.NUMBER_WORDS[int(found[1])] if int(found[1]) <= profile.numbers_to else found[0]
        ),
    ),
    "F1": _everywhere(
        re.compile(f"-->|{rules.TAG.pattern}"),
        lambda found, profile: "→" if found[0] == "-->" else "" if profile.plain_text else found[0],
    ),
    "S4": _everywhere(
        re.compile(r"^[\[(](?P<label>[^\[\]()]+)[\])]$"),
        lambda found, profile: profile.sound_text(found["label"].lower()),
    ),
}


def _reformed(changes: _Change) -> TextRepair:
    def plan(episode: Episode, cue: Cue, profile: Profile) -> Edit:
        hold = cue.hold
        if hold is not None and hold.lines:
            lines = tuple(_applied(line, changes, profile) for line in hold.lines)
            return hold_cue(episode, cue, replace(hold, lines=lines), "edit-cue")
        wanted: dict[int, list[TextChange]] = {}
        for index, first, last in _stretches(episode, cue):
            text = episode.transcript[index].text[first:last]
            found = [
                TextChange(change.start + first, change.removed, change.added)
                for change in changes(text, profile)
            ]
            if found:
                wanted[index] = found[::-1]
        return change_all(episode, wanted)

    return plan


def _applied(text: str, changes: _Change, profile: Profile) -> str:
    for change in reversed(list(changes(text, profile))):
        text = change.apply(text)
    return text


def _stretches(episode: Episode, cue: Cue) -> Iterator[tuple[int, int, int]]:
    """The lines (by index) a cue's words stand in, and from where to where."""
    extent = extent_of(episode, cue)
    for index in range(extent.start.index, min(extent.stop.index, len(episode.transcript) - 1) + 1):
        text = episode.transcript[index].text
        first = extent.start.at if index == extent.start.index else 0
        last = extent.stop.at if index == extent.stop.index else len(text)
        if first < last:
            yield index, first, last


def _strike(pattern: Callable[[Episode], re.Pattern[str]], group: int) -> TextRepair:
    """Strike the first match, as a person would; a struck word can be let stand again."""

    def plan(episode: Episode, cue: Cue, _profile: Profile) -> Edit:
        for index, first, last in _stretches(episode, cue):
            found = pattern(episode).search(episode.transcript[index].text, first, last)
            if found:
                return cleaning.strike(episode, index, found.start(group), found.end(group))
        return Edit("strike", ())

    return plan


def _filler_pattern(episode: Episode) -> re.Pattern[str]:
    language = (episode.info.language or "en").partition("-")[0]
    known = "|".join(sorted(rules.FILLERS.get(language, ()))) or r"(?!)"
    return re.compile(rf"\b((?:{known}),?\s*)(?!\w)", re.IGNORECASE)


def _repeat_pattern(_episode: Episode) -> re.Pattern[str]:
    return re.compile(r"\b((?P<word>\w[\w'’]*)\s+)(?P=word)\b", re.IGNORECASE)


def _label(episode: Episode, cue: Cue, profile: Profile) -> Edit:
    """The label of a cue in the profile's form: who speaks, or what is heard.

    A cue of a file keeps its words, lines and times: it is held by hand from now on, since only
    words that are free of their file take a label of the profile's.
    """
    person = episode.speaker(cue.voice) if cue.voice is not None else None
    if not cue.label or person is None:
        return _reformed(_FORMS["S4"])(episode, cue, profile)
    index = episode.transcript.index_of(cue.begins[0].segment)
    line, form = episode.transcript[index], profile.label(person.name)
    if index and episode.transcript[index - 1].speaker == line.speaker:
        return Edit("label-cue", ())
    hold = cue.hold or Hold()
    worded = tuple(each.replace(cue.label, form, 1) for each in hold.lines)
    hold = replace(hold, start=cue.start, end=cue.end, lines=worded)
    held = hold_cue(episode, cue, hold, "label-cue")
    laid = {splice.index: splice for splice in held.splices}
    after = laid[index].after if index in laid else (line,)
    freed = [replace(e, flags=e.flags | Flag.REFIT) for e in after if isinstance(e, Segment)]
    laid[index] = Splice(Track.SEGMENTS, index, (line,), tuple(freed))
    return Edit("label-cue", tuple(laid[at] for at in sorted(laid)))


TEXT_REPAIRS: Final[Mapping[str, TextRepair]] = {
    **{rule: _reformed(changes) for rule, changes in _FORMS.items()},
    "S4": _label,
    "X2": _strike(_repeat_pattern, 1),
    "X3": _strike(_filler_pattern, 1),
}
"""By rule. Rules that want a person's ear or eye have none."""
