"""Captioning: the captions an episode has, their profile, shots and second language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from editor.app.jobs import Step, Work
from editor.captions.cue import Cue
from editor.captions.cues import flows, manner_of
from editor.captions.profile import Profile
from editor.captions.profiles import ORDER, profile, profile_text
from editor.captions.sounds import with_sounds
from editor.captions.timing import timed
from editor.cleaning.language import guess
from editor.formats.collecting import uncollected
from editor.formats.registry import read_file
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.render import View
from editor.model.segment import Flag, Segment
from editor.model.time import Ms, parse_time
from editor.model.translation import Translation
from editor.model.verbs import captions as verbs
from editor.model.verbs.outline import choose

CHOICE: Final = "captions"
"""The setting of a project that names its profile."""

OWN_TEXT: Final = "captions.own"
"""The setting that holds the text of a profile of the project's own."""

WORDS: Final = "captions.words"
"""The setting that says which words the captions show, where it is not the clean ones."""

CHUNK: Final = 200
"""Cues that are timed in one step of a job."""

SHOT_FILE_LIMIT: Final = 20_000_000
"""Bytes of a shot list; one of a film of three hours has some 100,000."""
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
_FRAME: Final = re.compile(r"(?P<h>\d+):(?P<m>\d\d):(?P<s>\d\d)[:;](?P<f>\d\d)")


def profile_of(episode: Episode, language: str = "") -> Profile:
    """The profile a project has chosen, for its own words or those of another language.

    Falls back to the default where the choice cannot be read any more.
    """
    key = episode.info.setting(_key(CHOICE, language), "default")
    if key != "own":
        return profile(key if key in ORDER else "default")
    try:
        return profile_text(episode.info.setting(_key(OWN_TEXT, language)), episode.info.title)
    except UserError:
        return profile()


def choose_profile(episode: Episode, key: str, language: str = "") -> Edit:
    """Choose a shipped profile for the project."""
    name = "" if key == "default" else key
    return choose(episode, _key(CHOICE, language), name, "choose-captions")


def choose_own_profile(episode: Episode, text: str, language: str = "") -> Edit:
    """Keep a profile of the project's own in it and choose it; raises ``UserError`` if unsound."""
    profile_text(text, episode.info.title)
    kept = choose(episode, _key(OWN_TEXT, language), text)
    scratch = Episode(info=episode.info)
    scratch.apply(kept)
    chosen = choose(scratch, _key(CHOICE, language), "own")
    return Edit("choose-captions", (*kept.splices, *chosen.splices))


def words_of(episode: Episode) -> View:
    """The words that the captions show: without what is struck, or as they were said."""
    return View.VERBATIM if episode.info.setting(WORDS) == View.VERBATIM else View.CLEAN


def choose_words(episode: Episode, view: View) -> Edit:
    """Choose the words that the captions show: ``CLEAN`` or ``VERBATIM``."""
    value = View.VERBATIM.value if view is View.VERBATIM else ""
    return choose(episode, WORDS, value, "choose-caption-words")


def _key(setting: str, language: str) -> str:
    return f"{setting}.{language}" if language else setting


def captions(episode: Episode, rules: Profile, view: View = View.CLEAN) -> Work[list[Cue]]:
    """Make all cues of an episode, a paragraph a step; no step takes longer than a few ms.

    Meanwhile no garbage is looked for: the cues stay, and looking through them takes 20 ms.
    """
    with uncollected():
        manner = manner_of(episode, rules, view)
        made: list[Cue] = []
        total = max(1, episode.transcript.end)
        for part in flows(episode, manner):
            made.extend(part)
            yield Step(min(made[-1].start, total) if made else 0, total, "captions")
        done: list[Cue] = []
        for _ in _timed(episode, made, rules, done):
            yield Step(total, total, "captions")
        return with_sounds(done, episode.sounds, rules)


def _timed(
    episode: Episode, made: Sequence[Cue], rules: Profile, done: list[Cue]
) -> Iterator[None]:
    """Give all cues their last times, ``CHUNK`` at a time."""
    shots = [shot.at for shot in episode.shots]
    for at in range(0, len(made), CHUNK):
        before = made[at - 1] if at else None
        after = made[at + CHUNK] if at + CHUNK < len(made) else None
        free = done[-1].end if done else 0
        done += timed(made[at : at + CHUNK], rules, shots, before, after, free)
        yield


# --- shots ---


