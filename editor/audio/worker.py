"""Workers: decoding in a process of its own, started, heard and ended from here.

Decoding an hour takes seconds of a core and may crash on a broken file; neither is to be felt in
the window. A worker writes messages to its standard output: one byte of kind, four of length,
content.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from editor.audio.leash import own_leash
from editor.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

_log = logging.getLogger(__name__)
_MESSAGE: Final = struct.Struct("<BI")
_TAIL: Final = 2_000
"""Bytes of what a dead worker said last that go to the log: a traceback's end."""

_DYING: Final = 5.0
"""Seconds for a worker that closed its output to be over: its exit code says how it died."""

_NOBODY_READS: Final = (errno.EPIPE, errno.EINVAL)
"""What writing to a process that is dead raises; the second on Windows."""

IS_STEP, IS_END, IS_ERROR = 1, 2, 3

ALONE: Final = {"OPENBLAS_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
"""numpy's library for matrices would start a thread for each core, which first of all waits busily
for a tenth of a second. Libraries of recognisers would fetch what a model's folder lacks."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a worker is sent for.

    ``flag`` is how a bundled program, which has no ``python -m``, is told to be ``module``;
    ``lost`` is the code of the ``UserError`` where the worker dies over it.
    """

    module: str
    flag: str
    lost: str

    def heard(
        self,
        path: Path,
        *more: str,
        given: bytes = b"",
        over: Callable[[int], None] = lambda _pid: None,
    ) -> Generator[bytes, None, bytes]:
        """Let the worker run over the recording ``path``: its steps, and its end as the result.

        ``given`` is what it may read from its standard input; ``over`` is called with its process
        number once it is gone. ``close()`` kills it, as does cutting the thread's leash, which ends
        the steps like ``close()``. Raises the ``UserError`` it says, or ``lost``.
        """
        leash = own_leash()
        with tempfile.TemporaryFile() as complaints:
            worker = self._started([str(path.absolute()), *more], complaints)
            try:
                leash.hold(worker)
                _give(worker, given)
                for kind, content in _messages(worker):
                    if kind == IS_END:
                        return content
                    yield content
                if leash.is_cut:
                    raise GeneratorExit
                self._bury(worker, complaints)
                raise UserError(self.lost, path=str(path))
            finally:
                leash.let_go(worker)
                _end(worker)
                over(worker.pid)

    def _started(self, arguments: Sequence[str], complaints: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start it, with less claim on the processor than the window has."""
        frozen = getattr(sys, "frozen", False)
        which = [self.flag] if frozen else ["-m", self.module]
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
        return subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, *which, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=Path(__file__).resolve().parents[2],
            env=os.environ | ALONE,
            creationflags=flags,
        )

    def _bury(self, worker: subprocess.Popen[bytes], complaints: IO[bytes]) -> None:
        """Write to the log how the worker died, and what it said last."""
        with suppress(subprocess.TimeoutExpired):
            worker.wait(_DYING)
        complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - _TAIL))
        said = complaints.read().decode("utf-8", "replace").strip()
        _log.warning("%s died with code %s: %s", self.module, worker.returncode, said or "-")


def _give(worker: subprocess.Popen[bytes], given: bytes) -> None:
    """Hand it what it may read; one that died already is missed where it ought to speak."""
    try:
        if worker.stdin is not None:
            with worker.stdin as stream:
                stream.write(given)
    except OSError as error:
        if error.errno not in _NOBODY_READS:
            raise


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Make sure that nothing of the worker remains."""
    worker.kill()
    if worker.stdout is not None:
        worker.stdout.close()
    worker.wait()


def _messages(worker: subprocess.Popen[bytes]) -> Iterator[tuple[int, bytes]]:
    """What the worker says, up to its end; raises ``UserError`` where it says that."""
    if worker.stdout is None:
        return
    while len(head := worker.stdout.read(_MESSAGE.size)) == _MESSAGE.size:
        kind, length = _MESSAGE.unpack(head)
        content = worker.stdout.read(length)
        if len(content) < length:
            return
        if kind == IS_ERROR:
            said = json.loads(content)
            raise UserError(said["code"], **said["facts"])
        yield kind, content


def send(out: BinaryIO, kind: int, content: bytes) -> None:
    """Say something, from inside a worker."""
    out.write(_MESSAGE.pack(kind, len(content)) + content)
    out.flush()


def give_way() -> None:
    """Claim less of the processor than the window does, from now on."""
    with suppress(OSError, AttributeError):
        os.nice(10)


def serve(work: Callable[[BinaryIO], None], *, hurried: bool = False) -> int:
    """Be a worker: do the work, and say what went wrong; returns the exit code.

    One that is ``hurried`` gives way itself, once there is something to see.
    """
    if not hurried:
        give_way()
    out = sys.stdout.buffer
    try:
        work(out)
    except UserError as error:
        facts = {name: str(fact) for name, fact in error.facts.items()}
        send(out, IS_ERROR, json.dumps({"code": error.code, "facts": facts}).encode())
        return 1
    except BrokenPipeError:  # nobody listens any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0
