"""Calls to the 110 desk: how many, of which kind, and which nobody has looked at yet."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.metrics.declared import Counted, Direction, Metric, Split, during, now
from station.models import CallRecord
from station.screening.codes import DECIDED, CallKind, CallStatus, Quarrel, Scam

WAITING = Q(status=CallStatus.PROPOSED)


def _kinds():
    return {**dict(CallKind.choices), "": pgettext_lazy("call", "not screened yet")}


BY_KIND = Split("kind", "kind", _("Kind"), _kinds)
BY_QUARREL = Split(
    "field", "field", _("Kind of quarrel"), lambda: dict(Quarrel.choices)
)
BY_SCAM = Split("scam", "scam", _("Scam type"), lambda: dict(Scam.choices))

RECEIVED = Counted("calls.received", CallRecord, at="called_at", splits=(BY_KIND,))
SCREENED = Counted(
    "calls.screened", CallRecord, when=Q(status__in=DECIDED), at="called_at"
)
UNSCREENED = Counted("calls.waiting", CallRecord, when=WAITING)
DISPUTES = Counted(
    "calls.disputes", CallRecord,
    when=Q(kind=CallKind.DISPUTE), at="called_at", splits=(BY_QUARREL,),
)  # fmt: skip
FRAUD = Counted(
    "calls.fraud", CallRecord,
    when=Q(kind=CallKind.FRAUD), at="called_at", splits=(BY_SCAM,),
)  # fmt: skip
IN_CALLS = pgettext_lazy("unit", "calls")

METRICS = (
    Metric(
        key="calls.received",
        label=_("Police calls"),
        definition=_(
            "Calls to the 110 desk on these days that were sent on to the station, by "
            "the day of the call. More calls may be more trouble or more trust."
        ),
        group="calls",
        part=during(RECEIVED),
        unit=IN_CALLS,
        tasks=frozenset({"risks"}),
        order=10,
        drawn=("kind",),
    ),
    Metric(
        key="calls.disputes",
        label=_("Calls about disputes"),
        definition=_("Calls of these days that an officer found to be of a dispute."),
        group="calls",
        part=during(DISPUTES),
        unit=IN_CALLS,
        tasks=frozenset({"disputes"}),
        order=20,
    ),
    Metric(
        key="calls.fraud",
        label=_("Calls about fraud"),
        definition=_("Calls of these days that an officer found to be of fraud."),
        group="calls",
        part=during(FRAUD),
        unit=IN_CALLS,
        tasks=frozenset({"prevent"}),
        order=30,
    ),
    Metric(
        key="calls.screened",
        label=_("Calls screened"),
        definition=_(
            "Of the calls of these days, those for which an officer said what they "
            "are. A proposal alone does not count."
        ),
        group="calls",
        part=during(SCREENED),
        whole=during(RECEIVED),
        part_label=_("screened"),
        whole_label=_("calls"),
        direction=Direction.MORE,
        order=40,
    ),
    Metric(
        key="calls.waiting",
        label=_("Calls to screen"),
        definition=_("Calls for which no officer has said yet what they are."),
        group="calls",
        part=now(UNSCREENED),
        unit=IN_CALLS,
        direction=Direction.FEWER,
        order=50,
    ),
)
