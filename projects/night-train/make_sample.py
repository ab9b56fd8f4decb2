"""Speak script.toml and write the sample episode from it: night-train.ogg and night-train.txt.

The page's stamps are true because they are taken from the sound: each line is spoken by itself,
laid after the one before it, and stamped with the second in which it began.

Not part of the editor. It needs Python 3.11, an `ffmpeg` with libopus on the path, and three
packages that belong into an environment of their own (from the root of a checkout):

    python3 -m venv /tmp/voices
    /tmp/voices/bin/pip install -r projects/night-train/requirements.txt
    /tmp/voices/bin/python projects/night-train/make_sample.py

With `--check` nothing is written: the page is made anew and compared with the one that is there.
"""

import argparse
import importlib
import math
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The ban on numpy guards the rooms of the editor; this file is in none of them.
import numpy as np  # noqa: TID251
import numpy.typing as npt  # noqa: TID251

Sound = npt.NDArray[np.float32]

HERE = Path(__file__).resolve().parent
RATE = 24_000  # Hz, hibari's own
SPEECH_RMS = 0.125  # over a speaker's words; -19 LUFS for the episode, usual for mono podcasts
ROOM_RMS = 0.0005  # -66 dBFS: a quiet room instead of digital silence between the lines
BITRATE = "32k"  # Opus calls this full-band speech; 0.8 MB for the episode
PAUSE = re.compile(r"\{(\d+(?:\.\d+)?)\}")


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker as a change of hibari's voice: factors, 1.0 changes nothing."""

    pitch: float
    formant: float
    range: float
    pace: float


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silences in seconds: before the first line, between lines and turns, after the last."""

    lead_in: float
    same: float
    change: float
    inside: float
    lead_out: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the script: what the page says, and who says what in the recording."""

    text: str
    turns: tuple[tuple[str, str], ...] = ()
    sound: str | None = None
    gap: float | None = None
    on_second: bool = False
    chapter: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """The whole script file."""

    episode: dict[str, Any]
    people: tuple[dict[str, str], ...]
    voices: dict[str, Voice]
    pauses: Pauses
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Words to speak in one breath, or a silence of `pause` seconds."""

    who: str
    words: str
    pause: float = 0.0


def read_script(path: Path) -> Script:
    """Read a script file; KeyError or TypeError name what a line has too little or too much of."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Script(
        episode=data["episode"],
        people=tuple(data["person"]),
        voices={who: Voice(**voice) for who, voice in data["voices"].items()},
        pauses=Pauses(**data["pauses"]),
        lines=tuple(read_line(line) for line in data["line"]),
    )


def read_line(data: dict[str, Any]) -> Line:
    rest = dict(data)
    turns = tuple((who, words) for who, words in rest.pop("turns", ()))
    if "who" in rest:
        turns = ((rest.pop("who"), rest.pop("say", rest["text"])),)
    return Line(turns=turns, **rest)


def parts_of(line: Line, inside: float) -> Iterator[Part]:
    """The breaths of a line, with a silence of `inside` seconds where the turn changes."""
    for number, (who, say) in enumerate(line.turns):
        if number:
            yield Part(who, "", inside)
        pieces = PAUSE.split(say)
        for index, piece in enumerate(pieces):
            if index % 2:
                yield Part(who, "", float(piece))
            elif piece.strip():
                yield Part(who, piece.strip())


# --- sound --------------------------------------------------------------------------------


