"""Cut lists read back as what was cut, whatever the words in them are."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.formats.cut_lists.audacity import write_audacity
from editor.formats.cut_lists.edl import write_edl
from editor.formats.cut_lists.json_list import write_json
from editor.formats.cut_lists.otio import write_otio
from editor.formats.cut_lists.timecode import DROPPING, RATES, FrameRate, frame_rate
from editor.model.cuts import Cut, CutList
from editor.model.errors import UserError

EVENT = re.compile(r"(\d{3,})  AX       AA    C        (\S+) (\S+) (\S+) (\S+)")
HOSTILE = "um\n001  AX  B  C 00:00\t\u2028<b>\x00"
CUTS = CutList(
    [
        Cut(0, 1_010, "So", ("filler",), (1,)),
        Cut(2_000, 2_013, "a", ("repeat",), (1,)),
        Cut(3_333, 4_777, HOSTILE, ("marker",), (2, 3), estimated=True),
    ],
    10_000,
)
LABELS = ["Fillers: So", "Repeats: a", f"Markers: {HOSTILE}"]
EVERY_RATE = [*RATES, *(frame_rate(name, drop=True) for name in DROPPING)]


def frames(timecode: str, rate: FrameRate) -> int:
    """A frame's number, counted off its timecode the slow way."""
    hours, minutes, seconds, number = map(int, re.split("[:;]", timecode))
    total = (hours * 60 + minutes) * 60 + seconds
    counted = total * rate.nominal + number
    if rate.drop:
        minute = hours * 60 + minutes
        counted -= (minute - minute // 10) * (rate.nominal // 15)
    return counted


@given(st.sampled_from(EVERY_RATE), st.integers(0, 24 * 3600 * 23))
def test_timecode_counts_every_frame_once(rate: FrameRate, frame: int) -> None:
    one, two = rate.timecode(frame), rate.timecode(frame + 1)
    assert frames(one, rate) == frame
    assert one < two


def test_timecode_agrees_with_the_library_of_the_field() -> None:
    otio = pytest.importorskip("opentimelineio")
    for rate in EVERY_RATE:
        exact = float(rate.exact)
        for frame in (0, 1_799, 1_800, 17_981, 17_982, 35_963, 35_964, 107_892, 1_000_003):
            time = otio.opentime.RationalTime(frame, exact)
            assert rate.timecode(frame) == otio.opentime.to_timecode(time, exact, rate.drop)


def test_drop_frame_keeps_to_the_clock() -> None:
    rate = frame_rate("29.97", drop=True)
    assert rate.timecode(rate.first_frame(3_600_000)) == "01:00:00;00"
    assert frame_rate("29.97").timecode(rate.first_frame(3_600_000)) == "00:59:56:12"
    assert rate.exact == Fraction(30_000, 1_001)


def test_unknown_rates_are_refused() -> None:
    with pytest.raises(UserError, match="frame-rate-unknown"):
        frame_rate("31")
    with pytest.raises(UserError, match="frame-rate-not-dropping"):
        frame_rate("25", drop=True)
    with pytest.raises(UserError, match="cut-beyond-a-day"):
        write_edl(CutList([], 90_000_000), [], "long", "a.wav", frame_rate("25"))


@pytest.mark.parametrize("rate", EVERY_RATE, ids=lambda rate: f"{rate.name}{'d' * rate.drop}")
def test_an_edl_keeps_all_that_stays_and_goes_on_without_a_gap(rate: FrameRate) -> None:
    text = write_edl(CUTS, LABELS, "A\ntitle" * 20, "a.wav", rate)
    lines = text.split("\n")
    assert lines[0].startswith("TITLE: A title")
    assert len(lines[0]) <= 77
    assert lines[1] == f"FCM: {'DROP FRAME' if rate.drop else 'NON-DROP FRAME'}"
    events = [EVENT.fullmatch(line) for line in lines]
    found = [[frames(code, rate) for code in event.groups()[1:]] for event in events if event]
    assert all(end - first == out - into > 0 for first, end, into, out in found)
    assert all(one[3] == two[2] for one, two in pairwise(found))
    assert found[0][2] == 0
    for span in CUTS.kept:
        assert any(
            rate.moment(first) <= span.start and span.end <= rate.moment(end)
            for first, end, _, _ in found
        )
    assert text.count("COMMENT: ") == (2 if rate.nominal < 50 else 2 + text.count("Repeats"))


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 90)), max_size=12))
def test_an_edl_never_plays_a_frame_twice(drawn: list[tuple[int, int]]) -> None:
    cuts, at = [], 0
    for gap, length in drawn:
        cuts.append(Cut(at + gap, at + gap + length))
        at += gap + length
    listed = CutList(cuts, at + 50)
    rate = frame_rate("24")
    text = write_edl(listed, [""] * len(cuts), "t", "a.wav", rate)
    found = [[frames(code, rate) for code in event.groups()[1:]] for event in EVENT.finditer(text)]
    assert all(one[1] < two[0] for one, two in pairwise(found))


def test_audacity_reads_one_line_a_cut() -> None:
    rows = [line.split("\t") for line in write_audacity(CUTS, LABELS).splitlines()]
    assert [(float(start), float(end)) for start, end, _ in rows] == [
        (0, 1.01),
        (2, 2.013),
        (3.333, 4.777),
    ]
    assert rows[2][2] == "Markers: um 001 AX B C 00:00 <b>"


def test_opentimelineio_reads_it_back() -> None:
    otio = pytest.importorskip("opentimelineio")
    text = write_otio(CUTS, LABELS, "A title", "audio/a.wav")
    timeline = otio.adapters.read_from_string(text, "otio_json")
    track = timeline.tracks[0]
    assert track.kind == "Audio"
    clips = list(track)
    ranges = [clip.source_range for clip in clips]
    assert [(r.start_time.value, r.end_time_exclusive().value) for r in ranges] == [
        (span.start, span.end) for span in CUTS.kept
    ]
    assert clips[0].media_reference.target_url == "audio/a.wav"
    assert timeline.duration().to_seconds() == (CUTS.duration - CUTS.removed) / 1000
    markers = [marker for clip in clips for marker in clip.markers]
    assert [marker.metadata["stet"]["estimated"] for marker in markers] == [False, True]
    assert markers[1].metadata["stet"]["words"] == "um 001 AX B C 00:00 <b>"


def test_json_says_everything() -> None:
    data = json.loads(write_json(CUTS, "t", "a.wav"))
    assert data["removed_ms"] == CUTS.removed
    assert [cut["estimated"] for cut in data["cuts"]] == [False, False, True]
    assert data["cuts"][2]["words"] == HOSTILE
    assert sum(span["end_ms"] - span["start_ms"] for span in data["kept"]) == 10_000 - CUTS.removed
