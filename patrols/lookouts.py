"""Who and what is looked for: told to the station's officers and to who is on duty."""

from django.db.models import Q, QuerySet

from patrols import on_duty
from patrols.models import Finding, Patrol
from patrols.workflow.findings import TOLD_TO_ALL
from station import policy


def open_for(user) -> QuerySet[Finding]:
    """What this person keeps an eye out for at this moment."""
    rows = Finding.objects.unsettled().filter(kind__in=TOLD_TO_ALL)
    scope = policy.scope(user, "finding.look_out")
    return rows.filter(rows.scope_condition(scope, user) | _of_patrol(user))


def _of_patrol(user) -> Q:
    """Everything in the station in which this person is on patrol."""
    patrol = Patrol.objects.running().filter(volunteer__user=user)
    found = patrol.select_related("area").first()
    if found is None:
        return Q(pk__in=[])
    return Q(area__path__startswith=on_duty.station_of(found.area).path)