class Speaker:
    """hibari's one packaged voice, and what WORLD makes of it."""

    def __init__(self) -> None:
        # Imported by name: neither package has types, and the editor's environment has neither.
        self.hibari: Any = importlib.import_module("hibari").Hibari(voice="heart")
        self.world: Any = importlib.import_module("pyworld")

    def speak(self, words: str, voice: Voice, seed: int) -> Sound:
        plain: Sound = self.hibari(words, speed=voice.pace, seed=seed)
        return trim(plain if voice.pitch == 1.0 == voice.formant else self.revoice(plain, voice))

    def revoice(self, plain: Sound, voice: Voice) -> Sound:
        """Another speaker: move the pitch and, by itself, the resonances of the throat."""
        wide = plain.astype(np.float64)
        pitch, times = self.world.harvest(wide, RATE, f0_floor=90.0, f0_ceil=420.0)
        envelope = np.log(self.world.cheaptrick(wide, pitch, times, RATE))
        breath = self.world.d4c(wide, pitch, times, RATE)
        middle = float(np.median(pitch[pitch > 0])) if bool((pitch > 0).any()) else 1.0
        voiced = np.where(pitch > 0, pitch, middle)
        moved = np.where(pitch > 0, middle * voice.pitch * (voiced / middle) ** voice.range, 0.0)
        spoken = self.world.synthesize(
            moved,
            np.exp(stretch(envelope, voice.formant)),
            stretch(breath, voice.formant),
            RATE,
        )
        return np.asarray(spoken, dtype=np.float32)


def stretch(frames: npt.NDArray[np.float64], factor: float) -> npt.NDArray[np.float64]:
    """Move every frame's spectrum along the frequency axis by `factor`."""
    bins = np.arange(frames.shape[1])
    source = np.clip(bins / factor, 0, frames.shape[1] - 1)
    return np.ascontiguousarray([np.interp(source, bins, frame) for frame in frames])


def trim(sound: Sound) -> Sound:
    """Cut the silence off both ends: a line starts with its first sound; soften the edges."""
    step = RATE // 100
    count = len(sound) // step
    loud = np.abs(sound[: count * step]).reshape(count, step).max(axis=1)
    heard = np.flatnonzero(loud > loud.max() * 0.02)  # 34 dB below the peak
    start = max(0, (int(heard[0]) - 2) * step)
    end = min(len(sound), (int(heard[-1]) + 6) * step)
    cut = sound[start:end].copy()
    edge = np.linspace(0.0, 1.0, step, dtype=np.float32)
    cut[:step] *= edge
    cut[-step:] *= edge[::-1]
    return cut


def chime() -> Sound:
    """Three struck bells, falling: made from sines, so that nobody's recording is in it."""
    notes = ((0.0, 783.99), (0.55, 659.26), (1.1, 523.25))  # g'', e'', c''
    length = 3.2
    out = np.zeros(int(length * RATE))
    for start, pitch in notes:
        t = np.arange(int((length - start) * RATE)) / RATE
        tone = sum(
            level * np.sin(2 * math.pi * pitch * ratio * t) * np.exp(-t * decay)
            for ratio, level, decay in ((1.0, 1.0, 2.2), (2.76, 0.35, 4.5), (5.4, 0.12, 8.0))
        )
        out[-len(t) :] += tone * np.minimum(1.0, t / 0.004)
    fade = np.minimum(1.0, (length - np.arange(len(out)) / RATE) / 0.3)
    return np.asarray(0.22 * out * fade / np.abs(out).max(), dtype=np.float32)


def silence(seconds: float) -> Sound:
    return np.zeros(max(0, round(seconds * RATE)), dtype=np.float32)


def speak_all(script: Script) -> list[list[tuple[str, Sound]]]:
    """Every line as pieces of sound with their speakers, each speaker at the same loudness."""
    speaker = Speaker()
    lines = []
    for number, line in enumerate(script.lines):
        pieces = [] if line.sound is None else [("", chime())]
        for part in parts_of(line, script.pauses.inside):
            if part.pause:
                pieces.append(("", silence(part.pause)))
            else:
                sound = speaker.speak(part.words, script.voices[part.who], seed=number)
                pieces.append((part.who, sound))
        lines.append(pieces)
    gains = {who: SPEECH_RMS / level_of(who, lines) for who in script.voices}
    return [[(who, gains.get(who, 1.0) * sound) for who, sound in line] for line in lines]


def level_of(who: str, lines: list[list[tuple[str, Sound]]]) -> float:
    mine = [sound for line in lines for name, sound in line if name == who]
    return float(np.sqrt(np.mean(np.square(np.concatenate(mine)))))


