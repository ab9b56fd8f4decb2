"""Workers: heard to their end, killed when nobody wants them, and missed when they die."""

from __future__ import annotations

import errno
import io
import os
import re
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editor.__main__ import WORKERS
from editor.app.errors import sentence
from editor.audio.leash import Leash
from editor.audio.worker import Errand
from editor.model.errors import UserError

if TYPE_CHECKING:
    from tests.conftest import ExpectLog

ROOT = Path(__file__).resolve().parents[2]
ERRAND = Errand("tests.audio.dying_worker", "--none", "worker-died-peaks")
SONG = Path("song.mp3")


def heard(how: str, given: bytes = b"") -> tuple[list[bytes], bytes]:
    work = ERRAND.heard(SONG, how, given=given)
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as stop:
            return steps, stop.value


def test_steps_come_first_and_the_end_is_the_result() -> None:
    assert heard("well") == ([b"one"], b"done")
    assert heard("ask", b"a long script") == ([b"one"], b"a long script")


def test_what_the_worker_says_went_wrong_is_what_is_told() -> None:
    with pytest.raises(UserError, match="recording-silent"):
        heard("say")


def test_a_worker_that_dies_is_told_in_a_sentence_and_its_last_words_are_in_the_log(
    expect_log: ExpectLog,
) -> None:
    expect_log("dying_worker died with code 3: Segmentation fault")
    with pytest.raises(UserError) as caught:
        heard("complain")
    said = sentence(caught.value)
    assert "song.mp3" in said
    assert "worker" not in said


def test_half_a_message_is_the_end_of_a_worker(expect_log: ExpectLog) -> None:
    expect_log("died with code 0: -")
    with pytest.raises(UserError, match="worker-died-peaks"):
        heard("half")


@pytest.mark.parametrize("reason", [errno.EPIPE, errno.EINVAL])
def test_a_worker_that_was_dead_before_it_was_given_anything_is_told_of_in_a_sentence(
    reason: int, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    """Windows says "invalid argument" where others say "broken pipe"."""
    expect_log("dying_worker died with code 3: Segmentation fault")
    _refusing(monkeypatch, reason)
    with pytest.raises(UserError, match="worker-died-peaks"):
        heard("complain", b"a long script")


def test_a_worker_that_cannot_be_given_anything_does_not_remain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _refusing(monkeypatch, errno.EIO)
    over: list[bool] = []
    work = ERRAND.heard(
        SONG, "ask", given=b"a long script", over=lambda pid: over.append(_is_there(pid))
    )
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        next(work)
    assert over == [False]


def _refusing(monkeypatch: pytest.MonkeyPatch, reason: int) -> None:
    """Let every worker's standard input refuse what it is given."""

    class Refusing(io.BytesIO):
        def write(self, _data: object) -> int:
            raise OSError(reason, os.strerror(reason))

    class Deaf(subprocess.Popen[bytes]):
        def __getattribute__(self, name: str) -> object:
            value = super().__getattribute__(name)
            if name == "stdin" and isinstance(value, io.IOBase):
                value.close()
                return Refusing()
            return value

    monkeypatch.setattr(subprocess, "Popen", Deaf)


def test_closing_ends_the_process_before_what_is_to_be_swept() -> None:
    over: list[bool] = []
    work = ERRAND.heard(SONG, "well", over=lambda pid: over.append(_is_there(pid)))
    next(work)
    work.close()
    assert over == [False]


def _is_there(pid: int) -> bool:
    """Also where it is over and nobody waited for it yet; never, as far as Windows tells us."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            return True
    return False


def test_a_worker_that_says_nothing_is_ended_by_another_thread() -> None:
    leash, begun, gone = Leash(), threading.Event(), list[int]()

    def listen() -> None:
        work = ERRAND.heard(SONG, "mute", over=gone.append)
        with leash:
            next(work)
            begun.set()
            with pytest.raises(GeneratorExit):
                next(work)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    assert begun.wait(60)
    leash.cut()
    thread.join(60)
    assert not thread.is_alive()
    assert len(gone) == 1


def test_who_is_sent_out_when_all_is_over_is_ended_as_well() -> None:
    leash = Leash()
    leash.cut()
    with leash, pytest.raises(GeneratorExit):
        list(ERRAND.heard(SONG, "mute"))
    assert heard("well") == ([b"one"], b"done")


def test_no_worker_asks_the_network_for_what_a_model_lacks() -> None:
    assert heard("surroundings", b"HF_HUB_OFFLINE") == ([b"one"], b"1")


def test_every_worker_of_the_program_is_routed_and_can_be_had() -> None:
    """A bundled program is its own worker: a flag that is not routed would open the window."""
    flags = {
        flag: path
        for path in (ROOT / "editor").rglob("*.py")
        for flag in re.findall(r'_FLAG: Final = "(--[a-z]+-worker)"', path.read_text("utf-8"))
    }
    assert sorted(flags) == sorted(WORKERS)
    for module in WORKERS.values():
        path = ROOT / (module.replace(".", "/") + ".py")
        assert "\ndef main(" in path.read_text("utf-8"), module


def test_every_worker_has_a_sentence_of_its_own_for_its_death() -> None:
    died = {
        code
        for path in (ROOT / "editor").rglob("*.py")
        for code in re.findall(r'"(worker-died-[a-z]+)"', path.read_text("utf-8"))
    }
    assert len(died) > 5
    for code in died:
        assert "song.mp3" in sentence(UserError(code, path="song.mp3")), code
