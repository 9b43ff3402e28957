"""The score: the named signs that hold, what each weighs today, and their sum."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from disputes.models import Dispute, WarningSign
from disputes.warnings.book import Book
from disputes.warnings.facts import Facts, gather
from disputes.workflow import IN_MEDIATION, Status
from disputes.workflow.intake import Danger
from disputes.workflow.mediation import ObligationStatus
from disputes.workflow.warning import Sign
from station import working_days

Moments = list[datetime]
EVENING = time(18)


@dataclass(frozen=True)
class Held:
    """A sign that holds: how often it counts, since when, what it weighs today."""

    sign: WarningSign
    points: int
    times: int
    since: datetime

    def as_json(self) -> dict:
        return {
            "code": self.sign.code,
            "points": self.points,
            "times": self.times,
            "since": self.since.isoformat(),
        }


@dataclass(frozen=True)
class Score:
    """The sum and what it is made of; never below nothing."""

    signs: tuple[Held, ...] = ()

    @property
    def value(self) -> int:
        return sum(held.points for held in self.signs)

    def as_json(self) -> list[dict]:
        return [held.as_json() for held in self.signs]


NOTHING = Score()


def score(dispute: Dispute, *, at: datetime) -> Score:
    """The signs of one dispute."""
    return score_all([dispute], at=at)[dispute.pk]


def score_all(
    disputes: list[Dispute], *, at: datetime, book: Book | None = None
) -> dict[int, Score]:
    """The signs of many, in a fixed number of queries."""
    book = book or Book()
    return {
        facts.dispute.pk: of_facts(facts, book.signs(facts.dispute.area.path), at=at)
        for facts in gather(disputes, at=at)
    }


def of_facts(facts: Facts, signs: list[WarningSign], *, at: datetime) -> Score:
    """What the facts come to by these weights."""
    if facts.dispute.status == Status.ENDED:
        return NOTHING
    held = [_held(sign, facts, at=at) for sign in signs if sign.is_active]
    return Score(_not_below_nothing([found for found in held if found]))


def _held(sign: WarningSign, facts: Facts, *, at: datetime) -> Held | None:
    """The newest occurrences count, each faded by its age."""
    moments = sorted(RULES[sign.code](facts, sign, at), reverse=True)[: sign.most]
    points = sum(faded(sign, moment, at=at) for moment in moments)
    return Held(sign, points, len(moments), moments[0]) if points else None


def faded(sign: WarningSign, moment: datetime, *, at: datetime) -> int:
    """What one occurrence still weighs."""
    if sign.half_life_days is None:
        return sign.weight
    age = max((at - moment) / timedelta(days=1), 0)
    return round(sign.weight * 0.5 ** (age / sign.half_life_days))


def _not_below_nothing(found: list[Held]) -> tuple[Held, ...]:
    """What calms takes away no more than what alarms has put there."""
    left = sum(held.points for held in found if held.points > 0)
    kept = []
    for held in found:
        points = held.points if held.points > 0 else -min(-held.points, left)
        left += points if points < 0 else 0
        if points:
            kept.append(Held(held.sign, points, held.times, held.since))
    return tuple(kept)


# -- when each sign holds ----------------------------------------------------------


def _again(moments, sign: WarningSign, at: datetime) -> Moments:
    """Those within the days set."""
    back = timedelta(days=sign.figure or 0)
    return [moment for moment in moments if at - back <= moment <= at]


def _danger(code: str) -> Callable:
    def holds(facts: Facts, _sign, _at) -> Moments:
        since = facts.dangers_since or facts.dispute.reported_at
        return [since] if code in facts.dispute.dangers else []

    return holds


def _refused(facts: Facts, _sign, _at) -> Moments:
    dispute = facts.dispute
    if facts.refused:
        return facts.refused
    failed_unheard = dispute.status == Status.FAILED and not facts.held
    return [dispute.mediated_at] if failed_unheard else []


def _failed(facts: Facts, _sign, _at) -> Moments:
    return facts.failed


def _calls(facts: Facts, sign: WarningSign, at: datetime) -> Moments:
    """The first call is how one heard of it."""
    return sorted(_again(facts.calls, sign, at))[1:]


def _domestic(facts: Facts, _sign, _at) -> Moments:
    dispute = facts.dispute
    return [dispute.reported_at] if dispute.is_domestic_violence else []


def _late(facts: Facts, _sign, at: datetime) -> Moments:
    today = working_days.local_date(at)
    return [
        working_days.at_clock(due, EVENING)
        for status, due, _settled in facts.obligations
        if status == ObligationStatus.OPEN and due < today
    ]


def _settled(wanted: str) -> Callable:
    def holds(facts: Facts, _sign, at: datetime) -> Moments:
        return [
            min(working_days.at_clock(settled, EVENING), at)
            for status, _due, settled in facts.obligations
            if status == wanted and settled
        ]

    return holds


def _due_soon(facts: Facts, sign: WarningSign, at: datetime) -> Moments:
    begins = facts.dispute.due_at - timedelta(days=sign.figure or 0)
    is_near = begins <= at <= facts.dispute.due_at
    return [begins] if is_near and facts.dispute.status in IN_MEDIATION else []


def _overdue(facts: Facts, _sign, at: datetime) -> Moments:
    return [facts.dispute.due_at] if facts.dispute.due_at < at else []


def _amount(facts: Facts, sign: WarningSign, _at) -> Moments:
    dispute = facts.dispute
    is_much = dispute.amount is not None and dispute.amount >= (sign.figure or 0)
    return [dispute.reported_at] if is_much else []


def _long_open(facts: Facts, sign: WarningSign, at: datetime) -> Moments:
    dispute = facts.dispute
    since = dispute.reported_at + timedelta(days=sign.figure or 0)
    return [since] if dispute.status in IN_MEDIATION and since <= at else []


def _in_agreement(facts: Facts, _sign, _at) -> Moments:
    """It calms until something owed by it is not kept."""
    dispute = facts.dispute
    if dispute.status != Status.SETTLED:
        return []
    since = working_days.local_date(dispute.mediated_at)
    is_broken = any(
        status == ObligationStatus.BROKEN and on is not None and on >= since
        for status, _due_on, on in facts.obligations
    )
    return [] if is_broken else [dispute.mediated_at]


RULES: dict[str, Callable[[Facts, WarningSign, datetime], Moments]] = {
    Sign.SAME_PARTIES: lambda f, sign, at: _again(f.with_them.values(), sign, at),
    Sign.SAME_ADDRESS: lambda f, sign, at: _again(f.at_place.values(), sign, at),
    Sign.FAILED_MEDIATION: _failed,
    Sign.REFUSED: _refused,
    Sign.THREAT: _danger(Danger.THREAT),
    Sign.WEAPON: _danger(Danger.WEAPON),
    Sign.VIOLENCE: _danger(Danger.VIOLENCE),
    Sign.SELF_HARM: _danger(Danger.SELF_HARM),
    Sign.CROWD: _danger(Danger.CROWD),
    Sign.DOMESTIC_VIOLENCE: _domestic,
    Sign.CALLS_REPEATED: _calls,
    Sign.OBLIGATION_LATE: _late,
    Sign.OBLIGATION_BROKEN: _settled(ObligationStatus.BROKEN),
    Sign.DUE_SOON: _due_soon,
    Sign.OVERDUE: _overdue,
    Sign.AMOUNT: _amount,
    Sign.LONG_OPEN: _long_open,
    Sign.IN_AGREEMENT: _in_agreement,
    Sign.OBLIGATION_KEPT: _settled(ObligationStatus.KEPT),
    Sign.CALM_FOLLOW_UP: lambda f, _sign, _at: f.calm,
    Sign.DEFUSED: lambda f, _sign, _at: f.defused,
}
