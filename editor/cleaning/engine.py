"""Engine: one line through all detectors, in linear time, to findings that do not overlap."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from editor.cleaning import traits
from editor.cleaning.corrections import correction
from editor.cleaning.findings import Finding, Kind, Match, Tier
from editor.cleaning.gaps import GONE, SCAR, STRONG
from editor.cleaning.joins import Piece, joints, pieces
from editor.cleaning.line import Line
from editor.cleaning.markers import marker
from editor.cleaning.outlook import Outlook, left_for_clauses
from editor.cleaning.pack import Pack
from editor.cleaning.partials import partial
from editor.cleaning.pauses import filled_pause
from editor.cleaning.profiles import Profile
from editor.cleaning.protection import CODE, protected
from editor.cleaning.repeats import LONGEST, repeat
from editor.cleaning.restarts import OPENERS, restart

Detectors = tuple[tuple[int, Callable[[Line, int], Match | None]], ...]
"""Detectors in the order they are asked, each with the traits of which its first word has one."""
_ANY: Final = ~0
_NO_TRAIT: Final = 1 << 60
"""So that words without any trait are asked about too."""

_LOOK_BACK: Final = 2 * LONGEST
"""Live words before a strike whose neighbourhood it changes."""
_LOOK_AHEAD: Final = 6
"""Live words behind a joint that may look back over it for the start of their clause."""
_NEIGHBOURS: Final = 3
"""Live words before a joint that it concerns even if none of them is said again."""
_SCAR_CONFIDENCE: Final = 0.99
"""Nobody writes ", ," on purpose."""
_ROUNDS: Final = 4
"""How often the line is looked at as it will be: a bound, so that the time stays linear."""
_SEARCHING: Final = frozenset({Kind.FILLER, Kind.MARKER, Kind.PARTIAL})
_STRONG: Final = bytes(bool(value & STRONG) for value in range(256))
_PAUSES: Final[Detectors] = ((traits.FILLER, filled_pause),)
_MARKERS: Final[Detectors] = ((traits.MARKS, marker),)
_STUMBLES: Final[Detectors] = (*_MARKERS, (_ANY, partial), (_ANY, repeat))
_BREAKS: Final[Detectors] = ((OPENERS, restart), (traits.MARKS, correction))
_ALL: Final[Detectors] = (*_PAUSES, *_STUMBLES, *_BREAKS)


class Sweep:
    """One line being swept: strikes what is sure, remembers what is worth a question."""

    def __init__(self, line: Line, profile: Profile, keep: Collection[str] = ()) -> None:
        self.line = line
        self.profile = profile
        self.kept = protected(line, keep)
        self.struck: list[Match] = []
        self.asked: dict[tuple[int, int], Match] = {}
        self.pieces: list[Piece] = []
        """What goes of the text."""
        self.flagged = bytearray()
        """Words that some detector was worth asking at in the line as it came."""
        self.steps = 0
        """Words at which detectors were asked."""
        if line.count:
            self._run()

    def findings(self) -> list[Finding]:
        """What was struck and what is worth a question, sorted and disjoint."""
        return _with_questions(self, _struck(self)) if self.line.count else []

    def _run(self) -> None:
        """Fillers and markers first, for what they part then meets; then all the rest."""
        look = Outlook(self.line, hedges=self.profile.hedges)
        if look.blank:
            self.pieces = list(pieces(self.line, self.struck))
            return
        self.flagged = look.all
        self._pass(_PAUSES, look.fillers)
        self._pass(_MARKERS, look.markers)
        self._pass(_STUMBLES, look.stumbles)
        self._pass(_BREAKS, self._before_breaks(look))
        self._settle()

    def _before_breaks(self, look: Outlook) -> bytearray:
        """Where restarts are worth asking, and every word behind which speech broke off."""
        if not self.struck:
            return look.breaks  # a scar was there from the start
        line, worth = self.line, look.far_breaks
        broken = bytes(line.gap).translate(_STRONG)
        behind = broken.find(1, 1)
        while 0 < behind < line.count:
            before = line.before[behind]
            if before >= 0 and not line.gone[behind]:
                worth[before] = True
            behind = broken.find(1, behind + 1)
        return worth

    def _settle(self) -> None:
        """Look at the line as it will be, until there too nothing is left to strike.

        Where words or scars went, the gap is what stays of it, and a search for words no evidence.
        """
        for _ in range(_ROUNDS):
            self.pieces = list(pieces(self.line, self.struck))
            before = len(self.struck)
            if self.pieces:
                self._pass(_ALL, self._joints())
            if len(self.struck) == before:
                return

    def _joints(self) -> bytearray:
        """Make every gap what stays of it; returns the words that can have got other neighbours."""
        line = self.line
        worth = bytearray(line.count + 1)
        for subject in left_for_clauses(line):
            worth[subject] = True
        for left, right, kept in joints(line, self.pieces):
            line.join(left, right, kept)
            words_went = right - left > 1
            reach = _LOOK_AHEAD if words_went else _NEIGHBOURS
            for behind in (right, *line.ahead_of(right, reach - 1)):
                worth[behind] = self.flagged[behind]
            self._mark_before(left, worth, _LOOK_BACK if words_went else _NEIGHBOURS)
            if not words_went and left >= 0:
                worth[left] = self.flagged[left]
        return worth[: line.count]

    def _pass(self, detectors: Detectors, worth: bytearray) -> None:
        """Ask at every live word that is worth it; a strike makes the words around it so."""
        line = self.line
        index = worth.find(1)
        while 0 <= index < line.count:
            if not worth[index] or line.gone[index]:
                index = worth.find(1, index + 1)
                continue
            self.steps += 1
            match = self._match(detectors, index)
            if match is None:
                index = line.after[index]
                continue
            left, right = line.before[match.first], line.after[match.last]
            line.strike(match.first, match.last, GONE if match.kind in _SEARCHING else 0)
            self.struck.append(match)
            index = self._back(left, worth) if left >= 0 else right
            if right < line.count:
                worth[right] = True

    def _back(self, index: int, worth: bytearray) -> int:
        """The word from which on a strike behind ``index`` can have changed something."""
        return self._mark_before(index, worth, _LOOK_BACK + 1)

    def _mark_before(self, index: int, worth: bytearray, reach: int) -> int:
        """Mark ``index`` and words before it: the next ones, and those that are said again soon.

        Returns the first of them. What is said again further off was not before the strike, and is
        not now.
        """
        line, first = self.line, index
        word, before = line.word, line.before
        near = [word[i] for i in line.ahead_of(index, LONGEST)]
        lowest = line.echoes.find(1)
        for step in range(reach):
            if index < 0 or (step >= _NEIGHBOURS and not 0 <= lowest <= index):
                break
            here = word[index]
            if line.echoes[index] and here in near:
                worth[index] = line.recurs[index] = True
                first = index
            elif not step or (step < _NEIGHBOURS and self.flagged[index]):
                worth[index] = True
                first = index
            near.insert(0, here)
            del near[LONGEST:]
            index = before[index]
        return first

    def _match(self, detectors: Detectors, index: int) -> Match | None:
        """The first match that is struck at once; weaker ones are remembered."""
        bits = self.line.traits[index] | _NO_TRAIT
        for traits_asked, detect in detectors:
            match = detect(self.line, index) if bits & traits_asked else None
            if match is None or self._is_protected(match):
                continue
            tier = self._tier(match)
            if tier is Tier.AUTO:
                return match
            if tier is Tier.SUGGEST:
                self.asked[match.first, match.last] = match
        return None

    def _is_protected(self, match: Match) -> bool:
        """Whether words that must stay would go, or go for code, which nobody said."""
        if self.kept is None:
            return False
        if match.kept is not None and self.kept[match.kept[0]] == CODE:
            return True
        return any(self.kept[match.first : match.last + 1])

    def _tier(self, match: Match) -> Tier | None:
        tier = self.profile.tier(match.kind, match.rule, match.confidence)
        if tier is Tier.AUTO and (
            not self.line.pack.trusted
            or _loses_meaning(self.line, match)
            or _is_mentioned(self.line, match)
        ):
            return Tier.SUGGEST
        return tier


def _is_mentioned(line: Line, match: Match) -> bool:
    """As in "The word the in the title": spoken about, not said."""
    before = line.before[match.first]
    named = line.pack.data.filled_pause.mention_after
    return before >= 0 and line.word[before] in named and not line.gap[match.first]


def _loses_meaning(line: Line, match: Match) -> bool:
    """Whether a negation, number or name would go that is not said again right behind."""
    behind: set[str] | None = None
    index = match.first
    while index <= match.last:
        bits = line.traits[index]
        if bits & (traits.NEGATION | traits.NUMBER) or (
            line.is_name(index) and match.kind is not Kind.FILLER
        ):
            if behind is None:
                near = [line.before[match.first], *line.ahead(match.last, LONGEST + 2)[1:]]
                behind = {line.word[i] for i in near if i >= 0}
            if not any(word.startswith(line.word[index]) for word in behind):
                return True
        index = line.after[index]
    return False


def sweep(text: str, pack: Pack, profile: Profile, keep: Collection[str] = ()) -> list[Finding]:
    """The findings of one line, sorted, disjoint and inside its bounds.

    It is struck until nothing more would be: the clean line, swept again, is clean.
    """
    return [] if profile.silent else Sweep(Line(text, pack), profile, keep).findings()


def _struck(swept: Sweep) -> list[Finding]:
    line, found = swept.line, []
    scar_tier = swept.profile.tier(Kind.SCAR, "scar.comma", _SCAR_CONFIDENCE)
    for piece in swept.pieces:
        if piece.owner is None:
            if scar_tier is not None:
                found.append(
                    Finding(
                        piece.start, piece.end, Kind.SCAR, _SCAR_CONFIDENCE, "scar.comma", scar_tier
                    )
                )
            continue
        found.append(_finding(line, piece.start, piece.end, swept.struck[piece.owner], Tier.AUTO))
    return found


def _finding(line: Line, start: int, end: int, match: Match, tier: Tier) -> Finding:
    facts: tuple[tuple[str, str], ...] = (
        ("words", line.text[line.start[match.first] : line.end(match.last)]),
    )
    if match.kept is not None:
        facts += (("kept", line.text[line.start[match.kept[0]] : line.end(match.kept[1])]),)
    return Finding(start, end, match.kind, match.confidence, match.rule, tier, facts)


def _with_questions(swept: Sweep, found: list[Finding]) -> list[Finding]:
    """The struck findings and, between them, the questions, the surer one where two overlap."""
    if not swept.asked:
        return found
    line = swept.line
    taken = bytearray(line.gone)
    scarred = bytes(bits & SCAR != 0 for bits in line.raw_gap)
    asked: list[Match] = []
    for match in sorted(swept.asked.values(), key=lambda match: -match.confidence):
        first, stop = match.first, match.last + 1
        # ``find`` runs over thousands of words at once: questions can be as long as the line.
        if taken.find(1, first, stop) < 0 and scarred.find(1, first + 1, stop) < 0:
            taken[first:stop] = b"\1" * (stop - first)
            asked.append(match)
    found += [_finding(line, line.start[m.first], line.end(m.last), m, Tier.SUGGEST) for m in asked]
    return sorted(found, key=lambda finding: finding.start)
