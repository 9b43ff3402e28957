"""Where and when patrols are needed, planned and seen; gaps become shifts."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from patrols.actions import gaps as actions
from patrols.coverage import figures, picture
from patrols.coverage.asking import Asked, Show
from patrols.coverage.figures import Grid, Place
from patrols.coverage.gaps import SHOWN, Gap, gaps
from patrols.coverage.map import map_of
from patrols.forms.coverage import CoverageForm
from patrols.forms.shifts import teams_for
from patrols.models import PatrolKind
from patrols.workflow.coverage import HOURS, WEEKDAYS
from station import policy
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord
from station.sheets import download, workbook
from station.views.policy import PolicyMixin

VIEWS = ("heat", "table", "map", "gaps")
TICKS = (0, 6, 12, 18)  # hours named above the strips


class CoverageMixin(PolicyMixin):
    """What was asked, and the figures; for the page, its workbook, and its gaps."""

    permission_required = "patrol_coverage.view"

    @cached_property
    def form(self) -> CoverageForm:
        return CoverageForm(self.request.GET, user=self.request.user)

    @cached_property
    def asked(self) -> Asked:
        asked = self.form.asked(at=timezone.now())
        if asked is None:
            raise Http404
        return asked

    @cached_property
    def grid(self) -> Grid:
        return figures.grid(self.asked)

    def address(self, **changes) -> str:
        """The page as asked, but for this."""
        said = {
            "area": self.asked.area.pk,
            "weeks": self.asked.weeks,
            "show": self.asked.show,
        }
        return f"{reverse('patrols:coverage')}?{urlencode({**said, **changes})}"


class CoverageView(CoverageMixin, TemplateView):
    """Places × hours of the week: as a picture, a table, a map, and its gaps."""

    template_name = "patrols/coverage.html"

    def get_context_data(self, **kwargs):
        view = self.request.GET.get("view")
        view = view if view in VIEWS else VIEWS[0]
        user = self.request.user
        context = {
            "form": self.form,
            "asked": self.asked,
            "view": view,
            "tabs": self._tabs(view),
            "show_label": Show(self.asked.show).label,
            "may_export": policy.can(user, "patrol_coverage.export"),
            "may_weigh": policy.can(user, "need_weight.view"),
            "query": self.request.GET.urlencode(),
            **getattr(self, f"_{view}")(),
        }
        return super().get_context_data(**context, **kwargs)

    def _tabs(self, view: str) -> list[tuple]:
        words = {
            "heat": _("Heat map"),
            "table": _("Table"),
            "map": _("Map"),
            "gaps": _("Gaps"),
        }
        return [(words[k], self.address(view=k), k == view) for k in VIEWS]

    # -- the pictures ----------------------------------------------------------

    def _heat(self) -> dict:
        show, most = self.asked.show, picture.most_of(self.grid)
        lines = [
            {
                "place": place,
                "strips": picture.strips(place, most, show=show),
                "url": "" if place.is_rest else self.address(area=place.area.pk),
            }
            for place in self.grid.places
        ]
        return {"lines": lines, "totals": self._totals(), **self._week()}

    def _week(self) -> dict:
        """The week of the whole place, hour by hour, each leading to its parts."""
        show, whole = self.asked.show, self.grid.whole
        shown = (cell.shown(show) or 0 for cell in whole.cells.values())
        most = max(shown, default=0)
        first = reverse("patrols:coverage_cell", args=[self.asked.area.pk, 0])
        url = f"{first.removesuffix('0/')}{{}}/?weeks={self.asked.weeks}"
        rows = [
            (
                hour,
                picture.row_of(
                    whole,
                    (day * HOURS + hour for day in picture.DAYS),
                    most,
                    show=show,
                    url=url,
                ),
            )
            for hour in range(HOURS)
        ]
        return {"week": rows, "weekdays": WEEKDAYS, "ticks": TICKS}

    def _totals(self) -> list[dict]:
        """What the whole place needs, has on the roster and has seen, a week."""
        total = self.grid.whole.total
        hours = (
            (_("Hours of patrol needed a week"), total.need),
            (_("Hours planned a week"), total.planned),
            (_("Hours on patrol a week"), total.minutes),
        )
        return [
            {"label": _("Need covered"), "value": self.grid.whole.percent, "unit": "%"},
            *(
                {"label": label, "value": _hours(minutes), "unit": ""}
                for label, minutes in hours
            ),
        ]

    def _table(self) -> dict:
        show, most = self.asked.show, picture.most_of(self.grid)
        return {
            "hours": range(HOURS),
            "places": [
                (place, self._days(place, most, show)) for place in self.grid.places
            ],
        }

    def _days(self, place: Place, most: int, show: str) -> list[tuple]:
        return [
            (
                WEEKDAYS[day],
                picture.row_of(
                    place, range(day * HOURS, (day + 1) * HOURS), most, show=show
                ),
            )
            for day in picture.DAYS
        ]

    def _map(self) -> dict:
        found = map_of(self.asked)
        return {"map": found, "spots": found.spots}

    # -- the gaps --------------------------------------------------------------

    def _gaps(self) -> dict:
        found = gaps(self.grid)
        user = self.request.user
        teams = list(teams_for(user, "shift.create").select_related("area"))
        kind = kind_of(self.asked)
        return {
            "gaps": [(gap, self._form_url(gap, teams, kind)) for gap in found[:SHOWN]],
            "more": max(0, len(found) - SHOWN),
            "missing": _hours(sum(gap.missing for gap in found)),
            "may_fill": bool(teams) and kind is not None,
            "kind": kind,
            "fill_url": f"{reverse('patrols:gap_fill')}?{self.request.GET.urlencode()}",
        }

    def _form_url(self, gap: Gap, teams: list, kind: PatrolKind | None) -> str:
        """The form of a new shift with all that is known."""
        team = actions.team_for(gap, teams)
        if team is None:
            return ""
        said = {
            "team": team.pk,
            "kind": kind.pk if kind else "",
            "area": gap.area.pk if team.area.contains(gap.area) else team.area_id,
            "on": gap.day.isoformat(),
            "from": f"{gap.from_hour:02d}:00",
            "until": f"{gap.until_hour % HOURS:02d}:00",
            "needed": gap.people,
            "place": gap.place,
        }
        return f"{reverse('patrols:shift_create')}?{urlencode(said)}"


class GapFillView(CoverageMixin, View):
    """The gaps ticked on the page become shifts."""

    def post(self, request, *args, **kwargs):
        wanted = set(request.POST.getlist("gap"))
        teams = list(teams_for(request.user, "shift.create").select_related("area"))
        try:
            made = actions.fill(
                gaps=[gap for gap in gaps(self.grid) if gap.key in wanted],
                teams=teams,
                kind=kind_of(self.asked),
                by=request.user,
                at=timezone.now(),
            )
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.address(view="gaps"))
        told = ngettext("%(n)d shift made.", "%(n)d shifts made.", len(made))
        messages.success(request, told % {"n": len(made)})
        if len(made) == 1:
            return HttpResponseRedirect(made[0].get_absolute_url())
        return HttpResponseRedirect(self.address(view="gaps"))


class CoverageExportView(CoverageMixin, View):
    """Every hour of the week of every place, as a workbook."""

    permission_required = "patrol_coverage.export"

    def get(self, request, *args, **kwargs):
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="patrols.patrol",
            fields="coverage",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=self.asked.area,
        )
        head = [_("Place"), _("Day of the week"), _("Hour"), *map(str, Show.labels)]
        rows = (
            [
                place.name,
                str(WEEKDAYS[slot // HOURS]),
                slot % HOURS,
                *(cell.shown(show) for show in Show.values),
            ]
            for place in self.grid.places
            for slot, cell in sorted(place.cells.items())
        )
        return download("coverage", workbook(_("Coverage of patrols"), head, rows))


def kind_of(asked: Asked) -> PatrolKind | None:
    """The first kind of patrol that is in season all of the coming week."""
    return next(
        (
            kind
            for kind in PatrolKind.objects.in_use()
            if all(kind.is_in_season(on=day) for day in asked.ahead)
        ),
        None,
    )


def _hours(minutes: float) -> int:
    return round(minutes / 60)
