"""Files from strangers end as a code, or as a sound episode and a note of what was mended."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from editor.model.answer import Answer
from editor.model.breaks import line_breaks
from editor.model.chapter import Chapter
from editor.model.checks import problems
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.marks import Kind, Mark, MarkState
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.translation import Translation
from editor.model.verbs import lines
from editor.model.words import TextChange, TimeKind, WordTime, WordTimes
from editor.store import Loaded, Project
from editor.store.backups import backups
from editor.store.recovery import salvage
from editor.store.schema import LATEST
from tests.store.rehearsal import Rehearsal
from tests.strategies import state

TIMES = WordTimes.pack(WordTime(at, at + 100, TimeKind.MEASURED) for at in (0, 200))
BREAK = line_breaks([4])
MARK = Mark(0, 3, Kind.FILLER, "filler", 0.9, MarkState.AUTO)


def sample(count: int = 3) -> Episode:
    return Episode(
        [
            Segment(n, n * 1000, n * 1000 + 900, "two words", 1, (MARK,), TIMES, BREAK, "heard")
            for n in range(1, count + 1)
        ],
        [Speaker(1, "Ada", ("host",))],
        [Chapter(1, 1000, "One", 1)],
        [Note(1, 2000, "a note", 2)],
        None,
        [Sound(1, 500, 900, "music")],
        [Shot(1, 480)],
        [Translation(1, "de", 1000, 1900, "zwei Worte", segment=1)],
        [Answer(1, "spelling", "zwei", 1)],
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.stet"
    rehearsal = Rehearsal(sample(), History(), Project.create(made, sample()))
    rehearsal.do(lines.type_text(rehearsal.episode, 0, TextChange(0, 0, "so ")))
    rehearsal.do(lines.split(rehearsal.episode, 1, 4))
    assert rehearsal.project is not None
    rehearsal.project.close()
    return made


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def code_of_opening(path: Path) -> str | None:
    """The code of the refusal, the same for both ways of opening; ``None`` where the file opens."""
    codes: list[str | None] = []
    for read_only in (True, False):
        try:
            with Project.open(path, read_only=read_only, on_trouble=lambda _: None) as project:
                project.load()
            codes.append(None)
        except UserError as error:
            codes.append(error.code)
    assert codes[0] == codes[1]
    return codes[0]


# --- files that are no project ---


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"1\n00:00:01,000 --> 00:00:02,000\nhi\n", b"\0" * 5000, b"SQLite format 3\0"],
    ids=["empty", "one byte", "captions", "zeros", "only the first bytes"],
)
def test_other_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.stet"
    path.write_bytes(content)
    assert code_of_opening(path) == "project-not-one"
    assert path.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir()] == ["a.stet"]


def test_a_folder_and_nothing_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.stet").mkdir()
    assert code_of_opening(tmp_path / "a.stet") == "project-not-one"
    assert code_of_opening(tmp_path / "b.stet") == "project-missing"


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "a.stet"
    tamper(path, "CREATE TABLE t (x)")
    assert code_of_opening(path) == "project-not-one"
    tamper(path, "PRAGMA application_id=1398031700", "PRAGMA user_version=1")  # says it is ours
    assert code_of_opening(path) == "project-foreign-schema"


def test_a_newer_project_is_refused_and_left_alone(path: Path) -> None:
    tamper(path, "PRAGMA user_version=77")
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        Project.open(path)
    assert caught.value.code == "project-newer"
    assert (caught.value.facts["version"], caught.value.facts["known"]) == (77, LATEST)
    assert path.read_bytes() == before
    tamper(path, "PRAGMA user_version=0")
    assert code_of_opening(path) == "project-not-one"


# --- files with programs in them ---


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER UPDATE ON segments BEGIN DELETE FROM segments; END",
        "CREATE VIEW v AS SELECT * FROM segments",
        "CREATE VIRTUAL TABLE v USING fts5(x)",
        "CREATE INDEX i ON segments (abs(start))",
        "CREATE TABLE extra (x)",
        "ALTER TABLE segments ADD COLUMN extra TEXT",
        "ALTER TABLE segments ADD COLUMN evil GENERATED ALWAYS AS (hex(text)) VIRTUAL",
        "DROP TABLE notes",
        "ANALYZE",
    ],
)
def test_a_schema_that_is_not_word_for_word_ours(path: Path, statement: str) -> None:
    tamper(path, statement)
    assert code_of_opening(path) == "project-foreign-schema"


def test_a_table_replaced_by_a_view_with_work_to_do(path: Path) -> None:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
    tamper(path, "DROP TABLE segments", f"CREATE VIEW segments AS {endless}")
    assert code_of_opening(path) == "project-foreign-schema"


# --- damaged and cut off ---


def contents(loaded: Loaded) -> tuple[object, ...]:
    return state(loaded.episode), loaded.history.edits


def open_or_code(path: Path) -> tuple[object, ...] | str:
    try:
        with Project.open(path, read_only=True) as project:
            loaded = project.load()
            assert loaded.restored == ()
            return contents(loaded)
    except UserError as error:
        return error.code


def test_cut_off_anywhere_it_is_refused(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    cut = tmp_path / "cut.stet"
    lengths = {*range(0, len(whole), 997), *range(len(whole) - 300, len(whole), 7), 99, 100, 512}
    for length in sorted(lengths):
        cut.write_bytes(whole[:length])
        assert open_or_code(cut) in ("project-not-one", "project-damaged"), length
    cut.write_bytes(whole + b"x")
    assert open_or_code(cut) == "project-damaged"


def test_damaged_pages_are_told_or_do_not_matter(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    with Project.open(path, read_only=True) as project:
        intact = contents(project.load())
    dice = random.Random(5)
    codes = set()
    for _ in range(80):
        data = bytearray(whole)
        start = dice.randrange(100, len(data))
        for at in range(start, min(len(data), start + dice.choice([1, 16, 900]))):
            data[at] = dice.randrange(256)
        damaged = tmp_path / "damaged.stet"
        damaged.write_bytes(data)
        codes.add(_opened_soundly(damaged, intact))
    assert "project-damaged" in codes
    assert "the same" in codes


def _opened_soundly(path: Path, intact: tuple[object, ...]) -> str:
    """Open for writing: whatever opens holds to the invariants and can be edited."""
    try:
        with Project.open(path, on_trouble=lambda _: None) as project:
            loaded = project.load()
            assert list(problems(loaded.episode)) == []
            same = contents(loaded) == intact
            if len(loaded.episode.transcript):
                project.record(lines.split(loaded.episode, 0, 1), merged=None).result()
            return "the same" if same else "another text"
    except UserError as error:
        return error.code
    finally:
        for extra in path.parent.glob("damaged.stet-*"):
            extra.unlink()
        shutil.rmtree(path.parent / ".stet-backups", ignore_errors=True)


def test_a_log_that_is_torn_anywhere_gives_a_state_that_was(tmp_path: Path) -> None:
    """What a power cut leaves: the log ends somewhere. Every length opens, none goes back."""
    path, torn = tmp_path / "a.stet", tmp_path / "torn.stet"
    episode = sample(30)
    project = Project.create(path, episode)
    rehearsal = Rehearsal(episode, History(), project)
    states = [state(episode)]
    for number in range(12):
        rehearsal.do(lines.split(rehearsal.episode, number, 3))
        states.append(state(rehearsal.episode))
    base, log = path.read_bytes(), path.with_name("a.stet-wal").read_bytes()
    project.close()
    assert len(log) > 20_000
    last = 0
    for length in [*range(0, len(log), 2500), len(log)]:
        torn.write_bytes(base)
        torn.with_name("torn.stet-wal").write_bytes(log[:length])
        with Project.open(torn) as again:
            found = state(again.load().episode)
        at = states.index(found)
        assert at >= last, f"{length} bytes of the log"
        last = at
    assert last == len(states) - 1


def test_what_is_left_of_a_damaged_project_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.stet"
    episode = sample(3000)
    Project.create(path, episode).close()
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    assert code_of_opening(path) == "project-damaged"
    saved = salvage(path)
    assert not saved.complete
    assert list(problems(saved.episode)) == []
    lost = len(episode.transcript) - len(saved.episode.transcript)
    assert 0 < lost < 200
    assert saved.episode.transcript[0] == episode.transcript[0]
    assert saved.episode.transcript[-1] == episode.transcript[-1]
    assert tuple(saved.episode.speakers) == tuple(episode.speakers)
    Project.create(tmp_path / "saved.stet", saved.episode).close()


def test_what_is_left_of_a_project_of_an_older_program_can_be_saved(tmp_path: Path) -> None:
    old = next((Path(__file__).parents[1] / "old_projects" / "v1").glob("*.stet"))
    path = tmp_path / "old.stet"
    path.write_bytes(old.read_bytes())
    with Project.open(old, read_only=True) as project:
        episode = project.load().episode
    saved = salvage(path)
    assert (saved.complete, state(saved.episode)) == (True, state(episode))
    assert path.read_bytes() == old.read_bytes()
    data = bytearray(old.read_bytes())
    data[100:4096] = b"\xa5" * 3996
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        salvage(path)
    assert caught.value.code == "rescue-older"


def test_saving_from_a_sound_project_loses_nothing(path: Path) -> None:
    with Project.open(path, read_only=True) as project:
        episode = project.load().episode
    saved = salvage(path)
    assert saved.complete
    assert state(saved.episode) == state(episode)


# --- crafted: valid tables, impossible content ---

DEEP = "[" * 9000
BACKWARDS = "ff" * 18
MENDED: list[tuple[str, str, str]] = [
    ("a line break",
     "UPDATE segments SET text = 'a' || char(10) || 'b' WHERE id = 1", "mended-line"),
    ("a text that is bytes", "UPDATE segments SET text = x'ff41' WHERE id = 1", "mended-line"),
    ("a text that is a number", "UPDATE segments SET text = 12.5 WHERE id = 1", "mended-line"),
    ("negative times", "UPDATE segments SET start = -5, \"end\" = -9 WHERE id = 1", "mended-line"),
    ("reversed times", "UPDATE segments SET \"end\" = 0 WHERE id = 2", "mended-line"),
    ("a fraction", "UPDATE segments SET start = 1.5 WHERE id = 1", "mended-line"),
    ("a huge time", "UPDATE segments SET \"end\" = 9223372036854775807", "mended-line"),
    ("a negative id", "UPDATE segments SET id = -1 WHERE id = 1", "mended-line"),
    ("marks that are no JSON", "UPDATE segments SET marks = '[[' WHERE id = 1", "mended-line"),
    ("marks nested deep", f"UPDATE segments SET marks = '{DEEP}'", "mended-line"),  # noqa: S608
    ("marks of another shape", "UPDATE segments SET marks = '{\"a\": 1}'", "mended-line"),
    ("a mark outside",
     "UPDATE segments SET marks = '[[0,99,\"scar\",\"r\",1,\"stet\"]]'", "mended-line"),
    ("an unknown kind",
     "UPDATE segments SET marks = '[[0,2,\"evil\",\"r\",1,\"stet\"]]'", "mended-line"),
    ("not a number",
     "UPDATE segments SET marks = '[[0,2,\"scar\",\"r\",NaN,\"stet\"]]'", "mended-line"),
    ("word times cut off", "UPDATE segments SET words = x'0102' WHERE id = 1", "mended-line"),
    ("word times too few", "UPDATE segments SET words = zeroblob(9)", "mended-line"),
    ("word times backwards", f"UPDATE segments SET words = x'{BACKWARDS}'", "mended-line"),  # noqa: S608
    ("breaks outside", "UPDATE segments SET breaks = '[0, 400]'", "mended-line"),
    ("a break of no kind", "UPDATE segments SET breaks = '[[4,\"page\"]]'", "mended-line"),
    ("a hold on a line break",
     "UPDATE segments SET breaks = '[[4,\"line\",{}]]'", "mended-line"),
    ("a hold that ends before it begins",
     "UPDATE segments SET breaks = '[[4,\"cue\",{\"start\":9,\"end\":1}]]'", "mended-line"),
    ("a sound that ends before it begins", "UPDATE sounds SET start = 9000", "mended-sounds"),
    ("a shot before the first", "UPDATE shots SET \"at\" = -1", "mended-shots"),
    ("breaks outside a translation",
     "UPDATE translations SET breaks = '[99]'", "mended-translations"),
    ("a translation of no line", "UPDATE translations SET segment = 99", "mended-tie"),
    ("unknown flags", "UPDATE segments SET flags = 'many'", "mended-line"),
    ("a speaker who is not there", "UPDATE segments SET speaker = 99", "mended-speaker"),
    ("a speaker who is a text", "UPDATE segments SET speaker = 'Ada'", "mended-line"),
    ("out of order",
     "UPDATE segments SET start = 500000, \"end\" = 500001 WHERE id = 1", "mended-order"),
    ("ranks below 0", "UPDATE segments SET rank = rank - 1000000", "mended-ranks"),
    ("ranks at the end", "UPDATE segments SET rank = rank + 9223372036854000000", "mended-ranks"),
    ("roles that are no list", "UPDATE speakers SET roles = '7'", "mended-speakers"),
    ("a name that is bytes", "UPDATE speakers SET name = x'ff'", "mended-speakers"),
    ("a chapter of no line", "UPDATE chapters SET segment = 777", "mended-tie"),
    ("a chapter in the past", "UPDATE chapters SET start = -5", "mended-chapters"),
    ("a note of no line", "UPDATE notes SET segment = 777", "mended-tie"),
    ("no info", "DELETE FROM info", "mended-info"),
    ("broken settings", "UPDATE info SET settings = '[1]'", "mended-info"),
    ("no head", "DELETE FROM head", "mended-history"),
    ("a head far away", "UPDATE head SET seq = 4000", "mended-history"),
    ("a gap in the history", "UPDATE edits SET seq = 9 WHERE seq = 1", "mended-history"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "code"), [m[1:] for m in MENDED], ids=[m[0] for m in MENDED])
def test_impossible_content_is_mended_and_told(path: Path, statement: str, code: str) -> None:
    words = [line.text for line in _episode(path).transcript]
    tamper(path, statement)
    for read_only in (True, False):
        with Project.open(path, read_only=read_only) as project:
            loaded = project.load()
            assert code in {note.code for note in loaded.restored}
            assert list(problems(loaded.episode)) == []
            if "text" not in statement.partition("SET")[2].partition("=")[0]:
                assert sorted(line.text for line in loaded.episode.transcript) == sorted(words)
    assert {backup.label for backup in backups(path)} >= {"before-mending"}
    # What was mended is on disk: it opens without a note, and can be edited.
    with Project.open(path) as project:
        again = project.load()
        assert again.restored == ()
        assert state(again.episode) == state(loaded.episode)
        rehearsal = Rehearsal(again.episode, again.history, project)
        rehearsal.do(lines.split(rehearsal.episode, 0, 1))
        while rehearsal.history.undoing:
            rehearsal.move(-1)
        assert list(problems(rehearsal.episode)) == []


def _episode(path: Path) -> Episode:
    with Project.open(path, read_only=True) as project:
        return project.load().episode


HISTORIES: list[tuple[str, Callable[[Edit], str]]] = [
    ("other bytes", lambda _: "UPDATE edits SET data = x'00' WHERE seq = 1"),
    ("another type", lambda _: "UPDATE edits SET data = 5 WHERE seq = 1"),
    ("nothing", lambda _: "UPDATE edits SET data = zeroblob(100) WHERE seq = 1"),
]


@pytest.mark.parametrize("statement", [h[1] for h in HISTORIES], ids=[h[0] for h in HISTORIES])
def test_a_damaged_step_of_the_history_is_told_when_it_is_undone(
    path: Path, statement: Callable[[Edit], str]
) -> None:
    tamper(path, statement(Edit("x", ())))
    with Project.open(path) as project:
        loaded = project.load()
        assert loaded.restored == ()
        first = loaded.history.edits[0]
        rehearsal = Rehearsal(loaded.episode, loaded.history, project)
        rehearsal.move(-1)
        with pytest.raises(UserError) as caught:
            first.inverse  # noqa: B018 - reading is what fails
        assert caught.value.code == "history-damaged"


def test_a_value_of_absurd_size_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from editor.store import connect

    tamper(path, "UPDATE segments SET text = printf('%.*c', 100000, 'x') WHERE id = 1")
    monkeypatch.setattr(connect, "VALUE_LIMIT", 50_000)
    assert code_of_opening(path) == "project-too-large"


def test_a_table_of_absurd_length_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from editor.store import reading

    monkeypatch.setattr(reading, "LINE_LIMIT", 3)
    assert code_of_opening(path) == "project-too-large"
