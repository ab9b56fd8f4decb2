"""Every rule has a cue that keeps it and one that breaks it, a source, and a sentence."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest

from editor.app.caption_checks import check_captions, finding_sentence, repair_words
from editor.app.caption_repairs import fix_safe, scene_of
from editor.app.caption_report import ReportForm, save_report, write_report
from editor.app.jobs import run
from editor.app.texts import table
from editor.captions.checks.finding import Around, Finding, Grade
from editor.captions.checks.repairs import repair
from editor.captions.checks.rules import RULES, source_of
from editor.captions.cue import Anchor, Cue
from editor.captions.cues import cues
from editor.captions.language import break_words
from editor.captions.profile import OWN
from editor.captions.profiles import profile
from editor.model.breaks import Break, BreakKind, Hold
from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.verbs import captions as verbs
from editor.model.verbs.captions import Extent, Place
from editor.model.words import TimeKind, WordTime, WordTimes

MISSING = re.compile(r"\([a-z]+\)")
"""How a sentence shows a fact that it was not given."""

NAMES = {1: "Clenton Marsh", 2: "Ida"}


def cue(text: str = "We walked home.", start: int = 1000, end: int = 3000, **more: object) -> Cue:
    """Give a cue of a caption file whose words are heard from its start to its end."""
    lines = tuple(text.split("|"))
    plain = Cue(start, end, lines, 1, (Anchor(1, 0),), Anchor(1, 9), start, end, given=True)
    return replace(plain, **more)  # type: ignore[arg-type]


def around(it: Cue, key: str = "netflix", **more: object) -> Around:
    plain = Around(0, it, None, None, profile(key), break_words("en"), names=NAMES)
    return replace(plain, **more)  # type: ignore[arg-type]


AFTER = cue("Then it rained.", 3083, 5000)
SHOUT = cue("Quick.", 3083, 5000, voice=2)

CASES: list[tuple[str, Around, Around]] = [
    ("T1", around(cue(), after=AFTER), around(cue(end=3200), after=AFTER)),
    ("T2", around(cue(), duration=9000), around(cue(end=9900), duration=9000)),
    ("T2", around(cue()), around(cue(start=3000, end=3000))),
    ("T3", around(cue(end=1900)), around(cue(end=1800))),
    ("T3", around(cue("one two three four", end=2200), "bbc"),
     around(cue("one two three four", end=2100), "bbc")),
    ("T4", around(cue(end=8000)), around(cue(end=8001))),
    ("T5", around(cue("x" * 40)), around(cue("x" * 41))),
    ("T5", around(cue("a b c d e f"), "bbc"), around(cue("a b c d e f g"), "bbc")),
    ("T6", around(cue(), after=AFTER), around(cue(end=3050), after=AFTER)),
    ("T7", around(cue(), after=AFTER), around(cue(end=2700), after=AFTER)),
    ("T7", around(cue(end=2583), after=AFTER), around(cue(end=2584), after=AFTER)),
    ("T8", around(cue(first=1400)), around(cue(first=1600))),
    ("T8", around(cue(end=3900, last=3000)), around(cue(end=4100, last=3000))),
    ("T8", around(cue(end=2600, last=3000)), around(cue(end=2400, last=3000))),
    ("T8", around(cue(), shots=(1000,)), around(cue(), shots=(900,))),
    ("T9", around(cue()), around(cue(first=1000, last=1000))),
    ("T9", around(cue(estimated=True)), around(cue(estimated=True, given=False))),
    ("T10", around(cue(), before=cue(start=500)), around(cue(), before=cue(start=1500))),
    ("T10", around(cue(), before=cue("Yes.")), around(cue(), before=cue())),
    ("L1", around(cue("x" * 42)), around(cue("x" * 43))),
    ("L2", around(cue("one,|two")), around(cue("one,|two,|three"))),
    ("L3", around(cue("Mark pushed|his black truck.")),
     around(cue("Mark pushed his|black truck."))),
    ("L3", around(cue("We met Clenton Marsh|there.")),
     around(cue("We met Clenton|Marsh there."))),
    ("L3", around(cue("She went"), after=cue("under the table.", 3083)),
     around(cue("She went under"), after=cue("the table.", 3083))),
    ("L4", around(cue("This is far too long to be shown|on one line alone.")),
     around(cue("This fits|one line."))),
    ("L4", around(cue("-Who is it?|-Me.")), around(cue("Who is it?|Me."))),
    ("L5", around(cue("-Who is it out there in the rain?|-Me.")),
     around(cue("Who is it out there in the rain?|Me."))),
    ("L5", around(cue("The upper line is longer,|the lower is not short.")),
     around(cue("The upper line is very much longer,|yes."))),
    ("L6", around(cue("Home."), before=cue("We went there.")),
     around(cue("home."), before=cue("We walked"))),
    ("L7", around(cue("We left, and it rained."), "bbc"),
     around(cue("We left. It rained."), "bbc")),
    ("L7", around(cue("-Yes.|-No.")), around(cue("-Yes.|-No."), "podcast")),
    ("X1", around(cue("So, we left.")), around(cue("So, , we left."))),
    ("X2", around(cue("We had left.")), around(cue("We had had left."))),
    ("X3", around(cue("um, yes")), around(cue("um, yes"), "bbc")),
    ("X4", around(cue("Yes, we did.")), around(cue("Yes; we  did."))),
    ("X5", around(cue("It rained. We left, e.g. home.")), around(cue("It rained. we left."))),
    ("X5", around(cue("So I left.")), around(cue("So i left."))),
    ("X6", around(cue("We (all) left.")), around(cue("We (all left."))),
    ("X6", around(cue("“We left"), after=cue("and slept.”")), around(cue("“We left"))),
    ("X7", around(cue("We left.")), around(cue("We\u200b left."))),
    ("X8", around(cue("We left…")), around(cue("We left..."))),
    ("X8", around(cue("We left..."), "bbc"), around(cue("We left…"), "bbc")),
    ("X9", around(cue("We were four, or 14.")), around(cue("We were 4."))),
    ("X10", around(cue("we met Clenton there")), around(cue("we met And left there"))),
    ("E1", around(cue(hold=Hold(lines=("We left.",)))),
     around(cue(hold=Hold(lines=("We left.",), source="We then left."), stale=True))),
    ("S1", around(cue("[Ida] Yes.", voice=2), before=cue()), around(cue(voice=2), before=cue())),
    ("S1", around(cue(voice=1)), around(cue(voice=None))),
    ("S2", around(cue("Ida: Yes.")), around(cue("Ada: Yes."))),
    ("S3", around(cue("Ida: Yes.")), around(cue("Robert: Yes."))),
    ("S4", around(cue("[door closes]")), around(cue("[door closes]"), "bbc")),
    ("S4", around(cue("IDA: Yes.", voice=2, label="IDA:"), "bbc", before=cue()),
     around(cue("Ida: Yes.", voice=2, label="Ida:"), "bbc", before=cue())),
    ("S5", around(cue(), after=cue(start=12_900)), around(cue(), after=cue(start=13_100))),
    ("F1", around(cue("We left.")), around(cue("We --> left."))),
    ("F1", around(cue("We <i>left</i>.")), around(cue("We <i>left</i>."), "youtube")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "kept", "broken"), CASES)
def test_a_rule_tells_a_good_cue_from_a_bad_one(rule: str, kept: Around, broken: Around) -> None:
    check = RULES[rule].check
    assert list(check(kept)) == []
    (found,) = check(broken)
    finding = Finding(rule, 0, found.grade, found.facts, found.figure)
    assert not MISSING.search(finding_sentence(finding))
    assert source_of(finding, broken.profile)
    if found.figure:
        assert hasattr(broken.profile, found.figure)


def test_every_rule_is_in_the_table_of_cases() -> None:
    assert {rule for rule, _, _ in CASES} == set(RULES)
    assert all(rule.source for rule in RULES.values())


# --- repairs ---


def heard(number: int, start: int, end: int, text: str, *pins: int, voice: int = 1) -> Segment:
    """Give a cue of a caption file."""
    return Segment(number, start, end, text, voice, breaks=tuple(Break(at) for at in pins))


def project(*lines: Segment, duration: int = 0) -> Episode:
    info = Info(language="en", recording=Recording("a.mp3", duration=duration))
    return Episode(lines, [Speaker(1, "Clenton Marsh"), Speaker(2, "Ida")], info=info)


def mended(episode: Episode, rule: str, key: str = "netflix") -> list[tuple[int, int, str]]:
    """Repair the first finding of a rule as a person would, and give the cues then."""
    rules = profile(key)
    made = cues(episode, rules)
    found = next(f for f in check_captions(episode, rules).findings if f.rule == rule)
    planned = repair(scene_of(episode, made, rules), found)
    assert planned is not None, rule
    assert not MISSING.search(repair_words(planned))
    before = [line.text for line in episode.transcript]
    episode.apply(planned.edit)
    assert list(problems(episode)) == []
    after = [(each.start, each.end, "|".join(each.lines)) for each in cues(episode, rules)]
    episode.apply(planned.edit.inverse)
    assert [line.text for line in episode.transcript] == before
    return after


def test_a_label_in_another_form_is_written_in_the_guide_s() -> None:
    came = heard(2, 2000, 4000, "Yes, we all|did.".replace("|", " "), 12, voice=2)
    came = replace(came, source_text=f"Ida: {came.text}")
    first = replace(heard(1, 0, 2000, "We left."), source_text="Clenton Marsh: We left.")
    episode, rules = project(first, came), profile("bbc")
    assert "S1" not in [found.rule for found in check_captions(episode, rules).findings]
    episode.apply(run(fix_safe(episode, rules)))
    made = cues(episode, rules)
    assert made[0].text == "CLENTON MARSH: We left."
    assert (made[1].start, made[1].end, made[1].text) == (2000, 4000, "IDA: Yes, we all did.")
    assert "S4" not in [found.rule for found in check_captions(episode, rules).findings]


LONG = "We walked along the old canal and talked about the weather for a while."


@pytest.mark.parametrize(
    ("rule", "lines", "wanted"),
    [
        ("T1", [heard(1, 0, 2500, "We left."), heard(2, 2000, 4000, "It rained.")],
         (0, 1917, "We left.")),
        ("T2", [heard(1, 1000, 9900, "We left.")], (1000, 5000, "We left.")),
        ("T3", [heard(1, 1000, 1400, "We left.")], (1000, 1833, "We left.")),
        ("T5", [heard(1, 0, 1000, "We had all left long ago.")],
         (0, 1500, "We had all left long ago.")),
        ("T6", [heard(1, 0, 2000, "We left."), heard(2, 2010, 4000, "It rained.")],
         (0, 1927, "We left.")),
        ("T7", [heard(1, 0, 1700, "We left."), heard(2, 2000, 4000, "It rained.")],
         (0, 1917, "We left.")),
        ("L1", [heard(1, 0, 5000, LONG)],
         (0, 5000, "We walked along the old canal|and talked about the weather for a while.")),
        ("L4", [heard(1, 0, 2000, "This fits one line.", 10)], (0, 2000, "This fits one line.")),
        ("X1", [heard(1, 0, 2000, "So, , we left.")], (0, 2000, "So, we left.")),
        ("X2", [heard(1, 0, 2000, "We had had left.")], (0, 2000, "We had left.")),
        ("X4", [heard(1, 0, 2000, "Yes ; we did .")], (0, 2000, "Yes; we did.")),
        ("X5", [heard(1, 0, 2000, "It rained. so i left.")], (0, 2000, "It rained. So I left.")),
        ("X7", [heard(1, 0, 2000, "We\u200b left.")], (0, 2000, "We left.")),
        ("X8", [heard(1, 0, 2000, "We left...")], (0, 2000, "We left…")),
        ("X9", [heard(1, 0, 2000, "We were 4.")], (0, 2000, "We were four.")),
        ("F1", [heard(1, 0, 2000, "We --> left.")], (0, 2000, "We → left.")),
        ("L6", [heard(1, 0, 2000, "We walked"), heard(2, 2083, 3000, "home.")],
         (0, 3000, "We walked home.")),
    ],
)  # fmt: skip
def test_a_repair_does_what_it_says(
    rule: str, lines: list[Segment], wanted: tuple[int, int, str]
) -> None:
    assert mended(project(*lines, duration=5000), rule)[0] == wanted


@pytest.mark.parametrize(
    ("end", "follow", "grade"),
    [(1900, 9000, "safe"), (1300, 1600, "preview"), (1300, 1383, "report")],
)
def test_a_fast_cue_is_safe_to_repair_only_where_staying_mends_it(
    end: int, follow: int, grade: str
) -> None:
    """ "Safe" is a promise: once all that is safe is repaired, nothing of it is left."""
    episode = project(
        heard(1, 0, end, "We walked along the old canal and talked."),
        heard(2, follow, 12_000, "It rained."),
        duration=20_000,
    )
    rules = profile("netflix")
    fast = next(f for f in check_captions(episode, rules).findings if f.rule == "T5")
    assert fast.grade is Grade(grade)
    episode.apply(run(fix_safe(episode, rules)))
    left = [found.rule for found in check_captions(episode, rules).findings]
    assert ("T5" in left) == (grade != "safe")


@pytest.mark.parametrize(("follow", "end"), [(9000, 3600), (3300, 2000)])
def test_a_cue_that_goes_before_its_last_word_stays_where_there_is_room(
    follow: int, end: int
) -> None:
    """Measured times tell it, as after an edge was drawn too far."""
    times = [WordTime(at, at + 800, TimeKind.MEASURED) for at in (0, 1400, 2800)]
    cut = replace(heard(1, 0, 2000, "We all left."), words=WordTimes.pack(times))
    episode = project(cut, heard(2, follow, 12_000, "It rained."), duration=20_000)
    rules = profile("netflix")
    found = next(f for f in check_captions(episode, rules).findings if f.rule == "T8")
    assert finding_sentence(found) == "It goes 1600 ms before its last word has been said."
    assert (found.grade is Grade.SAFE) == (end > 2000)
    episode.apply(run(fix_safe(episode, rules)))
    assert [found.rule for found in check_captions(episode, rules).findings].count("T8") == (
        end == 2000
    )
    assert cues(episode, rules)[0].end >= end


def test_the_speed_of_reading_and_of_speech_are_told_in_one_unit() -> None:
    speech = cue("We all went home before it rained again.", end=2000)
    (found,) = RULES["T5"].check(around(speech, "bbc"))
    sentence = finding_sentence(Finding("T5", 0, found.grade, found.facts))
    assert sentence.count("wpm") == 2
    assert "cps" not in sentence


SKEWED = "And tender churl mak'st waste in niggarding:"


@pytest.mark.parametrize("breaks", [(), (30,)])
def test_lines_are_broken_where_no_rule_is_broken_though_the_costs_say_otherwise(
    breaks: tuple[int, ...],
) -> None:
    """Before "in" is the cheapest place, but leaves an upper line twice as long as the lower."""
    episode = project(heard(1, 0, 4000, SKEWED, *breaks), duration=5000)
    episode.apply(run(fix_safe(episode, profile("netflix"))))
    made = cues(episode, profile("netflix"))
    assert [cue.lines for cue in made] == [("And tender churl mak'st", "waste in niggarding:")]
    assert check_captions(episode, profile("netflix")).findings == []


def test_a_break_that_keeps_the_rules_outlasts_one_that_does_not() -> None:
    episode = project(heard(1, 0, 4000, SKEWED, 17, 30), duration=5000)
    episode.apply(run(fix_safe(episode, profile("netflix"))))
    lines = cues(episode, profile("netflix"))[0].lines
    assert lines == ("And tender churl", "mak'st waste in niggarding:")


def test_a_line_that_can_only_be_torn_joins_no_cues_unseen() -> None:
    names = "Anna Bella Carla Dora Erika Frida Greta Hanna Irene"
    lines = heard(1, 0, 4000, names, 24), heard(2, 4083, 8000, "They all went home.")
    episode, rules = project(*lines, duration=9000), profile("netflix")
    assert "L3" in [found.rule for found in check_captions(episode, rules).findings]
    episode.apply(run(fix_safe(episode, rules)))
    assert len(cues(episode, rules)) == 2


def test_lines_of_two_people_are_not_run_into_one() -> None:
    said = "-Who is it? -It is me."
    episode = project(heard(1, 0, 3000, said, 12), duration=5000)
    assert not run(fix_safe(episode, profile("netflix")))


def test_a_cue_over_the_maximum_is_parted_and_loses_no_word() -> None:
    two = "We walked along the old canal. Then it rained for hours."
    after = mended(project(heard(1, 0, 9000, two), duration=9000), "T4")
    assert [text for _, _, text in after] == [
        "We walked along the old canal.",
        "Then it rained for hours.",
    ]
    assert after[0][1] <= after[1][0]


def broken_file() -> Episode:
    return project(
        heard(1, 0, 2500, "So, , we walked  home and slept.", 10),
        heard(2, 2000, 4000, "It rained. we left...", voice=2),
        heard(3, 4010, 4300, "Yes.", voice=2),
        heard(4, 9000, 12_000, LONG),
        duration=20_000,
    )


def test_everything_safe_is_one_edit_that_undo_takes_back() -> None:
    episode, rules = broken_file(), profile("netflix")
    before = tuple(episode.transcript)
    words = [word for line in before for word in line.text.lower().replace(",", "").split()]
    edit = run(fix_safe(episode, rules))
    assert tuple(episode.transcript) == before
    episode.apply(edit)
    assert [f for f in check_captions(episode, rules).findings if f.grade is Grade.SAFE] == []
    said = [w for line in episode.transcript for w in line.text.lower().replace(",", "").split()]
    assert [w.strip(".…") for w in said] == [w.strip(".…") for w in words]
    assert list(problems(episode)) == []
    episode.apply(edit.inverse)
    assert tuple(episode.transcript) == before
    assert not run(fix_safe(project(heard(1, 0, 2000, "We left.")), rules))


def test_a_locked_cue_is_left_alone() -> None:
    episode, rules = broken_file(), profile("netflix")
    hold = Hold(locked=True)
    episode.apply(verbs.hold(episode, Extent(Place(3, 0), Place(4, 0)), hold))
    edit = run(fix_safe(episode, rules))
    assert all(splice.index != 3 for splice in edit.splices)


def test_caption_text_warns_when_its_words_change() -> None:
    line = Segment(1, 0, 4000, "so we all went home and slept", flags=Flag.WHOLE_SECONDS)
    episode = project(line)
    hold = Hold(lines=("We went home.",), source=line.text)
    episode.apply(verbs.hold(episode, Extent(Place(0, 0), Place(1, 0)), hold, "edit-cue"))
    assert cues(episode, profile())[0].lines == ("We went home.",)
    assert [f.rule for f in check_captions(episode, profile()).findings if f.rule == "E1"] == []
    changed = replace(episode.transcript[0], text="so we all drove home and slept")
    other = project(changed)
    assert "E1" in [f.rule for f in check_captions(other, profile()).findings]


# --- reports ---


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.rows += tag == "tr"


def test_reports_say_the_same_in_every_form(tmp_path: Path) -> None:
    episode = broken_file()
    report = check_captions(episode, profile("netflix"))
    data = json.loads(write_report(report, episode, ReportForm.JSON))
    rows = list(csv.reader(StringIO(write_report(report, episode, ReportForm.CSV))))
    page = _Cells()
    page.feed(write_report(report, episode, ReportForm.HTML))
    assert len(data["findings"]) == len(rows) - 1 == page.rows - 1 == len(report.findings) > 5
    assert [f["rule"] for f in data["findings"]] == [row[2] for row in rows[1:]]
    save_report(report, episode, tmp_path / "a.csv", ReportForm.CSV)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_choice_of_ours_is_sold_as_a_standards() -> None:
    for key in ("netflix", "bbc", "dcmp", "youtube", "podcast"):
        rules = profile(key)
        names = [name for name, _ in rules.sources]
        assert {"max_chars", "max_ms", "min_ms", "speaker"} <= set(names)
        assert all(source for _, source in rules.sources)
    assert profile("netflix").source("max_cps").startswith(OWN)
    assert "BBC" in profile("bbc").source("max_wpm")
    assert set(table("caption_rules")) >= {"safe", "preview", "report"}


def test_every_rule_has_a_name_for_summaries() -> None:
    names = [name for name in table("caption_rules") if name.startswith("name.")]
    assert sorted(names) == sorted(f"name.{rule}" for rule in RULES)


def test_a_decided_cue_break_parts_a_cue_of_a_file() -> None:
    line = replace(heard(1, 0, 4000, "We left. It rained."), breaks=(Break(9, BreakKind.CUE),))
    assert [each.text for each in cues(project(line), profile())] == ["We left.", "It rained."]
