"""Speakers of a file: names before a colon, taken from the text and given to the lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from editor.formats.names import recurring, split_name
from editor.formats.report import Remarks
from editor.model.breaks import shift
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.styles import cut


def with_speakers(
    lines: Sequence[Segment],
    sources: Sequence[int],
    people: Sequence[Speaker],
    remarks: Remarks,
) -> tuple[list[Segment], list[Speaker]]:
    """Names before a colon made into speakers, where they recur or are people of the page.

    ``sources`` are the lines of the file, from 1. Where the file names its speakers from the first
    line on, lines without a name go on with the last one: guides for podcasts want one name at each
    change. A first name stands for the one person of the page who has it.
    """
    known = _known(people)
    names = recurring((line.text for line in lines), known)
    speakers = list(people)
    ids: dict[str, int] = {}
    for name, count in names.items():
        if name.casefold() not in known:
            speakers.append(Speaker(len(speakers) + 1, name))
        ids[name] = known.get(name.casefold(), len(speakers))
        remarks.add("speaker-found", None, None, name=name, count=count)
    return (_named(lines, sources, ids, remarks) if ids else list(lines)), speakers


def _named(
    lines: Sequence[Segment], sources: Sequence[int], ids: dict[str, int], remarks: Remarks
) -> list[Segment]:
    named = [
        line if (name := _name_of(line, ids)) is None else _unnamed(line, ids[name])
        for line in lines
    ]
    return carried_on(named, sources, remarks)


def carried_on(lines: Sequence[Segment], sources: Sequence[int], remarks: Remarks) -> list[Segment]:
    """Where the first line that says anything has a speaker, those without go on with the last."""
    first = next((line for line in lines if line.text), None)
    if first is None or first.speaker is None:
        return list(lines)
    carried: list[Segment] = []
    current: int | None = None
    for line, source in zip(lines, sources, strict=True):
        if line.speaker is None and line.text:
            remarks.count("speaker-carried-on", source)
            carried.append(replace(line, speaker=current))
        else:
            current = line.speaker or current
            carried.append(line)
    return carried


def _known(people: Iterable[Speaker]) -> dict[str, int]:
    """Full names and first names that belong to one person alone, to the person's id."""
    known: dict[str, int] = {}
    firsts: dict[str, list[int]] = {}
    for person in people:
        known[person.name.casefold()] = person.id
        firsts.setdefault(person.name.casefold().split()[0], []).append(person.id)
    return {**{name: ids[0] for name, ids in firsts.items() if len(ids) == 1}, **known}


def _name_of(line: Segment, ids: dict[str, int]) -> str | None:
    split = split_name(line.text) if ":" in line.text else None
    return split[0] if split and split[0] in ids else None


def _unnamed(line: Segment, speaker: int) -> Segment:
    split = split_name(line.text)
    spoken = split[1] if split else 0
    breaks = shift([each for each in line.breaks if each.at > spoken], -spoken)
    styles = cut(line.styles, spoken, len(line.text))
    return replace(line, text=line.text[spoken:], speaker=speaker, breaks=breaks, styles=styles)
