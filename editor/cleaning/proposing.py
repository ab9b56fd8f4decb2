"""Proposing: the room's front door, findings of a line or a turn from rules and providers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from editor.cleaning.engine import sweep
from editor.cleaning.findings import Finding, Kind, Tier
from editor.cleaning.pack import pack
from editor.cleaning.profiles import DEFAULT, Profile
from editor.cleaning.profiles import profile as profile_named
from editor.cleaning.protection import allowed
from editor.cleaning.turns import said_across


class Provider(Protocol):
    """Another source of findings, such as a learned model.

    Whatever it says is only ever suggested: the caller lowers every tier to ``SUGGEST``, and where
    a finding of the rules or of an earlier provider already stands, that one stays. A provider
    that raises, or answers for too few lines, is a bug of the provider and not caught here.
    """

    def propose(
        self, turn: Sequence[str], lang: str, context: Sequence[str]
    ) -> Sequence[Sequence[Finding]]:
        """Findings for each line of ``turn``, one list a line, in characters of that line.

        ``turn`` holds consecutive lines of one speaker, ``context`` the lines spoken before them by
        anybody, nearest last; ``lang`` is a language tag. Spans outside a line are dropped.
        """
        ...


def propose(
    text: str, lang: str = "en", profile: Profile | None = None, *, keep: Collection[str] = ()
) -> list[Finding]:
    """Everything worth striking in a line, sorted, disjoint, in character offsets of ``text``.

    ``lang`` is a language tag ("en", "en-GB"); a language without a pack gets its scars closed and
    nothing else. ``profile`` is *clean* unless given. ``keep`` are words and phrases no finding may
    touch: names, a glossary; one with a capital keeps only words that have it too.
    """
    return sweep(text, pack(lang), profile or profile_named(DEFAULT), keep)


def propose_turn(
    lines: Sequence[str],
    lang: str = "en",
    profile: Profile | None = None,
    *,
    keep: Collection[str] = (),
    providers: Sequence[Provider] = (),
    context: Sequence[str] = (),
) -> list[list[Finding]]:
    """The findings of a speaker's consecutive lines, line by line.

    What is struck in a line depends on that line alone, so that it is the same wherever it is asked
    for; the turn adds questions: words taken up again on the next line, and what providers say.
    ``keep`` is that of ``propose``; it binds providers too. A turn that is nothing but "Mm-hmm." is
    worth a question in another one's speech, and none where ``context``, the lines spoken before by
    anybody, ends with a question: then it is the answer.
    """
    chosen = profile or profile_named(DEFAULT)
    found = [propose(text, lang, chosen, keep=keep) for text in lines]
    if chosen.silent:
        return found
    if len(lines) == 1 and context and context[-1].rstrip().endswith("?"):
        found = [[f for f in line if not _is_whole(f, lines[0])] for line in found]
    kept = frozenset(keep)
    for number, (text, following) in enumerate(pairwise(lines)):
        question = said_across(text, following, pack(lang), chosen)
        if question is not None:
            found[number] = _with(found[number], allowed([question], text, pack(lang), kept))
    for provider in providers:
        for number, more in enumerate(provider.propose(lines, lang, context)[: len(lines)]):
            text = lines[number]
            inside = [f for f in more if 0 <= f.start < f.end <= len(text)]
            found[number] = _with(found[number], allowed(inside, text, pack(lang), kept))
    return found


def _is_whole(finding: Finding, text: str) -> bool:
    """Whether a suggested filler is all that is said."""
    left = text[: finding.start] + text[finding.end :]
    asked = finding.kind is Kind.FILLER and finding.tier is Tier.SUGGEST
    return asked and not any(sign.isalnum() for sign in left)


def _with(found: list[Finding], questions: Iterable[Finding]) -> list[Finding]:
    """The findings and those questions that overlap none of them, all of them only suggested."""
    merged = list(found)
    for question in questions:
        if all(question.end <= f.start or f.end <= question.start for f in merged):
            merged.append(replace(question, tier=Tier.SUGGEST))
    return sorted(merged, key=lambda finding: finding.start)


def removed_spans(text: str, lang: str = "en") -> list[tuple[int, int]]:
    """What the *clean* profile strikes by itself."""
    return [(f.start, f.end) for f in propose(text, lang) if f.tier is Tier.AUTO]
