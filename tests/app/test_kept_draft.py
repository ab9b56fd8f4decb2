"""What was heard of a recording outlives the program, a torn file and a full disk."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from editor.app.drafting import draft, written
from editor.app.errors import sentence
from editor.app.jobs import run
from editor.app.kept_draft import KeptDraft, Way
from editor.model.errors import UserError
from tests.conftest import PROJECT

WAY = Way("whisper", Path("/models/tiny"), "en-GB")
RECORDING = PROJECT / "projects" / "night-train" / "night-train.ogg"


def _said(start: int, text: str) -> dict[str, Any]:
    words = [{"start": start, "end": start + 400, "text": text.split()[0], "confidence": 0.5}]
    return {"start": start, "end": start + 900, "text": text, "words": words}


def _two_stretches(folder: Path) -> KeptDraft:
    kept = KeptDraft.begin(folder, "1-a", WAY)
    kept.add(20_000, 60_000, [_said(0, "So it goes."), _said(5_000, "Caf\u00e9 first.")])
    kept.add(41_000, 60_000, [_said(21_000, "Then bread.")])
    return kept


def test_it_is_found_again_as_it_was_and_gone_on_with(tmp_path: Path) -> None:
    kept = _two_stretches(tmp_path)
    found = KeptDraft.found(tmp_path, "1-a")
    assert found is not None
    assert (found.way, found.done, found.total, found.whole) == (WAY, 41_000, 60_000, False)
    assert found.said == kept.said
    found.add(60_000, 60_000, [])
    again = KeptDraft.found(tmp_path, "1-a")
    assert again is not None
    assert again.whole
    assert again.said == kept.said
    again.drop()
    assert KeptDraft.found(tmp_path, "1-a") is None


def test_of_a_file_torn_anywhere_the_whole_stretches_are_found_and_it_goes_on(
    tmp_path: Path,
) -> None:
    said = _two_stretches(tmp_path).said
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    head, first, _ = data.splitlines(keepends=True)
    for length in range(len(data)):
        file.write_bytes(data[:length])
        found = KeptDraft.found(tmp_path, "1-a")
        if length < len(head + first):
            assert found is None
            continue
        assert found is not None
        assert (found.done, found.said) == (20_000, said[:2])
    assert found is not None
    found.add(60_000, 60_000, [_said(50_000, "The end.")])
    again = KeptDraft.found(tmp_path, "1-a")
    assert again is not None
    assert [one["text"] for one in again.said] == ["So it goes.", "Caf\u00e9 first.", "The end."]


@pytest.mark.parametrize(
    "row",
    [
        b"[" * 5_000,
        b"[]",
        b'{"done": 9}',
        b'{"done": 90000, "total": 9, "said": [{"start": "x"}]}',
        b"\xff",
    ],
)
def test_what_is_no_stretch_ends_it(row: bytes, tmp_path: Path) -> None:
    said = _two_stretches(tmp_path).said
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes() + row + b"\n")
    found = KeptDraft.found(tmp_path, "1-a")
    assert found is not None
    assert (found.done, found.said) == (41_000, said)
    found.add(60_000, 60_000, [_said(50_000, "The end.")])
    assert len(file.read_bytes().splitlines()) == 4  # whose it is, and three stretches
    again = KeptDraft.found(tmp_path, "1-a")
    assert again is not None
    assert (again.whole, again.said) == (True, found.said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is full")
def test_a_full_disk_ends_nothing_and_all_is_kept_once_there_is_room(tmp_path: Path) -> None:
    kept = _two_stretches(tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.unlink()
    file.symlink_to("/dev/full")
    kept.add(50_000, 60_000, [_said(45_000, "Not on the disk.")])
    trouble = kept.trouble
    assert trouble is not None
    assert (trouble.code, trouble.facts["reason"]) == ("draft-not-kept", os.strerror(28))
    file.unlink()
    file.write_bytes(whole)
    kept.add(60_000, 60_000, [_said(55_000, "The end.")])
    assert kept.trouble is None
    found = KeptDraft.found(tmp_path, "1-a")
    assert found is not None
    assert found.said == kept.said
    assert found.whole


def test_an_earlier_draft_stays_until_something_is_heard_anew(tmp_path: Path) -> None:
    said = _two_stretches(tmp_path).said
    deaf = KeptDraft.begin(tmp_path, "1-a", Way("whsper", None, ""))
    deaf.add(60_000, 60_000, [])
    deaf.drop()
    found = KeptDraft.found(tmp_path, "1-a")
    assert found is not None
    assert (found.way, found.said) == (WAY, said)
    anew = KeptDraft.begin(tmp_path, "1-a", Way("sherpa", None, ""))
    anew.add(9_000, 60_000, [_said(8_000, "Anew.")])
    found = KeptDraft.found(tmp_path, "1-a")
    assert found is not None
    assert (found.way, found.done, found.said) == (anew.way, 9_000, anew.said)


def test_a_file_that_was_removed_is_written_again_with_all_that_was_heard(tmp_path: Path) -> None:
    kept = _two_stretches(tmp_path)
    (file,) = tmp_path.iterdir()
    file.unlink()
    kept.add(60_000, 60_000, [_said(50_000, "The end.")])
    assert kept.trouble is None
    found = KeptDraft.found(tmp_path, "1-a")
    assert found is not None
    assert (found.way, found.whole, found.said) == (WAY, True, kept.said)


HOLD = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from editor.app.kept_draft import KeptDraft
    kept = KeptDraft.found(Path(sys.argv[1]), "1-a")
    with kept.held():
        print("held", flush=True)
        time.sleep(100)
""")


