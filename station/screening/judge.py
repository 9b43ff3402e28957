"""What a call is proposed to be: weighted terms, and what was learned from decisions.

Chosen by measuring (``manage.py evaluate_screening``): on calls never seen the terms
alone carry most of it, the learned part settles what they leave open, and an officer's
corrections count for more than the examples that ship.
"""

import math
from collections import defaultdict
from dataclasses import dataclass

from station.screening.codes import CallKind, Quarrel, Scam, Sign
from station.screening.learning import Learned, features
from station.screening.terms import Mark, Term, found

LEARNED_WEIGHT = {"kind": 0.8, "field": 0.8, "scam": 0.8}
FURTHER_HIT = 0.5  # what a second and third word of one term count
NEITHER = 2.0  # a call that says nothing of the sort is neither
PART_OF_KIND = {"field": 0.8, "scam": 0.6}  # what field and scam say of the kind
MOST_OF_PART = 6.0
ENOUGH = 1.0  # from where on a sign of danger is there
# A swindler's words are no quarrel: what they do again and again is no danger sign.
NOT_IN_FRAUD = {Sign.REPEAT, Sign.CROWD, Sign.VIOLENCE}


@dataclass(frozen=True)
class Proposal:
    """What a call seems to be, how sure, and the words that say so."""

    kind: str
    field: str
    scam: str
    dangers: tuple[str, ...]
    marks: tuple[Mark, ...]
    confidence: int


class Judge:
    """Terms and what was learned, ready for many calls."""

    def __init__(self, terms: tuple[Term, ...], learned: Learned) -> None:
        self.terms = terms
        self.learned = learned

    def propose(self, text: str) -> Proposal:
        """Read one call."""
        marks = found(text, self.terms)
        votes = _votes(marks)
        parts = features(text)
        fields = self._scores("field", votes, parts, Quarrel.values)
        scams = self._scores("scam", votes, parts, Scam.values)
        kinds = self._kinds(votes, parts)
        kind = max(kinds, key=kinds.get)
        field = _best(fields) if kind == CallKind.DISPUTE else ""
        scam = _best(scams) if kind == CallKind.FRAUD else ""
        dangers = _dangers(votes["danger"], kind)
        return Proposal(
            kind=kind,
            field=field,
            scam=scam,
            dangers=dangers,
            marks=_telling(marks, kind, field or scam, dangers),
            confidence=_confidence(kinds),
        )

    def _scores(self, target, votes, parts, codes) -> dict[str, float]:
        learned = self.learned.scores(parts, target)
        weight = LEARNED_WEIGHT[target]
        return {
            code: votes[target][code] + weight * learned.get(code, 0.0)
            for code in codes
        }

    def _kinds(self, votes, parts) -> dict[str, float]:
        kinds = self._scores("kind", votes, parts, CallKind.values)
        kinds[CallKind.OTHER] += NEITHER
        for kind, target in ((CallKind.DISPUTE, "field"), (CallKind.FRAUD, "scam")):
            strongest = max([0.0, *votes[target].values()])
            kinds[kind] += PART_OF_KIND[target] * min(strongest, MOST_OF_PART)
        return kinds


def _votes(marks) -> dict[str, dict[str, float]]:
    """The sum of the weights by target and code; further words of a term count less."""
    votes: dict = {
        target: defaultdict(float) for target in ("kind", "field", "scam", "danger")
    }
    seen = set()
    for mark in marks:
        share = FURTHER_HIT if (mark.target, mark.code, mark.weight) in seen else 1
        seen.add((mark.target, mark.code, mark.weight))
        votes[mark.target][mark.code] += share * mark.weight
    return votes


def _best(scores: dict[str, float]) -> str:
    """The strongest; where nothing speaks for any, the rest of them."""
    best = max(scores, key=scores.get)
    return best if scores[best] > 0 else "other"


def _dangers(votes: dict[str, float], kind: str) -> tuple[str, ...]:
    hidden = NOT_IN_FRAUD if kind == CallKind.FRAUD else set()
    return tuple(
        code
        for code in Sign.values
        if votes.get(code, 0.0) >= ENOUGH and code not in hidden
    )


def _telling(marks, kind: str, part: str, dangers) -> tuple[Mark, ...]:
    """The words that speak for what is proposed, and for nothing else."""
    wanted = {("kind", kind), ("field", part), ("scam", part)}
    wanted |= {("danger", code) for code in dangers}
    return tuple(m for m in marks if m.weight > 0 and (m.target, m.code) in wanted)


def _confidence(kinds: dict[str, float]) -> int:
    """How far the strongest stands above the others, in per cent."""
    top = max(kinds.values())
    return round(100 / sum(math.exp(score - top) for score in kinds.values()))
