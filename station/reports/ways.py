"""From the days a dashboard shows to the report of these days."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from station import policy
from station.actions.reports import KINDS
from station.metrics.periods import Period
from station.models import Area, Report
from station.models.report import OPEN
from station.reports.spans import first_day, last_day


@dataclass(frozen=True)
class Way:
    """A link in words."""

    label: str
    url: str


def kind_of(period: Period) -> str:
    """Weekly or monthly where the days are just that, else nothing."""
    first, last = period.from_on, period.until_on
    return next(
        (
            kind
            for kind in Report.Kind.values
            if first == first_day(kind, first) and last == last_day(kind, first)
        ),
        "",
    )


def way_to(user, period: Period, area: Area, *, today: date) -> Way | None:
    """The report of these days, the form that makes it, or the list of all."""
    if not policy.can(user, "report.view"):
        return None
    kind = kind_of(period)
    if not kind or period.until_on >= today:
        return _list_of(area)
    rows = Report.objects.visible_to(user).filter(
        Q(status__in=OPEN) | Q(status=Report.Status.SIGNED, replaced_at__isnull=True),
        area=area,
        kind=kind,
        starts_on=period.from_on,
    )
    found = rows.only("pk").order_by("pk").first()
    if found is not None:
        return Way(_("Report of these days"), found.get_absolute_url())
    if area.kind in KINDS and policy.covers(user, "report.make", area):
        days = f"{kind}:{period.from_on.isoformat()}"
        query = urlencode({"area": area.pk, "days": days})
        return Way(
            _("Report of these days"), f"{reverse('station:report_ask')}?{query}"
        )
    return _list_of(area)


def _list_of(area: Area) -> Way:
    query = urlencode({"area": area.pk})
    return Way(_("Reports"), f"{reverse('station:report_list')}?{query}")
