"""Waves: raised by the figures, judged by an officer."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.metrics.parts import TYPE, WAVE_GROUP
from antifraud.models import Wave
from antifraud.workflow.waves import RUNNING, Verdict, WaveStatus
from station.metrics.declared import Counted, Direction, Metric, during, now

UNIT = pgettext_lazy("unit", "waves")
BY = (TYPE, WAVE_GROUP)

RUNS = Counted("waves.running", Wave, when=Q(status__in=sorted(RUNNING)), splits=BY)
OPEN = Counted("waves.open", Wave, when=Q(status=WaveStatus.OPEN), splits=BY)
JUDGED = Counted("waves.judged", Wave, when=~Q(verdict=""), at="raised_at", splits=BY)
REAL = Counted(
    "waves.real", Wave, when=Q(verdict=Verdict.REAL), at="raised_at", splits=BY
)

METRICS = (
    Metric(
        key="waves.running",
        label=_("Waves running"),
        definition=_(
            "More cases of a type among a group than chance brings, not yet calm; "
            "without those somebody judged to be none."
        ),
        group="fraud",
        part=now(RUNS),
        unit=UNIT,
        direction=Direction.FEWER,
        is_of_people=False,
        order=200,
    ),
    Metric(
        key="waves.open",
        label=pgettext_lazy("metric", "Waves to judge"),
        definition=_(
            "Waves the figures raised and of which nobody has said yet whether they "
            "are real."
        ),
        group="fraud",
        part=now(OPEN),
        unit=UNIT,
        is_of_people=False,
        tasks=frozenset({"risks"}),
        order=210,
    ),
    Metric(
        key="waves.real",
        label=_("Waves that were real"),
        definition=_(
            "Of the waves raised on these days and judged by an officer, those that "
            "were real: how far the warning can be trusted."
        ),
        group="fraud",
        part=during(REAL),
        whole=during(JUDGED),
        part_label=_("judged real"),
        whole_label=_("waves judged"),
        direction=Direction.MORE,
        is_of_people=False,
        order=220,
    ),
)
