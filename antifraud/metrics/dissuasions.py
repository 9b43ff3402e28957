"""People on the phone with a fraudster: rung, reached in time, kept from paying."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.metrics.parts import ENDING, NOTICED_BY, RISK, TYPE, YUAN
from antifraud.models import Dissuasion
from antifraud.workflow.dissuasions import STEPS, WITH_SAVED, Ending
from station.metrics.declared import (
    Counted,
    Direction,
    Metric,
    during,
    now,
    over,
)

RINGS = Q(answered_at=None, closed_at=None)
FRAUD_ENDED = Q(closed_at__isnull=False) & ~Q(ending=Ending.NO_FRAUD)
BY = (RISK, NOTICED_BY, TYPE)
UNIT = pgettext_lazy("unit", "dissuasions")


def _in_time() -> Q:
    """Answered before it rang for the next people."""
    found = Q()
    for risk, step in STEPS.items():
        found |= Q(risk=risk, answered_at__lte=F("raised_at") + step)
    return found


RINGING = Counted(
    "dissuasions.ringing", Dissuasion, live=lambda _moment: RINGS, splits=(RISK,)
)
RAISED = Counted("dissuasions.raised", Dissuasion, at="raised_at", splits=BY)
IN_TIME = Counted(
    "dissuasions.in_time", Dissuasion, when=_in_time(), at="raised_at", splits=BY
)
ENDED = Counted(
    "dissuasions.ended", Dissuasion,
    when=FRAUD_ENDED, at="closed_at", splits=(ENDING, *BY),
)  # fmt: skip
KEPT = Counted(
    "dissuasions.kept", Dissuasion,
    when=Q(ending__in=sorted(WITH_SAVED)), at="closed_at", splits=(ENDING, *BY),
)  # fmt: skip
SAVED = Counted(
    "dissuasions.saved", Dissuasion,
    when=FRAUD_ENDED, at="closed_at", value="saved", splits=BY,
)  # fmt: skip

METRICS = (
    Metric(
        key="dissuasions.ringing",
        label=_("Nobody dissuades yet"),
        definition=_(
            "People who may be paying a fraudster at this moment and to whom nobody "
            "goes yet (Anti-Telecom Fraud Law, article 34)."
        ),
        group="fraud",
        part=now(RINGING),
        unit=UNIT,
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=100,
    ),
    Metric(
        key="dissuasions.raised",
        label=pgettext_lazy("metric", "Dissuasions"),
        definition=_(
            "Likely victims the station heard of on these days: from 96110, a bank, "
            "the family or an officer (Anti-Telecom Fraud Law, article 34)."
        ),
        group="fraud",
        part=during(RAISED),
        unit=UNIT,
        drawn=("noticed_by",),
        tasks=frozenset({"risks"}),
        order=110,
    ),
    Metric(
        key="dissuasions.in_time",
        label=_("Taken in time"),
        definition=_(
            "Of the dissuasions that rang on these days, those somebody took before it "
            "rang for the next: within 2 minutes at high risk, 10 at medium, 60 at "
            "low. Days that are not over do not count yet."
        ),
        group="fraud",
        part=over(IN_TIME),
        whole=over(RAISED),
        part_label=_("taken in time"),
        whole_label=_("dissuasions that rang"),
        direction=Direction.MORE,
        order=120,
    ),
    Metric(
        key="dissuasions.kept",
        label=_("Dissuaded"),
        definition=_(
            "Of the dissuasions that ended on these days, those where nothing was paid "
            "or the paying stopped halfway. What was no fraud does not count."
        ),
        group="fraud",
        part=during(KEPT),
        whole=during(ENDED),
        part_label=_("kept from paying"),
        whole_label=_("dissuasions ended"),
        direction=Direction.MORE,
        board=frozenset({"wall"}),
        tasks=frozenset({"prevent"}),
        order=130,
    ),
    Metric(
        key="dissuasions.saved",
        label=_("Kept by dissuasion"),
        definition=_(
            "Money that people kept because somebody dissuaded them, in yuan, by the "
            "day it ended. Each one in whole yuan."
        ),
        group="fraud",
        part=during(SAVED),
        unit=YUAN,
        direction=Direction.MORE,
        of=ENDED,
        order=140,
    ),
)
