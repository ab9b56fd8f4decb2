"""Make the project file of the present schema: python tests/old_projects/make.py."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor.model.answer import Answer
from editor.model.breaks import BreakKind, Hold, line_breaks
from editor.model.chapter import Chapter
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.history import History
from editor.model.info import Info, Recording
from editor.model.marks import Kind, Mark, MarkState
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.styles import Style
from editor.model.verbs import captions, cleaning, lines, outline, people
from editor.model.words import TextChange, TimeKind, WordTime, WordTimes, tokens
from editor.store import Draft, Entry, Project
from editor.store.schema import LATEST
from tests.old_projects.expected import dump
from tests.store.rehearsal import Rehearsal

HERE = Path(__file__).resolve().parent
CLOCK = iter(datetime(2026, 2, 3, 9, 30, tzinfo=UTC) + timedelta(seconds=n) for n in range(10_000))


def heard(text: str, start: int) -> WordTimes:
    """Give every word of a text a measured time."""
    return WordTimes.pack(
        WordTime(start + 300 * at, start + 300 * at + 250, TimeKind.MEASURED)
        for at, _ in enumerate(tokens(text))
    )


def episode() -> Episode:
    """Write a short episode that has something of everything."""
    texts = [
        "Welcome to the the lamp post, ,",
        "a show about streets — and those who light them.",
        "I, I grew up under a gas lamp, you know.",
        "",
        "東京 has more than we have; naïve as I am",
        "it's, e.g., about 3,000 of them.",
    ]
    segments = [
        Segment(
            number,
            number * 4000,
            number * 4000 + 3900,
            text,
            1 + number % 2,
            words=heard(text, number * 4000) if number % 2 else WordTimes(),
            breaks=line_breaks([10]) if number == 2 else (),
            source_text=text,
            flags=Flag.WHOLE_SECONDS | (Flag.END_INFERRED if number == 6 else Flag.NONE),
            styles=(Style(0, 1, "#ffff00"), Style(2, 8, "i")) if number == 2 else (),
            place="line:0 align:start" if number == 2 else "",
        )
        for number, text in enumerate(texts, 1)
    ]
    return Episode(
        segments,
        [Speaker(1, "Ida", ("host",), "walks at night"), Speaker(2, "Jonas", ("guest",))],
        [Chapter(1, 4000, "Opening", 1), Chapter(2, 12_000, "Gas", 3)],
        [Note(1, 12_500, "check the year", 3), Note(2, 16_000)],
        Info(
            "The lamp post",
            "Notes\nin two lines",
            "en-GB",
            "lamp.txt",
            Recording("../audio/lamp.mp3", "sha:00ff", 28_000),
            (("profile", "podcast"),),
        ),
    )


def edit(session: Rehearsal) -> None:
    """Do what a person might, and undo two steps of it."""
    whole = session.episode
    scar = Mark(28, 31, Kind.SCAR, "comma-scar", 0.95, MarkState.PROPOSED)
    session.do(cleaning.lay(whole, {0: [scar]}))
    session.do(cleaning.toggle(whole, 0, 11, 15))
    for at, letter in enumerate("Oh "):
        session.do(lines.type_text(whole, 2, TextChange(at, 0, letter)))
    session.do(lines.split(whole, 4, 22))
    session.do(people.add_and_assign(whole, "Choir", [3]))
    session.do(outline.add_chapter(whole, 4, "Elsewhere"))
    session.do(lines.join(whole, 0))
    session.do(people.rename(whole, 2, "Jon"))
    caption(session)
    for _ in range(2):
        if session.history.undoing:
            session.move(-1)


def caption(session: Rehearsal) -> None:
    """Decide on breaks, hold a cue, name a sound, take a shot list, translate a line."""
    whole = session.episode
    place = captions.Place
    session.do(captions.decide(whole, place(1, 12), BreakKind.NONE))
    extent = captions.Extent(place(0, 0), place(0, 23), (place(0, 11),))
    held = Hold(4100, 6900, True, ("Welcome to", "the lamp post."), "Welcome to the lamp post,")
    session.do(captions.hold(whole, extent, held))
    answers = (Answer(1, "spelling", "e.g.", 6), Answer(2, "spelling", "naïve"))
    session.do(Edit("let-stand", (Splice(Track.ANSWERS, 0, (), answers),)))
    session.do(captions.add_sound(whole, 1000, 3500, "music"))
    session.do(captions.set_shots(whole, [4080, 9960]))
    session.do(captions.translate(whole, 1, "de", "Ich bin mit Gaslicht groß geworden."))
    session.do(outline.choose(whole, "captions", "bbc"))


def main() -> None:
    """Write the folder of the present version; never over an existing one."""
    folder = HERE / f"v{LATEST}"
    path = folder / "lamp post.stet"
    folder.mkdir(exist_ok=True)
    report = [Entry("same-second", 4, None, {"at": "0:04"}), Entry("empty-line", 9, 4)]
    whole = episode()
    with Project.create(path, whole, report, clock=CLOCK.__next__) as project:
        session = Rehearsal(whole, History(), project)
        edit(session)
        line = whole.transcript[1]
        project.draft(Draft(line.id, f"{line.text} and", 3))
        project.remember(caret="2:3", view="marked")
        project.flush()
        content = dump(project.load())
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "expected.json").write_text(text + "\n", "utf-8")
    sys.stdout.write(f"{path}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
