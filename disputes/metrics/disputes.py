"""Disputes: reported, taken up, agreed, ended; open, late and due soon."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.measures.rows import AGREED, FINISHED
from disputes.metrics.parts import FIELD, GRADE, OUTCOME, STATE, TIER, TRACK
from disputes.models import Dispute
from disputes.workflow import OPEN
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    during,
    now,
)

IS_OPEN = Q(status__in=sorted(OPEN))
WEEK = timedelta(days=SOON_DAYS)
UNIT = pgettext_lazy("unit", "disputes")

REPORTED = Counted(
    "disputes.reported", Dispute, at="reported_at", splits=(FIELD, TIER, GRADE)
)
TAKEN_UP = Counted(
    "disputes.taken_up", Dispute, at="taken_up_at", splits=(TIER, FIELD)
)  # fmt: skip
FINISHED_THEN = Counted(
    "disputes.finished", Dispute,
    when=FINISHED, at="mediated_at", splits=(TIER, GRADE, FIELD, TRACK),
)  # fmt: skip
AGREED_THEN = Counted(
    "disputes.agreed", Dispute,
    when=AGREED & FINISHED, at="mediated_at", splits=(TIER, GRADE, FIELD, TRACK),
)  # fmt: skip
ENDED = Counted(
    "disputes.ended", Dispute,
    at="ended_at", splits=(OUTCOME, TIER, GRADE, FIELD, TRACK),
)  # fmt: skip
STANDING = Counted(
    "disputes.open", Dispute,
    when=IS_OPEN, splits=(TIER, GRADE, STATE, FIELD, TRACK),
)  # fmt: skip
UNASSIGNED = Counted(
    "disputes.unassigned", Dispute,
    when=IS_OPEN & Q(assigned_to=None, mediator=None), splits=(TIER,),
)  # fmt: skip
LATE = Counted(
    "disputes.late", Dispute,
    live=lambda moment: IS_OPEN & Q(due_at__lt=moment.at),
    splits=(TIER, STATE, FIELD), person="assigned_to_id",
)  # fmt: skip
DUE_SOON = Counted(
    "disputes.soon", Dispute,
    live=lambda moment: IS_OPEN & Q(due_at__gte=moment.at, due_at__lt=moment.at + WEEK),
    splits=(TIER, STATE), person="assigned_to_id",
)  # fmt: skip
WITH_OFFICER = Counted(
    "disputes.with_officers", Dispute,
    live=lambda moment: IS_OPEN & Q(assigned_to__isnull=False),
    splits=(TIER,), person="assigned_to_id",
)  # fmt: skip
WITH_MEDIATOR = Counted(
    "disputes.with_mediators", Dispute,
    live=lambda moment: IS_OPEN & Q(mediator__isnull=False),
    splits=(TIER,), person="mediator__user_id",
)  # fmt: skip

METRICS = (
    Metric(
        key="disputes.open",
        label=_("Open disputes"),
        definition=_(
            "Disputes that are not concluded: reported, in mediation, agreed but not "
            "yet concluded, or without an agreement."
        ),
        group="disputes",
        part=now(STANDING),
        unit=UNIT,
        board=frozenset({"wall", "places"}),
        tasks=frozenset({"disputes", "manage"}),
        order=10,
        drawn=("tier", "grade", "state", "field"),
    ),
    Metric(
        key="disputes.late",
        label=_("Late disputes"),
        definition=_(
            "Open disputes whose time is past. It is the time the office set for the "
            "step they stand at, not a limit of the law."
        ),
        group="disputes",
        part=now(LATE),
        unit=UNIT,
        direction=Direction.FEWER,
        board=frozenset({"late", "wall"}),
        order=20,
    ),
    Metric(
        key="disputes.soon",
        label=_("Disputes due soon"),
        definition=_("Open disputes whose time ends within the next seven days."),
        group="disputes",
        part=now(DUE_SOON),
        unit=UNIT,
        board=frozenset({"soon"}),
        order=30,
    ),
    Metric(
        key="disputes.unassigned",
        label=_("With nobody"),
        definition=_("Open disputes that have neither an officer nor a mediator."),
        group="disputes",
        part=now(UNASSIGNED),
        unit=UNIT,
        direction=Direction.FEWER,
        order=40,
    ),
    Metric(
        key="disputes.agreed",
        label=_("Agreement rate"),
        definition=_(
            "Of the disputes whose mediation finished on these days, those that ended "
            "in an agreement. What later became a criminal or a public-security case "
            "does not count as agreed."
        ),
        group="disputes",
        part=during(AGREED_THEN),
        whole=during(FINISHED_THEN),
        part_label=_("agreement reached"),
        whole_label=_("mediations finished"),
        direction=Direction.MORE,
        board=frozenset({"wall"}),
        tasks=frozenset({"disputes"}),
        order=50,
    ),
    Metric(
        key="disputes.reported",
        label=_("Disputes reported"),
        definition=_(
            "Disputes reported on these days, from wherever they were heard of. More "
            "may mean more quarrels or better screening."
        ),
        group="disputes",
        part=during(REPORTED),
        unit=UNIT,
        tasks=frozenset({"disputes"}),
        order=60,
    ),
    Metric(
        key="disputes.taken_up",
        label=_("Disputes taken up"),
        definition=_(
            "Disputes whose mediation began on these days; taken up again, they count "
            "on the last time."
        ),
        group="disputes",
        part=during(TAKEN_UP),
        unit=UNIT,
        order=70,
    ),
    Metric(
        key="disputes.finished",
        label=_("Mediations finished"),
        definition=_(
            "Disputes whose mediation finished on these days, with an agreement or "
            "without."
        ),
        group="disputes",
        part=during(FINISHED_THEN),
        unit=UNIT,
        order=80,
    ),
    Metric(
        key="disputes.ended",
        label=_("Disputes concluded"),
        definition=_(
            "Disputes concluded on these days, however they turned out. What was "
            "taken up again counts when it is concluded anew."
        ),
        group="disputes",
        part=during(ENDED),
        unit=UNIT,
        direction=Direction.MORE,
        order=90,
    ),
    Metric(
        key="disputes.with_officers",
        label=_("In officers' hands"),
        definition=_(
            "Open disputes an officer answers for; by person it shows who has how "
            "much, so that work can be shared fairly."
        ),
        group="disputes",
        part=now(WITH_OFFICER),
        unit=UNIT,
        order=110,
    ),
    Metric(
        key="disputes.with_mediators",
        label=_("In mediators' hands"),
        definition=_(
            "Open disputes given to a mediator; by person only those mediators who "
            "have an account."
        ),
        group="disputes",
        part=now(WITH_MEDIATOR),
        unit=UNIT,
        order=120,
    ),
)
