"""Makes spoken episodes with the true time of every word, by eSpeak NG, for ``bench_align.py``.

Two people talk, one British, one American; there are pauses, room noise, and an "um" now and then
that the transcript does not have. Line stamps are cut to whole seconds. Not a word of it comes
from the samples: settings chosen on those are held against this.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import re
import wave
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

_EVENT_WORD, _EVENT_END = 1, 0
_SYNCHRONOUS, _CHARS_UTF8 = 2, 1
_RATE: Final = 16_000
_PAUSES_MS: Final = (60, 150, 300, 700, 1_600)
Voice: TypeAlias = tuple[str, int, int]
"""Name, words a minute, pitch."""

VOICES: Final[tuple[Voice, ...]] = (("en-gb", 165, 45), ("en-us", 180, 60), ("en-gb-x-rp", 150, 35))

TEXT: Final = """
Welcome back to the allotment, where nothing grows as fast as the list of jobs.
I have brought a flask of tea and about fifteen packets of seed that I could not resist.
So before we plant anything, tell us what happened with the greenhouse in 2019.
Well, it blew down in February, and I found half of it in the churchyard next door.
The vicar was very calm about it, he said it was the third greenhouse that winter.
You rebuilt it, though, and it cost you less than £300, which I still do not believe.
That is because my brother-in-law works at a scrapyard in Wolverhampton.
He kept every pane of glass from an old school, and nobody else wanted them.
Right, and they are heavier than modern glass, so the frame has to be stronger.
We used larch, which my grandfather always said would outlast the person who cut it.
How long did the whole thing take, from the first post to the last putty?
About eleven weekends, and I would have finished sooner without the wasps.
Let us talk about tomatoes, because the letters we get are mostly about tomatoes.
Mrs Ogunbanjo in Cardiff asks why the lower leaves of hers turn yellow every July.
It is nearly always water, too much one day and then nothing for a week.
People go away for ten days and come home and pour on a whole bath of water.
The plant cannot take up magnesium when the roots are soaking, so the old leaves give theirs up.
Would you feed them at that point, or would you wait and see?
I would wait, take off the yellow ones, and water a little every evening.
My aunt swears by Epsom salts, half a teaspoon in a litre, and I have stopped arguing.
Next one is from Farouk, who has a north facing balcony and 4 large pots.
Chard, rocket, mint, and if he is patient, gooseberries, they do not mind the shade.
Mint will take over the building if you let it, so keep that one in its own pot.
Exactly, there are two kinds of gardener, those who planted mint and those who were warned.
Could he grow potatoes up there, or is that too ambitious?
He could grow them in a sack, but he would get about nine potatoes for his trouble.
They would be the best nine potatoes in the city, and that is worth something.
Before we go, the seed swap is on Saturday the 21st at half past ten in the village hall.
Bring labelled envelopes, please, last year somebody handed out 60 packets of mystery beans.
They turned out to be runner beans and one very surprised sunflower.
Thank you for listening, write to us, and mind your knees.
""".strip().splitlines()


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int), ("unique", ctypes.c_uint), ("text_position", ctypes.c_int),
        ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p), ("id", ctypes.c_char * 8),
    )  # fmt: skip


class Speaker:
    """eSpeak NG as a library: the program has no way to tell when each word begins."""

    def __init__(self) -> None:
        """Load it; ``OSError`` where it is not installed (Debian: ``libespeak-ng1``)."""
        self._library = ctypes.CDLL(ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1")
        self.rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, 0)
        self._samples: list[NDArray[np.int16]] = []
        self._starts: dict[int, int] = {}
        kind = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
        )
        self._callback = kind(self._hear)
        self._library.espeak_SetSynthCallback(self._callback)

    def _hear(self, samples: Any, count: int, events: Any) -> int:  # noqa: ANN401 - C pointers
        if samples and count > 0:
            self._samples.append(np.ctypeslib.as_array(samples, (count,)).copy())
        at = 0
        while events[at].type != _EVENT_END:
            if events[at].type == _EVENT_WORD:
                self._starts.setdefault(events[at].text_position - 1, events[at].audio_position)
            at += 1
        return 0

    def say(self, text: str, voice: str, speed: int, pitch: int) -> tuple[Any, dict[int, int]]:
        """Samples, and the ms at which the word at each character offset begins."""
        self._samples, self._starts = [], {}
        self._library.espeak_SetVoiceByName(voice.encode())
        self._library.espeak_SetParameter(1, speed, 0)
        self._library.espeak_SetParameter(3, pitch, 0)
        data = text.encode()
        self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _CHARS_UTF8, None, None)
        return np.concatenate(self._samples), dict(self._starts)


def make(speaker: Speaker, path: Path, voices: Sequence[Voice], seed: int) -> Path:
    """Write a WAVE file and, beside it, JSON in the form of ``samples/speech``."""
    random = Random(seed)
    sound: list[NDArray[Any]] = [np.zeros(speaker.rate // 2)]
    words: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for number, text in enumerate(TEXT):
        voice = voices[number % len(voices)]
        start = _length(sound, speaker.rate)
        said = _with_fillers(text, random)
        samples, starts = speaker.say(said, *voice)
        tok, spoken = [], []
        for met in re.finditer(r"\S+", said):
            filler = met[0] in ("um,", "uh,")
            at = start + starts[met.start()] / 1000 if met.start() in starts else None
            if at is not None:
                words.append({"w": met[0], "start": at, "end": at + 0.2, "filler": filler})
            if not filler:
                tok.append([met[0], len(words) - 1 if at is not None else -1])
                spoken.append(met[0])
        sound += [samples, np.zeros(random.choice(_PAUSES_MS) * speaker.rate // 1000)]
        lines.append({
            "t": int(start), "start": start, "end": start + len(samples) / speaker.rate,
            "spk": voice[0], "text": " ".join(spoken), "tok": tok,
        })  # fmt: skip
    for before, after in pairwise(words):
        before["end"] = after["start"] if after["start"] - before["start"] < 1 else before["end"]
    whole = np.concatenate(sound)
    noise = np.random.default_rng(seed).normal(0, 60, len(whole))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speaker.rate)
        file.writeframes(np.clip(whole * 0.6 + noise, -32768, 32767).astype("<i2").tobytes())
    path.with_suffix(".json").write_text(json.dumps({"words": words, "lines": lines}))
    return path


def _with_fillers(text: str, random: Random) -> str:
    words = text.split()
    for _ in range(random.choice((0, 0, 0, 1))):
        words.insert(random.randrange(1, len(words)), random.choice(("um,", "uh,")))
    return " ".join(words)


def _length(sound: list[NDArray[Any]], rate: int) -> float:
    return sum(len(part) for part in sound) / rate
