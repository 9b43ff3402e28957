"""One hour of the week at a place: its figure and every record behind it."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from patrols.coverage import figures
from patrols.coverage.asking import DAY, PERMISSION, Asked, places_of
from patrols.coverage.tally_sql import DEEDS
from patrols.forms.coverage import CoverageForm
from patrols.models import CheckIn, Finding, Patrol, Shift
from patrols.workflow.coverage import HOURS, WEEK_HOURS, WEEKDAYS
from patrols.workflow.rosters import ShiftStatus
from station import policy, working_days
from station.models import CallRecord
from station.views.policy import PolicyMixin

SHOWN = 50
FRAUD = Q(kind="fraud") | Q(kind="", proposed_kind="fraud")


@dataclass(frozen=True)
class Behind:
    """The records of one kind behind a figure, the newest first."""

    label: str
    icon: str
    rows: list  # (moment, record, note)
    is_cut: bool


class CoverageCellView(PolicyMixin, TemplateView):
    """What the need was made of, who was there, who is coming."""

    permission_required = PERMISSION
    template_name = "patrols/coverage_cell.html"

    @cached_property
    def asked(self) -> Asked:
        area = get_object_or_404(places_of(self.request.user), pk=self.kwargs["pk"])
        data = self.request.GET.copy()
        data["area"] = area.pk
        return CoverageForm(data, user=self.request.user).asked(at=timezone.now())

    @cached_property
    def hour(self) -> int:
        if self.kwargs["hour"] >= WEEK_HOURS:
            raise Http404
        return self.kwargs["hour"]

    def get_context_data(self, **kwargs):
        cell = figures.grid(self.asked).whole.cell(self.hour)
        return super().get_context_data(
            asked=self.asked,
            cell=cell,
            weekday=WEEKDAYS[self.hour // HOURS],
            from_hour=self.hour % HOURS,
            until_hour=self.hour % HOURS + 1,
            figures=[
                (_("Minutes needed a week"), round(cell.need)),
                (_("Minutes planned a week"), round(cell.planned)),
                (_("Minutes on patrol a week"), round(cell.minutes)),
            ],
            parts=[part for part in self._parts() if part is not None],
            **kwargs,
        )

    def _parts(self):
        yield self._of(
            "call_record.view",
            CallRecord.objects.exclude(FRAUD).for_list(),
            "called_at",
            (_("Calls"), "phone-call"),
            lambda row: row.category,
        )
        yield self._of(
            "finding.view",
            Finding.objects.exclude(kind__in=DEEDS).for_list(),
            "found_at",
            (_("Findings"), "eye"),
            lambda row: row.what,
        )
        yield self._of(
            "patrol.view",
            Patrol.objects.filter(ended_at__isnull=False).for_list(),
            "started_at",
            (_("Patrols"), "walk"),
            lambda row: row.team.name,
            until="ended_at",
        )
        yield self._of(
            "check_in.view",
            CheckIn.objects.filter(struck_at__isnull=True).for_list(),
            "at",
            (_("Check-ins"), "map-pin"),
            lambda row: row.patrol.team.name,
        )
        yield self._of(
            "shift.view",
            Shift.objects.exclude(status=ShiftStatus.CANCELLED).for_list(),
            "starts_at",
            (_("Shifts until now and in the coming week"), "calendar"),
            lambda row: row.team.name,
            until="ends_at",
            is_ahead=True,
        )

    def _of(self, permission, rows, moment, words, note, *, until="", is_ahead=False):
        """Those a person may see, of this place and hour."""
        user = self.request.user
        if not policy.can(user, permission):
            return None
        rows = rows.visible_to(user).filter(
            self._when(moment, until, is_ahead=is_ahead),
            area__path__startswith=self.asked.area.path,
        )
        found = list(rows.order_by(f"-{moment}", "-pk")[: SHOWN + 1])
        shown = [(getattr(row, moment), row, note(row)) for row in found[:SHOWN]]
        return Behind(*words, shown, len(found) > SHOWN)

    def _when(self, moment: str, until: str, *, is_ahead: bool) -> Q:
        """The same hour of each of the weeks."""
        asked, found = self.asked, Q(pk__in=[])
        last = asked.ahead[1] if is_ahead else asked.until_on
        for number in range((last - asked.from_on).days + 1):
            day = asked.from_on + number * DAY
            if day.weekday() != self.hour // HOURS:
                continue
            start = working_days.at_clock(day, time(self.hour % HOURS))
            end = start + timedelta(hours=1)
            if until:
                found |= Q(**{f"{moment}__lt": end, f"{until}__gt": start})
            else:
                found |= Q(**{f"{moment}__gte": start, f"{moment}__lt": end})
        return found