def lay_out(script: Script, spoken: list[list[tuple[str, Sound]]]) -> tuple[Sound, list[float]]:
    """The recording, and the second at which each line begins in it."""
    track: list[Sound] = []
    starts: list[float] = []
    now, before = 0.0, ""
    for line, pieces in zip(script.lines, spoken, strict=True):
        first = line.turns[0][0] if line.turns else ""
        start = start_of(line, now, script.pauses, same=first == before)
        sound = np.concatenate([silence(start - now), *(piece for _, piece in pieces)])
        track.append(sound)
        starts.append(start)
        now += len(sound) / RATE
        before = line.turns[-1][0] if line.turns else ""
    track.append(silence(script.pauses.lead_out))
    whole = np.concatenate(track)
    room = np.random.default_rng(7).normal(0.0, ROOM_RMS, len(whole))
    return np.asarray(whole + room, dtype=np.float32), starts


def start_of(line: Line, now: float, pauses: Pauses, *, same: bool) -> float:
    """Where a line begins that follows what ended at `now`, in seconds."""
    usual = pauses.lead_in if now == 0.0 else pauses.same if same else pauses.change
    start = now + (usual if line.gap is None else line.gap)
    if line.on_second and start % 1 > 0.2:
        return math.ceil(start) + 0.02
    return start


def write_recording(sound: Sound, path: Path, title: str, podcast: str) -> None:
    """Write Opus in Ogg; the flags keep two runs of one ffmpeg byte for byte the same."""
    heard = ["-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0"]
    limited = ["-af", "alimiter=limit=0.84:level=false"]  # -1.5 dBFS: Opus overshoots a little
    coded = ["-c:a", "libopus", "-b:a", BITRATE, "-application", "audio"]
    steady = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
    tags = ["-metadata", f"title={title}", "-metadata", f"artist={podcast}"]
    subprocess.run(
        ["ffmpeg", "-y", "-v", "error", *heard, *limited, *coded, *steady, *tags, str(path)],
        input=sound.astype("<f4").tobytes(),
        check=True,
    )


# --- page ---------------------------------------------------------------------------------


def stamp(seconds: float, pad: int = 1) -> str:
    """`m:ss`, cut to the second, as the page's lines have it; `pad` is the width of the minutes."""
    whole = int(seconds)
    return f"{whole // 60:0{pad}}:{whole % 60:02}"


def page_of(script: Script, starts: list[float]) -> str:
    """The episode page as podcast hosts publish it."""
    out = [script.episode["podcast"], "", script.episode["title"], "", script.episode["quote"], ""]
    for note in script.episode["notes"]:
        out += [note, ""]
    out[-1] = "\u00a0"  # published pages have this one where the notes end and the chapters begin
    out += [script.episode["chapter_lead"]]
    for line, start in zip(script.lines, starts, strict=True):
        if line.chapter:
            at = 0.0 if line is script.lines[0] else start
            out.append(f"  • ({stamp(at, 2)}) - {line.chapter}")
    out += ["", "", "----", "", script.episode["disclaimer"], "", "Creators & Guests", ""]
    for person in script.people:
        out += [person["role"], person["name"], person["bio"]]
    out += ["", f"What is {script.episode['podcast']}?", ""]
    for paragraph in script.episode["about"]:
        out += [paragraph, ""]
    for line, start in zip(script.lines, starts, strict=True):
        out += [stamp(start), *([line.text] if line.text else []), ""]
    return "\n".join(out).rstrip("\n") + "\n"


def main() -> int:
    arguments = argparse.ArgumentParser(description="Make the sample episode from script.toml.")
    arguments.add_argument("--check", action="store_true", help="compare the page, write nothing")
    check: bool = arguments.parse_args().check
    script = read_script(HERE / "script.toml")
    sound, starts = lay_out(script, speak_all(script))
    page = page_of(script, starts)
    target = HERE / "night-train.txt"
    if check:
        same = target.read_text(encoding="utf-8") == page
        print("The page is as the script says." if same else "The page differs.", file=sys.stderr)
        return 0 if same else 1
    target.write_text(page, encoding="utf-8", newline="\n")
    recording = HERE / "night-train.ogg"
    write_recording(sound, recording, script.episode["title"], script.episode["podcast"])
    size = recording.stat().st_size / 1e6
    print(f"{len(starts)} lines, {len(sound) / RATE:.1f} s, {size:.2f} MB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
