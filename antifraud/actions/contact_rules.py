"""When a victim may be asked again, by whom, and how often."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from antifraud.models import FraudCase
from antifraud.workflow.contacts import FROM, UNTIL, is_by_day
from station import legal, policy, working_days
from station.errors import RuleError
from station.models import User

MOST = "fraud_case.contacts"
FIRST = "fraud_case.first_contact"
APART = "fraud_case.contact_apart"
AHEAD = timedelta(days=180)
SENSIBLE_AFTER = timedelta(days=30)  # older news is no reason to ring anybody up


def tries_left(case: FraudCase, *, on: date) -> int:
    """How many more times the victim may be asked."""
    most = legal.figure(MOST, on=on, area=case.area)
    return max(most - case.contacts.done().count(), 0)


def earliest(case: FraudCase, *, on: date) -> date:
    """The first day on which the victim may be asked again."""
    last = case.contacts.done().order_by("-done_at").first()
    if last is None:
        return on
    apart = legal.figure(APART, on=on, area=case.area)
    return max(on, working_days.local_date(last.done_at) + timedelta(days=apart))


def check_case(case: FraudCase, *, at: datetime) -> None:
    """Is there anybody to ask, who may still be asked?"""
    if not case.is_open:
        raise RuleError(_("This case is ended."), code="ended")
    if not case.has_victim:
        raise RuleError(_("No victim is known here."), code="no_victim")
    if case.no_contact_at is not None:
        raise RuleError(_("The victim wishes no more contact."), code="no_more")
    day = working_days.local_date(at)
    if not tries_left(case, on=day):
        most = legal.figure(MOST, on=day, area=case.area)
        raise RuleError(
            _("The victim was asked %(n)d times; that is enough.") % {"n": most},
            code="enough",
        )


def check_moment(case: FraudCase, planned_at: datetime, *, at: datetime) -> None:
    if not at < planned_at <= at + AHEAD:
        raise RuleError(
            _("The day must lie ahead, within half a year."), code="planned_at"
        )
    clock = timezone.localtime(planned_at, timezone.get_default_timezone()).time()
    if not is_by_day(clock):
        raise RuleError(
            _("Victims are asked by day, between %(from)s and %(until)s.")
            % {"from": f"{FROM:%H:%M}", "until": f"{UNTIL:%H:%M}"},
            code="planned_at",
        )
    first = earliest(case, on=working_days.local_date(at))
    if working_days.local_date(planned_at) < first:
        raise RuleError(
            _("Not before %(day)s: leave the victim some time.")
            % {"day": first.isoformat()},
            code="planned_at",
        )


def check_owner(case: FraudCase, owner: User) -> None:
    if not (owner.is_active and policy.can(owner, "fraud_case.edit", case)):
        raise RuleError(_("This person does not serve there."), code="not_serving")
