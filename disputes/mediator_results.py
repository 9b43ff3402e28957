"""How mediators' disputes came out, told fairly: few of them prove little.

What a mediator reached is compared with what the station reaches in disputes of the
same grade, and the difference is drawn towards none as if ``PRIOR`` ordinary disputes
had been mediated beside: seven of eight do not outrank ninety of a hundred.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from disputes.models import Dispute
from disputes.workflow import OPEN, Outcome, Status
from station.models import Area

PRIOR = 10
LITTLE, SOME = 10, 30  # cases from which on something, and much, is known
WITHIN = 1.64  # nine times of ten
YEARS = timedelta(days=3 * 365)
AGREED = Q(status=Status.SETTLED) | Q(outcome=Outcome.SETTLED)
FAILED = Q(status=Status.FAILED) | Q(
    outcome__in=[Outcome.FAILED, Outcome.HANDLED, Outcome.CRIMINAL],
    mediated_at__isnull=False,
)


@dataclass(frozen=True)
class Result:
    """So many agreed of so many, what was to be expected, and how sure that is."""

    agreed: int = 0
    cases: int = 0
    expected: float = 0.0
    base: float = 0.5
    load: int = 0

    @property
    def edge(self) -> float:
        """How far above or below the ordinary, drawn towards nothing."""
        return (self.agreed - self.expected) / (self.cases + PRIOR)

    @property
    def estimate(self) -> float:
        return min(max(self.base + self.edge, 0.0), 1.0)

    @property
    def bounds(self) -> tuple[float, float]:
        """Between what the true rate lies, nine times of ten."""
        width = WITHIN * sqrt(
            self.estimate * (1 - self.estimate) / (self.cases + PRIOR)
        )
        return max(self.estimate - width, 0.0), min(self.estimate + width, 1.0)

    @property
    def known(self) -> str:
        """How much the figures tell, in a word."""
        if not self.cases:
            return _("nothing known yet")
        if self.cases < LITTLE:
            return _("little known")
        return _("some experience") if self.cases < SOME else _("well known")

    @property
    def text(self) -> str:
        """Words and figures: 7 of 8 agreed, little known, about 84 % (70–95 %)."""
        if not self.cases:
            return self.known
        low, high = self.bounds
        return _(
            "%(agreed)d of %(cases)d agreed: %(known)s, "
            "about %(estimate)d %% (%(low)d–%(high)d %%)"
        ) % {
            "agreed": self.agreed,
            "cases": self.cases,
            "known": self.known,
            "estimate": round(self.estimate * 100),
            "low": round(low * 100),
            "high": round(high * 100),
        }


def results_of(
    mediators: Iterable[int], *, station: Area, at: datetime
) -> dict[int, Result]:
    """The results and the load of each, in two queries."""
    bases, overall = _bases(station, at=at)
    rows = Dispute.objects.filter(mediator__in=list(mediators)).order_by()
    counted = rows.values_list("mediator", "grade").annotate(
        agreed=Count("pk", filter=AGREED & Q(mediated_at__gte=at - YEARS)),
        failed=Count("pk", filter=FAILED & Q(mediated_at__gte=at - YEARS)),
        load=Count("pk", filter=Q(status__in=OPEN)),
    )
    sums = defaultdict(lambda: [0, 0, 0.0, 0])
    for mediator, grade, agreed, failed, load in counted:
        found = sums[mediator]
        cases = agreed + failed
        found[0] += agreed
        found[1] += cases
        found[2] += cases * bases.get(grade, overall)
        found[3] += load
    return {
        pk: Result(agreed, cases, expected, overall, load)
        for pk in mediators
        for agreed, cases, expected, load in [sums[pk]]
    }


def _bases(station: Area, *, at: datetime) -> tuple[dict[int, float], float]:
    """How often the station agrees, overall and by grade; by grade drawn to the whole."""
    rows = Dispute.objects.filter(
        area__path__startswith=station.path, mediated_at__gte=at - YEARS
    ).order_by()
    counted = list(
        rows.values_list("grade").annotate(
            agreed=Count("pk", filter=AGREED), failed=Count("pk", filter=FAILED)
        )
    )
    agreed = sum(row[1] for row in counted)
    cases = agreed + sum(row[2] for row in counted)
    overall = (agreed + 1) / (cases + 2)
    return {
        grade: (good + overall * PRIOR) / (good + bad + PRIOR)
        for grade, good, bad in counted
    }, overall
