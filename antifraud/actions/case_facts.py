"""What is told of a fraud case, read and checked before it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from antifraud.models import FraudCase, ScamType
from antifraud.workflow.cases import CaseSource, ContactWay, Outcome
from antifraud.workflow.people import AgeBand, Group, age_on, band_of
from households.actions.residents import read_phone
from households.models import Resident
from station import names, working_days
from station.errors import RuleError

CLOCK = timedelta(minutes=10)  # by which another machine's clock may be ahead
MOST_MONEY = Decimal("9999999999.99")
LONGEST_NAME = 60
LONGEST_FACTS = 4000
PLAIN = (
    "scam_type", "channel", "outcome", "loss", "stopped", "group", "age_band",
    "place", "happened_at", "reported_at", "source_number", "victim",
)  # fmt: skip
SEALED = ("victim_name", "victim_phone", "facts")
FIELDS = (*PLAIN, *SEALED)


@dataclass(frozen=True)
class CaseFacts:
    """What happened to whom; of what is sealed, ``None`` keeps what was written."""

    scam_type: ScamType
    channel: str
    outcome: str
    happened_at: datetime
    reported_at: datetime | None = None
    loss: Decimal = Decimal(0)
    stopped: Decimal = Decimal(0)
    group: str = Group.OTHER
    age_band: str = ""
    place: str = ""
    source: str = CaseSource.HAND
    source_number: str = ""
    victim: Resident | None = None
    victim_name: str | None = None
    victim_phone: str | None = None
    facts: str | None = None


def fill(case: FraudCase, facts: CaseFacts, *, at: datetime) -> None:
    """Set a case to what is told, or refuse what cannot be."""
    _check_codes(facts)
    _fill_times(case, facts, at=at)
    case.loss, case.stopped = money(facts.outcome, facts.loss, facts.stopped)
    for name in ("scam_type", "channel", "outcome", "group"):
        setattr(case, name, getattr(facts, name))
    case.place = facts.place.strip()
    case.source_number = facts.source_number.strip()
    _fill_victim(case, facts)
    case.age_band = facts.age_band or _band_of(case)


def money(outcome: str, loss: Decimal, stopped: Decimal) -> tuple[Decimal, Decimal]:
    """The sums as the outcome says; a loss of 0 is one not known yet."""
    if not 0 <= loss <= MOST_MONEY:
        raise RuleError(_("This sum cannot be."), code="loss")
    if outcome == Outcome.ATTEMPT:
        if loss or stopped:
            raise RuleError(
                _("Where nothing was lost there is no sum: choose another outcome."),
                code="loss",
            )
        return Decimal(0), Decimal(0)
    if outcome == Outcome.STOPPED:
        return loss, loss
    if outcome == Outcome.LOST:
        if stopped:
            raise RuleError(
                _("Something was stopped: it is stopped in part or in full."),
                code="stopped",
            )
        return loss, Decimal(0)
    if not 0 < stopped < loss:
        raise RuleError(
            _("What was stopped is more than nothing and less than the loss."),
            code="stopped",
        )
    return loss, stopped


def _check_codes(facts: CaseFacts) -> None:
    known = (
        facts.channel in ContactWay.values
        and facts.outcome in Outcome.values
        and facts.group in Group.values
        and facts.age_band in {"", *AgeBand.values}
        and facts.source in CaseSource.values
    )
    if not known:
        raise RuleError(_("Choose from the list."), code="unknown_choice")


def _fill_times(case: FraudCase, facts: CaseFacts, *, at: datetime) -> None:
    """It happened before it was told, and it was told by now."""
    reported = facts.reported_at or case.reported_at or at
    if reported > at + CLOCK:
        raise RuleError(_("This lies in the future."), code="reported_at")
    if facts.happened_at > reported + CLOCK:
        raise RuleError(
            _("It cannot have happened after it was reported."), code="happened_at"
        )
    case.happened_at = min(facts.happened_at, reported)
    case.reported_at = reported


def _fill_victim(case: FraudCase, facts: CaseFacts) -> None:
    """Of the register, or by a name; a number that nobody typed again stays."""
    case.victim = facts.victim
    if facts.victim_name is not None:
        case.victim_name = names.normalise(facts.victim_name)[:LONGEST_NAME]
    if facts.victim_phone is not None:
        case.write_phone(read_phone(facts.victim_phone))
    if facts.facts is not None:
        case.facts = facts.facts.strip()[:LONGEST_FACTS]


def _band_of(case: FraudCase) -> str:
    """As old as the register says the victim was on that day."""
    born = case.victim.birth_date if case.victim else None
    if born is None:
        return ""
    day = working_days.local_date(case.happened_at)
    return band_of(age_on(born, day)) if born <= day else ""
