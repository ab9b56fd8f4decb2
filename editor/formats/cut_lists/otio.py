"""OpenTimelineIO: what stays as clips of one sound track, the cuts as markers on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from editor.formats.controls import one_line
from editor.model.cuts import Cut, CutList
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.model.time import Span

_MS_RATE: Final = 1000
"""Times are whole milliseconds, at any frame rate of the video around them."""


def write_otio(cuts: CutList, labels: Sequence[str], title: str, url: str) -> str:
    """The timeline as JSON, by the library that defines it.

    ``url`` is where the recording lies, ``labels`` holds a text for every cut. Raises ``UserError``
    where this Python has no OpenTimelineIO.
    """
    try:
        import opentimelineio as otio
    except ImportError as error:
        raise UserError("otio-not-here") from error
    timeline = otio.schema.Timeline(title)
    track = otio.schema.Track("Sound", kind=otio.schema.TrackKind.Audio)
    timeline.tracks.append(track)
    available = _range(otio, 0, cuts.duration)
    behind = {cut.start: (cut, label) for cut, label in zip(cuts.cuts, labels, strict=True)}
    for number, span in enumerate(cuts.kept, 1):
        clip = otio.schema.Clip(
            f"{title} {number}",
            otio.schema.ExternalReference(url, available),
            _range(otio, span.start, span.duration),
        )
        if span.end in behind:
            clip.markers.append(_marker(otio, span, *behind[span.end]))
        track.append(clip)
    return str(otio.adapters.write_to_string(timeline, "otio_json")) + "\n"


def _marker(otio: Any, span: Span, cut: Cut, label: str) -> Any:  # noqa: ANN401 - no types
    """What went behind a clip, as a marker at its end."""
    marker = otio.schema.Marker(one_line(label), _range(otio, span.end, 0))
    marker.color = otio.schema.MarkerColor.YELLOW if cut.estimated else otio.schema.MarkerColor.RED
    marker.metadata["stet"] = {
        "start_ms": cut.start,
        "end_ms": cut.end,
        "words": one_line(cut.words),  # the library ends a text at a NUL
        "kinds": list(cut.kinds),
        "estimated": cut.estimated,
    }
    return marker


def _range(otio: Any, start: int, duration: int) -> Any:  # noqa: ANN401
    time = otio.opentime.RationalTime
    return otio.opentime.TimeRange(time(start, _MS_RATE), time(duration, _MS_RATE))
