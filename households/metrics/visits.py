"""Visits made, and how far they reach: who is in time, late, never seen."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import (
    Household,
    HouseholdStanding,
    Outcome,
    Purpose,
    Visit,
)
from station.metrics.declared import (
    Counted,
    Direction,
    Metric,
    Split,
    before_today,
    during,
    from_today,
    now,
    soon,
)

# A household that has left lies nowhere and is not counted.
HERE = Q(area__isnull=False)
HOUSEHOLDS = {"listed": "household_id", "list_key": "households.household"}
BY_PURPOSE = Split(
    "purpose", "purpose", _("Purpose"), lambda: dict(Purpose.choices)
)  # fmt: skip

PRESENT = Counted("households.present", Household, when=Q(left_on__isnull=True))
DUE = Counted(
    "households.due", HouseholdStanding, when=HERE, at="next_due_on", **HOUSEHOLDS
)
MET = Counted(
    "households.met", HouseholdStanding,
    when=HERE & Q(last_visited_at__isnull=False), at="in_time_until", **HOUSEHOLDS,
)  # fmt: skip
NEVER = Counted(
    "households.never", HouseholdStanding,
    when=HERE & Q(last_visited_at__isnull=True), **HOUSEHOLDS,
)  # fmt: skip
CONFIRMED = Q(state=Visit.State.CONFIRMED)
MADE = Counted(
    "visits.made", Visit, when=CONFIRMED, at="visited_at", splits=(BY_PURPOSE,)
)
SOMEBODY_MET = Counted(
    "visits.somebody_met", Visit,
    when=CONFIRMED & Q(outcome=Outcome.MET), at="visited_at", splits=(BY_PURPOSE,),
)  # fmt: skip
DRAFTS = Counted("visits.drafts", Visit, when=Q(state=Visit.State.DRAFT))

METRICS = (
    Metric(
        key="households.late",
        label=_("Late visits"),
        definition=_(
            "Households whose next visit is past its day, by the strictest visit rule "
            "or by what was agreed at the door. Those that moved away do not count."
        ),
        group="visits",
        part=before_today(DUE),
        unit=pgettext_lazy("unit", "households"),
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        tasks=frozenset({"population", "serve"}),
        order=10,
    ),
    Metric(
        key="households.soon",
        label=_("Visits due soon"),
        definition=_("Households to be visited within the next seven days."),
        group="visits",
        part=soon(DUE),
        unit=pgettext_lazy("unit", "households"),
        board=frozenset({"soon"}),
        order=20,
    ),
    Metric(
        key="households.coverage",
        label=_("Visit coverage"),
        definition=_(
            "Of the households that live here, those that have been met and whose next "
            "visit is not past its day. Those never met do not count as reached, nor "
            "does a call at which nobody was home."
        ),
        group="visits",
        part=from_today(MET),
        whole=now(PRESENT),
        part_label=_("met and in time"),
        whole_label=_("households present"),
        direction=Direction.MORE,
        board=frozenset({"wall", "places"}),
        tasks=frozenset({"population", "manage"}),
        order=30,
    ),
    Metric(
        key="households.never",
        label=_("Never met"),
        definition=_("Households that live here and have never been met at a visit."),
        group="visits",
        part=now(NEVER),
        unit=pgettext_lazy("unit", "households"),
        direction=Direction.FEWER,
        tasks=frozenset({"population"}),
        order=40,
    ),
    Metric(
        key="visits.made",
        label=_("Visits made"),
        definition=_(
            "Visits of these days, at doors and in the fields, by the day of the visit. "
            "An auxiliary's counts once an officer has confirmed it."
        ),
        group="visits",
        part=during(MADE),
        unit=pgettext_lazy("unit", "visits"),
        tasks=frozenset({"population", "serve"}),
        order=50,
        drawn=("purpose",),
    ),
    Metric(
        key="visits.met",
        label=_("Somebody met"),
        definition=_(
            "Of the confirmed visits of these days, those at which somebody was met: "
            "not nobody home, and not declined."
        ),
        group="visits",
        part=during(SOMEBODY_MET),
        whole=during(MADE),
        part_label=_("somebody met"),
        whole_label=_("visits made"),
        direction=Direction.MORE,
        order=60,
    ),
    Metric(
        key="visits.drafts",
        label=_("Visits to confirm"),
        definition=_("Visits of auxiliaries that no officer has confirmed yet."),
        group="visits",
        part=now(DRAFTS),
        unit=pgettext_lazy("unit", "visits"),
        direction=Direction.FEWER,
        order=70,
    ),
)
