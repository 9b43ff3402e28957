"""Until when both parties may ask the court to confirm their agreement."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from disputes.models import Agreement, JudicialConfirmation
from disputes.workflow.agreements import ConfirmationStatus
from disputes.workflow.mediation import AgreementForm, AgreementStatus
from station import legal, working_days
from station.actions import reminders

APPLY = "confirm.apply"
WARNINGS = ("confirm.warn_first", "confirm.warn_last")
COURT_ACCEPT = "confirm.court_accept"
COURT_RULE = "confirm.court_rule"
COURT_EXTEND = "confirm.court_extend"
MORNING = time(9)
MOST_DAYS_OFF = 10  # no holiday is longer
STANDS = frozenset({AgreementStatus.EFFECTIVE, AgreementStatus.BROKEN})


@dataclass(frozen=True)
class CourtTime:
    """By when the court answers, and until when at the latest."""

    due_on: date
    latest_on: date
    explained: str


def may_be_confirmed(agreement: Agreement) -> bool:
    """Only what a people's committee mediated and wrote down goes to the court."""
    return agreement.form == AgreementForm.PEOPLE


def limit(agreement: Agreement) -> legal.Limit:
    """Thirty days after it took effect, with the rule in words."""
    day = agreement.effective_on
    return legal.limit(APPLY, day, area=agreement.dispute.area)


@dataclass(frozen=True)
class Days:
    """The last days of many agreements, by one look at the rule."""

    book: legal.Book
    today: date

    def of(self, agreement: Agreement) -> date | None:
        """Until when both may apply; None where it is no question any more."""
        if not may_be_confirmed(agreement) or agreement.is_asked:
            return None
        if agreement.status not in STANDS:
            return None
        last = self.book.due_on(APPLY, agreement.effective_on)
        return last if last >= self.today else None

    def open_since(self) -> date:
        """The earliest day of effect from which both may still apply."""
        first = self.today - timedelta(days=self.book.figure(APPLY) + MOST_DAYS_OFF)
        found = (first + timedelta(days=n) for n in range((self.today - first).days))
        return next((on for on in found if self._is_open(on)), self.today)

    def _is_open(self, effective_on: date) -> bool:
        return self.book.due_on(APPLY, effective_on) >= self.today


def days(today: date) -> Days:
    """The rule as it stands, for lists."""
    return Days(legal.book([APPLY], on=today), today)


def last_day(agreement: Agreement) -> date:
    """On a day off the first working day after."""
    return limit(agreement).due_on


def remind(agreement: Agreement, *, at: datetime) -> None:
    """Two warnings before the time for going to court is over."""
    if not may_be_confirmed(agreement) or not agreement.is_in_effect:
        return
    since = agreement.effective_on
    book = legal.book(WARNINGS, on=since, area=agreement.dispute.area)
    moments = {
        code: working_days.at_clock(since + timedelta(days=book.figure(code)), MORNING)
        for code in WARNINGS
    }
    reminders.schedule_all(
        moments={code: moment for code, moment in moments.items() if moment > at},
        subject=agreement,
        edition=agreement.effective_on,
    )


def court_time(confirmation: JudicialConfirmation) -> CourtTime | None:
    """What the court's own time limits say; for reading, nobody is reminded."""
    if not confirmation.is_open:
        return None
    since = confirmation.answered_on or confirmation.applied_on
    book = legal.book([COURT_ACCEPT, COURT_RULE, COURT_EXTEND], on=since)
    if confirmation.status == ConfirmationStatus.APPLIED:
        found = book.limit(COURT_ACCEPT, since)
        return CourtTime(found.due_on, found.due_on, found.explained)
    found = book.limit(COURT_RULE, since)
    longer = book.limit(COURT_EXTEND, found.due_on)
    return CourtTime(found.due_on, longer.due_on, found.explained)
