"""Errors in words: which ones people are told of, and the sentence with the way out of each."""

from __future__ import annotations

from editor.app.texts import filled, table
from editor.model.errors import StaleEdit, UserError


def sentence(error: UserError, place: str = "") -> str:
    """Say what happened and what to do, as ``resources/texts/en/errors.toml`` has it.

    ``place`` is where it is read, where that has another way out: "here" is the command line, whose
    sentence is called ``CODE-here``. A code without a sentence is named as it is, with its facts:
    honest beats smooth.
    """
    known = table("errors").get(f"{error.code}-{place}", table("errors").get(error.code))
    if known is not None:
        return filled(known, error.facts)
    return filled(table("errors")["unknown"], {"code": error.code, "facts": _listed(error)})


def for_people(error: Exception) -> UserError:
    """What a person is told of a failure; where it is a bug, and no matter of theirs, raises it.

    A stale edit was planned on what has changed since, which is for them to ask for again.
    """
    if isinstance(error, StaleEdit):
        return UserError("changed-meanwhile")
    if not isinstance(error, UserError):
        raise error
    return error


def _listed(error: UserError) -> str:
    return ", ".join(f"{name} {value}" for name, value in error.facts.items()) or "-"
