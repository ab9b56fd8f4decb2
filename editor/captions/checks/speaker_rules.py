"""Speaker and sound rules S1 to S5, and F1: names, labels, silences, what files cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from editor.captions.checks.finding import Around, Found, Grade
from editor.captions.checks.text_rules import TAG
from editor.captions.cue import Cue

_LABEL: Final = re.compile(
    r"^(?:>>\s*|\[|\()?(?P<name>[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3})(?::|\]|\))"
)
_BRACKETED: Final = re.compile(r"^[\[(].*[\])]$")


def unnamed(at: Around) -> Iterator[Found]:
    """S1: a cue of nobody where others have a speaker, or another speaker without a label."""
    cue, before = at.cue, at.before
    if cue.sound is not None or not at.names:
        return
    if cue.voice is None:
        if before is None or before.voice is not None:
            yield Found(Grade.PREVIEW, {"what": "nobody"})
    elif at.profile.speaker and before is not None and before.voice != cue.voice:
        name = at.names.get(cue.voice, "")
        if name and not _labelled(cue) and at.profile.label(name) not in cue.text:
            yield Found(Grade.PREVIEW, {"what": "no-label", "name": name}, "speaker")


def _labelled(cue: Cue) -> bool:
    """Whether a cue names who speaks, in whatever form."""
    return bool(cue.label) and cue.label in cue.text


def misspelt(at: Around) -> Iterator[Found]:
    """S2: a label one letter away from somebody's name."""
    found = _LABEL.match(at.cue.said[0]) if at.cue.said else None
    if found is None or not at.names:
        return
    name = found["name"].casefold()
    known = {each.casefold(): each for each in at.names.values()}
    if name not in known:
        near = next((each for low, each in known.items() if _apart(name, low) == 1), None)
        if near:
            yield Found(Grade.PREVIEW, {"name": found["name"], "near": near})


def _apart(one: str, other: str) -> int:
    """How many letters differ: 0, 1, or 2 for more."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > 1:
        return 2
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    same = (
        short[at:] == long[at + 1 :]
        if len(short) < len(long)
        else short[at + 1 :] == long[at + 1 :]
    )
    return 1 if same else 2


def unfamiliar(at: Around) -> Iterator[Found]:
    """S3: a label with a name that nobody of the episode has (DCMP: not before it is known)."""
    found = _LABEL.match(at.cue.said[0]) if at.cue.said and at.profile.speaker else None
    if found is None or not at.names or at.cue.sound is not None or not at.cue.given:
        return
    low = found["name"].casefold()
    if all(_apart(low, name.casefold()) > 1 for name in at.names.values()):
        yield Found(Grade.REPORT, {"name": found["name"]}, "speaker")


def label_form(at: Around) -> Iterator[Found]:
    """S4: the label of a sound, or of who begins to speak, in another form than the profile's."""
    cue, before = at.cue, at.before
    form = at.profile.label(at.names.get(cue.voice or 0, ""))
    begins = before is None or before.voice != cue.voice
    if _labelled(cue) and form and begins and form not in cue.text:
        first = next((line for line in cue.lines if cue.label in line), "")
        wider = len(first) + len(form) - len(cue.label) > at.profile.max_chars
        grade = Grade.PREVIEW if wider or at.profile.speaker_line else Grade.SAFE
        yield Found(grade, {"found": cue.label, "form": form}, "speaker")
    for line in at.cue.said:
        bare = line.strip("[]()♪# ")
        if at.cue.sound is None and _BRACKETED.match(line) and not at.cue.label:
            wanted = at.profile.sound_text(bare)
            if line != wanted and at.profile.label(bare) != line:
                yield Found(Grade.SAFE, {"found": line, "form": wanted}, "sound")
                return


def long_silence(at: Around) -> Iterator[Found]:
    """S5: nothing is shown for so long that a reader wonders whether something is heard."""
    gap = at.gap
    if gap is not None and gap > at.profile.silence_ms:
        yield Found(Grade.REPORT, {"ms": gap, "limit": at.profile.silence_ms}, "silence_ms")


def unsafe(at: Around) -> Iterator[Found]:
    """F1: text that a caption file would not hold as it is: an arrow, an empty line, a tag."""
    if "-->" in at.cue.text:
        yield Found(Grade.SAFE, {"found": "-->"})
    elif any(not line.strip() for line in at.cue.lines):
        yield Found(Grade.PREVIEW, {"found": "empty"})
    elif at.profile.plain_text and TAG.search(at.cue.text):
        yield Found(Grade.SAFE, {"found": "tag"}, "plain_text")
