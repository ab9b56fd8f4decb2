"""Strategies: sound episodes of every shape, and random edits that a person could make on them.

``episodes()`` draws whole episodes, ``plan(random, episode)`` picks a verb and its arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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


def texts(max_pieces: int = 8) -> st.SearchStrategy[str]:
    """Draw the text of a line; it may be empty."""
    return st.lists(st.sampled_from(PIECES), max_size=max_pieces).map(" ".join)


def randoms() -> st.SearchStrategy[Random]:
    """Draw a source of choices by its seed.

    Not ``st.randoms()``: that records every choice, and long sessions are too much for it.
    """
    return st.integers(0, 2**32).map(Random)


@st.composite
def word_times(draw: st.DrawFn, text: str, start: int) -> WordTimes:
    """Draw the times of all words of a text, or none."""
    count = count_words(text)
    if not count or draw(st.booleans()):
        return WordTimes()
    times, at = [], start
    for _ in range(count):
        at += draw(st.integers(0, 900))
        length = draw(st.integers(0, 1200))
        sure = draw(st.sampled_from([None, *SURENESS]))
        times.append(WordTime(at, at + length, draw(st.sampled_from(TimeKind)), sure))
    return WordTimes.pack(times)


@st.composite
def marks(draw: st.DrawFn, text: str) -> tuple[Mark, ...]:
    """Draw marks that lie inside the text and do not overlap."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return tuple(
        Mark(
            start,
            end,
            draw(st.sampled_from(Kind)),
            draw(st.sampled_from(["comma-scar", "repeat-word", "by-hand"])),
            draw(st.floats(0, 1)),
            draw(st.sampled_from(MarkState)),
            draw(st.booleans()),
        )
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    )


def holds() -> st.SearchStrategy[Hold]:
    """Draw what was decided for a cue."""
    times = st.tuples(st.integers(0, 9_000), st.integers(0, 9_000)).map(sorted)
    return st.builds(
        lambda span, *rest: Hold(span[0], span[1], *rest),
        times | st.just([None, None]),
        st.booleans(),
        st.lists(texts(2), max_size=2).map(tuple),
        texts(2),
    )


@st.composite
def breaks_in(draw: st.DrawFn, text: str) -> tuple[Break, ...]:
    """Draw decided breaks of every kind that stand in the text."""
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=3)))
    kinds = [draw(st.sampled_from(BreakKind)) for _ in places]
    return tuple(
        Break(at, kind, draw(st.none() | holds()) if kind is BreakKind.CUE else None)
        for at, kind in zip(places, kinds, strict=True)
    )


@st.composite
def segments(draw: st.DrawFn, number: int, start: int, speakers: list[int]) -> Segment:
    """Draw one sound line."""
    text = draw(texts())
    breaks = draw(breaks_in(text))
    return Segment(
        number,
        start,
        start + draw(st.integers(0, 20_000)),
        text,
        draw(st.sampled_from([None, *speakers])),
        draw(marks(text)),
        draw(word_times(text, start)),
        breaks,
        draw(st.sampled_from(["", text, "as it was heard"])),
        Flag(draw(st.integers(0, 31))),
        draw(styles(text)),
        draw(st.sampled_from(["", "", "line:0 align:start"])),
    )


@st.composite
def styles(draw: st.DrawFn, text: str) -> tuple[Style, ...]:
    """Draw the looks of a line, mostly none."""
    places = st.integers(0, len(text))
    looks = st.sampled_from(["i", "b", "#ff0000", ".loud"])
    drawn = draw(st.just([]) | st.lists(st.tuples(places, places, looks), max_size=2))
    return settled(Style(min(a, b), max(a, b), look) for a, b, look in drawn)


@st.composite
def episodes(draw: st.DrawFn, min_lines: int = 0, max_lines: int = 12) -> Episode:
    """Draw a sound episode: every invariant of ``editor.model.checks`` holds."""
    ids = draw(
        st.lists(st.integers(1, 10_000), min_size=min_lines, max_size=max_lines, unique=True)
    )
    starts = sorted(draw(st.lists(times_ms(), min_size=len(ids), max_size=len(ids))))
    speaker_ids = draw(st.lists(st.integers(1, 99), max_size=4, unique=True))
    tied = st.sampled_from([None, *ids])
    chapter_starts = sorted(draw(st.lists(times_ms(), max_size=4)))
    return Episode(
        [
            draw(segments(number, start, speaker_ids))
            for number, start in zip(ids, starts, strict=True)
        ],
        [
            Speaker(number, draw(st.text(max_size=12)), draw(_roles()), draw(st.text(max_size=8)))
            for number in speaker_ids
        ],
        [
            Chapter(number, start, draw(st.text(max_size=12)), draw(tied))
            for number, start in enumerate(chapter_starts, 1)
        ],
        [
            Note(number, draw(times_ms()), draw(st.text(max_size=12)), draw(tied))
            for number in range(1, draw(st.integers(0, 3)) + 1)
        ],
        draw(infos()),
        [
            Sound(number, start, start + 500, draw(texts(2)))
            for number, start in enumerate(sorted(draw(st.lists(times_ms(), max_size=2))), 1)
        ],
        [Shot(n, at) for n, at in enumerate(sorted(draw(st.sets(times_ms(), max_size=3))), 1)],
        [
            draw(translations(number, start, tied))
            for number, start in enumerate(sorted(draw(st.lists(times_ms(), max_size=3))), 1)
        ],
        [
            Answer(number, "spelling", draw(texts(2)), draw(tied))
            for number in range(1, draw(st.integers(0, 2)) + 1)
        ],
    )


@st.composite
def translations(
    draw: st.DrawFn, number: int, start: int, tied: st.SearchStrategy[int | None]
) -> Translation:
    """Draw one sound line of another language."""
    text = draw(texts(3))
    return Translation(
        number,
        draw(st.sampled_from(["de", "fr-CA"])),
        start,
        start + draw(st.integers(0, 5000)),
        text,
        draw(breaks_in(text)),
        draw(tied),
        draw(texts(2)),
    )


def times_ms() -> st.SearchStrategy[int]:
    """Draw a moment: most of them in the first hours, some beyond 100 h."""
    return st.integers(0, 4_000_000) | st.integers(0, 400_000_000)


def _roles() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(["host", "guest", "voice-over"]), max_size=2).map(tuple)


def infos() -> st.SearchStrategy[Info]:
    """Draw what is known of an episode as a whole."""
    short = st.text(max_size=20)
    recordings = st.builds(Recording, short, short, st.integers(0, 400_000_000))
    settings = st.lists(st.tuples(short, short), max_size=3).map(tuple)
    return st.builds(Info, short, short, short, short, st.none() | recordings, settings)


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
