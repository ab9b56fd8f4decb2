"""Workers: decoding in a process of its own, started, heard and ended from here.

Decoding an hour takes seconds of a core and may crash on a broken file; neither is to be felt in
the window. A worker writes messages to its standard output: one byte of kind, four of length,
content.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MESSAGE: Final = struct.Struct("<BI")
IS_STEP, IS_END, IS_ERROR = 1, 2, 3

ALONE: Final = {"OPENBLAS_NUM_THREADS": "1"}
"""numpy's library for matrices would start a thread for each core, which first of all waits busily
for a tenth of a second."""


def started(
    module: str, flag: str, arguments: Sequence[str], given: bytes = b""
) -> subprocess.Popen[bytes]:
    """Start ``module`` as a worker, with less claim on the processor than the window has.

    ``flag`` is how a bundled program, which has no ``python -m``, is told to be that worker;
    ``given`` is what it may read from its standard input.
    """
    frozen = getattr(sys, "frozen", False)
    which = [flag] if frozen else ["-m", module]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
    worker = subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, *which, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | ALONE,
        creationflags=flags,
    )
    if worker.stdin is not None:
        with suppress(BrokenPipeError), worker.stdin as stream:
            stream.write(given)
    return worker


def ended(worker: subprocess.Popen[bytes]) -> None:
    """Make sure that nothing of the worker remains."""
    worker.kill()
    if worker.stdout is not None:
        worker.stdout.close()
    worker.wait()


def messages(worker: subprocess.Popen[bytes]) -> Iterator[tuple[int, bytes]]:
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
