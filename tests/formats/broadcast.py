"""Broadcast captions made for tests: EBU STL blocks (EBU Tech 3264) and SCC lines (CEA-608)."""

from __future__ import annotations


def stl(*subtitles: tuple[tuple[int, int, int, int], tuple[int, int, int, int], bytes]) -> bytes:
    """An EBU STL file of 25 frames a second: in-time, out-time (h, m, s, frames), text field."""
    head = bytearray(b" " * 1024)
    count = len(subtitles)
    for at, value in (
        (0, b"850STL25.01100"),  # teletext level 1, Latin
        (14, b"09"),
        (16, b"Small hours"),
        (238, b"%05d%05d001" % (count, count)),
        (251, b"4023"),
        (255, b"1" + b"00000000" * 2),
    ):
        head[at : at + len(value)] = value
    blocks = [
        bytes([0]) + number.to_bytes(2, "little") + bytes([0xFF, 0]) + bytes(start) + bytes(end)
        + bytes([20, 2, 0]) + text.ljust(112, b"\x8f")
        for number, (start, end, text) in enumerate(subtitles)
    ]  # fmt: skip
    return bytes(head) + b"".join(blocks)


STL = stl(
    ((0, 0, 1, 0), (0, 0, 3, 12), b"\x0bIt is late,\x0a\x0a\x8a\x0bthey say.\x0a\x0a"),
    ((0, 0, 4, 0), (0, 0, 5, 0), b"\x0b\x03Is it?\x0a\x0a"),
)

SCC = """Scenarist_SCC V1.0

00:00:01:00\t9420 9420 94ae 94ae 9470 9470 c849 942f 942f

00:00:03:00\t942c 942c

00:00:04:00\t9420 9420 94ae 94ae 9470 9470 4f4b 942f 942f

00:00:06:00\t942c 942c
"""
"""Pop-on captions: HI from 1 s to 3 s, OK from 4 s to 6 s."""
