"""The terms and decisions a station's calls are read by."""

from functools import lru_cache

from station.models import Area, CallRecord, ScreeningTerm
from station.screening import learning
from station.screening.judge import Judge
from station.screening.learning import Labels, Learned
from station.screening.terms import Term, shipped

REMEMBERED = 3000  # decisions; older ones have taught what they had to teach
WORTH = 4  # how many of the shipped examples one decision outweighs


def judge_of(station: Area | None = None) -> Judge:
    """What reads the calls of a station, or of any where none is named."""
    return Judge(terms_of(station), learned_of(station))


def terms_of(station: Area | None) -> tuple[Term, ...]:
    """The terms in force there; on an empty table those that ship."""
    rows = ScreeningTerm.objects.all()
    if not rows.filter(area__isnull=True).exists():
        rows, first = rows.filter(area__isnull=False), shipped()
    else:
        first = ()
    if station is not None:
        rows = rows.in_force(area=station)
    else:
        rows = rows.filter(area__isnull=True, is_active=True)
    found = rows.order_by("pk").values_list("target", "code", "pattern", "weight")
    return (*first, *(Term(t, c, p, float(weight)) for t, c, p, weight in found))


def learned_of(station: Area | None) -> Learned:
    """What the shipped examples and the station's own decisions teach."""
    if station is None:
        return _shipped()
    decided = CallRecord.objects.decided().filter(station=station)
    newest = decided.order_by("-decided_at", "-pk")[:REMEMBERED]
    rows = newest.values_list("pk", "decided_at", "kind", "field", "scam", "features")
    learned = learning.from_examples()
    for _pk, _at, kind, field, scam, parts in rows:
        learned.add(parts, Labels(kind, field, scam), weight=WORTH)
    return learned


@lru_cache(maxsize=1)
def _shipped() -> Learned:
    return learning.from_examples()