def read_shots(path: Path, fps: float = 24.0) -> list[Ms]:
    """The shot changes of a list, one a line: seconds, a clock, or a clock with frames.

    In a CSV the first cell of a line that is a time counts, so that headings and numbers of shots
    do no harm. Raises ``UserError`` (``shots-*``).
    """
    try:
        data = path.read_bytes()[: SHOT_FILE_LIMIT + 1]
    except OSError as error:
        raise UserError("shots-unreadable", path=str(path), reason=str(error)) from error
    if len(data) > SHOT_FILE_LIMIT:
        raise UserError("shots-too-large", path=str(path))
    found = [
        moment
        for line in data.decode("utf-8-sig", "replace").splitlines()
        if (moment := _moment(re.split(r"[,;\t]", line), fps)) is not None
    ]
    if not found:
        raise UserError("shots-none", path=str(path))
    return sorted(set(found))


def counts_frames(path: Path) -> bool:
    """Whether a shot list has clocks with frames, so that their number a second has to be known."""
    try:
        text = path.read_bytes()[:SHOT_FILE_LIMIT].decode("utf-8-sig", "replace")
    except OSError as error:
        raise UserError("shots-unreadable", path=str(path), reason=str(error)) from error
    return any(_FRAME.fullmatch(cell.strip().strip('"')) for cell in re.split(r"[,;\t\n\r]", text))


def _moment(cells: Sequence[str], fps: float) -> Ms | None:
    """The first clock in a line, else its last number of seconds."""
    texts = [cell.strip().strip('"') for cell in cells]
    for text in texts:
        if frames := _FRAME.fullmatch(text):
            whole = (int(frames["h"]) * 60 + int(frames["m"])) * 60 + int(frames["s"])
            return whole * 1000 + round(int(frames["f"]) * 1000 / fps)
        if ":" in text and (moment := parse_time(text)) is not None:
            return moment
    decimals = [text for text in texts if re.fullmatch(r"\d+\.\d+", text)]
    numbers = decimals or [text for text in texts if re.fullmatch(r"\d+", text)]
    if not numbers or (len(texts) > 2 and not decimals):
        return None
    return round(float(numbers[-1 if not decimals else 0]) * 1000)


def import_shots(episode: Episode, moments: Iterable[Ms]) -> Edit:
    """Put a shot list in place of the project's."""
    return verbs.set_shots(episode, moments)


# --- a second language ---


def language_tag(text: str) -> str:
    """The tag of a language as somebody wrote it; raises ``UserError("language-tag")``."""
    tag = text.strip()
    if not _TAG.fullmatch(tag):
        raise UserError("language-tag", text=tag)
    return tag


def read_translation(path: Path) -> Work[tuple[str, Episode]]:
    """A caption file in another language, and the language it seems to be in ("": not told)."""
    yield Step(0, note="read")
    other = read_file(path).episode
    tag = other.info.language or guess(" ".join(line.text for line in other.transcript))
    return tag, other


def import_translation(episode: Episode, language: str, other: Episode) -> Edit:
    """The lines of a caption file in another language as the track of that language.

    Each is tied to the line that is heard for most of its time.
    """
    texts = [
        Translation(
            0, language, line.start, line.end, line.text, line.breaks, *_tied(episode, line)
        )
        for line in other.transcript
    ]
    return verbs.set_translations(episode, language, texts)


def _tied(episode: Episode, line: Segment) -> tuple[int | None, str]:
    lines = episode.transcript
    at = lines.index_at((line.start + line.end) // 2)
    return (lines[at].id, lines[at].text) if at >= 0 else (None, "")


def languages_of(episode: Episode) -> list[str]:
    """The languages a project is translated into."""
    return sorted({text.language for text in episode.translations})


def translated(episode: Episode, language: str) -> Episode:
    """The track of a language as an episode of its own, which captions and exports like any.

    Raises ``UserError("language-none")`` where the project has no such track.
    """
    if language not in languages_of(episode):
        known = ", ".join(languages_of(episode)) or "-"
        raise UserError("language-none", language=language, known=known)
    lines = [
        Segment(
            text.id,
            text.start,
            text.end,
            text.text,
            _speaker(episode, text),
            breaks=text.breaks,
            source_text=text.text,
            flags=_flows(episode, text),
        )
        for text in episode.translations
        if text.language == language
    ]
    info = episode.info.__class__(episode.info.title, language=language)
    return Episode(lines, episode.speakers, info=info, sounds=episode.sounds, shots=episode.shots)


def _speaker(episode: Episode, text: Translation) -> int | None:
    lines = episode.transcript
    known = text.segment is not None and lines.has(text.segment)
    return lines.by_id(text.segment).speaker if known and text.segment is not None else None


def _flows(episode: Episode, text: Translation) -> Flag:
    """A translation typed beside a line of a page flows as that line does."""
    lines = episode.transcript
    if text.segment is None or not lines.has(text.segment) or text.breaks:
        return Flag.NONE
    line = lines.by_id(text.segment)
    same = line.flows and (text.start, text.end) == (line.start, line.end)
    return Flag.FLOWS if same else Flag.NONE
