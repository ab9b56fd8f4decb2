"""Steps: captions are made some tenths of a ms at a time, for whoever has to breathe in between."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Steps: TypeAlias = Generator[None, None, T]
"""Yields whenever somebody else may have a turn, returns what was made."""


def at_once(steps: Steps[T]) -> T:
    """Take all steps here and now."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            made: T = stop.value
            return made
