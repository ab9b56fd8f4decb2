"""A worker for tests: says one step, complains, and dies or ends as it is told."""

from __future__ import annotations

import os
import sys
import threading
from typing import BinaryIO, Final

from editor.audio.worker import IS_END, IS_STEP, send, serve
from editor.model.errors import UserError

_LONG: Final = 200
"""Seconds for which a mute worker says nothing: longer than anybody waits for it to be ended."""


def main(arguments: list[str]) -> int:
    return serve(lambda out: _work(arguments[1], out))


def _work(how: str, out: BinaryIO) -> None:
    send(out, IS_STEP, b"one")
    if how == "complain":
        sys.stderr.write("Segmentation fault at 0x0\n")
        sys.stderr.flush()
        os._exit(3)
    if how == "half":
        out.write(b"\x01\xff\x00\x00\x00half")
        out.flush()
        os._exit(0)
    if how == "say":
        raise UserError("recording-silent", path="song.mp3")
    if how == "mute":
        threading.Event().wait(_LONG)
    if how == "surroundings":
        send(out, IS_END, os.environ.get(sys.stdin.read(), "").encode())
        return
    if how == "ask":
        send(out, IS_END, sys.stdin.buffer.read())
        return
    send(out, IS_END, b"done")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
