"""The measures of patrols, each with its formula and the records behind it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from patrols.coverage import measures
from patrols.coverage.definitions import (
    COUNTS,
    FEW,
    RATES,
    Asked,
    By,
    Definition,
    Line,
    Rate,
)
from patrols.coverage.presence import hours_of_need
from patrols.forms.measures import MeasuresForm
from patrols.models import Finding
from patrols.workflow.coverage import HOURS
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord, Area
from station.sheets import download, workbook
from station.views.policy import PolicyMixin

MOST = 200
OF_NEED = {"seen", "needed"}


@dataclass(frozen=True)
class Share:
    """A share with its definition, both counts, and the way to their parts."""

    definition: Definition
    rate: Rate | None
    part_url: str = ""
    whole_url: str = ""


class MeasuresMixin(PolicyMixin):
    """What was asked, for the page, its parts and its workbook."""

    permission_required = "patrol_coverage.view"

    @cached_property
    def form(self) -> MeasuresForm:
        return MeasuresForm(self.request.GET, user=self.request.user)

    @cached_property
    def asked(self) -> Asked:
        asked = self.form.asked(at=timezone.now())
        if asked is None:
            raise Http404
        return asked

    def said(self, **changes) -> str:
        """What was asked, for an address."""
        said = {
            "area": self.asked.area.pk,
            "from_on": self.asked.from_on.isoformat(),
            "until_on": self.asked.until_on.isoformat(),
        }
        return urlencode({**said, **changes})


class MeasuresView(MeasuresMixin, TemplateView):
    """Visibility, matters handled, stability; hours and presence; by what one asks."""

    template_name = "patrols/measures.html"

    def get_context_data(self, **kwargs):
        whole = measures.total(self.asked)
        return super().get_context_data(
            form=self.form,
            asked=self.asked,
            by_label=By(self.asked.by).label,
            few=FEW,
            shares=[self._share(whole, found, is_open=True) for found in RATES],
            counts=[self._count(whole, *found) for found in COUNTS],
            heads=[found.title for found in RATES],
            lines=[self._row(line) for line in measures.lines(self.asked)],
            may_export=policy.can(self.request.user, "patrol_coverage.export"),
            query=self.request.GET.urlencode(),
            **kwargs,
        )

    def _share(self, line: Line, found: Definition, *, is_open: bool) -> Share:
        rate = line.rate(found)
        if not is_open:
            return Share(found, rate)
        page = reverse("patrols:measure_parts")
        urls = (f"{page}?{self.said(part=part)}" for part in (found.part, found.whole))
        return Share(found, rate, *urls)

    def _count(self, line: Line, key: str, label) -> dict:
        value = line.figures.get(key, 0)
        return {
            "label": label,
            "value": round(value / 60) if key == "minutes" else value,
            "url": self._list(key),
        }

    def _list(self, key: str) -> str:
        """The list behind a count, for those who may open it."""
        is_patrol = key in {"patrols", "minutes"}
        name = "patrol" if is_patrol else "check_in"
        if not policy.can(self.request.user, f"{name}.view"):
            return ""
        more = {"state": "doubtful"} if key == "doubtful" else {}
        return f"{reverse(f'patrols:{name}_list')}?{self.said(**more)}"

    def _row(self, line: Line) -> dict:
        return {
            "line": line,
            "counts": [self._count(line, *found) for found in COUNTS],
            "shares": [self._share(line, found, is_open=False) for found in RATES],
        }


class MeasurePartsView(MeasuresMixin, TemplateView):
    """The records a count is made of."""

    template_name = "patrols/measure_parts.html"

    def get_context_data(self, **kwargs):
        part = self.request.GET.get("part", "")
        found = next((d for d in RATES if part in {d.part, d.whole}), None)
        if found is None:
            raise Http404
        rows = self._hours(part) if part in OF_NEED else self._findings(part)
        return super().get_context_data(
            asked=self.asked,
            definition=found,
            is_whole=part == found.whole,
            rows=rows[:MOST],
            is_cut=len(rows) > MOST,
            back_url=f"{reverse('patrols:measures')}?{self.said()}",
            **kwargs,
        )

    def _hours(self, part: str) -> list[tuple]:
        """Each hour of need, leading to what is behind it."""
        rows = hours_of_need(self.asked, seen=part == "seen", most=MOST + 1)
        names = dict(
            Area.objects.filter(pk__in={row["area_id"] for row in rows}).values_list(
                "pk", "name"
            )
        )
        return [
            (
                reverse(
                    "patrols:coverage_cell",
                    args=[row["area_id"], row["day"].weekday() * HOURS + row["hour"]],
                ),
                f"{names[row['area_id']]} · {row['day']:%m-%d} {row['hour']}:00",
                _("%(n)d check-ins") % {"n": row["seen"]}
                if row["seen"]
                else _("nobody checked in"),
            )
            for row in rows
        ]

    def _findings(self, part: str) -> list[tuple]:
        """Those a person may see: a county sees figures only."""
        if not policy.can(self.request.user, "finding.view"):
            return []
        seen = Finding.objects.visible_to(self.request.user).values("pk")
        rows = measures.findings(self.asked, part).filter(pk__in=seen).for_list()
        return [
            (
                row.get_absolute_url(),
                f"{row.number} · {row.area.name} · {row.get_kind_display()}",
                row.get_status_display(),
            )
            for row in rows.order_by("-found_at", "-pk")[: MOST + 1]
        ]


class MeasuresExportView(MeasuresMixin, View):
    """The lines of the page as a workbook."""

    permission_required = "patrol_coverage.export"

    def get(self, request, *args, **kwargs):
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="patrols.patrol",
            fields="measures",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=self.asked.area,
        )
        head = [str(By(self.asked.by).label), *(str(label) for _key, label in COUNTS)]
        for found in RATES:
            head += [str(found.title), *str(found.formula).split(" ÷ ")]
        rows = [measures.total(self.asked), *measures.lines(self.asked)]
        body = workbook(_("Measures of patrols"), head, map(_cells, rows))
        return download("patrol-measures", body)


def _cells(line: Line) -> list:
    hours = round(line.figures.get("minutes", 0) / 60)
    cells: list = [str(line.label) or _("All")]
    cells += [
        hours if key == "minutes" else line.figures.get(key, 0) for key, _l in COUNTS
    ]
    for found in RATES:
        rate = line.rate(found)
        cells += [rate.percent, rate.part, rate.whole] if rate else [None] * 3
    return cells
