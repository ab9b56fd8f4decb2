"""Edits as bytes: what is packed unpacks to the same, and nothing else unpacks to anything."""

from __future__ import annotations

import dataclasses
import zlib
from base64 import b64encode
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.chapter import Chapter
from editor.model.checks import in_order
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.words import TimeKind, WordTime, WordTimes
from editor.store.packing import StoredEdit, pack, unpack
from editor.store.rows import LATER, NAMES, little_endian, values_of
from editor.store.schema import TRACKS
from editor.store.values import from_json, to_json
from tests.strategies import episodes, plan, randoms


@given(episodes(), randoms())
def test_any_edit_comes_back_and_so_does_its_inverse(episode: Episode, random: Random) -> None:
    edit = plan(random, episode)
    for wanted in (edit, edit.inverse):
        assert unpack(wanted.verb, pack(wanted).data) == wanted


@given(episodes(), episodes())
def test_whole_episodes_swapped_come_back(one: Episode, other: Episode) -> None:
    splices = tuple(Splice(t, 0, tuple(one.items(t)), tuple(other.items(t))) for t in Track)
    edit = Edit("swap", splices)
    assert unpack("swap", pack(edit).data) == edit


@given(episodes(min_lines=1))
def test_a_line_is_written_as_any_item_is(episode: Episode) -> None:
    line = episode.transcript[0]
    _, items = pack(Edit("clear", (Splice(Track.SEGMENTS, 0, (line,), ()),))).data.splitlines()
    values = {name: value for name, value in values_of(line).items() if name not in LATER or value}
    values["words"] = b64encode(line.words.packed).decode()
    assert from_json(items.decode()) == [values]
    assert items.decode() == to_json([values])


def long_edit() -> Edit:
    before = tuple(Segment(n, n, n + 1, f"line {n}") for n in range(1, 400))
    return Edit("clear", (Splice(Track.SEGMENTS, 0, before, ()),))


def test_large_edits_are_compressed() -> None:
    data = pack(long_edit()).data
    assert len(zlib.decompress(data)) > 5 * len(data)


@given(episodes(min_lines=1), randoms())
def test_cut_off_bytes_are_refused(episode: Episode, random: Random) -> None:
    edit = plan(random, episode)
    for data in (pack(edit).data, pack(long_edit()).data):
        with pytest.raises(ValueError, match=edit.verb):
            unpack(edit.verb, data[: random.randrange(len(data) - 1)])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b'{"before":null,"after":null,"splices":[["segments",-1,0,0]]}',
        b'{"before":null,"after":null,"splices":[["drawers",0,0,0]]}',
        b'{"before":null,"after":null,"splices":[["segments",0,1,0]]}\n{"id":1}',
        b'{"before":null,"after":null,"splices":[["segments",0,0,1000000000000]]}',
        b'{"before":null,"after":null,"splices":[["segments",0,1000000000000,0]]}\n[]',
        b'{"before":[1],"after":null,"splices":[]}',
        b'{"before":null,"after":null,"splices":' + b"[" * 100_000,
        b"\x80\x04\x95",  # how a pickle begins
        zlib.compress(b"\0" * (1 << 20)),
    ],
)
def test_what_is_no_edit_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="split"):
        unpack("split", data)


def test_a_line_that_breaks_an_invariant_is_refused() -> None:
    line = Segment(1, 0, 1, "one\ntwo")
    with pytest.raises(ValueError, match="type"):
        unpack("type", pack(Edit("type", (Splice(Track.SEGMENTS, 0, (), (line,)),))).data)


def test_a_stored_edit_is_read_once_and_when_it_is_wanted() -> None:
    reads = []

    def fetch() -> bytes:
        reads.append(1)
        return pack(long_edit()).data

    stored = StoredEdit("clear", fetch)
    assert stored.verb == "clear"
    assert reads == []
    assert stored == long_edit()
    assert long_edit() == stored
    assert hash(stored) == hash(long_edit())
    assert stored.inverse == long_edit().inverse
    assert len(reads) == 1


def test_a_stored_edit_that_is_damaged_says_so() -> None:
    with pytest.raises(UserError) as caught:
        StoredEdit("join", lambda: b"?").inverse  # noqa: B018 - reading is what fails
    assert caught.value.code == "history-damaged"


def test_word_times_have_one_byte_order_in_files() -> None:
    native_big = bytes.fromhex("00000001 00000002 00000003 00000004 0001")
    little = bytes.fromhex("01000000 02000000 03000000 04000000 0001")
    assert little_endian(native_big, "big") == little
    assert little_endian(little, "big") == native_big
    assert little_endian(little, "little") == little


def test_the_fields_are_the_columns_and_the_model_s() -> None:
    for track, table in TRACKS.items():
        assert ("rank", *NAMES[track]) == tuple(column.name for column in table.columns)
    fields = {field.name for field in dataclasses.fields(Segment)}
    assert set(NAMES[Track.SEGMENTS]) == fields
    for kind, track in ((Speaker, Track.SPEAKERS), (Chapter, Track.CHAPTERS), (Note, Track.NOTES)):
        assert set(NAMES[track]) == {field.name for field in dataclasses.fields(kind)}
    assert set(NAMES[Track.INFO]) == {"id", *(field.name for field in dataclasses.fields(Info))}


_MOMENTS = st.integers(-(2**31), 2**31 - 1) | st.integers(-2, 3)


@given(st.lists(st.lists(st.tuples(_MOMENTS, _MOMENTS), max_size=4), max_size=4))
def test_word_times_that_run_backwards_are_found_in_whatever_line(
    times: list[list[tuple[int, int]]],
) -> None:
    for ordered in (False, True):
        if ordered:
            ends = iter(sorted(moment for line in times for word in line for moment in word))
            times = [[(next(ends), next(ends)) for _ in line] for line in times]
        packed = [
            WordTimes.pack(WordTime(start, end, TimeKind.IMPORTED) for start, end in line)
            for line in times
        ]
        lines = [Segment(1, 0, 0, "", words=words) for words in packed]
        moments = [word for line in times for word in line]
        starts = [start for start, _ in moments]
        sound = starts == sorted(starts) and all(start <= end for start, end in moments)
        assert in_order(lines) is sound
        assert sound or not ordered


def test_more_bytes_than_are_asked_for_are_not_unpacked() -> None:
    edit = Edit("type", (Splice(Track.SEGMENTS, 0, (), (Segment(1, 0, 1, "a" * 100_000),)),))
    packed = pack(edit).data
    assert unpack("type", packed, 200_000) == edit
    with pytest.raises(ValueError, match="type"):
        unpack("type", packed, 100_000)
