"""Who and what is looked for: told to the station's officers and to who is on duty."""

from django.db.models import F, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from patrols.models import Finding, Patrol
from patrols.workflow.findings import TOLD_TO_ALL
from station import policy
from station.models import Area


def open_for(user) -> QuerySet[Finding]:
    """What this person keeps an eye out for at this moment."""
    rows = Finding.objects.unsettled().filter(kind__in=TOLD_TO_ALL)
    scope = policy.scope(user, "finding.look_out")
    return rows.filter(rows.scope_condition(scope, user) | _of_patrol(user))


def _of_patrol(user) -> Q:
    """Everything in the station in which this person is on patrol (nobody is on two)."""
    out = Patrol.objects.running().filter(volunteer__user=user).values("area__path")
    here = Area.objects.annotate(out=Subquery(out)).filter(out__startswith=F("path"))
    station = here.filter(kind=Area.Kind.STATION).order_by("path").values("path")[:1]
    around = Coalesce(Subquery(station), Subquery(out))
    return Q(area__in=Area.objects.filter(path__startswith=around).values("pk"))
