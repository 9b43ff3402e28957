"""The measures of disputes: three shares side by side, time per step, the trend."""

from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from disputes.forms.measures import MeasuresForm
from disputes.measures import figures
from disputes.measures.asking import Asked, By, Line, Rate
from disputes.measures.definitions import (
    COUNTS,
    ON_TIME,
    RATES,
    SPELLS,
    Definition,
)
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.sheets import download, workbook
from station.views.policy import PolicyMixin

SHOWN = (*RATES, ON_TIME)
HIGH, WIDE = 80, 60  # of the picture of the years


@dataclass(frozen=True)
class Shown:
    """A figure with the way to the list behind it, for those who may open it."""

    label: object
    value: object
    url: str = ""


@dataclass(frozen=True)
class Share:
    """A share with its definition and both counts."""

    definition: Definition
    rate: Rate
    part: Shown
    whole: Shown


@dataclass(frozen=True)
class Year:
    """One year in the picture: how many were reported and how many concluded."""

    line: Line
    x: int
    reported: float
    ended: float

    @property
    def reported_y(self) -> float:
        return HIGH - self.reported

    @property
    def ended_y(self) -> float:
        return HIGH - self.ended


class MeasuresMixin(PolicyMixin):
    """What was asked, for the page and for its workbook."""

    @cached_property
    def form(self) -> MeasuresForm:
        return MeasuresForm(self.request.GET, user=self.request.user)

    @cached_property
    def asked(self) -> Asked:
        return self.form.asked(at=timezone.now())


class MeasuresView(MeasuresMixin, TemplateView):
    """How disputes go, each figure with its definition and the list behind it."""

    permission_required = "dispute.figures"
    template_name = "disputes/measures.html"

    def get_context_data(self, **kwargs):
        whole = figures.total(self.asked)
        years = figures.years(self.asked)
        return super().get_context_data(
            form=self.form,
            asked=self.asked,
            by_label=By(self.asked.by).label,
            shares=[self._share(whole, found) for found in RATES],
            on_time=self._share(whole, ON_TIME),
            heads=[found.title for found in SHOWN],
            counts=[self._shown(whole, key, label) for key, label in COUNTS],
            spells=[(label, whole.spells[key]) for key, label in SPELLS],
            lines=[self._row(line) for line in figures.lines(self.asked)],
            years=_pictured(years),
            year_rows=[self._row(line) for line in years],
            is_falling=_is_falling(years),
            may_open=self._may_open,
            may_export=policy.can(self.request.user, "dispute.export"),
            query=self.request.GET.urlencode(),
            **kwargs,
        )

    @cached_property
    def _may_open(self) -> bool:
        return policy.can(self.request.user, "dispute.view")

    def _shown(self, line: Line, key: str, label) -> Shown:
        url = f"{reverse('disputes:list')}?{line.queries[key]}"
        return Shown(label, line.figures.get(key), url if self._may_open else "")

    def _share(self, line: Line, found: Definition) -> Share:
        return Share(
            found,
            line.rate(found.part, found.whole),
            self._shown(line, found.part, found.part_label),
            self._shown(line, found.whole, found.whole_label),
        )

    def _row(self, line: Line) -> dict:
        """A line of the table: each figure with its address."""
        return {
            "line": line,
            "counts": [self._shown(line, key, label) for key, label in COUNTS],
            "shares": [self._share(line, found) for found in SHOWN],
            "spells": [(label, line.spells.get(key)) for key, label in SPELLS],
        }


class MeasuresExportView(MeasuresMixin, View):
    """The lines of the page as a workbook."""

    permission_required = "dispute.export"

    def get(self, request, *args, **kwargs):
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="disputes.dispute",
            fields="measures",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=request.user.home_area,
        )
        lines = [figures.total(self.asked), *figures.lines(self.asked)]
        head = [str(By(self.asked.by).label), *_heads()]
        body = workbook(_("Measures of disputes"), head, map(_cells, lines))
        return download("measures", body)


def _heads() -> list[str]:
    heads = [str(label) for _key, label in COUNTS]
    for found in SHOWN:
        heads += [str(found.title), str(found.part_label), str(found.whole_label)]
    for _key, label in SPELLS:
        heads += [
            _("%(step)s, median (days)") % {"step": label},
            _("%(step)s, nine of ten (days)") % {"step": label},
        ]
    return heads


def _cells(line: Line) -> list:
    cells = [
        str(line.label) or _("All"),
        *(line.figures.get(key) for key, _l in COUNTS),
    ]
    for found in SHOWN:
        rate = line.rate(found.part, found.whole)
        cells += [rate.percent, rate.part, rate.whole]
    for key, _label in SPELLS:
        spell = line.spells.get(key)
        cells += [spell.median, spell.ninetieth] if spell else [None, None]
    return cells


def _pictured(years: list[Line]) -> list[Year]:
    """Two bars a year."""
    most = max([1, *(max(y.count("reported"), y.count("ended")) for y in years)])
    return [
        Year(
            line,
            x=position * WIDE,
            reported=round(HIGH * line.count("reported") / most, 1),
            ended=round(HIGH * line.count("ended") / most, 1),
        )
        for position, line in enumerate(years)
    ]


def _is_falling(years: list[Line]) -> bool:
    """Fewer were reported in each whole year than in the one before."""
    whole = [line for line in years if line.asked.until_on.month == 12]
    counts = [line.count("reported") for line in whole]
    return len(counts) > 1 and all(
        later < earlier for earlier, later in pairwise(counts)
    )
