"""What was agreed: owed late or soon, broken, and the way to the court."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.actions.confirmation_clock import Days
from disputes.metrics.law import rules
from disputes.models import Agreement, Obligation
from disputes.workflow.agreements import CONFIRMATION_STANDS, ObligationKind
from disputes.workflow.mediation import (
    AgreementForm,
    AgreementStatus,
    ObligationStatus,
)
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    Split,
    now,
)
from station.metrics.moment import Moment

WEEK = timedelta(days=SOON_DAYS)
HOLDS = (AgreementStatus.EFFECTIVE, AgreementStatus.BROKEN)
OWED = Q(
    status=ObligationStatus.OPEN,
    agreement__status__in=HOLDS,
    agreement__breach_answer="",
)
TO_CONFIRM = Q(form=AgreementForm.PEOPLE, status__in=HOLDS)
DEBTS = pgettext_lazy("unit", "obligations")
UNIT = pgettext_lazy("unit", "agreements")


def owed_late(moment: Moment) -> Q:
    """The day is over and it is not done."""
    return OWED & Q(due_on__lt=moment.today)


def owed_soon(moment: Moment) -> Q:
    """Today, or on one of the next seven days."""
    today = moment.today
    return OWED & Q(due_on__range=(today, today + WEEK))


def court_soon(moment: Moment) -> Q:
    """The last day to ask the court is today or one of the next seven days."""
    today = moment.today
    law = moment.once(rules)
    since, after = (
        Days(law, day).open_since() for day in (today, today + WEEK + timedelta(days=1))
    )
    found = Q(effective_on__gte=since, effective_on__lt=after)
    return TO_CONFIRM & found & ~Q(confirmations__status__in=CONFIRMATION_STANDS)


KIND = Split("kind", "kind", _("Kind"), lambda: dict(ObligationKind.choices))


def _owed(key: str, live) -> Counted:
    return Counted(
        key, Obligation, live=live,
        splits=(KIND,), person="agreement__dispute__assigned_to_id",
    )  # fmt: skip


def _agreed(key: str, live) -> Counted:
    return Counted(
        key, Agreement, live=live, area="dispute__area",
        person="dispute__assigned_to_id",
    )  # fmt: skip


OWED_LATE = _owed("obligations.late", owed_late)
OWED_SOON = _owed("obligations.soon", owed_soon)
BROKEN = _agreed(
    "agreements.broken",
    lambda moment: Q(status=AgreementStatus.BROKEN, breach_answer=""),
)
COURT_SOON = _agreed("agreements.court_soon", court_soon)

METRICS = (
    Metric(
        key="obligations.late",
        label=_("Late obligations"),
        definition=_(
            "What a side owes by an agreement in effect and has not done by its day. "
            "What the other side waived does not count, nor what is owed by an "
            "agreement whose breach was answered."
        ),
        group="clocks",
        part=now(OWED_LATE),
        unit=DEBTS,
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=50,
    ),
    Metric(
        key="obligations.soon",
        label=_("Obligations due soon"),
        definition=_(
            "What a side owes by an agreement in effect today or within the next "
            "seven days."
        ),
        group="clocks",
        part=now(OWED_SOON),
        unit=DEBTS,
        board=frozenset({"soon"}),
        order=60,
    ),
    Metric(
        key="agreements.broken",
        label=_("Breaches unanswered"),
        definition=_(
            "Agreements that were broken and of which nobody has said yet whether the "
            "dispute is taken up again or the parties were told that they may sue."
        ),
        group="clocks",
        part=now(BROKEN),
        unit=UNIT,
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=70,
    ),
    Metric(
        key="agreements.court_soon",
        label=_("Court confirmation ends soon"),
        definition=_(
            "People's mediation agreements for which both parties can ask the court "
            "to confirm them for at most seven more days: thirty days from the day "
            "they took effect (People's Mediation Law, article 33). What the court "
            "was asked already does not count."
        ),
        group="clocks",
        part=now(COURT_SOON),
        unit=UNIT,
        board=frozenset({"soon"}),
        order=80,
    ),
)
