"""Sittings: planned and not noted, to come; partners who are silent, their promises."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.models import Invitation, JointMediation, Mediation, Undertaking
from disputes.workflow.joint import Answer, JointStatus, UndertakingStatus
from disputes.workflow.mediation import MediationOutcome
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    now,
)
from station.metrics.moment import Moment

WEEK = timedelta(days=SOON_DAYS)
PLANNED = Q(outcome=MediationOutcome.PLANNED)
TO_COME = Q(status=JointStatus.PLANNED)
PROMISED = Q(status=UndertakingStatus.OPEN)
SILENT = Q(revoked_at=None, answer=Answer.PENDING, joint__status=JointStatus.PLANNED)
UNIT = pgettext_lazy("unit", "sittings")
JOINTS = pgettext_lazy("unit", "joint mediations")


def promised_late(moment: Moment) -> Q:
    """The day is over and it is not done."""
    return PROMISED & Q(due_on__lt=moment.today)


def promised_soon(moment: Moment) -> Q:
    """Today, or on one of the next seven days."""
    today = moment.today
    return PROMISED & Q(due_on__range=(today, today + WEEK))


def _sitting(key: str, live) -> Counted:
    return Counted(
        key, Mediation, live=live, area="dispute__area",
        person="dispute__assigned_to_id",
        listed="dispute_id", list_key="disputes.dispute",
    )  # fmt: skip


def _joint(key: str, live) -> Counted:
    return Counted(
        key, JointMediation, live=live, area="dispute__area", person="chair_id"
    )


def _of_joint(key: str, model, live) -> Counted:
    """Invitations and promises lead to the joint mediation they belong to."""
    return Counted(
        key, model, live=live, area="joint__dispute__area", person="joint__chair_id",
        listed="joint_id", list_key="disputes.jointmediation",
    )  # fmt: skip


LATE = _sitting("sittings.late", lambda moment: PLANNED & Q(held_at__lt=moment.at))
SOON = _sitting(
    "sittings.soon",
    lambda moment: PLANNED & Q(held_at__gte=moment.at, held_at__lt=moment.at + WEEK),
)
JOINT_LATE = _joint("joints.late", lambda moment: TO_COME & Q(planned_at__lt=moment.at))
JOINT_SOON = _joint(
    "joints.soon",
    lambda moment: (
        TO_COME & Q(planned_at__gte=moment.at, planned_at__lt=moment.at + WEEK)
    ),
)
UNANSWERED = _of_joint(
    "invitations.soon", Invitation,
    lambda moment: SILENT & Q(joint__planned_at__gte=moment.at, joint__planned_at__lt=moment.at + WEEK),
)  # fmt: skip
PROMISE_LATE = _of_joint("undertakings.late", Undertaking, promised_late)
PROMISE_SOON = _of_joint("undertakings.soon", Undertaking, promised_soon)

METRICS = (
    Metric(
        key="sittings.late",
        label=_("Sittings to be noted"),
        definition=_(
            "Mediations that were planned, whose hour is past, and of which nothing "
            "is written down."
        ),
        group="clocks",
        part=now(LATE),
        unit=UNIT,
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=100,
    ),
    Metric(
        key="sittings.soon",
        label=_("Sittings to come"),
        definition=_("Mediations planned for the next seven days."),
        group="clocks",
        part=now(SOON),
        unit=UNIT,
        board=frozenset({"soon"}),
        order=110,
    ),
    Metric(
        key="joints.late",
        label=_("Joint mediations to be noted"),
        definition=_(
            "Joint mediations that were planned, whose hour is past, and that are "
            "neither noted as held nor called off."
        ),
        group="clocks",
        part=now(JOINT_LATE),
        unit=JOINTS,
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=120,
    ),
    Metric(
        key="joints.soon",
        label=_("Joint mediations to come"),
        definition=_("Joint mediations planned for the next seven days."),
        group="clocks",
        part=now(JOINT_SOON),
        unit=JOINTS,
        board=frozenset({"soon"}),
        tasks=frozenset({"disputes"}),
        order=130,
    ),
    Metric(
        key="invitations.soon",
        label=_("Invitations unanswered"),
        definition=_(
            "Invitations to a joint mediation of the next seven days that the partner "
            "has not answered. Those taken back do not count."
        ),
        group="clocks",
        part=now(UNANSWERED),
        unit=pgettext_lazy("unit", "invitations"),
        direction=Direction.FEWER,
        board=frozenset({"soon"}),
        order=140,
    ),
    Metric(
        key="undertakings.late",
        label=_("Late promises"),
        definition=_(
            "What a partner, a party or an officer promised at a joint mediation and "
            "has not done by its day."
        ),
        group="clocks",
        part=now(PROMISE_LATE),
        unit=pgettext_lazy("unit", "promises"),
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=150,
    ),
    Metric(
        key="undertakings.soon",
        label=_("Promises due soon"),
        definition=_(
            "What was promised at a joint mediation for today or the next seven days."
        ),
        group="clocks",
        part=now(PROMISE_SOON),
        unit=pgettext_lazy("unit", "promises"),
        board=frozenset({"soon"}),
        order=160,
    ),
)
