"""One-to-one briefings, and the rounds planned for those never told."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models import Briefing, BriefingRound, HandedOver
from antifraud.workflow.briefing_rounds import RoundStatus
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    during,
    now,
)

STANDS = Q(withdrawn_at=None)
OPEN = Q(status=RoundStatus.OPEN)
WEEK = timedelta(days=SOON_DAYS)
BRIEFINGS = pgettext_lazy("unit", "briefings")
ROUNDS = pgettext_lazy("unit", "rounds of briefings")

GIVEN = Counted("briefings.given", Briefing, when=STANDS, at="briefed_at")
WITH_APP = Counted(
    "briefings.app", Briefing,
    when=STANDS & Q(handed_over__contains=[HandedOver.APP]), at="briefed_at",
)  # fmt: skip
ROUND_LATE = Counted(
    "briefing_rounds.late", BriefingRound,
    live=lambda moment: OPEN & Q(last_on__lt=moment.today), person="officer_id",
)  # fmt: skip
ROUND_SOON = Counted(
    "briefing_rounds.soon", BriefingRound,
    live=lambda moment: (
        OPEN & Q(last_on__gte=moment.today, last_on__lt=moment.today + WEEK)
    ),
    person="officer_id",
)  # fmt: skip

METRICS = (
    Metric(
        key="briefings.given",
        label=pgettext_lazy("metric", "One-to-one briefings"),
        definition=_(
            "Talks with one person about fraud, by the day they were held. One person "
            "may have had several; how many were reached in all stands on the page of "
            "reach. What was withdrawn does not count."
        ),
        group="education",
        part=during(GIVEN),
        unit=BRIEFINGS,
        direction=Direction.MORE,
        board=frozenset({"places"}),
        tasks=frozenset({"education", "remind"}),
        order=100,
    ),
    Metric(
        key="briefings.app",
        label=_("App set up"),
        definition=_(
            "Of the briefings held on these days, those after which the national "
            "anti-fraud app was set up on the phone."
        ),
        group="education",
        part=during(WITH_APP),
        whole=during(GIVEN),
        part_label=_("app set up"),
        whole_label=_("briefings held"),
        direction=Direction.MORE,
        order=110,
    ),
    Metric(
        key="briefing_rounds.late",
        label=_("Briefing rounds late"),
        definition=_("Rounds of briefings whose last day is past and that go on."),
        group="education",
        part=now(ROUND_LATE),
        unit=ROUNDS,
        direction=Direction.FEWER,
        is_of_people=False,
        board=frozenset({"late"}),
        order=120,
    ),
    Metric(
        key="briefing_rounds.soon",
        label=_("Briefing rounds ending"),
        definition=_("Rounds of briefings that end within the next seven days."),
        group="education",
        part=now(ROUND_SOON),
        unit=ROUNDS,
        is_of_people=False,
        board=frozenset({"soon"}),
        order=130,
    ),
)