def test_a_recording_is_listened_to_once_at_a_time_and_a_killed_program_is_in_nobodys_way(
    tmp_path: Path,
) -> None:
    kept = _two_stretches(tmp_path)
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(UserError) as caught:
            run(draft(RECORDING, kept))
        other.kill()
    assert caught.value.code == "draft-locked"
    assert f"process {other.pid}" in sentence(caught.value)
    with (
        kept.held(),
        pytest.raises(UserError) as caught,
        KeptDraft.begin(tmp_path, "1-a", WAY).held(),
    ):
        pass
    assert caught.value.code == "draft-locked"
    assert [file.suffix for file in tmp_path.iterdir()] == [".jsonl"]


def test_it_goes_on_where_another_program_ended_meanwhile(tmp_path: Path) -> None:
    _two_stretches(tmp_path)
    one, other = (KeptDraft.found(tmp_path, "1-a") for _ in range(2))
    assert one is not None
    assert other is not None
    with other.held():
        other.add(60_000, 60_000, [_said(50_000, "The end.")])
    plan = run(draft(RECORDING, one))  # no engine is asked: there is none of that model
    assert [line.text for line in plan.episode.transcript][-1] == "The end."


def test_of_a_draft_that_another_program_began_anew_nothing_is_torn(tmp_path: Path) -> None:
    kept = _two_stretches(tmp_path)
    anew = KeptDraft.begin(tmp_path, "1-a", Way("sherpa", None, ""))
    with anew.held():
        anew.add(9_000, 60_000, [_said(8_000, "Anew.")])
    with kept.held():
        kept.add(60_000, 60_000, [_said(50_000, "The end.")])
    found = KeptDraft.found(tmp_path, "1-a")
    assert found is not None
    assert (found.way, found.whole, found.said) == (WAY, True, kept.said)


def test_a_folder_that_takes_no_lock_does_not_end_the_listening(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("no folder")
    kept = KeptDraft.begin(tmp_path / "drafts", "1-a", WAY)
    with kept.held():
        kept.add(20_000, 60_000, [_said(0, "So it goes.")])
    assert kept.trouble is not None
    assert kept.said


def test_only_the_latest_are_kept(tmp_path: Path) -> None:
    for number in range(12):
        kept = KeptDraft.begin(tmp_path, f"1-{number}", WAY)
        kept.add(10, 20, [_said(0, "Bread.")])
        os.utime(tmp_path / f"1-{number}.jsonl", (number, number))
    names = sorted(int(file.stem[2:]) for file in tmp_path.iterdir())
    assert names == list(range(4, 12))


def test_what_is_kept_reads_as_a_transcript_with_its_words_and_recording(tmp_path: Path) -> None:
    plan = run(written(RECORDING, _two_stretches(tmp_path)))
    lines = plan.episode.transcript
    assert [line.text for line in lines] == ["So it goes.", "Caf\u00e9 first.", "Then bread."]
    assert [line.start for line in lines] == [0, 5_000, 21_000]
    assert plan.episode.info.language == "en-GB"
    assert plan.episode.info.recording is not None
