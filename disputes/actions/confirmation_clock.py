"""Until when both parties may ask the court to confirm their agreement."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from disputes.models import Agreement, JudicialConfirmation
from disputes.workflow.agreements import ConfirmationStatus
from disputes.workflow.mediation import AgreementForm
from station import legal, working_days
from station.actions import reminders

APPLY = "confirm.apply"
WARNINGS = ("confirm.warn_first", "confirm.warn_last")
COURT_ACCEPT = "confirm.court_accept"
COURT_RULE = "confirm.court_rule"
COURT_EXTEND = "confirm.court_extend"
MORNING = time(9)


@dataclass(frozen=True)
class CourtTime:
    """By when the court answers, and until when at the latest."""

    due_on: date
    latest_on: date
    explained: str


def may_be_confirmed(agreement: Agreement) -> bool:
    """Only what a people's committee mediated and wrote down goes to the court."""
    return agreement.form == AgreementForm.PEOPLE


def last_day(agreement: Agreement) -> date:
    """Thirty days after it took effect; on a day off the first working day after."""
    day = legal.limit(APPLY, agreement.effective_on).due_on
    calendar = working_days.calendar()
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day


def rule_in_words(agreement: Agreement) -> str:
    """How the last day came about."""
    return legal.limit(APPLY, agreement.effective_on).explained


def remind(agreement: Agreement, *, at: datetime) -> None:
    """Two warnings before the time for going to court is over."""
    if not may_be_confirmed(agreement) or not agreement.is_in_effect:
        return
    moments = {
        code: working_days.at_clock(
            agreement.effective_on + timedelta(days=_figure(code, agreement)), MORNING
        )
        for code in WARNINGS
    }
    reminders.schedule_all(
        moments={code: moment for code, moment in moments.items() if moment > at},
        subject=agreement,
        edition=agreement.effective_on,
    )


def court_time(confirmation: JudicialConfirmation) -> CourtTime | None:
    """What the court's own time limits say; for reading, nobody is reminded."""
    if confirmation.status == ConfirmationStatus.APPLIED:
        found = legal.limit(COURT_ACCEPT, confirmation.applied_on)
        return CourtTime(found.due_on, found.due_on, found.explained)
    if confirmation.status == ConfirmationStatus.ACCEPTED:
        found = legal.limit(COURT_RULE, confirmation.answered_on)
        longer = legal.limit(COURT_EXTEND, found.due_on)
        return CourtTime(found.due_on, longer.due_on, found.explained)
    return None


def _figure(code: str, agreement: Agreement) -> int:
    return legal.rule(code, on=agreement.effective_on).value
