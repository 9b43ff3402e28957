"""The trend of fraud cases: months against last year, falls in a row, by what."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from antifraud import figures
from antifraud.falls import EVEN, FEW, Falls, Run, months_before
from antifraud.figures import PARTS, Line, Month, Trend
from antifraud.forms.case_trend import TrendForm
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.sheets import download, workbook
from station.views.policy import PolicyMixin

HIGH, WIDE = 80, 24  # of the picture of the months
FIRST = {"scam_type", "group"}  # seen without a tap
OPENS = {"scam_type", "group", "area"}  # parts the list can be narrowed by


@dataclass(frozen=True)
class Bar:
    """A month in the picture: this year's and last year's cases."""

    x: int
    month: Month
    now: float
    before: float

    @property
    def now_y(self) -> float:
        return HIGH - self.now

    @property
    def before_y(self) -> float:
        return HIGH - self.before


@dataclass(frozen=True)
class Told:
    """A run of falls in words."""

    label: str
    value: int | None
    note: str


class TrendMixin(PolicyMixin):
    """What was asked, for the page and its workbook."""

    permission_required = "fraud_case.figures"

    @cached_property
    def form(self) -> TrendForm:
        return TrendForm(self.request.GET, user=self.request.user)

    @cached_property
    def trend(self) -> Trend:
        asked = self.form.asked(on=timezone.localdate())
        return figures.trend(asked, parts=PARTS)


class TrendView(TrendMixin, TemplateView):
    template_name = "antifraud/case_trend.html"

    def get_context_data(self, **kwargs):
        trend, user = self.trend, self.request.user
        return super().get_context_data(
            form=self.form,
            trend=trend,
            months=list(reversed(trend.months)),
            bars=_bars(trend.months),
            picture_width=WIDE * len(trend.months),
            falls=_told(trend.falls),
            few=FEW,
            even=EVEN,
            parts=[self._part(name) for name in PARTS],
            change=trend.total.change,
            may_open=policy.can(user, "fraud_case.view"),
            query=self.request.GET.urlencode(),
            **kwargs,
        )

    def _part(self, name: str) -> dict:
        lines = self.trend.parts[name]
        return {
            "label": PARTS[name],
            "is_open": name in FIRST,
            "lines": [(line, self._url(name, line)) for line in lines],
        }

    def _url(self, name: str, line: Line) -> str:
        """The cases behind a line, for those who may open them."""
        if name not in OPENS or not policy.can(self.request.user, "fraud_case.view"):
            return ""
        running = self.trend.asked.running
        since = months_before(running, 13)[0]
        said = {"since": since.isoformat(), name: line.key}
        return f"{reverse('antifraud:case_list')}?{urlencode(said)}"


class TrendExportView(TrendMixin, View):
    """The months and the parts of the page as a workbook."""

    permission_required = "fraud_case.figures"

    def get(self, request, *args, **kwargs):
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="antifraud.fraudcase",
            fields="figures",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
        )
        head = [
            pgettext("fraud figures", "Counted by"),
            pgettext("fraud figures", "What"),
            _("Cases"),
            _("Of these attempts"),
            _("Loss (yuan)"),
            _("Stopped or returned (yuan)"),
            _("Cases a year before"),
        ]
        return download(
            "fraud-trend", workbook(_("Trend of fraud cases"), head, _rows(self.trend))
        )


def _rows(trend: Trend):
    for month in trend.months:
        yield [
            _("Month"),
            f"{month.first:%Y-%m}",
            *_cells(month.sums),
            month.last_year.cases,
        ]
    for name, lines in trend.parts.items():
        for line in lines:
            cells = _cells(line.sums)
            yield [str(PARTS[name]), line.label, *cells, line.last_year.cases]


def _cells(sums: figures.Sums) -> list:
    return [sums.cases, sums.attempts, float(sums.loss), float(sums.stopped)]


def _bars(months: list[Month]) -> list[Bar]:
    most = max([1, *(max(m.sums.cases, m.last_year.cases) for m in months)])
    return [
        Bar(
            x=WIDE * place,
            month=month,
            now=HIGH * month.sums.cases / most,
            before=HIGH * month.last_year.cases / most,
        )
        for place, month in enumerate(months)
    ]


def _told(falls: Falls) -> list[Told]:
    """The run up to the last whole month, in three ways, and the longest."""
    return [
        _one(_("Falls in a row, as counted"), falls.counted),
        _one(_("Falls in a row, without the season"), falls.without_season),
        _one(_("In a row below last year"), falls.to_last_year),
        _one(_("Longest fall of the year"), falls.best),
    ]


def _one(label: str, run: Run | None) -> Told:
    if run is None:
        return Told(label, None, _("Too short a past."))
    if not run.months:
        return Told(label, 0, _("The last whole month did not fall."))
    note = f"{run.first:%Y-%m} – {run.last:%Y-%m}"
    if run.months == 1:
        note = f"{run.first:%Y-%m}"
    return Told(label, run.months, note)
