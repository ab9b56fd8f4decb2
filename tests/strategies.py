"""Strategies: sound episodes of every shape, and random edits that a person could make on them.

``episodes()`` draws whole episodes, ``plan(random, episode)`` picks a verb and its arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from typing import Final

from hypothesis import strategies as st

from editor.model.answer import Answer
from editor.model.breaks import Break, BreakKind, Hold
from editor.model.chapter import Chapter
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.history import History
from editor.model.info import Info, Recording
from editor.model.marks import Kind, Mark, MarkState
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.styles import Style, settled
from editor.model.translation import Translation
from editor.model.verbs import captions, cleaning, lines, outline, people
from editor.model.verbs.inserting import insert_lines
from editor.model.words import (
    TextChange,
    TimeKind,
    WordTime,
    WordTimes,
    count_words,
    tokens,
)

PIECES: Final = (
    "well", "the", "night train", "don't", "um,", "— no", "I, I", "3,000", "e.g.", "Ünï", "naïve",
    "東京へ", "שלום", "مرحبا", "👩‍🎓", "x", "...", ", ,", "“so”", "ha-ha",
    "e\u0301t\u00e9", "  ", "'", "\t",
)  # fmt: skip
"""What lines are made of: words, scars, other scripts, things that are no words."""


SURENESS: Final = tuple(step / 62 for step in range(63))
"""Every confidence that packed word times can hold."""


# Strategies are made once and kept: to make one costs hypothesis more than to draw from it.


@cache
def texts(max_pieces: int = 8) -> st.SearchStrategy[str]:
    """Draw the text of a line; it may be empty."""
    return st.lists(st.sampled_from(PIECES), max_size=max_pieces).map(" ".join)


def randoms() -> st.SearchStrategy[Random]:
    """Draw a source of choices by its seed.

    Not ``st.randoms()``: that records every choice, and long sessions are too much for it.
    """
    return st.integers(0, 2**32).map(Random)


@cache
def _numbers(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


@cache
def _places(length: int, most: int) -> st.SearchStrategy[list[int]]:
    """Draw places in a text of that length, in order, each once."""
    return st.lists(_numbers(length), max_size=most).map(lambda drawn: sorted(set(drawn)))


_TIMES: Final = st.integers(0, 4_000_000) | st.integers(0, 400_000_000)
"""A moment: most of them in the first hours, some beyond 100 h."""
_SPEAKER_IDS: Final = st.lists(st.integers(1, 99), max_size=4, unique=True)
_LANGUAGES: Final = st.sampled_from(["de", "fr-CA"])
_SHORT: Final = st.text(max_size=20)
_NAMES: Final = st.text(max_size=12)
_TELLINGS: Final = st.sampled_from(
    [(kind, sure) for kind in TimeKind for sure in (None, *SURENESS)]
)
_KINDS: Final = st.sampled_from(Kind)
_DETECTORS: Final = st.sampled_from(["comma-scar", "repeat-word", "by-hand"])
_SHARES: Final = st.floats(0, 1)
_MARK_STATES: Final = st.sampled_from(MarkState)
_BREAK_KINDS: Final = st.sampled_from(BreakKind)
_ABOUT: Final = st.text(max_size=8)
_ROLES: Final = st.lists(st.sampled_from(["host", "guest", "voice-over"]), max_size=2).map(tuple)
_LOOKS: Final = st.sampled_from(["i", "b", "#ff0000", ".loud"])
_HEARD: Final = st.sampled_from(["", "as it was heard", None])
_SETTINGS: Final = st.sampled_from(["", "", "line:0 align:start"])


def _word_times(draw: st.DrawFn, text: str, start: int) -> WordTimes:
    """Draw the times of all words of a text, or none."""
    count = count_words(text)
    if not count or draw(st.booleans()):
        return WordTimes()
    times, at = [], start
    for _ in range(count):
        at += draw(_numbers(900))
        times.append(WordTime(at, at + draw(_numbers(1200)), *draw(_TELLINGS)))
    return WordTimes.pack(times)


def _marks(draw: st.DrawFn, text: str) -> tuple[Mark, ...]:
    """Draw marks that lie inside the text and do not overlap."""
    cuts = draw(_places(len(text), 6))
    return tuple(
        Mark(
            start,
            end,
            draw(_KINDS),
            draw(_DETECTORS),
            draw(_SHARES),
            draw(_MARK_STATES),
            draw(st.booleans()),
        )
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    )


def _holds() -> st.SearchStrategy[Hold]:
    """Draw what was decided for a cue."""
    times = st.tuples(_numbers(9_000), _numbers(9_000)).map(sorted)
    return st.builds(
        lambda span, *rest: Hold(span[0], span[1], *rest),
        times | st.just([None, None]),
        st.booleans(),
        st.lists(texts(2), max_size=2).map(tuple),
        texts(2),
    )


_HOLDS: Final = st.none() | _holds()


def _breaks(draw: st.DrawFn, text: str) -> tuple[Break, ...]:
    places = draw(_places(len(text), 3))
    kinds = [draw(_BREAK_KINDS) for _ in places]
    return tuple(
        Break(at, kind, draw(_HOLDS) if kind is BreakKind.CUE else None)
        for at, kind in zip(places, kinds, strict=True)
    )


@st.composite
def breaks_in(draw: st.DrawFn, text: str) -> tuple[Break, ...]:
    """Draw decided breaks of every kind that stand in the text."""
    return _breaks(draw, text)


def _styles(draw: st.DrawFn, text: str) -> tuple[Style, ...]:
    found = draw(_few_styles(len(text)))
    return settled(Style(min(a, b), max(a, b), look) for a, b, look in found)


@cache
def _few_styles(length: int) -> st.SearchStrategy[list[tuple[int, int, str]]]:
    """Draw the looks of a line of that length, mostly none."""
    places = _numbers(length)
    some: st.SearchStrategy[list[tuple[int, int, str]]] = st.lists(
        st.tuples(places, places, _LOOKS), max_size=2
    )
    return st.just([]) | some


def _segment(
    draw: st.DrawFn, number: int, start: int, who: st.SearchStrategy[int | None]
) -> Segment:
    text = draw(texts())
    breaks = _breaks(draw, text)
    return Segment(
        number,
        start,
        start + draw(_numbers(20_000)),
        text,
        draw(who),
        _marks(draw, text),
        _word_times(draw, text, start),
        breaks,
        text if (heard := draw(_HEARD)) is None else heard,
        Flag(draw(_numbers(31))),
        _styles(draw, text),
        draw(_SETTINGS),
    )


@st.composite
def segments(draw: st.DrawFn, number: int, start: int, speakers: list[int]) -> Segment:
    """Draw one sound line."""
    return _segment(draw, number, start, st.sampled_from([None, *speakers]))


@st.composite
def episodes(draw: st.DrawFn, min_lines: int = 0, max_lines: int = 12) -> Episode:
    """Draw a sound episode: every invariant of ``editor.model.checks`` holds."""
    ids = draw(_ids(min_lines, max_lines))
    starts = sorted(draw(_TIMES) for _ in ids)
    speaker_ids = draw(_SPEAKER_IDS)
    who, tied = st.sampled_from([None, *speaker_ids]), st.sampled_from([None, *ids])
    return Episode(
        [_segment(draw, number, start, who) for number, start in zip(ids, starts, strict=True)],
        [Speaker(number, draw(_NAMES), draw(_ROLES), draw(_ABOUT)) for number in speaker_ids],
        [
            Chapter(number, start, draw(_NAMES), draw(tied))
            for number, start in enumerate(draw(_moments(4)), 1)
        ],
        [
            Note(number, draw(_TIMES), draw(_NAMES), draw(tied))
            for number in range(1, draw(_numbers(3)) + 1)
        ],
        draw(_INFOS),
        [
            Sound(number, start, start + 500, draw(texts(2)))
            for number, start in enumerate(draw(_moments(2)), 1)
        ],
        [Shot(n, at) for n, at in enumerate(sorted(set(draw(_moments(3)))), 1)],
        [
            _translation(draw, number, start, tied)
            for number, start in enumerate(draw(_moments(3)), 1)
        ],
        [
            Answer(number, "spelling", draw(texts(2)), draw(tied))
            for number in range(1, draw(_numbers(2)) + 1)
        ],
    )


@cache
def _ids(fewest: int, most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(1, 10_000), min_size=fewest, max_size=most, unique=True)


@cache
def _moments(most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(_TIMES, max_size=most).map(sorted)


def _translation(
    draw: st.DrawFn, number: int, start: int, tied: st.SearchStrategy[int | None]
) -> Translation:
    """Draw one sound line of another language."""
    text = draw(texts(3))
    return Translation(
        number,
        draw(_LANGUAGES),
        start,
        start + draw(_numbers(5000)),
        text,
        _breaks(draw, text),
        draw(tied),
        draw(texts(2)),
    )


def _infos() -> st.SearchStrategy[Info]:
    """Draw what is known of an episode as a whole."""
    recordings = st.builds(Recording, _SHORT, _SHORT, st.integers(0, 400_000_000))
    settings = st.lists(st.tuples(_SHORT, _SHORT), max_size=3).map(tuple)
    return st.builds(Info, _SHORT, _SHORT, _SHORT, _SHORT, st.none() | recordings, settings)


_INFOS: Final = _infos()


# --- edits ---


def plan(random: Random, episode: Episode) -> Edit:
    """Plan one random edit that fits the episode; it may change nothing (``bool(edit)`` tells)."""
    edit = _planned(random, episode)
    caret = edit.caret_before
    if caret is not None and random.random() < 0.3:  # something was selected
        edit = replace(edit, caret_before=replace(caret, anchor=(caret.segment, 0)))
    return edit


def _planned(random: Random, episode: Episode) -> Edit:
    if not len(episode.transcript):
        return random.choice([_add_speaker, _set_info, _add_note])(random, episode)
    return random.choice(_VERBS)(random, episode)


def _index(random: Random, episode: Episode) -> int:
    return random.randrange(len(episode.transcript))


def _some(random: Random, episode: Episode) -> list[int]:
    first = _index(random, episode)
    return list(range(first, min(len(episode.transcript), first + random.randint(1, 4))))


def _words(random: Random) -> str:
    return " ".join(random.choice(PIECES) for _ in range(random.randint(0, 3)))


def _change(random: Random, text: str) -> TextChange:
    start = random.randint(0, len(text))
    removed = random.choice([0, 0, 0, 1, random.randint(0, len(text) - start)])
    return TextChange(start, min(removed, len(text) - start), random.choice(["", "a", "é ", "b c"]))


def _type(random: Random, episode: Episode) -> Edit:
    index = _index(random, episode)
    return lines.type_text(episode, index, _change(random, episode.transcript[index].text))


def _rewrite(random: Random, episode: Episode) -> Edit:
    return lines.rewrite(episode, {index: _words(random) for index in _some(random, episode)})


def _replace_range(random: Random, episode: Episode) -> Edit:
    chosen = _some(random, episode)
    start = random.randint(0, len(episode.transcript[chosen[0]].text))
    end = random.randint(0, len(episode.transcript[chosen[-1]].text))
    if len(chosen) == 1:
        start, end = min(start, end), max(start, end)
    return lines.replace_range(
        episode, chosen[0], start, chosen[-1], end, random.choice(("", _words(random)))
    )


def _split(random: Random, episode: Episode) -> Edit:
    index = _index(random, episode)
    return lines.split(episode, index, random.randint(0, len(episode.transcript[index].text)))


def _with_next(verb: Callable[[Episode, int], Edit]) -> Callable[[Random, Episode], Edit]:
    def planned(random: Random, episode: Episode) -> Edit:
        if len(episode.transcript) < 2:
            return _type(random, episode)
        return verb(episode, random.randrange(len(episode.transcript) - 1))

    return planned


def _set_times(random: Random, episode: Episode) -> Edit:
    index = _index(random, episode)
    line = episode.transcript[index]
    start = max(0, line.start + random.randint(-2000, 2000))
    return lines.set_times(episode, index, start, start + random.randint(0, 5000))


def _review(random: Random, episode: Episode) -> Edit:
    chosen = _some(random, episode)
    return lines.set_flag(episode, chosen, Flag.REVIEWED, random.random() < 0.7, "review")


def _toggle(random: Random, episode: Episode) -> Edit:
    index = _index(random, episode)
    length = len(episode.transcript[index].text)
    if not length:
        return _type(random, episode)
    start = random.randrange(length)
    return cleaning.toggle(episode, index, start, random.randint(start + 1, length))


def _lay(random: Random, episode: Episode) -> Edit:
    fresh = {}
    for index in _some(random, episode):
        length = len(episode.transcript[index].text)
        if length > 2:
            end = random.randint(1, length)
            fresh[index] = [Mark(0, end, Kind.SCAR, "comma-scar", 0.5, MarkState.PROPOSED)]
    return cleaning.lay(episode, fresh)


def _review_all(random: Random, episode: Episode) -> Edit:
    every = range(len(episode.transcript))
    return lines.set_flag(episode, every, Flag.REVIEWED, random.random() < 0.5, "review")


def _reassign_all(random: Random, episode: Episode) -> Edit:
    """Take all lines out and put them in again under new ids, as a new segmentation would."""
    before = tuple(episode.transcript)
    fresh = episode.next_id(Track.SEGMENTS)
    after = tuple(replace(line, id=fresh + at) for at, line in enumerate(before))
    new_ids = dict(zip((line.id for line in before), (line.id for line in after), strict=True))
    splices = [Splice(Track.SEGMENTS, 0, before, after)]
    for index, text in enumerate(episode.translations):
        if text.segment is not None:
            retied = replace(text, segment=new_ids[text.segment])
            splices.append(Splice(Track.TRANSLATIONS, index, (text,), (retied,)))
    for index, chapter in enumerate(episode.chapters):
        if chapter.segment is not None:
            moved = replace(chapter, segment=new_ids[chapter.segment])
            splices.append(Splice(Track.CHAPTERS, index, (chapter,), (moved,)))
    for index, note in enumerate(episode.notes):
        if note.segment is not None:
            tied = replace(note, segment=new_ids[note.segment])
            splices.append(Splice(Track.NOTES, index, (note,), (tied,)))
    return Edit("resegment", tuple(splices))


def _add_speaker(random: Random, episode: Episode) -> Edit:
    return people.add(episode, _words(random), ("guest",))


def _add_and_assign(random: Random, episode: Episode) -> Edit:
    return people.add_and_assign(episode, _words(random), _some(random, episode))


def _assign(random: Random, episode: Episode) -> Edit:
    ids = [None, *(speaker.id for speaker in episode.speakers)]
    return people.assign(episode, _some(random, episode), random.choice(ids))


def _rename(random: Random, episode: Episode) -> Edit:
    if not episode.speakers:
        return _add_speaker(random, episode)
    return people.rename(episode, random.choice(episode.speakers).id, _words(random))


def _merge(random: Random, episode: Episode) -> Edit:
    if len(episode.speakers) < 2:
        return _add_speaker(random, episode)
    gone, kept = random.sample(list(episode.speakers), 2)
    return people.merge(episode, gone.id, kept.id)


def _add_chapter(random: Random, episode: Episode) -> Edit:
    return outline.add_chapter(episode, _index(random, episode), _words(random))


def _edit_chapter(random: Random, episode: Episode) -> Edit:
    if not episode.chapters:
        return _add_chapter(random, episode)
    chapter = random.choice(episode.chapters).id
    choice = random.randrange(3)
    if choice == 0:
        return outline.move_chapter_to(episode, chapter, random.randrange(60_000))
    if choice == 1:
        return outline.remove_chapter(episode, chapter)
    return outline.retitle_chapter(episode, chapter, _words(random))


def _add_note(random: Random, episode: Episode) -> Edit:
    ids = [None, *(line.id for line in episode.transcript[:3])]
    at = random.randint(0, 10_000)
    return outline.add_note(episode, at, _words(random), random.choice(ids))


def _edit_note(random: Random, episode: Episode) -> Edit:
    if not episode.notes:
        return _add_note(random, episode)
    note = random.choice(episode.notes).id
    if random.random() < 0.5:
        return outline.remove_note(episode, note)
    return outline.edit_note(episode, note, _words(random))


def _set_info(random: Random, episode: Episode) -> Edit:
    return outline.set_info(episode, replace(episode.info, title=_words(random)))


def _place(random: Random, episode: Episode) -> captions.Place:
    index = _index(random, episode)
    text = episode.transcript[index].text
    starts = [token.start for token in tokens(text)] or [0]
    return captions.Place(index, random.choice(starts))


def _decide(random: Random, episode: Episode) -> Edit:
    return captions.decide(episode, _place(random, episode), random.choice(list(BreakKind)))


def _release(random: Random, episode: Episode) -> Edit:
    return captions.release(episode, [_place(random, episode)])


def _hold(random: Random, episode: Episode) -> Edit:
    start, line, stop = sorted(_place(random, episode) for _ in range(3))
    start_ms = random.randint(0, 5000)
    what = Hold(start_ms, start_ms + 900, random.random() < 0.5, (_plain(random),), _plain(random))
    return captions.hold(episode, captions.Extent(start, stop, (line,)), what)


def _plain(random: Random) -> str:
    return " ".join(_words(random).split())


def _sound(random: Random, episode: Episode) -> Edit:
    start = random.randint(0, 9000)
    if not episode.sounds or random.random() < 0.4:
        return captions.add_sound(episode, start, start + 700, "door closes")
    known = random.choice(episode.sounds)
    if random.random() < 0.3:
        return captions.remove_sound(episode, known.id)
    return captions.edit_sound(episode, replace(known, start=start, end=start + 10, label="music"))


def _shots(random: Random, episode: Episode) -> Edit:
    return captions.set_shots(episode, [random.randint(0, 9000) for _ in range(3)])


def _translate(random: Random, episode: Episode) -> Edit:
    index = _index(random, episode)
    choice = random.random()
    if choice < 0.7:
        return captions.translate(episode, index, "de", _plain(random))
    texts = [Translation(0, "fr", at * 1000, at * 1000 + 900, _plain(random)) for at in range(3)]
    return captions.set_translations(episode, "fr", texts)


def _insert(random: Random, episode: Episode) -> Edit:
    starts = [random.randrange(200_000) for _ in range(random.randint(1, 4))]
    fresh = [Segment(0, at, at + 900, _words(random), random.choice([None, 7])) for at in starts]
    return insert_lines(episode, fresh, {7: random.choice(["Ada", "Newcomer"])})


def _choose(random: Random, episode: Episode) -> Edit:
    return outline.choose(episode, "captions", random.choice(["netflix", "bbc", ""]))


_VERBS: Final[list[Callable[[Random, Episode], Edit]]] = [
    _type, _type, _type, _rewrite, _replace_range, _split, _split, _with_next(lines.join),
    _with_next(lines.push_word), _with_next(lines.pull_word), _set_times, _review, _toggle, _lay,
    _review_all, _reassign_all,
    _add_speaker, _add_and_assign, _assign, _rename, _merge, _add_chapter, _edit_chapter,
    _add_note, _edit_note, _set_info, _decide, _decide, _release, _hold, _sound, _shots,
    _translate, _choose, _insert,
]  # fmt: skip


def state(episode: Episode) -> tuple[tuple[object, ...], ...]:
    """All that an episode holds, to be compared."""
    return tuple(tuple(episode.items(track)) for track in Track)


def history_state(history: History) -> tuple[tuple[Edit, ...], int]:
    """All that a history holds, to be compared."""
    return history.edits, history.head
