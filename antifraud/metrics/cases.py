"""Fraud cases by the day they happened, the money, and victims asked again."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.metrics.parts import (
    AGE,
    CASES,
    CHANNEL,
    GROUP,
    OUTCOME,
    TYPE,
    YUAN,
)
from antifraud.models import FraudCase, VictimContact
from antifraud.workflow.cases import CaseStatus, Outcome
from antifraud.workflow.contacts import ContactStatus
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    during,
    now,
)

STANDS = ~Q(status=CaseStatus.VOID)
PLANNED = Q(status=ContactStatus.PLANNED)
WEEK = timedelta(days=SOON_DAYS)
BY = (TYPE, GROUP, CHANNEL, OUTCOME, AGE)
CONTACTS = pgettext_lazy("unit", "victims")

HAPPENED = Counted(
    "fraud_cases.happened", FraudCase, when=STANDS, at="happened_at", splits=BY
)
ATTEMPTS = Counted(
    "fraud_cases.attempts", FraudCase,
    when=STANDS & Q(outcome=Outcome.ATTEMPT), at="happened_at",
    splits=(TYPE, GROUP, CHANNEL, AGE),
)  # fmt: skip
LOSS = Counted(
    "fraud_cases.loss", FraudCase,
    when=STANDS, at="happened_at", value="loss", splits=BY,
)  # fmt: skip
STOPPED = Counted(
    "fraud_cases.stopped", FraudCase,
    when=STANDS, at="happened_at", value="stopped", splits=BY,
)  # fmt: skip
CONTACT_LATE = Counted(
    "victim_contacts.late", VictimContact,
    live=lambda moment: PLANNED & Q(planned_at__lt=moment.at), person="owner_id",
    listed="case_id", list_key="antifraud.fraudcase",
)  # fmt: skip
CONTACT_SOON = Counted(
    "victim_contacts.soon", VictimContact,
    live=lambda moment: PLANNED & Q(planned_at__gte=moment.at, planned_at__lt=moment.at + WEEK),
    person="owner_id", listed="case_id", list_key="antifraud.fraudcase",
)  # fmt: skip

METRICS = (
    Metric(
        key="fraud_cases.happened",
        label=pgettext_lazy("metric", "Fraud cases"),
        definition=_(
            "Frauds that happened on these days, tried or done, whenever they were "
            "reported. What was struck out as no fraud does not count."
        ),
        group="fraud",
        part=during(HAPPENED),
        unit=CASES,
        direction=Direction.FEWER,
        board=frozenset({"wall", "places"}),
        drawn=("scam_type", "group", "channel"),
        tasks=frozenset({"risks", "prevent"}),
        order=10,
    ),
    Metric(
        key="fraud_cases.attempts",
        label=_("Frauds without loss"),
        definition=_(
            "Of the frauds that happened on these days, those where nothing was paid: "
            "an attempt that failed."
        ),
        group="fraud",
        part=during(ATTEMPTS),
        whole=during(HAPPENED),
        part_label=_("attempts, nothing lost"),
        whole_label=_("frauds that happened"),
        order=20,
    ),
    Metric(
        key="fraud_cases.loss",
        label=_("Paid to fraudsters"),
        definition=_(
            "What the victims of frauds that happened on these days gave, in yuan, "
            "before anything was stopped or returned. Each case in whole yuan."
        ),
        group="fraud",
        part=during(LOSS),
        unit=YUAN,
        direction=Direction.FEWER,
        drawn=("scam_type", "group"),
        of=HAPPENED,
        order=30,
    ),
    Metric(
        key="fraud_cases.stopped",
        label=_("Stopped or returned"),
        definition=_(
            "Of the money given by victims of frauds that happened on these days, what "
            "was stopped on its way or came back. Each case in whole yuan."
        ),
        group="fraud",
        part=during(STOPPED),
        whole=during(LOSS),
        part_label=_("yuan stopped or returned"),
        whole_label=_("yuan given"),
        direction=Direction.MORE,
        board=frozenset({"wall"}),
        of=HAPPENED,
        order=40,
    ),
    Metric(
        key="victim_contacts.late",
        label=_("Victims not asked again"),
        definition=_(
            "Victims of fraud whom somebody meant to ask how they are, and whose hour "
            "is past. Who wishes no more contact is not asked."
        ),
        group="fraud",
        part=now(CONTACT_LATE),
        unit=CONTACTS,
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        tasks=frozenset({"serve"}),
        order=50,
    ),
    Metric(
        key="victim_contacts.soon",
        label=_("Victims to ask again"),
        definition=_(
            "Victims of fraud who will be asked how they are within the next seven "
            "days."
        ),
        group="fraud",
        part=now(CONTACT_SOON),
        unit=CONTACTS,
        board=frozenset({"soon"}),
        order=60,
    ),
)
